"""Tell of tenancies what was done, never written over; write down priority for a home."""

from django.db import migrations

FORWARD = """
CREATE TRIGGER follow_up_stands BEFORE UPDATE ON trajectories_signalfollowup FOR EACH ROW
    EXECUTE FUNCTION thuisroute_refuse_change('Wat er gedaan is, blijft te lezen.');
"""
BACKWARD = "DROP TRIGGER follow_up_stands ON trajectories_signalfollowup;"


class Migration(migrations.Migration):
    dependencies = [("trajectories", "0012_keep_what_was_known")]
    operations = [
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
