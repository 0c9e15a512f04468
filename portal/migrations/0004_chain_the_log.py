"""Every line of the log carries a digest of itself and of the line before it, so that tampering shows."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION access_log_digest(line portal_accessrecord) RETURNS bytea LANGUAGE sql STABLE
    SET timezone = 'UTC' SET search_path FROM CURRENT AS $$
    SELECT sha256(line.previous || convert_to((
        jsonb_strip_nulls(to_jsonb(line) - '{id,previous,digest}'::text[])
        || jsonb_build_object('at', to_char(line.at, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
    )::text, 'UTF8'))
$$;

-- The row of the head is held until the transaction ends: that gives the lines their order, without a gap.
CREATE FUNCTION access_log_chain() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path FROM CURRENT AS $$
BEGIN
    INSERT INTO portal_loghead (id, number, digest) VALUES (1, 0, '') ON CONFLICT (id) DO NOTHING;
    SELECT head.number + 1, head.digest INTO NEW.number, NEW.previous
        FROM portal_loghead head WHERE head.id = 1 FOR UPDATE;
    NEW.digest := access_log_digest(NEW);
    UPDATE portal_loghead SET number = NEW.number, digest = NEW.digest WHERE id = 1;
    RETURN NEW;
END $$;

CREATE TRIGGER access_log_chain BEFORE INSERT ON portal_accessrecord
    FOR EACH ROW EXECUTE FUNCTION access_log_chain();
"""
BACKWARD = """
DROP TRIGGER access_log_chain ON portal_accessrecord;
DROP FUNCTION access_log_chain();
DROP FUNCTION access_log_digest(portal_accessrecord);
DELETE FROM portal_loghead;
"""


class Migration(migrations.Migration):
    dependencies = [("portal", "0003_municipalities")]
    operations = [
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
