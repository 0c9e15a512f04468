"""People go over to another region or come from one, step by step; and who withdrew a melding."""

from django.db import migrations

FORWARD = """
CREATE TRIGGER transfer_step_stands BEFORE UPDATE ON trajectories_transferstep FOR EACH ROW
    EXECUTE FUNCTION thuisroute_refuse_change('Een stap van een overdracht verandert niet meer. Schrijf een nieuwe op.');
"""
BACKWARD = "DROP TRIGGER transfer_step_stands ON trajectories_transferstep;"


class Migration(migrations.Migration):
    dependencies = [("trajectories", "0010_write_down_what_was_merged")]
    operations = [
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
