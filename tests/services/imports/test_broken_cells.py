"""Cells that look filled in and hold no figure: errors, uncalculated formulas, dashes."""

import openpyxl
import pytest

from tests.files import TITLES, headcounts, saved, xlsx
from tests.services.imports.checks import HOSPITAL, checked, figures, places, row
from workforce.services.imports.problems import Severity
from workforce.services.imports.reading import BrokenCell, read_workbook


@pytest.mark.parametrize(("cell", "code"), [("#N/A", "cell_error"), ("=D5/2", "uncalculated_formula")])
def test_a_count_without_a_result_is_an_error_at_its_place(universe, cell, code):
    result = checked(universe, headcounts(row(HOSPITAL, 10, 0, 0, 10, 0, women=cell)))

    assert places(result) == [(code, 5, "I")]
    assert result.problems[0].found == cell


def test_a_broken_total_is_not_a_blank_one(universe):
    assert places(checked(universe, headcounts(row(HOSPITAL, "#REF!")))) == [("cell_error", 5, "D")]


def test_broken_cells_of_columns_that_are_not_read_do_no_harm(universe):
    headings = ["Đơn vị", "Tổng số", "Thạc sĩ", "Tỷ lệ %", "Còn lại", "Ghi chú"]

    result = checked(universe, headcounts([HOSPITAL, 10, 4, "#DIV/0!", 6, "=1+1"], headings=headings))

    assert result.problems == []


def test_broken_cells_are_found_by_sheet_row_and_column():
    book = openpyxl.Workbook()
    book.active["A1"] = "x"
    second = book.create_sheet("Hai & hai")
    second["B3"], second["AA4"], second["A4"] = "x", "#DIV/0!", "=B3"

    first, sheet = read_workbook(saved(book), "tep.xlsx").sheets

    assert first.rows == [["x"]]
    assert (sheet.cell(2, 1), sheet.cell(3, 0), sheet.cell(3, 26)) == ("x", BrokenCell("=B3"), BrokenCell("#DIV/0!"))


def test_dashes_are_read_as_not_stated_and_the_sender_is_told_once(universe):
    result = checked(universe, headcounts(row(HOSPITAL, 10, "-", 4, 6, "–", women="-")))

    (notice,) = [each for each in result.problems if each.code == "dashes_read_as_blank"]
    assert (notice.severity, notice.params) == (Severity.NOTICE, {"count": 3, "cells": ["E5", "H5", "I5"]})
    assert "women" not in figures(result, universe.hospital)


def test_a_misspelt_category_beside_a_total_is_the_only_complaint(universe):
    rows = [[HOSPITAL, "Cong chuk", 4], [HOSPITAL, "Viên chức", 6], ["Tổng cộng", None, 11]]

    result = checked(universe, headcounts(*rows, headings=["Đơn vị", "Loại", "Tổng số"]))

    assert places(result) == [("unknown_value", 5, "B")]


@pytest.mark.parametrize("axis", ["Loại", "Khối", "Lãnh đạo, quản lý"])
def test_no_row_with_unread_words_stops_the_check(universe, axis):
    rows = [[HOSPITAL, "Xyzt", 4, 5], [HOSPITAL, "Xyzt", 6, 2], ["Tỉnh Minh Họa", None, 10], ["Tổng cộng", "Xyzt", 10]]

    result = checked(universe, headcounts(*rows, headings=["Đơn vị", axis, "Tổng số", "Nữ"]))

    expected = [("unknown_value", 5, "B"), ("part_exceeds_total", 5, "D"), ("unknown_value", 6, "B")]
    assert places(result) == [*expected, ("unknown_value", 8, "B")]


def test_cells_are_checked_although_the_date_or_the_unit_is_missing(universe):
    undated = headcounts(row("Sở X", "năm"), row(HOSPITAL, 5, 1, 1, 1, 1), row("Tổng cộng", 9), titles=[["BÁO CÁO"]])
    nobodys = headcounts(row("Sở X", "năm"), titles=[["Năm 2023"]])

    expected = [("not_a_number", 3, "D"), ("parts_do_not_add_up", 4, "E")]
    assert places(checked(universe, undated)) == [("date_missing", 0, ""), *expected]
    assert places(checked(universe, nobodys, unit=None)) == [("unit_missing", 0, ""), ("not_a_number", 3, "D")]


def test_a_title_of_another_province_is_said_once_and_not_for_each_row(universe):
    result = checked(universe, headcounts(row(HOSPITAL, 5, code="X9"), row("Sở X", "năm")), unit=universe.gia_dinh)

    assert places(result) == [("province_contradicts", 0, ""), ("not_a_number", 6, "D")]


def test_a_unit_of_another_province_is_named_with_it(universe):
    rows = [row("Sở Nội vụ Giả Định", 5), row("Tỉnh nào đó", 4, code="M2"), row("Sở Không Có", 3)]

    by_name, by_code, unknown = checked(universe, headcounts(*rows)).problems

    assert (by_name.code, by_name.params["elsewhere"]) == ("unknown_unit", "Tỉnh Giả Định")
    assert (by_code.code, by_code.params["elsewhere"]) == ("unknown_code", "Tỉnh Giả Định")
    assert "elsewhere" not in unknown.params


def test_a_row_doubled_on_another_sheet_names_that_sheet(universe):
    rows, others = headcounts(row(HOSPITAL, 5)), headcounts(row(HOSPITAL, 5), row("Trường THPT Hoa Sen", 7))

    [problem] = [each for each in checked(universe, xlsx(rows, more=[("Bổ sung", others)])).problems if each.is_error]

    assert problem.params["elsewhere"] == "Biểu 1"


@pytest.mark.parametrize("total", ["Tổng số hiện có", "Hiện có", "Tổng số người hiện có", "Tổng số CB, CC, VC"])
@pytest.mark.parametrize("rest", ["Not broken down", "Remaining", "Other levels"])
def test_headings_of_forms_seen_in_use_are_known(universe, total, rest):
    rows = [*TITLES, ["Đơn vị", total, "Thạc sĩ", rest], [HOSPITAL, 10, 4, 6]]

    result = checked(universe, rows)

    assert figures(result, universe.hospital) == {"total": 10, "masters": 4, "education_not_broken_down": 6}
