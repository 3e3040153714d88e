"""The export links that a page shows lead to files."""

import re
from html import unescape

import pytest
from django.urls import reverse

from tests.web.portal import signed_in


@pytest.mark.parametrize("route", ["targets", "documents", "figures", "units", "snapshots", "imports", "indicators"])
@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_the_export_link_of_a_list_gives_a_file(portal, route, kind):
    client = signed_in(portal.universe.data_admin)
    page = client.get(reverse(route), {"sort": "-name", "page": 1}).content.decode()
    [link] = [unescape(each) for each in re.findall(r'href="([^"]*)"', page) if f"export={kind}" in each]

    response = client.get(reverse(route) + link)

    assert response["Content-Disposition"].endswith(f'.{kind}"')
