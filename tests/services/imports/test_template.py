import io
from datetime import date

import openpyxl
import pytest

from tests.universe import unit
from workforce.models import Value
from workforce.services.imports.headcounts import check
from workforce.services.imports.template import template_workbook

DAY = date(2023, 12, 31)


def sheet_of(content):
    return openpyxl.load_workbook(io.BytesIO(content))


def saved(workbook) -> bytes:
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


@pytest.fixture
def template(universe):
    unit("tram", "=Trạm Y tế", parent=universe.minh_hoa, code="M101")
    return sheet_of(template_workbook(universe.minh_hoa, DAY))


def test_every_unit_of_the_date_is_filled_in_and_none_is_a_formula(universe, template):
    cells = [row[1] for row in template["Số liệu"].iter_rows(min_row=7, max_row=11)]

    assert {cell.value for cell in cells} >= {"=Trạm Y tế", "Trường THPT Hoa Sen", "Bệnh viện Đa khoa Minh Họa"}
    assert {cell.data_type for cell in cells} == {"s"}


def test_no_sheet_is_hidden_and_counts_are_validated(template):
    assert [sheet.sheet_state for sheet in template] == ["visible", "visible"]
    assert "whole" in {rule.type for rule in template["Số liệu"].data_validations.dataValidation}


def test_the_untouched_template_is_a_file_without_data(universe, template):
    checked = check(
        content=saved(template), file_name="x", unit=universe.minh_hoa, as_of=None, by=None, by_name="quantri"
    )

    assert [problem.code for problem in checked.problems if problem.is_error] == ["no_data_rows"]
    assert checked.as_of == DAY


def test_the_template_asks_for_no_single_ethnic_group_or_religion(template):
    headings = {cell.value for row in template["Số liệu"]["A5:ZZ6"] for cell in row if cell.value}

    assert "Dân tộc thiểu số" in headings
    assert headings.isdisjoint(
        Value.objects.filter(dimension__sensitive=True, parent__isnull=False).values_list("name_vi", flat=True)
    )


def test_a_filled_template_imports_without_a_complaint(universe, template):
    sheet = template["Số liệu"]
    headings = {cell.value: cell.column for row in sheet["A5:Z6"] for cell in row if cell.value}
    place = next(row[0].row for row in sheet.iter_rows(min_row=7) if row[1].value == "Trường THPT Hoa Sen")
    figures = {"Tổng số": 50, "Nữ": 30, "Tiến sĩ và tương đương": 0, "Thạc sĩ và tương đương": 12, "Đại học": 38}
    for heading, people in figures.items():
        sheet.cell(place, headings[heading], people)

    checked = check(
        content=saved(template), file_name="x", unit=universe.minh_hoa, as_of=DAY, by=None, by_name="quantri"
    )

    assert not checked.has_errors
    assert {problem.code for problem in checked.problems} == {"blank_rows", "blanks_read_as_zero", "skipped_sheets"}
    assert [(change.unit_id, change.new_total) for change in checked.changes] == [(universe.hoa_sen.pk, 50)]
