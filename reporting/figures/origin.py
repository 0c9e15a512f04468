"""Chapter E: young people, where people come from, and how they live."""

# Whole years: born on 29 February, somebody is a year older on 1 March in other years.
YOUNG_INFLOW = """
    SELECT via_jeugdhulp,
        CASE WHEN via_jeugdhulp IS NULL THEN young::float / nullif(spells, 0) ELSE young END AS waarde,
        CASE WHEN via_jeugdhulp IS NULL THEN spells ELSE young END AS n
    FROM (
        SELECT via_jeugdhulp, count(*) AS spells, count(*) FILTER (WHERE age BETWEEN 18 AND 24) AS young
        FROM (
            SELECT CASE client.via_youth_care WHEN true THEN 'ja' WHEN false THEN 'nee' ELSE 'ONBEKEND' END
                    AS via_jeugdhulp,
                date_part('year', spell.starts_on) - date_part('year', client.born_on)
                    - (to_char(spell.starts_on, 'MMDD') < to_char(client.born_on, 'MMDD'))::int AS age
            FROM spells spell JOIN portal_client client ON client.id = spell.client_id
            WHERE spell.starts_on >= %(first)s AND spell.starts_on < %(until)s
        ) AS inflow
        GROUP BY GROUPING SETS ((), (via_jeugdhulp))
    ) AS counted
"""
ORIGIN = """
    SELECT coalesce(client.origin_municipality_id, nullif(client.origin_elsewhere, ''), 'ONBEKEND') AS herkomst,
        count(*) AS waarde
    FROM spells spell JOIN portal_client client ON client.id = spell.client_id
    WHERE spell.starts_on >= %(first)s AND spell.starts_on < %(until)s
    GROUP BY GROUPING SETS ((), (1))
"""
HOUSED_AT_ORIGIN = """
    SELECT count(*) FILTER (WHERE home.municipality = client.origin_municipality_id)::float
            / nullif(count(*), 0) AS waarde,
        count(*) AS n
    FROM homes home
    JOIN portal_client client ON client.id = home.client_id
    JOIN members member ON member.municipality = client.origin_municipality_id
        AND member.starts_on <= home.starts_on AND member.runs_until > home.starts_on
    WHERE home.starts_on >= %(first)s AND home.starts_on < %(until)s
"""
FORCED_MOVES = """
    SELECT measure.maat, measure.waarde, forced.moves AS n
    FROM (
        SELECT count(*) AS moves, count(*) FILTER (WHERE NOT client_wanted) AS unwanted
        FROM relocations WHERE is_forced AND starts_on >= %(first)s AND starts_on < %(until)s
    ) AS forced, (
        SELECT sum(least(runs_until, %(until)s) - greatest(starts_on, %(first)s)) AS days
        FROM spells WHERE starts_on < %(until)s AND runs_until > %(first)s
    ) AS client_days
    CROSS JOIN LATERAL (VALUES
        ('AANTAL', moves),
        ('PER_100_JAAR', moves * 36525::float / days),
        ('CLIENT_WILDE_NIET', unwanted::float / nullif(moves, 0))
    ) AS measure (maat, waarde)
"""
HOME_OF_ONES_OWN = """
    SELECT count(*) FILTER (WHERE home.tenure IN ('EIGEN_HUUR', 'KOOP'))::float / nullif(count(*), 0) AS waarde,
        count(*) AS n
    FROM dwellings home JOIN spells spell ON spell.client_id = home.client_id
    WHERE home.starts_on <= %(day)s AND home.runs_until > %(day)s
        AND spell.starts_on <= %(day)s AND spell.runs_until > %(day)s
"""

FIGURES = {
    "E1": YOUNG_INFLOW,
    "E2": ORIGIN,
    "E3": HOUSED_AT_ORIGIN,
    "E5": FORCED_MOVES,
    "E6": HOME_OF_ONES_OWN,
}
