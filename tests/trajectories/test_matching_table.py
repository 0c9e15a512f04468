"""The matching table: codes only, decisions that come back until done, minutes that never change; figure C8."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from placements.models import CareForm
from portal.models import Client, Role
from reporting.figures.registry import compute
from reporting.quarter import Quarter
from tests import make
from tests.paper import problems
from trajectories import matching_table, outflow
from trajectories.agenda import NORM_DAYS, Point, agenda
from trajectories.matching_table import print_next_minutes
from trajectories.models import MatchingTable, OutflowReadiness, UnmetDemand
from trajectories.obstacles import Obstructed

pytestmark = pytest.mark.django_db
TODAY = make.TODAY
AT = datetime(2026, 10, 5, 12, tzinfo=UTC)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


@pytest.fixture
def scene(signed_in) -> SimpleNamespace:
    """Somebody who waits too long, somebody who can leave, a free place and a proposal."""
    region = make.region()
    heavy, provider = make.care_form(region, is_heavy=True), make.provider(region)
    make.contract(provider, heavy)
    location = make.location(provider, name="Het Baken")
    waits = make.client(region, given_names="Noortje", family_name="Wachter")
    ready = make.client(region, given_names="Pim", family_name="Vertrekker")
    proposed = make.client(region, given_names="Bo", family_name="Bovenkamp")
    make.lives(ready, make.place(location, heavy), ago(400))
    make.care(ready, heavy, provider, ago(400))
    OutflowReadiness.objects.create(client=ready, starts_on=ago(50), wants_own_home=True)
    make.place(location, heavy)
    coordinator = make.user(Role.COORDINATOR, region)
    entry = make.waits(waits, heavy, ago(NORM_DAYS + 1))
    made = make.proposal(make.waits(proposed, heavy), make.place(location, heavy), ago(9))
    table, _ = matching_table.open_table(region, held_on=TODAY, by=coordinator)
    return SimpleNamespace(
        region=region,
        form=heavy,
        provider=provider,
        location=location,
        entry=entry,
        waits=waits,
        ready=ready,
        proposal=made,
        coordinator=coordinator,
        table=table,
        url=f"/tafel/{table.slug}/",
        browser=signed_in(coordinator),
    )


def about(scene) -> list[list[str]]:
    return [[point.about for point in section.points] for section in agenda(scene.region, on=TODAY)]


def decide(scene, **facts):
    said = {"point": Point("Algemeen", ()), "what": "Bel de corporatie.", "owner": "Ilse", "due_on": TODAY}
    return matching_table.decide(scene.table, **(said | facts), by=scene.coordinator)


def test_the_agenda_makes_itself_out_of_the_lists(scene):
    assert about(scene) == [
        [f"Voorstel {scene.proposal.slug}"],
        [f"Cliënt {scene.waits.slug}"],
        [f"Cliënt {scene.ready.slug}"],
        ["Het Baken, Almere: Beschut"],
    ]


def test_stuck_is_too_long_nothing_found_or_declined_twice(scene):
    scene.entry.waiting_since = ago(NORM_DAYS)
    scene.entry.save()
    assert about(scene)[1] == []
    UnmetDemand.objects.create(
        entry=scene.entry, criterion="GEMEENTE", recorded_on=ago(3), recorded_by=scene.coordinator
    )
    for _ in range(2):
        facts = {"declined_on": ago(1), "decline_reason": "PERSONEEL"}
        make.proposal(scene.entry, make.place(scene.location, scene.form), ago(5), **facts)
    [point] = agenda(scene.region, on=TODAY)[1].points
    assert point.facts == ("Beschut", "geen plek: gemeente", "2 keer afgewezen")


def test_no_name_stands_on_the_screen_in_the_minutes_or_in_the_pdf(scene):
    names = ("Noortje", "Wachter", "Pim", "Vertrekker", "Bovenkamp")
    pages = [scene.browser.get(scene.url).text]
    scene.browser.post(f"{scene.url}sluiten/")
    pages.append(scene.browser.get(scene.url).text)
    scene.table.refresh_from_db()
    pages.append(str(scene.table.content))
    for page in pages:
        assert scene.waits.slug in page
        assert not [name for name in names if name in page]


def test_a_decision_comes_back_until_it_is_done(scene):
    assert decide(scene)[1]
    assert not decide(scene)[1]
    later, _ = matching_table.open_table(scene.region, held_on=TODAY + timedelta(days=14), by=scene.coordinator)
    [action] = matching_table.open_actions(later)
    assert matching_table.open_actions(scene.table) == []
    page = scene.browser.get(f"/tafel/{later.slug}/").text
    assert "Bel de corporatie." in page
    for said in ("De actie is klaar.", "De actie was al klaar."):
        url = f"/tafel/{later.slug}/acties/{action.slug}/klaar/"
        assert said in scene.browser.post(url, follow=True).text
    assert matching_table.open_actions(later) == []


def test_a_decision_is_written_down_live_at_its_point(scene):
    url = f"{scene.url}besluit/?over=cliënt-{scene.waits.slug.lower()}"
    assert f"Besluit over Cliënt {scene.waits.slug}" in scene.browser.get(url).text
    wrong = scene.browser.post(url, {"what": "Zoek in Lelystad.", "owner": "Ilse"})
    assert (wrong.status_code, "uiterlijk wanneer" in wrong.text, "Zoek in Lelystad." in wrong.text) == (
        422, True, True,
    )  # fmt: skip
    facts = {"what": "Zoek in Lelystad.", "owner": "Ilse", "due_on": "2026-10-19"}
    assert "Vastgelegd bij Cliënt" in scene.browser.post(url, facts, follow=True).text
    assert scene.table.decisions.get().client == scene.waits


def test_a_closed_table_never_changes(scene):
    decide(scene)
    matching_table.attend(scene.table, attendance="Ilse, Henk", by=scene.coordinator)
    for is_new in (True, False):
        assert matching_table.close(scene.table, on=TODAY, at=AT, by=scene.coordinator) is is_new
    scene.table.refresh_from_db()
    assert scene.table.content["attendance"] == "Ilse, Henk"
    assert scene.table.content["decisions"][0]["what"] == "Bel de corporatie."
    with pytest.raises(Obstructed, match="verandert niet meer"):
        decide(scene, what="Toch niet.")
    with pytest.raises(Obstructed, match="verandert niet meer"):
        matching_table.attend(scene.table, attendance="", by=scene.coordinator)
    for change in ({"attendance": "Anders"}, {"content": {}}):
        with pytest.raises(IntegrityError), transaction.atomic():
            MatchingTable.objects.update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        MatchingTable.objects.all().delete()


def test_the_minutes_are_printed_once_and_the_same_bytes_each_time(scene):
    assert not print_next_minutes(at=AT)
    assert "De pdf is er nog niet." in scene.browser.get(f"{scene.url}verslag.pdf", follow=True).text
    matching_table.close(scene.table, on=TODAY, at=AT, by=scene.coordinator)
    assert print_next_minutes(at=AT)
    assert not print_next_minutes(at=AT)
    pdf = scene.browser.get(f"{scene.url}verslag.pdf").getvalue()
    assert problems(pdf) == []
    scene.table.refresh_from_db()
    assert matching_table.render(scene.table) == pdf


def test_a_table_of_later_is_not_closed_today(scene):
    later, _ = matching_table.open_table(scene.region, held_on=TODAY + timedelta(days=1), by=scene.coordinator)
    page = scene.browser.post(f"/tafel/{later.slug}/sluiten/", follow=True).text
    assert "Sluiten kan op die dag." in page


def test_only_the_coordinators_of_the_region_sit_at_it(scene, signed_in):
    elsewhere = make.user(Role.COORDINATOR)
    assert signed_in(elsewhere).get(scene.url).status_code == 404
    for role in (Role.TEAM, Role.PROVIDER, Role.PROJECT_LEADER):
        assert signed_in(make.user(role, scene.region)).get("/tafel/").status_code == 403
    with pytest.raises(PermissionDenied):
        decide(SimpleNamespace(table=scene.table, coordinator=elsewhere))


def test_a_day_has_one_table_and_lies_ahead(scene):
    assert "er al een tafel" in scene.browser.post("/tafel/", {"held_on": "2026-10-05"}, follow=True).text
    wrong = scene.browser.post("/tafel/", {"held_on": "2026-10-04"})
    assert (wrong.status_code, "Deze dag is voorbij." in wrong.text) == (422, True)


def test_as_many_queries_for_ten_people_as_for_one(scene):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert scene.browser.get(scene.url).status_code == 200
        return len(queries)

    few = asked()
    for _ in range(6):
        make.waits(make.client(scene.region), scene.form, ago(200))
        leaver = make.client(scene.region)
        make.care(leaver, scene.form, scene.provider, ago(90))
        OutflowReadiness.objects.create(client=leaver, starts_on=ago(20))
        make.place(make.location(scene.provider), scene.form)
        decide(scene, what=f"Besluit {few}")
    assert asked() <= few


def test_days_in_too_heavy_care_are_figure_c8_of_the_quarter_so_far(scene):
    light = CareForm.objects.create(region=scene.region, code="LICHT", name="Licht", starts_on=make.LONG_AGO)
    for begins, ends, form in ((200, 20, scene.form), (20, None, light), (3, None, scene.form)):
        somebody = make.client(scene.region)
        facts = {"ends_on": ago(ends), "end_reason": "ANDERS"} if ends is not None else {}
        make.care(somebody, form, scene.provider, ago(begins), **facts)
        OutflowReadiness.objects.create(client=somebody, starts_on=ago(60))
    on = date(2026, 12, 31)
    counted = outflow.too_heavy_days(Client.objects.filter(region=scene.region), on=on)
    [cell] = [cell for cell in compute(scene.region, Quarter.parse("2026Q4"), now=on) if cell.code == "C8"]
    assert counted == (cell.value, cell.n)
