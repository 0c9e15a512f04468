"""For one place: who on the list, in order, and why; and what was advised at a proposal."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from placements.models import CareForm, Place
from portal import clock
from portal.access import CASE_WORKERS, SignedInRequest, allow, note
from portal.models import Action, Municipality, Role
from portal.partials import show
from trajectories import advising
from trajectories.advising import Line
from trajectories.matching import ranking, words
from trajectories.matching.advice import Advice
from trajectories.matching.inputs import Offer, Profile, Rules, Wish
from trajectories.matching.offers import hold
from trajectories.matching.ranking import Ranked
from trajectories.matching.rules import BY_KEY, Verdict
from trajectories.matching.words import Labels
from trajectories.models import MatchAdvice, MatchProposal, WaitlistEntry, WaitStatus
from trajectories.order import class_words, ordinal
from trajectories.vacancy import why_not_free


@dataclass(frozen=True, slots=True)
class Row:
    """Somebody who waits, held against the place."""

    ranked: Ranked
    entry: WaitlistEntry
    waited: int
    status: str
    why: str
    """Why at this number among those who fit."""
    points: tuple[tuple[str, str], ...]
    """Per known wish: its name and the points it counts for."""
    against: tuple[tuple[str, str], ...]
    """Per rule that refuses: what it says, and the change that would make it pass."""
    unknown: tuple[str, ...]


@allow(*CASE_WORKERS)
def who_fits(request: SignedInRequest, slug: str) -> HttpResponse:
    """Who on the list for this place: those who fit in order, then those who do not and why.

    A place nobody knows a free day of is held against the list as if it came free today.
    """
    today = clock.today()
    reach = Place.objects.visible_to(request.user).select_related("location__provider", "location__municipality")
    place = get_object_or_404(reach.with_features(), slug=slug)
    held = hold([place], day=today)[0]
    form = held.timeline.on(held.starts_on or today).period
    rows: list[Row] = []
    if form:
        line = advising.line_for(place.region_id, form.care_form_id, start=held.starts_on or today, on=today)
        seen = _within_reach(request, line, today)
        offer = held.offer if held.starts_on else replace(held.offer, free_on=today)
        rows = [row for row in _rows(line, offer, _labels(place, form.care_form)) if row.entry.slug in seen]
    note(request, Action.VIEW, "wie past op een plek")
    context = {
        "place": place,
        "location": place.location,
        "care_form": form.care_form if form else None,
        "free_on": held.starts_on,
        "not_free": "" if held.starts_on else why_not_free(held.bed),
        "fitting": [row for row in rows if row.ranked.number],
        "rest": [row for row in rows if not row.ranked.number],
        "day": max(held.starts_on or today, today),
        "is_coordinator": request.user.role == Role.COORDINATOR,
    }
    return show(request, "trajectories/who_fits.html", context)


@allow(*CASE_WORKERS)
def advice(request: SignedInRequest, slug: str) -> HttpResponse:
    """What matching said when a proposal was made, from what was kept, and whether it says so again."""
    reach = MatchProposal.objects.visible_to(request.user).with_everything().select_related("advice")
    proposal = get_object_or_404(reach.filter(advice__isnull=False), slug=slug)
    kept: MatchAdvice = proposal.advice
    question = ranking.from_kept(kept.inputs)
    mine = next(who for who in question.line if who.slug == question.chosen)
    found = ranking.rank(question)
    here = next(one for one in found if one.who.slug == question.chosen)
    labels = _labels(proposal.place, proposal.entry.care_form)
    note(request, Action.VIEW, "advies bij een voorstel", client=proposal.entry.client)
    context = {
        "proposal": proposal,
        "advice": kept,
        "replays": advising.replays(kept),
        "status": list(WaitStatus)[mine.urgency].label,
        "wait_class": class_words(mine.wait_class, question.rules.class_weeks),
        "since": mine.since,
        "number": kept.outcome["number"],
        "passed": len(kept.outcome["passed"]),
        "fit": kept.outcome["fit"],
        "verdicts": _verdicts(here.advice, mine.profile, question.offer, labels),
        "points": _points(here.advice),
        "weights": [(words.WISHES[wish], question.rules.weights.get(wish, 0)) for wish in Wish],
        "others": len(question.line) - 1,
    }
    return show(request, "trajectories/advice.html", context)


def _within_reach(request: SignedInRequest, line: Line, today: date) -> set[str]:
    """The registrations of clients whose name this user may see."""
    mine = WaitlistEntry.objects.visible_to(request.user, on=today)
    return set(mine.filter(pk__in=[turn.pk for turn in line.turns.values()]).values_list("slug", flat=True))


def _labels(place: Place, form: CareForm) -> Labels:
    towns = Municipality.objects.filter(memberships__region=place.region_id).values_list("code", "name")
    forms = CareForm.objects.filter(region=place.region_id).values_list("code", "name")
    return Labels(
        forms={form.code: form.name, **dict(forms)}, towns=dict(towns), provider=str(place.location.provider)
    )


def _rows(line: Line, offer: Offer, labels: Labels) -> list[Row]:
    return [_row(one, line, offer, labels) for one in line.rank(offer)]


def _row(one: Ranked, line: Line, offer: Offer, labels: Labels) -> Row:
    turn = line.turns[one.who.slug]
    profile = one.who.profile
    return Row(
        ranked=one,
        entry=line.entries[one.who.slug],
        waited=turn.waited,
        status=turn.status.label,
        why=_why(one, turn.status, line.rules),
        points=_points(one.advice),
        against=tuple(
            (
                words.said(key, Verdict.FAILS, profile, offer, labels),
                words.change(key, profile, offer, labels),
            )
            for key in one.advice.failing
        ),
        unknown=tuple(
            BY_KEY[key].criterion.label for key, verdict in one.advice.verdicts if verdict is Verdict.UNKNOWN
        ),
    )


def _why(one: Ranked, status: WaitStatus, rules: Rules) -> str:
    if not one.number:
        return "Past niet: er is een eis die niet klopt."
    fit = "hoe goed het past, weten we nog niet" if one.advice.fit is None else f"past {one.advice.fit} van 100"
    waits = class_words(one.who.wait_class, rules.class_weeks)
    return f"{ordinal(one.number)}: {status.label.lower()}, wacht {waits}, {fit}."


def _points(advice: Advice) -> tuple[tuple[str, str], ...]:
    return tuple(
        (words.WISHES[score.wish], f"{score.points} van de {score.weight} punten")
        for score in advice.scores
        if score.points is not None and score.weight
    )


def _verdicts(advice: Advice, profile: Profile, offer: Offer, labels: Labels) -> list[dict[str, Any]]:
    return [
        {
            "is_met": {Verdict.MET: True, Verdict.FAILS: False}.get(verdict),
            "text": words.said(key, verdict, profile, offer, labels),
        }
        for key, verdict in advice.verdicts
        if verdict is not Verdict.NOT_ASKED
    ]
