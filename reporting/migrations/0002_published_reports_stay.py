"""A published report stays what it is: the database refuses changes and removals."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION published_report_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.published_at IS NOT NULL THEN
        RAISE EXCEPTION 'Dit rapport is gepubliceerd en verandert niet meer. Een verbetering is een nieuw rapport.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'published_report_stays';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER published_report_stays BEFORE UPDATE OR DELETE ON reporting_councilreport
    FOR EACH ROW EXECUTE FUNCTION published_report_refuse_change();
"""
BACKWARD = """
DROP TRIGGER published_report_stays ON reporting_councilreport;
DROP FUNCTION published_report_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("reporting", "0001_initial")]
    operations = [
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
