"""A snapshot's life: submitted → approved by a second person → locked → corrected by a numbered revision."""

from concurrent.futures import ThreadPoolExecutor, wait
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests import universe as world
from tests.files import headcounts
from tests.services.imports.checks import HOSPITAL as HOSPITAL_NAME
from tests.services.imports.checks import checked, report
from workforce.models import AuditEvent, Headcount, ImportBatch, Revision, Submission
from workforce.queries.counts import counts_of
from workforce.services.imports.headcounts import confirm, keep, undo
from workforce.services.rollups import roll_up_revision
from workforce.services.snapshots import NotAllowed, approve, approve_all, lock, open_correction

HOSPITAL = {"doctorate": 4, "masters": 16, "university": 80}
State = Submission.State


@pytest.fixture
def second(universe):
    return world.user("data_admin", unit=universe.minh_hoa, username="second")


@pytest.fixture
def third(universe):
    return world.user("data_admin", unit=universe.minh_hoa, username="third")


@pytest.fixture
def waiting(universe):
    """The submission of Hoa Sen, sent by its data-entry officer."""
    return sent(universe.revision, universe.hoa_sen, by=universe.data_entry)


@pytest.fixture
def complete(universe):
    """The revision with the hospital's report: every unit has one and all are approved."""
    world.submit(universe.revision, universe.hospital, HOSPITAL)
    return universe.revision


@pytest.fixture
def locked(complete, second):
    lock(revision=complete, by=second)
    complete.refresh_from_db()
    return complete


def ids(*submissions):
    return {each.pk for each in submissions}


def sent(revision, unit, *, by):
    submission = revision.submissions.get(unit=unit)
    submission.state, submission.submitted_by = State.SUBMITTED, by
    submission.save()
    return submission


def refused(why, step, **arguments):
    """Expect the refusal, and that it leaves no trace."""
    before = state_of_everything()
    with pytest.raises(NotAllowed) as error:
        step(**arguments)
    assert error.value.reason == why
    assert state_of_everything() == before
    return error.value.params


def state_of_everything():
    return [list(model.objects.order_by("pk").values()) for model in (Revision, Submission, AuditEvent)]


def last_event():
    event = AuditEvent.objects.first()
    return event.actor, event.action, event.object


def answer(province, selection):
    """The people of the selection, and the number of the revision that says so."""
    [counts] = counts_of([province.pk], [selection.pk])[province.pk]
    return counts.of(selection.pk).people, counts.revisions[0].number


@pytest.mark.django_db
def test_a_second_person_approves_a_report(universe, waiting):
    approve(submission=waiting, by=universe.data_admin)

    waiting.refresh_from_db()
    assert (waiting.state, waiting.approved_by) == (State.APPROVED, universe.data_admin)
    assert last_event() == (universe.data_admin, "approve", str(waiting))


@pytest.mark.django_db
def test_nobody_approves_their_own_report(universe, waiting):
    refused("own_submission", approve, submission=waiting, by=universe.data_entry)


@pytest.mark.django_db
def test_a_report_is_approved_once(universe, waiting):
    approve(submission=waiting, by=universe.data_admin)

    refused("not_waiting_for_approval", approve, submission=waiting, by=universe.data_admin)


@pytest.mark.django_db
def test_a_replaced_report_is_not_approved(universe, waiting):
    Submission.objects.filter(pk=waiting.pk).update(is_current=False)

    refused("not_waiting_for_approval", approve, submission=waiting, by=universe.data_admin)


@pytest.mark.django_db
def test_nothing_is_approved_in_a_locked_revision(locked, universe):
    submission = locked.submissions.first()

    refused("revision_locked", approve, submission=submission, by=universe.data_admin)


@pytest.mark.django_db
def test_approving_all_leaves_ones_own_reports_waiting(universe, waiting):
    own = sent(universe.revision, universe.hoa_mai, by=universe.data_admin)

    approved = approve_all(revision=universe.revision, by=universe.data_admin, shown=ids(waiting, own))

    waiting.refresh_from_db()
    own.refresh_from_db()
    assert approved == 1
    assert (waiting.state, waiting.approved_by) == (State.APPROVED, universe.data_admin)
    assert (own.state, own.approved_by) == (State.SUBMITTED, None)
    assert last_event() == (universe.data_admin, "approve", str(universe.revision))
    assert AuditEvent.objects.first().details == {"submissions": 1}


@pytest.mark.django_db
def test_approving_all_needs_something_to_approve(universe, waiting):
    refused("nothing_to_approve", approve_all, revision=universe.revision, by=universe.data_entry, shown=ids(waiting))


@pytest.mark.django_db
def test_what_arrived_after_somebody_looked_goes_on_waiting(universe, waiting):
    later = sent(universe.revision, universe.hoa_mai, by=universe.data_entry)

    approve_all(revision=universe.revision, by=universe.data_admin, shown=ids(waiting))

    later.refresh_from_db()
    assert (later.state, later.approved_by) == (State.SUBMITTED, None)


@pytest.mark.django_db
def test_nothing_is_approved_once_a_report_was_replaced_after_somebody_looked(universe, waiting):
    other = sent(universe.revision, universe.hoa_mai, by=universe.data_entry)
    Submission.objects.filter(pk=other.pk).update(is_current=False)

    refused(
        "changed_meanwhile", approve_all, revision=universe.revision, by=universe.data_admin, shown=ids(waiting, other)
    )


@pytest.mark.django_db
def test_a_report_somebody_else_approved_meanwhile_is_no_obstacle(universe, waiting, second):
    other = sent(universe.revision, universe.hoa_mai, by=universe.data_entry)
    approve(submission=other, by=second)

    assert approve_all(revision=universe.revision, by=universe.data_admin, shown=ids(waiting, other)) == 1


@pytest.mark.django_db
def test_reports_without_a_known_sender_can_be_approved_together(universe, second):
    """What a command line imported has no account behind it."""
    nobodys = sent(universe.revision, universe.hoa_sen, by=None)

    assert approve_all(revision=universe.revision, by=second, shown=ids(nobodys)) == 1


@pytest.mark.django_db
def test_locking_freezes_the_revision_and_its_reports(complete, second):
    lock(revision=complete, by=second)

    complete.refresh_from_db()
    assert complete.is_locked
    assert complete.locked_by == second
    assert set(complete.submissions.values_list("state", flat=True)) == {State.LOCKED}
    assert last_event() == (second, "lock", str(complete))
    for change in [
        lambda: Headcount.objects.filter(submission__revision=complete).update(people=1),
        lambda: Submission.objects.filter(revision=complete).update(is_current=False),
        lambda: Revision.objects.filter(pk=complete.pk).update(locked_at=None),
        lambda: complete.snapshot.owed_units.all().delete(),
    ]:
        with pytest.raises(IntegrityError, match="locked revision"), transaction.atomic():
            change()


@pytest.mark.django_db
def test_a_revision_is_locked_once(locked, second):
    refused("revision_locked", lock, revision=locked, by=second)


@pytest.mark.django_db
def test_an_incomplete_revision_is_not_locked(universe, second):
    assert refused("units_missing", lock, revision=universe.revision, by=second) == {"missing": 1}


@pytest.mark.django_db
def test_a_revision_with_a_report_that_waits_is_not_locked(complete, universe, waiting, second):
    assert refused("not_all_approved", lock, revision=complete, by=second) == {"waiting": 1}


@pytest.mark.django_db
def test_a_revision_without_reports_is_not_locked(universe, second):
    empty = world.open_revision(universe.minh_hoa, date(2023, 12, 31))

    refused("not_all_approved", lock, revision=empty, by=second)


@pytest.mark.django_db
def test_a_report_that_covers_the_units_below_completes_the_revision(universe, second):
    universe.revision.submissions.update(is_current=False)
    world.submit(universe.revision, universe.minh_hoa, HOSPITAL)

    lock(revision=universe.revision, by=second)

    assert Revision.objects.get().is_locked


@pytest.mark.django_db
def test_replaced_reports_do_not_hinder_locking(complete, universe, second):
    complete.submissions.filter(unit=universe.hospital).update(is_current=False, state=State.SUBMITTED)
    world.submit(complete, universe.hospital, HOSPITAL)

    lock(revision=complete, by=second)

    assert set(complete.submissions.values_list("is_current", "state")) == {
        (False, State.SUBMITTED),
        (True, State.LOCKED),
    }


@pytest.mark.django_db
def test_a_correction_is_a_numbered_copy_with_a_reason(locked, second):
    document = world.document("cong-van")

    correction = open_correction(revision=locked, by=second, reason=" Nhầm một trường ", document=document)

    assert (correction.number, correction.reason, correction.document) == (2, "Nhầm một trường", document)
    assert (correction.snapshot, correction.created_by, correction.is_locked) == (locked.snapshot, second, False)
    assert cells_of(correction) == cells_of(locked) != set()
    assert set(correction.submissions.values_list("state", flat=True)) == {State.APPROVED}
    assert last_event() == (second, "revise", str(correction))
    assert AuditEvent.objects.first().details == {"reason": "Nhầm một trường"}


def cells_of(revision):
    cells = Headcount.objects.filter(submission__revision=revision, submission__is_current=True)
    names = ["unit", "covers_subordinates", "batch", "clause", "submitted_by", "approved_by"]
    cell = ["category", "sector", "leadership", "value", "people"]
    return set(cells.values_list(*(f"submission__{name}" for name in names), *cell))


@pytest.mark.django_db
def test_a_correction_leaves_out_what_had_been_replaced(complete, universe, second):
    complete.submissions.filter(unit=universe.hospital).update(is_current=False)
    world.submit(complete, universe.hospital, HOSPITAL)
    lock(revision=complete, by=second)

    correction = open_correction(revision=complete, by=second, reason="Đính chính")

    assert correction.submissions.filter(unit=universe.hospital).count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("reason", ["", "  \n"])
def test_a_correction_needs_its_reason(locked, second, reason):
    refused("reason_missing", open_correction, revision=locked, by=second, reason=reason)


@pytest.mark.django_db
def test_an_open_revision_is_edited_and_not_corrected(complete, second):
    refused("revision_open", open_correction, revision=complete, by=second, reason="Đính chính")


@pytest.mark.django_db
def test_one_correction_is_open_at_a_time(locked, second):
    open_correction(revision=locked, by=second, reason="Đính chính")

    refused("revision_open", open_correction, revision=locked, by=second, reason="Đính chính lần hai")


@pytest.mark.django_db
def test_the_locked_figures_stand_until_the_correction_is_locked(locked, universe, second, third):
    correction = open_correction(revision=locked, by=second, reason="Đính chính")
    correction.submissions.filter(unit=universe.hospital).update(is_current=False)
    world.submit(correction, universe.hospital, HOSPITAL | {"masters": 17})
    masters = world.selection("masters", education=["masters"])
    for revision in (locked, correction):
        roll_up_revision(revision)

    before = answer(universe.minh_hoa, masters)
    lock(revision=correction, by=third)
    after = answer(universe.minh_hoa, masters)

    assert before == (12 + 8 + 16, 1)
    assert after == (12 + 8 + 17, 2)


@pytest.mark.django_db
def test_whoever_opened_a_correction_does_not_lock_it(locked, second):
    correction = open_correction(revision=locked, by=second, reason="Đính chính")

    refused("own_correction", lock, revision=correction, by=second)


@pytest.mark.django_db
def test_whoever_opened_the_round_itself_may_lock_it(complete, second):
    Revision.objects.filter(pk=complete.pk).update(created_by=second)

    lock(revision=complete, by=second)

    assert Revision.objects.get().is_locked


@pytest.mark.django_db
def test_opening_a_correction_costs_the_same_for_one_and_for_many_reports(universe, second):
    """And leaves the files that the reports came with where they are."""
    statements = []
    for year, units in [(2021, [universe.hoa_sen]), (2022, [universe.hoa_sen, universe.hoa_mai, universe.hospital])]:
        revision = world.open_revision(universe.minh_hoa, date(year, 12, 31))
        batch = ImportBatch.objects.create(state="checked", file_name="bm01.xlsx", content=b"PK")
        for unit in units:
            world.submit(revision, unit, HOSPITAL)
        revision.submissions.update(batch=batch)
        world.lock(revision)
        with CaptureQueriesContext(connection) as queries:
            correction = open_correction(revision=revision, by=second, reason="Đính chính")
        statements.append([query["sql"] for query in queries])
        assert set(correction.submissions.values_list("batch", flat=True)) == {batch.pk}

    one, many = statements
    assert len(one) == len(many)
    assert not any("workforce_importbatch" in sql for sql in many)


@pytest.mark.django_db
def test_a_locked_correction_can_be_corrected(locked, second, third):
    first = open_correction(revision=locked, by=second, reason="Đính chính")
    lock(revision=first, by=third)

    again = open_correction(revision=locked, by=second, reason="Đính chính lần hai")

    assert again.number == 3
    assert cells_of(again) == cells_of(first)


def outcome_during(first, second):
    """What ``second`` comes to in another connection, begun while ``first`` is done but not committed."""

    def run():
        try:
            return second()
        except NotAllowed as error:
            return error.reason
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            first()
            outcome = pool.submit(run)
            wait([outcome], timeout=0.5)
        return outcome.result()


@pytest.mark.django_db(transaction=True)
def test_a_revision_is_not_locked_around_an_import_that_is_under_way(complete, universe, second):
    batch = waiting_file(universe)

    outcome = outcome_during(
        lambda: confirm(batch=batch, by=universe.data_admin), lambda: lock(revision=complete, by=second)
    )

    assert outcome == "not_all_approved"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("step", ["approve", "approve_all", "confirm", "undo"])
def test_nothing_changes_a_revision_whose_lock_is_under_way(complete, universe, second, step):
    imported = confirm(batch=waiting_file(universe), by=universe.data_admin)
    report = imported.submissions.get()
    approve(submission=report, by=second)
    another = waiting_file(universe, masters=18)
    steps = {
        "approve": lambda: approve(submission=report, by=second),
        "approve_all": lambda: approve_all(revision=complete, by=second, shown=ids(report)),
        "confirm": lambda: confirm(batch=another, by=universe.data_admin),
        "undo": lambda: undo(batch=imported, by=universe.data_admin),
    }

    outcome = outcome_during(lambda: lock(revision=complete, by=second), steps[step])

    assert outcome in {"revision_locked", "import_has_errors"}


@pytest.mark.django_db(transaction=True)
def test_a_second_click_opens_no_second_correction(locked, second):
    def click():
        return open_correction(revision=locked, by=second, reason="Đính chính")

    assert outcome_during(click, click) == "revision_open"


def waiting_file(universe, masters=17):
    titles = [["Tỉnh Minh Họa"], ["Tính đến ngày 31/12/2024"], []]
    return keep(checked(universe, headcounts(report(HOSPITAL_NAME, 4, masters, 80, 0), titles=titles)))
