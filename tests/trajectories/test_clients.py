"""The list of clients and the page with the two tracks."""

import html
import re
from datetime import date

import pytest
from django.db import connection

from placements.models import Tenure
from portal.models import Client, Role
from portal.sought import Sought
from tests import make
from trajectories.known import paths_of
from trajectories.story import story_of
from trajectories.timeline import timeline_of

pytestmark = pytest.mark.django_db
D = date


@pytest.fixture
def region():
    return make.region()


def housed(region, provider, **facts):
    """A client who lives with a provider and gets care from it."""
    person = make.client(region, **facts)
    form = make.care_form(region)
    make.lives(person, make.place(make.location(provider), form), D(2026, 1, 1))
    make.care(person, form, provider, D(2026, 1, 1))
    return person


def test_a_provider_sees_its_own_people_only(region, signed_in):
    own, other = make.provider(region), make.provider(region)
    mine, theirs = housed(region, own), housed(region, other)
    browser = signed_in(make.user(Role.PROVIDER, organisation_=own))
    page = browser.get("/clienten/").content.decode()
    assert mine.family_name in page
    assert theirs.family_name not in page
    assert browser.get(f"/clienten/{mine.slug}/").status_code == 200
    assert browser.get(f"/clienten/{theirs.slug}/").status_code == 404


def test_access_ends_with_the_relation(region, signed_in):
    own = make.provider(region)
    person = housed(region, own)
    for episode in (*person.housing_episodes.all(), *person.care_episodes.all()):
        episode.ends_on = make.TODAY
        episode.save()
    browser = signed_in(make.user(Role.PROVIDER, organisation_=own))
    assert browser.get(f"/clienten/{person.slug}/").status_code == 404


def test_a_wijkteam_sees_who_turned_to_its_municipality(region, signed_in):
    near, far = make.client(region), make.client(region)
    make.notification(near)
    make.notification(far, municipality_id=make.LELYSTAD)
    browser = signed_in(make.user(Role.TEAM, region))
    assert browser.get(f"/clienten/{near.slug}/").status_code == 200
    assert browser.get(f"/clienten/{far.slug}/").status_code == 404


def test_a_wijkteam_that_pays_reads_no_words_said_elsewhere_and_finds_no_dead_link(region, signed_in):
    """A client told another municipality something; this one pays for the care, and sees where it stands."""
    person, provider = make.client(region), make.provider(region)
    make.notification(person, municipality_id=make.LELYSTAD, own_words="Dit vertelde ik in Lelystad.")
    form = make.care_form(region)
    make.care(person, form, provider, D(2026, 1, 1), paying_municipality_id=make.ALMERE)
    proposal = make.proposal(make.waits(person, form), make.place(make.location(provider), form))
    browser = signed_in(make.user(Role.TEAM, region))
    page = browser.get(f"/clienten/{person.slug}/").content.decode()
    assert "Dit vertelde ik in Lelystad." not in page
    assert f"/voorstellen/{proposal.slug}/" in page
    for address in set(re.findall(r'href="(/(?!static)[^"#]*)', page)):
        assert browser.get(html.unescape(address)).status_code == 200, address


@pytest.mark.parametrize(
    "role", [Role.POLICY, Role.PROJECT_LEADER, Role.HOUSING_ASSOCIATION, Role.ADMINISTRATOR, Role.AUDITOR]
)
def test_who_has_no_business_with_persons_is_refused(region, signed_in, role):
    person = make.client(region)
    browser = signed_in(make.user(role, region))
    assert browser.get(f"/clienten/{person.slug}/").status_code == 403
    assert browser.get("/clienten/").status_code == 403


def test_a_name_is_found_by_its_first_letters_and_never_stands_in_the_address(region, signed_in):
    person = make.client(region, family_name="Kletsmeer")
    make.client(region, family_name="Anders")
    browser = signed_in(make.user(Role.COORDINATOR, region))
    page = browser.post("/clienten/", {"sought": "klets"})
    assert "1 gevonden" in page.content.decode()
    assert person.family_name in page.content.decode()


def test_two_letters_are_too_few_to_search_by(region, signed_in):
    page = signed_in(make.user(Role.COORDINATOR, region)).post("/clienten/", {"sought": "kl"})
    assert page.status_code == 422
    assert "minstens drie letters" in page.content.decode()


def found(browser, words):
    """The names on the page after a search, best first."""
    page = browser.post("/clienten/", {"sought": words})
    assert page.status_code == 200, words
    return re.findall(r'<a href="/clienten/\w+/">([^<]+)</a>', page.content.decode())


@pytest.mark.parametrize(
    "words",
    [
        "meijer", "Meyer", "MEIER", "meijr", "zoe", "Zoë Meijer", "meijer, zoe", "zoetje", "Vries",
        "12-3-1988", "12/03/1988", "12.3.88", "12 maart 1988", "12 mrt. 1988", "1988-03-12", "12031988",
        "meijer 12-03-1988", "c-7kq4x", "M-22", "van der Meijer",
    ],
)  # fmt: skip
def test_a_person_is_found_by_whatever_somebody_has_of_them(region, signed_in, words):
    make.notification(
        make.client(
            region,
            given_names="Zoë",
            family_name="van der Meijer",
            also_called="Zoetje de Vries",
            born_on=D(1988, 3, 12),
            code="C-7KQ4X",
        ),
        code="M-22",
    )
    make.client(region, given_names="Amir", family_name="Anders", born_on=D(1988, 12, 3))
    browser = signed_in(make.user(Role.COORDINATOR, region))
    assert found(browser, words) == ["van der Meijer, Zoë"]


@pytest.mark.parametrize("words", ["zoe 13-3-1988", "anders meijer", "bakker", "zzz999"])
def test_who_is_somebody_else_is_not_found(region, signed_in, words):
    make.client(region, given_names="Zoë", family_name="van der Meijer", born_on=D(1988, 3, 12))
    assert found(signed_in(make.user(Role.COORDINATOR, region)), words) == []


def test_who_is_most_like_it_comes_first(region, signed_in):
    for family in ("Jansma", "Jansen", "Hansen", "Janssens"):
        make.client(region, family_name=family)
    names = found(signed_in(make.user(Role.COORDINATOR, region)), "jansen")
    assert names[0] == "Jansen, Noor"
    assert names.index("Janssens, Noor") < names.index("Hansen, Noor")


def test_a_search_finds_nobody_out_of_reach_by_any_of_it(region, signed_in):
    provider = make.provider(region)
    housed(region, provider, family_name="Eigen")
    there = make.client(region, family_name="Elders", born_on=D(1988, 3, 12), code="C-1")
    melding = make.notification(there, code="M-1")
    browser = signed_in(make.user(Role.PROVIDER, organisation_=provider))
    for words in ("Elders", "12-3-1988", "C-1", "M-1", there.slug, melding.slug):
        assert found(browser, words) == []
    assert found(browser, "eigen") == ["Eigen, Noor"]


def test_ten_people_found_ask_as_much_as_one(region, signed_in, django_assert_num_queries):
    own = make.provider(region)
    housed(region, own, family_name="Veel")
    browser = signed_in(make.user(Role.PROVIDER, organisation_=own))
    browser.post("/clienten/", {"sought": "veel"})
    with django_assert_num_queries(14, exact=False) as one:
        browser.post("/clienten/", {"sought": "veel"})
    for number in range(9):
        housed(region, own, family_name=f"Veel {number}")
    with django_assert_num_queries(len(one.captured_queries)):
        assert len(found(browser, "veel")) == 10


def test_the_index_on_sounds_is_what_finds_a_name():
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    people = Client.objects.sought(Sought(("jansen",)))
    assert "client_by_sound" in people.explain()


def test_the_list_goes_on_where_it_stopped(region, signed_in):
    people = [make.client(region, family_name=f"Naam {number:03}") for number in range(55)]
    browser = signed_in(make.user(Role.COORDINATOR, region))
    second = browser.get(f"/clienten/?na={people[49].slug}").content.decode()
    assert "Naam 049" not in second
    assert "Naam 050" in second
    assert "Naam 054" in second


def test_ten_clients_cost_as_many_queries_as_one(region, signed_in, django_assert_num_queries):
    own = make.provider(region)
    housed(region, own)
    browser = signed_in(make.user(Role.PROVIDER, organisation_=own))
    with django_assert_num_queries(12, exact=False) as one:
        browser.get("/clienten/")
    for _ in range(9):
        housed(region, own)
    with django_assert_num_queries(len(one.captured_queries)):
        browser.get("/clienten/")


def test_dwelling_and_care_are_two_tracks(region):
    provider = make.provider(region)
    person = housed(region, provider)
    timeline = timeline_of(paths_of(person), on=make.TODAY)
    assert [bar.stretch.track for bar in timeline.housing] == ["Wonen"]
    assert [bar.stretch.track for bar in timeline.care] == ["Zorg"]
    assert all("," not in number for bar in timeline.care for number in (bar.x, bar.width, bar.text_x))


def test_a_tenancy_that_flips_is_no_move(region):
    person = make.client(region)
    place = make.place(make.location(make.provider(region)))
    make.lives(person, place, D(2026, 1, 1), ends_on=D(2026, 3, 1))
    make.lives(person, place, D(2026, 3, 1), tenure=Tenure.TRIPARTITE)
    sentences = [
        event.sentence for event in story_of(person, paths_of(person), reader=make.user(Role.TEAM), on=make.TODAY)
    ]
    assert sentences[0].startswith("Bleef wonen")
    assert not any(sentence.startswith("Verhuisde") for sentence in sentences)


def test_a_provider_reads_nothing_of_the_access(region):
    provider = make.provider(region)
    person = housed(region, provider)
    make.notification(person, D(2026, 1, 1))
    reader = make.user(Role.PROVIDER, organisation_=provider)
    assert {event.kind for event in story_of(person, paths_of(person), reader=reader, on=make.TODAY)} == {
        "wonen",
        "zorg",
    }


def test_events_can_be_narrowed_and_the_part_equals_the_page(region, signed_in):
    person = housed(region, make.provider(region))
    make.notification(person, D(2026, 1, 1))
    browser = signed_in(make.user(Role.COORDINATOR, region))
    address = f"/clienten/{person.slug}/?toon=besluit"
    page = browser.get(address).content.decode()
    assert "Melding bij Almere" in page
    assert "De zorg begon" not in page
    part = browser.get(address, headers={"HX-Request": "true", "HX-Target": "events"}).content.decode()
    assert part.strip().startswith('<section id="events"')
    assert part.strip() in page


def test_what_is_no_kind_of_event_shows_all(region, signed_in):
    person = housed(region, make.provider(region))
    browser = signed_in(make.user(Role.COORDINATOR, region))
    assert "De zorg begon" in browser.get(f"/clienten/{person.slug}/?toon=onzin").content.decode()


def test_a_client_leads_on_to_the_open_melding_and_the_open_proposal(region, signed_in):
    provider = make.provider(region)
    person, form = housed(region, provider), make.care_form(region)
    melding = make.notification(person, make.TODAY)
    proposal = make.proposal(make.waits(person, form), make.place(make.location(provider), form))
    page = signed_in(make.user(Role.TEAM, region)).get(f"/clienten/{person.slug}/").content.decode()
    assert f"/meldingen/{melding.slug}/" in page
    assert f"/voorstellen/{proposal.slug}/" in page


def test_a_provider_does_not_learn_from_the_client_who_is_proposed(region, signed_in):
    provider = make.provider(region)
    person, form = housed(region, provider), make.care_form(region)
    proposal = make.proposal(make.waits(person, form), make.place(make.location(provider), form))
    page = signed_in(make.user(Role.PROVIDER, organisation_=provider)).get(f"/clienten/{person.slug}/")
    assert proposal.slug not in page.content.decode()
    assert "Wacht op" not in page.content.decode()


def test_a_narrow_stretch_has_its_name_beneath_it(region):
    provider = make.provider(region)
    person, form = make.client(region), make.care_form(region, name="Beschermd Wonen Midden")
    make.care(person, form, provider, D(2020, 1, 1), ends_on=D(2026, 8, 1))
    make.care(person, make.care_form(region, "KORT", name="Beschut Wonen"), provider, D(2026, 8, 1))
    timeline = timeline_of(paths_of(person), on=make.TODAY, waits_for="Beschermd Thuis")
    long, short = timeline.care
    assert (long.line_one, long.beneath) == ("Beschermd Wonen Midden", "")
    assert (short.line_one, short.beneath) == ("", "Beschut Wonen")
    assert float(timeline.ahead.x) > float(timeline.today_x)


def test_the_page_of_a_client_asks_as_much_for_many_meldingen_as_for_one(
    region, signed_in, django_assert_num_queries
):
    person = housed(region, make.provider(region))
    make.notification(person, D(2026, 9, 1))
    browser = signed_in(make.user(Role.COORDINATOR, region))
    browser.get(f"/clienten/{person.slug}/")
    with django_assert_num_queries(40, exact=False) as one:
        browser.get(f"/clienten/{person.slug}/")
    for _ in range(5):
        make.notification(person, D(2026, 9, 1))
    with django_assert_num_queries(len(one.captured_queries)):
        browser.get(f"/clienten/{person.slug}/")
