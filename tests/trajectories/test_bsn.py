"""The BSN: nothing of it where a region does not use it, and where it does, sealed, hidden and asked for."""

import hmac
import re
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from hypothesis import assume, given, settings
from hypothesis import strategies as some

from portal.actor import acting_as, actor_of, counting
from portal.models import AccessRecord, Action, Client, Mail, OrganisationKind, Role, SignInKeyKind
from portal.proof import keys
from portal.proof.sealing import opened, seal
from tests import make
from tests.world import MOMENT
from trajectories import bsn
from trajectories.forms.bsn import REASONS, BsnForm
from trajectories.merging import merge, obstacles_to_merge
from trajectories.models import Bsn
from trajectories.obstacles import Obstructed
from trajectories.retention.destroying import erase

ONE, TWO, THREE = "999990019", "999990020", "999990032"
"""From the range that is given to nobody."""
OLD, NEW = b"o" * 32, b"n" * 32
FORM = {"reason": "bericht"}
pytestmark = pytest.mark.django_db


@pytest.fixture
def region():
    region = make.region()
    bsn.begin_use(region, source="Besluit", at=MOMENT, by=make.user(Role.ADMINISTRATOR))
    return region


@pytest.fixture
def team(region):
    return make.user(Role.TEAM, region)


@pytest.fixture
def person(region, team):
    """Somebody who turned to Almere, with a BSN."""
    client = reported(region)
    bsn.keep(client, ONE, on=make.TODAY, by=team)
    return client


def reported(region, municipality=make.ALMERE):
    client = make.client(region)
    make.notification(client, municipality_id=municipality)
    return client


def typed(words):
    form = BsnForm({"number": words})
    return form.cleaned_data["number"] if form.is_valid() else form.errors["number"][0]


# The number itself


@given(some.integers(10**8, 10**9 - 1))
@settings(max_examples=60, deadline=None)
def test_one_wrong_digit_or_two_swapped_make_no_bsn(number):
    digits = next((each for each in map(str, range(number, number + 100)) if bsn.is_bsn(each)), None)
    assume(digits)
    for place in range(9):
        before, digit, after = digits[:place], digits[place], digits[place + 1 :]
        wrong = {before + other + after for other in "0123456789"} | {before + after[:1] + digit + after[1:]}
        assert not [each for each in wrong - {digits} if bsn.is_bsn(each)]


@given(some.text(max_size=60))
@settings(max_examples=60, deadline=None)
def test_whatever_is_typed_gives_nine_digits_or_a_sentence(words):
    said = typed(words)
    assert bsn.is_bsn(said) or said.endswith(".")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("999990019", ONE),
        (" 9999.90.019 ", ONE),
        ("999 990 019", ONE),
        ("", "Vul het BSN in."),
        ("99999001", "Een BSN heeft 9 cijfers. U typte er 8."),
        ("9999900199", "Een BSN heeft 9 cijfers. U typte er 10."),
        ("99999001X", "Een BSN heeft alleen cijfers. Spaties en punten mogen ertussen staan."),
        ("٩٩٩٩٩٠٠١٩", "Een BSN heeft alleen cijfers. Spaties en punten mogen ertussen staan."),
        ("999990018", "Dit BSN bestaat niet. Kijk of alle cijfers kloppen."),
        ("000000000", "Dit BSN bestaat niet. Kijk of alle cijfers kloppen."),
        ("9" * 1_000_000, "Dit is te lang. Een BSN heeft 9 cijfers."),
    ],
    ids=range(11),
)
def test_every_wrong_number_gets_its_own_sentence(words, said):
    assert typed(words) == said


def test_the_mark_is_hmac_as_the_standard_has_it(settings):
    """RFC 4231, test case 2; and nothing but the key and the number makes it."""
    settings.BSN_INDEX_KEYS = [b"Jefe"]
    said = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    assert bsn.marks_of("what do ya want for nothing?")[0].hex() == said
    settings.BSN_INDEX_KEYS = [NEW, OLD]
    assert bsn.marks_of(ONE) == [hmac.digest(key, ONE.encode(), "sha256") for key in (NEW, OLD)]


# In the database


def test_the_number_of_two_people_swapped_opens_for_neither(region, team, person):
    other = reported(region)
    bsn.keep(other, TWO, on=make.TODAY, by=team)
    first, second = (bsn.kept_of(client) for client in (person, other))
    Bsn.objects.filter(pk=first.pk).update(sealed=second.sealed)
    Bsn.objects.filter(pk=second.pk).update(sealed=first.sealed)
    for client in (person, other):
        with pytest.raises(Obstructed, match="niet te lezen"):
            bsn.number_of(bsn.kept_of(client))
        assert bsn.ending_of(bsn.kept_of(client)) == ""


def test_nothing_in_the_database_in_mail_or_log_tells_a_number(
    region, team, person, signed_in, mailoutbox, caplog
):
    browser = signed_in(team)
    browser.post(f"/clienten/{person.slug}/bsn/", FORM)
    browser.post("/clienten/", {"sought": ONE})
    browser.post(f"/clienten/{reported(region).slug}/bsn/vastleggen/", {"number": ONE})
    shapes = (ONE, ONE.encode().hex(), "OTk5OTkwMDE5")
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            cursor.execute(f"SELECT t::text FROM {model._meta.db_table} t")
            text = " ".join(row for (row,) in cursor.fetchall())
            assert not [shape for shape in shapes if shape in text], model.__name__
    assert ONE not in caplog.text
    assert ONE not in str([mail.message() for mail in mailoutbox]) + str(list(Mail.objects.values()))


def test_one_number_is_of_one_person_in_a_municipality(region, team, person, monkeypatch):
    """Also when two people write it down in the same second, and neither saw the other."""
    other, row = reported(region), bsn.kept_of(person)
    row.pk, row.client = None, other
    with pytest.raises(IntegrityError, match="bsn_once_per_municipality"), transaction.atomic():
        row.save()
    with pytest.raises(Obstructed, match=person.code):
        bsn.keep(other, ONE, on=make.TODAY, by=team)
    monkeypatch.setattr(bsn, "other_holder", lambda *_args, **_facts: None)
    with pytest.raises(Obstructed, match="een ander dossier"):
        bsn.keep(other, ONE, on=make.TODAY, by=team)


def test_nobody_learns_that_another_municipality_knows_the_number(region, person, signed_in):
    there = make.organisation(region, OrganisationKind.TEAM, municipality_id=make.LELYSTAD)
    elsewhere, mine = make.user(Role.TEAM, region, there), reported(region, make.LELYSTAD)
    browser = signed_in(elsewhere)
    for number in (ONE, TWO):
        page = browser.post("/clienten/", {"sought": number}).content.decode()
        assert "U werkt voor niemand" in page
        assert person.family_name not in page
    answer = browser.post(f"/clienten/{mine.slug}/bsn/vastleggen/", {"number": ONE})
    assert answer.status_code == 302
    assert browser.get(f"/clienten/{person.slug}/bsn/").status_code == 404
    assert bsn.number_of(bsn.kept_of(mine)) == bsn.number_of(bsn.kept_of(person)) == ONE


def test_the_database_gives_the_row_to_nobody_else(region, team, person):
    """Whoever may ask for it, and nobody else: not who counts, and no provider who was only asked for a place."""
    provider, form = make.provider(region), make.care_form(region)
    make.proposal(make.waits(person, form), make.place(make.location(provider), form))
    cares, asked = make.user(Role.PROVIDER, region), make.user(Role.PROVIDER, organisation_=provider)
    make.contract(cares.organisation, form)
    make.care(person, form, cares.organisation, make.LONG_AGO)
    see = {}
    others = set(Role) - {Role.TEAM, Role.PROVIDER}
    for user in [team, cares, asked, *(make.user(role, region) for role in others)]:
        with acting_as(actor_of(user, on=make.TODAY)):
            see[user] = Bsn.objects.exists()
            with counting(region=region.pk):
                assert not Bsn.objects.exists(), user.role
    assert {user.role for user, sees in see.items() if sees} == {Role.TEAM, Role.PROVIDER, Role.COORDINATOR}
    assert not see[asked]


# On the screen


def test_where_a_region_does_not_use_it_nothing_of_it_is_there(region, team, person, signed_in):
    bsn.end_use(region, at=MOMENT, by=make.user(Role.ADMINISTRATOR))
    browser = signed_in(team)
    for address in ("", "bsn/", "bsn/vastleggen/", "bsn/weg/"):
        page = browser.get(f"/clienten/{person.slug}/{address}")
        assert page.status_code == (404 if address else 200)
        assert "BSN" not in page.content.decode()
    assert "BSN" not in browser.get("/clienten/").content.decode()
    assert "U werkt voor niemand" in browser.post("/clienten/", {"sought": ONE}).content.decode()
    assert bsn.kept_of(person)


def test_it_is_hidden_until_somebody_says_why_and_the_client_reads_that(team, person, signed_in):
    browser = signed_in(team)
    page, here = browser.get(f"/clienten/{person.slug}/").content.decode(), f"/clienten/{person.slug}/bsn/"
    assert "eindigt op 019" in page
    for hidden in (browser.get(here), browser.post(here), browser.post(here, {"reason": "zomaar"})):
        assert ONE not in hidden.content.decode()
    assert not AccessRecord.objects.filter(action=Action.REVEAL).exists()
    shown = browser.post(here, FORM)
    assert ONE in shown.content.decode()
    assert shown.headers["Cache-Control"] == "no-store"
    line = AccessRecord.objects.get(action=Action.REVEAL)
    assert (line.user, line.client, line.subject) == (team, person, f"BSN, {REASONS['bericht']}")
    assert ONE not in browser.get(here).content.decode()
    readers = browser.get(f"/clienten/{person.slug}/wie-keek/").content.decode()
    assert f"vroeg op: BSN, {REASONS['bericht']}" in readers


def test_without_a_line_in_the_log_no_number_leaves(team, person, signed_in, monkeypatch):
    def broken(*_args, **_facts):
        raise RuntimeError("het logboek is vol")

    monkeypatch.setattr(AccessRecord.objects, "bulk_create", broken)
    with pytest.raises(RuntimeError, match="vol"):
        signed_in(team).post(f"/clienten/{person.slug}/bsn/", FORM)


def test_a_number_that_does_not_open_is_said_and_breaks_nothing(team, person, signed_in):
    Bsn.objects.update(sealed=b"kapot")
    browser = signed_in(team)
    assert "niet te lezen" in browser.get(f"/clienten/{person.slug}/").content.decode()
    assert "niet te lezen" in browser.get(f"/clienten/{person.slug}/bsn/").content.decode()
    assert browser.post(f"/clienten/{person.slug}/bsn/", FORM).status_code == 200


def test_a_provider_asks_for_that_of_its_own_people_and_writes_none_down(region, person, signed_in):
    provider = make.provider(region)
    make.lives(person, make.place(make.location(provider), make.care_form(region)))
    browser = signed_in(make.user(Role.PROVIDER, organisation_=provider))
    assert ONE in browser.post(f"/clienten/{person.slug}/bsn/", FORM).content.decode()
    assert browser.get(f"/clienten/{person.slug}/bsn/vastleggen/").status_code == 403


def test_the_same_number_twice_says_who_it_is_and_where_to_merge(region, team, person, signed_in):
    other = reported(region)
    answer = signed_in(team).post(f"/clienten/{other.slug}/bsn/vastleggen/", {"number": "9999 90 019"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert person.code in page
    assert "Samenvoegen met een dubbel dossier" in page
    assert "9999 90 019" in page
    assert AccessRecord.objects.filter(client=person, subject="mogelijk dezelfde persoon").exists()


def test_a_wrong_number_is_replaced_and_can_be_taken_out(team, person, signed_in):
    browser = signed_in(team)
    browser.post(f"/clienten/{person.slug}/bsn/vastleggen/", {"number": TWO})
    assert bsn.number_of(bsn.kept_of(person)) == TWO
    for _ in range(2):
        assert browser.post(f"/clienten/{person.slug}/bsn/weg/").status_code == 302
    assert bsn.kept_of(person) is None
    assert "nog geen BSN" in browser.get(f"/clienten/{person.slug}/bsn/").content.decode()


def test_somebody_no_municipality_works_for_gets_none_yet(region, signed_in):
    client = make.client(region)
    browser = signed_in(make.user(Role.COORDINATOR, region))
    page = browser.post(f"/clienten/{client.slug}/bsn/vastleggen/", {"number": ONE})
    assert "Leg eerst een melding of zorg vast" in page.content.decode()


@pytest.mark.parametrize("words", [ONE, "9999.90.019", "999 990 019"])
def test_who_has_the_number_is_found_by_a_form_and_never_in_an_address(person, region, signed_in, words):
    browser = signed_in(make.user(Role.COORDINATOR, region))
    page = browser.post("/clienten/", {"sought": words}).content.decode()
    assert re.findall(r'<a href="/clienten/(\w+)/">', page) == [person.slug]
    assert "BSN kan ook" in page
    other = make.client(region)
    assert person.code in browser.post(f"/clienten/{other.slug}/samenvoegen/", {"sought": words}).content.decode()
    for path in AccessRecord.objects.values_list("path", flat=True):
        assert ONE not in path


def test_a_region_begins_and_ends_using_it_and_says_on_what_ground(region, signed_in):
    home, browser = make.region(), signed_in(make.user(Role.ADMINISTRATOR))
    here = f"/beheer/regios/{home.code.lower()}/bsn/"
    assert browser.post(here, {"turn": "aan"}).status_code == 422
    for turn, source in (("aan", "Besluit 3"), ("aan", "Nog een"), ("uit", ""), ("uit", "")):
        assert browser.post(here, {"turn": turn, "source": source}).status_code == 302
        assert bsn.is_used(home.pk) is (turn == "aan")
    assert home.bsn_uses.get().source == "Besluit 3"
    assert bsn.is_used(region.pk)


def test_without_the_key_to_find_by_no_region_begins(region, settings, signed_in):
    settings.BSN_INDEX_KEYS = []
    home, browser = make.region(), signed_in(make.user(Role.ADMINISTRATOR))
    answer = browser.post(f"/beheer/regios/{home.code.lower()}/bsn/", {"turn": "aan", "source": "Besluit"})
    assert (answer.status_code, "BSN_INDEX_KEY" in answer.content.decode()) == (422, True)
    assert not bsn.is_used(region.pk)


def test_a_coordinator_is_led_to_the_same_number_in_another_municipality(region, person, signed_in):
    there = make.organisation(region, OrganisationKind.TEAM, municipality_id=make.LELYSTAD)
    other = reported(region, make.LELYSTAD)
    bsn.keep(other, ONE, on=make.TODAY, by=make.user(Role.TEAM, region, there))
    Client.objects.filter(pk=other.pk).update(given_names="Heel", family_name="Anders")
    page = signed_in(make.user(Role.COORDINATOR, region)).get(f"/clienten/{person.slug}/samenvoegen/")
    assert f"/clienten/{person.slug}/samenvoegen/{other.slug}/" in page.content.decode()


# With the file: a copy, a merge, destruction


def test_the_client_gets_the_number_in_the_copy_and_the_log_says_so(region, person, signed_in):
    browser = signed_in(make.user(Role.COORDINATOR, region))
    assert ONE not in browser.get(f"/clienten/{person.slug}/kopie/").content.decode()
    file = browser.get(f"/clienten/{person.slug}/kopie/dossier.json")
    assert f'"nummer": "{ONE}"' in file.getvalue().decode()
    assert AccessRecord.objects.get(action=Action.REVEAL).client == person


@pytest.mark.parametrize("theirs", [None, ONE])
def test_a_merge_keeps_the_number_once_and_it_opens_there(region, team, person, theirs):
    kept, by = reported(region, make.LELYSTAD), make.user(Role.COORDINATOR, region)
    if theirs:
        there = make.organisation(region, OrganisationKind.TEAM, municipality_id=make.LELYSTAD)
        bsn.keep(kept, theirs, on=make.TODAY, by=make.user(Role.TEAM, region, there))
    merge(kept, person, reason="Paspoort.", on=make.TODAY, at=MOMENT, by=by)
    assert bsn.number_of(bsn.kept_of(kept)) == ONE
    assert Bsn.objects.count() == 1
    assert list(bsn.holders_of(ONE, Client.objects.visible_to(team, on=make.TODAY))) == [kept]


def test_two_numbers_are_not_one_person(region, team, person):
    other = reported(region)
    bsn.keep(other, TWO, on=make.TODAY, by=team)
    assert "Het BSN verschilt" in " ".join(obstacles_to_merge(person, other, on=make.TODAY))
    Bsn.objects.filter(client=other).update(sealed=b"kapot")
    assert "niet te lezen" in " ".join(obstacles_to_merge(person, other, on=make.TODAY))


def test_numbers_that_nobody_can_mend_any_more_hold_up_no_merge(region, team, person):
    """Where it was turned off there is no page to mend one on; the file that stays keeps its own."""
    other, by = reported(region), make.user(Role.COORDINATOR, region)
    bsn.keep(other, TWO, on=make.TODAY, by=team)
    bsn.end_use(region, at=MOMENT, by=make.user(Role.ADMINISTRATOR))
    merge(person, other, reason="Paspoort.", on=make.TODAY, at=MOMENT, by=by)
    assert bsn.number_of(Bsn.objects.get()) == ONE


def test_the_number_goes_with_the_file(person):
    assert erase(person)["Uw BSN"] == 1
    assert not Bsn.objects.exists()


def test_what_a_region_does_not_use_any_more_is_forgotten(region, person):
    with pytest.raises(CommandError, match="Zet het eerst uit"):
        call_command("forget_bsn", region.code, stdout=StringIO())
    bsn.end_use(region, at=MOMENT, by=make.user(Role.ADMINISTRATOR))
    call_command("forget_bsn", region.code, stdout=(said := StringIO()))
    assert "1 BSN" in said.getvalue()
    assert not Bsn.objects.exists()


# Other keys


def test_everything_is_sealed_anew_and_the_old_keys_can_go(region, team, settings):
    settings.SEAL_KEYS, settings.BSN_INDEX_KEYS = [OLD], [b"i" * 32]
    client = reported(region)
    bsn.keep(client, THREE, on=make.TODAY, by=team)
    secret = seal(b"geheim", whose=keys.owner(team))
    key = team.sign_in_keys.create(kind=SignInKeyKind.APP, name="Telefoon", added_at=MOMENT, secret=secret)
    settings.SEAL_KEYS, settings.BSN_INDEX_KEYS = [NEW, OLD], [b"j" * 32, b"i" * 32]
    clients = Client.objects.all()
    assert bsn.holders_of(THREE, clients).get() == client, "nobody waits for it: the old keys still open and find"
    for renewed in (1, 0):
        call_command("reseal", stdout=(said := StringIO()))
        assert re.findall(r"(\d+) ", said.getvalue()) == [str(renewed)] * 2
    settings.SEAL_KEYS, settings.BSN_INDEX_KEYS = [NEW], [b"j" * 32]
    key.refresh_from_db()
    assert opened(bytes(key.secret), whose=keys.owner(team)) == b"geheim"
    assert bsn.number_of(bsn.kept_of(client)) == THREE
    assert bsn.holders_of(THREE, clients).get() == client
    settings.SEAL_KEYS = [OLD]
    with pytest.raises(CommandError, match="2 rijen"):
        call_command("reseal", stdout=StringIO(), stderr=(said := StringIO()))
    assert len(said.getvalue().splitlines()) == 2
