"""Whether anything was written: what the tests of doors and of hostile input rest on."""

import pytest

from portal.models import AccessRecord, Action, Client
from tests import make
from tests.watching import rows, undone, writes

pytestmark = pytest.mark.django_db


def test_a_change_counts_and_one_that_is_undone_too():
    client = make.client(make.region())
    before, as_it_was = writes(), rows()
    with undone():
        Client.objects.filter(pk=client.pk).update(given_names="Sam")
        assert writes() == before + 1
        assert rows() != as_it_was
    assert writes() == before + 1
    assert rows() == as_it_was


def test_looking_and_writing_in_the_log_count_for_nothing():
    client = make.client(make.region())
    before, as_it_was = writes(), rows()
    Client.objects.get(pk=client.pk)
    AccessRecord.objects.create(action=Action.VIEW, subject="cliënt", client=client)
    assert (writes(), rows()) == (before, as_it_was)
