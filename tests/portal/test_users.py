"""An administrator adds users and organisations; a new user chooses a password nobody else ever sees."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client as Browser

from portal import accounts
from portal.models import AccessRecord, Organisation, OrganisationKind, Role, User
from tests import make

pytestmark = pytest.mark.django_db
SECRET = "een-lang-wachtwoord-123"
WHO = {"name": "Noor Zonneveer", "login": "noor.zonneveer"}


@pytest.fixture
def admin():
    return make.user(Role.ADMINISTRATOR)


@pytest.fixture
def beheer(admin, signed_in):
    return signed_in(admin)


@pytest.fixture
def region():
    return make.region("FLEVO")


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


def add(beheer, role, region="", **facts):
    return beheer.post(f"/beheer/gebruikers/nieuw/?rol={role}&regio={region}", WHO | facts)


def link_in(answer) -> str:
    parts = urlsplit(answer.context["link"])
    return f"{parts.path}?{parts.query}"


def test_a_new_user_chooses_a_password_with_a_link_that_works_once(beheer, region):
    answer = add(beheer, Role.COORDINATOR, "FLEVO")
    user = User.objects.get(login="noor.zonneveer")
    assert (user.role, user.region) == (Role.COORDINATOR, region)
    link = link_in(answer)
    stranger = Browser()
    assert "Welkom, Noor Zonneveer" in text(stranger.get(link))
    assert stranger.post(link, {"password": SECRET, "again": SECRET}).status_code == 302
    assert stranger.post("/inloggen/", {"login": user.login, "password": SECRET}).status_code == 302
    assert stranger.get(link).status_code == 404
    assert AccessRecord.objects.filter(subject="gebruiker", action="TOEVOEGEN").exists()


def test_the_key_stands_behind_the_question_mark_only(beheer, region):
    link = link_in(add(beheer, Role.COORDINATOR, "FLEVO"))
    assert urlsplit(link).path == "/welkom/"
    assert set(parse_qs(urlsplit(link).query)) == {"wie", "sleutel"}
    assert not AccessRecord.objects.filter(path__contains="sleutel").exists()


@pytest.mark.parametrize(
    ("password", "again", "says"),
    [
        ("kort", "kort", "te kort: minstens 15 tekens"),
        (SECRET, SECRET + "x", "niet gelijk"),
        ("", "", "Kies een wachtwoord"),
    ],
)
def test_a_weak_or_mistyped_password_is_not_kept(beheer, region, password, again, says):
    link = link_in(add(beheer, Role.COORDINATOR, "FLEVO"))
    answer = Browser().post(link, {"password": password, "again": again})
    assert answer.status_code == 422
    assert says in text(answer)
    assert SECRET not in text(answer)


@pytest.mark.parametrize("query", ["", "wie=1", "wie=x&sleutel=y", "wie=99999&sleutel=a-b", "wie=" + "9" * 50])
def test_a_link_that_never_was_says_so(query):
    assert Browser().get(f"/welkom/?{query}").status_code == 404


def test_every_role_works_where_it_belongs(beheer, region):
    provider = make.provider(region)
    landlord = make.organisation(region, OrganisationKind.HOUSING_ASSOCIATION)
    cases = [
        (Role.TEAM, "FLEVO", {"municipality": make.ALMERE}, OrganisationKind.TEAM),
        (Role.PROVIDER, "FLEVO", {"organisation": provider.code}, OrganisationKind.PROVIDER),
        (Role.HOUSING_ASSOCIATION, "FLEVO", {"organisation": landlord.code}, OrganisationKind.HOUSING_ASSOCIATION),
        (Role.POLICY, "FLEVO", {}, OrganisationKind.REGION),
        (Role.AUDITOR, "", {}, OrganisationKind.PLATFORM),
    ]
    for role, code, facts, kind in cases:
        login = f"u.{role.lower()}"
        assert add(beheer, role, code, login=login, **facts).status_code == 200, role
        user = User.objects.get(login=login)
        assert (user.role, user.organisation.kind) == (role, kind)
        assert user.region == (region if code else None)


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("rol=COORDINATOR&regio=", "Kies de regio waar deze gebruiker werkt"),
        ("rol=BEHEER&regio=FLEVO", "hoort bij geen regio"),
        ("rol=KONING&regio=FLEVO", "tr-fout"),
        ("rol=COORDINATOR&regio=NERGENS", "uit de lijst"),
    ],
)
def test_a_wrong_pair_of_role_and_region_is_refused_with_a_sentence(beheer, region, query, says):
    answer = beheer.get(f"/beheer/gebruikers/nieuw/?{query}")
    assert answer.status_code == 422
    assert says in text(answer)


def test_a_wrong_pair_of_role_and_organisation_is_refused(beheer, region):
    elsewhere = make.provider(make.region())
    town_elsewhere = make.region(centre=make.ZWOLLE)
    assert add(beheer, Role.PROVIDER, "FLEVO", organisation=elsewhere.code).status_code == 422
    assert add(beheer, Role.PROVIDER, "FLEVO").status_code == 422
    assert add(beheer, Role.TEAM, "FLEVO", municipality=make.ZWOLLE).status_code == 422
    assert add(beheer, Role.TEAM, town_elsewhere.code, municipality=make.ZWOLLE).status_code == 200


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"login": "Noor Z"}, "kleine letters"),
        ({"login": "ab"}, "minstens drie tekens"),
        ({"login": ""}, "Vul een inlognaam in"),
        ({"name": ""}, "Vul een naam in"),
        ({"name": "a" * 201}, "tr-fout"),
        ({"name": "a\0b"}, "tr-fout"),
    ],
)
def test_wrong_input_is_said_at_the_field_and_the_rest_kept(beheer, region, facts, says):
    answer = add(beheer, Role.COORDINATOR, "FLEVO", **facts)
    assert answer.status_code == 422
    assert says in text(answer)
    assert not User.objects.filter(role=Role.COORDINATOR).exists()


def test_a_login_name_is_given_once(beheer, region):
    add(beheer, Role.COORDINATOR, "FLEVO")
    answer = add(beheer, Role.POLICY, "FLEVO")
    assert answer.status_code == 422
    assert "al in gebruik" in text(answer)


def test_who_forgot_the_password_gets_a_link_and_who_is_blocked_does_not(beheer, region):
    user = make.user(Role.COORDINATOR, region)
    answer = beheer.post(f"/beheer/gebruikers/{user.pk}/inloglink/")
    assert Browser().get(link_in(answer)).status_code == 200
    link = link_in(answer)
    beheer.post(f"/beheer/gebruikers/{user.pk}/toegang/", {"actief": "nee"})
    assert Browser().get(link).status_code == 404
    answer = beheer.post(f"/beheer/gebruikers/{user.pk}/inloglink/", follow=True)
    assert "Laat de gebruiker eerst weer toe" in text(answer)


def test_blocking_ends_an_open_session_and_can_be_undone(beheer, region, signed_in):
    user = make.user(Role.COORDINATOR, region)
    browser = signed_in(user)
    assert browser.get("/").status_code == 200
    beheer.post(f"/beheer/gebruikers/{user.pk}/toegang/", {"actief": "nee"})
    assert browser.get("/").status_code == 302
    answer = beheer.post(f"/beheer/gebruikers/{user.pk}/toegang/", {"actief": "ja"}, follow=True)
    assert "kan weer inloggen" in text(answer)
    assert browser.get("/").status_code == 200


def test_nobody_blocks_themselves(beheer, admin):
    answer = beheer.post(f"/beheer/gebruikers/{admin.pk}/toegang/", {"actief": "nee"}, follow=True)
    assert "U kunt uzelf niet blokkeren" in text(answer)
    admin.refresh_from_db()
    assert admin.is_active


def test_users_are_found_by_region_role_and_name(beheer, region):
    make.user(Role.COORDINATOR, region)
    User.objects.filter(role=Role.COORDINATOR).update(name="Vind Mij")
    make.user(Role.POLICY, make.region())
    assert "Vind Mij" in text(beheer.get("/beheer/gebruikers/?regio=FLEVO&rol=COORDINATOR&naam=vind"))
    assert "Vind Mij" not in text(beheer.get("/beheer/gebruikers/?rol=BELEID"))
    assert "Geen gebruikers gevonden" in text(beheer.get("/beheer/gebruikers/?naam=niemand"))
    assert beheer.get("/beheer/gebruikers/?regio=x&rol=y&naam=" + "z" * 999).status_code == 200


ORGANISATION = {"kind": "AANBIEDER", "name": "Nieuw Licht", "code": "NIEUWLICHT", "agb": "00000999"}


def test_an_organisation_joins_a_region_and_is_renamed(beheer, region):
    answer = beheer.post("/beheer/regios/flevo/organisaties/nieuw/", ORGANISATION, follow=True)
    assert "Nieuw Licht" in text(answer)
    made = Organisation.objects.get(code="NIEUWLICHT")
    assert (made.region, made.kind) == (region, OrganisationKind.PROVIDER)
    told = {"name": "Ander Licht", "agb": "", "phone": "0320 000 001", "mail": "welkom@voorbeeld.nl"}
    shown = text(beheer.post(f"/beheer/organisaties/{made.pk}/", told, follow=True))
    made.refresh_from_db()
    assert (made.name, made.phone) == ("Ander Licht", "0320 000 001")
    assert "welkom@voorbeeld.nl" in shown


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"code": "klein"}, "hoofdletters"),
        ({"code": "BEZET"}, "al in gebruik"),
        ({"agb": "12"}, "acht cijfers"),
        ({"kind": "CORPORATIE"}, "geen AGB-code"),
        ({"kind": "WIJKTEAM"}, "tr-fout"),
        ({"name": ""}, "Vul dit in"),
        ({"mail": "geen adres"}, "geldig e-mailadres"),
    ],
)
def test_a_wrong_organisation_is_refused_at_the_field(beheer, region, facts, says):
    make.provider(region, code="BEZET")
    answer = beheer.post("/beheer/regios/flevo/organisaties/nieuw/", ORGANISATION | facts)
    assert answer.status_code == 422
    assert says in text(answer)
    assert Organisation.objects.filter(region=region).count() == 1


def test_an_office_can_be_reached_and_keeps_its_name(beheer, region):
    office = make.organisation(region, OrganisationKind.REGION)
    name, url = office.name, f"/beheer/organisaties/{office.pk}/"
    assert beheer.post(url, {"name": "Anders", "phone": "0320 000 002"}).status_code == 302
    office.refresh_from_db()
    assert (office.name, office.phone) == (name, "0320 000 002")


def test_the_office_of_no_region_is_left_alone(beheer):
    platform = make.organisation(None, OrganisationKind.PLATFORM)
    assert beheer.get(f"/beheer/organisaties/{platform.pk}/").status_code == 404


PAGES = [
    "/beheer/",
    "/beheer/gebruikers/",
    "/beheer/gebruikers/nieuw/",
    "/beheer/gebruikers/1/",
    "/beheer/organisaties/",
    "/beheer/organisaties/1/",
    "/beheer/regios/flevo/organisaties/nieuw/",
]


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_only_an_administrator_comes_here(role, region, signed_in):
    user = make.user(role, region)
    browser = signed_in(user)
    assert [browser.get(url).status_code for url in PAGES] == [403] * len(PAGES)
    for act in ("toegang", "inloglink"):
        assert browser.post(f"/beheer/gebruikers/{user.pk}/{act}/").status_code == 403
    with pytest.raises(PermissionDenied):
        accounts.admit(user, may_enter=False, by=user)


def test_the_front_page_leads_on(beheer, region):
    page = text(beheer.get("/beheer/"))
    for way in ("/beheer/gebruikers/", "/beheer/organisaties/", "/beheer/regios/flevo/zorgvormen/"):
        assert f'href="{way}"' in page


def test_ten_users_cost_as_many_queries_as_one(beheer, region, django_assert_max_num_queries):
    pages = ["/beheer/", "/beheer/gebruikers/", "/beheer/organisaties/"]
    few = []
    for url in pages:
        with django_assert_max_num_queries(9) as asked:
            beheer.get(url)
        few.append(len(asked.captured_queries))
    for _ in range(9):
        make.user(Role.PROVIDER, region)
    for url, most in zip(pages, few, strict=True):
        with django_assert_max_num_queries(most):
            beheer.get(url)
