"""Consent per purpose, and what was shared under it: an answer stays as given, what was shared stays written down."""

from django.db import migrations

FORWARD = """
-- What is on record stays as it is; the sentence and the rule's name come with each trigger.
CREATE FUNCTION thuisroute_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME;
END $$;

CREATE TRIGGER disclosure_stays_as_written BEFORE UPDATE ON trajectories_disclosure FOR EACH ROW
    WHEN ((OLD.consent_id, OLD.purpose, OLD.organisation_id, OLD.recipient, OLD.what, OLD.shared_on, OLD.shared_by_id)
        IS DISTINCT FROM
        (NEW.consent_id, NEW.purpose, NEW.organisation_id, NEW.recipient, NEW.what, NEW.shared_on, NEW.shared_by_id))
    EXECUTE FUNCTION thuisroute_refuse_change('Wat is gedeeld, blijft vastgelegd.');
CREATE TRIGGER consent_stays_as_given BEFORE UPDATE ON trajectories_consent FOR EACH ROW
    WHEN ((OLD.purpose, OLD.organisation_id, OLD.recipient, OLD.is_given, OLD.scope, OLD.given_by, OLD.representative,
            OLD.manner, OLD.starts_on)
        IS DISTINCT FROM
        (NEW.purpose, NEW.organisation_id, NEW.recipient, NEW.is_given, NEW.scope, NEW.given_by, NEW.representative,
            NEW.manner, NEW.starts_on))
    EXECUTE FUNCTION thuisroute_refuse_change('Een antwoord blijft zoals het gegeven is. Leg een nieuw antwoord vast.');
"""
BACKWARD = """
DROP TRIGGER disclosure_stays_as_written ON trajectories_disclosure;
DROP TRIGGER consent_stays_as_given ON trajectories_consent;
DROP FUNCTION thuisroute_refuse_change;
"""


class Migration(migrations.Migration):
    dependencies = [("trajectories", "0002_care_within_contract")]
    operations = [
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
