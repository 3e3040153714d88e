"""An import is taken back as a whole, or not at all."""

from datetime import date

import pytest

from tests import universe as world
from tests.services.imports.people.files import AN, BINH, HOA_MAI, imported, row
from workforce.models import Appointment, AuditEvent, Certificate, Person, PersonSpell, Qualification, RosterEntry
from workforce.services.imports.people.undoing import undo
from workforce.services.register.people import change_person
from workforce.services.snapshots import NotAllowed

OTHER = row(2, "Trần Thị Bình", "1985", "Nữ", BINH)


def state_of(identity):
    person = Person.objects.in_register().get(identity_number=identity)
    rows = [
        list(model.objects.standing().filter(person=person).order_by("pk").values())
        for model in (Appointment, Qualification, Certificate)
    ]
    spells = list(PersonSpell.objects.filter(person=person).order_by("valid_from").values())
    facts = Person.objects.filter(pk=person.pk).values().get()
    return without(facts, "version"), [[without(each, "ended_recorded_at") for each in some] for some in rows], [
        without(each, "id") for each in spells
    ]  # fmt: skip


def without(values, name):
    return {key: value for key, value in values.items() if key != name}


def test_whom_it_added_is_void_and_counts_nowhere(universe):
    batch = imported(universe, row(), OTHER)

    undo(batch=batch, by=universe.data_admin)

    batch.refresh_from_db()
    assert batch.state == "undone"
    assert set(Person.objects.values_list("status", flat=True)) == {"void"}
    assert not PersonSpell.objects.exists()
    assert all("ds.xlsx" in reason for reason in Person.objects.values_list("void_reason", flat=True))


def test_whom_it_changed_is_as_before(universe):
    imported(universe, row(**{"Từ ngày": "01/09/2010", "Trình độ cao nhất": "Kỹ sư", "Điện thoại": "0901234567"}))
    before = state_of(AN)
    more = {"Từ ngày": "01/12/2025", "Trình độ cao nhất": "Kỹ sư", "Năm tốt nghiệp": "2003", "Điện thoại": "0907654321"}
    batch = imported(
        universe, row(unit=HOA_MAI, **more | {"LLCT": "Cao cấp", "Dân tộc": "Tày", "Ngày sinh": "06/06/1980"})
    )
    assert state_of(AN) != before

    undo(batch=batch, by=universe.data_admin)

    assert state_of(AN) == before
    assert Person.objects.get().version == 3


def test_an_undone_file_can_be_imported_again(universe):
    undo(batch=imported(universe, row()), by=universe.data_admin)

    imported(universe, row())

    assert sorted(Person.objects.values_list("status", flat=True)) == ["in_service", "void"]


def test_it_is_refused_where_somebody_was_changed_since_and_says_who(universe):
    batch = imported(universe, row(), OTHER)
    person = Person.objects.get(identity_number=BINH)
    change_person(person=person, version=1, facts={"phone": "0901"}, by=universe.data_entry)

    with pytest.raises(NotAllowed, match="people_changed_later") as refused:
        undo(batch=batch, by=universe.data_admin)

    assert refused.value.params == {"names": ["Trần Thị Bình"], "count": 1}
    assert Person.objects.in_register().count() == 2


def test_it_is_refused_where_somebody_is_counted_in_a_locked_headcount(universe):
    batch = imported(universe, row(), OTHER)
    person, spell = Person.objects.get(identity_number=AN), PersonSpell.objects.filter(person__identity_number=AN).get()
    revision = world.open_revision(universe.minh_hoa, date(2025, 12, 31))
    submission = world.submit(revision, universe.hoa_sen, {"masters": 1})
    names = [field.attname for field in RosterEntry._meta.concrete_fields]
    facts = {name: getattr(spell, name) for name in names if hasattr(spell, name) and name not in ("id", "person_id")}
    RosterEntry.objects.create(submission=submission, person=person, **facts)

    world.lock(revision)

    with pytest.raises(NotAllowed, match="people_in_locked_roster") as refused:
        undo(batch=batch, by=universe.data_admin)

    assert refused.value.params == {"names": ["Nguyễn Văn An"], "count": 1}


def test_only_what_is_in_effect_is_undone(universe):
    batch = imported(universe, row())
    undo(batch=batch, by=universe.data_admin)

    with pytest.raises(NotAllowed, match="import_not_applied"):
        undo(batch=batch, by=universe.data_admin)


def test_everybody_has_it_on_the_trail(universe):
    batch = imported(universe, row(), OTHER)
    undo(batch=batch, by=universe.data_admin)

    assert AuditEvent.objects.filter(action="undo", subject="").count() == 1
    assert AuditEvent.objects.filter(action="void", details={"import": batch.pk}).count() == 2
