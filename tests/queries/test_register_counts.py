"""The register as a source of Counts: rolled up, only where it covers a unit, and after what is locked."""

from datetime import date

import pytest

from tests import universe as world
from tests.queries.registered import covered, person, post
from workforce.indicators.counting import Count
from workforce.queries.counts import counts_of
from workforce.queries.coverage import days_answered
from workforce.queries.readings import Source, readings_of
from workforce.services.rollups import roll_up_revision

DAY = date(2025, 6, 30)
MASTERS = [("masters", date(2020, 6, 30))]


@pytest.fixture
def selections(universe):
    indicator = world.share_indicator("masters", education=["masters"])
    return indicator.numerator, indicator.denominator


@pytest.fixture
def staff(universe):
    """Two of three at the schools have a Master's degree; a contract worker counts in no category of the indicator."""
    covered(universe.minh_hoa)
    person(posts=[post(universe.hoa_sen)], diplomas=MASTERS)
    person(posts=[post(universe.hoa_mai)], diplomas=MASTERS)
    person(posts=[post(universe.hoa_mai)], diplomas=[("college", date(2019, 1, 1))])
    person(posts=[post(universe.hoa_mai, category="contract_111")], diplomas=MASTERS)


def counts(unit, selections, day=DAY, **options):
    found = counts_of([unit.pk], [each.pk for each in selections], days=[day], **options)[unit.pk]
    return next((each for each in found if each.as_of == day), None)


def test_the_register_answers_on_any_day_for_a_unit_and_everything_below_it(universe, staff, selections):
    found = counts(universe.minh_hoa, selections)

    assert [found.of(each.pk) for each in selections] == [Count(2, 2), Count(3, 3)]
    assert found.from_register
    assert found.is_complete
    assert not found.is_locked


def test_a_covered_unit_without_people_has_nobody_and_not_an_unknown_number(universe, staff, selections):
    assert counts(universe.hospital, selections).of(selections[1].pk) == Count(0)


def test_a_unit_that_only_stands_above_others_owes_nothing(universe, staff, selections):
    found = counts(universe.minh_hoa, selections)

    assert (found.units_received, found.units_owed) == (3, 3)  # two schools and the hospital


def test_before_its_coverage_began_a_unit_has_no_answer(universe, staff, selections):
    covered(universe.minh_hoa, since=date(2025, 7, 1))

    assert counts(universe.minh_hoa, selections) is None


def test_a_unit_whose_records_another_body_keeps_leaves_the_sum_above_it_unknown(universe, staff, selections):
    universe.hospital.snapshot_only = True
    universe.hospital.save()

    found = counts(universe.minh_hoa, selections)

    assert found.of(selections[0].pk) == Count(None, known_people=2)
    assert counts(universe.education_department, selections).of(selections[0].pk) == Count(2, 2)


def test_a_person_without_a_level_on_record_is_one_of_whom_nothing_is_known(universe, staff, selections):
    person(posts=[post(universe.hoa_sen)])

    assert counts(universe.minh_hoa, selections).of(selections[0].pk) == Count(2, 2, no_information=1)


def test_people_still_on_the_books_of_a_unit_that_ended_count_where_it_was(universe, staff, selections):
    closed = world.unit("truong-da-giai-the", "Trường cũ", parent=universe.education_department, valid_to=DAY)
    person(posts=[post(closed)])

    assert counts(universe.education_department, selections).of(selections[1].pk).people == 4


def test_a_locked_revision_answers_before_the_register_and_an_open_one_after_it(universe, staff, selections):
    roll_up_revision(universe.revision)

    of_open_round = counts(universe.hoa_mai, selections, world.YEAR_END)
    world.lock(universe.revision)
    of_locked = counts(universe.hoa_mai, selections, world.YEAR_END)

    assert (of_open_round.from_register, of_open_round.of(selections[0].pk).people) == (True, 1)
    assert (of_locked.from_register, of_locked.of(selections[0].pk).people) == (False, 8)


def test_an_open_round_answers_where_the_register_covers_only_a_part(universe, selections):
    covered(universe.hoa_mai)
    roll_up_revision(universe.revision)

    assert not counts(universe.education_department, selections, world.YEAR_END).from_register


def test_a_locked_snapshot_costs_the_register_no_scan(universe, staff, selections, django_assert_max_num_queries):
    roll_up_revision(universe.revision)
    world.lock(universe.revision)
    ids = [each.pk for each in selections]

    with django_assert_max_num_queries(6):
        counts_of([universe.hoa_mai.pk], ids, days=[world.YEAR_END])


def test_as_many_queries_for_many_units_and_years_as_for_one(universe, staff, selections, django_assert_num_queries):
    ids = [each.pk for each in selections]
    years = [date(year, 12, 31) for year in range(2016, 2024)]
    with django_assert_num_queries(14):
        counts_of([universe.minh_hoa.pk, universe.hoa_sen.pk, universe.hoa_mai.pk], ids, days=years)
    with django_assert_num_queries(14):
        counts_of([universe.minh_hoa.pk], ids, days=years)


def test_the_register_is_asked_for_each_year_end_of_its_time_and_for_the_day(universe):
    assert days_answered(DAY) == []
    covered(universe.minh_hoa, since=date(2023, 3, 1))

    assert days_answered(DAY) == [date(2023, 12, 31), date(2024, 12, 31), DAY]


def test_a_reading_says_that_the_register_answered(universe, staff):
    indicator = world.share_indicator("share", education=["masters"])

    [reading] = readings_of([universe.minh_hoa.pk], [indicator], days=[DAY])[universe.minh_hoa.pk, indicator.pk]

    assert reading.source is Source.REGISTER
    assert (reading.numerator, reading.denominator) == (2, 3)
    assert not reading.observation.is_final
