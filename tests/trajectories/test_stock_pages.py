"""A provider keeps its locations and places on screen, and is told what a change means before it is done."""

from datetime import date

import pytest
from django.urls import reverse

from placements.models import Location, Place
from portal.models import AccessRecord, OrganisationKind, RegionMembership, Role
from tests import make

pytestmark = pytest.mark.django_db
D = date
PAGES = ["change_location", "add_places", "convert_places", "change_features"]
FACTS = {
    "name": "De Sluis",
    "municipality": make.ALMERE,
    "street": "Kade",
    "house_number": "7",
    "postcode": "1300ab",
    "town": "Almere",
    "district": "Haven",
    "living_mode": "GROEP",
    "is_for_youth": "ja",
    "is_clustered": "nee",
    "target_groups": ["JONGEREN", "AUTISME"],
    "amenities": ["LIFT"],
    "host": "INWONEND",
    "rent_basis": "KAAL",
    "rent": "612,40",
    "neighbour_phone": "036 123 45 67",
    "neighbour_mail": "buurt@polderlicht.example",
    "community": "Elke woensdag samen eten.",
}


@pytest.fixture
def location():
    return make.location(make.provider(make.region()))


@pytest.fixture
def form(location):
    return make.care_form(location.region, name="Beschut Wonen")


@pytest.fixture
def planner(location, signed_in):
    return signed_in(make.user(Role.PROVIDER, organisation_=location.provider))


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


def url(name, location, *more):
    return reverse(name, args=[location.slug, *more])


def test_a_location_is_added_and_its_facts_are_read_by_who_may(location, planner, signed_in):
    landlord = make.organisation(location.region, OrganisationKind.HOUSING_ASSOCIATION)
    answer = planner.post("/aanbod/locaties/nieuw/", FACTS | {"housing_association": landlord.pk}, follow=True)
    assert "Voeg nu de plekken toe" in text(answer)
    made = Location.objects.get(name="De Sluis")
    assert (made.provider, made.postcode, str(made.rent)) == (location.provider, "1300 AB", "612.40")
    for role, organisation in ((Role.TEAM, None), (Role.HOUSING_ASSOCIATION, landlord), (Role.POLICY, None)):
        page = text(signed_in(make.user(role, made.region, organisation)).get(url("location_page", made)))
        assert "€ 612,40, kale huur per maand" in page
        assert "Elke woensdag samen eten." in page
        assert ("036 123 45 67" in page) == (role != Role.POLICY)
        assert ("Mensen met autisme" in page) == (role != Role.HOUSING_ASSOCIATION)
        assert "Wijzig gegevens" not in page


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"name": ""}, "Vul dit in"),
        ({"municipality": make.ZWOLLE}, "uit de lijst"),
        ({"postcode": "0300 A"}, "1234 AB"),
        ({"living_mode": ""}, "Kies er een"),
        ({"rent_basis": "ZORG"}, "kale huur, of huur met servicekosten"),
        ({"rent": "veel"}, "Schrijf het bedrag als"),
        ({"neighbour_phone": "bel maar"}, "telefoonnummer in cijfers"),
        ({"neighbour_mail": "buurt"}, "geen e-mailadres"),
        ({"target_groups": ["REUZEN"]}, "alleen uit de lijst"),
        ({"community": "a" * 10_001}, "te lang"),
        ({"community": "a\0b"}, "tr-fout"),
        ({"name": "Het Baken", "street": "", "house_number": ""}, "staat al bij uw locaties"),
    ],
)
def test_a_wrong_location_is_refused_at_the_field_and_the_text_kept(wrong, says, location, planner):
    answer = planner.post("/aanbod/locaties/nieuw/", FACTS | wrong)
    assert answer.status_code == 422
    assert says in text(answer)
    assert "Haven" in text(answer)
    assert Location.objects.count() == 1


def test_the_second_of_two_people_is_told_and_may_then_choose(location, planner):
    page = planner.get(url("change_location", location))
    seen = page.context["form"].initial["seen"]
    Location.objects.update(district="Noord")
    answer = planner.post(url("change_location", location), FACTS | {"seen": seen})
    assert answer.status_code == 422
    assert "Iemand anders heeft dit intussen gewijzigd" in text(answer)
    again = answer.context["form"].data["seen"]
    assert planner.post(url("change_location", location), FACTS | {"seen": again}).status_code == 302
    location.refresh_from_db()
    assert location.district == "Haven"


def places(form, **otherwise):
    facts = {"number": "3", "care_form": form.pk, "starts_on": "2027-01-01", "features": ["RUSTIG"], "known": "0"}
    return facts | {"begins": "SLUIS"} | otherwise


def test_places_are_read_back_before_they_are_added(location, form, planner):
    read_back = text(planner.post(url("add_places", location), places(form)))
    assert "Kijk na wat u gaat doen" in read_back
    assert "tellen deze plekken als opbouw" in read_back
    assert not Place.objects.exists()
    answer = planner.post(url("add_places", location), places(form, confirmed="ja"), follow=True)
    assert "3 plekken toegevoegd, in gebruik vanaf 1 januari 2027" in text(answer)
    assert set(Place.objects.values_list("code", flat=True)) == {"SLUIS-1", "SLUIS-2", "SLUIS-3"}
    again = planner.post(url("add_places", location), places(form, confirmed="ja"))
    assert again.status_code == 422
    assert Place.objects.count() == 3


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"number": "0"}, "minstens één plek"),
        ({"number": "101"}, "hoogstens 100"),
        ({"number": "veel"}, "heel getal"),
        ({"care_form": "99999"}, "uit de lijst"),
        ({"starts_on": "2019-01-01"}, "Kies een datum vanaf"),
        ({"features": ["ZWEMBAD"]}, "alleen uit de lijst"),
        ({"begins": "=1"}, "hoofdletters"),
        ({"known": "7"}, "intussen plekken bijgekomen"),
    ],
)
def test_wrong_places_are_refused_at_the_field(wrong, says, location, form, planner):
    answer = planner.post(url("add_places", location), places(form, confirmed="ja") | wrong)
    assert answer.status_code == 422
    assert says in text(answer)
    assert not Place.objects.exists()


def test_a_conversion_says_who_lives_there_and_how_the_plan_counts_it(location, form, planner):
    light = make.care_form(location.region, "BT", name="Beschermd Thuis")
    place, free = make.place(location, form), make.place(location, form)
    client = make.client(location.region, family_name="Waterman")
    make.lives(client, place)
    make.care(client, form, location.provider, make.LONG_AGO)
    facts = {"places": [place.slug, free.slug], "care_form": light.pk, "starts_on": "2027-01-01"}
    page = text(planner.post(url("convert_places", location), facts))
    assert f"Op plek {place} woont Noor Waterman, met zorg in de vorm Beschut Wonen." in page
    assert "Hun zorg en hun wonen veranderen niet mee" in page
    assert "In het plan telt dit als ombouw: 2 plekken van Beschut Wonen naar Beschermd Thuis." in page
    assert "geen contract voor Beschermd Thuis" in page
    assert AccessRecord.objects.filter(client=client).exists()
    assert place.periods.count() == 1
    answer = planner.post(url("convert_places", location), facts | {"confirmed": "ja"}, follow=True)
    assert "vanaf 1 januari 2027 veranderen 2 plekken" in text(answer)
    planned = place.periods.get(care_form=light)
    assert f"Plek {place} is vanaf dan voor Beschermd Thuis." in text(answer)
    planner.post(url("call_off_period", location, planned.pk))
    assert place.periods.get().ends_on is None


def test_a_place_with_an_open_proposal_is_not_converted(location, form, planner):
    light = make.care_form(location.region, "BT", name="Beschermd Thuis")
    place = make.place(location, form)
    make.proposal(make.waits(make.client(location.region), form), place)
    facts = {"places": [place.slug], "care_form": light.pk, "starts_on": "2027-01-01", "confirmed": "ja"}
    answer = planner.post(url("convert_places", location), facts)
    assert answer.status_code == 422
    assert "loopt een voorstel" in text(answer)


def test_kenmerken_are_planned_shown_and_called_off(location, form, planner):
    place = make.place(location, form, features=["RUSTIG"])
    facts = {"places": [place.slug], "features": ["ROLSTOEL"], "starts_on": "2027-01-01"}
    answer = planner.post(url("change_features", location), facts, follow=True)
    assert f"Kenmerken van plek {place}: geschikt voor een rolstoel." in text(answer)
    row = place.feature_rows.get(starts_on=D(2027, 1, 1))
    planner.post(url("call_off_features", location, row.pk))
    planner.post(url("call_off_features", location, row.pk))
    assert place.features_on(D(2027, 1, 1)) == ("RUSTIG",)


def test_a_place_of_another_location_cannot_be_chosen(location, form, planner):
    elsewhere = make.place(make.location(make.provider(location.region)), form)
    facts = {"places": [elsewhere.slug], "features": [], "starts_on": "2027-01-01"}
    assert "alleen uit de lijst" in text(planner.post(url("change_features", location), facts))


@pytest.mark.parametrize("name", PAGES)
def test_another_provider_finds_nothing_and_other_roles_stay_out(name, location, signed_in):
    assert signed_in(make.user(Role.PROVIDER, location.region)).get(url(name, location)).status_code == 404
    for role in (Role.COORDINATOR, Role.TEAM, Role.HOUSING_ASSOCIATION, Role.POLICY, Role.ADMINISTRATOR):
        assert signed_in(make.user(role, location.region)).get(url(name, location)).status_code == 403
        assert signed_in(make.user(role, location.region)).get("/aanbod/locaties/nieuw/").status_code == 403


def test_only_municipalities_of_the_region_can_be_chosen(location, planner):
    RegionMembership.objects.create(region=location.region, municipality_id=make.LELYSTAD, starts_on=make.LONG_AGO)
    page = text(planner.get("/aanbod/locaties/nieuw/"))
    assert "Lelystad" in page
    assert "Zwolle" not in page


def test_ten_places_cost_as_many_queries_as_one(location, form, planner, django_assert_max_num_queries):
    light = make.care_form(location.region, "BT")

    def lived_in():
        client = make.client(location.region)
        place = make.place(location, form, features=["RUSTIG"])
        make.lives(client, place)
        make.care(client, form, location.provider, make.LONG_AGO)
        return place

    def look(limit, chosen):
        facts = {"places": [place.slug for place in chosen], "care_form": light.pk, "starts_on": "2027-01-01"}
        asked = []
        for name in PAGES:
            with django_assert_max_num_queries(limit[len(asked)] if limit else 30) as few:
                planner.get(url(name, location))
            asked.append(len(few.captured_queries))
        with django_assert_max_num_queries(limit[-1] if limit else 40) as few:
            planner.post(url("convert_places", location), facts)
        return [*asked, len(few.captured_queries)]

    few = look(None, [lived_in()])
    look(few, [lived_in() for _ in range(9)])
