"""From which number on something is shown: raised by a region, never lowered, kept with every report."""

from datetime import datetime, timedelta
from io import StringIO
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from portal.models import AccessRecord, Role
from portal.pdf import keyword
from reporting import publishing
from reporting.models import CouncilReport, Threshold
from reporting.monitor import monitor_of
from reporting.quarter import Quarter
from reporting.report import content_hash
from reporting.thresholds import Smallest, set_smallest, smallest_of
from tests import make
from tests.reporting.sample_edition import edition

pytestmark = pytest.mark.django_db
TODAY = make.TODAY
TOMORROW = TODAY + timedelta(days=1)
Q3 = Quarter(2026, 3)
NOON = timezone.make_aware(datetime(2026, 10, 5, 12))


@pytest.fixture
def scene(today):
    """A region where twelve people wait."""
    region = make.region("FLEVOLAND")
    form = make.care_form(region)
    for _ in range(12):
        make.waits(make.client(region), form, Q3.starts_on)
    return SimpleNamespace(region=region, admin=make.user(Role.ADMINISTRATOR))


def raise_to(scene, published, inside=5, starts_on=TODAY):
    return set_smallest(scene.region, Smallest(published, inside), starts_on=starts_on, at=NOON, by=scene.admin)


def waiting(report):
    return next(cell.value for cell in report.cells if cell.code == "C2" and not cell.dimensions)


def draw_up(scene, on=TODAY):
    return publishing.draw_up(scene.region, Q3, as_of=on, at=NOON + (on - TODAY))


@pytest.mark.parametrize(("published", "inside"), [(9, 5), (10, 4), (12, 13), (101, 5)])
def test_the_database_refuses_less_than_the_house_asks(scene, published, inside):
    with pytest.raises(IntegrityError), transaction.atomic():
        raise_to(scene, published, inside)


def test_it_holds_from_its_day_on(scene):
    raise_to(scene, 20, 7, starts_on=TOMORROW)
    assert smallest_of(scene.region, on=TODAY) == Smallest(10, 5)
    assert smallest_of(scene.region, on=TOMORROW) == Smallest(20, 7)
    assert smallest_of(make.region(), on=TOMORROW) == Smallest(10, 5)


def test_said_twice_is_said_once(scene):
    assert raise_to(scene, 20)[1]
    assert not raise_to(scene, 20)[1]
    assert raise_to(scene, 15)[1]
    assert Threshold.objects.get().published == 15


def test_a_report_keeps_the_number_it_was_drawn_up_with(scene):
    before = draw_up(scene)
    raise_to(scene, 20, starts_on=TOMORROW)
    after = draw_up(scene, TOMORROW)
    assert [waiting(publishing.report_from(one)) for one in (before, after)] == [12, None]
    assert [publishing.report_from(one).smallest for one in (before, after)] == [10, 20]
    assert all(publishing.recomputed_hash(one) == one.content_hash for one in (before, after))


def test_a_report_from_before_it_was_kept_has_the_hash_it_had(scene):
    stored = draw_up(scene)
    del stored.content["grens"]
    assert publishing.recomputed_hash(stored) == stored.content_hash
    assert content_hash(edition(smallest=20)) != content_hash(edition())


def test_an_old_report_still_proves_itself_after_a_raise(scene, tmp_path):
    stored = draw_up(scene)
    raise_to(scene, 20)
    file = tmp_path / "rapport.pdf"
    stored.pdf = f"<pdf:Keywords>{keyword(stored.content_hash)}</pdf:Keywords>".encode()
    stored.save()
    file.write_bytes(stored.pdf)
    call_command("verify_report", str(file), stdout=StringIO())


def test_the_report_prints_it_among_its_definitions(scene, signed_in):
    raise_to(scene, 20)
    draw_up(scene)
    policy = signed_in(make.user(Role.POLICY, scene.region))
    home = "/rapporten/flevoland/2026Q3/"
    assert "Het is kleiner dan 20," in policy.get(home).text
    heads, first, *_ = policy.get(f"{home}cijfers.csv").text.splitlines()
    assert heads.endswith(",grens")
    assert first.endswith(",20")


def test_the_monitor_hides_what_is_too_small_inside(scene, signed_in):
    raise_to(scene, 20, 13)
    found = monitor_of(scene.region, Q3, on=TODAY)
    assert waiting(found.edition) is None
    page = signed_in(make.user(Role.POLICY, scene.region)).get("/monitor/?kwartaal=2026Q3").text
    assert "op minder dan 13 mensen" in page
    assert "ligt de grens bij 20" in page


def test_what_is_published_by_the_command_is_hidden_the_same_way(scene):
    outs = StringIO(), StringIO()
    for out in outs:
        call_command("figures", "FLEVOLAND", "2026Q3", "--public", "--format", "csv", stdout=out)
        raise_to(scene, 20)
    assert [",12,12,nee" in out.getvalue() for out in outs] == [True, False]


ADDRESS = "/beheer/regios/flevoland/kleine-aantallen/"
FACTS = {"published": 15, "inside": 8, "starts_on": "2026-10-06"}


def test_the_administrator_raises_it_on_a_page(scene, signed_in):
    browser = signed_in(scene.admin)
    assert "Nog niets" in browser.get(ADDRESS).text
    assert "geldt vanaf 6 oktober 2026" in browser.post(ADDRESS, FACTS, follow=True).text
    assert "stond er al" in browser.post(ADDRESS, FACTS, follow=True).text
    row = Threshold.objects.get()
    assert (row.published, row.inside, row.starts_on, row.set_by) == (15, 8, TOMORROW, scene.admin)
    assert AccessRecord.objects.filter(subject="grens kleine aantallen").exists()


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"published": 9}, "Vul een heel getal in van 10 tot en met 100."),
        ({"inside": 4}, "Vul een heel getal in van 5 tot en met 100."),
        ({"inside": 16}, "Kies hoogstens 15"),
        ({"starts_on": "2026-10-04"}, "Kies vandaag of een dag die nog komt"),
        ({"published": "veel"}, "Vul een heel getal in"),
    ],
)
def test_less_or_earlier_is_refused_and_what_was_typed_stays(scene, signed_in, wrong, says):
    answer = signed_in(scene.admin).post(ADDRESS, FACTS | wrong)
    assert answer.status_code == 422
    assert says in answer.text
    assert f'value="{next(iter(wrong.values()))}"' in answer.text
    assert not Threshold.objects.exists()


def test_nobody_else_sets_it(scene, signed_in):
    assert signed_in(make.user(Role.POLICY, scene.region)).get(ADDRESS).status_code == 403
    assert signed_in(scene.admin).get("/beheer/regios/bestaat-niet/kleine-aantallen/").status_code == 404


def test_a_published_report_is_one_of_them(scene):
    """The number of a report is part of what the database no longer lets anybody change."""
    stored = draw_up(scene)
    stored.approved_at = stored.published_at = NOON
    stored.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        CouncilReport.objects.filter(pk=stored.pk).update(content=stored.content | {"grens": 5})
