"""Why a place fits and what would make it fit; what is not known counts against nobody."""

from datetime import date, datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest

from placements.models import Closing, Feature, LivingMode, SupplyConfirmation
from portal.models import Role
from tests import make
from trajectories.matching.locations import LocationFit, Standing, fit_at, locations_for, search
from trajectories.needs import Needs

pytestmark = pytest.mark.django_db
D = date
TODAY = make.TODAY
AT = datetime(2026, 10, 1, 9, tzinfo=ZoneInfo("Europe/Amsterdam"))


@pytest.fixture
def scene() -> SimpleNamespace:
    """A region with one location of three places, all free."""
    region = make.region()
    form, provider = make.care_form(region), make.provider(region, name="Polderlicht (fictief)")
    make.contract(provider, form)
    location = make.location(provider)
    return SimpleNamespace(
        region=region,
        form=form,
        provider=provider,
        location=location,
        places=[make.place(location, form, code=f"P{number}") for number in range(3)],
        user=make.user(Role.COORDINATOR, region),
    )


def look(scene: SimpleNamespace, **wishes) -> LocationFit:
    needs = Needs(**{"day": TODAY, "care_form": scene.form, "is_about_a_client": True} | wishes)
    fit = fit_at(scene.user, scene.location, needs, today=TODAY)
    assert fit is not None
    return fit


def unmet(fit: LocationFit) -> list[str]:
    return [reason.text for reason in fit.reasons if reason.is_met is False]


def fill(scene: SimpleNamespace, *places, **facts):
    for place in places:
        make.lives(make.client(scene.region), place, D(2025, 1, 1), **facts)


def test_a_free_place_of_the_right_form_fits_now(scene):
    fill(scene, scene.places[0])
    fit = look(scene)
    assert fit.standing is Standing.NOW
    assert (fit.free_fitting, fit.free, fit.in_service) == (2, 2, 3)
    assert [reason.text for reason in fit.reasons] == ["Beschut", "Vrij op 5 oktober 2026"]
    assert fit.change == ""
    assert fit.not_free == ("1 plek bezet",)


def test_places_say_why_they_are_not_free_and_never_who_lives_there(scene):
    first, second, third = scene.places
    fill(scene, first, ends_on=D(2026, 12, 1))
    make.out_of_use(second, D(2026, 9, 1), D(2026, 11, 1))
    make.proposal(make.waits(make.client(scene.region), scene.form), third)
    fit = look(scene)
    assert set(fit.not_free) == {
        "1 plek bezet t/m 30 november 2026",
        "1 plek buiten gebruik t/m 31 oktober 2026",
        "1 plek gereserveerd: er loopt al een voorstel",
    }
    assert "Zonneveer" not in repr(fit.reasons) + repr(fit.not_free)


def test_a_place_that_comes_free_fits_from_that_day(scene):
    fill(scene, *scene.places[1:])
    fill(scene, scene.places[0], ends_on=D(2026, 11, 2))
    fit = look(scene)
    assert (fit.standing, fit.fits_from) == (Standing.LATER, D(2026, 11, 2))
    assert "Vrij vanaf 2 november 2026" in [reason.text for reason in fit.reasons]
    assert (unmet(fit), fit.change) == ([], "")


def test_a_place_that_comes_free_too_late_fits_if_the_client_waits(scene):
    fill(scene, *scene.places, ends_on=D(2027, 11, 1))
    fit = look(scene)
    assert (fit.standing, unmet(fit)) == (Standing.ALMOST, ["Vrij vanaf 1 november 2027"])
    assert fit.change == "Past wel als de cliënt wacht tot 1 november 2027. Bespreek dit eerst met de cliënt."


def test_a_departure_that_is_only_expected_is_told_so(scene):
    fill(scene, *scene.places, expected_end_on=D(2026, 11, 2))
    assert "Vrij vanaf 2 november 2026, naar verwachting" in [reason.text for reason in look(scene).reasons]


def test_a_full_location_fits_as_soon_as_somebody_leaves(scene):
    fill(scene, *scene.places)
    fit = look(scene)
    assert (fit.standing, fit.change) == (Standing.NOT, "Past wel zodra een plek vrijkomt.")
    assert fit.proposable == ()


def test_a_place_promised_to_somebody_else_is_not_offered(scene):
    fill(scene, *scene.places[1:])
    make.lives(make.client(scene.region), scene.places[0], D(2026, 12, 1))
    assert look(scene).proposable == ()


def test_what_is_not_known_counts_against_nobody(scene):
    scene.location.is_for_youth = True
    scene.location.save()
    fit = look(scene)
    assert fit.standing is Standing.NOW
    assert unmet(fit) == []
    assert "de leeftijd weten we nog niet" in fit.reasons[1].text


@pytest.mark.parametrize(("age", "standing"), [(17, Standing.ALMOST), (18, Standing.NOW), (24, Standing.NOW)])
def test_a_location_for_youth_is_for_18_up_to_24(scene, age, standing):
    scene.location.is_for_youth = True
    scene.location.save()
    assert look(scene, age=age).standing is standing


def close(scene, place=None, **facts):
    facts = {"closes_on": D(2027, 1, 1), "reason": "AFBOUW", "prepared_at": AT, "prepared_by": scene.user} | facts
    return Closing.objects.create(location=scene.location, place=place, **facts)


def test_a_place_that_closes_is_not_offered_for_somebody_new(scene):
    fill(scene, *scene.places[1:])
    closing = close(scene, scene.places[0], scheduled_at=AT, scheduled_by=scene.user)
    fit = look(scene)
    assert (fit.standing, fit.free_fitting, fit.proposable) == (Standing.ALMOST, 0, ())
    assert unmet(fit) == ["Gaat dicht: laatste dag 31 december 2026"]
    assert fit.change == "Past wel als het sluiten niet doorgaat."
    closing.called_off_at, closing.called_off_by, closing.called_off_words = AT, scene.user, "Toch niet."
    closing.save()
    assert look(scene).standing is Standing.NOW


def test_a_location_whose_closing_is_being_prepared_is_for_people_to_weigh(scene):
    close(scene)
    fit = look(scene)
    assert (fit.standing, fit.free_fitting) == (Standing.ALMOST, 0)
    assert unmet(fit) == ["Gaat misschien dicht: laatste dag 31 december 2026"]
    assert len(fit.proposable) == 3


def test_one_place_that_closes_is_told_beside_those_that_fit(scene):
    close(scene, scene.places[0], scheduled_at=AT, scheduled_by=scene.user)
    fit = look(scene)
    assert (fit.standing, fit.free_fitting, fit.free) == (Standing.NOW, 2, 3)
    assert fit.closing == ("1 plek gaat dicht: laatste dag 31 december 2026",)
    assert "P0" not in [one.place.code for one in fit.proposable]


def test_a_full_location_that_closes_says_both(scene):
    fill(scene, *scene.places)
    close(scene, scheduled_at=AT, scheduled_by=scene.user)
    fit = look(scene)
    assert fit.standing is Standing.NOT
    assert fit.change == "Past wel als een plek vrijkomt, en als het sluiten niet doorgaat."


def test_a_closing_before_the_place_is_free_says_nothing_of_who_comes_later(scene):
    close(scene, closes_on=D(2026, 12, 1), scheduled_at=AT, scheduled_by=scene.user)
    assert look(scene, day=D(2026, 12, 1)).standing is Standing.NOW


@pytest.mark.parametrize(
    ("wishes", "reason", "change", "refusal"),
    [
        (
            {"excluded": {make.ALMERE: "Almere"}},
            "Almere staat bij ‘hier niet’",
            "Past wel als de cliënt toch in Almere kan wonen. Bespreek dit eerst met de cliënt.",
            "De plek is in een gemeente die voor u niet kan.",
        ),
        (
            {"features": frozenset({Feature.PETS})},
            "Niet bekend als: huisdier mag mee",
            "Past wel als de aanbieder dit kan regelen: huisdier mag mee.",
            "Hier is niet wat u nodig hebt: huisdier mag mee.",
        ),
        (
            {"age": 40},
            "Voor jongeren van 18 t/m 24 jaar",
            "Past wel als de aanbieder een uitzondering maakt voor de leeftijd.",
            "Deze plek is voor mensen van 18 tot en met 24 jaar.",
        ),
        (
            {"nearness": 2},
            "Begeleiding niet dag en nacht; dat is wel nodig",
            "Past wel als de aanbieder zorgt voor begeleiding dag en nacht.",
            "U hebt dag en nacht begeleiding nodig. Hier is die er overdag.",
        ),
    ],
)
def test_one_rule_that_fails_is_almost_a_fit_and_may_be_proposed(scene, wishes, reason, change, refusal):
    scene.location.is_for_youth = "age" in wishes
    scene.location.save()
    fit = look(scene, **wishes)
    assert (fit.standing, unmet(fit), fit.change) == (Standing.ALMOST, [reason], change)
    assert fit.refusals == (refusal,)
    assert fit.free_fitting == 0
    assert len(fit.proposable) == 3


def test_two_rules_that_fail_do_not_fit(scene):
    fit = look(scene, excluded={make.ALMERE: "Almere"}, features=frozenset({Feature.WHEELCHAIR}))
    assert fit.standing is Standing.NOT
    assert fit.change.count("als ") == 2


@pytest.mark.parametrize(
    ("wishes", "text", "fit"),
    [
        ({"wanted": {make.ALMERE: "Almere"}}, "In Almere, de gewenste gemeente", 100),
        ({"wanted": {make.LELYSTAD: "Lelystad"}}, "In Almere; gewenst is Lelystad", 29),
        ({"living_mode": LivingMode.GROUP}, "Zelfstandig wonen; gewenst is in een groep", 50),
    ],
)
def test_a_wish_makes_it_fit_less_and_refuses_nothing(scene, wishes, text, fit):
    found = look(scene, **wishes)
    assert (found.standing, found.fit) == (Standing.NOW, fit)
    assert text in [reason.text for reason in found.reasons if reason.is_wish]


def test_an_objection_keeps_a_location_out_without_saying_why(scene):
    objections = frozenset({scene.location.code})
    fit = look(scene, objections=objections)
    assert fit.proposable == ()
    assert unmet(fit) == ["Er is een bezwaar tegen deze locatie"]
    assert fit.refusals == ("Er is een bezwaar tegen deze plek. Uw begeleider weet waarom.",)


def test_letting_go_of_a_demand_says_how_many_places_it_gives(scene):
    make.has(scene.places[0], Feature.PETS)
    needs = Needs(
        day=TODAY, care_form=scene.form, features=frozenset({Feature.PETS, Feature.QUIET}), is_about_a_client=True
    )
    found = search(scene.user, needs, today=TODAY)
    assert [(one.demand, one.more_places) for one in found.letting_go] == [("Rustig", 1), ("Huisdier mag mee", 0)]


def test_people_of_about_the_same_age_fit_better_but_nobody_shows(scene):
    for place, born in zip(scene.places, (1960, 1961, 1962), strict=True):
        make.lives(make.client(scene.region, born_on=D(born, 1, 1)), place, expected_end_on=D(2026, 10, 6))
    assert "De groep is ouder" in [reason.text for reason in look(scene, age=25).reasons]
    scene.places[0].housing_episodes.all().delete()
    assert "De groep is ouder" not in [reason.text for reason in look(scene, age=25).reasons]


def test_the_place_with_the_asked_feature_is_the_one_that_counts(scene):
    make.has(scene.places[2], Feature.PETS)
    fit = look(scene, features=frozenset({Feature.PETS}))
    assert (fit.standing, fit.free_fitting, fit.free) == (Standing.NOW, 1, 3)
    assert [one.place for one in fit.fitting] == [scene.places[2]]


def test_a_wrong_care_form_or_no_contract_cannot_be_proposed(scene):
    other = make.care_form(scene.region, "THUIS")
    assert look(scene, care_form=other).proposable == ()
    scene.provider.contracts.update(ends_on=D(2026, 10, 5))
    fit = look(scene)
    assert (fit.standing, fit.proposable) == (Standing.ALMOST, ())
    assert "heeft op 5 oktober 2026 geen contract voor Beschut" in unmet(fit)[0]


def test_weeks_count_free_places_and_those_that_fit(scene):
    make.has(scene.places[0], Feature.PETS)
    fill(scene, scene.places[0], ends_on=TODAY + timedelta(weeks=2))
    fit = look(scene, features=frozenset({Feature.PETS}))
    assert [(week.fitting, week.free) for week in fit.weeks[:3]] == [(0, 2), (0, 2), (1, 3)]
    assert len(fit.weeks) == 12


@pytest.mark.parametrize(("days", "is_stale"), [(13, False), (14, True)])
def test_a_confirmation_of_two_weeks_ago_is_old(scene, days, is_stale):
    SupplyConfirmation.objects.create(
        provider=scene.provider,
        confirmed_on=TODAY - timedelta(days=days),
        confirmed_at=datetime(2026, 9, 22, tzinfo=ZoneInfo("Europe/Amsterdam")),
        confirmed_by=scene.user,
        counts={},
    )
    fit = look(scene)
    assert (fit.confirmed_days, fit.is_stale) == (days, is_stale)


def test_the_best_fit_stands_on_top(scene):
    later = make.location(scene.provider, name="Straks")
    fill(scene, make.place(later, scene.form), ends_on=D(2026, 11, 1))
    almost = make.location(scene.provider, name="Bijna", municipality_id=make.LELYSTAD)
    make.place(almost, scene.form)
    full = make.location(scene.provider, name="Aardig vol")
    fill(scene, make.place(full, scene.form))
    less = make.location(scene.provider, name="Minder", living_mode=LivingMode.GROUP)
    make.place(less, scene.form)
    needs = Needs(
        day=TODAY,
        care_form=scene.form,
        living_mode=LivingMode.INDEPENDENT,
        excluded={make.LELYSTAD: "Lelystad"},
        is_about_a_client=True,
    )
    names = [fit.location.name for fit in locations_for(scene.user, needs, today=TODAY)]
    assert names == ["Het Baken", "Minder", "Straks", "Bijna", "Aardig vol"]


def test_places_that_were_closed_are_no_longer_shown(scene):
    for place in scene.places:
        place.periods.update(ends_on=D(2026, 1, 1))
    needs = Needs(day=TODAY, care_form=scene.form)
    assert locations_for(scene.user, needs, today=TODAY, any_form=True) == []


def test_another_region_stays_out_of_sight(scene):
    assert locations_for(make.user(Role.COORDINATOR), Needs(day=TODAY), today=TODAY) == []


def test_as_many_queries_for_one_location_as_for_ten(scene, django_assert_num_queries):
    needs = Needs(day=TODAY, care_form=scene.form)
    with django_assert_num_queries(12):
        locations_for(scene.user, needs, today=TODAY)
    for number in range(9):
        provider = make.provider(scene.region)
        fill(scene, make.place(make.location(provider, name=f"Huis {number}"), scene.form))
    with django_assert_num_queries(12):
        assert len(locations_for(scene.user, needs, today=TODAY)) == 10
