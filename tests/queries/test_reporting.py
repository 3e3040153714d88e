"""Which units owe a round their report still."""

from tests.universe import YEAR_END, submit
from workforce.models import Submission
from workforce.queries.reporting import missing_units, reporting_of
from workforce.queries.units import tree_on


def test_a_unit_without_a_report_is_missing(universe):
    tree = tree_on(YEAR_END)

    before = missing_units(universe.revision, tree)
    submit(universe.revision, universe.hospital, {"masters": 1})

    assert before == [universe.hospital.pk]
    assert missing_units(universe.revision, tree) == []


def test_a_report_for_everybody_below_speaks_for_each_unit_there(universe):
    Submission.objects.filter(unit__in=[universe.hoa_sen, universe.hoa_mai]).update(is_current=False)
    tree = tree_on(YEAR_END)

    before = missing_units(universe.revision, tree)
    report = submit(universe.revision, universe.education_department, {"masters": 1})
    covered = missing_units(universe.revision, tree)
    Submission.objects.filter(pk=report.pk).update(covers_subordinates=False)

    assert set(before) == {universe.hoa_sen.pk, universe.hoa_mai.pk, universe.hospital.pk}
    assert covered == [universe.hospital.pk]
    assert set(missing_units(universe.revision, tree)) == set(before)
    assert len(before) == reporting_of(universe.revision, tree).missing
