"""Keep what was advised with the proposal it was used for; it never changes."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION advice_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Wat geadviseerd is, verandert niet meer.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'advice_never_changes';
END $$;
CREATE TRIGGER advice_never_changes BEFORE UPDATE ON trajectories_matchadvice
    FOR EACH ROW EXECUTE FUNCTION advice_refuse_change();
"""
BACKWARD = """
DROP TRIGGER advice_never_changes ON trajectories_matchadvice;
DROP FUNCTION advice_refuse_change;
"""


class Migration(migrations.Migration):
    dependencies = [("trajectories", "0008_agree_on_rules_and_objections")]
    operations = [
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
