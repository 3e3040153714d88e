"""Spellings that look alike are one unit and one person, however a file writes them."""

import unicodedata

import pytest

from tests.files import HEADINGS, headcounts, text
from tests.services.imports.checks import checked, figures, places
from tests.services.imports.people.files import checked as checked_people
from tests.services.imports.people.files import codes, imported, only_person, row
from tests.universe import unit
from workforce.services.imports.people.changes import Kind

pytestmark = pytest.mark.any_engine

SPELLINGS = [
    "Phòng Đào tạo và Văn hóa",
    "Phòng Đào tạo và Văn hoá",
    "Phòng Ðào tạo và Văn hóa",
    "PHÒNG ĐÀO TẠO VÀ VĂN HOÁ",
    unicodedata.normalize("NFD", "Phòng Đào tạo và Văn hóa"),
    "Phòng\u00a0Đào tạo  và Văn hóa ",
    "Phòng Đào\u200b tạo và\ufeff Văn hóa",
    "Phòng Đào tạo và Văn\u00ad hóa",
]
NAMES = [
    "Đặng Thị Hòa",
    "Đặng Thị Hoà",
    "Ðặng Thị Hòa",
    unicodedata.normalize("NFD", "Đặng Thị Hoà"),
    " Đặng\u00a0Thị  Hòa",
    "Đặng Thị\u200b Hòa",
    "Đặng Thị Hòa\u00ad",
]


@pytest.mark.parametrize("name", SPELLINGS)
def test_a_unit_is_found_in_every_spelling_of_its_name(universe, name):
    department = unit("phong-dao-tao", "Phòng Đào tạo và Văn hóa", parent=universe.education_department)

    result = checked(universe, headcounts([1, name, None, 10, 1, 2, 7, 0]))

    assert places(result) == []
    assert figures(result, department)["total"] == 10


@pytest.mark.parametrize("name", NAMES)
def test_a_person_in_another_spelling_is_the_same_person(universe, name):
    imported(universe, row(name="Đặng Thị Hòa", sex="Nữ", identity="001180000001"))

    result = checked_people(universe, row(name=name, sex="Nữ", identity="001180000001"))

    assert codes(result) == []
    assert [change.kind for change in result.changes] in ([Kind.UNCHANGED], [Kind.CHANGED])


@pytest.mark.parametrize("name", NAMES)
def test_a_row_without_an_identity_number_is_proposed_as_the_person_of_another_spelling(universe, name):
    imported(universe, row(name="Đặng Thị Hòa", sex="Nữ", identity="001180000001"))

    result = checked_people(universe, row(name=name, sex="Nữ", identity=None))

    assert [record.pk for proposal in result.proposals for record in proposal.records] == [only_person().pk]


@pytest.mark.parametrize("total", ["1.095", "1,095", "1 095", "1\u00a0095", "1095"])
def test_a_count_written_as_text_is_one_number(universe, total):
    rows = headcounts([1, "Bệnh viện Đa khoa Minh Họa", None, total, 36, 59, "1.000", 0])

    result = checked(universe, text(rows, delimiter=";"), file_name="tep.csv")

    assert places(result) == []
    assert figures(result, universe.hospital)["total"] == 1095


@pytest.mark.parametrize(
    "heading", ["Thạc\u00a0sĩ", "Thạc sĩ\u200b", "Tha\u0323c si\u0303", "  THẠC  SĨ", "Thạc\u00ad sĩ"]
)
def test_a_heading_is_known_in_every_spelling(universe, heading):
    headings = [heading if each == "Thạc sĩ" else each for each in HEADINGS]

    result = checked(universe, headcounts([1, "Bệnh viện Đa khoa Minh Họa", None, 10, 1, 2, 7, 0], headings=headings))

    assert places(result) == []
    assert figures(result, universe.hospital)["masters"] == 2
