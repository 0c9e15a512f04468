"""Chapter D: places, how full they are, and what came of the plan."""

from placements.movements import COUNTED

# The empty rows give a kind without places its total of 0; only totals may lack a form or a municipality.
PLACES = """
    SELECT soort, form AS zorgvorm, municipality AS gemeente, sum(places)::bigint AS waarde
    FROM (
        VALUES ('GECONTRACTEERD', NULL, NULL, 0), ('GEREALISEERD', NULL, NULL, 0),
            ('BRUIKBAAR', NULL, NULL, 0), ('BEZET', NULL, NULL, 0)
        UNION ALL
        SELECT 'GECONTRACTEERD', form, NULL, places
        FROM contracts WHERE starts_on <= %(day)s AND runs_until > %(day)s
        UNION ALL
        SELECT 'GEREALISEERD', form, municipality, 1
        FROM place_periods WHERE starts_on <= %(day)s AND runs_until > %(day)s
        UNION ALL
        SELECT kind.soort, usable.form, usable.municipality, 1
        FROM usable LEFT JOIN homes home
            ON home.place_id = usable.place_id AND home.starts_on <= %(day)s AND home.runs_until > %(day)s
        JOIN (VALUES ('BRUIKBAAR'), ('BEZET')) AS kind (soort)
            ON kind.soort = 'BRUIKBAAR' OR home.place_id IS NOT NULL
        WHERE usable.starts_on <= %(day)s AND usable.runs_until > %(day)s
    ) AS places (soort, form, municipality, places)
    GROUP BY GROUPING SETS ((soort), (soort, form), (soort, municipality), (soort, form, municipality))
    HAVING (form IS NOT NULL OR grouping(form) = 1) AND (municipality IS NOT NULL OR grouping(municipality) = 1)
"""
OCCUPANCY = """
    SELECT form AS zorgvorm, sum(taken)::float / nullif(sum(usable), 0) AS waarde, coalesce(sum(usable), 0) AS n
    FROM (
        SELECT usable.form, usable.runs_until - greatest(usable.starts_on, %(first)s) AS usable, coalesce((
                SELECT sum(
                    least(home.runs_until, usable.runs_until)
                    - greatest(home.starts_on, usable.starts_on, %(first)s)
                )
                FROM placements_housingepisode home
                WHERE home.place_id = usable.place_id AND home.starts_on < usable.runs_until
                    AND home.runs_until > greatest(usable.starts_on, %(first)s)
            ), 0) AS taken
        FROM usable WHERE runs_until > %(first)s
    ) AS stretches
    GROUP BY GROUPING SETS ((), (form))
"""
EMPTY_DAYS = """
    SELECT avg(days)::float AS waarde, count(*) AS n
    FROM (
        SELECT coalesce(sum(
                least(usable.runs_until, arrival.starts_on) - greatest(usable.starts_on, arrival.previous_end)
            ) FILTER (WHERE usable.place_id IS NOT NULL), 0) AS days
        FROM (
            SELECT home.place_id, home.client_id, home.starts_on,
                previous.runs_until AS previous_end, previous.client_id AS previous_client
            FROM homes home
            LEFT JOIN LATERAL (
                SELECT client_id, runs_until FROM placements_housingepisode
                WHERE place_id = home.place_id AND runs_until <= home.starts_on
                ORDER BY runs_until DESC LIMIT 1
            ) AS previous ON true
            WHERE home.place_id IS NOT NULL AND home.starts_on >= %(first)s AND home.starts_on < %(until)s
        ) AS arrival
        LEFT JOIN usable ON usable.place_id = arrival.place_id
            AND usable.starts_on < arrival.starts_on AND usable.runs_until > arrival.previous_end
        WHERE previous_end IS NOT NULL
            AND NOT (previous_end = arrival.starts_on AND previous_client = client_id)
        GROUP BY arrival.place_id, arrival.starts_on
    ) AS arrivals
"""
PLANNED_AND_DONE = f"""
    SELECT soort, form AS zorgvorm, to_form AS naar_zorgvorm, municipality AS gemeente, maat,
        sum(places)::bigint AS waarde
    FROM (
        SELECT kind, form, to_form, municipality, 'GEPLAND', places FROM plan WHERE planned_on <= %(day)s
        UNION ALL
        SELECT kind, form, to_form, municipality, 'GEREALISEERD', 1
        FROM movements
        CROSS JOIN (
            SELECT date_trunc('year', min(planned_on))::date AS since, %(day)s::date AS day FROM plan
        ) AS planning
        WHERE {COUNTED}
    ) AS changes (soort, form, to_form, municipality, maat, places)
    GROUP BY soort, form, to_form, municipality, maat
"""  # noqa: S608 (text of our own)
COVERAGE = """
    SELECT members.municipality, EXISTS (
            SELECT FROM homes home JOIN care ON care.client_id = home.client_id
            WHERE home.municipality = members.municipality AND home.place_id IS NULL
                AND home.starts_on <= %(day)s AND home.runs_until > %(day)s
                AND care.is_in_chain AND care.starts_on <= %(day)s AND care.runs_until > %(day)s
        ) AS has_home, (
            SELECT count(*) FROM usable
            WHERE usable.municipality = members.municipality AND NOT usable.is_heavy
                AND usable.starts_on <= %(day)s AND usable.runs_until > %(day)s
        ) AS places
    FROM members WHERE members.starts_on <= %(day)s AND members.runs_until > %(day)s
"""
"""Each municipality of the region: whether somebody lives there in a home of their own with care in the chain, and
how many usable places in a form that is not `zwaar` it has. Either makes it count for D6."""

SPREAD = f"""
    SELECT count(*) FILTER (WHERE has_home OR places > 0)::float / nullif(count(*), 0) AS waarde, count(*) AS n
    FROM ({COVERAGE}) AS coverage
"""  # noqa: S608 (text of our own)

FIGURES = {
    "D1": PLACES,
    "D2": OCCUPANCY,
    "D3": EMPTY_DAYS,
    "D4": PLANNED_AND_DONE,
    "D6": SPREAD,
}
