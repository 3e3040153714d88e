"""The figures of a new round beside those of the round before."""

import pytest

from tests.files import headcounts, xlsx
from tests.services.imports.checks import HOA_SEN, HOSPITAL, checked, places, report
from workforce.services.imports.problems import Severity

YEAR_2025 = [["Tỉnh Minh Họa"], ["Tính đến ngày 31/12/2025"], []]
HOA_MAI = "Trường THPT Hoa Mai"


def next_round(universe, *rows):
    return checked(universe, xlsx(headcounts(*rows, titles=YEAR_2025)))


def warnings(result):
    return [(code, row) for code, row, _ in places(result, Severity.WARNING)]


def test_each_unit_comes_with_its_total_of_the_snapshot_before(universe):
    result = next_round(universe, report(HOA_SEN, 1, 13, 38, 0), report(HOSPITAL, 0, 2, 3, 0))

    assert result.last_as_of == universe.snapshot.as_of
    assert {each.unit_id: each.last_total for each in result.changes} == {
        universe.hoa_sen.pk: 50,
        universe.hospital.pk: None,
    }
    assert warnings(result) == []


@pytest.mark.parametrize(("people", "expected"), [(29, [("far_from_last", 5)]), (30, []), (71, [("far_from_last", 5)])])
def test_a_unit_that_moved_by_more_than_thirty_percent_and_twenty_people_is_a_warning(universe, people, expected):
    result = next_round(universe, report(HOA_SEN, 0, 0, people, 0), report(HOA_MAI, 0, 8, 41 + 51 - people, 0))

    assert [each for each in warnings(result) if each[1] == 5] == expected


def test_a_unit_that_went_to_zero_and_the_file_as_a_whole_are_warnings(universe):
    result = next_round(universe, report(HOA_SEN, 0, 0, 0, 0), report(HOA_MAI, 0, 8, 42, 0))

    assert warnings(result) == [("file_far_from_last", 0), ("far_from_last", 5)]
    assert result.has_warnings


def test_a_file_of_zeros_is_a_warning_also_where_nothing_came_before(universe):
    assert warnings(checked(universe, headcounts(report(HOSPITAL, 0, 0, 0, 0)))) == [("nobody_at_all", 0)]
