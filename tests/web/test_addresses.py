"""Where a request came from, as far as our own proxies vouch for it."""

import pytest
from django.test import RequestFactory
from django.urls import reverse

from tests.web.portal import signed_in
from workforce.models import AuditEvent
from workforce.web.addresses import client_address

PROXY = "10.0.0.1"


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, None, PROXY),
        (0, "203.0.113.9", PROXY),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "192.0.2.66, 203.0.113.9", "203.0.113.9"),
        (1, "rubbish, 203.0.113.9", "203.0.113.9"),
        (1, "rubbish", PROXY),
        (1, "", PROXY),
        (1, None, PROXY),
        (2, "203.0.113.9, 10.0.0.2", "203.0.113.9"),
        (2, "192.0.2.66, 203.0.113.9, 10.0.0.2", "203.0.113.9"),
        (2, "203.0.113.9", PROXY),
        (1, "2001:DB8::1", "2001:db8::1"),
        (1, "fe80::1%eth0", "fe80::1"),
    ],
)
def test_only_what_our_proxies_appended_counts(settings, proxies, forwarded, address):
    settings.PROXY_COUNT = proxies
    headers = {} if forwarded is None else {"HTTP_X_FORWARDED_FOR": forwarded}

    assert client_address(RequestFactory().get("/", REMOTE_ADDR=PROXY, **headers)) == address


def test_a_socket_without_an_address_is_an_empty_text():
    assert client_address(RequestFactory().get("/", REMOTE_ADDR="")) == ""


@pytest.mark.parametrize(("proxies", "address"), [(0, PROXY), (1, "203.0.113.9")])
def test_a_recorded_event_carries_the_address_of_its_request(universe, settings, proxies, address):
    settings.PROXY_COUNT = proxies

    signed_in(universe.executive).get(
        reverse("units"),
        {"export": "csv"},
        REMOTE_ADDR=PROXY,
        HTTP_X_FORWARDED_FOR="192.0.2.66, 203.0.113.9",
    )

    assert AuditEvent.objects.get(action="export").address == address
