"""Whom somebody has something to do with is looked up once, until the transaction writes.

A page asks many times. What was found stays in a setting of the transaction, with for whom it was; as soon as a row
is written it may not be true any more, and every question looks it up anew.
"""

from django.db import migrations

# The policies ask `clients_of`: what it did gets a name of its own, and it becomes what remembers.
FORWARD = """
DO $$ BEGIN
    EXECUTE replace(pg_get_functiondef('clients_of'::regproc), 'clients_of', 'look_up_clients_of');
END $$;
CREATE OR REPLACE FUNCTION clients_of(
    acting_as text, who bigint, at_organisation bigint, at_municipality text, in_region bigint, on_day date
) RETURNS SETOF bigint LANGUAGE plpgsql STABLE ROWS 200 AS $$
DECLARE
    asked text := ROW(acting_as, who, at_organisation, at_municipality, in_region, on_day)::text;
    has_written boolean := pg_current_xact_id_if_assigned() IS NOT NULL;
    found text;
BEGIN
    IF has_written OR current_setting('thuisroute.reach_of', true) IS DISTINCT FROM asked THEN
        SELECT array_agg(client)::text INTO found FROM look_up_clients_of(
            acting_as, who, at_organisation, at_municipality, in_region, on_day) client;
        PERFORM set_config('thuisroute.reach', coalesce(found, '{}'), true);
        PERFORM set_config('thuisroute.reach_of', CASE WHEN has_written THEN '' ELSE asked END, true);
    END IF;
    RETURN QUERY SELECT unnest(current_setting('thuisroute.reach')::bigint[]);
END $$;
"""
BACKWARD = """
DO $$ BEGIN
    EXECUTE replace(pg_get_functiondef('look_up_clients_of'::regproc), 'look_up_clients_of', 'clients_of');
END $$;
DROP FUNCTION look_up_clients_of(text, bigint, bigint, text, bigint, date);
"""


class Migration(migrations.Migration):
    dependencies = [("trajectories", "0015_show_nobody_too_much")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
