"""The cells of the register, against people counted by hand."""

from collections import Counter
from datetime import date

import pytest

from tests import universe as world
from tests.queries.registered import person, post
from workforce.models import Reorganisation, ReorganisationLink, Value
from workforce.queries.register import register_cells, register_dimensions, register_rows, spells_behind

DAY = date(2024, 12, 31)


def people_by_code(dimension, day=DAY, units=None):
    codes = dict(Value.objects.values_list("id", "code"))
    found = Counter()
    for rows in register_rows(day, dimension, units).values():
        for row in rows:
            found[codes[row.value]] += row.people
    return {code: people for code, people in found.items() if people}


def test_everybody_with_a_primary_appointment_on_the_day_is_counted_once(universe):
    person(posts=[post(universe.hoa_sen)])
    person(posts=[post(universe.hoa_sen, end=DAY)])  # the first day out
    person(posts=[post(universe.hoa_sen, start=DAY)])
    beside = [post(universe.hoa_mai, kind="concurrent"), post(universe.hospital, kind="secondment")]
    person(posts=[post(universe.hoa_sen), *beside])

    assert people_by_code("total") == {"total": 3}
    assert people_by_code("total", units=[universe.hoa_mai.pk]) == {}


def test_the_highest_level_is_asked_as_of_the_day(universe):
    diplomas = [("bachelor", date(2010, 6, 30)), ("masters", date(2024, 6, 30)), ("doctorate", date(2025, 1, 1))]
    person(posts=[post(universe.hoa_sen)], diplomas=diplomas)

    assert people_by_code("education", date(2023, 12, 31)) == {"university": 1}
    assert people_by_code("education", DAY) == {"masters": 1}
    assert people_by_code("education", date(2025, 1, 1)) == {"doctorate": 1}


def test_before_the_first_diploma_on_record_nothing_is_known(universe):
    person(posts=[post(universe.hoa_sen)], diplomas=[("masters", date(2024, 6, 30))])
    person(posts=[post(universe.hoa_sen)])

    assert people_by_code("education", date(2023, 12, 31)) == {"education_no_information": 2}


def test_a_specialist_of_level_two_counts_as_a_doctor_until_the_law_of_2025(universe):
    person(posts=[post(universe.hospital)], diplomas=[("specialist_2", date(2018, 6, 30))])

    assert people_by_code("education", date(2025, 12, 31)) == {"doctorate": 1}
    assert "doctorate" not in people_by_code("education", date(2026, 1, 1))


@pytest.mark.parametrize(
    ("born", "sex", "age", "band"),
    [
        (date(1994, 1, 1), "female", "age_30_or_less", "aged_30_or_less"),
        (date(1993, 12, 31), "female", "age_31_40", "aged_31_40"),
        (date(1983, 12, 31), "male", "age_41_50", "aged_41_50"),
        (date(1973, 12, 31), "male", "age_51_60", "men_51_55"),
        (date(1968, 12, 31), "female", "age_51_60", "women_56_60"),
        (date(1968, 8, 31), "female", "age_51_60", "women_56_60"),  # 56 years 4 months on 31/12/2024, the last day
        (date(1968, 7, 31), "female", "age_51_60", "past_retirement_age"),
        (date(1963, 12, 31), "male", "age_over_60", "aged_over_60_working"),
        (date(1963, 11, 30), "male", "age_over_60", "past_retirement_age"),
        (date(1968, 1, 1), "", "age_51_60", "age_retirement_no_information"),
        (date(1994, 1, 1), "", "age_30_or_less", "aged_30_or_less"),
        (None, "male", "age_no_information", "age_retirement_no_information"),
    ],
)
def test_ages_are_completed_years_and_end_with_the_retirement_age(universe, born, sex, age, band):
    person(posts=[post(universe.hoa_sen)], birth_date=born, sex=sex)

    assert people_by_code("age") == {age: 1}
    assert people_by_code("age_retirement") == {band: 1}


def test_one_may_have_several_languages_or_none(universe):
    english, other = ("foreign_language", "english_certificate"), ("foreign_language", "other_language_certificate")
    person(posts=[post(universe.hoa_sen)], certificates=[(english, date(2020, 1, 1)), (other, date(2024, 1, 1))])
    person(posts=[post(universe.hoa_sen)])

    assert people_by_code("foreign_language") == {"english_certificate": 1, "other_language_certificate": 1}
    assert people_by_code("foreign_language", date(2023, 1, 1)) == {"english_certificate": 1}


def test_a_crossing_follows_from_the_two_dimensions_it_crosses(universe):
    person(posts=[post(universe.hoa_sen)], sex="female", diplomas=[("masters", date(2020, 1, 1))])
    person(posts=[post(universe.hoa_sen)], sex="female", diplomas=[("college", date(2020, 1, 1))])
    person(posts=[post(universe.hoa_sen)], diplomas=[("college", date(2020, 1, 1))])

    assert people_by_code("sex_education") == {
        "women_masters": 1,
        "women_below_university": 1,
        "sex_education_no_information": 1,
    }


def test_many_days_in_one_scan_are_what_each_day_says(universe, django_assert_num_queries):
    person(posts=[post(universe.hoa_sen)], diplomas=[("bachelor", date(2016, 5, 1)), ("masters", date(2020, 6, 30))])
    person(posts=[post(universe.hoa_sen, end=date(2018, 1, 1)), post(universe.hoa_mai, start=date(2019, 1, 1))])
    days = [date(year, 12, 31) for year in range(2015, 2025)]

    with django_assert_num_queries(1):
        together = register_cells(days, "education")

    for day in days:
        assert sorted(together[day]) == sorted(register_cells([day], "education")[day])


def test_a_dimension_of_which_no_record_is_kept_has_no_rows(universe):
    person(posts=[post(universe.hoa_sen)])

    assert "educator_standard" not in register_dimensions()
    assert register_rows(DAY, "educator_standard") == {}


def test_every_declared_dimension_counts_everybody(universe):
    person(posts=[post(universe.hoa_sen)], sex="female", birth_date=date(1980, 1, 1))
    person(posts=[post(universe.hoa_sen)])

    for dimension in register_dimensions():
        people = sum(people_by_code(dimension).values())
        assert people == (0 if dimension == "foreign_language" else 2), dimension


def test_the_people_behind_a_cell_are_as_many_as_it_says(universe):
    english = ("foreign_language", "english_certificate")
    person(posts=[post(universe.hoa_sen)], sex="female", birth_date=date(1980, 1, 1), certificates=[(english, DAY)])
    person(posts=[post(universe.hoa_mai, category="civil_servant")], sex="male", diplomas=[("masters", DAY)])

    for dimension in register_dimensions():
        for cell in register_cells([DAY], dimension)[DAY]:
            behind = spells_behind(
                [cell.unit],
                DAY,
                categories=[cell.category],
                sectors=[cell.sector],
                leaderships=[cell.leadership],
                dimension=dimension,
                values=[cell.value],
            )
            assert behind.count() == cell.people, dimension


def test_the_people_of_a_unit_go_over_to_its_only_successor(universe):
    end = date(2022, 7, 1)
    merged = world.unit("truong-cu", "Trường THPT Cũ", parent=universe.education_department, valid_to=end)
    event = Reorganisation.objects.create(code="e", kind="absorb", effective_on=end, name_vi="e", name_en="e")
    ReorganisationLink.objects.create(reorganisation=event, predecessor=merged, successor=universe.hoa_sen)
    person(posts=[post(merged)])

    assert list(register_rows(date(2022, 6, 30), "total")) == [merged.pk]
    assert list(register_rows(end, "total")) == [universe.hoa_sen.pk]
