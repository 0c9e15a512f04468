"""Chapter Q: how clients are doing and what they think of it."""

EXPERIENCE = """
    SELECT measure.maat, measure.waarde, measure.n
    FROM (
        SELECT count(*) AS held, count(mark) AS marked, avg(mark)::float AS mean
        FROM reviews WHERE held_on >= %(first)s AND held_on < %(until)s
    ) AS reviewed
    CROSS JOIN LATERAL (VALUES
        ('GEMIDDELDE', mean, marked),
        ('AANTAL', marked, marked),
        ('RESPONS', marked::float / nullif(held, 0), held)
    ) AS measure (maat, waarde, n)
"""
# Two reviews on one day: the one planned earlier comes first.
FIVE_POINTS = """
    SELECT compared.punt, measure.maat, measure.pairs::float / nullif(compared.n, 0) AS waarde, compared.n
    FROM (
        SELECT point.punt, count(point.was + point.becomes) AS n,
            count(*) FILTER (WHERE point.becomes > point.was) AS better,
            count(*) FILTER (WHERE point.becomes = point.was) AS equal,
            count(*) FILTER (WHERE point.becomes < point.was) AS worse
        FROM (
            SELECT DISTINCT ON (client_id) *
            FROM (
                SELECT *, first_value(held_on) OVER history AS first_held_on,
                    first_value(finances) OVER history AS first_finances,
                    first_value(good_tenant) OVER history AS first_good_tenant,
                    first_value(daytime) OVER history AS first_daytime,
                    first_value(network) OVER history AS first_network,
                    first_value(confidant) OVER history AS first_confidant
                FROM reviews WHERE held_on IS NOT NULL
                WINDOW history AS (PARTITION BY client_id ORDER BY held_on, planned_on)
            ) AS held
            WHERE held_on >= %(first)s AND held_on < %(until)s
            ORDER BY client_id, held_on DESC, planned_on DESC
        ) AS latest
        CROSS JOIN LATERAL (VALUES
            ('financien', first_finances, finances),
            ('huurder', first_good_tenant, good_tenant),
            ('dagbesteding', first_daytime, daytime),
            ('netwerk', first_network, network),
            ('vertrouwenspersoon', first_confidant, confidant)
        ) AS answer (punt, was, becomes)
        CROSS JOIN LATERAL (SELECT answer.punt,
            array_position(ARRAY['NIET', 'MET_STEUN', 'OP_ORDE'], answer.was::text) AS was,
            array_position(ARRAY['NIET', 'MET_STEUN', 'OP_ORDE'], answer.becomes::text) AS becomes
        ) AS point
        WHERE latest.first_held_on < latest.held_on
        GROUP BY point.punt
    ) AS compared
    CROSS JOIN LATERAL (
        VALUES ('BETER', better), ('GELIJK', equal), ('SLECHTER', worse)
    ) AS measure (maat, pairs)
"""
REVIEWED_IN_TIME = """
    SELECT count(*) FILTER (WHERE held_on <= planned_on + 14)::float / nullif(count(*), 0) AS waarde, count(*) AS n
    FROM reviews WHERE planned_on >= %(first)s AND planned_on < %(quarter_until)s
"""

FIGURES = {"Q1": EXPERIENCE, "Q3": FIVE_POINTS, "Q5": REVIEWED_IN_TIME}
