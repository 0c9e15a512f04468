"""The days on which places can be used, of a whole region at once: what the figures count their bed-days from.

The rule is that of `placements.capacity`, written for the database: a place is usable on a day that one of its own
periods covers and that no out-of-use period covers that still counts.
"""

USABLE_STRETCHES = """
    SELECT place_id, care_form_id, municipality_id, lower(stretch) AS starts_on, upper(stretch) AS runs_until
    FROM (
        SELECT period.place_id, period.care_form_id, location.municipality_id, unnest(
            datemultirange(daterange(period.starts_on, least(period.runs_until, %(until)s)))
            - coalesce((
                SELECT range_agg(daterange(closed.starts_on, closed.runs_until))
                FROM placements_outofuse closed
                WHERE closed.place_id = period.place_id AND closed.cancelled_at IS NULL
            ), '{}')
        ) AS stretch
        FROM placements_place place
        JOIN placements_location location ON location.id = place.location_id
        JOIN placements_placeperiod period ON period.place_id = place.id
        WHERE place.region_id = %(region)s AND period.starts_on < %(until)s
    ) AS usable
"""
"""SQL: every unbroken row of days, half-open, on which a place of the region is usable for one care form.

Asks for `region` (id) and `until`, the first day that no longer counts.
"""
