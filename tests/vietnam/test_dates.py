from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workforce.vietnam.dates import DateError, ParsedDate, dates_in_text, format_date, parse_date_cell, years_in_text

days = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    "cell",
    [
        date(2024, 12, 31),
        datetime(2024, 12, 31, 23, 59),
        "31/12/2024",
        "31-12-2024",
        "31.12.2024",
        "2024-12-31",
        "2024-12-31 00:00:00",
        " 31/12/2024\u00a0",
    ],
)
def test_dates_are_read_in_each_usual_form(cell):
    assert parse_date_cell(cell) == ParsedDate(value=date(2024, 12, 31))


def test_the_day_comes_first():
    assert parse_date_cell("12/08/2021").value == date(2021, 8, 12)
    assert parse_date_cell("1/2/2021").value == date(2021, 2, 1)


@pytest.mark.parametrize("cell", ["2021", 2021, 2021.0])
def test_a_year_alone_is_no_date_but_is_kept(cell):
    assert parse_date_cell(cell) == ParsedDate(error=DateError.YEAR_ONLY, year=2021)


@pytest.mark.parametrize("cell", [None, "", "  "])
def test_a_blank_cell_states_no_date(cell):
    assert parse_date_cell(cell).is_blank


@pytest.mark.parametrize(
    "cell",
    [
        "31/02/2024",
        "12/31/2024",
        "31/12-2024",
        "31/12/24",
        "01/01/0024",
        "tháng 8",
        "1899",
        True,
        45657,
        float("nan"),
        [],
        date(24, 1, 1),
    ],
)
def test_what_the_calendar_does_not_have_is_refused(cell):
    assert parse_date_cell(cell) == ParsedDate(error=DateError.NOT_A_DATE)


@given(days)
def test_a_date_written_by_us_is_read_back(day):
    assert parse_date_cell(format_date(day, "day")).value == day
    assert dates_in_text(f"Ngày {day.day} tháng {day.month} năm {day.year}") == [day]


def test_dates_are_found_in_the_order_of_the_sentence():
    text = "Tính đến ngày 31  tháng 12 năm 2024, theo NQ ngày 12/08/2021 (sửa 1-7-2025; không có 31/02/2024)."
    assert dates_in_text(text) == [date(2024, 12, 31), date(2021, 8, 12), date(2025, 7, 1)]


@pytest.mark.parametrize("text", ["179/2024/NĐ-CP", "1/12/12/2024", "31/12/20245", "Quý IV năm 2024", ""])
def test_what_only_looks_like_a_date_is_left_alone(text):
    assert dates_in_text(text) == []


def test_years_are_found_where_they_are_called_so():
    assert years_in_text("Năm 2021 và năm  2024: 2.499 người, năm 20245") == [2021, 2024]


@pytest.mark.parametrize(("precision", "written"), [("day", "05/12/2024"), ("month", "12/2024"), ("year", "2024")])
def test_a_date_is_written_as_precisely_as_it_is_known(precision, written):
    assert format_date(date(2024, 12, 5), precision) == written


@pytest.mark.parametrize("text", ["TÍNH ĐẾN NGÀY 31 THÁNG 12 NĂM 2024", "Tính đến 31.12.2024", "tính đến 31-12-2024."])
def test_capitals_and_dots_are_read_in_titles(text):
    assert dates_in_text(text) == [date(2024, 12, 31)]
