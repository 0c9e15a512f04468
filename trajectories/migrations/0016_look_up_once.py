"""Whom somebody has something to do with is looked up once, until the transaction writes.

A page asks many times. What was found stays in a setting of the transaction, with for whom it was; as soon as a row
is written it may not be true any more, and every question looks it up anew.
"""

from importlib import import_module

from django.db import migrations

# One way in per kind of relation, so that each is found by an index.
FORWARD = """
-- Who turned to the municipality, or is paid for by it.
CREATE FUNCTION clients_of_team(in_region bigint, at_municipality text) RETURNS SETOF bigint LANGUAGE sql STABLE AS $$
    SELECT client_id FROM trajectories_notification
    WHERE region_id = in_region AND municipality_id = at_municipality
    UNION
    SELECT client_id FROM trajectories_careepisode
    WHERE region_id = in_region AND paying_municipality_id = at_municipality
$$;
-- Who gets its care, lives in its houses, or was proposed for one of its places.
CREATE FUNCTION clients_of_provider(provider bigint, on_day date) RETURNS SETOF bigint LANGUAGE sql STABLE AS $$
    SELECT client_id FROM trajectories_careepisode WHERE provider_id = provider AND runs_until > on_day
    UNION
    SELECT home.client_id FROM placements_housingepisode home
    JOIN placements_place place ON place.id = home.place_id
    JOIN placements_location location ON location.id = place.location_id
    WHERE location.provider_id = provider AND home.runs_until > on_day
    UNION
    SELECT entry.client_id FROM trajectories_matchproposal proposal
    JOIN trajectories_waitlistentry entry ON entry.id = proposal.entry_id
    JOIN placements_place place ON place.id = proposal.place_id
    JOIN placements_location location ON location.id = place.location_id
    WHERE location.provider_id = provider
$$;
-- Who rents from it, who rents what it found or turned over to them, who was nominated to it and allows that, and of
-- whom it told something.
CREATE FUNCTION clients_of_association(association bigint, on_day date) RETURNS SETOF bigint LANGUAGE sql STABLE AS $$
    SELECT home.client_id FROM placements_housingepisode home
    JOIN placements_place place ON place.id = home.place_id
    JOIN placements_location location ON location.id = place.location_id
    WHERE location.housing_association_id = association AND home.runs_until > on_day
    UNION
    SELECT home.client_id FROM trajectories_nomination nomination
    JOIN placements_housingepisode home ON home.id = nomination.home_id
    WHERE nomination.association_id = association AND home.runs_until > on_day
    UNION
    SELECT home.client_id FROM placements_location location
    JOIN placements_place place ON place.location_id = location.id
    JOIN placements_housingepisode earlier ON earlier.place_id = place.id
    JOIN placements_residentplan plan ON plan.home_id = earlier.id AND plan.fate = 'OMKLAP'
    JOIN placements_housingepisode home ON home.id = plan.planned_home_id
    WHERE location.housing_association_id = association AND home.runs_until > on_day
    UNION
    SELECT nomination.client_id FROM trajectories_nomination nomination
    WHERE nomination.association_id = association AND (
        SELECT answer.is_given FROM trajectories_consent answer
        WHERE answer.client_id = nomination.client_id AND answer.purpose = 'VOORDRACHT' AND answer.recipient = ''
            AND answer.starts_on <= on_day AND answer.runs_until > on_day
            AND (answer.organisation_id = association OR answer.organisation_id IS NULL)
        ORDER BY answer.organisation_id NULLS LAST LIMIT 1
    )
    UNION
    SELECT home.client_id FROM trajectories_tenancysignal signal
    JOIN placements_housingepisode home ON home.id = signal.home_id
    WHERE signal.association_id = association
$$;
-- It reads as the system, so that no policy asks another one round in a circle, and then goes on as who asks.
CREATE OR REPLACE FUNCTION clients_of(
    acting_as text, who bigint, at_organisation bigint, at_municipality text, in_region bigint, on_day date
) RETURNS SETOF bigint LANGUAGE plpgsql STABLE ROWS 200 AS $$
DECLARE
    asked text := ROW(acting_as, who, at_organisation, at_municipality, in_region, on_day)::text;
    has_written boolean := pg_current_xact_id_if_assigned() IS NOT NULL;
    found bigint[] := '{}';
BEGIN
    IF has_written OR current_setting('thuisroute.reach_of', true) IS DISTINCT FROM asked THEN
        PERFORM set_config('thuisroute.actor', 'SYSTEEM', true);
        CASE acting_as
            WHEN 'WIJKTEAM' THEN found := ARRAY(SELECT clients_of_team(in_region, at_municipality));
            WHEN 'AANBIEDER' THEN found := ARRAY(SELECT clients_of_provider(at_organisation, on_day));
            WHEN 'CORPORATIE' THEN found := ARRAY(SELECT clients_of_association(at_organisation, on_day));
            ELSE NULL;
        END CASE;
        IF acting_as <> 'CORPORATIE' THEN  -- the numbers that people had before a merge lead to them
            found := found || ARRAY(SELECT id FROM portal_client WHERE merged_into_id = ANY (found));
        END IF;
        PERFORM set_config('thuisroute.actor', acting_as, true);
        PERFORM set_config('thuisroute.reach', found::text, true);
        PERFORM set_config('thuisroute.reach_of', CASE WHEN has_written THEN '' ELSE asked END, true);
    END IF;
    RETURN QUERY SELECT unnest(current_setting('thuisroute.reach')::bigint[]);
END $$;
"""
BEFORE = import_module("trajectories.migrations.0015_show_nobody_too_much").FORWARD
BACKWARD = (
    BEFORE.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")
    + """
DROP FUNCTION clients_of_association(bigint, date);
DROP FUNCTION clients_of_provider(bigint, date);
DROP FUNCTION clients_of_team(bigint, text);
"""
)


class Migration(migrations.Migration):
    dependencies = [("trajectories", "0015_show_nobody_too_much")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
