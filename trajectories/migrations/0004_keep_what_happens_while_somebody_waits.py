"""What happens while somebody waits; a status changes with a day to it, a sealed count stays as it was."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION wait_status_has_a_day() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT status FROM trajectories_waitlistentry WHERE id = NEW.id) IS DISTINCT FROM (
        SELECT became FROM trajectories_statuschange WHERE entry_id = NEW.id
        ORDER BY changed_on DESC, id DESC LIMIT 1
    ) THEN
        RAISE EXCEPTION 'Een wachtstatus verandert alleen met de dag erbij.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'wait_status_changes_with_a_day';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER wait_status_changes_with_a_day
    AFTER UPDATE OF status ON trajectories_waitlistentry DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.status <> OLD.status) EXECUTE FUNCTION wait_status_has_a_day();

CREATE FUNCTION census_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Een vastgelegde stand van de wachtlijst verandert niet meer.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'census_never_changes';
END $$;
CREATE TRIGGER census_never_changes BEFORE UPDATE OR DELETE ON trajectories_waitlistcensus
    FOR EACH ROW EXECUTE FUNCTION census_refuse_change();
"""
BACKWARD = """
DROP TRIGGER wait_status_changes_with_a_day ON trajectories_waitlistentry;
DROP TRIGGER census_never_changes ON trajectories_waitlistcensus;
DROP FUNCTION wait_status_has_a_day;
DROP FUNCTION census_refuse_change;
"""


class Migration(migrations.Migration):
    dependencies = [("trajectories", "0003_ask_consent")]
    operations = [
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
