"""Loading as a whole: what changes, what stays, and that nothing is loaded by halves."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from django.db import connection, transaction

from placements.models import CareForm, HousingEpisode, OutOfUse, PlacePeriod
from portal.actor import SYSTEM, begin_as
from portal.models import Client, Region, RegionMembership
from tests import make as portal
from tests.trajectories.regionfile import make
from trajectories.models import CareEpisode, MatchProposal, Notification, OutflowReadiness, WaitlistEntry
from trajectories.regionfile import loading
from trajectories.regionfile.loading import Outcome, load

pytestmark = pytest.mark.django_db
REGION = {"regio": make.SMALL["regio"]}


def test_a_region_is_loaded_whole(tmp_path: Path):
    outcome = make.loaded(make.small(tmp_path))
    assert outcome.written
    assert outcome.written.added == outcome.rows == sum(map(len, make.SMALL.values()))
    region = Region.objects.get()
    assert region.centre_municipality.name == "Almere"
    noor, bas = region.clients.order_by("code")
    assert (noor.origin, bas.origin) == ("0034", "BUITENLAND")
    form, home = noor.readiness.order_by("starts_on")
    assert (form.wants_care_form.code, form.wants_own_home) == ("BT", False)
    assert (home.wants_care_form, home.wants_own_home) == (None, True)
    assert region.places.get(code="P1").features_on(make.TODAY) == ("ROLSTOEL", "RUSTIG")


def test_loading_twice_changes_nothing(tmp_path: Path):
    make.loaded(make.small(tmp_path))
    before = list(Client.objects.values_list("pk", "slug"))
    again = make.loaded(tmp_path)
    assert again.written
    assert (again.written.added, again.written.replaced) == (0, 0)
    assert list(Client.objects.values_list("pk", "slug")) == before


def test_a_rehearsal_loads_nothing(tmp_path: Path):
    outcome = load(make.small(tmp_path), today=make.TODAY, rehearse=True)
    assert outcome.errors.lines == []
    assert outcome.written is None
    assert not Region.objects.exists()


def test_a_row_is_replaced_whole_and_other_rows_stay(tmp_path: Path):
    make.loaded(make.small(tmp_path))
    client = Client.objects.get(code="C1")
    make.loaded(make.folder(tmp_path, REGION | {"clienten": ["C1,Nora,Zonneveer,,,"]}))
    again = Client.objects.get(code="C1")
    assert (again.pk, again.slug) == (client.pk, client.slug)
    assert (again.given_names, again.born_on, again.origin, again.via_youth_care) == ("Nora", None, "", None)
    assert Client.objects.count() == 2
    assert CareEpisode.objects.count() == 2


def test_what_only_the_portal_knows_stays(tmp_path: Path):
    make.loaded(make.small(tmp_path))
    Notification.objects.update(urgent_reason="Ik wil rust.", channel="BALIE")
    HousingEpisode.objects.update(expected_end_on=date(2027, 1, 1))
    rows = [make.SMALL["meldingen"][0].replace("nee,nee", "ja,nee")]
    moves = [row.replace("INSTELLING", "INTERMEDIAIR") for row in make.SMALL["verblijven"]]
    make.loaded(make.folder(tmp_path, REGION | {"meldingen": rows, "verblijven": moves}))
    melding = Notification.objects.get()
    assert (melding.is_urgent, melding.urgent_reason, melding.channel) == (True, "Ik wil rust.", "BALIE")
    home = HousingEpisode.objects.get(code="V1")
    assert (home.tenure, home.expected_end_on) == ("INTERMEDIAIR", date(2027, 1, 1))


def test_a_period_out_of_use_is_revised_by_a_new_row_and_only_what_counts_is_delivered_against(tmp_path: Path):
    make.loaded(make.small(tmp_path))
    OutOfUse.objects.update(reference="W-7")
    for last, reason in (("2021-03-01", "SCHADE"), ("2021-04-01", "ANDERS")):
        closed = {"buitengebruik": [f"P2,2021-01-01,{last},{reason}"]}
        written = make.loaded(make.folder(tmp_path, REGION | closed)).written
        assert written
        assert (written.added, written.replaced) == (0, 1)
    again = make.loaded(tmp_path).written
    assert again
    assert again.replaced == 0
    first, second, third = OutOfUse.objects.order_by("pk")
    assert (first.superseded_by, second.superseded_by, third.superseded_by) == (second, third, None)
    assert OutOfUse.objects.live().get() == third
    assert (third.ends_on, third.reason, third.reference) == (date(2021, 4, 1), "ANDERS", "W-7")


def test_what_points_at_a_row_still_points_at_it(tmp_path: Path):
    make.loaded(make.small(tmp_path))
    entry, place = WaitlistEntry.objects.get(code="W2"), HousingEpisode.objects.get(code="V1").place
    user = portal.user("COORDINATOR", entry.region)
    proposal = MatchProposal.objects.create(
        region=entry.region, entry=entry, place=place, proposed_by=user,
        proposed_on=make.TODAY, intended_start_on=make.TODAY,
    )  # fmt: skip
    make.loaded(
        make.folder(
            tmp_path,
            REGION | {"wachtlijst": ["W2,C2,BW,ACTIEF,2026-09-02,,,"], "plekken": ["P1,L1,", "P2,L1,RUSTIG"]},
        )
    )
    proposal.refresh_from_db()
    assert proposal.entry.waiting_since == date(2026, 9, 2)
    assert proposal.place.features_on(make.TODAY) == ()


def test_two_periods_trade_places(tmp_path: Path):
    rows = ["Z1,C1,BW,A1,2024-01-01,2025-01-01,,ZIN,", "Z2,C1,BT,A1,2025-01-01,,,ZIN,"]
    make.loaded(make.small(tmp_path, zorgperioden=rows))
    keys = dict(CareEpisode.objects.values_list("code", "pk"))
    rows = ["Z1,C1,BW,A1,2025-01-01,,,ZIN,", "Z2,C1,BT,A1,2024-01-01,2025-01-01,,ZIN,"]
    make.loaded(make.folder(tmp_path, REGION | {"zorgperioden": rows}))
    assert dict(CareEpisode.objects.values_list("code", "pk")) == keys
    assert CareEpisode.objects.get(code="Z1").starts_on == date(2025, 1, 1)


def test_a_new_period_takes_the_room_an_old_one_gives_up(tmp_path: Path):
    make.loaded(make.small(tmp_path))
    rows = ["P2,BT,2020-01-01,2026-01-01", "P2,BW,2026-01-01,"]
    make.loaded(make.folder(tmp_path, REGION | {"plekperioden": rows}))
    assert PlacePeriod.objects.filter(place__code="P2").count() == 2


def test_people_trade_places_in_two_dwellings(tmp_path: Path):
    rows = ["V1,C1,P1,,INSTELLING,2024-03-01,,,", "V2,C2,P2,,INSTELLING,2024-03-01,,,"]
    make.loaded(make.small(tmp_path, verblijven=rows))
    swapped = ["V1,C1,P2,,INSTELLING,2024-03-01,,,", "V2,C2,P1,,INSTELLING,2024-03-01,,,"]
    make.loaded(make.folder(tmp_path, REGION | {"verblijven": swapped}))
    assert HousingEpisode.objects.get(code="V1").place.code == "P2"


def test_a_delivered_row_may_not_overlap_with_one_that_is_loaded(tmp_path: Path):
    make.loaded(make.small(tmp_path))
    more = REGION | {
        "verblijven": ["V9,C2,P1,,INSTELLING,2025-02-28,,,", "V8,C2,P2,,INSTELLING,2020-01-01,2021-01-01,,"]
    }
    assert make.errors(make.folder(tmp_path, more)) == ["verblijven.csv rij 2 kolom vanaf"]
    assert HousingEpisode.objects.count() == 2


def test_references_find_what_is_loaded_but_not_what_another_region_has(tmp_path: Path):
    make.loaded(make.small(tmp_path))
    row = {"wachtlijst": ["W9,C1,BW,ACTIEF,2026-09-02,,,"]}
    make.loaded(make.folder(tmp_path, REGION | row))
    other = {"regio": ["ANDERS,Andere regio,0193"]}
    assert make.errors(make.folder(tmp_path, other | row)) == [
        "wachtlijst.csv rij 2 kolom client",
        "wachtlijst.csv rij 2 kolom zorgvorm",
    ]


def test_two_regions_use_the_same_codes_side_by_side(tmp_path: Path):
    make.loaded(make.small(tmp_path))
    make.loaded(make.small(tmp_path, regio=["ANDERS,Andere regio,0193"]))
    assert Region.objects.count() == 2
    assert CareForm.objects.filter(code="BW").count() == 2
    assert RegionMembership.objects.count() == 2


def test_a_region_that_exists_is_updated(tmp_path: Path):
    make.loaded(make.small(tmp_path))
    make.loaded(make.folder(tmp_path, {"regio": ["KLEIN,Nieuwe naam,0193"]}))
    assert Region.objects.get().name == "Nieuwe naam"
    assert OutflowReadiness.objects.count() == 2


def test_when_the_database_refuses_nothing_is_loaded_and_it_is_told(tmp_path: Path):
    """A rule that only the database knows stands for one we forgot, or for somebody who saved in that second."""
    with connection.owner(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE trajectories_review ADD CONSTRAINT streng CHECK (mark < 5)")
    assert make.errors(make.small(tmp_path)) == ["De database weigert dit bestand"]
    assert not Region.objects.exists()


def test_the_day_of_loading_is_the_one_that_is_given_for_the_database_too(tmp_path: Path):
    contracts = ["A1,BW,2020-01-01,2024-01-01,10,92.50", "A1,BT,2020-01-01,,10,61.00"]
    folder = make.small(tmp_path, contracten=contracts, zorgperioden=["Z1,C1,BW,A1,2023-01-01,,,ZIN,"])
    assert make.errors(folder) == ["zorgperioden.csv rij 2 kolom vanaf"]
    make.loaded(folder, today=date(2023, 12, 31))


def test_many_mistakes_are_counted_and_the_first_thousand_shown(tmp_path: Path):
    folder = make.small(tmp_path, clienten=[f"C{number},Noor,,,," for number in range(1500)])
    errors = loading.load(folder, today=make.TODAY).errors
    assert errors.total == 1500
    assert len(errors.lines) == 1000


def test_a_cell_of_a_megabyte_is_a_mistake_in_that_cell(tmp_path: Path):
    folder = make.small(tmp_path, clienten=[f"C1,{'x' * 1_000_000},Zonneveer,,,", "C2,Bas,=Maanzaad,,,"])
    assert make.errors(folder) == ["clienten.csv rij 2 kolom voornamen", "clienten.csv rij 3 kolom achternaam"]


def load_beside(folder: Path) -> Outcome:
    try:
        return load(folder, today=make.TODAY)
    finally:
        connection.close()


@pytest.mark.usefixtures("committed")
def test_one_region_does_not_wait_for_the_load_of_another(tmp_path: Path):
    make.small(tmp_path / "a")
    make.small(tmp_path / "b", regio=["ANDERS,Andere regio,0193"])
    with transaction.atomic(), ThreadPoolExecutor(1, initializer=begin_as, initargs=[SYSTEM]) as beside:
        make.loaded(tmp_path / "a")
        assert beside.submit(load_beside, tmp_path / "b").result(timeout=30).errors.lines == []
    assert Region.objects.count() == 2
