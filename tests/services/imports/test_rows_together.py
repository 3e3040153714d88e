"""Rows that repeat, sum up or are part of each other."""

import pytest

from tests.files import headcounts, xlsx
from tests.services.imports.checks import BY_LEADERSHIP, HOSPITAL, by_leadership, checked, figures, places, row
from workforce.services.imports.problems import Severity


def test_the_same_unit_twice_is_an_error_naming_the_first_row(universe):
    result = checked(universe, headcounts(row(HOSPITAL, 5), row(HOSPITAL, 6)))

    assert places(result) == [("duplicate_row", 6, "B")]
    assert result.problems[0].params["first_row"] == 5


def test_total_rows_and_rows_of_units_above_are_checked_and_not_added(universe):
    schools = [row("Trường THPT Hoa Sen", 10), row("Trường THPT Hoa Mai", 20)]
    department, total = row("Sở Giáo dục và Đào tạo", 30), row("Tổng cộng", 35)

    result = checked(universe, headcounts(department, *schools, row(HOSPITAL, 5), total))

    assert result.problems == []
    assert {each.unit_id for each in result.proposals} == {
        universe.hoa_sen.pk,
        universe.hoa_mai.pk,
        universe.hospital.pk,
    }


def test_a_total_may_stand_beside_the_column_of_units_and_after_each_section(universe):
    rows = [
        row("Trường THPT Hoa Sen", 10),
        ["Cộng khối giáo dục", None, None, 10],
        row(HOSPITAL, 5),
        ["Cộng khối y tế:", None, None, 5],
        ["TỔNG CỘNG (I+II)", None, None, 15],
    ]

    assert checked(universe, headcounts(*rows)).problems == []


def test_a_wrong_total_names_both_numbers(universe):
    result = checked(universe, headcounts(row(HOSPITAL, 5, 0, 0, 5, 0), row("Tổng cộng", 6, 0, 0, 5, 0)))

    assert places(result) == [("wrong_sum", 6, "D")]
    assert (result.problems[0].params["sum"], result.problems[0].params["stated"]) == (5, 6)


def test_a_province_beside_its_units_must_be_their_sum(universe):
    result = checked(universe, headcounts(row("Tỉnh Minh Họa", 4), row(HOSPITAL, 5)))

    assert places(result) == [("wrong_sum", 5, "D")]


def test_fewer_people_than_the_units_below_are_own_staff_and_the_sender_is_told(universe):
    result = checked(universe, headcounts(row("Sở Giáo dục và Đào tạo", 7), row("Trường THPT Hoa Sen", 10)))

    assert places(result, Severity.WARNING) == [("read_as_own_staff", 5, "D")]
    covers = {each.unit_id: each.covers_subordinates for each in result.proposals}
    assert covers == {universe.education_department.pk: False, universe.hoa_sen.pk: True}


@pytest.mark.parametrize(("scope", "expected"), [("Riêng", []), ("Toàn bộ", [("wrong_sum", 5, "B")])])
def test_a_column_of_scope_settles_it(universe, scope, expected):
    headings = ["Đơn vị", "Tổng số", "Phạm vi"]
    rows = [["Sở Giáo dục và Đào tạo", 7, scope], ["Trường THPT Hoa Sen", 10, None]]

    result = checked(universe, headcounts(*rows, headings=headings))

    assert places(result) == expected
    assert places(result, Severity.WARNING) == []


def test_all_staff_beside_its_categories_is_a_subtotal(universe):
    headings = ["Đơn vị", "Loại", "Tổng số"]
    parts = [[HOSPITAL, "Công chức", 4], [HOSPITAL, "Viên chức", 6]]

    right = checked(universe, headcounts([HOSPITAL, None, 10], *parts, headings=headings))
    wrong = checked(universe, headcounts([HOSPITAL, None, 11], *parts, headings=headings))

    assert figures(right, universe.hospital) == {"total": 10}
    assert len(right.proposals[0].cells) == 2
    assert places(wrong) == [("wrong_sum", 5, "C")]


def test_an_unknown_category_is_an_error_with_the_nearest_words(universe):
    result = checked(universe, headcounts([HOSPITAL, "Cong chuk", 4], headings=["Đơn vị", "Loại", "Tổng số"]))

    assert places(result) == [("unknown_value", 5, "B")]
    assert "Công chức" in result.problems[0].params["suggestions"]


def test_beside_a_row_of_leaders_the_others_lead_nobody(universe):
    rows = [[HOSPITAL, None, 100, 30, 70], [HOSPITAL, "Lãnh đạo, quản lý", 10, 8, 2]]

    result = checked(universe, headcounts(*rows, headings=BY_LEADERSHIP))

    assert places(result) == []
    assert by_leadership(result, universe.hospital) == {"not_leader": 90, "leader": 10}
    assert by_leadership(result, universe.hospital, "masters") == {"not_leader": 22, "leader": 8}
    assert places(result, Severity.NOTICE) == [("rest_read_as", 5, "C")]


def test_what_the_leaders_leave_blank_stays_known_of_everybody_only(universe):
    rows = [[HOSPITAL, None, 100, 30, 70], [HOSPITAL, "Lãnh đạo, quản lý", 10]]

    result = checked(universe, headcounts(*rows, headings=BY_LEADERSHIP))

    assert by_leadership(result, universe.hospital, "masters") == {"any_leadership": 30}


def test_more_leaders_than_people_is_an_error(universe):
    rows = [[HOSPITAL, None, 10, 3, 7], [HOSPITAL, "Lãnh đạo, quản lý", 9, 8, 1]]

    assert places(checked(universe, headcounts(*rows, headings=BY_LEADERSHIP))) == [("leaders_exceed_all", 6, "D")]


def test_leaders_and_others_beside_everybody_are_not_added_twice(universe):
    rows = [[HOSPITAL, None, 10], [HOSPITAL, "Lãnh đạo, quản lý", 4], [HOSPITAL, "Không lãnh đạo", 6]]

    result = checked(universe, headcounts(*rows, ["Tổng cộng", None, 10], headings=BY_LEADERSHIP[:3]))

    assert places(result) == []
    assert figures(result, universe.hospital) == {"total": 10}


def test_two_sheets_with_the_same_unit_are_caught(universe):
    rows = headcounts(row(HOSPITAL, 5))

    result = checked(universe, xlsx(rows, more=[("Bản sao", rows), ("Hướng dẫn", [["Xin đọc kỹ"]])]))

    assert [(each.code, each.sheet) for each in result.problems] == [
        ("skipped_sheets", ""),
        ("copied_sheet", "Bản sao"),
    ]
