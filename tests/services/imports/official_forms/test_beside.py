"""A form of civil servants beside what is stored of a unit's other people."""

import pytest

from tests.services.imports.checks import HOSPITAL, checked
from tests.services.imports.official_forms.layouts import TEN, TITLES, bm01, line
from tests.universe import HOA_SEN, lock, submit
from workforce.models import Headcount, Submission
from workforce.services.imports.headcounts import confirm, keep, undo
from workforce.services.imports.problems import Code, Severity
from workforce.services.snapshots import NotAllowed

pytestmark = pytest.mark.django_db

SCHOOL = "Trường THPT Hoa Sen"
TITLES_OF_2024 = [*TITLES[:3], ["Tính đến ngày 31/12/2024"], TITLES[4]]


def form(*rows):
    return bm01(*rows, titles=TITLES_OF_2024)


def totals(unit):
    """People by category in the unit's current report."""
    rows = Headcount.objects.filter(submission__unit=unit, submission__is_current=True, value__code="total")
    return dict(rows.values_list("category__code", "people"))


def cells(unit):
    rows = Headcount.objects.filter(submission__unit=unit, submission__is_current=True)
    return set(rows.values_list("category", "sector", "leadership", "value", "people"))


def test_public_employees_stay_as_they_were_reported(universe):
    before = cells(universe.hoa_sen)

    confirm(batch=keep(checked(universe, form(line(1, SCHOOL, TEN)))), by=universe.data_admin)

    assert totals(universe.hoa_sen) == {"civil_servant": 10, "public_employee": sum(HOA_SEN.values())}
    assert before < cells(universe.hoa_sen)


def test_the_preview_shows_the_unit_with_both(universe):
    [change] = checked(universe, form(line(1, SCHOOL, TEN))).changes

    assert (change.old_total, change.new_total) == (50, 60)


def test_undoing_the_form_leaves_the_others(universe):
    before = cells(universe.hoa_sen)
    batch = confirm(batch=keep(checked(universe, form(line(1, SCHOOL, TEN)))), by=universe.data_admin)

    undo(batch=batch, by=universe.data_admin)

    assert cells(universe.hoa_sen) == before


def test_the_same_form_again_changes_nothing(universe):
    confirm(batch=keep(checked(universe, form(line(1, SCHOOL, TEN)))), by=universe.data_admin)

    assert checked(universe, form(line(1, SCHOOL, TEN))).changes_nothing


def test_the_next_form_replaces_the_civil_servants_only(universe):
    confirm(batch=keep(checked(universe, form(line(1, SCHOOL, TEN)))), by=universe.data_admin)

    confirm(batch=keep(checked(universe, form(line(1, SCHOOL, TEN, c4=5)))), by=universe.data_admin)

    assert totals(universe.hoa_sen) == {"civil_servant": 10, "public_employee": 50}


def test_a_report_of_all_categories_in_one_would_be_replaced_and_that_is_said(universe):
    submit(universe.revision, universe.hospital, {"masters": 30}, category="cbccvc")

    result = checked(universe, form(line(1, HOSPITAL, TEN)))

    [said] = [each for each in result.problems if each.code is Code.FORM_REPLACES_ALL]
    assert (said.severity, said.params) == (Severity.WARNING, {"people": 30})


def test_a_unit_with_all_below_it_cannot_stand_beside_its_own_staff(universe):
    Submission.objects.filter(unit__in=[universe.hoa_sen, universe.hoa_mai]).update(is_current=False)
    own = submit(universe.revision, universe.education_department, {"masters": 3})
    Submission.objects.filter(pk=own.pk).update(covers_subordinates=False)

    result = checked(universe, form(line(1, "Sở Giáo dục và Đào tạo", TEN)))

    assert [(each.code, each.row) for each in result.problems if each.is_error] == [(Code.FORM_OTHER_SCOPE, 11)]


def test_a_locked_round_takes_no_form(universe):
    batch = keep(checked(universe, form(line(1, SCHOOL, TEN))))
    lock(universe.revision)

    with pytest.raises(NotAllowed, match="import_has_errors"):
        confirm(batch=batch, by=universe.data_admin)
