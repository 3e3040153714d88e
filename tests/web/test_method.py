import pytest
from django.test import Client
from django.utils.translation import override

from tests.web.portal import signed_in
from workforce.indicators.verdict import Badge
from workforce.wording.verdicts import BADGES

METHOD = "/method/"


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_method_explains_every_badge_to_everybody(code_lists, language):
    client = Client()
    client.cookies["django_language"] = language

    content = client.get(METHOD).content.decode()

    with override(language):
        for badge in Badge:
            assert str(BADGES[badge]) in content


def test_the_method_shows_the_thresholds_in_force(code_lists):
    content = Client().get(METHOD).content.decode()

    for shown in ["p ≥ 0,95", "p ≥ 0,60", "p ≥ 0,00"]:
        assert shown in content


def test_the_footer_of_every_page_leads_to_the_method(universe):
    assert f'href="{METHOD}"' in signed_in(universe.executive).get("/targets/").content.decode()
