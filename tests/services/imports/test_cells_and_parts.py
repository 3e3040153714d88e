"""What a single row may state: numbers, blanks, parts of a total, percentages."""

from datetime import date

import pytest

from tests.files import TITLES, headcounts, text
from tests.services.imports.checks import HOSPITAL, checked, figures, places, row
from workforce.models import Value
from workforce.services.imports.problems import Severity

pytestmark = pytest.mark.any_engine


def test_a_good_file_has_nothing_to_complain_about(universe):
    result = checked(universe, headcounts(row(HOSPITAL, 12770, 36, 1095, 9140, 2499, women=7000)))

    assert result.problems == []
    assert (result.unit, result.as_of) == (universe.minh_hoa, date(2023, 12, 31))
    assert figures(result, universe.hospital) == {
        "total": 12770,
        "doctorate": 36,
        "masters": 1095,
        "university": 9140,
        "education_not_broken_down": 2499,
        "women": 7000,
        "men": 5770,
    }


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("mười", "not_a_number"),
        (True, "not_a_number"),
        (-3, "negative_number"),
        (1.095, "fractional_number"),
        ("1.5", "not_a_number"),
        (10**12, "number_too_large"),
    ],
)
def test_a_cell_that_is_no_number_of_people_is_an_error_at_its_place(universe, cell, code):
    result = checked(universe, headcounts(row(HOSPITAL, 10, 0, cell, 5, 5)))

    assert places(result) == [(code, 5, "F")]


def test_text_with_groups_of_three_is_thousands_and_says_so(universe):
    result = checked(universe, headcounts(row(HOSPITAL, "12.770", 36, "1.095", "9,140", "2 499")))

    assert places(result) == []
    assert places(result, Severity.NOTICE) == [("read_as_thousands", 5, letter) for letter in "DFGH"]
    assert figures(result, universe.hospital)["masters"] == 1095


def test_a_blank_is_zero_only_where_the_stated_parts_make_up_the_total(universe):
    result = checked(universe, headcounts(row(HOSPITAL, 10, None, 4, 6, None)))

    assert places(result) == []
    assert places(result, Severity.NOTICE) == [("blanks_read_as_zero", 5, "E")]
    assert figures(result, universe.hospital)["doctorate"] == 0


@pytest.mark.parametrize("education", [(1, 2, 3, 5), (1, 2, None, None), (4, 4, 4, None)])
def test_parts_that_do_not_add_up_name_both_numbers(universe, education):
    result = checked(universe, headcounts(row(HOSPITAL, 10, *education)))

    assert places(result) == [("parts_do_not_add_up", 5, "E")]
    params = result.problems[0].params
    assert (params["sum"], params["total"]) == (sum(filter(None, education)), 10)


def test_nothing_is_stored_of_a_dimension_that_a_row_leaves_blank(universe):
    result = checked(universe, headcounts(row(HOSPITAL, 10)))

    assert figures(result, universe.hospital) == {"total": 10}


def test_more_women_than_people_is_an_error(universe):
    result = checked(universe, headcounts(row(HOSPITAL, 10, 0, 0, 10, 0, women=11)))

    assert places(result) == [("part_exceeds_total", 5, "I")]


def test_people_for_whom_an_official_form_has_no_column_are_without_information(universe):
    headings = ["Đơn vị", "Tổng số", "Lý luận chính trị", None]
    rows = [*TITLES, headings, [None, None, "Cao cấp", "Trung cấp"], [HOSPITAL, 10, 2, 3]]

    result = checked(universe, rows)

    assert figures(result, universe.hospital) == {
        "total": 10,
        "theory_advanced": 2,
        "theory_intermediate": 3,
        "theory_no_information": 5,
    }


def test_an_aggregate_beside_its_parts_is_checked_and_not_stored(universe):
    headings = ["Đơn vị", "Tổng số", "Đại học trở lên", "Sau đại học", "Tiến sĩ", "Thạc sĩ", "Đại học", "Dưới đại học"]

    right = checked(universe, headcounts([HOSPITAL, 20, 15, 5, 2, 3, 10, 5], headings=headings))
    wrong = checked(universe, headcounts([HOSPITAL, 20, 15, 6, 2, 3, 10, 5], headings=headings))

    assert figures(right, universe.hospital) == {
        "total": 20,
        "doctorate": 2,
        "masters": 3,
        "university": 10,
        "below_university": 5,
    }
    assert places(wrong) == [("parts_do_not_add_up", 5, "D")]


def test_the_second_part_of_an_aggregate_is_what_the_first_leaves(universe):
    headings = ["Đơn vị", "Tổng số", "Sau đại học", "Tiến sĩ", "Đại học", "Dưới đại học"]

    result = checked(universe, headcounts([HOSPITAL, 20, 5, 2, 10, 5], headings=headings))

    assert figures(result, universe.hospital)["masters"] == 3


@pytest.mark.parametrize(
    ("percent", "warned"), [("8,6%", False), (8.57, False), (0.0857478, False), ("8,5", True), (9, False), (8, True)]
)
def test_a_percentage_that_contradicts_its_counts_is_a_warning(universe, percent, warned):
    headings = ["Đơn vị", "Tổng số", "Thạc sĩ", "Tỷ lệ %", "Còn lại"]

    result = checked(universe, headcounts([HOSPITAL, 12770, 1095, percent, 11675], headings=headings))

    assert places(result) == []
    assert places(result, Severity.WARNING) == ([("percent_contradicts", 5, "D")] if warned else [])


def test_delimited_text_has_the_same_meaning_as_a_workbook(universe):
    rows = headcounts(row(HOSPITAL, 10, 1, 2, 3, 4, women=5))

    from_text = checked(universe, text(rows, delimiter=";", encoding="utf-8-sig"))

    assert from_text.problems == []
    assert from_text.proposals == checked(universe, rows).proposals


@pytest.mark.parametrize("heading", ["%", "Tỷ lệ", "Tỉ lệ %", "Tỷ lệ thạc sĩ (%)", "% Thạc sĩ", "Share of Master's"])
def test_a_percentage_belongs_to_the_value_it_names_or_to_the_column_on_its_left(universe, heading):
    headings = ["Đơn vị", "Tổng số", "Thạc sĩ", heading, "Còn lại"]

    result = checked(universe, headcounts([HOSPITAL, 100, 10, "12 %", 90], headings=headings))

    assert [(each.code, each.column) for each in result.problems] == [("percent_contradicts", "D")]


def test_blanks_below_an_aggregate_that_adds_up_are_named_once(universe):
    headings = ["Đơn vị", "Tổng số", "Sau đại học", "Tiến sĩ", "Thạc sĩ", "Đại học"]

    result = checked(universe, headcounts([HOSPITAL, 10, 4, None, 4, 6], headings=headings))

    assert [each.params["values"] for each in result.problems] == [[Value.objects.get(code="doctorate").name]]
