"""The waiting list: persons and registrations apart, in order, within reach; changed by the coordinator only."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from portal.models import RegionMembership, Role
from tests import make
from trajectories import census
from trajectories.models import LeaveReason, WaitCheck, WaitlistEntry, WaitPause, WaitStatus

pytestmark = pytest.mark.django_db
D = date


@pytest.fixture
def region():
    return make.region()


@pytest.fixture
def coordinator(region, signed_in):
    return signed_in(make.user(Role.COORDINATOR, region))


SINCE = D(2026, 9, 1)


def waiter(region, name, since=SINCE, form="BESCHUT", town=make.ALMERE, **facts):
    client = make.client(region, family_name=name)
    make.notification(client, D(2026, 1, 1), municipality_id=town)
    return make.waits(client, make.care_form(region, form), since, **facts)


def page(browser, address="/wachtlijst/"):
    return browser.get(address).content.decode()


def test_persons_and_registrations_are_counted_apart(coordinator, region):
    twice = waiter(region, "Dubbel")
    make.waits(twice.client, make.care_form(region, "BT"), D(2026, 9, 2))
    still = waiter(region, "Stil")
    WaitPause.objects.create(entry=still, starts_on=D(2026, 10, 1))
    waiter(region, "Wens", status=WaitStatus.PREFERENCE)
    gone = waiter(region, "Weg")
    WaitlistEntry.objects.filter(pk=gone.pk).update(left_on=D(2026, 10, 5), left_reason=LeaveReason.PLACED)
    answer = coordinator.get("/wachtlijst/")
    totals = answer.context["totals"]
    assert (totals.persons, totals.registrations, totals.persons_in_need) == (3, 4, 1)
    assert dict(totals.by_status)[WaitStatus.ACTIVE] == 3
    assert "Noor Weg" not in answer.content.decode()
    assert "Staat stil" in answer.content.decode()


def test_the_order_is_status_and_then_the_longest_wait(coordinator, region):
    waiter(region, "Wens", D(2020, 1, 1), status=WaitStatus.PREFERENCE)
    waiter(region, "Nieuw", D(2026, 9, 2))
    waiter(region, "Lang", D(2026, 9, 1))
    waiter(region, "Spoed", D(2026, 10, 1), status=WaitStatus.URGENT)
    text = page(coordinator)
    places = [text.index(f"Noor {name}") for name in ("Spoed", "Lang", "Nieuw", "Wens")]
    assert places == sorted(places)


def test_paused_days_are_left_out(coordinator, region):
    entry = waiter(region, "Stil", D(2026, 9, 1))
    WaitPause.objects.create(entry=entry, starts_on=D(2026, 9, 11), ends_on=D(2026, 9, 21))
    assert "24 dagen" in page(coordinator)


def test_filters_stand_in_the_address_and_can_be_taken_away(coordinator, region):
    waiter(region, "Alm")
    waiter(region, "Lely", town=make.LELYSTAD)
    waiter(region, "Thuis", form="BT", status=WaitStatus.URGENT)
    RegionMembership.objects.create(region=region, municipality_id=make.LELYSTAD, starts_on=make.LONG_AGO)

    def names(address):
        text = page(coordinator, address)
        return [name for name in ("Alm", "Lely", "Thuis") if f"Noor {name}" in text]

    assert names("/wachtlijst/?zorgvorm=BT") == ["Thuis"]
    assert names("/wachtlijst/?status=ACTIEF") == ["Alm", "Lely"]
    assert names("/wachtlijst/?gemeente=0995&status=ACTIEF") == ["Lely"]
    text = page(coordinator, "/wachtlijst/?gemeente=0995&status=ACTIEF")
    assert 'href="?gemeente=0995"' in text
    assert 'href="?status=ACTIEF"' in text
    unknown = page(coordinator, "/wachtlijst/?status=ONZIN&zorgvorm=%27")
    assert "Dit filter kennen we niet" in unknown
    assert "Noor Alm" in unknown


def test_a_swap_equals_a_fresh_page(coordinator, region):
    waiter(region, "Alm")
    part = coordinator.get("/wachtlijst/", headers={"HX-Target": "waiting-list"}).content.decode().strip()
    assert part.startswith('<section id="waiting-list"')
    assert part in page(coordinator)


def test_an_empty_list_says_what_to_do(coordinator, region):
    assert "Niemand staat op de wachtlijst" in page(coordinator)
    make.care_form(region, "BT")
    assert "Niemand wacht met deze filters" in page(coordinator, "/wachtlijst/?zorgvorm=BT")


def test_a_team_sees_its_own_clients_and_may_only_ask_whether_it_holds(region, signed_in):
    mine, theirs = waiter(region, "Eigen"), waiter(region, "Ander", town=make.LELYSTAD)
    team = signed_in(make.user(Role.TEAM, region))
    text = page(team)
    assert "Noor Eigen" in text
    assert "Noor Ander" not in text
    assert team.get(f"/wachtlijst/{theirs.slug}/").status_code == 404
    address = f"/wachtlijst/{mine.slug}/"
    assert 'value="check"' in page(team, address)
    assert 'value="status"' not in page(team, address)
    for _ in range(2):
        sent = {"act": "check", "answer": "KLOPT", "spoken_with": "CLIENT", "words": "Ik wacht nog."}
        assert team.post(address, sent).status_code == 302
    assert WaitCheck.objects.get().words == "Ik wacht nog."
    assert team.post(address, {"act": "status", "status": "URGENT", "reason": "x"}).status_code == 302
    mine.refresh_from_db()
    assert mine.status == "ACTIEF"
    assert team.get("/wachtlijst/verloop/").status_code == 403


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({}, "Kies wat eruit kwam."),
        ({"answer": "KLOPT"}, "Kies wie antwoord gaf."),
        ({"answer": "VERANDERD", "spoken_with": "CLIENT"}, "Schrijf op wat er is veranderd."),
        ({"answer": "ONZIN", "words": "Mijn tekst"}, "Mijn tekst"),
    ],
)
def test_an_answer_that_is_not_whole_says_so_and_keeps_the_text(coordinator, region, sent, says):
    entry = waiter(region, "Wie")
    answer = coordinator.post(f"/wachtlijst/{entry.slug}/", {"act": "check", **sent})
    assert answer.status_code == 422
    assert says in answer.content.decode()


def test_bridging_care_has_a_first_day_and_a_giver(coordinator, region):
    entry = waiter(region, "Wie")
    address = f"/wachtlijst/{entry.slug}/"
    assert coordinator.post(address, {"act": "bridge", "starts_on": "2026-09-07"}).status_code == 422
    sent = {"act": "bridge", "starts_on": "2026-09-07", "given_by": "het FACT-team"}
    for _ in range(2):
        assert coordinator.post(address, sent).status_code == 302
    entry.refresh_from_db()
    assert entry.has_bridging is True
    assert "Overbrugging: het FACT-team, sinds 7 september 2026" in page(coordinator)
    assert coordinator.post(address, {"act": "unbridge", "last_day": "2026-09-06"}).status_code == 422
    for _ in range(2):
        assert coordinator.post(address, {"act": "unbridge", "last_day": "2026-10-04"}).status_code == 302
    entry.refresh_from_db()
    assert (entry.has_bridging, entry.bridging.get().ends_on) == (False, D(2026, 10, 5))


def test_the_list_of_yesterday_is_shown_as_it_was(coordinator, region):
    waiter(region, "Nieuw", D(2026, 10, 5))
    gone, other = waiter(region, "Weg"), waiter(region, "Anders")
    WaitlistEntry.objects.filter(pk=gone.pk).update(left_on=D(2026, 10, 5), left_reason=LeaveReason.PLACED)
    sent = {"act": "status", "status": "URGENT", "reason": "Dakloos."}
    coordinator.post(f"/wachtlijst/{other.slug}/", sent)
    then = coordinator.get("/wachtlijst/?op=2026-10-04")
    assert [(line.entry.client.family_name, line.turn.status) for line in then.context["lines"]] == [
        ("Weg", WaitStatus.ACTIVE), ("Anders", WaitStatus.ACTIVE),
    ]  # fmt: skip
    assert "U ziet de lijst van 4 oktober 2026" in then.content.decode()
    assert "Zoek een plek" not in then.content.decode()
    tomorrow = page(coordinator, "/wachtlijst/?op=2026-10-06")
    assert "De lijst van morgen kennen we nog niet" in tomorrow
    assert "Noor Nieuw" in tomorrow


def test_yesterday_and_today_add_up_on_the_page(coordinator, region):
    waiter(region, "Nieuw", D(2026, 10, 5))
    gone = waiter(region, "Weg")
    census.take(region, day=D(2026, 10, 4), at=datetime(2026, 10, 5, tzinfo=ZoneInfo("Europe/Amsterdam")))
    WaitlistEntry.objects.filter(pk=gone.pk).update(left_on=D(2026, 10, 3), left_reason=LeaveReason.WITHDRAWN)
    answer = coordinator.get("/wachtlijst/verloop/?van=2026-10-02")
    text = answer.content.decode()
    assert [row.label for row in answer.context["flow"].changes] == ["Nieuw op de lijst", "Ingetrokken"]
    assert "Noor Weg" in text
    assert "klopt" in page(coordinator, "/wachtlijst/verloop/")
    assert "volgens wat we nu weten niet op de lijst" in page(coordinator, "/wachtlijst/verloop/")


@pytest.mark.parametrize(
    "asked", ["van=2026-10-05", "van=x", "tot=2027-01-01", "van=2020-01-01", "tot=0001-01-01"]
)
def test_days_that_cannot_be_are_said_kindly(coordinator, asked):
    assert coordinator.get(f"/wachtlijst/verloop/?{asked}").status_code == 422


def test_a_filter_shows_who_was_not_asked_for_too_long(coordinator, region):
    waiter(region, "Oud", D(2026, 1, 1))
    waiter(region, "Vers")
    text = page(coordinator, "/wachtlijst/?navraag=nodig")
    assert "Noor Oud" in text
    assert "Noor Vers" not in text
    assert "Bij 1 registratie vroeg al 90 dagen niemand" in page(coordinator)
    assert "Noor Oud" in page(coordinator, "/wachtlijst/?langer=26&overbrugging=onbekend")
    assert "Noor Oud" not in page(coordinator, "/wachtlijst/?overbrugging=ja")


def test_another_region_has_its_own_list(coordinator):
    there = waiter(make.region(), "Ver")
    assert "Noor Ver" not in page(coordinator)
    assert coordinator.get(f"/wachtlijst/{there.slug}/").status_code == 404
    assert coordinator.post(f"/wachtlijst/{there.slug}/", {"act": "leave"}).status_code == 404


def test_ten_rows_cost_as_many_queries_as_one(coordinator, region, django_assert_max_num_queries):
    waiter(region, "Een")
    with django_assert_max_num_queries(20) as one:
        page(coordinator)
    for number in range(9):
        entry = waiter(region, f"N{number}", D(2026, 1, 1) + timedelta(days=number))
        WaitPause.objects.create(entry=entry, starts_on=D(2026, 10, 1))
    with django_assert_max_num_queries(len(one.captured_queries)):
        page(coordinator)


def test_the_list_goes_on_after_fifty_with_its_filters(coordinator, region):
    for number in range(51):
        waiter(region, f"N{number:02}", D(2026, 1, 1) + timedelta(days=number))
    text = page(coordinator, "/wachtlijst/?status=ACTIEF")
    address = text.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")
    assert "status=ACTIEF" in address
    second = page(coordinator, f"/wachtlijst/{address}")
    assert second.count('<th scope="row"') == 1
    assert "Noor N50" in second


def test_the_status_changes_with_a_reason(coordinator, region):
    entry = waiter(region, "Wie")
    address = f"/wachtlijst/{entry.slug}/"
    assert coordinator.post(address, {"act": "status", "status": "URGENT", "reason": ""}).status_code == 422
    assert coordinator.post(address, {"act": "status", "status": "SNEL", "reason": "x"}).status_code == 422
    assert (
        coordinator.post(address, {"act": "status", "status": "URGENT", "reason": "Dakloos."}).status_code == 302
    )
    entry.refresh_from_db()
    assert (entry.status, entry.status_reason) == ("URGENT", "Dakloos.")
    assert "Dakloos." in page(coordinator, address)


def test_the_wait_stands_still_and_goes_on(coordinator, region):
    entry = waiter(region, "Wie")
    address = f"/wachtlijst/{entry.slug}/"
    assert coordinator.post(address, {"act": "pause", "starts_on": "2026-08-31", "reason": "x"}).status_code == 422
    assert coordinator.post(address, {"act": "pause", "starts_on": "2026-10-06", "reason": "x"}).status_code == 422
    assert (
        coordinator.post(address, {"act": "pause", "starts_on": "2026-10-01", "reason": "Kliniek."}).status_code
        == 302
    )
    assert (
        coordinator.post(address, {"act": "pause", "starts_on": "2026-10-01", "reason": "Kliniek."}).status_code
        == 302
    )
    assert coordinator.post(address, {"act": "go_on", "last_day": "2026-09-30"}).status_code == 422
    for _ in range(2):
        assert coordinator.post(address, {"act": "go_on", "last_day": "2026-10-04"}).status_code == 302
    still = entry.pauses.get()
    assert (still.starts_on, still.ends_on, still.reason) == (D(2026, 10, 1), D(2026, 10, 5), "Kliniek.")
    again = coordinator.post(address, {"act": "pause", "starts_on": "2026-10-02", "reason": "x"})
    assert again.status_code == 422
    assert "stond op die dag al stil" in again.content.decode()


def test_somebody_leaves_the_list_with_a_day_and_a_reason(coordinator, region):
    entry = waiter(region, "Wie")
    address = f"/wachtlijst/{entry.slug}/"
    sent = {"act": "leave", "left_on": "2026-10-05", "reason": "ANDERE_OPLOSSING"}
    assert coordinator.post(address, sent | {"left_on": "2026-08-31"}).status_code == 422
    assert coordinator.post(address, sent | {"reason": "GEPLAATST"}).status_code == 422
    for _ in range(2):
        assert coordinator.post(address, sent).status_code == 302
    entry.refresh_from_db()
    assert (entry.left_on, entry.left_reason) == (D(2026, 10, 5), "ANDERE_OPLOSSING")
    late = coordinator.post(address, {"act": "status", "status": "URGENT", "reason": "x"})
    assert late.status_code == 422
    assert "is van de lijst" in late.content.decode()


def test_an_unknown_act_changes_nothing(coordinator, region):
    entry = waiter(region, "Wie")
    assert coordinator.post(f"/wachtlijst/{entry.slug}/", {"act": "x\0"}).status_code == 302
    assert coordinator.post(f"/wachtlijst/{entry.slug}/").status_code == 302
