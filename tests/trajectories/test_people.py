"""What a client says, who stands beside them, and who they are."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from portal.models import AccessRecord, Action, Role
from tests import make
from trajectories.hearing import subjects, unasked
from trajectories.models import ClientVoice, ContactPerson, Review, VoiceStep

pytestmark = pytest.mark.django_db
D = date


@pytest.fixture
def region():
    return make.region()


@pytest.fixture
def person(region):
    return make.client(region, given_names="Milan", family_name="Terpstra", born_on=D(2005, 3, 1))


@pytest.fixture
def melding(person):
    return make.notification(person, D(2026, 9, 1), reported_on=D(2026, 9, 20))


@pytest.fixture
def worker(region):
    return make.user(Role.TEAM, region)


@pytest.fixture
def team(worker, signed_in):
    return signed_in(worker)


def said(melding, **changes):
    return {
        "about": f"VERSLAG-{melding.slug}",
        "said_on": "2026-10-01",
        "opinion": "DEELS",
        "words": "Over mijn zus klopt het niet.",
        "source": "ZELF",
    } | changes


class TestVoice:
    """One form and one kind of row for every step."""

    def test_what_the_client_thinks_is_kept_as_it_was_said_and_shown_everywhere(
        self, team, worker, melding, person
    ):
        address = f"/clienten/{person.slug}/stem/"
        for _ in range(2):
            answer = team.post(address, said(melding, terug=f"/meldingen/{melding.slug}/"))
            assert answer.url == f"/meldingen/{melding.slug}/"
        voice = ClientVoice.objects.get()
        assert (voice.step, voice.opinion, voice.source) == ("VERSLAG", "DEELS", "ZELF")
        assert (voice.written_by, voice.said_on) == (worker, D(2026, 10, 1))
        for page in (
            f"/meldingen/{melding.slug}/",
            f"/meldingen/{melding.slug}/verslag/",
            f"/clienten/{person.slug}/",
        ):
            assert "Over mijn zus klopt het niet." in team.get(page).content.decode()
        assert AccessRecord.objects.filter(action=Action.CHANGE, client=person).exists()

    def test_nobody_asked_is_an_answer_with_a_reason(self, team, melding, person):
        address = f"/clienten/{person.slug}/stem/"
        silent = said(melding, opinion="NIET_GEVRAAGD", words="", source="")
        assert "Schrijf op waarom het niet is gevraagd." in team.post(address, silent).content.decode()
        team.post(address, silent | {"why_not_asked": "Milan is opgenomen."})
        assert ClientVoice.objects.get().why_not_asked == "Milan is opgenomen."

    def test_what_was_not_asked_yet_is_told_until_it_was(self, team, melding, person):
        assert unasked(melding, on=make.TODAY) == [VoiceStep.REPORT]
        page = f"/meldingen/{melding.slug}/"
        assert "Dat is nog niet gevraagd." in team.get(page).content.decode()
        team.post(f"/clienten/{person.slug}/stem/", said(melding))
        assert "Dat is nog niet gevraagd." not in team.get(page).content.decode()

    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"about": ""}, "Kies waar dit over gaat."),
            ({"about": "VERSLAG-ANDERS"}, "Selecteer een geldige keuze"),
            ({"said_on": "2026-10-06"}, "in de toekomst"),
            ({"opinion": "", "words": ""}, "Schrijf op wat de cliënt zei"),
            ({"opinion": "NIET_GEVRAAGD", "why_not_asked": "x"}, "U koos ‘Niet gevraagd’"),
            ({"words": "a" * 1_000_000}, "hoogstens 10.000 tekens"),
            ({"words": "a\0b"}, "Null-tekens"),
            ({"opinion": "MISSCHIEN"}, "Selecteer een geldige keuze"),
        ],
    )
    def test_what_cannot_be_is_refused_and_nothing_typed_is_lost(self, team, melding, person, changes, sentence):
        answer = team.post(f"/clienten/{person.slug}/stem/", said(melding) | changes)
        assert answer.status_code == 422
        assert sentence in answer.content.decode()
        assert not ClientVoice.objects.exists()

    def test_a_client_speaks_of_what_there_is(self, worker, melding, person):
        Review.objects.create(client=person, held_on=D(2026, 8, 1))
        Review.objects.create(client=person, planned_on=D(2026, 12, 1))
        keys = {key.split("-")[0] for key in subjects(person, user=worker, on=make.TODAY)}
        assert keys == {"VERSLAG", "ONDERZOEK", "MELDING", "EVALUATIE"}

    def test_a_provider_reads_and_writes_only_what_concerns_it(self, region, person, melding, signed_in):
        own, form = make.provider(region), make.care_form(region)
        make.care(person, form, own, D(2026, 1, 1))
        make.voice(melding, words="Dit is voor de gemeente.")
        review = Review.objects.create(client=person, held_on=D(2026, 8, 1))
        provider = signed_in(make.user(Role.PROVIDER, organisation_=own))
        assert "Dit is voor de gemeente." not in provider.get(f"/clienten/{person.slug}/").content.decode()
        address = f"/clienten/{person.slug}/stem/"
        assert provider.post(address, said(melding)).status_code == 422
        assert provider.post(address, said(melding, about=f"EVALUATIE-{review.pk}")).status_code == 302
        assert ClientVoice.objects.get(step="EVALUATIE").review == review

    def test_elsewhere_and_other_roles_find_nothing(self, region, person, melding, signed_in):
        there = make.organisation(region, "WIJKTEAM", municipality_id=make.LELYSTAD)
        assert (
            signed_in(make.user(Role.TEAM, region, there)).get(f"/clienten/{person.slug}/stem/").status_code == 404
        )
        assert signed_in(make.user(Role.POLICY, region)).get(f"/clienten/{person.slug}/stem/").status_code == 403

    def test_the_way_back_stays_in_the_portal(self, team, melding, person):
        for outside in ("https://elders.example/", "//elders.example", "javascript:x"):
            answer = team.post(f"/clienten/{person.slug}/stem/", said(melding, terug=outside))
            assert answer.url == f"/clienten/{person.slug}/"

    @pytest.mark.parametrize(
        ("facts", "rule"),
        [
            ({}, "voice_says_something"),
            ({"opinion": "NIET_GEVRAAGD", "source": ""}, "voice_not_asked_has_a_reason"),
            (
                {"opinion": "NIET_GEVRAAGD", "source": "", "why_not_asked": "x", "words": "y"},
                "voice_not_asked_has_a_reason",
            ),
            ({"words": "x", "source": ""}, "voice_has_a_source"),
            ({"words": "x", "step": "VOORSTEL"}, "voice_is_about_one_thing"),
        ],
    )
    def test_the_database_refuses_a_voice_that_says_nothing_clear(self, melding, facts, rule):
        with pytest.raises(IntegrityError, match=rule), transaction.atomic():
            make.voice(melding, **facts)


class TestContacts:
    """Rows, not text; called only when the client agrees."""

    def test_somebody_is_added_and_taken_off_and_stays_to_be_read(self, team, person, melding):
        address = f"/clienten/{person.slug}/contactpersonen/"
        oma = {
            "name": "Riet Terpstra",
            "role": "NAASTE",
            "relation": "oma",
            "phone": "06 12345678",
            "may_call": "on",
        }
        assert team.post(address, oma).status_code == 302
        for page in (address, f"/meldingen/{melding.slug}/vertegenwoordiging/"):
            text = team.get(page).content.decode()
            assert "Riet Terpstra" in text
            assert "bellen mag" in text
        row = ContactPerson.objects.get()
        for _ in range(2):
            assert team.post(f"{address}{row.slug}/weg/").status_code == 302
        assert "Riet Terpstra</th>" not in team.get(address).content.decode()
        assert ContactPerson.objects.get().removed_on == make.TODAY

    def test_the_same_person_twice_and_calling_without_a_number_are_refused(self, team, person, melding):
        address = f"/clienten/{person.slug}/contactpersonen/"
        oma = {"name": "Riet", "role": "NAASTE"}
        team.post(address, oma)
        again = team.post(address, oma)
        assert again.status_code == 422
        assert "staat er al met deze rol" in again.content.decode()
        number = team.post(address, {"name": "Piet", "role": "MANTELZORGER", "may_call": "on"})
        assert "Vul een telefoonnummer in" in number.content.decode()
        for wrong in ({"name": "x" * 201, "role": "NAASTE"}, {"name": "a\0", "role": "NAASTE"}, {"role": "TANTE"}):
            assert team.post(address, wrong).status_code == 422
        assert ContactPerson.objects.count() == 1

    def test_elsewhere_and_other_roles_find_nothing(self, region, person, melding, worker, signed_in):
        row = ContactPerson.objects.create(
            client=person, name="A", role="NAASTE", added_on=D(2026, 9, 1), added_by=worker
        )
        there = make.organisation(region, "WIJKTEAM", municipality_id=make.LELYSTAD)
        other = signed_in(make.user(Role.TEAM, region, there))
        address = f"/clienten/{person.slug}/contactpersonen/"
        assert other.get(address).status_code == other.post(f"{address}{row.slug}/weg/").status_code == 404
        provider = signed_in(make.user(Role.PROVIDER, region))
        assert provider.get(address).status_code == provider.post(f"{address}{row.slug}/weg/").status_code == 403


class TestDetails:
    """A mistake is mended with a reason, and what stood there stays to be read."""

    def test_a_mistake_is_mended_with_a_reason(self, team, person, melding):
        address = f"/clienten/{person.slug}/gegevens/"
        assert team.post(address, self.sent(team, address, family_name="Terpstra-Smit")).status_code == 302
        person.refresh_from_db()
        assert person.family_name == "Terpstra-Smit"
        text = team.get(address).content.decode()
        assert '<span class="was">Terpstra</span>' in text
        assert "gezien op het paspoort" in text

    def test_two_who_mend_at_once_are_told(self, team, person, melding):
        address = f"/clienten/{person.slug}/gegevens/"
        mine = self.sent(team, address, family_name="Van mij")
        team.post(address, self.sent(team, address, family_name="Van de ander"))
        late = team.post(address, mine)
        assert late.status_code == 422
        assert "Iemand anders wijzigde deze gegevens intussen." in late.content.decode()
        assert 'value="Van mij"' in late.content.decode()

    def test_a_birthday_cannot_make_a_promise_too_early(self, team, region):
        young = make.client(region, born_on=D(2009, 1, 1))
        make.notification(young, D(2026, 9, 1), is_pre_notification=True, wanted_from=D(2027, 1, 1))
        address = f"/clienten/{young.slug}/gegevens/"
        refused = team.post(address, self.sent(team, address, born_on="2009-02-01"))
        assert refused.status_code == 422
        assert "1 februari 2027, de achttiende verjaardag" in refused.content.decode()

    def test_nothing_changed_leaves_no_trace_and_no_reason_is_refused(self, team, person, melding):
        address = f"/clienten/{person.slug}/gegevens/"
        assert team.post(address, self.sent(team, address)).status_code == 302
        assert not person.corrections.exists()
        assert team.post(address, self.sent(team, address, reason="")).status_code == 422
        assert team.post(address, self.sent(team, address, born_on="2027-01-01")).status_code == 422

    def test_elsewhere_and_other_roles_find_nothing(self, region, person, melding, signed_in):
        there = make.organisation(region, "WIJKTEAM", municipality_id=make.LELYSTAD)
        address = f"/clienten/{person.slug}/gegevens/"
        assert signed_in(make.user(Role.TEAM, region, there)).get(address).status_code == 404
        assert signed_in(make.user(Role.PROVIDER, region)).get(address).status_code == 403

    def sent(self, team, address, **changes):
        """The form as a browser sends it back."""
        form = team.get(address).context["form"]
        filled = {name: form[name].value() or "" for name in form.fields}
        filled["born_on"] = str(filled["born_on"] or "")
        return filled | {"reason": "gezien op het paspoort"} | changes
