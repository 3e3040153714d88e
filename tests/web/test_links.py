"""No page offers its reader a link that the portal then refuses."""

import re
from html import unescape
from urllib.parse import urldefrag, urljoin

import pytest
from django.urls import reverse

from tests.web.portal import signed_in

READERS = ["executive", "data_admin", "data_entry", "auditor", "system_admin"]
SCOPED = ["department_admin", "foreign_admin", "foreign_reader"]
SAME_PAGE_AGAIN = re.compile(r"[?&](sort|page|export)=")


@pytest.mark.any_engine
@pytest.mark.parametrize("who", [*READERS, *SCOPED])
def test_every_link_that_a_reader_finds_opens(portal, who):
    client = signed_in(getattr(portal, who, None) or getattr(portal.universe, who))
    waiting, seen, closed = [reverse("home")], set(), {}

    while waiting:
        address = waiting.pop()
        response = client.get(address)
        if response.status_code == 302:
            waiting += new_links([response.url], address, seen)
        elif response.status_code != 200:
            closed[address] = response.status_code
        elif response["Content-Type"].startswith("text/html"):
            waiting += new_links(re.findall(r'href="([^"]*)"', response.content.decode()), address, seen)

    assert closed == {}
    assert len(seen) > 3


def new_links(links, page, seen):
    found = {urldefrag(urljoin(page, unescape(link))).url for link in links}
    found = {each for each in found if each.startswith("/") and not each.startswith("/static/")} - seen
    found = {each for each in found if not SAME_PAGE_AGAIN.search(each)}
    seen |= found
    return sorted(found)
