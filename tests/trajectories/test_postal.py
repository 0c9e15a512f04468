"""Where letters go: the post address, else the home address unless it is secret; and always inside the window."""

import io
from datetime import date

import pypdf
import pytest

from portal.models import Role
from tests import make
from trajectories.findings import findings_of
from trajectories.letters.addressing import postal_address
from trajectories.letters.printing import render
from trajectories.letters.writing import content_of, receipt, write_letter
from trajectories.models import InvestigationPart, LetterKind, PartChange

HOME = {"address_kind": "WOONADRES", "street": "Kade 3", "postcode": "8211ab", "town": "Lelystad"}
AT_THE_BOX = {"post_street": "Postbus 9", "post_postcode": "8200 AA", "post_town": "Lelystad"}
POST = {"post_to": "p/a de mentor"} | AT_THE_BOX
pytestmark = pytest.mark.django_db


@pytest.fixture
def region():
    return make.region()


@pytest.fixture
def worker(region):
    return make.user(Role.TEAM, region)


@pytest.fixture
def melding(region):
    return make.notification(make.client(region, given_names="Noor", family_name="Zee"), date(2026, 9, 1))


def knows(melding, **answers):
    return make.part(melding, "persoon", answers=answers)


def confirmation(melding, worker):
    own = receipt(melding, on=make.TODAY)
    return write_letter(LetterKind.RECEIPT, melding, own, on=make.TODAY, by=worker)


@pytest.mark.parametrize(
    ("answers", "lines"),
    [
        (HOME, ("Kade 3", "8211 AB  LELYSTAD")),
        (HOME | POST, ("p/a de mentor", "Postbus 9", "8200 AA  LELYSTAD")),
        (HOME | POST | {"address_kind": "GEHEIM"}, ("p/a de mentor", "Postbus 9", "8200 AA  LELYSTAD")),
        (HOME | {"postcode": "B-2000", "town": "Antwerpen"}, ("Kade 3", "B-2000  ANTWERPEN")),
        (HOME | {"postcode": "", "town": ""}, ("Kade 3",)),
    ],
)
def test_post_goes_to_the_post_address_and_else_to_the_home_address(melding, answers, lines):
    knows(melding, **answers)
    assert postal_address(melding).lines == lines


@pytest.mark.parametrize(
    ("answers", "why"),
    [
        ({}, "niet ingevuld"),
        (HOME | {"address_kind": "GEHEIM"}, "is geheim"),
        ({"address_kind": "GEEN"}, "heeft geen adres"),
    ],
)
def test_a_secret_address_or_none_is_never_on_a_letter_and_the_screen_says_so_first(
    signed_in, worker, melding, answers, why
):
    knows(melding, **answers)
    browser = signed_in(worker)
    address = f"/meldingen/{melding.slug}/brieven/bevestiging/"
    page = browser.get(address).content.decode()
    assert "Er komt geen adres op de brief." in page
    assert why in page
    page = browser.post(address, follow=True).content.decode()
    assert "Op deze brief staat geen adres." in page
    assert "Kade 3" not in page


def test_the_address_is_frozen_with_the_letter(melding, worker):
    part = knows(melding, **HOME)
    letter = confirmation(melding, worker)
    part.answers = HOME | POST
    part.save()
    letter.refresh_from_db()
    assert content_of(letter).addressee == ("Noor Zee", "Kade 3", "8211 AB  LELYSTAD")


def test_the_whole_address_and_nothing_else_is_in_the_window(melding, worker):
    """The window: 20 to 105 mm from the left, 45 to 90 mm from the top of the page."""
    knows(melding, **HOME | POST)
    sheet = pypdf.PdfReader(io.BytesIO(render(confirmation(melding, worker)))).pages[0]
    millimetre, height = 72 / 25.4, float(sheet.mediabox.height)
    seen = []

    def see(text, matrix, position, _font, _size):
        left = (position[4] * matrix[0] + matrix[4]) / millimetre
        top = (height - (position[5] * matrix[3] + matrix[5])) / millimetre
        if text.strip() and 45 < top < 92 and left < 105:
            seen.append((round(left), text.strip()))

    sheet.extract_text(visitor_text=see)
    assert [left for left, _ in seen] == [25] * len(seen)
    assert " ".join(text for _, text in seen) == "Noor Zee p/a de mentor Postbus 9 8200 AA LELYSTAD"


def test_where_post_goes_may_change_after_the_report_and_is_on_record(signed_in, worker, melding):
    melding.reported_on = date(2026, 9, 20)
    melding.save()
    knows(melding, **HOME)
    answer = signed_in(worker).post(f"/meldingen/{melding.slug}/postadres/", POST)
    assert answer.url == f"/meldingen/{melding.slug}/"
    assert InvestigationPart.objects.get().answers == HOME | POST
    change = PartChange.objects.get()
    assert change.saved_by == worker
    assert change.answers["post_street"] == [None, "Postbus 9"]
    signed_in(worker).post(f"/meldingen/{melding.slug}/postadres/", POST)
    assert PartChange.objects.count() == 1


def test_a_post_address_is_whole_or_not_there(signed_in, worker, melding):
    facts = POST | {"post_street": ""}
    answer = signed_in(worker).post(f"/meldingen/{melding.slug}/postadres/", facts)
    assert answer.status_code == 422
    assert "p/a de mentor" in answer.content.decode()
    assert not InvestigationPart.objects.exists()


def test_somebody_elses_post_is_not_there_and_others_have_no_business_here(signed_in, region, melding):
    stranger = make.user(Role.TEAM, make.region(centre=make.ZWOLLE))
    address = f"/meldingen/{melding.slug}/postadres/"
    assert signed_in(stranger).post(address, POST).status_code == 404
    assert signed_in(make.user(Role.PROVIDER, region)).get(address).status_code == 403


def test_the_report_tells_no_post_address_of_who_has_a_secret_one(melding, worker):
    knows(melding, **HOME | POST | {"address_kind": "GEHEIM"})
    report = findings_of(melding, on=make.TODAY, user=worker)
    said = " ".join(f"{label} {answer}" for chapter in report.chapters for label, answer in chapter.rows)
    assert "Postbus" not in said
    assert "Kade" not in said
