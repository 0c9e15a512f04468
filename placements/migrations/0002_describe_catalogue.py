"""The catalogue in words and phases; a day rate is made up of parts that add up to it, kept by the database."""

from django.db import migrations

ADDS_UP = """
CREATE FUNCTION rate_parts_add_up(contract bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT coalesce(
        (SELECT sum(part.amount) FROM placements_ratepart part WHERE part.contract_id = contract)
        = (SELECT day_rate FROM placements_contract WHERE id = contract), true)
$$;

CREATE FUNCTION rate_check_parts() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    changed bigint;
BEGIN
    IF TG_TABLE_NAME = 'placements_contract' THEN
        changed := NEW.id;
    ELSIF TG_OP = 'DELETE' THEN
        changed := OLD.contract_id;
    ELSE
        changed := NEW.contract_id;
    END IF;
    IF NOT rate_parts_add_up(changed) THEN
        RAISE EXCEPTION 'De opbouw van dit tarief telt niet op tot het dagtarief.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'rate_parts_add_up_to_rate';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER rate_parts_add_up_to_rate
    AFTER INSERT OR UPDATE OR DELETE ON placements_ratepart DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION rate_check_parts();
CREATE CONSTRAINT TRIGGER rate_still_is_its_parts
    AFTER UPDATE ON placements_contract DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (OLD.day_rate IS DISTINCT FROM NEW.day_rate) EXECUTE FUNCTION rate_check_parts();
"""
ADDS_UP_NO_MORE = """
DROP TRIGGER rate_still_is_its_parts ON placements_contract;
DROP TRIGGER rate_parts_add_up_to_rate ON placements_ratepart;
DROP FUNCTION rate_check_parts;
DROP FUNCTION rate_parts_add_up;
"""


class Migration(migrations.Migration):
    dependencies = [("placements", "0001_initial")]
    operations = [
        migrations.RunSQL(ADDS_UP, ADDS_UP_NO_MORE),
    ]
