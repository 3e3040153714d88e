"""The form's own sums, on files that break them one by one."""

from datetime import date

import pytest

from tests.services.imports.checks import HOSPITAL, checked, figures
from tests.services.imports.official_forms.layouts import HEADINGS, NUMBERING, TEN, TITLES, bm01, letter_of, line
from workforce.services.imports.problems import Code, Severity

pytestmark = [pytest.mark.django_db, pytest.mark.any_engine]

OLD_TITLES = [*TITLES[:3], ["Tính đến ngày 31/12/2019"], TITLES[4]]


def of_form(result, severity=Severity.ERROR):
    """Where, which columns, what they add up to, the whole and what it says."""
    return [
        (each.row, each.column, each.params["columns"], each.params["sum"], each.params["whole"], each.params["total"])
        for each in result.problems
        if each.severity is severity and each.code in {Code.FORM_SUM_TOO_LARGE, Code.FORM_SUM_TOO_SMALL}
    ]


@pytest.mark.parametrize(
    ("changed", "columns", "found", "whole", "said"),
    [
        ({"c9": 2}, "8 + 9 + 10 + 11 + 12", 9, "3", 10),
        ({"c9": 4}, "8 + 9 + 10 + 11 + 12", 11, "3", 10),
        ({"c13": 0}, "13 + 14 + 15 + 16 + 17 + 18", 9, "3", 10),
        ({"c14": 5}, "13 + 14 + 15 + 16 + 17 + 18", 11, "3", 10),
        ({"c33": 4}, "32 + 33 + 34 + 35 + 38", 11, "3", 10),
        ({"c36": 2}, "36 + 37", 4, "35", 3),
    ],
)
def test_a_sum_that_does_not_hold_is_an_error_with_its_columns_and_both_sums(
    universe, changed, columns, found, whole, said
):
    result = checked(universe, bm01(line(1, HOSPITAL, TEN, **changed)))

    assert of_form(result) == [(11, letter_of(int(whole)), columns, found, whole, said)]
    assert [each.code for each in result.problems if each.is_error and "SUM" not in each.code.name] == []


@pytest.mark.parametrize("number", [4, 5, 6, 7, 20, 24, 26, 31])
def test_no_column_exceeds_the_total(universe, number):
    result = checked(universe, bm01(line(1, HOSPITAL, TEN, **{f"c{number}": 11})))

    [found] = [each for each in result.problems if each.code is Code.FORM_PART_EXCEEDS]
    assert (found.row, found.column) == (11, letter_of(number))
    assert found.params == {"number": str(number), "part": 11, "whole": "3", "total": 10}


def test_levels_that_make_up_more_than_everybody_are_an_error(universe):
    result = checked(universe, bm01(line(1, HOSPITAL, TEN, c19=9)))

    [found] = [each for each in result.problems if each.is_error]
    assert (found.code, found.params["sum"], found.params["total"]) == (Code.PARTS_DO_NOT_ADD_UP, 15, 10)


def test_foreign_languages_may_add_up_to_more_than_everybody(universe):
    result = checked(universe, bm01(line(1, HOSPITAL, TEN, c25=9, c26=9)))

    assert not result.has_errors


def test_since_2021_women_of_56_to_60_are_in_the_column_of_all_only(universe):
    result = checked(universe, bm01(line(1, HOSPITAL, TEN, c35=3, c36=1, c37=1)))

    assert not result.has_errors
    assert figures(result, universe.hospital)["women_56_60"] == 1
    [said] = [each for each in result.problems if each.code is Code.FORM_AGES_BETWEEN]
    assert said.params == {"people": 1}


def test_before_2021_they_were_past_retirement_age(universe):
    result = checked(universe, bm01(line(1, HOSPITAL, TEN, c35=3, c36=1, c37=1), titles=OLD_TITLES))

    assert result.as_of == date(2019, 12, 31)
    assert of_form(result) == [(11, letter_of(35), "36 + 37", 2, "35", 3)]


def test_since_2021_people_over_60_at_work_may_be_missing_from_the_ages(universe):
    result = checked(universe, bm01(line(1, HOSPITAL, TEN, c33=2)))

    assert not result.has_errors
    assert of_form(result, Severity.WARNING) == [(11, letter_of(3), "32 + 33 + 34 + 35 + 38", 9, "3", 10)]
    assert figures(result, universe.hospital)["age_retirement_no_information"] == 1


def test_before_2021_nobody_was_missing_from_them(universe):
    result = checked(universe, bm01(line(1, HOSPITAL, TEN, c33=2), titles=OLD_TITLES))

    assert of_form(result) == [(11, letter_of(3), "32 + 33 + 34 + 35 + 38", 9, "3", 10)]


@pytest.mark.parametrize(("titles", "warned"), [(OLD_TITLES, 1), (TITLES, 0)])
def test_ages_over_60_in_a_form_from_before_they_were_working_ages_are_said(universe, titles, warned):
    more = [*HEADINGS, (40, 40, 1, 4, "Từ 61 đến 62 tuổi")]

    result = checked(universe, bm01(line(1, HOSPITAL, TEN), titles=titles, headings=more, numbering=[*NUMBERING, 39]))

    assert len([each for each in result.problems if each.code is Code.FORM_AGES_OF_LATER]) == warned


def test_every_wrong_sum_of_every_row_is_said_at_once(universe):
    wrong = {"c9": 2, "c13": 0, "c36": 2}

    result = checked(universe, bm01(line(1, HOSPITAL, TEN, **wrong), line(2, "Trường THPT Hoa Sen", TEN, **wrong)))

    assert [each[0] for each in of_form(result)] == [11, 11, 11, 12, 12, 12]
