"""The pages of a closing: a provider walks through them, a coordinator reads along, nobody else."""

import pytest
from django.urls import reverse

from placements.models import Closing, HousingEpisode
from portal.models import AccessRecord, Action, Role
from tests import make
from tests.trajectories.closing.scene import CLOSES_ON, TODAY, answer, prepare, scene
from trajectories.closing import carrying_out

pytestmark = pytest.mark.django_db
DAY = {"last_day": "2026-12-31", "reason": "AFBOUW", "words": "Volgens het plan"}


@pytest.fixture
def here():
    return scene()


@pytest.fixture
def browser(here, signed_in):
    return signed_in(here.planner)


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


def url(name: str, closing: Closing, *more) -> str:
    return reverse(name, args=[closing.slug, *more])


def test_a_provider_closes_a_location_step_by_step(here, browser):
    begin = reverse("close_location", args=[here.here.slug])
    assert "Nu verandert er nog niets" in text(browser.get(begin))
    page = text(browser.post(begin, DAY, follow=True))
    closing = Closing.objects.get()
    assert (closing.closes_on, closing.place) == (CLOSES_ON, None)
    assert "Van 1 bewoner is nog niet bekend wat er gebeurt" in page
    assert 'aria-disabled="true">Leg vast' in page
    assert "Geef eerst antwoord; dan kan het vanaf <strong>6 oktober 2026</strong>" in page
    resident = url("closing_resident", closing, here.home.pk)
    page = text(browser.post(resident, {"fate": "OMKLAP", "client_wanted": "ja"}, follow=True))
    assert "1 van 1 beantwoord" in page
    assert "Er staat niets meer in de weg" in page
    page = text(browser.post(url("schedule_closing", closing), follow=True))
    assert "Vastgelegd. U kunt het afblazen tot de dag er is." in page
    assert "Gaat dicht" in page
    assert "Dit was al vastgelegd." in text(browser.post(url("schedule_closing", closing), follow=True))
    assert "Deze locatie gaat dicht. De laatste dag is 31 december 2026." in text(
        browser.get(reverse("location_page", args=[here.here.slug]))
    )
    assert AccessRecord.objects.filter(client=here.client, action=Action.CHANGE).count() == 2
    assert "Schrijf waarom het niet doorgaat." in text(browser.post(url("call_off_closing", closing)))
    page = text(browser.post(url("call_off_closing", closing), {"words": "De huur loopt door"}, follow=True))
    assert "Afgeblazen. De plekken gaan door zoals ze waren." in page
    assert "De huur loopt door" in page
    assert here.place.periods.get().ends_on is None


def test_beginning_again_leads_to_what_is_on_its_way(here, browser):
    closing = prepare(here, place=here.place)
    begin = reverse("close_place", args=[here.here.slug, here.place.slug])
    for ask in (browser.get, browser.post):
        assert ask(begin).url == url("closing", closing)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"last_day": ""}, "Vul een datum in."),
        ({"last_day": "2026-02-30"}, "geen bestaande datum"),
        ({"last_day": "2026-10-04"}, "Kies vandaag of een latere dag"),
        ({"last_day": "2099-01-01"}, "Kies een datum tot en met"),
        ({"reason": "MAAN"}, "Kies een reden uit de lijst."),
        ({"words": "x" * 1_000_000}, "Nu zijn het er 1000000."),
    ],
)
def test_a_wrong_day_or_reason_is_said_and_kept(here, browser, changes, said):
    answer = browser.post(reverse("close_location", args=[here.here.slug]), DAY | changes)
    page = text(answer)
    assert answer.status_code == 422
    assert said in page
    assert (DAY | changes)["words"] in page
    assert not Closing.objects.exists()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Kies wat er gebeurt."),
        ({"fate": "WEG"}, "Kies een antwoord uit de lijst."),
        ({"fate": "BLIJFT"}, "Kies met welke zorg deze bewoner blijft wonen."),
        ({"fate": "BLIJFT", "care_form": "999999"}, "Kies een zorgvorm uit de lijst."),
        ({"fate": "VERHUIST"}, "Kies een plek of schrijf waar deze bewoner naartoe gaat."),
        ({"fate": "VERHUIST", "to_place": "x"}, "Kies een plek uit de lijst."),
        ({"fate": "VERHUIST", "to_words": "x" * 2001}, "Nu zijn het er 2001."),
    ],
)
def test_half_an_answer_is_said(here, browser, sent, said):
    answer = browser.post(url("closing_resident", prepare(here), here.home.pk), sent)
    assert answer.status_code == 422
    assert said in text(answer)


def test_what_belongs_to_another_answer_is_left_out(here, browser):
    closing = prepare(here)
    sent = {"fate": "OMKLAP", "care_form": here.other_form.pk, "to_words": "Zwolle", "to_place": here.spare.pk}
    browser.post(url("closing_resident", closing, here.home.pk), sent)
    plan = closing.resident_plans.get()
    assert (plan.fate, plan.care_form, plan.to_place, plan.to_words) == ("OMKLAP", None, None, "")


def test_only_free_places_elsewhere_and_other_care_are_offered(here, browser):
    taken = make.place(here.spare.location, here.form, code="KLIPPER-2")
    make.lives(make.client(here.region), taken)
    make.place(here.here, here.form, code="BAKEN-2")
    page = text(browser.get(url("closing_resident", prepare(here), here.home.pk)))
    assert "Plek KLIPPER-1, De Klipper" in page
    assert "KLIPPER-2" not in page
    assert "BAKEN-2" not in page
    assert ">Thuis<" in page
    assert ">Beschut<" not in page


def test_what_came_in_between_is_told_and_nothing_is_scheduled(here, browser):
    closing = prepare(here)
    answer(here, closing, "OMKLAP")
    make.proposal(
        make.waits(make.client(here.region), here.form), make.place(here.here, here.form, code="BAKEN-2")
    )
    said = browser.post(url("schedule_closing", closing))
    assert said.status_code == 409
    assert "Voor plek BAKEN-2 loopt sinds 5 oktober 2026 een voorstel." in text(said)
    closing.refresh_from_db()
    assert closing.is_prepared


def test_a_coordinator_reads_along_with_names_and_cannot_act(here, signed_in):
    closing = prepare(here)
    reader = signed_in(here.coordinator)
    page = text(reader.get(url("closing", closing)))
    assert "Waterman" in page
    assert "Leg vast" not in page
    assert AccessRecord.objects.filter(client=here.client, user=here.coordinator).count() == 1
    assert "Het Baken" in text(reader.get("/sluitingen/"))
    for name in ("schedule_closing", "call_off_closing", "change_closing"):
        assert reader.post(url(name, closing)).status_code == 403
    assert reader.get(reverse("close_location", args=[here.here.slug])).status_code == 403


@pytest.mark.parametrize("role", [Role.PROVIDER, Role.COORDINATOR])
def test_another_organisation_finds_nothing(here, role, signed_in):
    closing = prepare(here)
    stranger = signed_in(make.user(role))
    assert stranger.get(url("closing", closing)).status_code == 404
    assert "Het Baken" not in text(stranger.get("/sluitingen/"))
    if role == Role.PROVIDER:
        other = make.user(Role.PROVIDER, here.region, make.provider(here.region))
        for browser in (stranger, signed_in(other)):
            for name in ("schedule_closing", "call_off_closing", "change_closing"):
                assert browser.post(url(name, closing), {"words": "x"}).status_code == 404
            assert browser.get(url("closing_resident", closing, here.home.pk)).status_code == 404
            assert browser.get(reverse("close_location", args=[here.here.slug])).status_code == 404
            assert browser.get(reverse("close_place", args=[here.here.slug, here.place.slug])).status_code == 404


@pytest.mark.parametrize("role", [Role.TEAM, Role.POLICY, Role.PROJECT_LEADER, Role.HOUSING_ASSOCIATION])
def test_other_roles_stay_out_but_read_that_it_closes(here, role, signed_in):
    landlord = make.organisation(here.region, "CORPORATIE")
    here.here.housing_association = landlord
    here.here.save()
    closing = prepare(here)
    answer(here, closing, "OMKLAP")
    carrying_out.schedule(closing, on=TODAY, at=closing.prepared_at, by=here.planner)
    user = make.user(role, here.region, landlord if role == Role.HOUSING_ASSOCIATION else None)
    browser = signed_in(user)
    assert browser.get(url("closing", closing)).status_code == 403
    page = text(browser.get(reverse("location_page", args=[here.here.slug])))
    assert "Deze locatie gaat dicht. De laatste dag is 31 december 2026." in page
    assert url("closing", closing) not in page


def test_a_resident_who_is_gone_leads_back_with_a_sentence(here, browser):
    closing = prepare(here)
    HousingEpisode.objects.filter(pk=here.home.pk).update(ends_on=TODAY)
    page = text(browser.get(url("closing_resident", closing, here.home.pk), follow=True))
    assert "Deze bewoner woont hier niet meer op de dag dat het sluit." in page


def test_another_day_is_kept_and_read_back(here, browser):
    closing = prepare(here)
    page = text(browser.post(url("change_closing", closing), DAY | {"last_day": "2027-01-31"}, follow=True))
    assert "Laatste dag in gebruik: 31 januari 2027." in page
    assert '<span class="was">31 december 2026</span> → <span class="wordt">31 januari 2027</span>' in page


def test_ten_residents_cost_as_many_queries_as_one(here, browser, django_assert_max_num_queries):
    closing = prepare(here)
    answer(here, closing, "OMKLAP")
    with django_assert_max_num_queries(18) as few:
        browser.get(url("closing", closing))
    number = len(few.captured_queries)
    for _ in range(9):
        home = make.lives(make.client(here.region), make.place(here.here, here.form))
        answer(here, closing, "VERHUIST", home=home, to_words="Naar Zwolle")
    with django_assert_max_num_queries(number):
        browser.get(url("closing", closing))


def test_the_menu_shows_that_closings_belong_to_locations(here, browser):
    prepare(here)
    for page in ("closings", "locations"):
        assert '<a href="/locaties/" aria-current="page">Locaties' in text(browser.get(reverse(page)))
