"""Who for a place, in order; what was advised is kept with the proposal and comes out the same again."""

from datetime import date, datetime
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.models import Role
from tests import make
from tests.trajectories.matching.making import offers, profiles, rules
from trajectories import advising, objections
from trajectories.matching import ranking
from trajectories.matching.ranking import InLine, Question
from trajectories.models import InvestigationPart, MatchAdvice, PartKind, WaitStatus
from trajectories.obstacles import Obstructed
from trajectories.proposals import propose

D = date
TODAY = make.TODAY


@st.composite
def lines(draw):
    count = draw(st.integers(1, 6))
    people = [
        InLine(
            slug=f"P{number}",
            urgency=draw(st.integers(0, 2)),
            wait_class=draw(st.integers(0, 4)),
            since=draw(st.dates(D(2025, 1, 1), D(2026, 10, 1))),
            profile=draw(profiles),
            counts=draw(st.booleans()),
        )
        for number in range(count)
    ]
    people.sort(key=lambda who: (who.urgency, -who.wait_class, who.since))
    return tuple(people), draw(st.sampled_from(people)).slug


@given(lines(), offers, rules)
@settings(max_examples=150, deadline=None)
def test_what_is_kept_gives_the_same_answer_and_leaves_out_who_could_not_go_first(line, offer, by):
    people, chosen = line
    whole = Question(offer, by, people, chosen)
    kept = ranking.only_what_counts(whole)
    again = ranking.from_kept(ranking.as_kept(kept))
    assert again == kept
    assert ranking.answer(again) == ranking.answer(kept) == ranking.answer(whole)


@given(lines(), offers, rules)
@settings(max_examples=100, deadline=None)
def test_nobody_who_fits_and_goes_first_is_passed_unseen(line, offer, by):
    people, chosen = line
    found = ranking.answer(Question(offer, by, people, chosen))
    ranked = ranking.rank(Question(offer, by, people))
    fitting = [one for one in ranked if one.number]
    assert [one.number for one in fitting] == list(range(1, len(fitting) + 1))
    first = next((one.who for one in fitting if one.who.counts), None)
    if first and first.slug != chosen and found.number and not found.passed:
        assert next(one.number for one in fitting if one.who is first) > found.number


@pytest.fixture
def scene(db) -> SimpleNamespace:
    region = make.region()
    form, provider = make.care_form(region), make.provider(region)
    make.contract(provider, form)
    place = make.place(make.location(provider), form)
    first, second = (make.waits(make.client(region), form, day) for day in (D(2026, 8, 1), D(2026, 8, 2)))
    by = make.user(Role.COORDINATOR, region)
    for entry in (first, second):
        make.notification(entry.client)
    return SimpleNamespace(region=region, form=form, place=place, first=first, second=second, by=by)


def wants(entry, **answers):
    InvestigationPart.objects.create(
        notification=entry.client.notifications.get(),
        kind=PartKind.HOUSING,
        answers=answers,
        saved_at=datetime(2026, 10, 1, tzinfo=ZoneInfo("Europe/Amsterdam")),
        saved_by=make.user(Role.TEAM, entry.region),
    )


def choose(scene, entry, reason="", place=None):
    facts = {"place": place or scene.place, "intended_start_on": TODAY, "skip_reason": reason}
    return propose(entry, **facts, on=TODAY, by=scene.by)[0]


def test_the_advice_of_a_proposal_is_kept_and_comes_out_the_same(scene):
    made = choose(scene, scene.first)
    assert made.advice.outcome["number"] == 1
    assert (made.advice.is_overruled, made.advice.rules_number) == (False, 0)
    assert advising.replays(made.advice) is True
    assert [who["slug"] for who in made.advice.inputs["line"]] == [scene.first.slug, scene.second.slug]
    assert "Zonneveer" not in str(made.advice.inputs)


def test_passing_somebody_who_fits_needs_a_reason_and_is_told_in_the_advice(scene):
    with pytest.raises(Obstructed, match="ook past"):
        choose(scene, scene.second)
    made = choose(scene, scene.second, "Kan alleen hier naar school.")
    assert made.advice.is_overruled
    assert made.advice.outcome["passed"] == [scene.first.slug]


def test_passing_somebody_for_whom_the_place_does_not_fit_needs_none(scene):
    wants(scene.first, features=["ROLSTOEL"])
    made = choose(scene, scene.second)
    assert (made.advice.outcome["passed"], made.advice.outcome["number"]) == ([], 1)


def test_who_fits_better_goes_first_within_a_class_of_waiting(scene):
    wants(scene.first, municipalities=["0995"])
    wants(scene.second, municipalities=[make.ALMERE])
    line = advising.line_for(scene.region.pk, scene.form.pk, start=TODAY, on=TODAY)
    make.RegionMembership.objects.create(region=scene.region, municipality_id="0995", starts_on=make.LONG_AGO)
    line = advising.line_for(scene.region.pk, scene.form.pk, start=TODAY, on=TODAY)
    ranked = line.rank(advising.offer_of(scene.place, start=TODAY))
    assert [one.who.slug for one in ranked] == [scene.second.slug, scene.first.slug]


def test_a_place_that_a_rule_refuses_needs_a_reason(scene):
    wants(scene.first, features=["ROLSTOEL"])
    with pytest.raises(Obstructed, match="Niet alles past"):
        choose(scene, scene.first)
    assert choose(scene, scene.first, "De aanbieder maakt een drempel.").advice.outcome["failing"] == [
        "KENMERK_ROLSTOEL"
    ]


def test_an_objection_comes_first_whatever_the_reason(scene):
    objections.object_to(scene.place.location, client=scene.first.client, reason="x", on=TODAY, by=scene.by)
    with pytest.raises(Obstructed, match="Haal dat eerst weg"):
        choose(scene, scene.first, "Toch.")


def test_who_waits_for_a_preference_can_be_chosen_and_passes_who_waits_for_the_first(scene):
    wish = make.waits(make.client(scene.region), scene.form, D(2020, 1, 1), status=WaitStatus.PREFERENCE)
    assert len(choose(scene, wish, "Dit is de gewenste plek.").advice.outcome["passed"]) == 2


def test_the_database_refuses_to_change_an_advice(scene):
    made = choose(scene, scene.first)
    with pytest.raises(IntegrityError, match="verandert niet meer"), transaction.atomic():
        MatchAdvice.objects.filter(pk=made.advice.pk).update(is_overruled=True)


def test_the_command_replays_every_advice(scene, capsys):
    choose(scene, scene.first)
    call_command("replay_advice", scene.region.code)
    assert "1 adviezen gelijk, 0 van een eerdere versie, 0 anders." in capsys.readouterr().out
    other = make.proposal(scene.second, make.place(scene.place.location, scene.form))
    kept = scene.first.proposals.get().advice
    outcome = {**kept.outcome, "number": 7}
    MatchAdvice.objects.create(
        proposal=other, rules_number=0, inputs=kept.inputs, outcome=outcome, is_overruled=False
    )
    with pytest.raises(CommandError, match=other.slug):
        call_command("replay_advice")


def test_ten_who_wait_cost_as_many_queries_as_one(scene, django_assert_num_queries):
    for number in range(8):
        make.waits(make.client(scene.region), scene.form, D(2026, 8, 3 + number))
    with django_assert_num_queries(6):
        line = advising.line_for(scene.region.pk, scene.form.pk, start=TODAY, on=TODAY)
    assert len(line.people) == 10


def text(answer):
    return answer.content.decode()


def test_the_page_of_a_place_names_who_fits_in_order_and_why_not(scene, signed_in):
    wants(scene.first, features=["ROLSTOEL"])
    browser, url = signed_in(scene.by), f"/plekken/{scene.place.slug}/wie-past/"
    page = text(browser.get(url))
    assert "1 mens past" in page
    assert "Eerste: actief plaatsen, wacht 4 tot 12 weken, past 100 van 100." in page
    assert "Niet bekend als: geschikt voor een rolstoel" in page
    assert f"/plekken/{scene.second.slug}/voorstel/{scene.place.location.slug}/?dag=2026-10-05&amp;plek=" in page
    team = text(signed_in(make.user(Role.TEAM, scene.region)).get(url))
    assert "U ziet alleen uw eigen cliënten" in team
    assert "Stel voor" not in team
    assert signed_in(make.user(Role.COORDINATOR)).get(url).status_code == 404
    assert signed_in(make.user(Role.PROVIDER, scene.region)).get(url).status_code == 403


def test_a_place_that_is_not_free_is_held_against_the_list_as_if_it_were(scene, signed_in):
    make.lives(make.client(scene.region), scene.place)
    page = text(signed_in(scene.by).get(f"/plekken/{scene.place.slug}/wie-past/"))
    assert "wie past als de plek vandaag vrijkwam" in page
    assert "2 mensen passen" in page
    assert "Stel voor" not in page


def test_the_page_of_an_advice_says_what_was_said_and_that_it_comes_out_the_same(scene, signed_in):
    made = choose(scene, scene.second, "Kan alleen hier naar school.")
    url = f"/voorstellen/{made.slug}/advies/"
    page = text(signed_in(scene.by).get(url))
    assert "dezelfde uitkomst" in page
    assert "Kan alleen hier naar school." in page
    assert url in text(signed_in(scene.by).get(f"/voorstellen/{made.slug}/"))
    assert signed_in(make.user(Role.COORDINATOR)).get(url).status_code == 404
    assert (
        signed_in(make.user(Role.PROVIDER, scene.region, scene.place.location.provider)).get(url).status_code
        == 403
    )
