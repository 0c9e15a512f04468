"""An old backup comes back: what was destroyed is destroyed again, from a list kept outside the database."""

import json
from datetime import UTC, date, datetime

import pytest
from django.core.management import CommandError, call_command

from portal.audit import chain
from portal.models import AccessRecord, Client, Role
from tests import make
from tests.watching import undone
from trajectories.models import Destruction
from trajectories.retention.again import destroy_again, told
from trajectories.retention.destroying import destroy, propose
from trajectories.retention.holding import hold

AT = datetime(2026, 10, 5, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def two():
    region = make.region()
    return make.user(Role.COORDINATOR, region), make.user(Role.COORDINATOR, region)


@pytest.fixture
def old(two):
    """Somebody whose term is long over."""
    client = make.client(two[0].region, given_names="Kanarievogel", code="C-OUD")
    make.notification(client, date(2015, 1, 5), closed_on=date(2015, 2, 5), own_words="Ik kwetter.")
    return client


@pytest.fixture
def file(tmp_path, two, old):
    """The list that was written after `old` was destroyed; then the backup of before came back."""
    path = tmp_path / "vernietigd.jsonl"
    with undone():
        destroy(propose(old, on=make.TODAY, by=two[0]), on=make.TODAY, at=AT, by=two[1])
        call_command("list_destroyed", str(path))
    assert Client.objects.filter(code="C-OUD").exists()
    return path


def test_what_came_back_goes_again_and_is_told_as_it_was(file, old, two):
    other = make.client(two[0].region)
    before = file.read_text()
    call_command("destroy_again", str(file))
    assert list(Client.objects.filter(region=two[0].region)) == [other]
    assert "".join(f"{line}\n" for line in told()) == before
    assert AccessRecord.objects.get(client=old.pk).subject == "dossier opnieuw vernietigd"
    assert chain.check() == []


def test_a_proposal_of_that_time_is_no_hindrance_and_twice_is_once(file, old, two, capsys):
    propose(old, on=make.TODAY, by=two[1])
    call_command("destroy_again", str(file))
    call_command("destroy_again", str(file))
    assert Destruction.objects.get().proposed_by == two[0]
    assert "0 dossiers opnieuw vernietigd, 1 waren al weg." in capsys.readouterr().out


def test_who_did_it_may_be_unknown_to_the_backup(file):
    line = json.loads(file.read_text()) | {"voorgesteld_door": "later", "vernietigd_door": "nog.later"}
    assert destroy_again(json.dumps(line))
    assert Destruction.objects.get().destroyed_by is None


def test_a_file_that_is_held_stays_for_a_person_to_look_at(file, old, two, capsys):
    hold(old, reason="Rechtszaak.", last_day=None, on=make.TODAY, by=two[0])
    with pytest.raises(CommandError, match="1 regels zijn niet gelukt"):
        call_command("destroy_again", str(file))
    assert "langer bewaard" in capsys.readouterr().err
    assert Client.objects.filter(code="C-OUD").exists()


@pytest.mark.parametrize("line", ["", "{}", "[1]", "geen json", '{"regio": "NERGENS"}'])
def test_a_line_that_is_none_is_said_and_the_rest_is_done(file, line, capsys):
    file.write_text(f"{line}\n{file.read_text()}")
    with pytest.raises(CommandError):
        call_command("destroy_again", str(file))
    assert "Regel 1: Dit is geen regel van de lijst" in capsys.readouterr().err
    assert not Client.objects.filter(code="C-OUD").exists()


def test_a_list_that_is_not_there_is_said(tmp_path):
    with pytest.raises(CommandError, match="niet te lezen"):
        call_command("destroy_again", str(tmp_path / "nergens"))


def test_the_list_names_nobody(file):
    assert "Kanarievogel" not in file.read_text()
