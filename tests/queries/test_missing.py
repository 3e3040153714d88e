"""What the yearly form will miss, and what comes due."""

from datetime import date

import pytest

from tests.queries.registered import person, post
from tests.universe import unit
from workforce.models import Person
from workforce.queries.due import Due, noticed_by, people_due, retirement_of
from workforce.queries.missing import FIELDS, missing_counts, missing_of, people_missing
from workforce.vietnam.retirement import notice_date

TODAY = date(2026, 11, 22)


def test_a_field_is_missed_by_those_of_whom_the_register_does_not_know_it(universe, people):
    assert missing_of(people.lan, TODAY) == ["rank", "state_management"]
    assert "religion" in missing_of(people.hoa, TODAY)
    assert "party" not in missing_of(people.hoa, TODAY)  # a "no" is an answer


def test_who_has_left_misses_nothing(people):
    assert missing_of(people.mai, TODAY) == []


@pytest.mark.parametrize("field", FIELDS)
def test_the_count_of_a_field_is_the_length_of_its_list(universe, people, field):
    counts = missing_counts(None, TODAY)

    assert people_missing(Person.objects.all(), field, TODAY).count() == counts.get(field, 0)


def test_counts_are_of_the_units_asked_for(universe, people):
    assert missing_counts({universe.hoa_mai.pk}, TODAY)["religion"] == 1
    assert missing_counts(set(), TODAY) == {}


@pytest.mark.parametrize("today", [date(2026, 2, 27), date(2026, 8, 30), TODAY, date(2026, 12, 31), date(2028, 2, 29)])
def test_notice_is_due_for_whoever_retires_by_the_last_day_that_is_noticed(today):
    last = noticed_by(today)
    after = date(last.year + (last.month == 12), last.month % 12 + 1, 28)

    assert notice_date(last) <= today < notice_date(after)


def test_retirement_tells_the_notice_and_whether_it_is_due(universe):
    soon = person(posts=[post(universe.hoa_sen)], sex="male", birth_date=date(1965, 7, 10))
    assert soon.retires_on == date(2027, 4, 30)

    shown = retirement_of(soon, TODAY)

    assert (shown.notice_on, shown.notice_is_due, shown.is_past) == (date(2026, 10, 30), True, False)
    assert list(people_due(Person.objects.all(), Due.NOTICE, TODAY)) == [soon]
    assert not people_due(Person.objects.all(), Due.NOTICE, date(2026, 10, 29)).exists()


def test_retirements_are_those_of_the_next_twelve_months_in_service(universe):
    soon = person(posts=[post(universe.hoa_sen)], sex="male", birth_date=date(1965, 12, 10))
    person(posts=[post(universe.hoa_sen, end=date(2026, 1, 1))], sex="male", birth_date=date(1965, 12, 10))
    person(posts=[post(universe.hoa_sen)], sex="male", birth_date=date(1970, 1, 1))

    assert list(people_due(Person.objects.all(), Due.RETIREMENT, TODAY)) == [soon]


def test_who_is_past_the_day_and_still_in_service_is_told_apart(universe):
    past = person(posts=[post(universe.hoa_sen)], sex="male", birth_date=date(1963, 12, 10))

    assert list(people_due(Person.objects.all(), Due.PAST, TODAY)) == [past]
    assert not people_due(Person.objects.all(), Due.RETIREMENT, TODAY).exists()
    assert retirement_of(past, TODAY).is_past


def test_a_contract_is_due_ninety_days_before_its_end_and_after_it(universe):
    near, gone, far = (
        person(posts=[post(universe.hoa_sen, contract_ends_on=end)])
        for end in [date(2027, 2, 20), date(2026, 11, 1), date(2027, 2, 21)]
    )

    assert set(people_due(Person.objects.all(), Due.CONTRACT, TODAY)) == {near, gone}
    assert far.status == Person.Status.IN_SERVICE


def test_whoever_is_placed_in_a_dissolved_unit_is_found(universe):
    dissolved = unit("giai-the", "Phòng đã giải thể", parent=universe.minh_hoa, valid_to=date(2026, 1, 1))
    left_behind = person(posts=[post(dissolved)])
    person(posts=[post(universe.hoa_sen)])

    assert list(people_due(Person.objects.all(), Due.DISSOLVED, TODAY)) == [left_behind]
