"""Letters: worded by the region, frozen with the act that makes them, printed for everybody, sent on a day."""

import io
import re
from datetime import date

import pypdf
import pytest
from django.db import IntegrityError, transaction

from portal.models import OrganisationKind, Role
from portal.pdf import read_hash
from tests import make
from tests.paper import problems
from trajectories import decisions, standstill
from trajectories.letters.composing import sample
from trajectories.letters.content import blocks_of, content_hash
from trajectories.letters.fields import fields_of, mistakes
from trajectories.letters.printing import MOST_ATTEMPTS, print_next_letter, render
from trajectories.letters.texts import default_text, text_for
from trajectories.letters.writing import receipt, write_letter
from trajectories.models import Letter, LetterKind, LetterText, Outcome
from trajectories.ruling import Ruling

D, TODAY = date, make.TODAY
NOON = "2026-10-05T12:00Z"


@pytest.fixture
def region(db):
    return make.region("FLEVO")


@pytest.fixture
def worker(region):
    return make.user(Role.TEAM, region)


@pytest.fixture
def team(worker, signed_in):
    return signed_in(worker)


@pytest.fixture
def melding(region):
    return make.notification(make.client(region, given_names="Noor", family_name="Zonneveer"), D(2026, 9, 1))


@pytest.fixture
def applied(region):
    return make.notification(
        make.client(region), D(2026, 9, 1), reported_on=D(2026, 9, 20), applied_on=D(2026, 9, 25)
    )


def granted(region, **facts):
    usual = {
        "outcome": Outcome.GRANTED,
        "motivation": "U hebt hulp dichtbij nodig.\n\nOok in de avond.",
        "care_form": make.care_form(region, "BT", name="Beschermd Thuis"),
        "valid_from": D(2026, 10, 5),
        "valid_until": D(2027, 10, 5),
        "funding": "ZIN",
        "contribution": "WMO",
        "alternatives": "Begeleiding op afspraak is te licht.",
        "goals": (("WONEN", "Zelf koken"), ("NETWERK", "Een vriend bellen")),
    }
    return Ruling(**usual | facts)


def decide(melding, by, ruling, **facts):
    draft = decisions.prepare(melding, ruling, on=TODAY, by=by, **facts)
    decisions.take(draft, decided_on=TODAY, on=TODAY, by=by)
    return draft


def said(letter):
    """Everything a letter says, as one text."""
    texts = [letter.content["subject"]]
    for block in letter.content["blocks"]:
        texts += [block["text"], *block["lines"], *(f"{label}: {words}" for label, words in block["facts"])]
    return "\n".join(texts)


def paper(pdf):
    sheets = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return re.sub(r"\s+", " ", " ".join(sheet.extract_text() for sheet in sheets))


class TestWords:
    @pytest.mark.parametrize("kind", list(LetterKind))
    def test_our_own_words_use_every_needed_field_and_leave_none_open(self, kind):
        text = default_text(kind)
        assert list(mistakes(kind, text.body)) == []
        content = sample(kind, text, on=TODAY)
        whole = content.subject + " ".join(block.text + " ".join(block.lines) for block in content.blocks)
        assert "{" not in whole
        assert "}" not in whole

    @pytest.mark.parametrize("kind", [LetterKind.GRANT, LetterKind.REJECTION])
    def test_a_decision_tells_how_to_object_within_six_weeks(self, kind):
        content = sample(kind, default_text(kind), on=TODAY)
        whole = " ".join(block.text for block in content.blocks)
        assert "binnen zes weken na de dag waarop wij deze brief hebben verstuurd" in whole

    @pytest.mark.parametrize(
        ("text", "sentence"),
        [
            ("{motivering}\n\n{bezwaar}\n\n{naam}", "{naam} kennen we niet in deze brief."),
            ("{motivering}", "{bezwaar} ontbreekt"),
            ("{motivering}\n\n{bezwaar}\n\nBeste {client", "Er staat een accolade zonder de andere."),
            ("Dit: {motivering}\n\n{bezwaar}", "Zet {motivering} op een regel alleen"),
        ],
    )
    def test_a_text_that_cannot_be_says_how_to_mend_it(self, text, sentence):
        assert any(sentence in one for one in mistakes(LetterKind.REJECTION, text))

    def test_paragraphs_headings_and_lists_are_read_as_typed(self):
        found = list(blocks_of("Een\nTwee\r\n\r\n## Kop\nDrie\n\n- vier\n- vijf\n\n\n\n"))
        assert [(one.kind, one.text, one.lines) for one in found] == [
            ("p", "Een\nTwee", ()),
            ("h", "Kop", ()),
            ("p", "Drie", ()),
            ("ul", "", ("vier", "vijf")),
        ]

    def test_the_words_of_the_region_count_from_their_day(self, region, worker):
        facts = {"region": region, "kind": LetterKind.RECEIPT, "body": "Dag {client}", "written_by": worker}
        LetterText.objects.create(**facts, subject="Oud", starts_on=D(2026, 1, 1))
        LetterText.objects.create(**facts, subject="Nieuw", starts_on=D(2026, 10, 5))
        found = [text_for(region.pk, LetterKind.RECEIPT, on=day).subject for day in (D(2026, 10, 4), TODAY)]
        assert found == ["Oud", "Nieuw"]
        assert text_for(region.pk, LetterKind.RECEIPT, on=D(2025, 1, 1)) == default_text(LetterKind.RECEIPT)


class TestMaking:
    def test_a_decision_has_its_letter_from_the_moment_it_is_taken(self, region, worker, applied):
        decision = decide(applied, worker, granted(region))
        letter = Letter.objects.get()
        assert (letter.decision, letter.kind) == (decision, LetterKind.GRANT)
        text = said(letter)
        for words in (
            "Zorgvorm: Beschermd Thuis",
            "Geldig: 5 oktober 2026 t/m 4 oktober 2027",
            "Hoe: Zorg in natura",
            "Eigen bijdrage: De gewone Wmo-bijdrage",
            "Wonen en huishouden: Zelf koken",
            "Ook in de avond.",
            "Begeleiding op afspraak is te licht.",
            "bezwaar maken",
        ):
            assert words in text

    def test_a_decision_without_goals_has_no_empty_heading(self, region, worker, applied):
        decide(applied, worker, granted(region, goals=()))
        assert "Met deze hulp werkt u aan" not in said(Letter.objects.get())

    def test_a_mended_decision_names_the_old_one(self, region, worker, applied):
        decide(applied, worker, granted(region))
        decide(applied, worker, granted(region, motivation="Verkeerd getypt."), kind="HERSTEL")
        assert "in de plaats van ons besluit van 5 oktober 2026" in said(Letter.objects.order_by("-pk").first())

    def test_what_somebody_types_is_never_a_field(self, worker, applied):
        decide(applied, worker, Ruling(Outcome.REJECTED, "Vul {client} in.\n\n{bezwaar}"))
        text = said(Letter.objects.get())
        assert "Vul {client} in." in text
        assert "{bezwaar}" in text

    def test_standing_still_is_told_in_a_letter(self, worker, melding):
        standstill.suspend(melding, starts_on=D(2026, 9, 10), reason="Wij wachten op u.", on=TODAY, by=worker)
        text = said(Letter.objects.get(kind=LetterKind.SUSPENSION))
        assert "vanaf 10 september 2026" in text
        assert "Wij wachten op u." in text

    def test_the_confirmation_names_the_last_days_and_is_made_once(self, team, melding):
        address = f"/meldingen/{melding.slug}/brieven/bevestiging/"
        assert "13 oktober 2026 of eerder" in team.get(address).content.decode()
        assert not Letter.objects.exists()
        assert team.post(address).status_code == 302
        assert team.post(address).status_code == 422
        letter = Letter.objects.get()
        assert "uiterlijk op 8 september 2026" in said(letter)
        assert letter.content_hash == content_hash(letter.content)

    def test_the_same_letter_on_the_same_day_is_one(self, worker, melding):
        made = {
            write_letter(LetterKind.RECEIPT, melding, receipt(melding, on=TODAY), on=TODAY, by=worker)
            for _ in range(2)
        }
        assert len(made) == 1

    def test_a_vooraanmelding_has_no_confirmation_yet(self, team, region):
        row = make.notification(make.client(region), is_pre_notification=True)
        assert team.post(f"/meldingen/{row.slug}/brieven/bevestiging/").status_code == 302
        assert not Letter.objects.exists()

    def test_the_database_refuses_to_change_or_remove_a_letter(self, worker, melding):
        letter = write_letter(LetterKind.RECEIPT, melding, receipt(melding, on=TODAY), on=TODAY, by=worker)
        print_next_letter(at=NOON)
        Letter.objects.update(sent_on=TODAY, sent_by=worker)
        for change in (
            {"content": {}},
            {"content_hash": "0" * 64},
            {"made_on": D(2026, 1, 1)},
            {"pdf": b"iets anders"},
            {"sent_on": D(2026, 10, 6)},
        ):
            with pytest.raises(IntegrityError, match="verandert niet meer"), transaction.atomic():
                Letter.objects.filter(pk=letter.pk).update(**change)
        with pytest.raises(IntegrityError, match="blijft bewaard"), transaction.atomic():
            letter.delete()


class TestPaper:
    @pytest.mark.parametrize("kind", list(LetterKind))
    def test_every_kind_of_letter_is_pdf_ua_1_and_pdf_a_3a(self, kind, worker, melding):
        own = {field.name: field.sample for field in fields_of(kind) if field.name not in ("client", "gemeente")}
        assert problems(render(write_letter(kind, melding, own, on=TODAY, by=worker))) == []

    def test_the_decision_reads_the_same_on_paper_and_is_sealed(self, region, worker, applied):
        decide(
            applied, worker, granted(region, motivation="家 is geen letter van ons.\n\n" + "Veel woorden. " * 400)
        )
        letter = Letter.objects.get()
        assert print_next_letter(at=NOON)
        assert not print_next_letter(at=NOON)
        letter.refresh_from_db()
        pdf = bytes(letter.pdf)
        assert problems(pdf) == []
        assert read_hash(pdf) == letter.content_hash
        assert render(letter) == pdf
        text = paper(pdf)
        for words in (
            "U krijgt hulp",
            "Beschermd Thuis",
            "Zelf koken",
            "Pagina 1 van",
            "? is geen letter van ons.",
        ):
            assert words in text
        reader = pypdf.PdfReader(io.BytesIO(pdf))
        assert len(reader.pages) > 2
        assert reader.metadata["/CreationDate"].startswith("D:20261005")
        assert str(applied.client) not in reader.metadata.title

    def test_a_letter_that_cannot_be_printed_does_not_stop_the_others(self, worker, melding, monkeypatch):
        write_letter(LetterKind.RECEIPT, melding, receipt(melding, on=TODAY), on=TODAY, by=worker)

        def fail(letter):
            raise ValueError("stuk")

        monkeypatch.setattr("trajectories.letters.printing.render", fail)
        assert [print_next_letter(at=NOON) for _ in range(MOST_ATTEMPTS + 1)] == [True] * MOST_ATTEMPTS + [False]


class TestPages:
    def test_a_letter_is_read_opened_and_sent(self, team, region, worker, applied):
        decide(applied, worker, granted(region))
        letter = Letter.objects.get()
        address = f"/meldingen/{applied.slug}/brieven/{letter.slug}/"
        card = team.get(f"/meldingen/{applied.slug}/").content.decode()
        assert f'href="{address}">Besluit: toegekend</a>' in card
        assert "De pdf wordt gemaakt." in team.get(address).content.decode()
        assert team.get(f"{address}brief.pdf").status_code == 302
        print_next_letter(at=NOON)
        answer = team.get(f"{address}brief.pdf")
        assert answer["Content-Type"] == "application/pdf"
        assert f"toekenning-{applied.slug}.pdf" in answer["Content-Disposition"]
        assert team.post(f"{address}verstuurd/", {"sent_on": "2026-10-06"}).status_code == 422
        assert team.post(f"{address}verstuurd/", {"sent_on": "2026-10-04"}).status_code == 422
        for _ in range(2):
            assert team.post(f"{address}verstuurd/", {"sent_on": "2026-10-05"}).status_code == 302
        assert "Verstuurd op 5 oktober 2026" in team.get(address).content.decode()

    def test_letters_keep_strangers_out(self, region, worker, melding, signed_in):
        letter = write_letter(LetterKind.RECEIPT, melding, receipt(melding, on=TODAY), on=TODAY, by=worker)
        other = make.notification(make.client(region), D(2026, 9, 2))
        lelystad = make.organisation(region, OrganisationKind.TEAM, municipality_id=make.LELYSTAD)
        stranger = signed_in(make.user(Role.TEAM, region, lelystad))
        planner = signed_in(make.user(Role.PROVIDER, region))
        for rest in ("", "brief.pdf"):
            address = f"/meldingen/{melding.slug}/brieven/{letter.slug}/{rest}"
            assert stranger.get(address).status_code == 404
            assert planner.get(address).status_code == 403
        assert stranger.get(f"/meldingen/{melding.slug}/brieven/bevestiging/").status_code == 404
        mine = signed_in(worker)
        assert mine.get(f"/meldingen/{other.slug}/brieven/{letter.slug}/").status_code == 404


class TestRegionsWords:
    @pytest.fixture
    def chief(self, signed_in, region):
        return signed_in(make.user(Role.ADMINISTRATOR))

    def test_a_text_is_tried_before_it_is_kept_and_used_from_its_day(self, chief, region, worker, melding):
        address = "/beheer/regios/flevo/brieven/ontvangst/"
        body = "Dag {client},\n\nKlaar op {onderzoek_tot}. Plan tot {plan_tot}."
        words = {"subject": "Uw melding", "body": body, "starts_on": "2026-10-05"}
        text = chief.post(address, words).content.decode()
        assert "Dag Robin Voorbeeld," in text
        assert not LetterText.objects.exists()
        for _ in range(2):
            assert chief.post(address, words | {"keep": "ja"}).status_code == 302
        assert LetterText.objects.count() == 1
        letter = write_letter(LetterKind.RECEIPT, melding, receipt(melding, on=TODAY), on=TODAY, by=worker)
        assert "Dag Noor Zonneveer,\nKlaar op 13 oktober 2026." in said(letter)
        assert "Eigen tekst" in chief.get("/beheer/regios/flevo/brieven/").content.decode()
        assert chief.post(address, words | {"subject": "Anders", "keep": "ja"}).status_code == 422

    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"body": "Dag {klant}"}, "{klant} kennen we niet"),
            ({"body": "Dag {client}"}, "{onderzoek_tot} ontbreekt"),
            ({"subject": "Brief {"}, "accolade"),
            ({"starts_on": "2026-10-04"}, "vandaag of een latere dag"),
            ({"body": "x" * 10_001}, "hoogstens 10.000 tekens"),
            ({"subject": ""}, "verplicht"),
        ],
    )
    def test_what_cannot_be_is_refused_and_nothing_is_lost(self, chief, region, changes, sentence):
        words = {
            "subject": "Bijzonder",
            "body": "{onderzoek_tot} {plan_tot}",
            "starts_on": "2026-10-05",
            "keep": "ja",
        }
        answer = chief.post("/beheer/regios/flevo/brieven/ontvangst/", words | changes)
        assert answer.status_code == 422
        text = answer.content.decode()
        assert sentence in text
        assert "subject" in changes or "Bijzonder" in text
        assert not LetterText.objects.exists()

    def test_only_the_administrator_words_letters(self, team, chief, region):
        assert team.get("/beheer/regios/flevo/brieven/").status_code == 403
        assert team.get("/beheer/regios/flevo/brieven/ontvangst/").status_code == 403
        assert chief.get("/beheer/regios/flevo/brieven/liefdes/").status_code == 404
        assert chief.get("/beheer/regios/niets/brieven/").status_code == 404
