import unicodedata
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workforce.vietnam.dates import (
    DateError,
    ParsedPartialDate,
    PartialDate,
    format_date,
    parse_date_cell,
    parse_partial_date,
)

days = st.dates(date(1900, 1, 1), date(2100, 12, 31))
partial_dates = st.builds(
    lambda day, parts: PartialDate(*(day.year, day.month, day.day)[:parts]), days, st.integers(1, 3)
)


@pytest.mark.parametrize(
    "cell",
    [
        date(2024, 12, 31),
        datetime(2024, 12, 31, 23, 59),
        "31/12/2024",
        "31-12-2024",
        "31.12.2024",
        "2024-12-31",
        "ngày 31 tháng 12 năm 2024",
    ],
)
def test_days_are_read_in_each_usual_form(cell):
    assert parse_partial_date(cell) == ParsedPartialDate(PartialDate(2024, 12, 31))


@pytest.mark.parametrize(
    "cell",
    [
        "6/2015",
        "06/2015",
        "06-2015",
        "06.2015",
        "tháng 6/2015",
        "Tháng 06-2015",
        "tháng 6 năm 2015",
        "THÁNG 6 NĂM 2015",
        "  tháng  6\u00a0năm 2015 ",
        unicodedata.normalize("NFD", "tháng 6 năm 2015"),
    ],
)
def test_months_are_read_in_each_usual_form(cell):
    assert parse_partial_date(cell) == ParsedPartialDate(PartialDate(2015, 6))


@pytest.mark.parametrize("cell", ["2015", 2015, 2015.0, "năm 2015", "Năm 2015", "NĂM  2015"])
def test_years_are_read_in_each_usual_form(cell):
    assert parse_partial_date(cell) == ParsedPartialDate(PartialDate(2015))


@pytest.mark.parametrize("cell", [None, "", " \u00a0"])
def test_a_blank_cell_states_nothing(cell):
    assert parse_partial_date(cell).is_blank


@pytest.mark.parametrize(
    "cell", ["31/12/24", "06/15", "6-15", "tháng 6/15", "tháng 6 năm 15", "năm 15", "15", "'15", 15, 24.0]
)
def test_a_year_of_two_digits_is_not_guessed(cell):
    assert parse_partial_date(cell) == ParsedPartialDate(error=DateError.NOT_A_DATE)


@pytest.mark.parametrize(
    "cell",
    [
        "31/02/2024",
        "12/31/2024",
        "ngày 31 tháng 2 năm 2024",
        "13/2024",
        "0/2024",
        "tháng 13/2024",
        "tháng 0 năm 2024",
        "12/1899",
        "12/2101",
        "năm 1899",
        "0000",
        "tháng 6",
        "6 năm 2015",
        "tháng 6 2015",
        "khoảng năm 2015",
        "năm 2015-2016",
        "2015/6/30",
        "٦/٢٠١٥",
        12.2024,
        45657,
        float("nan"),
        True,
        [],
    ],
)
def test_what_states_no_date_is_refused(cell):
    assert parse_partial_date(cell) == ParsedPartialDate(error=DateError.NOT_A_DATE)


@pytest.mark.parametrize(
    ("partial", "precision", "first_day", "last_day"),
    [
        (PartialDate(2024, 2, 5), "day", date(2024, 2, 5), date(2024, 2, 5)),
        (PartialDate(2024, 2), "month", date(2024, 2, 1), date(2024, 2, 29)),
        (PartialDate(2023, 2), "month", date(2023, 2, 1), date(2023, 2, 28)),
        (PartialDate(2024, 12), "month", date(2024, 12, 1), date(2024, 12, 31)),
        (PartialDate(2024), "year", date(2024, 1, 1), date(2024, 12, 31)),
    ],
)
def test_a_partial_date_spans_all_the_days_it_may_be(partial, precision, first_day, last_day):
    assert (partial.precision, partial.first_day, partial.last_day) == (precision, first_day, last_day)


@pytest.mark.parametrize("parts", [(2024, None, 5), (2024, 13), (2024, 0), (2024, 2, 30), (2024, 2, 0), (0,)])
def test_no_partial_date_is_made_that_the_calendar_does_not_have(parts):
    with pytest.raises(ValueError, match="month|day|year"):
        PartialDate(*parts)


@given(partial_dates)
def test_a_partial_date_written_by_us_is_read_back(partial):
    assert parse_partial_date(format_date(partial.first_day, partial.precision)).value == partial
    assert parse_partial_date(format_date(partial.last_day, partial.precision)).value == partial


@given(st.one_of(st.text(), st.from_regex(r"\A[0-9]{1,2}[/. -][0-9]{1,4}([/.-][0-9]{1,4})?\Z"), st.floats(), days))
def test_nothing_breaks_it_and_whole_dates_stay_whole(cell):
    parsed = parse_partial_date(cell)
    assert parsed.value is None or parsed.error is None
    if whole := parse_date_cell(cell).value:
        assert parsed.value.precision == "day"
        assert parsed.value.first_day == parsed.value.last_day == whole
