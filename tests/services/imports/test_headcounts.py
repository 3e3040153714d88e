"""Confirming and undoing: each unit replaceable alone, nothing lost."""

from datetime import date

import pytest
from django.core.management import call_command

from tests.files import headcounts, xlsx
from tests.services.imports.checks import HOA_SEN, HOSPITAL, checked, imported, kept, report
from tests.universe import lock, selection
from workforce.models import (
    AuditEvent,
    Headcount,
    ImportBatch,
    RememberedMatch,
    Revision,
    RolledHeadcount,
    Snapshot,
    SnapshotUnit,
    Submission,
    UnitVersion,
)
from workforce.services.imports.headcounts import check, check_again, confirm, keep, undo
from workforce.services.snapshots import NotAllowed, open_correction


def current_total(unit, as_of=date(2023, 12, 31)):
    cells = Headcount.objects.filter(
        submission__unit=unit,
        submission__is_current=True,
        submission__revision__snapshot__as_of=as_of,
        value__code="total",
    )
    return [cell.people for cell in cells]


def test_the_figures_of_bac_kan_come_out_as_they_were_published(code_lists):
    call_command("loaddata", "provinces", verbosity=0)
    province = UnitVersion.objects.get(code="06", valid_to=date(2025, 7, 1)).unit
    titles = [["UBND TỈNH BẮC KẠN"], ["Tính đến ngày 31/12/2024"], []]
    content = xlsx(headcounts([1, "Bắc Kạn", "06", 12770, 36, 1095, 9140, 2499], titles=titles))
    result = check(content=content, file_name="bk.xlsx", unit=None, as_of=None, by=None, by_name="quantri")

    confirm(batch=keep(result), by=None)

    cells = Headcount.objects.filter(submission__unit=province).values_list("value__code", "people")
    assert dict(cells) == {
        "total": 12770,
        "doctorate": 36,
        "masters": 1095,
        "university": 9140,
        "education_not_broken_down": 2499,
    }
    places = set(Headcount.objects.values_list("category__code", "sector__code", "leadership__code"))
    assert places == {("cbccvc", "all_sectors", "any_leadership")}


def test_a_first_file_opens_the_round_for_the_units_it_names(universe):
    batch = imported(universe, report(HOSPITAL, 0, 2, 3, 0), report(HOA_SEN, 1, 2, 3, 4))

    assert batch.state == ImportBatch.State.APPLIED
    assert batch.revision.number == 1
    owed = set(batch.revision.snapshot.owed_units.values_list("unit_id", flat=True))
    assert owed == {universe.hospital.pk, universe.hoa_sen.pk}
    assert set(batch.submissions.values_list("state", "submitted_by", "batch_row")) == {
        ("submitted", universe.data_admin.pk, 5),
        ("submitted", universe.data_admin.pk, 6),
    }


def test_units_of_the_round_before_go_on_owing_after_a_first_partial_file(universe):
    titles = [["Tỉnh Minh Họa"], ["Tính đến ngày 31/12/2025"], []]
    content = xlsx(headcounts(report(HOSPITAL, 0, 2, 3, 0), titles=titles))

    batch = confirm(batch=keep(checked(universe, content)), by=universe.data_admin)

    owed = set(batch.revision.snapshot.owed_units.values_list("unit_id", flat=True))
    assert owed == {universe.hospital.pk, universe.hoa_sen.pk, universe.hoa_mai.pk}


def test_the_rolled_up_figures_and_the_trail_are_written_with_it(universe):
    selection("masters", education=["masters"])

    batch = imported(universe, report(HOSPITAL, 0, 2, 3, 0), report(HOA_SEN, 1, 4, 3, 4))

    rolled = RolledHeadcount.objects.get(revision=batch.revision, unit=universe.minh_hoa)
    assert (rolled.people, rolled.units_owed, rolled.units_received) == (6, 2, 2)
    event = AuditEvent.objects.latest("id")
    assert (event.action, event.actor, event.details["people"]) == ("import", universe.data_admin, 17)


def test_zeros_of_the_file_are_stored_as_zeros(universe):
    imported(universe, report(HOSPITAL, 0, 2, 3, 0))

    zero = Headcount.objects.get(submission__unit=universe.hospital, value__code="doctorate")
    assert zero.people == 0


def test_a_later_file_replaces_only_the_units_it_changes(universe):
    first = imported(universe, report(HOSPITAL, 0, 2, 3, 0), report(HOA_SEN, 1, 2, 3, 4))

    second = imported(universe, report(HOSPITAL, 0, 2, 4, 0), report(HOA_SEN, 1, 2, 3, 4))

    assert second.summary | {"created": 0, "changed": 1, "unchanged": 1} == second.summary
    (replacement,) = second.submissions.all()
    assert replacement.replaces == first.submissions.get(unit=universe.hospital)
    assert (current_total(universe.hospital), current_total(universe.hoa_sen)) == ([6], [10])


def test_the_preview_shows_old_and_new_figures(universe):
    imported(universe, report(HOSPITAL, 0, 2, 3, 0))

    (change,) = checked(universe, headcounts(report(HOSPITAL, 0, 1, 5, 0))).changes

    assert (change.kind, change.old_total, change.new_total) == ("changed", 5, 6)
    assert [(each.old, each.new) for each in change.values] == [(2, 1), (3, 5)]


def test_the_same_file_twice_changes_nothing_and_says_so(universe):
    imported(universe, report(HOSPITAL, 0, 2, 3, 0))
    figures = Submission.objects.count(), Headcount.objects.count()

    again = checked(universe, bytes(ImportBatch.objects.get().content), file_name="ten khac.xlsx")
    confirm(batch=keep(again), by=None)

    assert again.changes_nothing
    assert [problem.code for problem in again.problems] == ["already_imported"]
    assert (Submission.objects.count(), Headcount.objects.count()) == figures


def test_a_report_of_a_unit_above_is_pointed_out(universe):
    imported(universe, report("Tỉnh Minh Họa", 0, 2, 3, 0))

    problems = checked(universe, headcounts(report(HOSPITAL, 0, 2, 3, 0))).problems

    assert [(each.code, each.params) for each in problems] == [("covered_by_report", {"units": [HOSPITAL]})]


def test_a_file_with_errors_is_kept_as_refused_and_cannot_be_confirmed(universe):
    batch = kept(universe, report("Sở Không Có", 0, 2, 3, 0))

    assert (batch.state, bytes(batch.content)[:2]) == ("refused", b"PK")
    with pytest.raises(NotAllowed, match="import_has_errors"):
        confirm(batch=batch, by=universe.data_admin)


def test_a_batch_is_confirmed_once(universe):
    batch = imported(universe, report(HOSPITAL, 0, 2, 3, 0))

    with pytest.raises(NotAllowed, match="import_not_waiting"):
        confirm(batch=batch, by=universe.data_admin)


def test_a_round_locked_between_check_and_confirmation_takes_nothing(universe):
    batch = kept(universe, report(HOSPITAL, 0, 2, 3, 0))
    lock(Revision.objects.create(snapshot=Snapshot.objects.create(unit=universe.minh_hoa, as_of=date(2023, 12, 31))))

    with pytest.raises(NotAllowed, match="import_has_errors"):
        confirm(batch=batch, by=universe.data_admin)
    assert current_total(universe.hospital) == []


def test_a_name_matched_by_hand_is_remembered_with_the_import(universe):
    imported(universe, report("BV tỉnh", 0, 2, 3, 0), matches={"BV tỉnh": "benh-vien"})

    match = RememberedMatch.objects.get()
    assert (match.sender, match.name_key, match.unit) == ("quantri", "bv tỉnh", universe.hospital)


def test_undoing_puts_back_what_was_replaced(universe):
    imported(universe, report(HOSPITAL, 0, 2, 3, 0))
    before = RolledHeadcount.objects.count()
    batch = imported(universe, report(HOSPITAL, 0, 2, 4, 0), report(HOA_SEN, 1, 2, 3, 4))

    undo(batch=batch, by=universe.data_admin)

    batch.refresh_from_db()
    assert batch.state == ImportBatch.State.UNDONE
    assert (current_total(universe.hospital), current_total(universe.hoa_sen)) == ([5], [])
    assert RolledHeadcount.objects.count() == before
    assert AuditEvent.objects.latest("id").action == "undo"


def test_undoing_the_file_that_opened_the_round_leaves_no_data(universe):
    selection("masters", education=["masters"])
    batch = imported(universe, report(HOSPITAL, 0, 2, 3, 0))

    undo(batch=batch, by=universe.data_admin)

    assert not SnapshotUnit.objects.filter(snapshot=batch.revision.snapshot).exists()
    assert not RolledHeadcount.objects.filter(revision=batch.revision).exists()
    imported(universe, report(HOA_SEN, 0, 2, 3, 0))
    owed = SnapshotUnit.objects.filter(snapshot=batch.revision.snapshot)
    assert [each.unit for each in owed] == [universe.hoa_sen]


def test_undoing_is_refused_once_a_later_file_stands_on_it(universe):
    first = imported(universe, report(HOSPITAL, 0, 2, 3, 0))
    imported(universe, report(HOSPITAL, 0, 2, 4, 0))

    with pytest.raises(NotAllowed, match="import_replaced_later"):
        undo(batch=first, by=universe.data_admin)
    assert current_total(universe.hospital) == [6]


def test_undoing_is_refused_when_locked_or_never_applied(universe):
    waiting = kept(universe, report(HOSPITAL, 0, 2, 3, 0))
    batch = imported(universe, report(HOSPITAL, 0, 2, 3, 0))
    lock(batch.revision)

    with pytest.raises(NotAllowed, match="revision_locked"):
        undo(batch=batch, by=universe.data_admin)
    with pytest.raises(NotAllowed, match="import_not_applied"):
        undo(batch=waiting, by=universe.data_admin)


def test_a_file_refused_for_a_locked_round_is_confirmed_once_a_correction_is_open(universe):
    first = imported(universe, report(HOSPITAL, 0, 2, 3, 0))
    lock(first.revision)
    batch = kept(universe, report(HOSPITAL, 0, 2, 4, 0))
    correction = open_correction(revision=first.revision, by=universe.data_admin, reason="Đính chính")

    confirm(batch=batch, by=universe.data_admin)

    batch.refresh_from_db()
    assert (batch.state, batch.revision) == ("applied", correction)
    assert current_total(universe.hospital) == [5, 6]


def test_a_file_nobody_chose_a_unit_for_is_not_confirmed(universe):
    """Its title would decide whose figures the sender may change."""
    batch = kept(universe, report(HOSPITAL, 0, 2, 3, 0))
    ImportBatch.objects.filter(pk=batch.pk).update(state="refused", unit=None)
    batch.refresh_from_db()

    with pytest.raises(NotAllowed, match="import_without_unit"):
        confirm(batch=batch, by=universe.data_admin)


@pytest.mark.parametrize("undone_last", [0, 1])
def test_a_round_is_empty_again_whichever_file_is_undone_last(universe, undone_last):
    batches = [imported(universe, report(HOSPITAL, 0, 2, 3, 0)), imported(universe, report(HOA_SEN, 0, 2, 3, 0))]
    last = batches.pop(undone_last)

    for batch in [*batches, last]:
        undo(batch=batch, by=universe.data_admin)

    assert not SnapshotUnit.objects.filter(snapshot=last.revision.snapshot).exists()


def test_units_go_on_owing_while_a_report_of_the_round_stands(universe):
    opening = imported(universe, report(HOSPITAL, 0, 2, 3, 0))
    imported(universe, report(HOA_SEN, 0, 2, 3, 0))

    undo(batch=opening, by=universe.data_admin)

    owed = SnapshotUnit.objects.filter(snapshot=opening.revision.snapshot)
    assert [each.unit for each in owed] == [universe.hospital]


DEPARTMENT = "Sở Giáo dục và Đào tạo"
WITH_SCOPE = ["Đơn vị", "Phạm vi", "Tổng số"]


def test_figures_that_would_swallow_reports_of_units_below_have_to_say_so(universe):
    imported(universe, report(HOA_SEN, 1, 2, 3, 0), report(HOSPITAL, 1, 2, 3, 0))

    result = checked(universe, headcounts(report(DEPARTMENT, 0, 20, 3, 0)))

    assert [(each.code, each.found, each.row, each.params) for each in result.problems] == [
        ("covers_reports", DEPARTMENT, 5, {"units": [HOA_SEN]})
    ]
    assert result.has_errors


@pytest.mark.parametrize(("scope", "covers"), [("Riêng", False), ("Toàn bộ", True)])
def test_the_scope_a_file_states_is_done_as_told(universe, scope, covers):
    imported(universe, report(HOA_SEN, 1, 2, 3, 0))
    batch = keep(checked(universe, headcounts([DEPARTMENT, scope, 20], headings=WITH_SCOPE)))

    confirm(batch=batch, by=universe.data_admin)

    assert batch.submissions.get().covers_subordinates is covers


def test_units_below_that_stand_in_the_same_file_are_not_swallowed(universe):
    imported(universe, report(HOA_SEN, 1, 2, 3, 0))

    again = checked(universe, headcounts(report(DEPARTMENT, 0, 1, 3, 0), report(HOA_SEN, 1, 2, 4, 0)))

    assert "covers_reports" not in {each.code for each in again.problems}


def test_a_unit_that_covered_the_others_already_may_correct_its_figures(universe):
    imported(universe, report(DEPARTMENT, 0, 20, 3, 0))
    imported(universe, report(HOA_SEN, 1, 2, 3, 0))

    assert not checked(universe, headcounts(report(DEPARTMENT, 0, 21, 3, 0))).problems


def test_a_report_that_came_in_after_the_check_is_not_swallowed_either(universe, monkeypatch):
    batch = kept(universe, report(DEPARTMENT, 0, 20, 3, 0))
    result = check_again(batch)
    imported(universe, report(HOA_SEN, 1, 2, 3, 0))
    monkeypatch.setattr("workforce.services.imports.headcounts.check_again", lambda batch: result)

    with pytest.raises(NotAllowed, match="import_has_errors"):
        confirm(batch=batch, by=universe.data_admin)
