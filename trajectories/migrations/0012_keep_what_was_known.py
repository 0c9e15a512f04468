"""Keep every dwelling and care period as it stood before somebody changed it, and who is away for a while."""

from django.db import migrations

# What a merge moves, and when somebody may leave, says nothing about where they lived or what they got.
# A row that was written in this same transaction was never known to anybody.
FORWARD = """
CREATE FUNCTION keep_what_was_known() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    beside CONSTANT text[] := ARRAY['recorded_at', 'client_id', 'expected_end_on', 'runs_until'];
    -- Whoever waited for somebody else began earlier and comes later.
    moment CONSTANT timestamptz := greatest(transaction_timestamp(), OLD.recorded_at + interval '1 microsecond');
BEGIN
    IF to_jsonb(NEW) - beside = to_jsonb(OLD) - beside THEN
        RETURN NEW;
    END IF;
    IF OLD.recorded_at IS DISTINCT FROM transaction_timestamp() THEN
        INSERT INTO trajectories_supersededepisode
            (client_id, track, facts, recorded_at, superseded_at, reason)
        VALUES (OLD.client_id, TG_ARGV[0], to_jsonb(OLD) - beside, OLD.recorded_at, moment, '');
    END IF;
    NEW.recorded_at := moment;
    RETURN NEW;
END $$;
CREATE TRIGGER keep_what_was_known BEFORE UPDATE ON placements_housingepisode
    FOR EACH ROW EXECUTE FUNCTION keep_what_was_known('WONEN');
CREATE TRIGGER keep_what_was_known BEFORE UPDATE ON trajectories_careepisode
    FOR EACH ROW EXECUTE FUNCTION keep_what_was_known('ZORG');
"""
BACKWARD = """
DROP TRIGGER keep_what_was_known ON trajectories_careepisode;
DROP TRIGGER keep_what_was_known ON placements_housingepisode;
DROP FUNCTION keep_what_was_known();
"""


class Migration(migrations.Migration):
    dependencies = [("trajectories", "0011_go_over_to_another_region")]
    operations = [
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
