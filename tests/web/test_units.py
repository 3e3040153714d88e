"""Units as they stood on a date, and the life of one."""

from datetime import date

import pytest
from django.urls import reverse

from tests.universe import unit
from tests.web.lists import (
    assert_cells_stay_text,
    assert_empty_list_says_so,
    assert_exports_what_it_shows,
    assert_same_number_of_queries,
    assert_sorts_by_every_column,
    column,
)
from tests.web.portal import signed_in
from workforce.models import Reorganisation, ReorganisationLink
from workforce.services.snapshots import NotAllowed
from workforce.services.units import set_coverage

UNITS = "/units/"


def test_the_list_costs_the_same_for_one_and_for_many(universe):
    assert_same_number_of_queries(
        signed_in(universe.executive),
        UNITS,
        lambda number: unit(f"so-{number}", f"Sở {number}", parent=universe.minh_hoa),
    )


def test_the_list_sorts_and_exports(universe):
    client = signed_in(universe.executive)

    assert_sorts_by_every_column(client, UNITS)
    assert_exports_what_it_shows(client, UNITS)


def test_names_sort_as_vietnamese(universe):
    for number, name in enumerate(["Đông", "Dương", "Ất", "Em", "An"]):
        unit(f"z-{number}", name, parent=universe.hospital)
    names = column(signed_in(universe.executive), UNITS, "name", sort="name")

    assert [name for name in names if " " not in name] == ["An", "Ất", "Dương", "Đông", "Em"]


def test_exported_cells_stay_text(universe):
    assert_cells_stay_text(
        signed_in(universe.executive),
        UNITS,
        lambda text, number: unit(f"z-{number}", text, parent=universe.minh_hoa),
    )


def test_the_list_finds_without_accents_and_by_code(universe):
    client = signed_in(universe.executive)

    assert column(client, UNITS, "name", q="benh vien") == ["Bệnh viện Đa khoa Minh Họa"]
    assert column(client, UNITS, "name", q="m1") == ["Tỉnh Minh Họa"]


def test_units_are_those_of_the_day_asked_for(universe):
    unit("cu", "Huyện Cũ", parent=universe.minh_hoa, valid_to=date(2025, 7, 1))
    client = signed_in(universe.executive)

    assert "Huyện Cũ" in column(client, UNITS, "name", as_of="2025-06-30", q="huyen")
    assert column(client, UNITS, "name", as_of="2025-07-01", q="huyen") == []


def test_a_day_without_units_says_so(universe):
    assert_empty_list_says_so(signed_in(universe.executive), UNITS + "?q=khong+co+don+vi+nao")


@pytest.mark.parametrize("typed", ["31/12/2024", "2024-13-01", "hôm qua"])
def test_a_day_that_is_none_does_not_exist(universe, typed):
    assert signed_in(universe.executive).get(UNITS, {"as_of": typed}).status_code == 404


def test_a_unit_shows_its_names_over_time_and_its_end(universe):
    old = unit("cu", "Huyện Cũ", parent=universe.minh_hoa, valid_to=date(2025, 7, 1))
    event = Reorganisation.objects.create(
        code="sap-nhap", name_vi="Sáp nhập", name_en="Merger", kind="absorb", effective_on=date(2025, 7, 1)
    )
    ReorganisationLink.objects.create(reorganisation=event, predecessor=old, successor=universe.minh_hoa)

    content = signed_in(universe.executive).get(f"{UNITS}minh-hoa/").content.decode()

    assert "Sáp nhập" in content
    assert "01/07/2025" in content


def test_an_unknown_unit_does_not_exist(universe):
    assert signed_in(universe.executive).get(f"{UNITS}nothing/").status_code == 404


def test_an_administrator_says_since_when_the_register_holds_everybody(portal):
    client = signed_in(portal.universe.data_admin)
    key = portal.universe.minh_hoa.key

    client.post(reverse("unit_coverage", args=[key]), {"register_from": "01/03/2025"})

    portal.universe.minh_hoa.refresh_from_db()
    assert portal.universe.minh_hoa.register_from == date(2025, 3, 1)
    below = client.get(reverse("unit", args=[portal.universe.hoa_sen.key])).content.decode()
    assert "01/03/2025" in below
    assert "Tỉnh Minh Họa" in below


def test_what_is_no_date_changes_no_coverage(portal):
    client = signed_in(portal.universe.data_admin)
    key = portal.universe.minh_hoa.key

    page = client.post(reverse("unit_coverage", args=[key]), {"register_from": "31/02/2025"}, follow=True)

    assert "31/02/2025" in page.content.decode()
    portal.universe.minh_hoa.refresh_from_db()
    assert portal.universe.minh_hoa.register_from is None


def test_the_register_cannot_hold_a_unit_whose_records_another_body_keeps(portal):
    universe = portal.universe
    universe.hospital.snapshot_only = True
    universe.hospital.save()

    with pytest.raises(NotAllowed, match="records_kept_elsewhere"):
        set_coverage(unit=universe.hospital, since=date(2025, 1, 1), by=universe.data_admin)
