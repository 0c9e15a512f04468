"""Write down that two records became one, and let nothing be added any more to the one that is gone."""

from django.db import migrations

BELONGS_TO_A_CLIENT = (
    "placements_housingepisode",
    "trajectories_careepisode",
    "trajectories_waitlistentry",
    "trajectories_notification",
    "trajectories_letter",
    "trajectories_review",
    "trajectories_outflowreadiness",
    "trajectories_clientvoice",
    "trajectories_consent",
    "trajectories_disclosure",
    "trajectories_contactperson",
    "trajectories_contraindication",
    "trajectories_clientcorrection",
    "trajectories_nomination",
    "trajectories_supersededepisode",
    "trajectories_absence",
    "trajectories_supportgoal",
    "trajectories_outlook",
    "trajectories_safetynet",
    "trajectories_aftercaremoment",
    "trajectories_referral",
    "trajectories_tabledecision",
    "trajectories_calamityreport",
)
# Whoever saves something for a client at the moment of a merge waits for it, and then hears of it.
FORWARD = """
CREATE FUNCTION client_refuse_merged() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    led bigint;
BEGIN
    SELECT merged_into_id INTO led FROM portal_client WHERE id = NEW.client_id FOR KEY SHARE;
    IF led IS NOT NULL THEN
        RAISE EXCEPTION 'Dit dossier is samengevoegd met een ander. Open de cliënt opnieuw en leg het daar vast.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'client_is_not_merged';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER merge_stands BEFORE UPDATE OR DELETE ON trajectories_clientmerge FOR EACH ROW
    EXECUTE FUNCTION thuisroute_refuse_change('Wat is samengevoegd, blijft te lezen.');
""" + "".join(
    f"CREATE TRIGGER client_is_not_merged BEFORE INSERT OR UPDATE OF client_id ON {table}"
    " FOR EACH ROW EXECUTE FUNCTION client_refuse_merged();\n"
    for table in BELONGS_TO_A_CLIENT
)
BACKWARD = (
    "".join(f"DROP TRIGGER client_is_not_merged ON {table};\n" for table in BELONGS_TO_A_CLIENT)
    + """
DROP TRIGGER merge_stands ON trajectories_clientmerge;
DROP FUNCTION client_refuse_merged();
"""
)


class Migration(migrations.Migration):
    dependencies = [("trajectories", "0009_keep_what_was_advised")]
    operations = [
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
