"""A file of another year, a copied sheet, shifted headings, figures far from last year's: stopped before they count."""

from datetime import date

import pytest
from django.utils import translation

from tests.files import HEADINGS, headcounts, text, xlsx
from tests.services.imports.checks import HOA_SEN, HOSPITAL, checked, imported, places, report, row
from workforce.models import Snapshot
from workforce.services.imports.headcounts import confirm, keep
from workforce.services.imports.problems import Severity

pytestmark = pytest.mark.any_engine

HOA_MAI = "Trường THPT Hoa Mai"
TITLES_OF_2022 = [["UỶ BAN NHÂN DÂN TỈNH MINH HỌA"], ["Tính đến ngày 31/12/2022"]]
ROWS = [report(HOSPITAL, 10, 20, 30, 40), report(HOA_SEN, 1, 12, 37, 0), report(HOA_MAI, 2, 8, 41, 1)]


def warnings(result):
    return [str(each.code) for each in result.problems if each.severity is Severity.WARNING]


@pytest.mark.parametrize(
    ("titles", "as_of", "problem"),
    [
        (TITLES_OF_2022, date(2023, 12, 31), "date_contradicts"),
        ([["Năm 2022"]], date(2023, 12, 31), "date_contradicts"),
        ([["Năm 2022"], ["Tính đến ngày 31/12/2023"]], None, "date_contradicts"),
        ([["TỈNH MINH HỌA"]], None, "date_missing"),
    ],
)
def test_the_year_stands_in_the_file_or_is_chosen_and_agrees(universe, titles, as_of, problem):
    result = checked(universe, headcounts(ROWS[0], titles=titles), as_of=as_of)

    assert [code for code, *_ in places(result)] == [problem]


def test_sheets_of_two_years_contradict_each_other(universe):
    other = headcounts(ROWS[1], titles=TITLES_OF_2022)

    result = checked(universe, xlsx(headcounts(ROWS[0]), more=[("Biểu 2", other)]))

    assert [code for code, *_ in places(result)] == ["date_contradicts"]


def test_a_copied_sheet_is_one_error_until_one_of_them_is_left_out(universe):
    content = xlsx(headcounts(*ROWS), more=[("Biểu 2", headcounts(*ROWS))])

    copied = checked(universe, content)
    settled = checked(universe, content, choices={"Biểu 2": {"used": False}})

    assert [(each.code, each.sheet, each.params) for each in copied.problems] == [
        ("copied_sheet", "Biểu 2", {"first_sheet": "Biểu 1"})
    ]
    assert settled.problems == []
    assert len(settled.proposals) == 3


def test_equal_sheets_of_two_stated_units_are_no_copies_of_one_another(universe):
    def sheet(name):
        titles = [[f"Đơn vị báo cáo: {name}"], ["Tính đến ngày 31/12/2023"]]
        return headcounts(["Công chức", 1, 0], ["Viên chức", 2, 1], headings=["Loại", "Tổng số", "Nữ"], titles=titles)

    two = checked(universe, xlsx(sheet(HOA_SEN), more=[("Biểu 2", sheet(HOA_MAI))]))
    copied = checked(universe, xlsx(sheet(HOA_SEN), more=[("Biểu 2", sheet(HOA_SEN.upper()))]))

    assert not two.has_errors
    assert {proposal.unit_id for proposal in two.proposals} == {universe.hoa_sen.pk, universe.hoa_mai.pk}
    assert [code for code, *_ in places(copied)] == ["copied_sheet"]


def test_the_figures_of_another_sheet_under_other_names_are_a_warning(universe):
    figures = [each[3:] for each in ROWS]
    names = ["Sở Giáo dục và Đào tạo", "Tỉnh Minh Họa", HOA_MAI]
    first = headcounts(
        *([1, name, None, *cells] for name, cells in zip([HOSPITAL, HOA_SEN, "x"], figures, strict=True))
    )
    second = headcounts(*([1, name, None, *cells] for name, cells in zip(names, figures, strict=True)))

    result = checked(universe, xlsx(first, more=[("Biểu 2", second)]))

    assert "copied_figures" in warnings(result)


def test_two_sheets_of_different_figures_are_no_copies(universe):
    content = xlsx(headcounts(ROWS[0]), more=[("Biểu 2", headcounts(ROWS[1]))])

    assert checked(universe, content).problems == []


def shifted(headings, by):
    return [*[None] * by, *headings] if by > 0 else headings[-by:]


@pytest.mark.parametrize("by", [-1, 1])
def test_shifted_headings_are_stopped(universe, by):
    rows = headcounts(*ROWS, headings=shifted(HEADINGS, by))

    assert checked(universe, rows).has_errors


@pytest.mark.parametrize(
    "headings",
    [
        ["STT", "Đơn vị", "Mã đơn vị", "Tiến sĩ", "Tổng số", "Thạc sĩ", "Đại học", "Còn lại", "Nữ"],
        ["STT", "Đơn vị", "Mã đơn vị", "Nữ", "Tổng số", "Tiến sĩ", "Thạc sĩ", "Đại học", "Còn lại"],
    ],
)
def test_figures_under_the_wrong_headings_do_not_add_up(universe, headings):
    rows = headcounts(*([*each[:8], 5] for each in ROWS), headings=headings)

    codes = {str(code) for code, *_ in places(checked(universe, rows))}
    assert codes & {"parts_do_not_add_up", "part_exceeds_total"}


def test_parts_of_no_whole_that_moved_are_a_warning_beside_last_years_shares(universe):
    headings = ["Đơn vị", "Tổng số", "Nữ", "Đảng viên"]
    last = headcounts([HOSPITAL, 100, 70, 30], [HOA_SEN, 100, 75, 25], headings=headings)
    imported_rows(universe, last)

    swapped = [headings[0], headings[1], headings[3], headings[2]]
    with translation.override("vi"):
        result = checked(universe, this_year([HOSPITAL, 101, 71, 30], [HOA_SEN, 100, 75, 25], headings=swapped))

    found = [each for each in result.problems if each.code == "share_far_from_last"]
    assert {each.params["value"] for each in found} >= {"Nữ", "Đảng viên"}


def test_shares_that_move_a_little_are_no_warning(universe):
    headings = ["Đơn vị", "Tổng số", "Nữ"]
    imported_rows(universe, headcounts([HOSPITAL, 100, 70], headings=headings))

    assert warnings(checked(universe, this_year([HOSPITAL, 100, 80], headings=headings))) == []


def test_last_years_figures_with_a_new_date_are_a_warning(universe):
    imported(universe, *ROWS)

    same, moved = (
        checked(universe, this_year(*ROWS)),
        checked(universe, this_year(*ROWS[:2], report(HOA_MAI, 2, 8, 41, 2))),
    )

    assert warnings(same) == ["same_as_last"]
    assert warnings(moved) == []


def test_a_total_far_from_last_years_is_a_warning(universe):
    imported(universe, *ROWS)

    result = checked(universe, this_year(report(HOSPITAL, 100, 200, 300, 400), *ROWS[1:]))

    assert {"far_from_last", "file_far_from_last"} <= set(warnings(result))
    assert keep(result).summary["warnings"] == len(warnings(result))


def this_year(*rows, headings=HEADINGS):
    return headcounts(*rows, headings=headings, titles=[["TỈNH MINH HỌA"], ["Tính đến ngày 31/12/2024"]])


def imported_rows(universe, rows):
    return confirm(batch=keep(checked(universe, rows)), by=universe.data_admin)


def test_a_csv_has_one_sheet_without_a_name(universe):
    content = text(headcounts(row(HOSPITAL, 10, 1, 2, 7, women=3)))

    result = checked(universe, content, choices={"": {"columns": {"I": ""}}})

    assert not result.has_errors
    assert [each.name for each in result.read] == [""]


def test_a_row_without_a_scope_that_would_speak_for_units_that_owe_is_told(universe):
    """The schools owed a report to the round before."""
    Snapshot.objects.update(as_of=date(2022, 12, 31))
    rows = headcounts(["Sở Giáo dục và Đào tạo", 20], headings=["Đơn vị", "Tổng số"])

    [warning] = [each for each in checked(universe, rows).problems if each.code == "covers_owing"]

    assert (warning.severity, warning.found) == ("warning", "Sở Giáo dục và Đào tạo")
    assert set(warning.params["units"]) == {"Trường THPT Hoa Sen", "Trường THPT Hoa Mai"}
