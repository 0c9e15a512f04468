"""Who is involved with a client, how to reach them, and what stays with those who decide."""

from datetime import date
from types import SimpleNamespace

import pytest

from portal.models import Role
from tests import make
from trajectories.models import ContactPerson, PartKind, SafetyNet

pytestmark = pytest.mark.django_db
TODAY = make.TODAY


@pytest.fixture
def scene(signed_in) -> SimpleNamespace:
    """Somebody with a melding, a dwelling of an association let by one provider, care of another, and people."""
    region = make.region()
    client = make.client(region, given_names="Noor")
    team = make.user(Role.TEAM, region)
    team.organisation.phone = "036 111"
    team.organisation.save()
    association = make.user(Role.HOUSING_ASSOCIATION, region).organisation
    association.phone = "036 222"
    association.save()
    carer, landlord = make.provider(region, phone="036 333"), make.provider(region, mail="huis@voorbeeld.nl")
    form = make.care_form(region)
    make.lives(client, make.place(make.location(landlord, housing_association=association), form))
    make.care(client, form, carer, date(2026, 1, 1), paying_municipality_id=make.ALMERE)
    melding = make.notification(client)
    answers = {"representative": "MENTOR", "representative_name": "Els Mentor", "representative_phone": "06 444"}
    make.part(melding, PartKind.REPRESENTATION, by=team, answers=answers)
    make.part(
        melding,
        PartKind.PERSON,
        by=team,
        answers={"phone": "06 555", "address_kind": "GEHEIM", "street": "Geheim 1"},
    )
    facts = {"client": client, "added_on": TODAY, "added_by": team}
    ContactPerson.objects.create(role="NAASTE", name="Zus Zonneveer", phone="06 666", may_call=False, **facts)
    SafetyNet.objects.create(client=client, starts_on=TODAY, who="Ineke Vangnet", phone="06 777", agreed_by=team)
    return SimpleNamespace(
        url=f"/clienten/{client.slug}/",
        region=region,
        team=signed_in(team),
        carer=signed_in(make.user(Role.PROVIDER, organisation_=carer)),
    )


def card(browser, url: str) -> str:
    return browser.get(url).content.decode().split('id="mensen"')[1].split("</section>")[0]


def test_who_decides_reads_everybody_and_how_to_reach_them(scene):
    shown = card(scene.team, scene.url)
    told = (
        "036 111",
        "036 222",
        "036 333",
        "huis@voorbeeld.nl",
        "Mentor",
        "Els Mentor",
        "06 444",
        "06 555",
        "06 777",
    )
    for words in told:
        assert words in shown, words
    assert "Alleen over de woning. Zeg niets over de zorg." in shown


def test_who_may_not_be_called_has_no_number_and_a_secret_address_stays_secret(scene):
    shown = card(scene.team, scene.url)
    assert "Zus Zonneveer" in shown
    assert "Niet bellen." in shown
    assert "06 666" not in shown
    assert "Geheim 1" not in shown


def test_a_provider_reads_the_organisations_and_the_net_and_nobody_else(scene):
    shown = card(scene.carer, scene.url)
    for words in ("036 111", "036 222", "036 333", "Ineke Vangnet"):
        assert words in shown, words
    for words in ("Els Mentor", "06 444", "06 555", "Zus Zonneveer"):
        assert words not in shown, words
