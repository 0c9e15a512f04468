"""Nominating somebody for a home: with consent only, and the care goes on after moving in."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from placements.models import HousingEpisode
from portal.models import AccessRecord, Role
from reporting.start import start_for
from tests import make
from trajectories import amending, leaving, nominating
from trajectories.consent import withdraw_consent
from trajectories.models import DwellingOffer, Nomination
from trajectories.obstacles import Obstructed

pytestmark = pytest.mark.django_db
TODAY = make.TODAY
WANTED = {
    "municipality": None,
    "district": "Buiten",
    "bedrooms": 2,
    "ground_floor": True,
    "max_rent": None,
    "wishes": "Een kat mag mee.",
    "guidance_by": "Polderlicht (fictief)",
    "contact": "Samira",
    "reachable": "06 1234 5678",
}
DWELLING = {
    "street": "Zeeweg",
    "house_number": "7",
    "postcode": "",
    "rent": 580,
    "tenure": "EIGEN_HUUR",
    "words": "",
}


def ago(days):
    return TODAY - timedelta(days=days)


@pytest.fixture
def scene(today) -> SimpleNamespace:
    region = make.region()
    provider, form = make.provider(region), make.care_form(region, name="Geheime zorgvorm", is_heavy=True)
    client = make.client(region)
    home = make.lives(client, make.place(make.location(provider), form), ago(500))
    make.care(client, form, provider, ago(400), paying_municipality_id=make.ALMERE)
    make.ready(client, ago(30))
    association = make.user(Role.HOUSING_ASSOCIATION, region)
    return SimpleNamespace(
        region=region,
        client=client,
        home=home,
        form=form,
        by=make.user(Role.COORDINATOR, region),
        guide=make.user(Role.PROVIDER, region, provider),
        corporation=association,
        association=association.organisation,
        url=f"/clienten/{client.slug}/voordragen/",
    )


def nominate(scene, **changes):
    facts = {"association": scene.association, "wanted": WANTED, "on": TODAY, "by": scene.by} | changes
    return nominating.nominate(scene.client, **facts)


def offer(scene, made, **changes):
    facts = DWELLING | {"municipality": scene.region.centre_municipality, "available_on": TODAY} | changes
    return nominating.offer(made, facts=facts, on=TODAY, by=scene.corporation)


def accept(scene, made, **changes):
    facts = {"answered_on": TODAY, "is_accepted": True, "words": "Ja!", "on": TODAY, "by": scene.guide} | changes
    return nominating.answer(made, **facts)


def move_in(scene, made, **changes):
    facts = {"key_on": TODAY, "on": TODAY, "by": scene.by} | changes
    return nominating.move_in(made, **facts)


def test_a_nomination_becomes_a_home_and_the_care_goes_on(scene):
    made, is_new = nominate(scene)
    assert is_new
    assert offer(scene, made)
    assert accept(scene, made)
    assert move_in(scene, made)
    home = HousingEpisode.objects.get(nomination=made)
    scene.home.refresh_from_db()
    assert (home.tenure, home.place, home.starts_on, scene.home.ends_on) == ("EIGEN_HUUR", None, TODAY, TODAY)
    care = scene.client.care_episodes.get()
    assert (care.care_form, care.ends_on) == (scene.form, None)
    assert scene.client.readiness.get().ends_on == TODAY
    names = [step.name for step in nominating.steps(Nomination.objects.with_everything().get())]
    assert names == ["Voorgedragen", "Woning aangeboden", "De cliënt wil deze woning", "Sleutel gekregen"]


def test_every_press_after_the_first_changes_nothing(scene):
    made, _ = nominate(scene)
    assert nominate(scene) == (made, False)
    for act in (offer, accept, move_in):
        assert act(scene, made)
        assert not act(scene, made) if act is not accept else True
    assert scene.client.disclosures.count() == DwellingOffer.objects.count() == 1


def test_without_consent_nobody_is_nominated_and_with_it_is_written_down_what_was_shared(scene):
    consent = scene.client.consents.get()
    withdraw_consent(consent, withdrawn_on=ago(1), words="", on=TODAY, by=scene.by)
    with pytest.raises(Obstructed, match="Er is geen toestemming"):
        nominate(scene)
    assert not Nomination.objects.exists()
    make.ready(make.client(scene.region), ago(3))
    scene.client.consents.all().delete()
    scene.client.readiness.all().delete()
    make.ready(scene.client, ago(3))
    nominate(scene)
    assert scene.client.disclosures.get().organisation == scene.association


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda scene: scene.client.readiness.update(wants_own_home=False), "niet op de uitstroomlijst"),
        (
            lambda scene: nominate(scene, association=make.organisation(scene.region, "CORPORATIE")),
            "al voorgedragen",
        ),
        (
            lambda scene: (
                scene.client.housing_episodes.all().delete(),
                make.lives(scene.client, None, ago(9), tenure="KOOP"),
            ),
            "eigen koopwoning",
        ),
    ],
)
def test_what_stands_in_the_way_is_said(scene, change, says):
    change(scene)
    with pytest.raises(Obstructed, match=says):
        nominate(scene)


def test_the_housing_association_loses_sight_once_the_client_takes_back_consent(scene, signed_in):
    made, _ = nominate(scene)
    browser, url = signed_in(scene.corporation), f"/voordrachten/{made.slug}/"
    assert str(scene.client) in browser.get("/voordrachten/").text
    assert browser.get(url).status_code == 200
    consent = scene.client.consents.get()
    withdraw_consent(consent, withdrawn_on=TODAY, words="", on=TODAY, by=scene.by)
    assert str(scene.client) not in browser.get("/voordrachten/").text
    assert browser.get(url).status_code == 404
    with pytest.raises(PermissionDenied):
        offer(scene, made)
    assert "geeft geen toestemming meer" in signed_in(scene.by).get(url).text


def test_the_housing_association_reads_nothing_of_care_nor_a_name_once_it_is_over(scene, signed_in):
    made, _ = nominate(scene)
    browser, url = signed_in(scene.corporation), f"/voordrachten/{made.slug}/"
    page = browser.get(url).text + browser.get("/voordrachten/").text + browser.get("/").text
    for known in (str(scene.client), "Polderlicht (fictief)", "Samira", "Een kat mag mee."):
        assert known in page
    for secret in ("Geheime zorgvorm", "Het Baken", f"/clienten/{scene.client.slug}"):
        assert secret not in page
    browser.post(url, {"act": "decline", "reason": "GEEN_WONING", "decline_words": ""})
    page = browser.get(url).text + browser.get("/voordrachten/").text
    assert "Er is nu geen passende woning" in page
    assert str(scene.client) not in page
    assert "Samira" not in page


def test_after_a_no_of_the_client_another_dwelling_may_be_offered(scene):
    made, _ = nominate(scene)
    offer(scene, made)
    with pytest.raises(Obstructed, match="al een woning"):
        offer(scene, made, street="Andere weg")
    accept(scene, made, is_accepted=False, words="Te ver van mijn moeder.")
    assert offer(scene, made, street="Andere weg")
    found = Nomination.objects.with_everything().get()
    assert found.offer.street == "Andere weg"
    assert "“Te ver van mijn moeder.”" in [step.by for step in nominating.steps(found)]


def test_a_dwelling_is_taken_back_and_the_key_waits_for_a_yes(scene):
    made, _ = nominate(scene)
    with pytest.raises(Obstructed, match="nog geen ja"):
        move_in(scene, made)
    offer(scene, made)
    with pytest.raises(Obstructed, match="Trek die eerst terug"):
        nominating.decline(made, reason="GEEN_WONING", on=TODAY, by=scene.corporation)
    assert nominating.take_back(made, words="Verkocht.", on=TODAY, by=scene.corporation)
    assert not nominating.take_back(made, words="Verkocht.", on=TODAY, by=scene.corporation)
    assert not accept(scene, made)


def test_a_dwelling_the_provider_rents_is_one_of_its_places(scene):
    made, _ = nominate(scene)
    offer(scene, made, tenure="INTERMEDIAIR")
    accept(scene, made)
    with pytest.raises(Obstructed, match="Kies de plek"):
        move_in(scene, made)
    light = make.care_form(scene.region, "LICHT")
    elsewhere = make.place(make.location(scene.home.place.location.provider, municipality_id=make.LELYSTAD), light)
    with pytest.raises(Obstructed, match="niet in Almere"):
        move_in(scene, made, place=elsewhere)
    place = make.place(make.location(scene.home.place.location.provider), light)
    assert move_in(scene, made, place=place)
    home = scene.client.housing_episodes.get(ends_on=None)
    assert (home.place, home.tenure) == (place, "INTERMEDIAIR")


def test_who_has_no_business_does_nothing(scene):
    made, _ = nominate(scene)
    for user in (scene.by, make.user(Role.HOUSING_ASSOCIATION, scene.region)):
        with pytest.raises(PermissionDenied):
            nominating.decline(made, reason="GEEN_WONING", on=TODAY, by=user)
    for user in (scene.guide, scene.corporation, make.user(Role.POLICY, scene.region)):
        with pytest.raises(PermissionDenied):
            nominating.withdraw(made, words="Nee.", on=TODAY, by=user)
    with pytest.raises(PermissionDenied):
        accept(scene, made, by=make.user(Role.PROVIDER, scene.region))
    with pytest.raises(PermissionDenied):
        nominate(scene, by=scene.guide)


def test_once_it_is_over_nothing_more_is_done(scene):
    made, _ = nominate(scene)
    assert nominating.withdraw(made, words="Blijft toch.", on=TODAY, by=scene.by)
    assert not nominating.withdraw(made, words="Blijft toch.", on=TODAY, by=scene.by)
    for act in (offer, accept, move_in):
        with pytest.raises(Obstructed, match="Er is niets meer te doen"):
            act(scene, made)


def test_the_database_refuses_two_open_nominations_and_two_standing_offers(scene):
    made, _ = nominate(scene)
    offer(scene, made)
    with pytest.raises(IntegrityError), transaction.atomic():
        make.offers(made, by=scene.corporation)
    with pytest.raises(IntegrityError), transaction.atomic():
        make.nominated(scene.client, by=make.user(Role.HOUSING_ASSOCIATION, scene.region))
    with pytest.raises(IntegrityError), transaction.atomic():
        Nomination.objects.update(declined_on=TODAY)


def test_the_start_page_says_whose_turn_it_is(scene):
    def waits_for(user):
        return [task.button for task in start_for(user, on=TODAY).tasks if str(scene.client) == task.title]

    made, _ = nominate(scene)
    assert (waits_for(scene.corporation), waits_for(scene.by)) == (["Antwoord geven"], [])
    Nomination.objects.update(nominated_on=ago(15))
    assert waits_for(scene.by) == ["Vraag na of trek in"]
    offer(scene, made)
    assert (waits_for(scene.corporation), waits_for(scene.guide)) == ([], ["Antwoord vastleggen"])
    accept(scene, made)
    assert waits_for(scene.by) == waits_for(scene.guide) == ["Sleutel vastleggen"]


def test_the_pages_do_it_all_and_keep_what_was_typed(scene, signed_in):
    browser = signed_in(scene.by)
    typed = {
        "association": scene.association.pk,
        "bedrooms": "12",
        "wishes": "Een kat mag mee.",
        "contact": "Samira",
    }
    page = browser.post(scene.url, typed)
    assert (page.status_code, "Een kat mag mee." in page.text, "1 tot en met 9" in page.text) == (422, True, True)
    typed |= {"bedrooms": "2", "guidance_by": "Polderlicht", "contact": "Samira", "reachable": "06"}
    typed |= {"max_rent": "612,50"}
    page = browser.post(scene.url, typed, follow=True)
    assert "is voorgedragen bij" in page.text
    made = Nomination.objects.get()
    url = f"/voordrachten/{made.slug}/"
    offered = {"act": "offer", "street": "Zeeweg", "house_number": "7", "municipality": make.ALMERE}
    offered |= {"rent": "veel", "tenure": "EIGEN_HUUR", "available_on": "2026-11-01"}
    association = signed_in(scene.corporation)
    page = association.post(url, offered)
    assert (page.status_code, 'value="Zeeweg"' in page.text) == (422, True)
    association.post(url, offered | {"rent": "580"})
    guide = signed_in(scene.guide)
    page = guide.post(url, {"act": "answer", "answered_on": "2026-10-05", "is_accepted": "nee", "words": " "})
    assert "Schrijf op waarom de cliënt deze woning niet wil." in page.text
    guide.post(url, {"act": "answer", "answered_on": "2026-10-05", "is_accepted": "ja", "words": "Mooi!"})
    assert "“Mooi!”" in association.get(url).text
    assert "De zorg gaat door" in guide.post(url, {"act": "move_in", "key_on": "2026-10-05"}, follow=True).text
    assert "Dit was al gedaan" in guide.post(url, {"act": "move_in", "key_on": "2026-10-05"}, follow=True).text
    assert AccessRecord.objects.filter(subject="voordracht", client=scene.client).count() > 5


def test_ten_nominations_cost_as_many_queries_as_one(scene, signed_in, django_assert_num_queries):
    def one_more():
        made = make.nominated(make.client(scene.region), by=scene.corporation)
        make.offers(made, by=scene.corporation)

    for user in (scene.by, scene.corporation):
        browser = signed_in(user)
        one_more()
        browser.get("/voordrachten/")
        with django_assert_num_queries(10) as asked:
            browser.get("/voordrachten/")
        for _ in range(4):
            one_more()
        with django_assert_num_queries(len(asked)):
            browser.get("/voordrachten/")


def test_the_home_of_a_nomination_is_put_right_but_not_struck_out(scene):
    made, _ = nominate(scene)
    offer(scene, made)
    accept(scene, made)
    move_in(scene, made)
    home = HousingEpisode.objects.get(nomination=made)
    seen = amending.seal_of(home)
    with pytest.raises(Obstructed, match="een voordracht bij een corporatie"):
        amending.strike(home, reason="Fout.", seen=seen, on=TODAY, by=scene.by)


def test_nobody_looks_for_a_home_for_somebody_who_died(scene, signed_in):
    made, _ = nominate(scene)
    leaving.die(scene.client, died_on=TODAY, on=TODAY, by=scene.by)
    page = signed_in(scene.corporation).get("/voordrachten/").text
    assert ("Ingetrokken" in page, str(scene.client) in page, "verleden" in page) == (True, False, False)
    assert not Nomination.objects.open().filter(pk=made.pk).exists()
