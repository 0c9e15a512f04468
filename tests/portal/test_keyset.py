"""A list in pages shows every row once, in order, both ways."""

import pytest

from portal.keyset import slice_of
from portal.models import Client
from tests import make

pytestmark = pytest.mark.django_db
KEYS = ("family_name", "pk")


def test_walking_forth_and_back_shows_every_row_once(django_assert_max_num_queries):
    region = make.region()
    rows = [make.client(region, family_name=name) for name in ("A", "A", "B", "C", "C", "C", "D")]
    everybody = Client.objects.all()
    seen, page = [], slice_of(everybody, KEYS, size=3)
    assert page.previous == ""
    while True:
        seen.append([client.pk for client in page.rows])
        if not page.next:
            break
        with django_assert_max_num_queries(2):
            page = slice_of(everybody, KEYS, after=page.next, size=3)
    assert [pk for keys in seen for pk in keys] == [row.pk for row in rows]
    back = slice_of(everybody, KEYS, before=page.previous, size=3)
    assert [client.pk for client in back.rows] == seen[-2]
    assert slice_of(everybody, KEYS, before=back.previous, size=3).previous == ""


def test_an_unknown_slug_gives_the_first_page():
    client = make.client(make.region())
    assert slice_of(Client.objects.all(), KEYS, after="BESTAAT0").rows == [client]
