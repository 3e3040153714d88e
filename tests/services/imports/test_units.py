"""Which unit a row means."""

from datetime import date

import pytest

from tests.files import headcounts
from tests.services.imports.checks import HOSPITAL, checked, figures, places, row
from tests.universe import unit
from workforce.models import RememberedMatch, Reorganisation, ReorganisationLink


@pytest.mark.parametrize(
    ("name", "total", "problem"),
    [
        (None, 5, ("blank_unit", 5, "B")),
        (HOSPITAL, None, ("blank_total", 5, "D")),
        ("Sở Không Có Thật", 5, ("unknown_unit", 5, "B")),
        ("Sở Nội vụ Giả Định", 5, ("unknown_unit", 5, "B")),
    ],
)
def test_a_row_without_a_known_unit_or_a_total_is_an_error(universe, name, total, problem):
    assert places(checked(universe, headcounts(row(name, total, 0, 0, 5, 0)))) == [problem]


def test_a_misspelt_unit_is_suggested_but_never_taken(universe):
    result = checked(universe, headcounts(row("Bệnh viện Đa khoa Minh Hoạ mới", 5, 0, 0, 5, 0)))

    assert places(result) == [("unknown_unit", 5, "B")]
    assert result.problems[0].params["suggestions"][0] == HOSPITAL
    assert result.proposals == []


@pytest.mark.parametrize(
    "name",
    ["BỆNH VIỆN ĐA KHOA MINH HOẠ", " Bệnh viện  Đa khoa Minh Họa ", "Đa khoa Minh Họa",
     "Bệnh viện Đa khoa Minh Họa tỉnh Minh Họa"],
)  # fmt: skip
def test_a_unit_is_known_by_any_spelling_of_its_name_with_or_without_type_and_place(universe, name):
    assert figures(checked(universe, headcounts(row(name, 5))), universe.hospital) == {"total": 5}


def test_a_unit_of_another_type_is_another_unit(universe):
    unit("xa-a", "Xã Bình An", parent=universe.minh_hoa)

    assert places(checked(universe, headcounts(row("Phường Bình An", 5)))) == [("unknown_unit", 5, "B")]


def test_a_name_matched_by_hand_is_taken_and_remembered_only_for_its_sender(universe):
    rows = headcounts(row("BV tỉnh", 5))
    RememberedMatch.objects.create(sender="nguoikhac", name_key="bv tỉnh", unit=universe.hospital)

    assert places(checked(universe, rows)) == [("unknown_unit", 5, "B")]
    assert places(checked(universe, rows, matches={"BV tỉnh": "benh-vien"})) == []
    RememberedMatch.objects.update(sender="quantri")
    assert places(checked(universe, rows)) == []


def test_the_old_name_of_a_unit_offers_its_successor(universe):
    old = unit("truong-cu", "Trường Chính Trị", parent=universe.minh_hoa, valid_to=date(2020, 1, 1))
    event = Reorganisation.objects.create(
        code="gop", kind="absorb", effective_on=date(2020, 1, 1), name_vi="Gộp", name_en="Absorb"
    )
    ReorganisationLink.objects.create(reorganisation=event, predecessor=old, successor=universe.hospital)

    result = checked(universe, headcounts(row("Trường Chính Trị", 5)))

    assert places(result) == [("unknown_unit", 5, "B")]
    assert result.problems[0].params["suggestions"] == [HOSPITAL]


def test_name_and_code_must_agree(universe):
    unit("tram", "Trạm Y tế Bình An", parent=universe.minh_hoa, code="M101")

    rows = [row("Trạm Y tế Bình An", 1, code="M101"), row(HOSPITAL, 5, code="M101"), row("Trạm X", 5, code="M999")]

    assert places(checked(universe, headcounts(*rows))) == [
        ("name_and_code_disagree", 6, "B"),
        ("unknown_code", 7, "C"),
    ]


def test_a_code_that_lost_its_leading_zero_is_still_the_code(universe):
    station = unit("tram", "Trạm Y tế Bình An", parent=universe.minh_hoa, code="00123")

    result = checked(universe, headcounts(row("Trạm Y tế Bình An", 4, code=123)))

    assert figures(result, station) == {"total": 4}
