"""The plan on screen: what is late, why, who acts and when; who may read it, and who may change it."""

import re
from datetime import date

import pytest
from django.urls import reverse

from placements.models import Deviation, NeedEstimate, PlacePeriod, PlanAction, PlanLine, PlanTarget
from portal.models import AccessRecord, OrganisationKind, Role
from tests import make

pytestmark = pytest.mark.django_db
D = date
TODAY = make.TODAY
READERS = [Role.TEAM, Role.COORDINATOR, Role.POLICY, Role.PROJECT_LEADER]
PARTNERS = [Role.PROVIDER, Role.HOUSING_ASSOCIATION]
STRANGERS = [Role.ADMINISTRATOR, Role.AUDITOR]
READ = ["plan", "plan_quarters", "plan_goals", "plan_towns"]
ADD = ["add_plan_line", "add_target", "add_estimate"]
OF_A_LINE = ["change_plan_line", "withdraw_plan_line", "explain_plan_line", "add_plan_action"]


@pytest.fixture
def region():
    return make.region()


@pytest.fixture
def form(region):
    return make.care_form(region, name="Beschut Wonen")


@pytest.fixture
def line(region, form):
    return make.plan_line(region, form, places=4)


@pytest.fixture
def leader(region):
    return make.user(Role.PROJECT_LEADER, region)


@pytest.fixture
def browser(leader, signed_in):
    return signed_in(leader)


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


def opens(region, form, *days: date, provider=None) -> None:
    location = make.location(provider or make.provider(region), name="Het Baken")
    for day in days:
        PlacePeriod.objects.create(place=make.place(location), care_form=form, starts_on=day)


def action(line, leader, **facts) -> PlanAction:
    facts = {"what": "De aannemer bellen", "owner": "Opgaveteam", "due_on": D(2026, 9, 30)} | facts
    return PlanAction.objects.create(line=line, added_on=D(2026, 9, 1), added_by=leader, **facts)


def a_line(**changes) -> dict[str, str]:
    said = {
        "kind": "OPBOUW",
        "places": "12",
        "municipality": make.ALMERE,
        "planned_on": "2027-07-01",
        "code": "BCDFGHJK",
    }
    return said | changes


# who may read


@pytest.mark.parametrize("role", STRANGERS)
@pytest.mark.parametrize("page", READ)
def test_others_do_not_read_the_plan(role, page, signed_in):
    assert signed_in(make.user(role)).get(reverse(page)).status_code == 403


@pytest.mark.parametrize("role", READERS)
@pytest.mark.parametrize("page", READ)
def test_the_region_reads_all_of_it(role, page, region, line, signed_in):
    answer = signed_in(make.user(role, region)).get(reverse(page))
    assert answer.status_code == 200
    assert ("Afspraak toevoegen" in text(answer)) == (
        page == "plan" and role in (Role.POLICY, Role.PROJECT_LEADER)
    )


@pytest.mark.parametrize("role", PARTNERS)
def test_a_partner_reads_its_own_lines_and_nothing_of_the_region(role, region, form, line, signed_in):
    kind = {
        Role.PROVIDER: OrganisationKind.PROVIDER,
        Role.HOUSING_ASSOCIATION: OrganisationKind.HOUSING_ASSOCIATION,
    }
    ours = make.organisation(region, kind[role])
    name = "provider" if role == Role.PROVIDER else "housing_association"
    own = make.plan_line(region, form, places=7, **{name: ours})
    browser = signed_in(make.user(role, organisation_=ours))
    page = text(browser.get("/plan/"))
    assert "7 plekken" in page
    assert line.sentence not in page
    assert "Nodig en aanwezig" not in page
    assert browser.get(reverse("plan_line", args=[own.pk])).status_code == 200
    assert browser.get(reverse("plan_line", args=[line.pk])).status_code == 404
    assert [browser.get(reverse(page)).status_code for page in READ[1:]] == [403] * 3
    assert browser.get(reverse("change_plan_line", args=[own.pk])).status_code == 403


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.POLICY, Role.PROJECT_LEADER)])
def test_nobody_else_changes_it(role, region, line, leader, signed_in):
    browser = signed_in(make.user(role, region))
    pages = [reverse(page) for page in ADD] + [reverse(page, args=[line.pk]) for page in OF_A_LINE]
    todo = action(line, leader)
    pages += [reverse("plan_action", args=[todo.pk]), reverse("finish_plan_action", args=[todo.pk])]
    assert {browser.post(page).status_code for page in pages} == {403}


def test_another_region_is_not_there(line, form, leader, signed_in):
    browser = signed_in(make.user(Role.PROJECT_LEADER))
    target = PlanTarget.objects.create(
        region=line.region, care_form=form, year=2026, places=60, set_on=TODAY, set_by=leader, reason="x"
    )
    todo = action(line, leader)
    pages = [reverse(page, args=[line.pk]) for page in ("plan_line", *OF_A_LINE)]
    pages += [reverse("plan_action", args=[todo.pk]), reverse("revise_target", args=[target.pk])]
    assert {browser.get(page).status_code for page in pages} == {404}
    assert browser.post(reverse("finish_plan_action", args=[todo.pk])).status_code == 404
    assert browser.get("/plan/99999999999999999999999/").status_code == 404
    assert line.sentence not in text(browser.get("/plan/"))


# the lines


def test_the_late_ones_come_first_with_why_who_and_when(region, form, line, leader, browser):
    make.plan_line(region, form, places=3, planned_on=D(2027, 1, 1), certainty="MOGELIJK", is_circa=True)
    opens(region, form, D(2026, 3, 1))
    Deviation.objects.create(line=line, noted_on=TODAY, noted_by=leader, reason="De vergunning kwam later.")
    action(line, leader)
    page = text(browser.get("/plan/"))
    late, later = page.index(line.sentence), page.index("circa 3 plekken")
    assert late < later
    for words in (
        "1 van 4 plekken",
        "96 dagen te laat",
        "De vergunning kwam later.",
        "De aannemer bellen",
        "Opgaveteam",
    ):
        assert late < page.index(words, late) < later
    assert "5 dagen te laat" in page
    assert "Mogelijk" in page
    assert "<title>Plan: 1 afspraak te laat" in page


def test_a_late_line_without_an_action_says_that_nobody_acts(line, browser):
    assert "Nog niemand doet hier iets aan." in text(browser.get("/plan/"))


def test_what_happened_without_a_line_is_told(region, form, line, browser):
    opens(region, make.care_form(region, "BT", name="Beschermd Thuis"), D(2026, 3, 1), D(2026, 4, 1))
    assert "2 plekken Beschermd Thuis erbij in Almere" in text(browser.get("/plan/"))


def test_without_a_plan_the_page_says_what_to_do(region, browser, signed_in):
    for page in READ:
        assert browser.get(reverse(page)).status_code == 200
    assert "Er staan nog geen afspraken in het plan" in text(browser.get("/plan/"))
    assert "Hier staan nog geen afspraken" in text(signed_in(make.user(Role.TEAM, region)).get("/plan/"))


def test_a_plan_that_has_not_begun_compares_nothing_yet(region, form, browser):
    make.plan_line(region, form, planned_on=D(2027, 5, 1))
    opens(region, form, D(2026, 3, 1))
    assert "Er is nog niets om te vergelijken" in text(browser.get("/plan/kwartalen/"))
    assert "Gepland en klaar" not in text(browser.get("/plan/"))


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 4),
        ("?soort=OPBOUW", 2),
        ("?soort=AFBOUW", 1),
        ("?laat=ja", 2),
        ("?zorgvorm=BW", 2),
        ("?gemeente=0995", 1),
        ("?jaar=2027", 1),
        ("?soort=OPBOUW&laat=ja", 1),
        ("?jaar=1999", 4),
        ("?soort=%22%3E&zorgvorm=onzin&gemeente=9999&laat=nee", 4),
    ],
)
def test_filters_stand_in_the_address(region, form, line, browser, query, count):
    heavy = make.care_form(region, "BW", name="Beschermd Wonen")
    make.plan_line(region, form, planned_on=D(2027, 2, 1), municipality_id=make.LELYSTAD)
    make.plan_line(region, heavy, kind="OMBOUW", to_care_form=form)
    make.plan_line(region, heavy, kind="AFBOUW", planned_on=D(2026, 12, 1))
    page = text(browser.get(f"/plan/{query}"))
    assert f">{count} {'afspraak' if count == 1 else 'afspraken'}" in page
    assert ("U ziet de afspraken zonder dat filter" in page) == ("1999" in query or "onzin" in query)


def test_a_chosen_filter_can_be_taken_away_one_by_one(region, form, line, browser):
    page = text(browser.get("/plan/?soort=OPBOUW&laat=ja"))
    assert 'class="aan" href="?laat=ja"' in page
    assert 'class="aan" href="?soort=OPBOUW"' in page


def test_a_swap_equals_a_fresh_page(line, browser):
    whole, part = (
        text(browser.get("/plan/?soort=OPBOUW", headers=sent))
        for sent in ({}, {"HX-Request": "true", "HX-Target": "plan-lines"})
    )
    assert part.startswith('<section id="plan-lines"')
    assert "Gepland en klaar" in part  # the drawing follows the filter
    assert part in whole


def test_ten_lines_cost_as_many_queries_as_one(region, form, line, leader, browser, django_assert_max_num_queries):
    action(line, leader)
    opens(region, form, D(2026, 3, 1))
    browser.get("/plan/")
    with django_assert_max_num_queries(24) as few:
        browser.get("/plan/")
    for town in (make.ALMERE, make.LELYSTAD, make.ZWOLLE) * 3:
        more = make.plan_line(region, form, municipality_id=town, provider=make.provider(region))
        action(more, leader)
        Deviation.objects.create(line=more, noted_on=TODAY, noted_by=leader, reason="Later")
        opens(region, form, D(2026, 4, 1))
    with django_assert_max_num_queries(len(few.captured_queries)):
        browser.get("/plan/")


# one line


def test_a_line_shows_what_counts_and_how_it_came_so(region, form, line, leader, browser):
    opens(region, form, D(2026, 3, 1), D(2026, 3, 1), D(2026, 5, 1))
    Deviation.objects.create(line=line, noted_on=TODAY, noted_by=leader, reason="De vergunning kwam later.")
    page = text(browser.get(reverse("plan_line", args=[line.pk])))
    assert page.count("Het Baken</a>") == 2
    assert "1 maart 2026" in page
    assert "De vergunning kwam later." in page


@pytest.mark.parametrize(
    ("reference", "is_link"),
    [("https://raad.voorbeeld.nl/1", True), ("zaak 12", False), ("javascript:alert(1)", False)],
)
def test_only_a_web_address_is_a_link(reference, is_link, region, form, browser):
    line = make.plan_line(region, form, document="Plan", document_reference=reference)
    page = text(browser.get(reverse("plan_line", args=[line.pk])))
    assert (f'href="{reference}"' in page) == is_link
    assert reference in page


def test_a_line_is_added_once_however_often_it_is_sent(region, form, browser):
    for said in ("staat in het plan", "stond al in het plan"):
        answer = browser.post("/plan/nieuw/", a_line(care_form=form.pk), follow=True)
        assert said in text(answer)
    line = PlanLine.objects.get()
    assert (line.places, line.planned_on, line.region) == (12, D(2027, 7, 1), region)
    assert AccessRecord.objects.filter(subject="plan").exists()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"kind": ""}, "Kies wat er gaat gebeuren."),
        ({"kind": "MAAN"}, "Kies opbouw, ombouw of afbouw."),
        ({"kind": "OMBOUW"}, "Kies de zorgvorm die de plekken krijgen."),
        ({"places": "0"}, "Kies een heel getal van 1 tot en met 10.000."),
        ({"places": "veel"}, "Kies een heel getal van 1 tot en met 10.000."),
        ({"places": "99999999999999999999"}, "Kies een heel getal van 1 tot en met 10.000."),
        ({"planned_on": "2026-02-30"}, "Dit is geen bestaande datum."),
        ({"planned_on": "1850-01-01"}, "Kies een datum vanaf"),
        ({"municipality": "9999"}, "Maak een keuze uit de lijst."),
        ({"municipality": "00\0"}, "Maak een keuze uit de lijst."),
        ({"provider": "1\0"}, "Maak een keuze uit de lijst."),
        ({"decided_by": "Het bestuur"}, "Vul in op welke dag dit is besloten."),
        ({"decided_on": "2026-10-01"}, "Vul in wie dit heeft besloten."),
        ({"decided_on": "2027-01-01", "decided_by": "Het bestuur"}, "ligt in de toekomst"),
        ({"document_reference": "zaak 12"}, "Vul ook de titel van het document in."),
        ({"document": "Plan", "document_reference": "ftp://ergens"}, "Dit is geen webadres dat wij kennen."),
        ({"depends_on": "Gemeente Urk"}, "Vul ook in waar het van afhangt."),
        ({"note": "a" * 2001}, "Deze tekst is te lang: hoogstens 2000 tekens. Nu zijn het er 2001."),
        ({"note": "a" * 1_000_000}, "Deze tekst is te lang"),
        ({"note": "een\0twee"}, "ull"),
        ({"code": "abc"}, "Laad de pagina opnieuw"),
    ],
)
def test_wrong_input_is_said_and_kept(form, browser, changes, said):
    answer = browser.post("/plan/nieuw/", a_line(care_form=form.pk, risk="Blijft staan") | changes)
    page = text(answer)
    assert answer.status_code == 422
    assert said in page
    assert "Er gaat nog iets niet goed" in page
    assert "Blijft staan" in page
    assert not PlanLine.objects.exists()


def test_a_conversion_goes_to_another_form(region, form, browser):
    other = make.care_form(region, "BW")
    same = a_line(kind="OMBOUW", care_form=form.pk, to_care_form=form.pk)
    assert "Kies een andere zorgvorm" in text(browser.post("/plan/nieuw/", same))
    browser.post("/plan/nieuw/", same | {"care_form": other.pk})
    assert PlanLine.objects.get().to_care_form == form
    browser.post("/plan/nieuw/", a_line(care_form=other.pk, to_care_form=form.pk, code="CDFGHJKM"))
    assert PlanLine.objects.get(kind="OPBOUW").to_care_form is None


def changed(line, **changes) -> dict[str, str]:
    return {"places": "4", "planned_on": "2026-07-01", "seen": line.version} | changes


def test_another_day_needs_a_reason_and_is_shown_as_was_and_becomes(line, browser):
    url = reverse("change_plan_line", args=[line.pk])
    answer = browser.post(url, changed(line, planned_on="2026-12-01"))
    assert answer.status_code == 422
    assert "Zeg waarom het aantal of de dag verandert." in text(answer)
    answer = browser.post(url, changed(line, planned_on="2026-12-01", reason="De bouw loopt uit."), follow=True)
    page = text(answer)
    assert re.search(
        r'was <span class="was">1 juli 2026</span>, wordt <span class="wordt">1 december 2026</span>', page
    )
    assert "De bouw loopt uit." in page


def test_two_people_who_change_a_line_at_once_get_a_sentence(line, browser):
    url, seen = reverse("change_plan_line", args=[line.pk]), line.version
    browser.post(url, changed(line, note="De eerste"))
    answer = browser.post(
        url, {"places": "9", "planned_on": "2026-07-01", "reason": "x", "seen": seen, "note": "Mijn tekst"}
    )
    assert answer.status_code == 422
    assert "Iemand anders wijzigde deze afspraak" in text(answer)
    assert "Mijn tekst" in text(answer)
    assert PlanLine.objects.get().places == 4


def test_a_withdrawn_line_stays_to_be_read_and_counts_no_more(line, browser):
    url = reverse("withdraw_plan_line", args=[line.pk])
    assert "Vul de reden in." in text(browser.post(url, {"reason": " "}))
    for said in ("is ingetrokken", "was al ingetrokken"):
        assert said in text(browser.post(url, {"reason": "De grond is verkocht."}, follow=True))
    page = text(browser.get("/plan/"))
    assert "1 ingetrokken afspraak" in page
    assert "De grond is verkocht." in page
    assert "dagen te laat" not in page
    assert ">0 afspraken" in page
    refused = browser.post(reverse("explain_plan_line", args=[line.pk]), {"reason": "Later"})
    assert "Deze afspraak is al ingetrokken." in text(refused)


def test_a_reason_is_kept_with_who_and_when(line, leader, browser):
    url = reverse("explain_plan_line", args=[line.pk])
    assert "De reden is vastgelegd." in text(browser.post(url, {"reason": "Geen vergunning"}, follow=True))
    assert "stond er vandaag al" in text(browser.post(url, {"reason": "Geen vergunning"}, follow=True))
    deviation = Deviation.objects.get()
    assert (deviation.reason, deviation.noted_on, deviation.noted_by) == ("Geen vergunning", TODAY, leader)


# actions


def test_an_action_has_an_owner_and_a_day(line, browser):
    url = reverse("add_plan_action", args=[line.pk])
    answer = browser.post(url, {"what": "Bellen", "owner": "", "due_on": ""})
    assert answer.status_code == 422
    assert "Vul in wie het doet." in text(answer)
    assert "Vul een datum in." in text(answer)
    assert "Bellen" in text(answer)
    said = {"what": "Bellen", "owner": "Opgaveteam", "due_on": "2026-10-20"}
    assert "is toegevoegd" in text(browser.post(url, said, follow=True))
    assert "stond er al" in text(browser.post(url, said, follow=True))
    assert PlanAction.objects.count() == 1


def test_an_action_is_done_in_one_press(line, leader, browser):
    todo = action(line, leader)
    url = reverse("finish_plan_action", args=[todo.pk])
    assert browser.get(url).status_code == 405
    assert "De actie is klaar" in text(browser.post(url, follow=True))
    assert "De actie was al klaar" in text(browser.post(url, follow=True))
    todo.refresh_from_db()
    assert todo.done_on == TODAY


def test_done_in_one_press_swaps_the_actions_and_says_so(line, leader, browser):
    todo = action(line, leader)
    sent = {"HX-Request": "true", "HX-Target": "plan-actions"}
    part = text(browser.post(reverse("finish_plan_action", args=[todo.pk]), headers=sent, follow=True))
    assert part.startswith('<section id="plan-actions"')
    assert "De actie is klaar: De aannemer bellen" in part
    assert "op 5 oktober 2026" in part


def test_an_action_is_corrected(line, leader, browser):
    todo = action(line, leader)
    url = reverse("plan_action", args=[todo.pk])
    assert "De aannemer bellen" in text(browser.get(url))
    said = {
        "what": "Schrijven",
        "owner": "Noor",
        "due_on": "2026-11-01",
        "done_on": "2026-10-06",
        "result": "Gelukt",
    }
    assert "ligt in de toekomst" in text(browser.post(url, said))
    assert "Vul in op welke dag de actie klaar was" in text(browser.post(url, said | {"done_on": ""}))
    browser.post(url, said | {"done_on": "2026-10-05"})
    todo.refresh_from_db()
    assert (todo.what, todo.owner, todo.done_on, todo.result) == ("Schrijven", "Noor", TODAY, "Gelukt")


def test_the_start_page_reminds_two_weeks_ahead_until_it_is_done(line, leader, browser):
    todo = action(line, leader, due_on=D(2026, 10, 20))
    assert todo.what not in text(browser.get("/"))
    PlanAction.objects.update(due_on=D(2026, 10, 19))
    page = text(browser.get("/"))
    assert todo.what in page
    assert "nog 14 dagen" in page
    PlanAction.objects.update(due_on=D(2026, 10, 1))
    assert "4 dagen te laat" in text(browser.get("/"))
    PlanAction.objects.update(done_on=TODAY)
    assert todo.what not in text(browser.get("/"))


def test_the_start_page_says_that_nobody_acts_on_a_late_line(line, browser):
    page = text(browser.get("/"))
    assert "niemand doet er iets aan" in page
    assert "samen 4 plekken" in page


# goals and needs


def test_a_target_is_set_and_revised_and_the_page_says_was_and_becomes(region, form, leader, browser):
    said = {"care_form": form.pk, "year": "2026", "places": "63", "reason": "Groei", "municipality": ""}
    assert "is vastgesteld" in text(browser.post("/plan/doelen/nieuw/", said, follow=True))
    assert "stond er al" in text(browser.post("/plan/doelen/nieuw/", said, follow=True))
    refused = browser.post("/plan/doelen/nieuw/", said | {"places": "70"})
    assert refused.status_code == 422
    assert "er al een doel" in text(refused)
    first = PlanTarget.objects.get()
    url = reverse("revise_target", args=[first.pk])
    page = text(browser.post(url, {"places": "60", "reason": "Zeewolde valt af", "seen": "63"}, follow=True))
    assert 'was <span class="was">63</span>, wordt <span class="wordt">60</span>' in page
    assert "Zeewolde valt af" in page
    stale = browser.post(url, {"places": "58", "reason": "Minder", "seen": "63"})
    assert "Iemand anders wijzigde dit doel" in text(stale)
    assert browser.post(url, {"places": "58", "reason": "", "seen": "60"}).status_code == 422


def test_a_target_is_compared_with_the_places_at_the_end_of_its_year(region, form, leader, browser):
    opens(region, form, D(2025, 3, 1), D(2026, 3, 1))
    for year in (2025, 2026, 2027):
        PlanTarget.objects.create(
            region=region, care_form=form, year=year, places=3, set_on=TODAY, set_by=leader, reason="Groei"
        )
    page = text(browser.get("/plan/doelen/"))
    assert "2 te weinig op 31 december 2025" in page
    assert "nog 1 tot 31 december" in page
    assert "nog niet begonnen" in page


def test_needed_stands_beside_present_with_what_it_was_before(region, form, browser):
    opens(region, form, D(2025, 3, 1))
    said = {
        "care_form": form.pk, "places": "64", "is_circa": "on", "made_on": "2026-10-01", "made_by": "Opgaveteam",
        "reasoning": "De wachtlijst groeit.", "source": "",
    }  # fmt: skip
    assert "ligt in de toekomst" in text(browser.post("/plan/ramingen/nieuw/", said | {"made_on": "2026-10-06"}))
    assert "Vul in hoe u aan dit aantal komt." in text(
        browser.post("/plan/ramingen/nieuw/", said | {"reasoning": ""})
    )
    assert "is vastgelegd" in text(browser.post("/plan/ramingen/nieuw/", said, follow=True))
    assert "stond er al" in text(browser.post("/plan/ramingen/nieuw/", said, follow=True))
    page = text(browser.post("/plan/ramingen/nieuw/", said | {"places": "70", "is_circa": ""}, follow=True))
    assert NeedEstimate.objects.count() == 2
    assert "69 te weinig" in page
    assert "circa 64" in page
    assert "69 te weinig" in text(browser.get("/plan/"))
    assert f'value="{form.pk}" selected' in text(browser.get("/plan/ramingen/nieuw/?zorgvorm=BESCHUT"))


# quarters and municipalities


def test_a_quarter_compares_planned_with_realised_and_adds_up(region, form, line, leader, browser):
    opens(region, form, D(2025, 3, 1))
    opens(region, form, D(2026, 3, 1))
    Deviation.objects.create(
        line=line, noted_on=D(2026, 8, 1), noted_by=leader, reason="De vergunning kwam later."
    )
    page = text(browser.get("/plan/kwartalen/?kwartaal=2026Q3"))
    assert "Van 1 januari 2026 t/m 30 september 2026" in page
    assert '<span class="tr-laat">−3</span>' in page
    assert "De vergunning kwam later." in page
    assert re.search(r'<td class="n">1</td><td class="n">\+1</td>.*<strong>2</strong>', page)
    before = text(browser.get("/plan/kwartalen/?kwartaal=2026Q2"))
    assert "De vergunning kwam later." not in before


@pytest.mark.parametrize("query", ["?kwartaal=1999Q1", "?kwartaal=onzin", "?kwartaal=2099Q1", "?alle=ja"])
def test_an_unknown_quarter_shows_this_one(query, line, browser):
    assert "t/m 5 oktober 2026" in text(browser.get(f"/plan/kwartalen/{query}"))


def test_a_municipality_shows_what_makes_it_count(region, form, browser):
    region.memberships.create(municipality_id=make.LELYSTAD, starts_on=make.LONG_AGO)
    opens(region, form, D(2026, 3, 1), D(2026, 3, 1))
    page = text(browser.get("/plan/gemeenten/"))
    assert "1 van 2 gemeenten heeft Beschermd Thuis" in page
    assert "Nog niets in Lelystad" in page
    assert "Beschut Wonen 2" in page


def test_how_many_live_in_a_home_of_their_own_is_not_told(region, form, browser):
    client = make.client(region)
    make.lives(client)
    make.care(client, form, make.provider(region), D(2026, 1, 1))
    page = text(browser.get("/plan/gemeenten/"))
    assert re.search(r'data-l="Eigen woning">ja<', page)


def test_places_for_the_young_stand_beside_what_was_planned(region, form, browser):
    make.plan_line(region, form, places=3, is_for_youth=True, is_clustered=True)
    home = make.location(make.provider(region), is_for_youth=True, is_clustered=True)
    PlacePeriod.objects.create(place=make.place(home), care_form=form, starts_on=D(2026, 3, 1))
    marked = make.place(make.location(make.provider(region)), form, features=["JONGEREN"])
    make.has(marked, since=D(2026, 11, 1))
    page = text(browser.get("/plan/gemeenten/"))
    assert "2 <small>plekken</small>" in page
    assert "waarvan 1 geclusterd" in page
    assert "1 <small>van 3 gepland</small>" in page
