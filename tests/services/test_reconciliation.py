"""Closed headcounts beside the register of today: the people behind each difference, why, and what is signed."""

from datetime import UTC, date, datetime

import pytest

from tests import universe as world
from tests.queries.registered import covered, person, post
from tests.universe import YEAR_END
from workforce.models import (
    Appointment,
    AuditEvent,
    Certificate,
    DiplomaType,
    Headcount,
    Person,
    PersonSpell,
    Qualification,
    Reorganisation,
    ReorganisationLink,
    SignOff,
    Submission,
    Unit,
)
from workforce.queries.differences import Cause
from workforce.queries.reconciliation import reconcile
from workforce.queries.register import register_rows
from workforce.services.closing import close
from workforce.services.reconciliation import sign_off
from workforce.services.register.rebuild import rebuild
from workforce.services.snapshots import NotAllowed, approve_all, lock, open_correction

pytestmark = pytest.mark.django_db
CLOSED_AT = datetime(2025, 1, 10, tzinfo=UTC)
BEFORE, AFTER = datetime(2024, 6, 1, tzinfo=UTC), datetime(2025, 3, 20, tzinfo=UTC)


@pytest.fixture
def people(universe):
    """Everybody was put on record long before the closing."""
    covered(universe.minh_hoa)
    found = {
        "an": person("Nguyễn Văn An", posts=[at(universe.hoa_sen)], diplomas=[("bachelor", date(2010, 6, 1))]),
        "binh": person("Trần Thị Bình", posts=[at(universe.hoa_sen)], diplomas=[("masters", date(2012, 6, 1))]),
        "cuong": person("Lê Văn Cường", posts=[at(universe.hoa_mai)]),
    }
    Qualification.objects.update(recorded_at=BEFORE)
    return found


def at(unit, recorded_at=BEFORE, **fields):
    return post(unit, recorded_at=recorded_at, **fields)


@pytest.fixture
def locked(universe, people):
    return lock_closed(universe)


def lock_closed(universe):
    """Closed on 10/01/2025, approved and locked by a second person."""
    revision = close(unit=universe.minh_hoa, as_of=YEAR_END, by=universe.data_admin).revision
    Submission.objects.filter(revision=revision).update(created_at=CLOSED_AT)
    second = world.user("data_admin", unit=universe.minh_hoa, username="second")
    shown = set(revision.submissions.filter(is_current=True).values_list("pk", flat=True))
    approve_all(revision=revision, by=second, shown=shown)
    lock(revision=revision, by=second)
    revision.refresh_from_db()
    return revision


def told(revision, seen=None):
    """The lines as (unit, value before, value, person, cause, difference)."""
    names = dict(Person.objects.values_list("pk", "full_name"))
    codes = dict(world.Value.objects.values_list("pk", "code"))
    units = dict(Unit.objects.values_list("pk", "key"))
    return [
        (units[each.unit], codes.get(each.was), codes[each.value], names.get(each.person), each.cause, each.difference)
        for each in reconcile(revision, seen).lines
    ]


def cells_of(revision, unit):
    codes = dict(world.Value.objects.values_list("pk", "code"))
    return {codes[each.value]: each.difference for each in reconcile(revision).cells if each.unit == unit.pk}


def stored(revision):
    return sorted(Headcount.objects.filter(submission__revision=revision).values_list("submission", "value", "people"))


def test_what_was_just_closed_agrees_with_the_register(locked):
    found = reconcile(locked)

    assert (found.cells, found.lines, found.not_covered) == ([], [], [])


def test_a_masters_degree_filed_after_the_closing_explains_the_difference(locked, people, universe):
    before = stored(locked)
    Qualification.objects.create(
        person=people["an"],
        diploma=DiplomaType.objects.get(code="masters"),
        awarded_on=date(2024, 6, 15),
        recorded_at=AFTER,
    )
    rebuild([people["an"].pk])

    education = {world.value("education", code).pk: code for code in ["masters", "university"]}
    rows = register_rows(YEAR_END, "education", [universe.hoa_sen.pk])[universe.hoa_sen.pk]
    assert stored(locked) == before
    assert {education[row.value]: row.people for row in rows} == {"masters": 2}  # one each when it was closed
    assert cells_of(locked, universe.hoa_sen) == {"masters": 1, "university": -1}
    assert told(locked) == [
        ("truong-hoa-sen", "university", "masters", "Nguyễn Văn An", Cause.RECORDED_LATER, 1),
    ]
    [line] = reconcile(locked).lines
    assert (line.recorded_at, line.is_after_closing) == (AFTER, True)


def test_a_degree_found_to_be_of_later_date_is_told_from_one_that_was_recorded_later(locked, people):
    Qualification.objects.filter(person=people["binh"]).update(awarded_on=date(2025, 2, 1))
    rebuild([people["binh"].pk])

    assert told(locked) == [
        ("truong-hoa-sen", "masters", "education_no_information", "Trần Thị Bình", Cause.DATED_LATER, 1)
    ]


def test_a_record_that_was_changed_names_the_value_before_and_now(locked, people):
    Person.objects.filter(pk=people["an"].pk).update(sex="male")
    rebuild([people["an"].pk])

    lines = told(locked)
    assert ("truong-hoa-sen", "sex_no_information", "men", "Nguyễn Văn An", Cause.CHANGED, 1) in lines
    assert {line[3:5] for line in lines} == {("Nguyễn Văn An", Cause.CHANGED)}


def test_a_birth_date_moves_somebody_between_the_ages(locked, people):
    Person.objects.filter(pk=people["an"].pk).update(birth_date=date(1980, 1, 1))
    rebuild([people["an"].pk])

    assert ("truong-hoa-sen", "age_no_information", "age_41_50", "Nguyễn Văn An", Cause.CHANGED, 1) in told(locked)


def test_somebody_who_had_left_by_then_but_was_recorded_later(locked, people):
    Appointment.objects.filter(person=people["an"]).update(valid_to=date(2024, 12, 1), ended_recorded_at=AFTER)
    rebuild([people["an"].pk])

    assert told(locked) == [("truong-hoa-sen", None, "total", "Nguyễn Văn An", Cause.LEFT, -1)]
    assert reconcile(locked).lines[0].is_after_closing


def test_a_voided_record_is_missing(locked, people):
    Person.objects.filter(pk=people["an"].pk).update(status="void", voided_at=AFTER, void_reason="nhập trùng")
    rebuild([people["an"].pk])

    assert told(locked) == [("truong-hoa-sen", None, "total", "Nguyễn Văn An", Cause.MISSING, -1)]


def test_somebody_who_counts_elsewhere_has_moved(locked, people, universe):
    Appointment.objects.filter(person=people["an"]).update(unit=universe.hoa_mai)
    rebuild([people["an"].pk])

    assert told(locked) == [
        ("truong-hoa-sen", None, "total", "Nguyễn Văn An", Cause.MOVED, -1),
        ("truong-hoa-mai", None, "total", "Nguyễn Văn An", Cause.MOVED, 1),
    ]


def test_whoever_sees_one_unit_is_told_of_that_unit_only(locked, people, universe):
    Appointment.objects.filter(person=people["an"]).update(unit=universe.hoa_mai)
    rebuild([people["an"].pk])

    assert told(locked, {universe.hoa_mai.pk}) == [("truong-hoa-mai", None, "total", "Nguyễn Văn An", Cause.MOVED, 1)]


def test_somebody_who_counts_in_another_category(locked, people):
    Appointment.objects.filter(person=people["an"]).update(category=world.value("category", "civil_servant"))
    rebuild([people["an"].pk])

    assert [line[4:] for line in told(locked)] == [(Cause.RECATEGORISED, -1), (Cause.RECATEGORISED, 1)]


@pytest.mark.parametrize(("recorded_at", "cause"), [(BEFORE, Cause.ADDED), (AFTER, Cause.RECORDED_LATER)])
def test_somebody_the_roster_does_not_know(locked, universe, recorded_at, cause):
    person("Phạm Thị Dung", posts=[at(universe.hospital, recorded_at)])

    assert told(locked) == [("benh-vien", None, "total", "Phạm Thị Dung", cause, 1)]


def test_a_new_language_is_a_line_of_its_own(locked, people):
    value = world.value("foreign_language", "english_certificate")
    Certificate.objects.create(person=people["an"], value=value, awarded_on=date(2020, 1, 1), recorded_at=AFTER)
    rebuild([people["an"].pk])

    assert told(locked) == [("truong-hoa-sen", None, "english_certificate", "Nguyễn Văn An", Cause.RECORDED_LATER, 1)]


def test_a_language_that_went(universe, people):
    value = world.value("foreign_language", "english_certificate")
    certificate = Certificate.objects.create(person=people["an"], value=value, awarded_on=date(2020, 1, 1))
    rebuild([people["an"].pk])
    revision = lock_closed(universe)
    Certificate.objects.filter(pk=certificate.pk).update(voided_at=AFTER, void_reason="nhầm")
    rebuild([people["an"].pk])

    assert told(revision) == [("truong-hoa-sen", None, "english_certificate", "Nguyễn Văn An", Cause.CHANGED, -1)]


def test_people_who_went_along_with_their_unit_are_remapped(locked, people, universe):
    new = world.unit("truong-moi", "Trường mới", parent=universe.education_department, valid_from=date(2024, 9, 1))
    universe.hoa_mai.versions.update(valid_to=date(2024, 9, 1))
    merger = Reorganisation.objects.create(
        code="merger", kind="absorb", effective_on=date(2024, 9, 1), name_vi="Sáp nhập", name_en="Merger"
    )
    ReorganisationLink.objects.create(reorganisation=merger, predecessor=universe.hoa_mai, successor=new)
    rebuild([people["cuong"].pk])

    assert told(locked) == [
        ("truong-hoa-mai", None, "total", "Lê Văn Cường", Cause.REMAPPED, -1),
        ("truong-moi", None, "total", "Lê Văn Cường", Cause.REMAPPED, 1),
    ]


def test_the_lines_of_people_add_up_to_the_difference_of_the_total(locked, people, universe):
    Appointment.objects.filter(person=people["an"]).update(valid_to=date(2024, 12, 1))
    rebuild([people["an"].pk])
    for name in ["Một", "Hai", "Ba"]:
        person(name, posts=[at(universe.hoa_sen)])

    lines = [each for each in reconcile(locked).lines if each.unit == universe.hoa_sen.pk]
    assert sum(each.difference for each in lines) == cells_of(locked, universe.hoa_sen)["total"] == 2


def test_a_correction_keeps_telling_what_was_recorded_after_the_closing(locked, people, universe):
    Qualification.objects.create(
        person=people["an"],
        diploma=DiplomaType.objects.get(code="masters"),
        awarded_on=date(2024, 6, 15),
        recorded_at=AFTER,
    )
    rebuild([people["an"].pk])
    correction = open_correction(revision=locked, by=universe.data_admin, reason="Đính chính")

    assert [line[4] for line in told(correction)] == [Cause.RECORDED_LATER]


# Without a roster: figures of a file


@pytest.fixture
def imported(universe, people):
    """The schools' files say 50 people each; the register has two and one."""
    return universe.revision


def test_a_file_is_compared_figure_by_figure(imported, universe):
    lines = [line for line in told(imported) if line[0] == "truong-hoa-mai"]

    assert ("truong-hoa-mai", None, "total", None, Cause.UNEXPLAINED, -49) in lines
    assert {line[2] for line in lines} == {"total", "masters", "university", "college"}  # it says 0 doctors, as we do


def test_a_figure_of_a_group_is_compared_with_everybody_in_it(universe, people):
    Submission.objects.filter(unit=universe.hoa_sen).update(is_current=False)
    world.submit(universe.revision, universe.hoa_sen, {"university_or_higher": 2}, category="cbccvc")

    assert not [line for line in told(universe.revision) if line[0] == "truong-hoa-sen"]


def test_the_others_of_a_file_are_whoever_has_none_of_its_values(universe, people):
    Submission.objects.filter(unit=universe.hoa_sen).update(is_current=False)
    world.submit(universe.revision, universe.hoa_sen, {"masters": 1, "education_not_broken_down": 1})

    assert not [line for line in told(universe.revision) if line[0] == "truong-hoa-sen"]


def test_a_report_of_the_whole_is_compared_with_everybody_below(universe, people):
    Submission.objects.all().update(is_current=False)
    world.submit(universe.revision, universe.education_department, {"masters": 1, "university": 2})

    lines = told(universe.revision)
    assert ("so-giao-duc", None, "university", None, Cause.UNEXPLAINED, -1) in lines
    assert {line[0] for line in lines} == {"so-giao-duc"}


def test_parts_that_do_not_add_up_are_the_fault_of_the_file(imported, universe):
    Headcount.objects.filter(submission__unit=universe.hoa_mai, value__code="masters").update(people=7)

    causes = {line[2]: line[4] for line in told(imported) if line[0] == "truong-hoa-mai"}
    assert (causes["masters"], causes["total"]) == (Cause.FILE_SUM, Cause.UNEXPLAINED)


def test_a_file_of_a_unit_whose_people_are_elsewhere_by_now(imported, universe, people):
    link = Reorganisation.objects.create(
        code="absorb", kind="absorb", effective_on=date(2024, 9, 1), name_vi="Nhập", name_en="Absorbed"
    )
    ReorganisationLink.objects.create(reorganisation=link, predecessor=universe.hoa_mai, successor=universe.hoa_sen)
    universe.hoa_mai.versions.update(valid_to=date(2024, 9, 1))
    rebuild([people["cuong"].pk])

    assert {line[4] for line in told(imported) if line[0] == "truong-hoa-mai"} == {Cause.REMAPPED}


def test_what_the_register_does_not_cover_is_no_difference(imported, universe):
    universe.hoa_mai.snapshot_only = True
    universe.hoa_mai.save()

    found = reconcile(imported)

    assert found.not_covered == [universe.hoa_mai.pk]
    assert universe.hoa_mai.pk not in {each.unit for each in [*found.lines, *found.cells]}


# Signing


def one_line(revision):
    return reconcile(revision).lines[0]


@pytest.fixture
def late(locked, universe):
    """Somebody was put on record after the closing."""
    person("Phạm Thị Dung", posts=[at(universe.hospital, AFTER)])
    return locked


def test_a_line_is_signed_with_a_note(late, universe):
    line = one_line(late)

    signed = sign_off(revision=late, key=line.key, difference=1, by=universe.data_admin, note=" Quyết định đến muộn ")

    found = reconcile(late)
    assert (found.signature(line), found.signed) == (signed, 1)
    assert (signed.note, signed.by, signed.person_id) == ("Quyết định đến muộn", universe.data_admin, line.person)
    event = AuditEvent.objects.first()
    assert (event.action, event.subject) == ("sign_off", f"person:{line.person}")


def test_a_line_without_a_person_is_signed_once(imported, universe):
    line = one_line(imported)

    for note in ["một", "hai"]:
        sign_off(revision=imported, key=line.key, difference=line.difference, by=universe.data_admin, note=note)

    assert SignOff.objects.get().note == "hai"


def test_a_line_whose_difference_changed_is_open_again(imported, universe):
    line = next(each for each in reconcile(imported).lines if each.unit == universe.hoa_mai.pk)
    sign_off(revision=imported, key=line.key, difference=line.difference, by=universe.data_admin)

    person("Thêm một người", posts=[at(universe.hoa_mai)])

    found = reconcile(imported)
    again = next(each for each in found.lines if each.key == line.key)
    assert (again.difference, found.signature(again), found.signed) == (line.difference + 1, None, 0)


@pytest.mark.parametrize("difference", [2, -1])
def test_a_line_that_shows_something_else_by_now_is_not_signed(late, universe, difference):
    with pytest.raises(NotAllowed) as error:
        sign_off(revision=late, key=one_line(late).key, difference=difference, by=universe.data_admin)

    assert (error.value.reason, SignOff.objects.exists()) == ("line_changed", False)


def test_a_line_that_is_gone_is_not_signed(late, universe):
    line = one_line(late)
    PersonSpell.objects.filter(person=line.person).delete()

    with pytest.raises(NotAllowed):
        sign_off(revision=late, key=line.key, difference=1, by=universe.data_admin)
