"""The log of who looked is only ever added to: the database refuses changes and removals."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION access_log_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Het logboek kan alleen worden aangevuld.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'access_log_append_only';
END $$;
CREATE TRIGGER access_log_append_only BEFORE UPDATE OR DELETE ON portal_accessrecord
    FOR EACH ROW EXECUTE FUNCTION access_log_refuse_change();
"""
BACKWARD = """
DROP TRIGGER access_log_append_only ON portal_accessrecord;
DROP FUNCTION access_log_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("portal", "0001_initial")]
    operations = [
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
