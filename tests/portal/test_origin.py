"""Where a request came from: our own proxy is believed, a visitor is not."""

import pytest
from django.test import RequestFactory

from portal.origin import origin_of


@pytest.mark.parametrize(
    ("connection", "said", "origin"),
    [
        ("127.0.0.1", None, "127.0.0.1"),
        ("127.0.0.1", "203.0.113.9", "203.0.113.9"),
        ("127.0.0.1", "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        ("198.51.100.7", "203.0.113.9", "198.51.100.7"),
        ("127.0.0.1", "2001:DB8::1", "2001:db8::1"),
        ("127.0.0.1", "fe80::1%eth0", "fe80::1"),
        ("127.0.0.1", "ergens", None),
        ("", None, None),
    ],
)
def test_the_proxy_says_where_a_request_came_from_and_nobody_else(settings, connection, said, origin):
    settings.PROXIES = {"127.0.0.1"}
    headers = {"X-Forwarded-For": said} if said else {}
    assert origin_of(RequestFactory().get("/", REMOTE_ADDR=connection, headers=headers)) == origin
