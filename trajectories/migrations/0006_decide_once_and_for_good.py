"""How the access works and who has mandate; decisions that are taken once and stand from then on."""

from django.db import migrations

FORWARD = """
-- Whoever destroys a dossier whose time has come says so in its transaction: SET LOCAL thuisroute.destroying = 'on'.
CREATE FUNCTION thuisroute_refuse_unless_destroying() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF coalesce(current_setting('thuisroute.destroying', true), '') = 'on' THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME;
END $$;

CREATE TRIGGER decision_stands BEFORE UPDATE ON trajectories_decision FOR EACH ROW
    WHEN (OLD.decided_on IS NOT NULL)
    EXECUTE FUNCTION thuisroute_refuse_change('Een genomen besluit verandert niet meer. Neem een nieuw besluit.');
CREATE TRIGGER decision_is_kept BEFORE DELETE ON trajectories_decision FOR EACH ROW
    WHEN (OLD.decided_on IS NOT NULL)
    EXECUTE FUNCTION thuisroute_refuse_unless_destroying('Een genomen besluit blijft bewaard.');

-- The goals of a decision, and what a melding keeps of its first decision, stand with it.
CREATE FUNCTION decision_goal_refuse_when_taken() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    about bigint := CASE WHEN TG_OP = 'INSERT' THEN NEW.decision_id ELSE OLD.decision_id END;
BEGIN
    IF coalesce(current_setting('thuisroute.destroying', true), '') <> 'on' AND EXISTS (
        SELECT FROM trajectories_decision WHERE id = about AND decided_on IS NOT NULL
    ) THEN
        RAISE EXCEPTION 'De doelen van een genomen besluit veranderen niet meer.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decision_goals_stand';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER decision_goals_stand BEFORE INSERT OR UPDATE OR DELETE ON trajectories_decisiongoal
    FOR EACH ROW EXECUTE FUNCTION decision_goal_refuse_when_taken();

CREATE FUNCTION notification_refuse_other_decision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM trajectories_decision
        WHERE notification_id = OLD.id AND kind = 'EERSTE' AND decided_on IS NOT NULL
    ) THEN
        RAISE EXCEPTION 'Op deze melding is besloten. Dat verandert niet meer; neem een nieuw besluit.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'notification_decision_stands';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER notification_decision_stands BEFORE UPDATE ON trajectories_notification FOR EACH ROW
    WHEN (OLD.decided_on IS NOT NULL AND
        (OLD.decided_on, OLD.outcome, OLD.care_form_id, OLD.valid_from, OLD.valid_until, OLD.motivation)
        IS DISTINCT FROM
        (NEW.decided_on, NEW.outcome, NEW.care_form_id, NEW.valid_from, NEW.valid_until, NEW.motivation))
    EXECUTE FUNCTION notification_refuse_other_decision();
"""
BACKWARD = """
DROP TRIGGER decision_stands ON trajectories_decision;
DROP TRIGGER decision_is_kept ON trajectories_decision;
DROP TRIGGER decision_goals_stand ON trajectories_decisiongoal;
DROP TRIGGER notification_decision_stands ON trajectories_notification;
DROP FUNCTION decision_goal_refuse_when_taken;
DROP FUNCTION notification_refuse_other_decision;
DROP FUNCTION thuisroute_refuse_unless_destroying;
"""


class Migration(migrations.Migration):
    dependencies = [("trajectories", "0005_hear_the_client")]
    operations = [
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
