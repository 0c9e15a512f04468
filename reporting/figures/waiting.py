"""Chapter C: who waits, how long, and who waits in a place that is too heavy."""

ENTRIES = """
    SELECT form AS zorgvorm, status, count(*) AS waarde
    FROM entries WHERE waiting_since <= %(day)s AND (left_on IS NULL OR left_on > %(day)s)
    GROUP BY GROUPING SETS ((), (form), (status))
"""
PEOPLE = """
    SELECT form AS zorgvorm, count(DISTINCT client_id) AS waarde
    FROM waiting GROUP BY GROUPING SETS ((), (form))
"""
WITH_A_PREFERENCE = """
    SELECT count(DISTINCT client_id) AS waarde
    FROM entries
    WHERE status = 'VOORKEUR' AND waiting_since <= %(day)s AND (left_on IS NULL OR left_on > %(day)s)
"""
WAITED_UNTIL_PLACED = """
    SELECT measure.maat, placed.form AS zorgvorm, measure.waarde, placed.n
    FROM (
        SELECT form, count(*) AS n,
            percentile_cont(0.5) WITHIN GROUP (ORDER BY days) AS median,
            percentile_cont(0.9) WITHIN GROUP (ORDER BY days) AS p90
        FROM waits
        WHERE left_reason = 'GEPLAATST' AND left_on >= %(first)s AND left_on < %(until)s
        GROUP BY GROUPING SETS ((), (form))
    ) AS placed
    CROSS JOIN LATERAL (VALUES ('MEDIAAN', median), ('P90', p90)) AS measure (maat, waarde)
"""
WAITED_SO_FAR = """
    SELECT measure.maat, measure.waarde, longest.n
    FROM (
        SELECT count(*) AS n,
            percentile_cont(0.5) WITHIN GROUP (ORDER BY days) AS median,
            percentile_cont(0.9) WITHIN GROUP (ORDER BY days) AS p90,
            count(*) FILTER (WHERE days > 84)::float / nullif(count(*), 0) AS over_norm
        FROM (SELECT max(days) AS days FROM waiting GROUP BY client_id) AS clients
    ) AS longest
    CROSS JOIN LATERAL (
        VALUES ('MEDIAAN', median), ('P90', p90), ('BOVEN_NORM', over_norm)
    ) AS measure (maat, waarde)
"""
BRIDGED = """
    SELECT count(*) FILTER (WHERE has_bridging)::float / nullif(count(*), 0) AS waarde, count(*) AS n
    FROM (SELECT bool_or(has_bridging) AS has_bridging FROM waiting GROUP BY client_id) AS clients
"""
READY_TO_LEAVE = """
    SELECT measure.maat, measure.waarde, ready.n
    FROM (
        SELECT count(*) AS n, percentile_cont(0.5) WITHIN GROUP (ORDER BY %(day)s - starts_on) AS median
        FROM readiness WHERE starts_on <= %(day)s AND runs_until > %(day)s
    ) AS ready
    CROSS JOIN LATERAL (VALUES (NULL, n), ('MEDIAAN', median)) AS measure (maat, waarde)
"""
DAYS_IN_TOO_HEAVY_CARE = """
    SELECT coalesce(sum(
            least(care.runs_until, ready.runs_until, %(until)s)
            - greatest(care.starts_on, ready.starts_on, %(first)s)
        ), 0) AS waarde, count(DISTINCT care.client_id) AS n
    FROM care JOIN readiness ready ON ready.client_id = care.client_id
    WHERE care.is_heavy AND least(care.runs_until, ready.runs_until, %(until)s)
        > greatest(care.starts_on, ready.starts_on, %(first)s)
"""

FIGURES = {
    "C1": ENTRIES,
    "C2": PEOPLE,
    "C3": WITH_A_PREFERENCE,
    "C4": WAITED_UNTIL_PLACED,
    "C5": WAITED_SO_FAR,
    "C6": BRIDGED,
    "C7": READY_TO_LEAVE,
    "C8": DAYS_IN_TOO_HEAVY_CARE,
}
