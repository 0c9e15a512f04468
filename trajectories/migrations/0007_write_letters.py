"""Letters: worded by the region, frozen when made, printed and sent once."""

from django.db import migrations

FORWARD = """
CREATE TRIGGER letter_stands BEFORE UPDATE ON trajectories_letter FOR EACH ROW
    WHEN ((OLD.kind, OLD.made_on, OLD.made_by_id, OLD.content, OLD.content_hash, OLD.decision_id, OLD.slug)
            IS DISTINCT FROM
            (NEW.kind, NEW.made_on, NEW.made_by_id, NEW.content, NEW.content_hash, NEW.decision_id, NEW.slug)
        OR (OLD.printed_at IS NOT NULL AND (OLD.pdf, OLD.printed_at) IS DISTINCT FROM (NEW.pdf, NEW.printed_at))
        OR (OLD.sent_on IS NOT NULL AND (OLD.sent_on, OLD.sent_by_id) IS DISTINCT FROM (NEW.sent_on, NEW.sent_by_id)))
    EXECUTE FUNCTION thuisroute_refuse_change('Een brief die gemaakt is, verandert niet meer.');
CREATE TRIGGER letter_is_kept BEFORE DELETE ON trajectories_letter FOR EACH ROW
    EXECUTE FUNCTION thuisroute_refuse_unless_destroying('Een brief blijft bewaard.');
"""
BACKWARD = """
DROP TRIGGER letter_stands ON trajectories_letter;
DROP TRIGGER letter_is_kept ON trajectories_letter;
"""


class Migration(migrations.Migration):
    dependencies = [("trajectories", "0006_decide_once_and_for_good")]
    operations = [
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
