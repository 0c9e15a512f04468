"""A copy of a file: everything that is kept about somebody, and nothing about anybody else."""

import json
from collections import deque

import pytest
from django.db import models

from portal.models import AccessRecord, Action, Client, Role
from tests import make
from tests.paper import problems
from trajectories.dossier.copying import as_json, copy_of
from trajectories.dossier.register import KEPT, NOT_COPIED, OF_THE_CLIENT

pytestmark = pytest.mark.django_db


def leads_to_a_client() -> set[type[models.Model]]:
    """Every model with a row that belongs to somebody, however far away."""
    found, waiting = set(), deque([Client])
    while waiting:
        for link in waiting.popleft()._meta.get_fields(include_hidden=True):
            if link.auto_created and not link.concrete and link.related_model not in found | {Client}:
                found.add(link.related_model)
                waiting.append(link.related_model)
    return found


def test_every_kind_of_row_that_belongs_to_somebody_is_in_the_register_once():
    named = [kept.model for kept in KEPT]
    assert leads_to_a_client() == set(named) | set(NOT_COPIED)
    assert len(named) == len(set(named))


def test_every_word_that_is_kept_about_somebody_is_in_the_copy(world):
    """Of every kind of row that the small world knows, every text in it."""
    missing, kinds, told = [], set(), {}
    for kept in (OF_THE_CLIENT, *KEPT):
        texts = [
            field
            for field in kept.model._meta.concrete_fields
            if isinstance(field, models.CharField | models.TextField) and field.name not in kept.left_out
        ]
        for row in kept.model._default_manager.all():
            if (owner := owner_of(row, kept.path)) is None:
                continue
            kinds.add(kept)
            told[owner] = told.get(owner) or as_json(owner, on=make.TODAY)
            for field in texts:
                words = getattr(row, f"get_{field.name}_display")() if field.choices else getattr(row, field.name)
                if words and json.dumps(str(words), ensure_ascii=False)[1:-1] not in told[owner]:
                    missing.append(f"{kept.model.__name__}.{field.name}: {words}")
    assert not missing
    assert len(kinds) > 20, "the small world has too little to prove anything"


def owner_of(row, path):
    """The client whose row it is; None where it is about no client."""
    for step in path.replace("pk", "").split("__"):
        row = getattr(row, step) if row and step else row
    return row


def test_nobody_else_is_in_it(world):
    owner = world.things["client"]
    others = Client.objects.exclude(pk=owner.pk).exclude(family_name=owner.family_name)
    told = as_json(owner, on=make.TODAY)
    assert [str(other) for other in others if str(other) in told] == []


def test_ten_rows_cost_as_many_queries_as_one(django_assert_max_num_queries):
    region = make.region()
    client = make.client(region)
    for _ in range(10):
        make.notification(client)
    with django_assert_max_num_queries(len(KEPT) + 4):
        chapters = copy_of(client)
    assert [len(chapter.rows) for chapter in chapters if chapter.name == "Meldingen"] == [10]


@pytest.fixture
def region():
    return make.region()


@pytest.fixture
def coordinator(today, region, signed_in):
    return signed_in(make.user(Role.COORDINATOR, region))


def test_the_page_the_paper_and_the_file_are_written_down(region, coordinator):
    client = make.client(region, given_names="Sam")
    make.notification(client)
    assert "Wie u bent" in coordinator.get(f"/clienten/{client.slug}/kopie/").text
    assert problems(coordinator.get(f"/clienten/{client.slug}/kopie/dossier.pdf").content) == []
    content = json.loads(coordinator.get(f"/clienten/{client.slug}/kopie/dossier.json").content)
    assert content["gegevens"][0]["regels"][0]["voornamen"] == "Sam"
    assert content["wie_keek"]
    acts = AccessRecord.objects.filter(client=client).order_by("number").values_list("action", flat=True)
    assert list(acts) == [Action.VIEW, Action.EXPORT, Action.EXPORT]


def test_a_coordinator_gets_all_of_it_and_nobody_else_any(world, today, region, signed_in):
    """Behind the policies of the database the copy is as whole as without them."""
    client = world.things["client"]
    browser = signed_in(world.users["coordinator"])
    given = json.loads(browser.get(f"/clienten/{client.slug}/kopie/dossier.json").content)
    assert given["gegevens"] == json.loads(as_json(client, on=make.TODAY))["gegevens"]
    for word in ("wijkteam", "aanbieder", "corporatie", "beleid"):
        assert signed_in(world.users[word]).get(f"/clienten/{client.slug}/kopie/").status_code == 403
    elsewhere = make.user(Role.COORDINATOR, region)
    assert signed_in(elsewhere).get(f"/clienten/{client.slug}/kopie/").status_code == 404
