"""Which mail goes out: around a proposal, and about a term; never with a word about the client."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from portal.mail.sending import send_next
from portal.models import Mail, MailKind, Role, User
from portal.models.mail import FOR_WHOM
from tests import make
from tests.portal.test_mail import AT
from trajectories import proposals
from trajectories.notices import remind

pytestmark = pytest.mark.django_db
TODAY = make.TODAY
START = {"intended_start_on": TODAY, "on": TODAY}


@pytest.fixture
def scene(mailoutbox) -> SimpleNamespace:
    """A free place and somebody who waits for it; everybody wants every notice."""
    region = make.region()
    form, provider = make.care_form(region, name="Beschut Bijzonder"), make.provider(region)
    make.contract(provider, form)
    client = make.client(region, given_names="Noortje", family_name="Verhage")
    make.notification(client, TODAY - timedelta(days=39))
    people = {
        "coordinator": make.user(Role.COORDINATOR, region),
        "colleague": make.user(Role.COORDINATOR, region),
        "planner": make.user(Role.PROVIDER, region, provider),
        "other provider": make.user(Role.PROVIDER, region),
        "team": make.user(Role.TEAM, region),
        "other team": make.user(
            Role.TEAM, region, make.organisation(region, "WIJKTEAM", municipality_id=make.LELYSTAD)
        ),
        "elsewhere": make.user(Role.COORDINATOR),
    }
    for word, user in people.items():
        user.mail = f"{word.replace(' ', '.')}@voorbeeld.example"
        user.mail_kinds = [kind.value for kind in FOR_WHOM]
        user.save()
    place = make.place(make.location(provider), form)
    return SimpleNamespace(people=people, entry=make.waits(client, form), place=place, outbox=mailoutbox)


def propose(scene):
    return proposals.propose(scene.entry, place=scene.place, **START, by=scene.people["coordinator"])[0]


def sent(scene) -> set[tuple[str, str]]:
    """Who got which mail since the last time."""
    while send_next(at=AT):
        pass
    found = {(mail.to[0].split("@")[0], mail.subject.removeprefix("Thuisroute: ")) for mail in scene.outbox}
    for mail in scene.outbox:
        for word in ("Noortje", "Verhage", "Bijzonder", "Almere", "2026"):
            assert word not in mail.subject + mail.body
    scene.outbox.clear()
    return found


def test_what_happens_to_a_proposal_is_told_to_the_other_side(scene):
    made = propose(scene)
    assert sent(scene) == {("planner", MailKind.ANSWER.label), ("team", MailKind.RESERVED.label)}
    proposals.accept(made, on=TODAY, by=scene.people["planner"])
    answered = {(who, MailKind.ANSWERED.label) for who in ("coordinator", "colleague", "team")}
    assert sent(scene) == answered
    proposals.introduce(made, held_on=TODAY, agrees=False, on=TODAY, by=scene.people["coordinator"])
    assert sent(scene) == answered - {("coordinator", MailKind.ANSWERED.label)}


def test_a_no_and_a_withdrawal_are_told(scene):
    proposals.decline(propose(scene), reason="PERSONEEL", on=TODAY, by=scene.people["planner"])
    assert ("colleague", MailKind.ANSWERED.label) in sent(scene)
    proposals.withdraw(propose(scene), on=TODAY, by=scene.people["coordinator"])
    assert {("planner", MailKind.WITHDRAWN.label), ("team", MailKind.WITHDRAWN.label)} <= sent(scene)


def test_an_answer_that_is_late_is_told_once(scene):
    made = propose(scene)
    Mail.objects.all().delete()
    User.objects.update(mail_kinds=[MailKind.OVERDUE.value])
    for days in range(12):
        remind(on=TODAY + timedelta(days=days))
        told = sent(scene)
        assert bool(told) is (days == 8)
    assert Mail.objects.filter(about=made.slug).count() == 3


def test_a_term_that_is_about_to_run_out_is_told_once_with_the_number_of_the_melding(scene):
    melding = scene.entry.client.notifications.get()
    for _ in range(2):
        remind(on=TODAY)
    assert {(who, MailKind.TERM.label) for who in ("coordinator", "colleague", "team")} == sent(scene)
    assert set(Mail.objects.values_list("about", "path")) == {(melding.slug, f"/meldingen/{melding.slug}/")}
    remind(on=TODAY + timedelta(days=1))
    assert not sent(scene)


def test_a_mail_server_that_fails_stops_no_act(scene, settings):
    settings.MAILERS = {"default": {"BACKEND": "tests.portal.nowhere.EmailBackend"}}
    assert proposals.accept(propose(scene), on=TODAY, by=scene.people["planner"])
    assert Mail.objects.exists()
