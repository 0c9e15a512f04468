"""Signs of life, for whoever watches over the server."""

import pytest
from django.db import OperationalError, connection


def test_a_living_process_says_so_without_asking_the_database(client, monkeypatch):
    monkeypatch.setattr(connection, "cursor", _refuses)
    assert client.get("/gezond/").status_code == 200


@pytest.mark.django_db
def test_it_is_ready_while_the_database_answers(client):
    assert client.get("/klaar/").status_code == 200


@pytest.mark.django_db
def test_it_is_not_ready_while_the_database_does_not_answer(client, monkeypatch):
    monkeypatch.setattr(connection, "cursor", _refuses)
    answer = client.get("/klaar/")
    assert (answer.status_code, answer.content.decode()) == (503, "database antwoordt niet\n")


def _refuses(*_args: object, **_facts: object) -> None:
    raise OperationalError("weg")
