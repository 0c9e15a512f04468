"""Mijn aanbod: a provider keeps its own places true, on one screen."""

import re
from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from placements.models import Closing, HousingEpisode, OutOfUse, SupplyConfirmation
from portal.models import AccessRecord, Action, Role
from tests import make

pytestmark = pytest.mark.django_db
D = date
AT = datetime(2026, 10, 1, 9, tzinfo=UTC)


@pytest.fixture
def place():
    region = make.region()
    return make.place(make.location(make.provider(region)), make.care_form(region), code="BAKEN-1")


@pytest.fixture
def browser(place, signed_in):
    return signed_in(make.user(Role.PROVIDER, organisation_=place.location.provider))


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


def closing(**changes):
    return {"nieuw-starts_on": "2026-10-05", "nieuw-last_day": "2026-10-18", "nieuw-reason": "SCHADE"} | changes


def test_the_page_counts_what_is_there(place, browser):
    make.lives(make.client(place.region), make.place(place.location, place.periods.get().care_form))
    make.out_of_use(make.place(place.location, place.periods.get().care_form), D(2026, 10, 1), D(2026, 10, 26))
    page = text(browser.get("/aanbod/"))
    assert "1 <small>van 2 bruikbare plekken</small>" in page
    assert "1, renovatie t/m 25 oktober 2026" in page


def test_a_place_about_to_close_says_so(place, browser):
    by = make.user(Role.PROVIDER, organisation_=place.location.provider)
    facts = {"closes_on": D(2027, 1, 1), "reason": "AFBOUW", "prepared_at": AT, "prepared_by": by}
    Closing.objects.create(location=place.location, **facts)
    assert "Gaat misschien dicht: laatste dag 31 december 2026" in text(
        browser.get("/aanbod/", {"plek": place.slug})
    )


@pytest.mark.parametrize(
    ("day", "first"),
    [
        ("2026-12-15", "2026-12-15"),
        ("2026-01-01", "2026-10-05"),
        ("", "2026-10-05"),
        ("9999-99-99", "2026-10-05"),
    ],
)
def test_a_period_begins_on_the_day_one_came_from(day, first, place, browser):
    page = text(browser.get("/aanbod/", {"plek": place.slug, "dag": day}))
    (field,) = re.findall(r"<input[^>]*nieuw-starts_on[^>]*>", page)
    assert f'value="{first}"' in field


def test_another_providers_places_are_not_there(place, browser):
    other = make.place(
        make.location(make.provider(place.region), name="De Overkant"), place.periods.get().care_form
    )
    assert "De Overkant" not in text(browser.get("/aanbod/"))
    for act in ("take_out_of_use", "expect_departure"):
        assert browser.post(reverse(act, args=[other.slug]), closing()).status_code == 404
    row = make.out_of_use(other, D(2026, 10, 1))
    for act in ("change_out_of_use", "put_back_in_use", "cancel_out_of_use"):
        for slug in (other.slug, place.slug):
            assert browser.post(reverse(act, args=[slug, row.pk]), closing()).status_code == 404
    assert OutOfUse.objects.get() == row
    assert OutOfUse.objects.get().ends_on is None


@pytest.mark.parametrize("role", [role for role in Role if role != Role.PROVIDER])
def test_other_roles_have_no_supply(role, signed_in):
    browser = signed_in(make.user(role))
    assert browser.get("/aanbod/").status_code == 403
    assert browser.post("/aanbod/bevestigen/").status_code == 403
    assert browser.get("/aanbod/bevestigingen/").status_code == 403


def test_a_place_goes_out_of_use_up_to_and_including_the_last_day(place, browser):
    answer = browser.post(reverse("take_out_of_use", args=[place.slug]), closing())
    assert (answer.status_code, answer.url) == (303, f"/aanbod/?plek={place.slug}")
    row = OutOfUse.objects.get()
    assert (row.starts_on, row.ends_on, row.reason) == (D(2026, 10, 5), D(2026, 10, 19), "SCHADE")
    assert "Plek BAKEN-1 is buiten gebruik gezet" in text(browser.get(answer.url))
    again = browser.post(reverse("take_out_of_use", args=[place.slug]), closing(), follow=True)
    assert "stond al zo buiten gebruik" in text(again)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"nieuw-starts_on": ""}, "Vul een datum in."),
        ({"nieuw-starts_on": "2026-02-30"}, "geen bestaande datum"),
        ({"nieuw-starts_on": "2026-10-05\0"}, "geen bestaande datum"),
        ({"nieuw-starts_on": "2016-10-05"}, "Kies een datum vanaf 4 oktober 2025."),
        ({"nieuw-last_day": "2206-10-05"}, "Kies een datum tot en met"),
        ({"nieuw-last_day": "2026-10-04"}, "ligt vóór de eerste dag"),
        ({"nieuw-reason": ""}, "Kies een reden."),
        ({"nieuw-reason": "MAAN"}, "Kies een reden uit de lijst."),
        ({"nieuw-reference": "x" * 101}, "hoogstens 100 tekens"),
        ({"nieuw-words": "x" * 1_000_000}, "Nu zijn het er 1000000."),
    ],
)
def test_bad_input_is_said_and_kept(place, browser, changes, said):
    answer = browser.post(reverse("take_out_of_use", args=[place.slug]), closing(**changes))
    page = text(answer)
    assert answer.status_code == 422
    assert said in page
    assert "Er gaat nog iets niet goed" in page
    kept = (closing() | changes)["nieuw-last_day"]
    assert f'value="{kept}"' in page
    assert not OutOfUse.objects.exists()


def test_an_overlap_is_a_sentence_in_the_form(place, browser):
    make.out_of_use(place, D(2026, 10, 10))
    answer = browser.post(reverse("take_out_of_use", args=[place.slug]), closing())
    assert answer.status_code == 422
    assert "al buiten gebruik" in text(answer)


def correcting(**changes):
    facts = {"starts_on": "2026-10-02", "last_day": "2026-10-31", "reason": "ANDERS", "reference": "W-12"}
    return {f"periode-{name}": to for name, to in (facts | changes).items()}


def test_a_period_is_corrected_ended_and_taken_back(place, browser):
    row = make.out_of_use(place, D(2026, 10, 1))
    browser.post(reverse("change_out_of_use", args=[place.slug, row.pk]), correcting())
    revised = OutOfUse.objects.live().get()
    assert (revised.starts_on, revised.ends_on, revised.reason) == (D(2026, 10, 2), D(2026, 11, 1), "ANDERS")
    assert revised.reference == "W-12"
    browser.post(reverse("put_back_in_use", args=[place.slug, revised.pk]))
    ended = OutOfUse.objects.live().get()
    assert (ended.ends_on, ended.reference) == (D(2026, 10, 5), "W-12")
    browser.post(reverse("cancel_out_of_use", args=[place.slug, ended.pk]))
    assert not OutOfUse.objects.live().exists()
    again = browser.post(reverse("cancel_out_of_use", args=[place.slug, ended.pk]), follow=True)
    assert "Deze periode was al geschrapt." in text(again)
    assert OutOfUse.objects.count() == 3


def test_who_comes_second_with_another_correction_reads_the_first_and_loses_nothing(place, browser):
    row = make.out_of_use(place, D(2026, 10, 1))
    change = reverse("change_out_of_use", args=[place.slug, row.pk])
    browser.post(change, correcting())
    assert "stond al zo buiten gebruik" in text(browser.post(change, correcting(), follow=True))
    answer = browser.post(change, correcting(last_day="2026-12-24", words="Wachten op de aannemer"))
    page = text(answer)
    assert answer.status_code == 422
    assert "Iemand anders wijzigde deze periode intussen: 2 oktober 2026 t/m 31 oktober 2026, anders." in page
    assert 'value="2026-12-24"' in page
    assert "Wachten op de aannemer</textarea>" in page
    taken_back = browser.post(reverse("cancel_out_of_use", args=[place.slug, row.pk]), follow=True)
    assert "Iemand anders wijzigde deze periode intussen" in text(taken_back)
    assert OutOfUse.objects.live().count() == 1


def test_a_departure_is_expected_and_logged(place, browser):
    client = make.client(place.region)
    make.lives(client, place)
    answer = browser.post(reverse("expect_departure", args=[place.slug]), {"vertrek-expected_on": "2026-11-02"})
    assert answer.status_code == 303
    assert HousingEpisode.objects.get().expected_end_on == D(2026, 11, 2)
    assert AccessRecord.objects.filter(client=client, action=Action.CHANGE).exists()
    assert "1 op 2 november 2026 (verwacht)" in text(browser.get("/aanbod/"))


def test_a_departure_lies_ahead(place, browser):
    make.lives(make.client(place.region), place)
    answer = browser.post(reverse("expect_departure", args=[place.slug]), {"vertrek-expected_on": "2026-10-05"})
    assert answer.status_code == 422
    assert "Kies een datum vanaf 6 oktober 2026." in text(answer)


def test_names_show_in_an_open_row_only_and_looking_is_logged(place, browser):
    client = make.client(place.region, family_name="Waterman")
    make.lives(client, place)
    assert "Waterman" not in text(browser.get("/aanbod/"))
    assert not AccessRecord.objects.filter(client=client).exists()
    key = f"{place.location.slug}-{place.periods.get().care_form_id}"
    assert "Waterman" in text(browser.get("/aanbod/", {"rij": key}))
    assert AccessRecord.objects.filter(client=client, action=Action.VIEW).count() == 1


def test_a_swap_equals_a_fresh_page(place, browser):
    make.lives(make.client(place.region), place)
    whole, part = (
        re.sub(
            r'csrfmiddlewaretoken" value="\w+"',
            "",
            text(browser.get("/aanbod/", {"plek": place.slug}, headers=sent)),
        )
        for sent in ({}, {"HX-Request": "true", "HX-Target": "supply-table"})
    )
    assert part.startswith('<div id="supply-table"')
    assert "Bewaar vertrekdag" in part
    assert part in whole


@pytest.mark.parametrize("query", [{"rij": "onzin"}, {"plek": "BCDFGHJK"}, {"rij": "x" * 3000}])
def test_an_unknown_row_opens_nothing(query, place, browser):
    answer = browser.get("/aanbod/", query)
    assert answer.status_code == 200
    assert "Zet buiten gebruik" not in text(answer)


def test_everything_is_true_in_one_press(place, browser):
    assert "U bevestigde uw plekken nog niet" in text(browser.get("/aanbod/"))
    assert "Bevestigd: alles klopt t/m 5 oktober 2026." in text(browser.post("/aanbod/bevestigen/", follow=True))
    assert "De aantallen zijn bijgewerkt." in text(browser.post("/aanbod/bevestigen/", follow=True))
    assert SupplyConfirmation.objects.count() == 1


def test_an_old_confirmation_is_called_out_of_date(place, browser):
    planner = make.user(Role.PROVIDER, organisation_=place.location.provider)
    SupplyConfirmation.objects.create(
        provider=place.location.provider,
        confirmed_on=D(2026, 9, 21),
        confirmed_at="2026-09-21T09:00Z",
        confirmed_by=planner,
        counts={},
    )
    assert "Verouderd: 14 dagen niet bevestigd" in text(browser.get("/aanbod/"))


def test_what_does_not_seem_right_stands_on_top(place, browser):
    form = place.periods.get().care_form
    overdue = make.place(place.location, form, code="BAKEN-2")
    make.lives(make.client(place.region), overdue, expected_end_on=D(2026, 10, 1))
    make.out_of_use(make.place(place.location, form, code="BAKEN-3"), D(2026, 1, 1))
    page = text(browser.get("/aanbod/"))
    assert "Kijk hier eerst naar" in page
    assert "Plek BAKEN-2</a> zou vrijkomen op 1 oktober 2026, maar er woont nog iemand." in page
    assert "Plek BAKEN-3</a> is al 277 dagen buiten gebruik, zonder dat het einde bekend is." in page


def test_nothing_to_doubt_is_not_mentioned(place, browser):
    make.lives(make.client(place.region), place)
    make.out_of_use(make.place(place.location, place.periods.get().care_form), D(2026, 9, 1))
    assert "Kijk hier eerst naar" not in text(browser.get("/aanbod/"))


def test_the_sum_of_an_open_row_is_worked_out(place, browser):
    form = place.periods.get().care_form
    make.lives(make.client(place.region), make.place(place.location, form))
    make.out_of_use(make.place(place.location, form), D(2026, 9, 1))
    make.proposal(make.waits(make.client(place.region), form), make.place(place.location, form))
    page = text(browser.get("/aanbod/", {"plek": place.slug}))
    assert "1 bezet + 1 vrij + 1 gereserveerd + 1 buiten gebruik = 4." in page


def test_a_proposal_waits_without_a_name_until_it_is_accepted_and_the_client_agrees(place, browser):
    client = make.client(place.region, family_name="Waterman", born_on=D(2000, 1, 1))
    entry = make.waits(client, place.periods.get().care_form)
    proposal = make.proposal(entry, place, D(2026, 9, 25))
    page = text(browser.get("/aanbod/"))
    assert f"Voorstel {proposal.slug}</a>" in page
    assert "Beschut, 25 t/m 34 jaar. Voor plek BAKEN-1, Het Baken." in page
    assert "wacht 10 dagen" in page
    assert "Waterman" not in page
    assert not AccessRecord.objects.filter(client=client).exists()
    proposal.accepted_on = D(2026, 10, 1)
    proposal.save()
    waiting = text(browser.get("/aanbod/"))
    assert "de cliënt moet nog toestemming geven" in waiting
    assert "Waterman" not in waiting
    make.allows(client)
    assert "Waterman</a>" in text(browser.get("/aanbod/"))
    assert AccessRecord.objects.filter(client=client, action=Action.VIEW).count() == 1


def confirmed(provider, day, **counts):
    counts = {"realised": 1, "taken": 0, "reserved": 0, "free": 1, "out_of_use": 0} | counts
    SupplyConfirmation.objects.create(
        provider=provider,
        confirmed_on=day,
        confirmed_at=f"{day}T09:00Z",
        confirmed_by=make.user(Role.PROVIDER, organisation_=provider),
        counts={"total": counts, "rows": []},
    )


def test_every_confirmation_stays_readable_with_its_counts(place, browser, django_assert_max_num_queries):
    provider = place.location.provider
    assert "Nog nooit bevestigd" in text(browser.get("/aanbod/bevestigingen/"))
    confirmed(provider, D(2025, 12, 31), free=7)
    confirmed(provider, D(2026, 9, 21), free=3)
    confirmed(make.provider(place.region), D(2026, 9, 22), free=9)
    with django_assert_max_num_queries(8) as few:
        page = text(browser.get("/aanbod/bevestigingen/"))
    number_of_queries = len(few.captured_queries)
    assert "21 september 2026" in page
    assert 'data-l="Vrij">3<' in page
    assert "22 september" not in page
    assert "2025-" not in page
    assert 'data-l="Vrij">7<' in text(browser.get("/aanbod/bevestigingen/", {"jaar": "2025"}))
    assert "21 september 2026" in text(browser.get("/aanbod/bevestigingen/", {"jaar": "onzin"}))
    for number in range(1, 10):
        confirmed(provider, D(2026, 9, number))
    with django_assert_max_num_queries(number_of_queries):
        browser.get("/aanbod/bevestigingen/")


def test_ten_locations_cost_as_many_queries_as_one(place, browser, django_assert_max_num_queries):
    form = place.periods.get().care_form
    make.lives(make.client(place.region), place)
    browser.get("/aanbod/")
    with django_assert_max_num_queries(17) as few:
        browser.get("/aanbod/", {"plek": place.slug})
    for _ in range(9):
        home = make.location(place.location.provider)
        make.lives(make.client(place.region), make.place(home, form))
        make.lives(make.client(place.region), make.place(place.location, form))
    with django_assert_max_num_queries(len(few.captured_queries)):
        browser.get("/aanbod/", {"plek": place.slug})
