"""The region's data as it was known on a day: the only place where later dates are taken away.

Each view is SQL that figures read by its name. A row that begins after `now` does not exist; any other date after
`now` is empty, and with it what it explains. `runs_until` is left as it stands: every day that a figure asks about
lies on or before `now`, where a later end and no end are the same, and so the indexes on it can serve.

What was over too long ago to matter is left out, and what began after the quarter, so that a figure costs what its
quarter costs and not what all years cost. No figure asks about a day before `year_first` (A7), most ask about none
before `first`, none asks what began on or after `until`; only care that follows within `gap` days says that the
care before it had not ended.
"""

import json
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from typing import Any

from placements.bed_days import USABLE_STRETCHES
from placements.movements import MOVEMENTS
from portal.actor import counting
from portal.database.replica import reading
from reporting.figures.frame import Frame

# Of those who got care since `year_first` everything: where a spell began lies further back.
CARE = """
    SELECT care.id, care.client_id, care.provider_id, care.funding, care.paying_municipality_id, care.care_form_id,
        form.code AS form, form.is_in_chain, form.is_heavy, form.has_24_7, care.purpose,
        care.starts_on, care.runs_until,
        CASE WHEN care.ends_on <= %(now)s THEN care.ends_on END AS ends_on,
        CASE WHEN care.ends_on <= %(now)s THEN care.end_reason ELSE '' END AS end_reason
    FROM trajectories_careepisode care
    JOIN placements_careform form ON form.id = care.care_form_id
    WHERE care.region_id = %(region)s AND care.starts_on <= least(%(now)s, %(until)s::date + %(gap)s)
        AND care.client_id IN (
            SELECT client_id FROM trajectories_careepisode
            WHERE region_id = %(region)s AND runs_until >= %(year_first)s AND starts_on < %(until)s
        )
"""
CHAIN = """
    SELECT *, previous_end IS NULL OR starts_on - previous_end > %(gap)s AS begins_spell
    FROM (
        SELECT client_id, form, is_heavy, starts_on, ends_on, end_reason,
            lag(ends_on) OVER periods AS previous_end,
            lag(form) OVER periods AS previous_form,
            lag(is_heavy) OVER periods AS previous_is_heavy
        FROM care WHERE is_in_chain
        WINDOW periods AS (PARTITION BY client_id ORDER BY starts_on)
    ) AS care_with_previous
"""
SPELLS = """
    SELECT client_id, min(starts_on) AS starts_on,
        CASE WHEN bool_and(ends_on IS NOT NULL) THEN max(ends_on) END AS ends_on,
        CASE WHEN bool_and(ends_on IS NOT NULL) THEN max(ends_on) ELSE DATE '9999-12-31' END AS runs_until,
        (array_agg(end_reason ORDER BY starts_on DESC))[1] AS end_reason
    FROM (
        SELECT *, count(*) FILTER (WHERE begins_spell) OVER (PARTITION BY client_id ORDER BY starts_on) AS number
        FROM chain
    ) AS numbered
    GROUP BY client_id, number
"""
STEPS = """
    SELECT client_id, starts_on, previous_form, form, previous_is_heavy AND NOT is_heavy AS is_down
    FROM chain WHERE NOT begins_spell AND previous_form <> form
"""
HOMES = """
    SELECT home.id, home.client_id, home.place_id, home.tenure, home.move_reason, home.client_wanted,
        coalesce(home.municipality_id, location.municipality_id) AS municipality, home.starts_on, home.runs_until,
        CASE WHEN home.ends_on <= %(now)s THEN home.ends_on END AS ends_on
    FROM placements_housingepisode home
    LEFT JOIN placements_place place ON place.id = home.place_id
    LEFT JOIN placements_location location ON location.id = place.location_id
    WHERE home.region_id = %(region)s AND home.starts_on < %(until)s
        AND home.runs_until >= %(first)s::date - %(gap)s
"""
MEMBERS = """
    SELECT municipality_id AS municipality, starts_on, runs_until FROM portal_regionmembership
    WHERE region_id = %(region)s AND starts_on <= %(now)s
"""
CONTRACTS = """
    SELECT contract.provider_id, contract.care_form_id, form.code AS form, contract.places, contract.day_rate,
        contract.starts_on, contract.runs_until
    FROM placements_contract contract JOIN placements_careform form ON form.id = contract.care_form_id
    WHERE form.region_id = %(region)s AND contract.starts_on <= %(now)s
"""
# What care in kind costs in `[first, until)`: each contract prices its own days, a day without contract costs 0.
PRICED_CARE = """
    SELECT care.client_id, care.provider_id, care.form, coalesce(care.paying_municipality_id, 'ONBEKEND') AS payer,
        least(care.runs_until, %(until)s) - greatest(care.starts_on, %(first)s) AS days,
        coalesce(sum(contract.day_rate * (
            least(contract.runs_until, care.runs_until, %(until)s)
            - greatest(contract.starts_on, care.starts_on, %(first)s)
        )), 0.00) AS cost
    FROM care LEFT JOIN placements_contract contract
        ON contract.provider_id = care.provider_id AND contract.care_form_id = care.care_form_id
        AND contract.starts_on < least(care.runs_until, %(until)s)
        AND contract.runs_until > greatest(care.starts_on, %(first)s)
    WHERE care.funding = 'ZIN' AND care.starts_on < %(until)s AND care.runs_until > %(first)s
    GROUP BY care.id, care.client_id, care.provider_id, care.form, care.paying_municipality_id, care.starts_on,
        care.runs_until
"""
PLACE_PERIODS = """
    SELECT period.place_id, form.code AS form, location.municipality_id AS municipality, period.starts_on,
        period.runs_until, CASE WHEN period.ends_on <= %(now)s THEN period.ends_on END AS ends_on
    FROM placements_placeperiod period
    JOIN placements_careform form ON form.id = period.care_form_id
    JOIN placements_place place ON place.id = period.place_id
    JOIN placements_location location ON location.id = place.location_id
    WHERE place.region_id = %(region)s AND period.starts_on <= %(now)s
"""
USABLE = f"""
    SELECT stretch.place_id, form.code AS form, form.is_heavy, stretch.municipality_id AS municipality,
        stretch.starts_on, stretch.runs_until
    FROM ({USABLE_STRETCHES}) AS stretch JOIN placements_careform form ON form.id = stretch.care_form_id
"""  # noqa: S608 (text of our own)
PLAN = """
    SELECT line.kind, form.code AS form, to_form.code AS to_form, line.municipality_id AS municipality,
        line.places, line.planned_on
    FROM placements_planline line
    JOIN placements_careform form ON form.id = line.care_form_id
    LEFT JOIN placements_careform to_form ON to_form.id = line.to_care_form_id
    WHERE line.region_id = %(region)s AND line.withdrawn_on IS NULL
"""
# A movement counts up to a day on or before `now`, so what is known later changes nothing in it.
MOVES = f"""
    SELECT movement.kind, form.code AS form, to_form.code AS to_form, movement.municipality_id AS municipality,
        movement.happened_on, movement.undone_on
    FROM ({MOVEMENTS}) AS movement
    JOIN placements_careform form ON form.id = movement.care_form_id
    LEFT JOIN placements_careform to_form ON to_form.id = movement.to_care_form_id
"""  # noqa: S608 (text of our own)
NOTIFICATIONS = """
    SELECT id, municipality_id AS municipality, notified_on, outcome,
        CASE WHEN reported_on <= %(now)s THEN reported_on END AS reported_on,
        CASE WHEN applied_on <= %(now)s THEN applied_on END AS applied_on,
        CASE WHEN decided_on <= %(now)s THEN decided_on END AS decided_on,
        CASE WHEN closed_on <= %(now)s THEN closed_on END AS closed_on
    FROM trajectories_notification
    WHERE region_id = %(region)s AND notified_on < %(until)s AND NOT is_pre_notification AND (
        decided_on IS NULL AND closed_on IS NULL
        OR greatest(notified_on, reported_on, applied_on, decided_on, closed_on) >= %(first)s
    )
"""
CLOCKS = """
    SELECT clock.*, least(clock.ends_on, %(day)s) - clock.starts_on - coalesce((
        SELECT sum(least(pause.runs_until, clock.ends_on, %(day)s) - greatest(pause.starts_on, clock.starts_on))
        FROM trajectories_termsuspension pause
        WHERE pause.notification_id = clock.id AND pause.starts_on < least(clock.ends_on, %(day)s)
            AND pause.runs_until > clock.starts_on
    ), 0) AS days
    FROM (
        SELECT id, decided_on, closed_on, term.*
        FROM notifications CROSS JOIN LATERAL (VALUES
            ('ONDERZOEK', notified_on, reported_on, %(investigation_days)s),
            ('BESLUIT', applied_on, decided_on, %(decision_days)s),
            ('TOEGANG', notified_on, decided_on, %(investigation_days)s + %(decision_days)s)
        ) AS term (kind, starts_on, ends_on, most_days)
        WHERE term.starts_on <= %(day)s
    ) AS clock
"""
ENTRIES = """
    SELECT entry.id, entry.client_id, form.code AS form, entry.status, entry.has_bridging, entry.waiting_since,
        CASE WHEN entry.left_on <= %(now)s THEN entry.left_on END AS left_on,
        CASE WHEN entry.left_on <= %(now)s THEN entry.left_reason ELSE '' END AS left_reason
    FROM trajectories_waitlistentry entry JOIN placements_careform form ON form.id = entry.care_form_id
    WHERE entry.region_id = %(region)s AND entry.waiting_since < %(until)s
        AND (entry.left_on IS NULL OR entry.left_on >= %(first)s)
"""
WAITS = """
    SELECT entries.*, least(left_on, %(day)s) - waiting_since - coalesce((
        SELECT sum(least(pause.runs_until, left_on, %(day)s) - greatest(pause.starts_on, waiting_since))
        FROM trajectories_waitpause pause
        WHERE pause.entry_id = entries.id AND pause.starts_on < least(left_on, %(day)s)
            AND pause.runs_until > waiting_since
    ), 0) AS days
    FROM entries
"""
WAITING = """
    SELECT * FROM waits
    WHERE status IN ('URGENT', 'ACTIEF') AND waiting_since <= %(day)s AND (left_on IS NULL OR left_on > %(day)s)
        AND NOT EXISTS (
            SELECT FROM trajectories_waitpause pause
            WHERE pause.entry_id = waits.id AND pause.starts_on <= %(day)s AND pause.runs_until > %(day)s
        )
"""
# OFFSET 0: first who is ready, and then of which region; the other way round it asks everybody of the region.
READINESS = """
    SELECT ready.client_id, ready.starts_on, ready.runs_until
    FROM (
        SELECT client_id, starts_on, runs_until FROM trajectories_outflowreadiness
        WHERE starts_on < %(until)s AND runs_until >= %(first)s OFFSET 0
    ) AS ready
    JOIN portal_client client ON client.id = ready.client_id WHERE client.region_id = %(region)s
"""
# A review held before the day it was planned for keeps that day, though it is still to come: the plan was known.
REVIEWS = """
    SELECT review.client_id, review.planned_on,
        CASE WHEN review.held_on <= %(now)s THEN review.held_on END AS held_on,
        CASE WHEN review.held_on <= %(now)s THEN review.mark END AS mark,
        CASE WHEN review.held_on <= %(now)s THEN review.finances END AS finances,
        CASE WHEN review.held_on <= %(now)s THEN review.good_tenant END AS good_tenant,
        CASE WHEN review.held_on <= %(now)s THEN review.daytime END AS daytime,
        CASE WHEN review.held_on <= %(now)s THEN review.network END AS network,
        CASE WHEN review.held_on <= %(now)s THEN review.confidant END AS confidant
    FROM trajectories_review review JOIN portal_client client ON client.id = review.client_id
    WHERE client.region_id = %(region)s AND least(review.planned_on, review.held_on) <= %(now)s
"""

# To which municipality somebody belongs: where the last melding was made, or else who pays for the last care, or
# else where the person comes from. Everybody belongs to one at most, so that municipalities add up.
INHABITANTS = """
    SELECT client.id AS client_id, coalesce(
        (
            SELECT melding.municipality_id FROM trajectories_notification melding
            WHERE melding.client_id = client.id AND melding.notified_on <= %(now)s
            ORDER BY melding.notified_on DESC, melding.id DESC LIMIT 1
        ), (
            SELECT care.paying_municipality_id FROM trajectories_careepisode care
            WHERE care.client_id = client.id AND care.starts_on <= %(now)s
            ORDER BY care.starts_on DESC LIMIT 1
        ), client.origin_municipality_id) AS municipality
    FROM portal_client client WHERE client.region_id = %(region)s
"""
DWELLINGS = "SELECT * FROM homes"
# Somebody came to live elsewhere within G days; on the same place with another contract nobody moved.
RELOCATIONS = """
    SELECT *, move_reason = ANY(%(forced)s) AS is_forced
    FROM (
        SELECT *, lag(id) OVER stays AS previous_id, lag(ends_on) OVER stays AS previous_end,
            lag(place_id) OVER stays AS previous_place
        FROM dwellings WINDOW stays AS (PARTITION BY client_id ORDER BY starts_on)
    ) AS home
    WHERE starts_on - previous_end <= %(gap)s AND (place_id IS NULL OR place_id IS DISTINCT FROM previous_place)
"""
# Another care form or another provider within G days, in a dwelling that was there before and after.
KEPT_HOMES = """
    SELECT changed.id, changed.previous_id, changed.client_id, changed.starts_on, home.id AS home_id
    FROM (
        SELECT *, lag(id) OVER periods AS previous_id, lag(form) OVER periods AS previous_form,
            lag(provider_id) OVER periods AS previous_provider, lag(ends_on) OVER periods AS previous_end
        FROM care WINDOW periods AS (PARTITION BY client_id ORDER BY starts_on)
    ) AS changed
    JOIN dwellings home ON home.client_id = changed.client_id AND home.starts_on < changed.previous_end
        AND home.runs_until > changed.starts_on
    WHERE changed.starts_on - changed.previous_end <= %(gap)s
        AND (changed.form, changed.provider_id) IS DISTINCT FROM (changed.previous_form, changed.previous_provider)
"""

# A view may read those above it.
VIEWS = {
    "inhabitants": INHABITANTS,
    "care": CARE,
    "chain": CHAIN,
    "spells": SPELLS,
    "steps": STEPS,
    "homes": HOMES,
    "dwellings": DWELLINGS,
    "relocations": RELOCATIONS,
    "kept_homes": KEPT_HOMES,
    "members": MEMBERS,
    "contracts": CONTRACTS,
    "priced_care": PRICED_CARE,
    "place_periods": PLACE_PERIODS,
    "usable": USABLE,
    "plan": PLAN,
    "movements": MOVES,
    "notifications": NOTIFICATIONS,
    "clocks": CLOCKS,
    "entries": ENTRIES,
    "waits": WAITS,
    "waiting": WAITING,
    "readiness": READINESS,
    "reviews": REVIEWS,
}


WORKED_OUT_WHERE_ASKED = {"clocks", "waits", "dwellings"}
"""Views that would count standstills of many years, where each figure asks for a few rows."""

_OF_ITS_PEOPLE = "client_id IN (SELECT client_id FROM inhabitants WHERE municipality = %(municipality)s)"
_WITHIN_IT = "municipality = %(municipality)s"
IN_ONE_MUNICIPALITY = {
    "care": _OF_ITS_PEOPLE,
    "dwellings": _OF_ITS_PEOPLE,
    "entries": _OF_ITS_PEOPLE,
    "readiness": _OF_ITS_PEOPLE,
    "reviews": _OF_ITS_PEOPLE,
    "notifications": _WITHIN_IT,
    "members": _WITHIN_IT,
    "place_periods": _WITHIN_IT,
    "movements": _WITHIN_IT,
    "usable": _WITHIN_IT,
    "plan": _WITHIN_IT,
    "contracts": "false",  # a contract does not say where
}
"""What is left of a view where figures are asked of one municipality; `homes` stays whole: places have residents
from everywhere."""


@counting()
def ask(questions: Mapping[str, str], frame: Frame) -> Iterator[tuple[str, dict[str, Any]]]:
    """The name of each question with every row that its SQL gives; it may read the views by name.

    All in one statement: what several figures lean on is worked out once, and they all see the same moment, also
    while others save. Numbers with a point come as Decimal, dates as text.
    """
    with reading().cursor() as cursor:
        cursor.execute(statement_of(tuple(questions.items()), bool(frame.municipality)), frame.parameters)
        rows = cursor.fetchall()
    return ((name, json.loads(row, parse_float=Decimal)) for name, row in rows)


@cache
def statement_of(questions: tuple[tuple[str, str], ...], is_local: bool) -> str:
    """The one statement for these questions, by name; `is_local`: of one municipality."""
    texts = _local_views() if is_local else VIEWS
    needed = set().union(*(_needed(question, texts) for _, question in questions))
    views = ", ".join(_view(name, texts[name]) for name in texts if name in needed)
    answers = (
        f"(SELECT '{name}', to_json(answer)::text FROM ({question}) AS answer)"  # noqa: S608 (text of our own)
        for name, question in questions
    )
    return f"WITH {views} {' UNION ALL '.join(answers)}"


def _local_views() -> dict[str, str]:
    """The views with only what is of one municipality in them."""
    return {
        name: f"SELECT * FROM ({text}) AS everywhere WHERE {IN_ONE_MUNICIPALITY[name]}"  # noqa: S608 (our own)
        if name in IN_ONE_MUNICIPALITY
        else text
        for name, text in VIEWS.items()
    }


def _view(name: str, text: str) -> str:
    how = "NOT MATERIALIZED " if name in WORKED_OUT_WHERE_ASKED else ""
    return f"{name} AS {how}({text})"


def _needed(question: str, texts: Mapping[str, str]) -> set[str]:
    """The views a question reads, and those that they read in turn."""
    names = {name for name in re.findall(r"\b(?:FROM|JOIN)\s+(\w+)", question) if name in texts}
    return names.union(*(_needed(texts[name], texts) for name in names))
