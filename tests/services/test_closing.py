"""Closing a headcount from the register: reports, cells and rosters of a day, and what is refused."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import universe as world
from tests.queries.registered import covered, person, post
from tests.universe import YEAR_END
from workforce.models import AuditEvent, Headcount, LanguageSpell, Revision, RosterEntry, Snapshot, Submission
from workforce.queries.counts import counts_of
from workforce.queries.register import register_dimensions, register_rows
from workforce.services.closing import close
from workforce.services.closing_preview import Outcome, preview
from workforce.services.rollups import roll_up_revision
from workforce.services.snapshots import NotAllowed, approve_all, lock, open_correction, return_report

pytestmark = pytest.mark.django_db
State = Submission.State
YEAR_BEFORE = date(2023, 12, 31)


@pytest.fixture
def register(universe):
    """Two people in Hoa Sen, one in Hoa Mai; the whole province is covered."""
    covered(universe.minh_hoa)
    person(
        "Nguyễn Văn An",
        posts=[post(universe.hoa_sen)],
        diplomas=[("masters", date(2020, 6, 1))],
        certificates=[(("foreign_language", "english_certificate"), date(2019, 1, 1))],
        sex="male",
        birth_date=date(1980, 5, 5),
        ethnicity=world.value("ethnicity", "ethnic_tay"),
    )
    person("Trần Thị Bình", posts=[post(universe.hoa_sen)], diplomas=[("bachelor", date(2010, 6, 1))], sex="female")
    person("Lê Văn Cường", posts=[post(universe.hoa_mai)], diplomas=[("doctorate", date(2015, 6, 1))])
    return universe


def cells(submission):
    rows = Headcount.objects.filter(submission=submission, people__gt=0).values_list("value__code", "people")
    return dict(rows)


def refused(why, **arguments):
    before = [list(model.objects.order_by("pk").values()) for model in (Snapshot, Revision, Submission, AuditEvent)]
    with pytest.raises(NotAllowed) as error:
        close(**arguments)
    after = [list(model.objects.order_by("pk").values()) for model in (Snapshot, Revision, Submission, AuditEvent)]
    assert (error.value.reason, after) == (why, before)


def current(revision):
    return {each.unit.key: each for each in revision.submissions.filter(is_current=True).select_related("unit")}


def test_each_unit_below_gets_a_submitted_report_of_its_own(register):
    closed = close(unit=register.minh_hoa, as_of=YEAR_END, by=register.data_admin)

    reports = current(closed.revision)
    assert set(reports) == {"truong-hoa-sen", "truong-hoa-mai", "benh-vien"}  # the hospital owes, and has nobody
    assert {(each.state, each.covers_subordinates, each.submitted_by) for each in reports.values()} == {
        (State.SUBMITTED, False, register.data_admin)
    }
    assert (closed.revision, closed.units, closed.people) == (register.revision, 3, 3)


def test_the_figures_are_those_of_the_day(register):
    closed = close(unit=register.hoa_sen, as_of=YEAR_END, by=register.data_entry)

    found = cells(current(closed.revision)["truong-hoa-sen"])
    assert found | {"total": 2, "masters": 1, "university": 1, "women": 1, "men": 1, "ethnic_tay": 1} == found
    assert found | {"english_certificate": 1, "age_41_50": 1, "age_no_information": 1} == found


@pytest.mark.parametrize("dimension", ["total", "education", "age_retirement", "foreign_language", "sex_education"])
def test_the_cells_of_the_roster_are_those_of_the_register(register, dimension):
    closed = close(unit=register.minh_hoa, as_of=YEAR_END, by=register.data_admin)

    fields = ["submission__unit_id", "category_id", "sector_id", "leadership_id", "value_id", "people"]
    stored = Headcount.objects.filter(
        submission__revision=closed.revision, submission__is_current=True, value__dimension__code=dimension
    )
    asked = register_rows(YEAR_END, dimension, [register.hoa_sen.pk, register.hoa_mai.pk])
    answered = {(unit, *row.population, row.value, row.people) for unit, rows in asked.items() for row in rows}
    assert set(stored.filter(people__gt=0).values_list(*fields)) == {cell for cell in answered if cell[-1]}
    assert answered


def test_every_dimension_of_the_register_is_stated_by_every_report(register):
    closed = close(unit=register.minh_hoa, as_of=YEAR_END, by=register.data_admin)

    for report in current(closed.revision).values():
        stated = Headcount.objects.filter(submission=report).values_list("value__dimension__code", flat=True)
        assert set(stated) == set(register_dimensions())


def test_an_empty_unit_that_owes_says_zero(register):
    indicator = world.share_indicator("masters-share", education=["masters"])
    closed = close(unit=register.minh_hoa, as_of=YEAR_END, by=register.data_admin)

    [counts] = counts_of([register.hospital.pk], [indicator.numerator.pk])[register.hospital.pk]
    assert counts.of(indicator.numerator.pk).people == 0
    assert (
        sum(Headcount.objects.filter(submission=current(closed.revision)["benh-vien"]).values_list("people", flat=True))
        == 0
    )


def test_a_finer_value_counts_with_its_parent(register):
    minority = world.selection("minority")
    minority.values.set([world.value("ethnicity", "ethnic_minority")])
    close(unit=register.minh_hoa, as_of=YEAR_END, by=register.data_admin)

    [counts] = counts_of([register.minh_hoa.pk], [minority.pk])[register.minh_hoa.pk]
    assert counts.of(minority.pk).known_people == 1


def test_the_roster_says_who_was_counted_as_what(register):
    closed = close(unit=register.hoa_sen, as_of=YEAR_END, by=register.data_entry)

    roster = RosterEntry.objects.filter(submission__revision=closed.revision).order_by("person__sort_name")
    an, binh = roster
    assert [each.person.full_name for each in (an, binh)] == ["Nguyễn Văn An", "Trần Thị Bình"]
    assert (an.education.code, an.ethnicity.code, an.birth_date) == ("masters", "ethnic_tay", date(1980, 5, 5))
    assert an.languages == [world.value("foreign_language", "english_certificate").pk]
    assert (binh.education.code, binh.languages, binh.birth_date) == ("university", [], None)


def test_only_the_unit_and_what_is_below_it_is_closed(register):
    before = current(register.revision)

    close(unit=register.hoa_sen, as_of=YEAR_END, by=register.data_entry)

    after = current(register.revision)
    assert after["truong-hoa-mai"] == before["truong-hoa-mai"]
    assert after["truong-hoa-sen"].replaces == before["truong-hoa-sen"]


def test_the_first_closing_of_a_day_opens_the_round(register):
    closed = close(unit=register.hoa_sen, as_of=YEAR_BEFORE, by=register.data_admin)

    snapshot = Snapshot.objects.get(unit=register.minh_hoa, as_of=YEAR_BEFORE)
    owing = set(snapshot.owed_units.values_list("unit__key", flat=True))
    # the department has nobody of its own and stands above others: nothing to report
    assert owing == {"truong-hoa-sen", "truong-hoa-mai", "benh-vien"}
    assert set(current(closed.revision)) == {"truong-hoa-sen"}


def test_a_round_opened_by_closing_waits_for_the_units_of_the_round_before(register):
    register.minh_hoa.register_from = None
    register.minh_hoa.save()
    covered(register.hoa_sen)

    close(unit=register.hoa_sen, as_of=date(2025, 12, 31), by=register.data_admin)

    snapshot = Snapshot.objects.get(unit=register.minh_hoa, as_of=date(2025, 12, 31))
    assert set(snapshot.owed_units.values_list("unit__key", flat=True)) == {
        "truong-hoa-sen",
        "truong-hoa-mai",
        "benh-vien",
    }


def test_a_unit_whose_records_another_body_keeps_is_left_as_it_is(register):
    register.hoa_mai.snapshot_only = True
    register.hoa_mai.save()
    before = current(register.revision)["truong-hoa-mai"]

    closed = close(unit=register.minh_hoa, as_of=YEAR_END, by=register.data_admin)

    assert current(closed.revision)["truong-hoa-mai"] == before


def test_the_figures_roll_up(register):
    everybody = world.selection("everybody")
    close(unit=register.minh_hoa, as_of=YEAR_END, by=register.data_admin)

    [counts] = counts_of([register.minh_hoa.pk], [everybody.pk])[register.minh_hoa.pk]
    assert (counts.of(everybody.pk).people, counts.units_owed, counts.units_received) == (3, 3, 3)


def test_closing_leaves_an_event(register):
    close(unit=register.hoa_sen, as_of=YEAR_END, by=register.data_entry)

    event = AuditEvent.objects.first()
    assert (event.actor, event.action, event.object) == (register.data_entry, "close", str(register.revision))
    assert event.details == {"unit": "truong-hoa-sen", "units": 1, "people": 2}


def test_a_command_line_closes_under_its_own_name(register):
    closed = close(unit=register.hoa_sen, as_of=YEAR_END, by=None, by_name="manage.py close_snapshot")

    assert AuditEvent.objects.first().actor_name == "manage.py close_snapshot"
    assert current(closed.revision)["truong-hoa-sen"].submitted_by is None


def test_closing_again_replaces(register):
    close(unit=register.hoa_sen, as_of=YEAR_END, by=register.data_entry)
    person("Phạm Thị Dung", posts=[post(register.hoa_sen)])

    closed = close(unit=register.hoa_sen, as_of=YEAR_END, by=register.data_entry)

    report = current(closed.revision)["truong-hoa-sen"]
    assert (cells(report)["total"], report.roster.count(), report.replaces.roster.count()) == (3, 3, 2)


def test_a_report_that_says_the_same_already_stays_approved(register):
    closed = close(unit=register.minh_hoa, as_of=YEAR_END, by=register.data_entry)
    before = current(closed.revision)
    approve_all(revision=closed.revision, by=register.data_admin, shown={report.pk for report in before.values()})
    person("Phạm Thị Dung", posts=[post(register.hoa_sen)])

    again = close(unit=register.minh_hoa, as_of=YEAR_END, by=register.data_entry)

    after = current(again.revision)
    assert again.units == 1
    assert after["truong-hoa-sen"].replaces == before["truong-hoa-sen"]
    assert {key: after[key] for key in ["truong-hoa-mai", "benh-vien"]} == {
        key: before[key] for key in ["truong-hoa-mai", "benh-vien"]
    }
    assert after["truong-hoa-mai"].state == State.APPROVED


def test_closing_twice_on_end_writes_nothing(register):
    closed = close(unit=register.minh_hoa, as_of=YEAR_END, by=register.data_entry)
    before = list(Submission.objects.values()), AuditEvent.objects.count()

    again = close(unit=register.minh_hoa, as_of=YEAR_END, by=register.data_entry)

    assert (again.revision, again.units, again.people) == (closed.revision, 0, 3)
    assert (list(Submission.objects.values()), AuditEvent.objects.count()) == before


def test_a_report_sent_back_is_sent_again_though_nothing_changed(register):
    closed = close(unit=register.hoa_mai, as_of=YEAR_END, by=register.data_entry)
    returned = current(closed.revision)["truong-hoa-mai"]
    return_report(submission=returned, by=register.data_admin, reason="Xem lại")

    close(unit=register.hoa_mai, as_of=YEAR_END, by=register.data_entry)

    assert current(closed.revision)["truong-hoa-mai"].replaces == returned


def test_a_report_of_the_same_number_that_names_nobody_is_replaced(register):
    revision = world.open_revision(register.minh_hoa, YEAR_BEFORE)
    world.submit(revision, register.hoa_mai, {"doctorate": 1})

    close(unit=register.hoa_mai, as_of=YEAR_BEFORE, by=register.data_entry)

    assert current(revision)["truong-hoa-mai"].roster.count() == 1


def test_a_locked_snapshot_is_not_closed_again(register):
    world.lock(register.revision)

    refused("revision_locked", unit=register.hoa_sen, as_of=YEAR_END, by=register.data_entry)


def test_a_unit_the_register_does_not_cover_is_not_closed(register):
    register.hoa_sen.register_from = date(2025, 1, 1)
    register.hoa_sen.save()

    refused("close_not_covered", unit=register.hoa_sen, as_of=YEAR_END, by=register.data_entry)


def test_a_unit_of_another_body_is_not_closed(register):
    register.hoa_sen.snapshot_only = True
    register.hoa_sen.save()

    refused("close_not_covered", unit=register.hoa_sen, as_of=YEAR_END, by=register.data_entry)


def test_a_day_to_come_is_not_closed(register):
    tomorrow = timezone.localdate() + timedelta(days=1)

    refused("close_in_future", unit=register.hoa_sen, as_of=tomorrow, by=register.data_entry)


def test_a_unit_that_did_not_exist_is_not_closed(register):
    later = world.unit("truong-moi", "Trường mới", parent=register.education_department, valid_from=date(2025, 1, 1))

    refused("close_unit_not_there", unit=later, as_of=YEAR_END, by=register.data_admin)


def test_a_unit_covered_by_a_report_above_is_not_closed(register):
    world.submit(register.revision, register.minh_hoa, world.HOA_MAI)

    refused("close_covered_above", unit=register.hoa_sen, as_of=YEAR_END, by=register.data_entry)


def test_a_report_of_the_whole_makes_room_where_all_of_it_is_closed(register):
    whole = world.submit(register.revision, register.education_department, world.HOA_MAI)

    closed = close(unit=register.minh_hoa, as_of=YEAR_END, by=register.data_admin)

    whole.refresh_from_db()
    assert not whole.is_current
    assert cells(current(closed.revision)["so-giao-duc"]) == {}


@pytest.fixture
def locked(register):
    closed = close(unit=register.minh_hoa, as_of=YEAR_END, by=register.data_admin)
    second = world.user("data_admin", unit=register.minh_hoa, username="second")
    approve_all(
        revision=closed.revision,
        by=second,
        shown=set(closed.revision.submissions.values_list("pk", flat=True))
        & {each.pk for each in current(closed.revision).values()},
    )
    lock(revision=closed.revision, by=second)
    return closed.revision


def test_the_roster_of_a_locked_snapshot_does_not_change(locked):
    entry = RosterEntry.objects.filter(submission__revision=locked).first()

    with pytest.raises(IntegrityError, match="rosterentry_locked_no_update"), transaction.atomic():
        RosterEntry.objects.filter(pk=entry.pk).update(birth_date=date(1990, 1, 1))


def test_a_correction_starts_with_the_rosters_of_the_reports_it_copies(locked, register):
    correction = open_correction(revision=locked, by=register.data_admin, reason="Đính chính")

    copy, source = current(correction)["truong-hoa-sen"], current(locked)["truong-hoa-sen"]
    fields = ["person_id", "unit_id", "education_id", "birth_date"]
    assert set(copy.roster.values_list(*fields)) == set(source.roster.values_list(*fields))
    assert {tuple(each.languages) for each in copy.roster.all()} == {tuple(e.languages) for e in source.roster.all()}
    assert copy.created_at == source.created_at


def test_closing_in_an_open_correction_replaces_the_copy(locked, register):
    correction = open_correction(revision=locked, by=register.data_admin, reason="Đính chính")
    person("Phạm Thị Dung", posts=[post(register.hoa_sen)])

    closed = close(unit=register.hoa_sen, as_of=YEAR_END, by=register.data_entry)

    assert closed.revision == correction
    assert cells(current(correction)["truong-hoa-sen"])["total"] == 3
    assert cells(current(locked)["truong-hoa-sen"])["total"] == 2


def test_the_preview_writes_nothing_and_says_what_would_change(register):
    before = AuditEvent.objects.count(), Submission.objects.count()
    last = world.open_revision(register.minh_hoa, YEAR_BEFORE)
    world.submit(last, register.hoa_sen, {"masters": 5})
    roll_up_revision(last)

    draft = preview(register.minh_hoa, YEAR_END)

    rows = {each.unit.unit.key: (each.people, each.since_before, each.since_reported) for each in draft.units}
    assert rows == {"truong-hoa-sen": (2, -3, -48), "truong-hoa-mai": (1, None, -49), "benh-vien": (0, None, None)}
    assert (draft.people, draft.refusal, draft.last) == (3, None, last)
    assert draft.missing["party"] == 3
    assert draft.missing["sex"] == 1
    assert (AuditEvent.objects.count(), Submission.objects.count() - 1) == before


def test_the_preview_counts_who_would_be_counted_otherwise(register):
    close(unit=register.minh_hoa, as_of=YEAR_END, by=register.data_admin)
    person("Phạm Thị Dung", posts=[post(register.hoa_sen)])
    speaker = RosterEntry.objects.exclude(languages=[]).get().person
    LanguageSpell.objects.filter(person=speaker).delete()

    draft = preview(register.minh_hoa, YEAR_END)

    rows = {each.unit.unit.key: (each.otherwise, each.outcome) for each in draft.units}
    assert rows == {
        "truong-hoa-sen": (2, Outcome.REPLACED),
        "truong-hoa-mai": (0, Outcome.STAYS),
        "benh-vien": (0, Outcome.STAYS),
    }


def test_the_preview_tells_a_first_report_from_one_that_replaces_a_file(register):
    outcomes = {each.unit.unit.key: each.outcome for each in preview(register.minh_hoa, YEAR_END).units}

    assert outcomes == {
        "truong-hoa-sen": Outcome.REPLACES_OTHER,
        "truong-hoa-mai": Outcome.REPLACES_OTHER,
        "benh-vien": Outcome.FIRST,
    }


def test_the_preview_names_who_still_owes_a_report_by_file(register):
    register.hospital.snapshot_only = True
    register.hospital.save()

    draft = preview(register.hoa_sen, YEAR_END)

    assert [each.unit for each in draft.owe_a_file] == [register.hospital]
    assert draft.province == register.minh_hoa


def test_the_preview_says_why_closing_would_be_refused(register):
    world.lock(register.revision)

    assert preview(register.hoa_sen, YEAR_END).refusal.reason == "revision_locked"


def test_the_preview_names_people_left_in_dissolved_units(register):
    gone = world.unit(
        "truong-cu", "Trường cũ", parent=register.education_department, valid_to=date(2024, 7, 1), kind="agency"
    )
    person("Hoàng Văn Em", posts=[post(gone)])

    [(version, people)] = preview(register.minh_hoa, YEAR_END).dissolved

    assert (version.unit, people) == (gone, 1)


def test_the_preview_names_units_the_register_does_not_cover(register):
    register.hoa_mai.snapshot_only = True
    register.hoa_mai.save()

    assert [each.unit for each in preview(register.minh_hoa, YEAR_END).not_covered] == [register.hoa_mai]


def test_closing_asks_the_same_number_of_questions_for_one_person_and_for_many(register, django_assert_num_queries):
    close(unit=register.minh_hoa, as_of=YEAR_END, by=register.data_admin)
    person("Người thứ nhất", posts=[post(register.hoa_mai)])
    with CaptureQueriesContext(connection) as few:
        close(unit=register.minh_hoa, as_of=YEAR_END, by=register.data_admin)
    for number in range(5):
        person(f"Người thứ {number}", posts=[post(register.hoa_mai)])

    with django_assert_num_queries(len(few)):
        close(unit=register.minh_hoa, as_of=YEAR_END, by=register.data_admin)
