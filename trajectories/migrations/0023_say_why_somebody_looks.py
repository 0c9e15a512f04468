"""The database writes into a line of the log what its user has to do with the client: the ground for looking.

Whether somebody may look on a day is for `visible_to` and the policies. This says by what relation, also one that
ended in the same act. No relation at all is written down as such (`GEEN`), for the auditor to ask about.
"""

from django.db import migrations

FORWARD = """
CREATE FUNCTION ground_of(as_role text, in_office portal_organisation, of_client bigint)
RETURNS text LANGUAGE sql STABLE AS $$
    SELECT CASE
    WHEN as_role = 'COORDINATOR' THEN 'REGIO'
    WHEN as_role = 'WIJKTEAM' THEN CASE
        WHEN EXISTS (SELECT FROM trajectories_notification
            WHERE client_id = of_client AND municipality_id = in_office.municipality_id) THEN 'MELDING'
        WHEN EXISTS (SELECT FROM trajectories_careepisode
            WHERE client_id = of_client AND paying_municipality_id = in_office.municipality_id) THEN 'BETAALT'
        ELSE 'GEEN' END
    WHEN as_role = 'AANBIEDER' THEN CASE
        WHEN EXISTS (SELECT FROM trajectories_careepisode
            WHERE client_id = of_client AND provider_id = in_office.id) THEN 'ZORG'
        WHEN EXISTS (SELECT FROM placements_housingepisode home
            JOIN placements_place place ON place.id = home.place_id
            JOIN placements_location location ON location.id = place.location_id
            WHERE home.client_id = of_client AND location.provider_id = in_office.id) THEN 'WONEN'
        WHEN of_client IN (SELECT clients_of_provider(in_office.id, thuisroute_today())) THEN 'VOORSTEL'
        ELSE 'GEEN' END
    WHEN as_role = 'CORPORATIE' THEN CASE
        WHEN EXISTS (SELECT FROM placements_housingepisode home
            JOIN placements_place place ON place.id = home.place_id
            JOIN placements_location location ON location.id = place.location_id
            WHERE home.client_id = of_client AND location.housing_association_id = in_office.id) THEN 'WONEN'
        WHEN EXISTS (SELECT FROM trajectories_nomination
            WHERE client_id = of_client AND association_id = in_office.id) THEN 'VOORDRACHT'
        WHEN of_client IN (SELECT clients_of_association(in_office.id, thuisroute_today())) THEN 'WONEN'
        ELSE 'GEEN' END
    END
$$;
CREATE FUNCTION access_ground() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    office portal_organisation;
BEGIN
    NEW.ground := NULL;
    IF NEW.client_id IS NULL OR NEW.user_id IS NULL THEN
        RETURN NEW;
    ELSIF NEW.action = 'NOODTOEGANG' THEN
        NEW.ground := 'NOOD';
        RETURN NEW;
    END IF;
    SELECT organisation.* INTO office FROM portal_organisation organisation
        JOIN portal_user ON portal_user.organisation_id = organisation.id WHERE portal_user.id = NEW.user_id;
    NEW.ground := ground_of(NEW.role, office, NEW.client_id);
    RETURN NEW;
END $$;
-- By its name before the trigger that counts the digest of the line.
CREATE TRIGGER access_ground BEFORE INSERT ON portal_accessrecord FOR EACH ROW EXECUTE FUNCTION access_ground();
"""
BACKWARD = """
DROP TRIGGER access_ground ON portal_accessrecord;
DROP FUNCTION access_ground();
DROP FUNCTION ground_of(text, portal_organisation, bigint);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("trajectories", "0022_keep_the_bsn"),
        ("portal", "0011_keep_the_ground_of_a_look"),
    ]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
