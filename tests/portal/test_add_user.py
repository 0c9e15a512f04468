"""A new user gets a role, an organisation and a password, or a sentence that says why not."""

from itertools import chain, repeat

import pytest
from django.core.management import CommandError, call_command

from portal import demo_accounts
from portal.models import Organisation, OrganisationKind, Role, User
from tests import make

pytestmark = pytest.mark.django_db
SECRET = "een-lang-wachtwoord-123"


@pytest.fixture
def typed(monkeypatch):
    """What somebody types when asked for the password; the last word again and again."""

    def type_(*words: str) -> None:
        keys = chain(words, repeat(words[-1]))
        monkeypatch.setattr("portal.management.commands.add_user.getpass", lambda _prompt: next(keys))

    type_(SECRET)
    return type_


def add(login: str = "a.jansen", role: Role = Role.ADMINISTRATOR, **words: str) -> User:
    call_command("add_user", login, name="A. Jansen", role=role, **words)
    return User.objects.get(login=login)


def test_an_administrator_can_log_in_and_belongs_to_no_region(typed, client):
    user = add()
    assert (user.role, user.region, user.organisation.kind) == (
        Role.ADMINISTRATOR,
        None,
        OrganisationKind.PLATFORM,
    )
    assert client.post("/inloggen/", {"login": user.login, "password": SECRET}).status_code == 302


def test_the_second_of_a_team_joins_the_first(typed):
    region = make.region()
    first = add("een", Role.TEAM, region=region.code, organisation=make.ALMERE)
    assert first.organisation.name == "Sociaal Wijkteam Almere"
    assert add("twee", Role.TEAM, region=region.code, organisation=make.ALMERE).organisation == first.organisation


def test_a_provider_must_be_in_the_region(typed):
    provider = make.provider(make.region())
    assert (
        add("een", Role.PROVIDER, region=provider.region.code, organisation=provider.code).organisation == provider
    )
    elsewhere = make.region().code
    with pytest.raises(CommandError, match="is er niet"):
        add("twee", Role.PROVIDER, region=elsewhere, organisation=provider.code)


def test_a_name_is_given_once(typed):
    add()
    with pytest.raises(CommandError, match="al in gebruik"):
        add()


@pytest.mark.parametrize("words", [("kort",), (SECRET, "iets-heel-anders-123")])
def test_a_weak_or_mistyped_password_adds_nobody(typed, words):
    typed(*words)
    with pytest.raises(CommandError):
        add()
    assert not User.objects.exists()


def test_every_demo_account_finds_its_place():
    for code, centre in (("FLEVOLAND", make.ALMERE), ("IJSSELVECHT", make.ZWOLLE)):
        region = make.region(code, centre)
        for account in demo_accounts.ACCOUNTS:
            if account.region == code and account.role in (Role.PROVIDER, Role.HOUSING_ASSOCIATION):
                make.organisation(region, OrganisationKind(account.role.value), code=account.organisation)
    demo_accounts.make_accounts()
    demo_accounts.make_accounts()
    assert User.objects.count() == len(demo_accounts.ACCOUNTS)
    assert Organisation.objects.filter(name="Sociaal Wijkteam Urk", municipality="0184").exists()
