"""No place found: kept once a day per criterion, counted per client."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from portal.models import Role
from tests import make
from trajectories import unmet
from trajectories.models import Criterion, UnmetDemand

pytestmark = pytest.mark.django_db
TODAY = make.TODAY


def test_the_same_is_kept_once_a_day():
    region = make.region()
    entry, by = make.waits(make.client(region), make.care_form(region)), make.user(Role.COORDINATOR, region)
    facts = {"criterion": Criterion.FEATURE, "words": "Rolstoel", "on": TODAY, "by": by}
    assert unmet.record(entry, **facts) is True
    assert unmet.record(entry, **facts) is False
    assert UnmetDemand.objects.get().words == "Rolstoel"


def test_clients_are_counted_once_per_criterion_in_their_own_region():
    region = make.region()
    form, by = make.care_form(region), make.user(Role.COORDINATOR, region)
    first, second = (make.waits(make.client(region), form) for _ in range(2))
    for entry, days in ((first, 0), (first, 3), (second, 1), (second, 200)):
        unmet.record(entry, criterion=Criterion.AGE, on=TODAY - timedelta(days=days), by=by)
    unmet.record(first, criterion=Criterion.DAY, on=TODAY, by=by)
    since = TODAY - timedelta(days=92)
    assert dict(unmet.counts(by, since=since)) == {"Leeftijd": 2, "Geen plek op tijd vrij": 1}
    assert unmet.counts(make.user(Role.COORDINATOR), since=date(2020, 1, 1)) == {}


def test_only_a_coordinator_of_the_region_records():
    region = make.region()
    entry = make.waits(make.client(region), make.care_form(region))
    for by in (make.user(Role.TEAM, region), make.user(Role.COORDINATOR)):
        with pytest.raises(PermissionDenied):
            unmet.record(entry, criterion=Criterion.DAY, on=TODAY, by=by)
