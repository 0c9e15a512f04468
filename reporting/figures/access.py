"""Chapter B: meldingen, their legal terms (Wmo 2015, 2.3.2 and 2.3.5; Awb 4:13) and their outcome."""

NOTIFIED = """
    SELECT count(*) AS waarde FROM notifications WHERE notified_on >= %(first)s AND notified_on < %(until)s
"""
INVESTIGATED_IN_TIME = """
    SELECT count(*) FILTER (WHERE days <= most_days)::float / nullif(count(*), 0) AS waarde, count(*) AS n
    FROM clocks WHERE kind = 'ONDERZOEK' AND ends_on >= %(first)s AND ends_on < %(until)s
"""
DECIDED_IN_TIME = """
    SELECT count(*) FILTER (WHERE days <= most_days)::float / nullif(count(*), 0) AS waarde, count(*) AS n
    FROM clocks WHERE kind = 'BESLUIT' AND ends_on >= %(first)s AND ends_on < %(until)s
"""
ADMITTED_IN_TIME = """
    SELECT count(*) FILTER (WHERE days <= most_days)::float / nullif(count(*), 0) AS waarde, count(*) AS n
    FROM clocks WHERE kind = 'TOEGANG' AND ends_on >= %(first)s AND ends_on < %(until)s
"""
OPEN_OVER_TERM = """
    SELECT count(DISTINCT id) AS waarde
    FROM clocks
    WHERE kind IN ('ONDERZOEK', 'BESLUIT') AND days > most_days
        AND (ends_on IS NULL OR ends_on > %(day)s)
        AND (decided_on IS NULL OR decided_on > %(day)s)
        AND (closed_on IS NULL OR closed_on > %(day)s)
"""
OUTCOMES = """
    SELECT coalesce(nullif(outcome, ''), 'ONBEKEND') AS uitkomst, count(*) AS waarde
    FROM notifications
    WHERE coalesce(decided_on, closed_on) >= %(first)s AND coalesce(decided_on, closed_on) < %(until)s
    GROUP BY GROUPING SETS ((), (1))
"""

FIGURES = {
    "B1": NOTIFIED,
    "B2": INVESTIGATED_IN_TIME,
    "B3": DECIDED_IN_TIME,
    "B4": ADMITTED_IN_TIME,
    "B5": OPEN_OVER_TERM,
    "B6": OUTCOMES,
}
