"""BM01-VC/BNV of public employees and the form of communes, as offices send them."""

import io

import openpyxl
import pytest

from tests.services.imports.checks import HOSPITAL, checked, figures
from tests.services.imports.official_forms.layouts import TEN, bm01, line
from tests.universe import unit, value
from workforce.indicators.forms.bm01_vc import BM01_VC
from workforce.indicators.forms.commune import COMMUNE
from workforce.indicators.forms.shape import header
from workforce.services.imports.problems import Code, Severity

pytestmark = [pytest.mark.django_db, pytest.mark.any_engine]

BM01_VC_OF_TEN = {
    1: 10, 2: 0, 3: 9, 4: 0, 5: 0, 6: 1,
    7: 1, 8: 2, 9: 4, 10: 2, 11: 1,
    12: 1, 13: 2, 14: 5, 15: 2, 16: 1, 17: 3, 18: 1, 19: 6, 20: 1, 21: 5, 22: 0, 23: 1,
    24: 3, 25: 5, 26: 2, 27: 1, 28: 0, 29: 6, 30: 7, 31: 2,
}  # fmt: skip
COMMUNE_OF_TEN = {
    1: 10, 2: 6, 3: 4, 4: 9, 5: 2, 6: 1, 7: 0, 8: 0, 9: 3, 10: 0, 11: 1, 12: 9,
    13: 0, 14: 1, 15: 2, 16: 1, 17: 5, 18: 1, 19: 3, 20: 5, 21: 1, 22: 2, 23: 6, 24: 2,
    25: 6, 26: 1, 27: 0, 28: 1, 29: 4, 30: 0, 31: 0, 32: 1, 33: 8,
    34: 2, 35: 3, 36: 2, 37: 3, 38: 2, 39: 1, 40: 0,
}  # fmt: skip


def sheet_of(form, *rows, mark=None, title="") -> bytes:
    """The headings of the form from row 5 on, merged; rows as (name, {official number: people})."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    for text in [mark or form.mark, form.name.vi, "Tính đến ngày 31/12/2023", title]:
        sheet.append([text])
    for place, text in enumerate(["STT", "ĐƠN VỊ"], start=1):
        sheet.cell(5, place, text)
        sheet.merge_cells(start_row=5, end_row=4 + form.depth, start_column=place, end_column=place)
    for cell in (each for row in header(form) for each in row):
        row, column = 5 + cell.row, 3 + cell.column
        sheet.cell(row, column, cell.heading.vi)
        bottom, right = row + cell.rows - 1, column + cell.columns - 1
        sheet.merge_cells(start_row=row, end_row=bottom, start_column=column, end_column=right)
    sheet.append(["A", "B", *(int(column.number) for column in form.columns)])
    for name, counts in rows:
        sheet.append([None, name, *(counts.get(int(column.number)) for column in form.columns)])
    sheet.append([None, "Người lập biểu"])
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def in_one_file(*contents) -> bytes:
    """The first sheets of several workbooks."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for number, content in enumerate(contents, start=1):
        source = openpyxl.load_workbook(io.BytesIO(content)).active
        sheet = workbook.create_sheet(f"Biểu {number}")
        for row in source.iter_rows(values_only=True):
            sheet.append(row)
        for merged in source.merged_cells.ranges:
            sheet.merge_cells(str(merged))
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def errors(result):
    return [(each.code, each.row, each.column) for each in result.problems if each.is_error]


def not_kept(result):
    [found] = [each for each in result.problems if each.code is Code.FORM_COLUMNS_NOT_KEPT]
    return [text.split(" ")[0] for text in found.params["form_columns"]]


@pytest.fixture
def commune(universe):
    return unit("xa-minh-hoa", "Xã Minh Họa", kind="commune", parent=universe.minh_hoa)


def test_public_employees_are_read_with_the_fields_of_their_units(universe):
    result = checked(universe, sheet_of(BM01_VC, (HOSPITAL, BM01_VC_OF_TEN), ("Tổng cộng", BM01_VC_OF_TEN)))

    assert errors(result) == []
    found = figures(result, universe.hospital)
    expected = {"total": 10, "unit_field_health": 9, "unit_field_other": 1, "below_university": 2, "it_university": 1}
    expected |= {"aged_31_50": 5, "aged_51_60": 2, "women": 7, "men": 3, "rank_employee": 1, "theory_advanced": 1}
    assert {code: found[code] for code in expected} == expected
    assert {category for category, *_ in result.proposals[0].cells} == {value("category", "public_employee").pk}


def test_a_column_of_which_nobody_knows_what_it_counts_is_not_kept(universe):
    assert not_kept(checked(universe, sheet_of(BM01_VC, (HOSPITAL, BM01_VC_OF_TEN)))) == ["27"]


@pytest.mark.parametrize(("number", "people"), [(3, 8), (7, 2), (12, 2), (25, 6)])
def test_its_fields_ranks_levels_and_ages_make_up_the_total(universe, number, people):
    result = checked(universe, sheet_of(BM01_VC, (HOSPITAL, BM01_VC_OF_TEN | {number: people})))

    [(code, row, column)] = errors(result)
    assert code in {Code.FORM_SUM_TOO_LARGE, Code.FORM_SUM_TOO_SMALL}
    assert (row, column) == (5 + BM01_VC.depth + 1, "C")


def test_forms_of_two_categories_in_one_file_are_one_report(universe):
    both = in_one_file(bm01(line(1, HOSPITAL, TEN)), sheet_of(BM01_VC, (HOSPITAL, BM01_VC_OF_TEN)))

    result = checked(universe, both)

    assert errors(result) == []
    assert figures(result, universe.hospital)["total"] == 20


def test_the_same_form_twice_in_one_file_is_an_error(universe):
    once = bm01(line(1, HOSPITAL, TEN))

    result = checked(universe, in_one_file(once, bm01(line(1, HOSPITAL, TEN, c4=5))))

    assert [code for code, *_ in errors(result)] == [Code.UNIT_IN_TWO_TABLES]


def test_whom_a_form_is_for_stands_above_it(universe, commune):
    result = checked(universe, sheet_of(COMMUNE, ("Xã Minh Họa", COMMUNE_OF_TEN), title="Đối tượng: Công chức"))

    [proposal] = result.proposals
    assert {category for category, *_ in proposal.cells} == {value("category", "civil_servant").pk}


def test_the_commune_form_counts_cadres_and_civil_servants_together(universe, commune):
    result = checked(universe, sheet_of(COMMUNE, ("Xã Minh Họa", COMMUNE_OF_TEN)))

    assert errors(result) == []
    [proposal] = result.proposals
    assert {category for category, *_ in proposal.cells} == {value("category", "cadres_and_civil_servants").pk}
    found = figures(result, commune)
    expected = {"total": 10, "men": 6, "women": 4, "untrained": 0, "university": 5, "management_none": 2}
    expected |= {"it_college": 0, "it_university": 1, "age_30_or_less": 2, "age_51_60": 3, "age_over_60": 0}
    assert {code: found[code] for code in expected} == expected


def test_what_a_snapshot_has_no_place_for_is_not_kept_and_said(universe, commune):
    result = checked(universe, sheet_of(COMMUNE, ("Xã Minh Họa", COMMUNE_OF_TEN)))

    assert not_kept(result) == ["9", "11", "12", "29", "32", "33", "38", "39"]


@pytest.mark.parametrize(("number", "people"), [(2, 5), (17, 6), (35, 4)])
def test_the_sums_of_the_commune_form_hold(universe, commune, number, people):
    result = checked(universe, sheet_of(COMMUNE, ("Xã Minh Họa", COMMUNE_OF_TEN | {number: people})))

    assert {code for code, *_ in errors(result)} <= {Code.FORM_SUM_TOO_LARGE, Code.FORM_SUM_TOO_SMALL}
    assert len(errors(result)) == 1


def test_a_unit_of_another_level_is_said(universe):
    result = checked(universe, sheet_of(COMMUNE, (HOSPITAL, COMMUNE_OF_TEN)))

    assert (Code.FORM_OF_COMMUNES, Severity.WARNING) in [(each.code, each.severity) for each in result.problems]


@pytest.mark.parametrize("mark", ["Biểu BM01-VC/BNV", "bm 01-vc/bnv", "BM01–VC/BNV (TT 07/2019)"])
def test_its_mark_is_recognised_as_offices_write_it(universe, mark):
    result = checked(universe, sheet_of(BM01_VC, (HOSPITAL, BM01_VC_OF_TEN), mark=mark))

    assert [each.params["mark"] for each in result.problems if each.code is Code.FORM_RECOGNISED] == ["BM01-VC/BNV"]
