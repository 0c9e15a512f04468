"""Agreements about waiting and matching, fixed once published; objections to a location."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION rules_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Gepubliceerde werkafspraken veranderen niet meer. Maak een nieuwe versie.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'rules_never_change';
END $$;
CREATE TRIGGER rules_never_change BEFORE UPDATE OR DELETE ON trajectories_matchingrules
    FOR EACH ROW WHEN (OLD.published_on IS NOT NULL) EXECUTE FUNCTION rules_refuse_change();
"""
BACKWARD = """
DROP TRIGGER rules_never_change ON trajectories_matchingrules;
DROP FUNCTION rules_refuse_change;
"""


class Migration(migrations.Migration):
    dependencies = [("trajectories", "0007_write_letters")]
    operations = [
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
