"""Two records of one person become one: everything is there after, once, and the old number leads on."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from threading import Barrier

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from portal.actor import SYSTEM, begin_as
from portal.models import AccessRecord, Client, Role
from tests import make
from trajectories.letters.writing import receipt, write_letter
from trajectories.merging import MOVES, merge, obstacles_to_merge
from trajectories.models import ClientMerge, Consent, ContactPerson, GivenBy, LetterKind, Manner, Purpose, Review
from trajectories.obstacles import Obstructed
from trajectories.regionfile.dumping import dump
from trajectories.regionfile.loading import load

D = date
AT = datetime(2026, 10, 5, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def region():
    return make.region()


@pytest.fixture
def coordinator(region):
    return make.user(Role.COORDINATOR, region)


@pytest.fixture
def two(region):
    """Two records of Zoë: the second with a melding in Lelystad, and what the first does not know."""
    first = make.client(region, given_names="Zoë", family_name="Meijer", code="C-1")
    second = make.client(region, given_names="Zoe", family_name="Meyer", code="C-2", born_on=D(2001, 3, 14))
    make.notification(first, D(2026, 1, 1))
    make.notification(second, D(2026, 2, 1), municipality_id=make.LELYSTAD, own_words="Ik wil rust.")
    return first, second


def merged(first, second, by):
    return merge(first, second, reason="Gezien op het paspoort.", on=make.TODAY, at=AT, by=by)


def consent(client, by, *, is_given=True, **facts):
    facts = {"purpose": Purpose.SHARE_FOR_MATCHING, "given_by": GivenBy.CLIENT, "manner": Manner.SPOKEN} | facts
    return Consent.objects.create(
        client=client, is_given=is_given, starts_on=D(2026, 5, 1), recorded_by=by, **facts
    )


def test_everything_moves_and_what_was_not_known_is_learnt(two, coordinator):
    first, second = two
    about = second.notifications.get()
    write_letter(LetterKind.RECEIPT, about, receipt(about, on=make.TODAY), on=make.TODAY, by=coordinator)
    merge_ = merged(first, second, coordinator)
    first.refresh_from_db()
    second.refresh_from_db()
    assert second.merged_into == first
    assert (first.born_on, first.also_called) == (D(2001, 3, 14), "Zoe Meyer")
    assert first.notifications.count() == 2
    assert first.voices.get().words == "Ik wil rust."
    assert (len(merge_.moved["Notification"]), first.letters.count()) == (1, 1)
    assert first.corrections.get().reason == "Samengevoegd met dossier C-2."


def test_whatever_belongs_to_a_client_moves_and_is_refused_afterwards():
    """A model with a client that nobody thought of here would leave its rows behind."""
    theirs = {
        model
        for model in apps.get_models()
        if any(field.name == "client" and field.related_model is Client for field in model._meta.fields)
    }
    assert theirs - {AccessRecord} == set(MOVES)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
            " WHERE tgname = 'client_is_not_merged'"
        )
        assert {name for (name,) in cursor.fetchall()} == {model._meta.db_table for model in MOVES}


def test_nothing_is_added_to_a_record_that_is_gone(two, coordinator):
    first, second = two
    merged(first, second, coordinator)
    with pytest.raises(IntegrityError, match="samengevoegd"), transaction.atomic():
        Review.objects.create(client=second, held_on=D(2026, 10, 1))


def test_the_same_answer_twice_and_the_same_aunt_twice_stay_with_the_old_record(two, coordinator):
    first, second = two
    for client in two:
        consent(client, coordinator)
        facts = {"role": "NAASTE", "name": "Tante Bo", "added_on": D(2026, 1, 1), "added_by": coordinator}
        ContactPerson.objects.create(client=client, **facts)
    consent(second, coordinator, purpose=Purpose.SURVEY_CONTACT)
    merged(first, second, coordinator)
    assert sorted(first.consents.values_list("purpose", flat=True)) == ["ERVARINGSONDERZOEK", "PLEK_ZOEKEN"]
    assert (first.contact_persons.count(), second.contact_persons.count()) == (1, 1)


def test_what_clashes_is_said_and_nothing_moves(two, region, coordinator):
    first, second = two
    first.born_on = D(2000, 1, 1)
    first.save()
    provider, form = make.provider(region), make.care_form(region)
    place, other = (make.place(make.location(provider), form) for _ in range(2))
    make.lives(first, place, D(2026, 1, 1), ends_on=D(2026, 6, 1))
    make.lives(second, other, D(2026, 5, 31))
    make.care(first, form, provider, D(2026, 1, 1))
    make.care(second, form, provider, D(2026, 2, 1), ends_on=D(2026, 3, 1))
    consent(first, coordinator), consent(second, coordinator, is_given=False)
    said = " ".join(obstacles_to_merge(first, second, on=make.TODAY))
    for words in (
        "1 januari 2000 en 14 maart 2001",
        "een woning op dezelfde dagen: 1 januari 2026 t/m 31 mei 2026 en vanaf 31 mei 2026",
        "zorg op dezelfde dagen: vanaf 1 januari 2026 en 1 februari 2026 t/m 28 februari 2026",
        "in het ene dossier ja en in het andere nee",
    ):
        assert words in said
    with pytest.raises(Obstructed):
        merged(first, second, coordinator)
    assert second.housing_episodes.count() == 1
    assert not ClientMerge.objects.exists()


def test_a_file_of_before_the_merge_does_not_bring_the_old_record_back(two, region, coordinator, tmp_path):
    first, second = two
    dump(region, tmp_path / "voor", today=make.TODAY)
    merged(first, second, coordinator)
    outcome = load(tmp_path / "voor", today=make.TODAY)
    assert "samengevoegd met C-1" in " ".join(outcome.errors.lines)
    dump(region, tmp_path / "na", today=make.TODAY)
    assert "C-2" not in (tmp_path / "na" / "clienten.csv").read_text()
    assert not load(tmp_path / "na", today=make.TODAY).errors


def test_a_third_record_leads_on_to_the_last(two, region, coordinator):
    first, second = two
    third = make.client(region)
    merged(first, second, coordinator)
    merged(third, Client.objects.get(pk=first.pk), coordinator)
    second.refresh_from_db()
    assert second.merged_into == third
    assert third.notifications.count() == 2


periods = some.lists(
    some.tuples(some.integers(0, 40), some.integers(1, 15), some.booleans()),
    max_size=5,
    unique_by=lambda one: one[0],
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(periods)
def test_the_dwellings_of_both_are_all_there_after_or_nothing_changed(region, coordinator, drawn):
    with transaction.atomic():
        both = [make.client(region), make.client(region)]
        for start, days, which in drawn:
            begins = D(2026, 1, 1) + timedelta(days=start)
            ours = both[which].housing_episodes.filter(
                starts_on__lt=begins + timedelta(days=days), ends_on__gt=begins
            )
            if not ours.exists():
                make.lives(both[which], None, begins, ends_on=begins + timedelta(days=days))
        before = sorted(pk for client in both for pk in client.housing_episodes.values_list("pk", flat=True))
        lived = [days_of(client) for client in both]
        try:
            merged(*both, coordinator)
        except Obstructed:
            assert lived[0] & lived[1]
            assert [days_of(client) for client in both] == lived
        else:
            assert not lived[0] & lived[1]
            assert sorted(both[0].housing_episodes.values_list("pk", flat=True)) == before
            assert days_of(both[0]) == lived[0] | lived[1]
            assert not both[1].housing_episodes.exists()
        transaction.set_rollback(True)


def days_of(client):
    """Every day somebody has a dwelling."""
    return {
        home.starts_on + timedelta(days=number)
        for home in client.housing_episodes.all()
        for number in range((home.ends_on - home.starts_on).days)
    }


class TestPages:
    def test_the_other_record_is_found_laid_beside_it_and_merged(self, two, coordinator, signed_in):
        first, second = two
        browser = signed_in(coordinator)
        found = browser.get(f"/clienten/{first.slug}/samenvoegen/").content.decode()
        address = f"/clienten/{first.slug}/samenvoegen/{second.slug}/"
        assert address in found
        page = browser.get(address).content.decode()
        assert "Aantal meldingen" in page
        assert "wijkteams van Almere, Lelystad" in page
        answer = browser.post(address, {"reason": "Paspoort.", "is_sure": "on"}, follow=True)
        assert "Nummer C-2 leidt nu hierheen" in answer.content.decode()
        assert "voegde een dubbel dossier samen" in answer.content.decode()
        led = browser.get(f"/clienten/{second.slug}/", follow=True)
        assert led.redirect_chain == [(f"/clienten/{first.slug}/", 302)]
        assert first.given_names in browser.post("/clienten/", {"sought": "c-2"}).content.decode()
        log = AccessRecord.objects.filter(subject="dossiers samengevoegd")
        assert set(log.values_list("client", flat=True)) == {first.pk, second.pk}

    def test_pressed_twice_is_done_once(self, two, coordinator, signed_in):
        first, second = two
        browser, sent = signed_in(coordinator), {"reason": "Paspoort.", "is_sure": "on"}
        for _ in range(2):
            answer = browser.post(f"/clienten/{first.slug}/samenvoegen/{second.slug}/", sent)
            assert answer.status_code == 302
        assert ClientMerge.objects.count() == 1

    def test_without_a_reason_nothing_happens_and_what_was_typed_stays(self, two, coordinator, signed_in):
        first, second = two
        answer = signed_in(coordinator).post(
            f"/clienten/{first.slug}/samenvoegen/{second.slug}/", {"reason": "Zelfde persoon."}
        )
        assert answer.status_code == 422
        assert "Zelfde persoon." in answer.content.decode()
        assert "Kruis dit aan" in answer.content.decode()

    def test_a_clash_is_said_on_the_page(self, two, coordinator, signed_in):
        first, second = two
        make.lives(first, None, D(2026, 1, 1)), make.lives(second, None, D(2026, 1, 1))
        address = f"/clienten/{first.slug}/samenvoegen/{second.slug}/"
        answer = signed_in(coordinator).post(address, {"reason": "Paspoort.", "is_sure": "on"})
        assert answer.status_code == 409
        assert "Beide dossiers hebben een woning" in answer.content.decode()

    def test_a_wijkteam_is_refused_and_another_region_knows_nothing(self, two, region, signed_in):
        first, second = two
        address = f"/clienten/{first.slug}/samenvoegen/{second.slug}/"
        assert signed_in(make.user(Role.TEAM, region)).get(address).status_code == 403
        there = make.user(Role.COORDINATOR, make.region(centre=make.ZWOLLE))
        assert signed_in(there).get(address).status_code == 404
        abroad = make.client(there.organisation.region)
        wrong = f"/clienten/{first.slug}/samenvoegen/{abroad.slug}/"
        assert signed_in(make.user(Role.COORDINATOR, region)).get(wrong).status_code == 404


@pytest.mark.usefixtures("committed")
def test_two_who_merge_crosswise_at_once_make_one_record(two, region, coordinator):
    """One merges the second into the first, another the first into the second."""
    first, second = two
    start = Barrier(2, timeout=30)

    def act(pair):
        start.wait()
        try:
            merged(*pair, coordinator)
        except Obstructed as stop:
            return str(stop)
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(2, initializer=begin_as, initargs=[SYSTEM]) as pool:
        heard = list(pool.map(act, [(first, second), (second, first)]))
    assert sorted(map(bool, heard)) == [False, True]
    assert "intussen al samengevoegd" in "".join(heard)
    assert Client.objects.filter(merged_into=None, pk__in=[first.pk, second.pk]).count() == 1
