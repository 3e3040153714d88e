from datetime import date

import pytest

from workforce.queries.duplicates import duplicates_for, possible_duplicates
from workforce.services.register.people import void_person

LAN = {"full_name": "Nguyễn Thị Lan", "birth_date": date(1985, 3, 8)}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "facts",
    [
        LAN,
        LAN | {"full_name": "nguyen thi LAN"},
        LAN | {"birth_date": date(1985, 3, 1), "birth_precision": "month"},
        LAN | {"birth_date": date(1985, 1, 1), "birth_precision": "year"},
        {"full_name": "Ai đó khác", "identity_number": "001 185 000001"},
    ],
)
def test_the_same_person_is_proposed(people, facts):
    assert possible_duplicates(**facts) == [people.lan]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"full_name": "Nguyễn Thị Lan"},
        LAN | {"birth_date": date(1985, 3, 9)},
        LAN | {"birth_date": date(1985, 4, 1), "birth_precision": "month"},
        LAN | {"birth_date": date(1986, 1, 1), "birth_precision": "year"},
        LAN | {"full_name": "Nguyễn Thị Loan"},
        {"identity_number": "001185000002"},
    ],
)
def test_somebody_else_is_not(people, facts):
    assert possible_duplicates(**facts) == []


@pytest.mark.django_db
def test_a_year_on_record_is_compared_with_any_day_of_it(people):
    assert possible_duplicates(full_name="Lê Thị Hoa", birth_date=date(1990, 10, 2)) == [people.hoa]


@pytest.mark.django_db
def test_a_void_record_and_the_own_one_are_left_out(people):
    assert possible_duplicates(**LAN, person=people.lan) == []

    void_person(person=people.lan, version=1, reason="x", by=None)

    assert possible_duplicates(**LAN) == []


@pytest.mark.django_db
def test_people_outside_the_scope_are_only_hinted_at(universe, people):
    theirs = duplicates_for(universe.data_entry, full_name="Lê Thị Hoa", birth_date=date(1990, 10, 2))
    own = duplicates_for(universe.data_entry, **LAN)
    nobody = duplicates_for(universe.data_entry, full_name="Ai đó", birth_date=date(1990, 10, 2))

    assert (theirs.visible, theirs.elsewhere, bool(theirs)) == ([], True, True)
    assert (own.visible, own.elsewhere) == ([people.lan], False)
    assert not nobody
