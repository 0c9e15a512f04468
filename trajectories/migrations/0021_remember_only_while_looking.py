"""Whom somebody has something to do with is remembered in a request that only looks, never in one that acts.

Whoever acts may wait for somebody else, and find afterwards what was not there when the request began.
"""

from importlib import import_module

from django.db import migrations

FORWARD = """
CREATE OR REPLACE FUNCTION clients_of(
    acting_as text, who bigint, at_organisation bigint, at_municipality text, in_region bigint, on_day date
) RETURNS SETOF bigint LANGUAGE plpgsql STABLE ROWS 200 AS $$
DECLARE
    asked text := ROW(acting_as, who, at_organisation, at_municipality, in_region, on_day)::text;
    remembers boolean := current_setting('thuisroute.looks', true) IS NOT DISTINCT FROM 'ja'
        AND pg_current_xact_id_if_assigned() IS NULL;  -- nothing was written yet
    found bigint[] := '{}';
BEGIN
    IF NOT remembers OR current_setting('thuisroute.reach_of', true) IS DISTINCT FROM asked THEN
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
        PERFORM set_config('thuisroute.reach_of', CASE WHEN remembers THEN asked ELSE '' END, true);
    END IF;
    RETURN QUERY SELECT unnest(current_setting('thuisroute.reach')::bigint[]);
END $$;
"""
BEFORE = import_module("trajectories.migrations.0016_look_up_once").FORWARD
BACKWARD = BEFORE[BEFORE.index("CREATE OR REPLACE FUNCTION clients_of(") :]


class Migration(migrations.Migration):
    dependencies = [("trajectories", "0020_say_what_may_be_empty")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
