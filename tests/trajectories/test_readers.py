"""Who looked in a file: told to the client day by day, on screen and on paper."""

import io
import re
from datetime import UTC, datetime, timedelta

import pypdf
import pytest

from portal.audit.readers import days_of
from portal.models import AccessRecord, Action, Ground, Role
from tests import make
from tests.paper import problems
from tests.trajectories.test_known import recorded
from trajectories.amending import seal_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
MORNING = datetime(2026, 10, 5, 7, 30, tzinfo=UTC)


@pytest.fixture
def region():
    return make.region()


@pytest.fixture
def team(region):
    return make.user(Role.TEAM, region, name="Noor Bos")


@pytest.fixture
def client(region):
    found = make.client(region, given_names="Sam", family_name="Winter")
    make.notification(found)
    return found


def look(user, action=Action.VIEW, subject="cliënt", at=MORNING, client=None):
    facts = {"role": user.role, "organisation_name": str(user.organisation)} if user else {}
    return AccessRecord(user=user, action=action, subject=subject, at=at, client=client, **facts)


def test_a_day_names_everybody_once_and_says_what_they_did(team, region):
    provider = make.user(Role.PROVIDER, region, name="Ali Kaya")
    lines = [
        look(team, Action.CHANGE, "melding", MORNING + timedelta(hours=2)),
        look(team, at=MORNING + timedelta(hours=1)),
        look(provider, at=MORNING + timedelta(minutes=5)),
        look(team),
        look(None, Action.EXPORT, "brief", MORNING - timedelta(days=1)),
    ]
    first, second = days_of(lines)
    noor, ali = first.readers
    assert (first.day, second.day) == (make.TODAY, make.TODAY - timedelta(days=1))
    assert (noor.name, noor.in_words) == ("Noor Bos", ["wijzigde melding", "keek naar uw dossier (2 keer)"])
    assert (f"{noor.first:%H:%M}", f"{noor.last:%H:%M}") == ("09:30", "11:30")
    assert (ali.name, ali.role) == ("Ali Kaya", Role.PROVIDER.label)
    assert (second.readers[0].name, second.readers[0].in_words) == ("Het portaal zelf", ["downloadde brief"])


def test_every_line_says_what_somebody_had_to_do_with_the_client(region, team, client):
    provider, keeper, other = (make.user(Role.PROVIDER, region) for _ in range(3))
    landlord = make.user(Role.HOUSING_ASSOCIATION, region)
    make.care(client, make.care_form(region), provider.organisation, make.LONG_AGO)
    location = make.location(keeper.organisation, housing_association=landlord.organisation)
    make.lives(client, make.place(location, make.care_form(region)))
    expected = {
        team: Ground.REPORTED,
        make.user(Role.COORDINATOR, region): Ground.REGION,
        provider: Ground.CARE,
        keeper: Ground.HOME,
        landlord: Ground.HOME,
        other: Ground.NONE,
    }
    for user, ground in expected.items():
        look(user, client=client).save()
        assert AccessRecord.objects.get(user=user).ground == ground, user.role
    look(other, Action.EMERGENCY, client=client).save()
    assert AccessRecord.objects.latest("pk").ground == Ground.EMERGENCY
    look(team).save()
    assert AccessRecord.objects.latest("pk").ground is None, "nobody's file"
    (day,) = days_of(AccessRecord.objects.filter(client=client, user=provider).select_related("user"))
    assert day.readers[0].why == ["geeft of gaf u zorg"]


def test_a_day_is_a_day_in_the_netherlands(team):
    """At 22:30 by UTC it is past midnight here in summer."""
    (day,) = days_of([look(team, at=datetime(2026, 6, 30, 22, 30, tzinfo=UTC))])
    assert f"{day.day}" == "2026-07-01"


def test_the_page_and_the_paper_tell_the_client_who_was_there(client, team, signed_in):
    browser = signed_in(team)
    browser.get(f"/clienten/{client.slug}/")
    page = browser.get(f"/clienten/{client.slug}/wie-keek/").text
    assert "Noor Bos" in page
    assert "keek naar uw dossier." in page
    pdf = browser.get(f"/clienten/{client.slug}/wie-keek/overzicht.pdf").content
    text = re.sub(r"\s+", " ", " ".join(sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(pdf)).pages))
    for words in ("Wie keek in uw dossier?", "Sam Winter", "Noor Bos", "keek naar dit overzicht"):
        assert words in text
    assert problems(pdf) == []
    last = AccessRecord.objects.filter(client=client).latest("number")
    assert (last.action, last.subject) == (Action.EXPORT, "wie in het dossier keek")


@pytest.mark.parametrize("fact", [{"was_never": "on"}, {"last_day": make.LONG_AGO}], ids=["never", "ended"])
def test_a_correction_may_end_what_a_provider_had_to_do_with_somebody(region, signed_in, fact):
    """Then the list follows, and not a page they may see no more; the auditor is told to look for this subject."""
    user, form, person = make.user(Role.PROVIDER, region), make.care_form(region), make.client(region)
    make.contract(user.organisation, form)
    care = recorded(make.care(person, form, user.organisation, make.LONG_AGO), make.LONG_AGO)
    facts = {"starts_on": make.LONG_AGO, "care_form": form.pk, "funding": "ZIN", "reason": "Verkeerde cliënt."}
    facts |= {"seen": seal_of(care)} | fact
    answer = signed_in(user).post(f"/clienten/{person.slug}/corrigeren/zorg/{care.pk}/", facts)
    assert (answer.status_code, answer["Location"]) == (302, "/clienten/")
    assert person.superseded.get().corrected_by == user
    line = AccessRecord.objects.get(client=person)
    ended = "last_day" in fact
    assert (line.ground, line.subject) == (Ground.CARE if ended else Ground.NONE, "correctie")


def test_what_was_done_before_two_files_became_one_is_told_too(client, team, region, signed_in):
    other = make.client(region)
    AccessRecord.objects.create(user=team, action=Action.VIEW, subject="een andere naam", client=other)
    type(other).objects.filter(pk=other.pk).update(merged_into=client)
    assert "een andere naam" in signed_in(team).get(f"/clienten/{client.slug}/wie-keek/").text


def test_providers_and_other_municipalities_do_not_read_who_looked(client, region, signed_in):
    assert signed_in(make.user(Role.PROVIDER, region)).get(f"/clienten/{client.slug}/wie-keek/").status_code == 403
    elsewhere = make.user(Role.TEAM, make.region())
    assert signed_in(elsewhere).get(f"/clienten/{client.slug}/wie-keek/").status_code == 404
