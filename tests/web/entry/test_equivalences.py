"""What diplomas count as: shown before it is saved."""

import pytest
from django.urls import reverse

from tests.universe import user
from tests.web.entry.filling import fields_of, send
from tests.web.portal import signed_in
from workforce.models import Equivalence

CHANGE = {"diploma": "specialist_2", "level": "masters", "valid_from": "01/01/2020", "source": "Thông tư giả định"}


@pytest.fixture
def portal_admin(people):
    return signed_in(user("data_admin", username="portal_admin"), "en")


def test_a_change_is_saved_only_after_its_figures_were_seen(portal_admin):
    url = reverse("equivalences")
    before = Equivalence.objects.count()

    unseen = send(portal_admin, url, CHANGE | {"save": "1"})
    shown = unseen.content.decode()
    untouched = Equivalence.objects.count() == before
    saved = portal_admin.post(url, fields_of(unseen) | {"save": "1"})

    assert untouched
    assert "People in service who would count otherwise" in shown
    assert saved.status_code == 302
    assert Equivalence.objects.get(diploma__code="specialist_2", valid_from="2020-01-01").level.code == "masters"


def test_a_change_names_its_source(portal_admin):
    response = send(portal_admin, reverse("equivalences"), CHANGE | {"source": ""})

    assert "Say which document or source has it so." in response.content.decode()


def test_only_administrators_of_the_whole_portal_change_the_table(client, admin):
    assert client.get(reverse("equivalences")).status_code == 403
    assert admin.get(reverse("equivalences")).status_code == 403
