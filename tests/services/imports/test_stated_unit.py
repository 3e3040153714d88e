"""A department's own file says above its table whose it is, and has no column of units."""

import pytest

from tests.services.imports.checks import HOSPITAL, checked, figures, places
from workforce.services.imports.problems import Code
from workforce.services.imports.stated import stated_unit

HEADINGS = ["STT", "Loại", "Tổng số", "Tiến sĩ", "Thạc sĩ", "Đại học", "Còn lại"]
ROWS = [[1, "Công chức", 4, 0, 1, 3, 0], [2, "Viên chức", 6, 1, 1, 4, 0], [None, "Tổng cộng", 10, 1, 2, 7, 0]]
DATE = ["Tính đến ngày 31/12/2023"]


@pytest.mark.parametrize(
    ("titles", "unit"),
    [
        (["Đơn vị: Sở Y tế"], "Sở Y tế"),
        (["TÊN ĐƠN VỊ: SỞ Y TẾ (ĐVT: người)"], "SỞ Y TẾ"),
        (["Đơn vị báo cáo: UBND xã A Đơn vị tính: người"], "UBND xã A"),
        (["Cơ quan, đơn vị: Sở Nội vụ ……"], "Sở Nội vụ"),
        (["Đơn vị: Sở Y tế", "Cơ quan: Sở Y tế"], "Sở Y tế"),
        (["Đơn vị: Sở Y tế", "Cơ quan: Sở Nội vụ"], ""),
        (["Đơn vị: người"], ""),
        (["Đơn vị tính: người"], ""),
        (["(Đơn vị: 1.000 người)"], ""),
        (["Đơn vị: ………"], ""),
        (["BÁO CÁO CỦA SỞ Y TẾ"], ""),
    ],
)
def test_the_unit_of_a_file_stands_behind_the_word_for_it(titles, unit):
    assert stated_unit(titles) == unit


@pytest.mark.django_db
def test_all_rows_are_of_the_unit_that_the_title_names(universe):
    result = checked(universe, [[f"Đơn vị: {HOSPITAL}"], DATE, HEADINGS, *ROWS])

    assert places(result) == []
    assert figures(result, universe.hospital)["total"] == 10


@pytest.mark.django_db
def test_a_wrong_total_of_such_a_file_is_noticed(universe):
    wrong = [*ROWS[:2], [None, "Tổng cộng", 11, 1, 2, 7, 1]]

    result = checked(universe, [[f"Đơn vị: {HOSPITAL}"], DATE, HEADINGS, *wrong])

    assert Code.WRONG_SUM in {code for code, _row, _column in places(result)}


@pytest.mark.django_db
def test_a_unit_in_the_title_that_nobody_knows_is_an_error_of_each_row_and_can_be_matched(universe):
    rows = [["Đơn vị: BV tỉnh"], DATE, HEADINGS, *ROWS]

    refused, matched = checked(universe, rows), checked(universe, rows, matches={"BV tỉnh": "benh-vien"})

    assert {code for code, _row, _column in places(refused)} == {Code.UNKNOWN_UNIT}
    assert figures(matched, universe.hospital)["total"] == 10


@pytest.mark.django_db
def test_without_a_column_and_without_a_title_nobody_knows_whose_figures_they_are(universe):
    result = checked(universe, [["Đơn vị: người"], DATE, HEADINGS, *ROWS])

    assert Code.MISSING_COLUMN in {code for code, _row, _column in places(result)}


@pytest.mark.django_db
def test_a_column_of_units_says_more_than_the_title(universe):
    headings, row = ["Đơn vị", *HEADINGS[2:]], [HOSPITAL, *ROWS[0][2:]]

    result = checked(universe, [["Đơn vị: Trường THPT Hoa Sen"], DATE, headings, row])

    assert [proposal.unit_id for proposal in result.proposals] == [universe.hospital.pk]
