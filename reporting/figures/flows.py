"""Chapter A: who is there, who comes, moves on and leaves."""

STOCK = """
    SELECT NULL AS zorgvorm, NULL AS gemeente, count(*) AS waarde
    FROM spells WHERE starts_on <= %(day)s AND runs_until > %(day)s
    UNION ALL
    SELECT care.form, coalesce(home.municipality, 'ONBEKEND'), count(*)
    FROM care LEFT JOIN homes home
        ON home.client_id = care.client_id AND home.starts_on <= %(day)s AND home.runs_until > %(day)s
    WHERE care.starts_on <= %(day)s AND care.runs_until > %(day)s
    GROUP BY GROUPING SETS ((1), (1, 2))
"""
INFLOW = """
    SELECT count(*) AS waarde FROM spells WHERE starts_on >= %(first)s AND starts_on < %(until)s
"""
THROUGHFLOW = """
    SELECT previous_form AS van, form AS naar, count(*) AS waarde
    FROM steps WHERE starts_on >= %(first)s AND starts_on < %(until)s
    GROUP BY GROUPING SETS ((), (1, 2))
"""
OUTFLOW = """
    SELECT count(*) AS waarde FROM spells WHERE ends_on >= %(first)s AND ends_on < %(until)s
"""
DESTINATION = """
    SELECT coalesce(nullif(end_reason, ''), 'ONBEKEND') AS bestemming, count(*) AS waarde
    FROM spells WHERE ends_on >= %(first)s AND ends_on < %(until)s
    GROUP BY 1
"""
# Nobody has two care periods on one day, so the mean number of clients is care days divided by days.
THROUGHFLOW_RATE = """
    SELECT down.steps / nullif(heavy.mean, 0) AS waarde, heavy.mean AS n
    FROM (
        SELECT count(*) AS steps FROM steps WHERE is_down AND starts_on >= %(first)s AND starts_on < %(until)s
    ) AS down, (
        SELECT coalesce(sum(least(runs_until, %(until)s) - greatest(starts_on, %(first)s)), 0)::float
            / (%(until)s - %(first)s) AS mean
        FROM care WHERE is_heavy AND starts_on < %(until)s AND runs_until > %(first)s
    ) AS heavy
"""
RELAPSE = """
    SELECT count(*) FILTER (WHERE relapsed)::float / nullif(count(*), 0) AS waarde, count(*) AS n
    FROM (
        SELECT cohort.client_id, cohort.since,
            bool_or(again.starts_on BETWEEN cohort.since + 1 AND cohort.since + 365) AS relapsed
        FROM (
            SELECT client_id, ends_on FROM spells
            WHERE ends_on >= %(year_first)s AND ends_on < %(year_until)s AND end_reason NOT IN ('OVERLEDEN', 'WLZ')
            UNION ALL
            SELECT client_id, starts_on FROM steps
            WHERE is_down AND starts_on >= %(year_first)s AND starts_on < %(year_until)s
        ) AS cohort (client_id, since)
        LEFT JOIN (
            SELECT client_id, starts_on FROM spells
            UNION ALL
            SELECT client_id, starts_on FROM care WHERE is_heavy
        ) AS again ON again.client_id = cohort.client_id
        GROUP BY cohort.client_id, cohort.since
    ) AS events
"""
NEARBY_DAY_AND_NIGHT = """
    SELECT count(*) FILTER (WHERE has_24_7)::float / nullif(count(*), 0) AS waarde, count(*) AS n
    FROM care WHERE is_in_chain AND starts_on <= %(day)s AND runs_until > %(day)s
"""

FIGURES = {
    "A1": STOCK,
    "A2": INFLOW,
    "A3": THROUGHFLOW,
    "A4": OUTFLOW,
    "A5": DESTINATION,
    "A6": THROUGHFLOW_RATE,
    "A7": RELAPSE,
    "A9": NEARBY_DAY_AND_NIGHT,
}
