"""The day by which rules of the database count is that of Amsterdam, wherever its clock stands.

`current_date` is the day of the connection, which is UTC: between midnight and two it is still yesterday there.
"""

from django.db import migrations

FORWARD = """
CREATE OR REPLACE FUNCTION thuisroute_today() RETURNS date LANGUAGE sql STABLE AS $$
    SELECT coalesce(nullif(current_setting('thuisroute.today', true), '')::date,
        (now() AT TIME ZONE 'Europe/Amsterdam')::date)
$$;
CREATE OR REPLACE FUNCTION acting_on() RETURNS date LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT coalesce(nullif(current_setting('thuisroute.day', true), '')::date,
        (now() AT TIME ZONE 'Europe/Amsterdam')::date)
$$;
"""
BACKWARD = """
CREATE OR REPLACE FUNCTION thuisroute_today() RETURNS date LANGUAGE sql STABLE AS $$
    SELECT coalesce(nullif(current_setting('thuisroute.today', true), '')::date, current_date)
$$;
CREATE OR REPLACE FUNCTION acting_on() RETURNS date LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT coalesce(nullif(current_setting('thuisroute.day', true), '')::date, current_date)
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("trajectories", "0017_look_in_an_emergency"), ("portal", "0005_work_as_a_role_of_its_own")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
