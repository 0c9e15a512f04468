"""Something changes: every change has a page, an act and a sentence for why it cannot be."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from placements.models import Tenure
from portal.models import Role
from tests import make
from tests.trajectories.test_known import recorded
from trajectories.amending import seal_of
from trajectories.views.changes import CHANGES

pytestmark = pytest.mark.django_db
D, TODAY = date, make.TODAY


@pytest.fixture
def scene(signed_in) -> SimpleNamespace:
    """Somebody who lives on a place of a provider and gets its care; another place is free."""
    region = make.region()
    provider, form = make.provider(region), make.care_form(region)
    client, location = make.client(region), make.location(provider)
    place, free = make.place(location, form), make.place(location, form)
    home = recorded(make.lives(client, place, D(2025, 1, 1)), D(2025, 1, 1))
    care = make.care(client, form, provider, D(2025, 1, 1), paying_municipality_id=make.ALMERE)
    lighter = make.care_form(region, "THUIS")
    make.contract(provider, lighter)
    return SimpleNamespace(
        region=region,
        provider=provider,
        form=form,
        lighter=lighter,
        client=client,
        home=home,
        care=care,
        free=free,
        coordinator=signed_in(make.user(Role.COORDINATOR, region)),
        planner=signed_in(make.user(Role.PROVIDER, organisation_=provider)),
        base=f"/clienten/{client.slug}/",
    )


def care_facts(scene, **facts):
    told = {"on": "2026-10-05", "form": scene.lighter.pk, "provider": scene.provider.pk, "funding": "ZIN"}
    return told | {"paying_municipality": make.ALMERE} | facts


def home_facts(scene, **facts):
    told = {"on": "2026-10-05", "home": scene.free.slug, "tenure": "INSTELLING", "reason": "EIGEN_WENS"}
    return told | {"client_wanted": "ja", "asked_by": "CLIENT"} | facts


def post(browser, scene, word, facts):
    return browser.post(f"{scene.base}verandering/{word}/", facts)


def page(response) -> str:
    return response.content.decode()


def test_the_page_says_what_can_change_and_what_cannot_and_why(scene):
    shown = page(scene.coordinator.get(f"{scene.base}verandering/"))
    for change in CHANGES.values():
        assert change.title in shown
    assert "Er staat niet dat deze cliënt weg is." in shown
    assert f"{scene.base}verandering/terug/" not in shown


def test_other_care_leaves_the_home_as_it_is(scene):
    assert post(scene.coordinator, scene, "zorg", care_facts(scene)).status_code == 302
    assert scene.client.housing_episodes.get() == scene.home
    before, after = scene.client.care_episodes.order_by("starts_on")
    assert (before.ends_on, after.care_form, after.starts_on) == (TODAY, scene.lighter, TODAY)


def test_a_provider_scales_its_own_care_down(scene):
    told = care_facts(scene)
    del told["provider"]
    assert post(scene.planner, scene, "zorg", told).status_code == 302
    assert scene.client.care_episodes.covering(TODAY).get().provider == scene.provider


def test_a_move_leaves_the_care_as_it_is(scene):
    assert post(scene.planner, scene, "verhuizing", home_facts(scene)).status_code == 302
    assert scene.client.care_episodes.get() == scene.care
    home = scene.client.housing_episodes.covering(TODAY).get()
    assert (home.place, home.move_reason, home.client_wanted) == (scene.free, "EIGEN_WENS", True)
    assert home.asked_by == "CLIENT"


def test_a_move_to_a_home_of_ones_own_is_to_a_municipality(scene):
    told = home_facts(scene, home="EIGEN_HUUR", tenure="")
    assert "Kies in welke gemeente" in page(post(scene.coordinator, scene, "verhuizing", told))
    make_member = told | {"municipality": make.ALMERE}
    assert post(scene.coordinator, scene, "verhuizing", make_member).status_code == 302
    home = scene.client.housing_episodes.covering(TODAY).get()
    assert (home.tenure, home.municipality_id, home.place) == (Tenure.OWN_TENANCY, make.ALMERE, None)


def test_both_change_on_one_day_or_neither(scene):
    both = home_facts(scene) | care_facts(scene)
    wrong = post(
        scene.coordinator, scene, "verhuizing-en-zorg", both | {"form": make.care_form(scene.region, "X").pk}
    )
    assert "geen contract" in page(wrong)
    assert scene.client.housing_episodes.get() == scene.home
    assert post(scene.coordinator, scene, "verhuizing-en-zorg", both).status_code == 302
    assert scene.client.housing_episodes.covering(TODAY).get().place == scene.free
    assert scene.client.care_episodes.covering(TODAY).get().care_form == scene.lighter


def test_the_care_stops_with_somewhere_to_go(scene):
    told = {
        "last_day": "2026-10-05",
        "destination": "ZELFSTANDIG_ZONDER",
        "home": "BLIJFT",
        "tenure": "EIGEN_HUUR",
    }
    assert post(scene.coordinator, scene, "einde", told).status_code == 302
    scene.care.refresh_from_db()
    assert (scene.care.ends_on, scene.care.end_reason) == (TODAY + timedelta(days=1), "ZELFSTANDIG_ZONDER")


def test_away_and_back_again(scene):
    assert (
        post(scene.planner, scene, "tijdelijk-weg", {"since": "2026-10-01", "reason": "OPNAME"}).status_code == 302
    )
    shown = page(scene.coordinator.get(scene.base))
    assert "Tijdelijk weg, en houdt de woning: opgenomen." in shown
    assert post(scene.planner, scene, "terug", {"back_on": "2026-10-05"}).status_code == 302
    assert scene.client.absences.get().ends_on == TODAY


def test_a_death_is_written_down_once(scene):
    for _ in range(2):
        assert post(scene.coordinator, scene, "overlijden", {"died_on": "2026-10-04"}).status_code == 302
    assert scene.client.care_episodes.get().end_reason == "OVERLEDEN"


@pytest.mark.parametrize(
    ("word", "wrong", "says"),
    [
        ("zorg", {"on": "2027-10-05"}, "binnen drie maanden"),
        ("zorg", {"on": "31-02-2026"}, "geen bestaande datum"),
        ("zorg", {"form": "999999"}, "Kies er een uit de lijst."),
        ("verhuizing", {"home": "ZZZZZZZZ"}, "Kies er een uit de lijst."),
        ("verhuizing", {"reason": ""}, "Kies waarom de cliënt verhuist."),
        ("einde", {"last_day": "2026-10-05", "destination": "OVERLEDEN"}, "Kies er een uit de lijst."),
        ("tijdelijk-weg", {"since": "2026-10-06"}, "in de toekomst"),
        ("tijdelijk-weg", {"since": "2026-10-01", "expected_back_on": "2026-10-01"}, "niet na de dag van vertrek"),
        ("overlijden", {"died_on": "2026-10-06"}, "in de toekomst"),
        ("terug", {"back_on": "2026-10-05"}, "Er staat niet dat deze cliënt weg is."),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence_and_nothing_changes(scene, word, wrong, says):
    told = {"zorg": care_facts, "verhuizing": home_facts}.get(word, lambda scene: {})(scene)
    answer = post(scene.coordinator, scene, word, told | wrong)
    assert answer.status_code == 422
    assert says in page(answer)
    assert scene.client.care_episodes.get() == scene.care
    assert scene.client.housing_episodes.get() == scene.home


def test_a_provider_does_not_change_the_care_of_another(scene):
    other = make.provider(scene.region)
    scene.care.ends_on = TODAY
    scene.care.save()
    make.care(scene.client, scene.form, other, TODAY)
    told = care_facts(scene, on="2026-10-06")
    answer = post(scene.planner, scene, "zorg", told)
    assert answer.status_code == 422
    assert f"De zorg komt van {other}" in page(answer)


def test_the_client_of_another_region_has_no_such_page(scene, signed_in):
    stranger = signed_in(make.user(Role.COORDINATOR, make.region()))
    assert stranger.get(f"{scene.base}verandering/").status_code == 404
    assert stranger.get(f"{scene.base}corrigeren/").status_code == 404


def test_a_wijkteam_changes_nothing(scene, signed_in):
    make.notification(scene.client)
    team = signed_in(make.user(Role.TEAM, scene.region))
    assert team.get(f"{scene.base}verandering/").status_code == 403
    assert "Iets verandert" not in page(team.get(scene.base))


def test_a_day_is_put_right_and_the_page_tells_both(scene):
    shown = page(scene.coordinator.get(f"{scene.base}corrigeren/"))
    assert f"{scene.base}corrigeren/wonen/{scene.home.pk}/" in shown
    told = {
        "starts_on": "2025-01-03",
        "place": scene.home.place_id,
        "tenure": "INSTELLING",
        "reason": "Twee dagen later.",
        "seen": seal_of(scene.home),
    }
    answer = scene.coordinator.post(f"{scene.base}corrigeren/wonen/{scene.home.pk}/", told, follow=True)
    assert "Er stond: Kamer van de instelling" in page(answer)
    assert "Twee dagen later." in page(answer)
    then = page(scene.coordinator.get(f"{scene.base}?op=2026-01-01"))
    assert "Zo was het bekend op 1 januari 2026." in then
    table = then.split('id="sporen"')[1].split("</table>")[0]
    assert "1 januari 2025" in table
    assert "3 januari 2025" not in table


def test_a_correction_that_cannot_be_keeps_what_was_typed(scene):
    told = {"starts_on": "2025-01-03", "last_day": "2024-01-01", "reason": "Bewaar mij.", "tenure": "INSTELLING"}
    answer = scene.coordinator.post(f"{scene.base}corrigeren/wonen/{scene.home.pk}/", told)
    assert answer.status_code == 422
    assert "De laatste dag ligt vóór de eerste." in page(answer)
    assert "Bewaar mij." in page(answer)


def test_a_provider_puts_right_no_care_of_another(scene):
    other = make.care(make.client(scene.region), scene.form, make.provider(scene.region), D(2025, 1, 1))
    assert scene.planner.get(f"{scene.base}corrigeren/zorg/{other.pk}/").status_code == 404


LEFT = {"last_day": "2026-10-03", "destination": "ZELFSTANDIG_ZONDER", "tenure": "EIGEN_HUUR"}


@pytest.mark.parametrize(
    ("word", "facts"),
    [
        ("overlijden", {"died_on": "2026-10-03"}),
        ("einde", LEFT | {"home": "VERTREKT"}),
        ("einde", LEFT | {"home": "EIGEN", "municipality": make.ALMERE}),
    ],
)
def test_a_provider_closes_all_of_somebody_who_left_days_ago_and_goes_on_to_the_list(scene, word, facts):
    """With the last of its own days the client goes out of its sight, before the rest is closed."""
    make.ready(scene.client, D(2026, 1, 1))
    answer = post(scene.planner, scene, word, facts)
    assert (answer.status_code, answer.headers.get("Location")) == (302, "/clienten/")
    for rows in (scene.client.care_episodes, scene.client.readiness):
        assert rows.get().ends_on == D(2026, 10, 4)
    assert scene.client.housing_episodes.order_by("starts_on").first().ends_on == D(2026, 10, 4)


def test_a_provider_changes_the_care_of_somebody_who_lives_elsewhere_from_today(scene):
    """Between the care that ends and the care that begins the provider has nothing to do with the client."""
    scene.client.housing_episodes.all().delete()
    answer = post(scene.planner, scene, "zorg", care_facts(scene))
    assert (answer.status_code, answer.headers.get("Location")) == (302, scene.base)
    assert scene.client.care_episodes.covering(TODAY).get().care_form == scene.lighter


def test_a_provider_moves_somebody_who_gets_the_care_of_another_from_today(scene):
    """Between the dwelling that ends and the one that begins, likewise."""
    scene.client.care_episodes.all().delete()
    answer = post(scene.planner, scene, "verhuizing", home_facts(scene))
    assert (answer.status_code, answer.headers.get("Location")) == (302, scene.base)
    assert scene.client.housing_episodes.covering(TODAY).get().place == scene.free
