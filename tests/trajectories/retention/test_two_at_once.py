"""Two who destroy the same file at once: it is destroyed once, and the second is told so."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from threading import Barrier

import pytest
from django.db import connection

from portal.actor import SYSTEM, begin_as
from portal.models import Role
from tests import make
from trajectories.retention.destroying import destroy, propose

AT = datetime(2026, 10, 5, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def test_two_who_destroy_in_the_same_second_destroy_once(committed):
    region = make.region()
    client, (one, other) = make.client(region), [make.user(Role.COORDINATOR, region) for _ in range(2)]
    make.notification(client, date(2020, 1, 1), closed_on=date(2020, 2, 1))
    proposal, gate = propose(client, on=make.TODAY, by=one), Barrier(2)

    def go(_):
        gate.wait()
        try:
            return destroy(proposal, on=make.TODAY, at=AT, by=other)
        finally:
            connection.close()

    with ThreadPoolExecutor(2, initializer=begin_as, initargs=[SYSTEM]) as pool:
        assert [bool(one) for one in pool.map(go, range(2))].count(True) == 1
