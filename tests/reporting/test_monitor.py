"""The monitor: a quarter at a glance, for the region or one of its municipalities."""

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from portal.models import RegionMembership, Role
from reporting.editions import count_next
from reporting.models import MunicipalityTile, QuarterCount
from reporting.quarter import Quarter
from reporting.tiles import tiles_of
from tests import make

QUARTER = Quarter(2026, 3)
HERE = f"{reverse('monitor')}?kwartaal={QUARTER}"

pytestmark = pytest.mark.django_db


@pytest.fixture
def region(today):
    region = make.region()
    RegionMembership.objects.create(region=region, municipality_id=make.LELYSTAD, starts_on=make.LONG_AGO)
    form = make.care_form(region, is_in_chain=True)
    provider = make.provider(region)
    make.place(make.location(provider), form)
    for number, town in enumerate([make.ALMERE] * 12 + [make.LELYSTAD] * 3):
        client = make.client(region)
        day = QUARTER.starts_on + timedelta(days=number)
        make.notification(client, day, municipality_id=town, reported_on=day, applied_on=day, decided_on=day)
        make.waits(client, form, day)
    return region


@pytest.fixture
def policy(region, signed_in):
    return signed_in(make.user(Role.POLICY, region))


def test_it_opens_with_the_last_quarter_that_is_over(policy, region):
    page = policy.get(reverse("monitor"))
    text = page.content.decode()
    assert page.status_code == 200
    assert "Monitor derde kwartaal 2026" in text
    assert f"<h1>{region}, derde kwartaal 2026</h1>" in text, "a quarter before that is hidden is no comparison"
    assert '<div class="tr-getal__waarde">15 <small>mensen</small></div>' in text


def test_a_municipality_shows_its_own_people(policy):
    text = policy.get(f"{HERE}&gemeente={make.ALMERE}").content.decode()
    assert "gemeente Almere" in text
    assert '<div class="tr-getal__waarde">– <small>mensen</small></div>' in text, "12 would tell the other 3"


def test_every_chart_can_be_taken_along(policy):
    page = policy.get(HERE)
    charts = page.context["monitor"].charts
    assert charts
    for uid in charts:
        answer = policy.get(f"{reverse('chart_csv', args=[uid])}?kwartaal={QUARTER}")
        assert answer["Content-Type"].startswith("text/csv")
        assert b"".join(answer.streaming_content).count(b"\n") == 1 + len(charts[uid].labels)
    assert policy.get(reverse("chart_csv", args=["bestaat-niet"])).status_code == 404


def test_the_csv_holds_what_the_page_shows_and_nothing_hidden(policy):
    lines = policy.get(f"{reverse('monitor_csv')}?kwartaal={QUARTER}&gemeente={make.LELYSTAD}").content.decode()
    waiting = next(line for line in lines.splitlines() if line.startswith("C2,"))
    assert waiting.endswith(",,,ja,5")


@pytest.mark.parametrize("role", [Role.TEAM, Role.PROVIDER, Role.HOUSING_ASSOCIATION, Role.AUDITOR])
@pytest.mark.parametrize("page", ["monitor", "monitor_csv", "tiles"])
def test_it_is_not_for_everybody(role, page, region, signed_in):
    assert signed_in(make.user(role, region)).get(reverse(page)).status_code == 403


@pytest.mark.parametrize("query", ["kwartaal=2027Q1", "kwartaal=ooit", "gemeente=0193", "kwartaal=%C3%A9"])
def test_what_does_not_exist_here_is_not_found(query, policy):
    assert policy.get(f"{reverse('monitor')}?{query}").status_code == 404


def test_a_kept_count_is_shown_until_somebody_counts_again(policy, region, today):
    while count_next(on=today, at=timezone.now()):
        pass
    assert QuarterCount.objects.filter(region=region, as_of=today).count() == 10
    make.waits(make.client(region), make.care_form(region), QUARTER.starts_on)
    assert '">15 <small>mensen' in policy.get(HERE).content.decode()
    answer = policy.post(f"{reverse('count_again')}?kwartaal={QUARTER}", follow=True)
    assert "opnieuw geteld" in answer.content.decode()
    assert '">16 <small>mensen' in answer.content.decode()


def test_a_kept_quarter_costs_few_queries(policy, today, django_assert_max_num_queries):
    while count_next(on=today, at=timezone.now()):
        pass
    with django_assert_max_num_queries(20):
        policy.get(f"{HERE}&gemeente={make.ALMERE}")


def test_counting_is_done_once(region, today):
    moments = [count_next(on=today, at=timezone.now()) for _ in range(11)]
    assert moments == [True] * 10 + [False]


def test_a_region_that_another_worker_counts_is_left_to_it(region, today):
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtextextended(%s, 0))", [f"count {region.pk}"])
        assert not count_next(on=today, at=timezone.now())
        cursor.execute("SELECT pg_advisory_unlock_all()")
    other.close()
    assert count_next(on=today, at=timezone.now())


def test_the_map_can_be_laid_anew(policy, region):
    places = {
        f"column-{make.ALMERE}": 2,
        f"row-{make.ALMERE}": 1,
        f"column-{make.LELYSTAD}": 1,
        f"row-{make.LELYSTAD}": 1,
    }
    assert policy.post(reverse("tiles"), places).status_code == 302
    assert tiles_of(region) == {make.ALMERE: (1, 0), make.LELYSTAD: (0, 0)}
    swapped = places | {f"column-{make.ALMERE}": 1, f"column-{make.LELYSTAD}": 2}
    assert policy.post(reverse("tiles"), swapped).status_code == 302
    assert tiles_of(region) == {make.ALMERE: (0, 0), make.LELYSTAD: (1, 0)}


def test_two_municipalities_cannot_lie_on_one_place(policy):
    places = {f"{what}-{town}": 1 for what in ("column", "row") for town in (make.ALMERE, make.LELYSTAD)}
    answer = policy.post(reverse("tiles"), places)
    assert answer.status_code == 422
    assert "Op deze plaats ligt Almere al." in answer.content.decode()
    assert not MunicipalityTile.objects.exists()


@pytest.mark.parametrize("value", ["", "0", "13", "1,5", "-1", "9" * 400, "een", "\0"])
def test_a_place_outside_the_map_gets_a_sentence(value, policy):
    answer = policy.post(reverse("tiles"), {f"column-{make.ALMERE}": value, f"row-{make.ALMERE}": 1})
    assert answer.status_code == 422
    assert "Vul een heel getal in van 1 tot en met 12." in answer.content.decode()


def test_a_number_leads_to_the_list_behind_it_for_who_may_see_it(region, signed_in):
    """A coordinator sees who waits; who works with figures only gets no way there."""
    leads = f'href="{reverse("waiting_list")}">Wie wachten er nu?'
    assert leads in signed_in(make.user(Role.COORDINATOR, region)).get(HERE).text
    text = signed_in(make.user(Role.POLICY, region)).get(HERE).text
    assert reverse("waiting_list") not in text
    assert f'href="{reverse("locations")}">Welke locaties zijn er?' in text
