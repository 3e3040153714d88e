"""For which date and whose figures a file is; and everything wrong at once."""

from datetime import date

import pytest

from tests.files import headcounts, text, xlsx
from tests.services.imports.checks import HOSPITAL, checked, places, row
from tests.universe import lock, open_revision, unit

UNDATED = [["BÁO CÁO"]]


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        (xlsx([["không có gì ở đây"]]), "no_table"),
        (xlsx(headcounts()), "no_data_rows"),
        (text([["Tổng số"]]), "no_table"),
        (b"", "empty_file"),
    ],
)
def test_a_file_without_figures_is_an_error(universe, rows, code):
    assert [each[0] for each in places(checked(universe, rows))] == [code]


@pytest.mark.parametrize(
    ("titles", "chosen", "codes"),
    [
        (UNDATED, None, ["date_missing"]),
        (UNDATED, date(2023, 12, 31), []),
        ([["NĂM 2023"]], None, []),
        ([["Năm", 2023]], date(2023, 12, 31), []),
        ([["6 tháng đầu năm 2023"]], date(2023, 6, 30), []),
        ([["Tính đến 2023-12-31"]], None, []),
        ([["Năm 2022"], ["Tính đến ngày 31/12/2023"]], None, ["date_contradicts"]),
        ([["Năm 2022"]], date(2023, 12, 31), ["date_contradicts"]),
        ([["Tính đến ngày 31/12/2023"]], date(2024, 12, 31), ["date_contradicts"]),
        ([["Tính đến ngày 31/12/2023"], ["Có mặt đến 31/12/2022"]], None, ["date_contradicts"]),
        ([["Tính đến ngày 31/12/2099"]], None, ["date_in_future"]),
        ([["Minh Họa, ngày 15 tháng 01 năm 2024"], ["Tính đến", date(2023, 12, 31)]], None, []),
        ([["Kèm theo Công văn số 1/SNV ngày 10/01/2024"], ["Số liệu tại thời điểm 31/12/2023"]], None, []),
    ],
)
def test_the_date_of_the_file_and_the_chosen_one_must_agree(universe, titles, chosen, codes):
    rows = headcounts(row(HOSPITAL, 5), titles=titles)

    assert [each[0] for each in places(checked(universe, rows, as_of=chosen))] == codes


def test_the_name_of_a_file_is_only_a_hint(universe):
    rows = headcounts(row(HOSPITAL, 5), titles=UNDATED)

    assert checked(universe, rows, file_name="bao_cao_2022.xlsx").problems[0].params == {"hint": "2022"}
    assert places(checked(universe, rows, file_name="bao_cao_2022.xlsx", as_of=date(2023, 12, 31))) == []


def test_the_file_of_another_province_is_stopped(universe):
    assert places(checked(universe, headcounts(row(HOSPITAL, 5)), unit=universe.gia_dinh))[0] == (
        "province_contradicts", 0, "",
    )  # fmt: skip


def test_the_province_may_be_left_to_the_title_or_to_the_codes(universe):
    unit("tram", "Trạm Y tế Bình An", parent=universe.minh_hoa, code="M101")
    named = headcounts(row(HOSPITAL, 5))
    coded = headcounts(row("Trạm Y tế Bình An", 5, code="M101"), titles=[["Năm 2023"]])
    neither = headcounts(row(HOSPITAL, 5), titles=[["Năm 2023"]])

    assert checked(universe, named, unit=None).unit == universe.minh_hoa
    assert checked(universe, coded, unit=None).unit == universe.minh_hoa
    assert places(checked(universe, neither, unit=None)) == [("unit_missing", 0, "")]


def test_a_locked_revision_takes_nothing_more(universe):
    lock(open_revision(universe.minh_hoa, date(2023, 12, 31)))

    assert places(checked(universe, headcounts(row(HOSPITAL, 5)))) == [("revision_locked", 0, "")]


def test_every_error_is_reported_at_once_in_reading_order(universe):
    rows = [row("Sở X", 5), row(HOSPITAL, "năm", -1, 2), row("Trường THPT Hoa Sen", None, 1)]

    result = checked(universe, headcounts(*rows, titles=[["Tính đến ngày 31/12/2099"], [], []]))

    assert places(result) == [
        ("date_in_future", 0, ""),
        ("unknown_unit", 5, "B"),
        ("not_a_number", 6, "D"),
        ("negative_number", 6, "E"),
        ("blank_total", 7, "D"),
    ]
