"""Second steps and recovery codes: each code once, nothing readable in the database, everything told."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction

from portal import clock
from portal.actor import SYSTEM, begin_as
from portal.models import Mail, MailKind, RecoveryCode, Role, SignInKey, SignInKeyKind
from portal.proof import codes, keys
from tests import make

pytestmark = pytest.mark.django_db
NOW = clock.moment()
LATER = NOW + timedelta(minutes=1)
SECRET = b"12345678901234567890"


def code(at=NOW):
    return codes.code_at(SECRET, codes.step_at(at))


@pytest.fixture
def key(user):
    return keys.add_app(user, SECRET, typed=code(), name="Telefoon", at=NOW)


def test_an_app_is_kept_when_it_shows_the_right_code(user):
    with pytest.raises(ValidationError, match="klopt niet"):
        keys.add_app(user, SECRET, typed="000000", name="Telefoon", at=NOW)
    assert keys.add_app(user, SECRET, typed=code(), name="Telefoon", at=NOW).name == "Telefoon"


def test_a_code_works_once_and_an_older_one_not_after_it(user, key):
    assert not keys.is_right_code(user, code(), at=NOW)  # used when the app was added
    assert keys.is_right_code(user, code(LATER), at=LATER)
    assert not keys.is_right_code(user, code(LATER), at=LATER)
    assert not keys.is_right_code(user, code(LATER - timedelta(seconds=30)), at=LATER)


def test_a_code_may_be_typed_with_a_space(user, key):
    digits = code(LATER)
    assert keys.is_right_code(user, f" {digits[:3]} {digits[3:]} ", at=LATER)


def test_the_code_of_somebody_else_does_not_work(user, key):
    assert not keys.is_right_code(make.user(Role.TEAM), code(LATER), at=LATER)


def test_a_recovery_code_works_once_however_it_is_typed(user, key):
    first, second, *rest = keys.new_recovery_codes(user)
    assert len(rest) == 8
    assert keys.is_right_code(user, first, at=NOW)
    assert not keys.is_right_code(user, first, at=NOW)
    assert keys.is_right_code(user, second.lower().replace("-", " "), at=NOW)
    keys.new_recovery_codes(user)
    assert not keys.is_right_code(user, rest[0], at=NOW)


@pytest.mark.parametrize("typed", ["", "-", "0" * 12, "ＡＢＣ", "x" * 5000])
def test_anything_else_is_no_code(user, key, typed):
    keys.new_recovery_codes(user)
    assert not keys.is_right_code(user, typed, at=NOW)


def test_nothing_of_it_can_be_read_in_the_database(user, key):
    shown = [code.replace("-", "").encode() for code in keys.new_recovery_codes(user)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(t::text, '') FROM (TABLE portal_signinkey) t")
        kept = cursor.fetchone()[0]
    assert SECRET.hex() not in kept
    assert codes.spelled(SECRET) not in kept
    assert not set(shown) & {bytes(row.digest) for row in RecoveryCode.objects.all()}


def test_a_seed_in_the_row_of_somebody_else_opens_nothing(user, key, caplog):
    thief = make.user(Role.TEAM)
    SignInKey.objects.create(user=thief, kind=key.kind, name="x", secret=key.secret, added_at=NOW)
    assert not keys.is_right_code(thief, code(LATER), at=LATER)
    assert "SEAL_KEY" in caplog.text


def test_recovery_codes_go_with_the_last_key(user, key):
    keys.new_recovery_codes(user)
    keys.remove(key, at=NOW)
    assert not user.recovery_codes.exists()


def test_an_administrator_takes_everything_away_but_not_from_themselves(user, key):
    keys.new_recovery_codes(user)
    admin = make.user(Role.ADMINISTRATOR)
    for who, by, refusal in ((user, user, PermissionDenied), (admin, admin, ValidationError)):
        with pytest.raises(refusal):
            keys.remove_all(who, by=by, at=NOW)
    keys.remove_all(user, by=admin, at=NOW)
    assert not user.sign_in_keys.exists()
    assert not user.recovery_codes.exists()


def test_every_change_is_mailed_wanted_or_not(user, key):
    keys.remove(key, at=LATER)
    told = Mail.objects.filter(kind=MailKind.SIGN_IN, to=user.mail)
    assert told.count() == 2
    assert "Deed u dat niet zelf?" in str(told.first())


def test_nobody_has_more_keys_than_devices(user):
    for number in range(keys.MOST):
        facts = {"kind": SignInKeyKind.APP, "name": str(number), "secret": b"x", "added_at": NOW}
        SignInKey.objects.create(user=user, **facts)
    with pytest.raises(ValidationError, match="Verwijder er eerst een"):
        keys.add_app(user, SECRET, typed=code(), name="Telefoon", at=NOW)


def test_only_a_passkey_has_a_handle(user):
    with pytest.raises(IntegrityError), transaction.atomic():
        SignInKey.objects.create(user=user, kind=SignInKeyKind.PASSKEY, name="x", secret=b"x", added_at=NOW)


@pytest.mark.usefixtures("committed")
def test_of_two_who_send_the_same_code_at_once_one_gets_in():
    user = make.user(Role.TEAM)
    keys.add_app(user, SECRET, typed=code(), name="Telefoon", at=NOW)

    def send(_number):
        right = keys.is_right_code(user, code(LATER), at=LATER)
        connection.close()
        return right

    with ThreadPoolExecutor(4, initializer=begin_as, initargs=[SYSTEM]) as senders:
        assert sum(senders.map(send, range(8))) == 1
