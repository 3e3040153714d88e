"""Whose record a row is about: by the identity number, else asked; what lies outside the own units stays unsaid."""

from datetime import date

import pytest

from tests.queries.registered import person, post
from tests.services.imports.people.files import AN, BINH, checked, codes, errors, imported, places, row
from workforce.models import Person
from workforce.services.imports.people.confirming import confirm, keep
from workforce.services.imports.people.matching import NEW

BORN = date(1980, 6, 5)


def registered(unit, name="Nguyễn Văn An", **facts):
    return person(name, posts=[post(unit)], **{"birth_date": BORN} | facts)


def test_the_same_number_twice_in_a_file_is_refused(universe):
    result = checked(universe, row(), row(2, "Trần Thị Bình"))

    assert places(result) == [("duplicate_person", 3, "E")]
    assert errors(result)[0].params == {"first_row": 2, "first_sheet": "Danh sách"}


def test_the_same_name_and_birth_date_twice_without_numbers_is_refused(universe):
    assert codes(checked(universe, row(identity=None), row(2, identity=None))) == ["duplicate_person"]


def test_a_record_outside_the_own_units_is_somebody_elses_business(universe):
    registered(universe.foreign_department, "Trần Văn Bí Mật", identity_number=AN)

    result = checked(universe, row())

    (problem,) = errors(result)
    assert (str(problem.code), problem.found) == ("person_elsewhere", AN)
    assert "Bí Mật" not in str(problem)
    assert result.proposals == []


def test_a_record_of_another_unit_is_elsewhere_for_a_clerk_of_one_school(universe):
    registered(universe.hoa_mai, identity_number=AN)

    result = checked(universe, row(), by=universe.data_entry, unit=universe.hoa_sen)

    assert codes(result) == ["person_elsewhere"]


def test_a_unit_outside_the_chosen_one_is_not_found(universe):
    result = checked(universe, row(unit="Trường THPT Hoa Mai"), by=universe.data_entry, unit=universe.hoa_sen)

    assert codes(result) == ["unknown_unit"]


@pytest.mark.parametrize("identity", [None, AN])
def test_a_name_and_birth_date_are_proposed_and_never_matched(universe, identity):
    stored = registered(universe.hoa_sen, "nguyễn văn an")

    result = checked(universe, row(identity=identity))

    assert codes(result) == ["person_undecided"]
    assert [record.pk for record in result.proposals[0].records] == [stored.pk]


def test_another_number_is_another_person(universe):
    registered(universe.hoa_sen, identity_number=BINH)

    result = checked(universe, row())

    assert codes(result) == []
    assert result.summary["created"] == 1


def test_a_year_is_compared_with_a_year(universe):
    registered(universe.hoa_sen, birth_date=date(1980, 1, 1), birth_precision="year")

    assert codes(checked(universe, row(identity=None))) == ["person_undecided"]
    assert codes(checked(universe, row(identity=None, born="05/06/1981"))) == []


def test_whoever_is_told_to_be_the_same_person_is_changed(universe):
    stored = registered(universe.hoa_sen)

    result = checked(universe, row(), decisions={"Danh sách:2": stored.pk})
    confirm(batch=keep(result), by=universe.data_admin)

    stored.refresh_from_db()
    assert (stored.identity_number, stored.sex, Person.objects.count()) == (AN, "male", 1)


def test_whoever_is_told_to_be_new_is_added(universe):
    registered(universe.hoa_sen)

    imported(universe, row(), decisions={"Danh sách:2": NEW})

    assert Person.objects.filter(full_name="Nguyễn Văn An").count() == 2


def test_nobody_is_chosen_who_was_not_proposed(universe):
    registered(universe.hoa_sen)
    other = registered(universe.hoa_sen, "Lê Văn Khác")

    result = checked(universe, row(), decisions={"Danh sách:2": other.pk})

    assert codes(result) == ["person_undecided"]


def test_of_a_record_elsewhere_of_the_same_name_only_that_is_said(universe):
    registered(universe.foreign_department)

    result = checked(universe, row())

    assert codes(result) == ["person_undecided"]
    assert (result.proposals[0].records, result.proposals[0].elsewhere) == ([], True)


def test_two_rows_are_not_one_record(universe):
    stored = registered(universe.hoa_sen, identity_number=AN)
    rows = [row(), row(2, identity=None, born="1980")]

    result = checked(universe, *rows, decisions={"Danh sách:3": stored.pk})

    assert "same_record_twice" in codes(result)


def test_a_void_record_is_nobody(universe):
    registered(universe.hoa_sen, identity_number=AN)
    Person.objects.update(status="void")

    assert checked(universe, row()).summary["created"] == 1


def test_names_matched_by_hand_find_their_unit(universe):
    result = checked(universe, row(unit="THPT HS"), matches={"THPT HS": "truong-hoa-sen"})

    assert codes(result) == []
    assert result.changes[0].posts[0].after["unit"] == universe.hoa_sen.pk


def test_a_unit_of_another_province_is_named_as_such(universe):
    result = checked(universe, row(unit="Sở Nội vụ Giả Định"))

    assert errors(result)[0].params["elsewhere"] == "Tỉnh Giả Định"
