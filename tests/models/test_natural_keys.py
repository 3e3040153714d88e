"""Every row of a fixture finds itself again by what it is."""

from datetime import date

import pytest

from tests import universe as world
from workforce.models import Reorganisation, ReorganisationLink, UnitVersion


def test_a_row_is_found_by_its_natural_key(universe):
    rows = [universe.hoa_sen, universe.snapshot, universe.revision, UnitVersion.objects.first()]

    assert [type(row).objects.get_by_natural_key(*row.natural_key()) for row in rows] == rows


@pytest.mark.django_db
def test_the_link_of_a_dissolved_unit_is_found_without_a_successor():
    event = Reorganisation.objects.create(code="dissolution", kind="dissolve", effective_on=date(2025, 7, 1))
    link = ReorganisationLink.objects.create(reorganisation=event, predecessor=world.unit("huyen", "Huyện"))

    assert ReorganisationLink.objects.get_by_natural_key(*link.natural_key()) == link
