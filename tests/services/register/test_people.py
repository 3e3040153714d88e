from datetime import date

import pytest
from django.db.models import ProtectedError

from tests.services.register.forms import counted, diploma, fresh, last_event
from tests.universe import post_of, value
from workforce.models import Person, PersonSpell, RosterEntry
from workforce.models.people import SENSITIVE_FIELDS
from workforce.models.periods import OPEN_END
from workforce.services.register.people import add_person, change_person, restore_person, void_person
from workforce.services.register.records import Conflict
from workforce.services.snapshots import NotAllowed
from workforce.wording.audit import details

HIRED = date(2020, 9, 1)


def add(universe, by=None, unit=None, **facts):
    return add_person(
        facts={"full_name": "Đỗ Thị Hạnh"} | facts,
        post=post_of(unit or universe.hoa_sen, HIRED),
        by=by or universe.data_entry,
    )


@pytest.mark.django_db
def test_a_new_record_counts_from_its_first_day(universe):
    person = add_person(
        facts={"full_name": "Đỗ Thị Hạnh", "sex": "female", "birth_date": date(1995, 5, 5)},
        post=post_of(universe.hoa_sen, HIRED),
        awards=[{"diploma": diploma("masters"), "awarded_on": date(2022, 1, 1), "awarded_precision": "year"}],
        certificates=[
            {"value": value("it", "it_certificate"), "awarded_on": date(2021, 2, 3), "awarded_precision": "month"}
        ],
        by=universe.data_entry,
    )

    assert (person.status, person.unit, person.education.code) == ("in_service", universe.hoa_sen, "masters")
    assert (person.version, person.recorded_by) == (1, universe.data_entry)
    assert counted(person) == [("truong-hoa-sen", HIRED, OPEN_END)]
    assert person.qualifications.get().awarded_on == date(2022, 12, 31)
    assert person.certificates.get().awarded_on == date(2021, 2, 28)
    assert (last_event(person).action, last_event(person).actor) == ("create", universe.data_entry)


@pytest.mark.django_db
def test_texts_are_stored_in_one_spelling_and_a_year_as_its_first_day(universe):
    person = add(
        universe,
        full_name="  Ðỗ  Thị Hạnh ",
        identity_number="001 195 000009",
        birth_date=date(1995, 12, 31),
        birth_precision="year",
        note="two\nlines",
    )

    assert (person.full_name, person.search_name, person.identity_number) == (
        "Đỗ Thị Hạnh",
        "do thi hanh",
        "001195000009",
    )
    assert (person.birth_date, person.note) == (date(1995, 1, 1), "two\nlines")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"full_name": "  "}, "name_missing"),
        ({"identity_number": "12345"}, "identity_number_wrong"),
        ({"identity_number": "001185000001"}, "identity_number_taken"),
        ({"party_official_on": HIRED}, "party_dates_disagree"),
        ({"party_joined_on": HIRED, "never_in_party": True}, "party_dates_disagree"),
        ({"party_joined_on": HIRED, "party_left_on": HIRED}, "party_dates_disagree"),
    ],
)
def test_what_the_tables_would_refuse_is_refused_with_a_reason(universe, people, facts, reason):
    before = Person.objects.count()

    with pytest.raises(NotAllowed, match=reason):
        add(universe, **facts)

    assert Person.objects.count() == before


@pytest.mark.django_db
def test_a_clerk_adds_nobody_to_the_unit_of_others(universe):
    with pytest.raises(NotAllowed, match="unit_outside_scope"):
        add(universe, unit=universe.hoa_mai)

    assert not Person.objects.exists()


@pytest.mark.django_db
def test_no_form_writes_what_is_derived(universe):
    with pytest.raises(ValueError, match="no facts of this kind: status"):
        add(universe, status="left")


@pytest.mark.django_db
def test_a_change_is_told_before_and_after(universe, people):
    person = change_person(
        person=people.lan, version=1, facts={"phone": "0900 000 001", "sex": "female"}, by=universe.data_entry
    )

    assert (person.version, person.phone) == (2, "0900 000 001")
    assert last_event(person).details == {"changes": {"phone": ["", "0900 000 001"]}}


@pytest.mark.django_db
def test_the_trail_keeps_sensitive_facts_and_its_page_says_only_that_they_changed(universe, people):
    change_person(person=people.hoa, version=1, facts={"ethnicity": value("ethnicity", "kinh")}, by=None)

    told = last_event(people.hoa).details
    assert told == {"changes": {"ethnicity": [None, "kinh"]}}
    assert "kinh" not in details(told, SENSITIVE_FIELDS)


@pytest.mark.django_db
def test_saving_what_is_stored_already_changes_nothing(universe, people):
    created = last_event(people.lan)

    person = change_person(person=people.lan, version=1, facts={"full_name": people.lan.full_name}, by=None)

    assert (person.version, last_event(people.lan)) == (1, created)


@pytest.mark.django_db
def test_whoever_saves_an_older_version_is_shown_both_values(universe, people):
    change_person(person=people.lan, version=1, facts={"phone": "0900 000 001"}, by=universe.data_admin)

    with pytest.raises(Conflict) as conflict:
        change_person(
            person=people.lan, version=1, facts={"phone": "0900 000 002", "address": ""}, by=universe.data_entry
        )

    assert conflict.value.version == 2
    assert conflict.value.current == {"phone": "0900 000 001", "address": ""}
    assert conflict.value.theirs == {"phone": "0900 000 002", "address": ""}
    assert conflict.value.differing == ["phone"]
    assert fresh(people.lan).phone == "0900 000 001"


@pytest.mark.django_db
def test_a_change_of_the_birth_date_moves_the_day_of_retirement(universe, people):
    person = change_person(person=people.lan, version=1, facts={"birth_date": date(1985, 4, 8)}, by=None)

    assert person.retires_on == date(2045, 4, 30)
    assert set(PersonSpell.objects.filter(person=person).values_list("birth_date", flat=True)) == {date(1985, 4, 8)}


@pytest.mark.django_db
def test_a_void_record_counts_nowhere_and_frees_its_number(universe, people):
    person = void_person(person=people.lan, version=1, reason="Nhập trùng", by=universe.data_entry)

    assert (person.status, person.void_reason, person.unit) == ("void", "Nhập trùng", None)
    assert counted(person) == []
    assert (last_event(person).action, last_event(person).details) == ("void", {"reason": "Nhập trùng"})
    assert add(universe, identity_number=people.lan.identity_number).status == "in_service"


@pytest.mark.django_db
def test_a_record_is_not_voided_without_saying_why(universe, people):
    with pytest.raises(NotAllowed, match="void_reason_missing"):
        void_person(person=people.lan, version=1, reason=" ", by=universe.data_entry)

    assert fresh(people.lan).status == "in_service"


@pytest.mark.django_db
def test_a_locked_roster_keeps_a_person_who_is_voided_later(universe, people):
    spell = PersonSpell.objects.filter(person=people.lan).last()
    names = [
        field.attname for field in RosterEntry._meta.fields if hasattr(spell, field.attname) and field.name != "id"
    ]
    entry = RosterEntry.objects.create(
        submission=universe.revision.submissions.first(), **{name: getattr(spell, name) for name in names}
    )

    void_person(person=people.lan, version=1, reason="Nhập trùng", by=None)

    assert RosterEntry.objects.get(pk=entry.pk).person == people.lan


@pytest.mark.django_db
def test_restoring_brings_back_what_was_counted(universe, people):
    before = list(PersonSpell.objects.filter(person=people.lan).values_list("unit", "valid_from", "education"))
    void_person(person=people.lan, version=1, reason="Nhầm", by=None)

    person = restore_person(person=people.lan, version=2, by=None)

    assert (person.status, person.void_reason, person.version) == ("in_service", "", 3)
    assert list(PersonSpell.objects.filter(person=people.lan).values_list("unit", "valid_from", "education")) == before


@pytest.mark.django_db
def test_a_record_whose_number_was_given_away_meanwhile_is_not_restored(universe, people):
    void_person(person=people.lan, version=1, reason="Nhầm", by=None)
    add(universe, identity_number=people.lan.identity_number)

    with pytest.raises(NotAllowed, match="identity_number_taken"):
        restore_person(person=people.lan, version=2, by=None)


@pytest.mark.django_db
def test_a_void_record_is_not_changed(universe, people):
    void_person(person=people.lan, version=1, reason="Nhầm", by=None)

    with pytest.raises(NotAllowed, match="person_void"):
        change_person(person=people.lan, version=2, facts={"phone": "1"}, by=None)


@pytest.mark.django_db
def test_nobody_with_a_career_can_be_deleted(people):
    with pytest.raises(ProtectedError):
        people.lan.delete()
