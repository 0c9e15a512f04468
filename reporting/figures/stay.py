"""Chapter V: how long people stay, and what their care costs."""

STAYED = """
    SELECT measure.maat, measure.waarde, stayed.n
    FROM (
        SELECT count(*) AS n, avg(ends_on - starts_on)::float AS mean,
            percentile_cont(0.5) WITHIN GROUP (ORDER BY ends_on - starts_on) AS median
        FROM spells WHERE ends_on >= %(first)s AND ends_on < %(until)s
    ) AS stayed
    CROSS JOIN LATERAL (VALUES ('MEDIAAN', median), ('GEMIDDELDE', mean)) AS measure (maat, waarde)
"""
STAYING = """
    SELECT 'MEDIAAN' AS maat, percentile_cont(0.5) WITHIN GROUP (ORDER BY %(day)s - starts_on) AS waarde,
        count(*) AS n
    FROM spells WHERE starts_on <= %(day)s AND runs_until > %(day)s
"""
COST = """
    SELECT form AS zorgvorm, payer AS betalende_gemeente, coalesce(sum(cost), 0.00) AS waarde,
        count(DISTINCT client_id) AS n, count(DISTINCT provider_id) AS aanbieders
    FROM priced_care GROUP BY GROUPING SETS ((), (form), (payer))
"""
COST_OF_A_YEAR = """
    SELECT round(sum(cost) * 365 / sum(days), 2) AS waarde, count(DISTINCT client_id) AS n,
        count(DISTINCT provider_id) AS aanbieders
    FROM priced_care
"""

FIGURES = {"V1": STAYED, "V2": STAYING, "V3": COST, "V4": COST_OF_A_YEAR}
