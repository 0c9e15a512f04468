"""Care in kind falls within contracts, up to today: kept by the database, checked when a transaction commits."""

from django.db import migrations

FORWARD = """
-- The demo stands still on one day; its connections say so.
CREATE FUNCTION thuisroute_today() RETURNS date LANGUAGE sql STABLE AS $$
    SELECT coalesce(nullif(current_setting('thuisroute.today', true), '')::date, current_date)
$$;

CREATE FUNCTION care_is_within_contract(provider bigint, form bigint, first_day date, until date)
RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT first_day > thuisroute_today() OR
        daterange(first_day, least(until, thuisroute_today() + 1)) <@ coalesce(
            (SELECT range_agg(daterange(starts_on, ends_on)) FROM placements_contract
             WHERE provider_id = provider AND care_form_id = form),
            '{}'::datemultirange)
$$;

CREATE FUNCTION care_check_contract() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM trajectories_careepisode care
        WHERE care.id = NEW.id AND care.funding = 'ZIN'
          AND NOT care_is_within_contract(care.provider_id, care.care_form_id, care.starts_on, care.ends_on)
    ) THEN
        RAISE EXCEPTION 'De zorg in natura valt voor een deel buiten het contract van de aanbieder.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'care_in_kind_within_contract';
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION contract_check_care() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM trajectories_careepisode care
        WHERE care.provider_id = OLD.provider_id AND care.care_form_id = OLD.care_form_id AND care.funding = 'ZIN'
          AND NOT care_is_within_contract(care.provider_id, care.care_form_id, care.starts_on, care.ends_on)
    ) THEN
        RAISE EXCEPTION 'Er is zorg in natura die dan buiten het contract zou vallen.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'contract_covers_care_in_kind';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER care_in_kind_within_contract
    AFTER INSERT OR UPDATE ON trajectories_careepisode DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.funding = 'ZIN') EXECUTE FUNCTION care_check_contract();
CREATE CONSTRAINT TRIGGER contract_covers_care_in_kind
    AFTER UPDATE OR DELETE ON placements_contract DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION contract_check_care();
"""
BACKWARD = """
DROP TRIGGER care_in_kind_within_contract ON trajectories_careepisode;
DROP TRIGGER contract_covers_care_in_kind ON placements_contract;
DROP FUNCTION care_check_contract;
DROP FUNCTION contract_check_care;
DROP FUNCTION care_is_within_contract;
DROP FUNCTION thuisroute_today;
"""


class Migration(migrations.Migration):
    dependencies = [("trajectories", "0001_initial")]
    operations = [
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
