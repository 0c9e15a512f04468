"""What every test may lean on."""

import sys
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from django.db import connection, transaction
from django.test import Client as Browser

from portal.actor import SYSTEM, begin_as
from portal.models import Municipality, User
from portal.reference import municipalities
from tests import make
from tests.template import template
from tests.world import World, build


def _stay_home(event: str, facts: tuple[Any, ...]) -> None:
    """No test talks to anything beyond this machine."""
    if event == "socket.connect" and isinstance(facts[1], tuple) and facts[1][0] not in HERE:
        raise RuntimeError(f"a test wants to talk to {facts[1][0]}")


HERE = {"127.0.0.1", "::1", "localhost"}
sys.addaudithook(_stay_home)
begin_as(SYSTEM)  # what a test makes and checks itself; the pages it asks act as who logged in


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The tests of a file run in one process, so that what they share is made once; a group goes before a file."""
    for item in items:
        if not any(item.iter_markers("xdist_group")):
            item.add_marker(pytest.mark.xdist_group(str(item.path)))


def pytest_make_parametrize_id(val: object) -> str | None:
    """Bytes name no test: a workbook holds the second it was made in, and all processes must agree on names."""
    return "bytes" if isinstance(val, bytes) else None


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, django_db_blocker: Any
) -> None:
    """A copy of a database that was migrated is there ten seconds sooner than one that still has to be."""
    with django_db_blocker.unblock():
        connection.settings_dict["TEST"]["TEMPLATE"] = template()


@pytest.fixture
def today(settings) -> date:
    """The day the portal believes it is."""
    settings.DEMO_TODAY = make.TODAY
    return make.TODAY


@pytest.fixture
def signed_in(today: date) -> Callable[[User], Browser]:
    """A test browser with somebody logged in."""

    def sign_in(user: User) -> Browser:
        browser = Browser()
        browser.force_login(user)
        return browser

    return sign_in


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """The small world, made once for the tests of a file; what a test does to it is undone after the test.

    PostgreSQL is told how large it is: after many tests that undid their rows it takes every table for empty, and
    then reads all of them for each row of each other.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        made = build()
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        yield made
        transaction.set_rollback(True)


@pytest.fixture
def signing_key(settings, tmp_path) -> str:
    """An installation that signs: with a key of our own making and a certificate that nobody vouches for."""
    key = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Centrumgemeente Almere (fictief)")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime(2026, 1, 1))
        .not_valid_after(datetime(2036, 1, 1))
        .sign(key, hashes.SHA256())
    )
    file = tmp_path / "sleutel.p12"
    lock = BestAvailableEncryption(b"geheim")
    file.write_bytes(pkcs12.serialize_key_and_certificates(b"rapporten", key, certificate, None, lock))
    settings.SIGNING_KEY_FILE, settings.SIGNING_KEY_PASSWORD = str(file), "geheim"
    return "Centrumgemeente Almere (fictief)"


@pytest.fixture(scope="module")
def browsers(world: World) -> dict[str, Browser]:
    """A browser for each user, logged in."""
    found = {}
    for word, user in world.users.items():
        found[word] = Browser()
        found[word].force_login(user)
    return found


COMMITS = pytest.StashKey[Any]()


@pytest.fixture
def committed(request: pytest.FixtureRequest, django_db_blocker: Any, transactional_db: None) -> None:
    """What the test writes is there for other connections too, and gone afterwards."""
    request.node.stash[COMMITS] = django_db_blocker


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Iterator[None]:
    """Fill in again what a test that commits empties on its way out: the codes a migration brought.

    After every fixture of the test, since the emptying is the work of one. Not after the last test of all: the
    database of the tests is gone then, and the other one is nobody's to fill.
    """
    try:
        return (yield)
    finally:
        if COMMITS in item.stash and connection.settings_dict["NAME"].startswith("test_"):
            with item.stash[COMMITS].unblock():
                Municipality.objects.bulk_create(
                    [Municipality(code=row.code, name=row.name, ended_on=row.until) for row in municipalities()],
                    ignore_conflicts=True,
                )
