"""Verdicts on the targets of the published documents, and on those of the small world."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from django.utils import timezone

from tests import universe as world
from workforce.indicators.level import Level
from workforce.indicators.outlook import PeopleMissing
from workforce.indicators.verdict import Badge, Reason
from workforce.models import StatedFigure, Target
from workforce.queries.progress import default_dates, progress_of
from workforce.services.rollups import roll_up_everything

YEAR_END = date(2024, 12, 31)
MERGED = date(2025, 7, 1)


def of_document(number, as_of=None):
    return progress_of(Target.objects.filter(clause__document__number=number), as_of)


def leaders_of_bac_kan(as_of=None):
    [progress] = of_document("17-NQ/TU", as_of)
    return progress


@pytest.fixture
def masters(universe):
    return world.share_indicator("masters", education=["masters"])


@pytest.fixture
def promised(universe, masters):
    """Makes a target of Hoa Sen, which has 12 masters among 50, and returns how it stands."""
    clause = world.clause("clause", document=world.document("resolution"))

    def progress(as_of=YEAR_END, unit=universe.hoa_sen, **fields):
        target = world.target("target", **{"clause": clause, "unit": unit, "indicator": masters} | fields)
        roll_up_everything()
        [found] = progress_of(Target.objects.filter(pk=target.pk), as_of)
        return found

    return progress


def test_the_leaders_of_bac_kan_exceed_their_target_by_5_1_points(published):
    progress = leaders_of_bac_kan()

    assert (progress.verdict.badge, progress.verdict.level) == (Badge.MET, Level.MET)
    assert progress.difference == Fraction("5.1")
    assert (progress.as_of, progress.reading.on) == (YEAR_END, YEAR_END)
    assert progress.reading.figure.code == "bac-kan-2024-leaders-postgraduate"
    assert progress.target.value_is_derived
    assert (progress.people_missing, progress.spare_people) == (None, None)  # the source states no people


@pytest.mark.parametrize("as_of", [None, date(2024, 11, 30), MERGED - timedelta(days=1)])
def test_72_ctr_tu_cannot_be_judged_and_says_why(published, as_of):
    rows = of_document("72-CTr/TU", as_of)

    assert len(rows) == 7
    for progress in rows:
        verdict = progress.verdict
        assert (verdict.badge, verdict.level) == (Badge.NOT_ENOUGH_DATA, Level.CANNOT_TELL)
        assert verdict.reasons == (Reason.NO_ACTUAL, Reason.NO_BASELINE, Reason.NO_DUE_DATE)


def test_72_ctr_tu_ended_with_its_province(published):
    rows = of_document("72-CTr/TU", MERGED)

    assert {each.verdict.badge for each in rows} == {Badge.ENDED_BY_REORGANISATION}
    assert {each.reading for each in rows} == {None}


@pytest.mark.parametrize("as_of", [MERGED, date(2025, 12, 31), date(2026, 9, 20)])
def test_a_target_ends_with_its_province(published, as_of):
    progress = leaders_of_bac_kan(as_of)

    assert (progress.verdict.badge, progress.unit_ended_on) == (Badge.ENDED_BY_REORGANISATION, MERGED)
    assert progress.reading.on == YEAR_END
    assert progress.unit.name_vi == "Tỉnh Bắc Kạn"


def test_on_its_last_day_a_province_is_still_judged(published):
    assert leaders_of_bac_kan(MERGED - timedelta(days=1)).verdict.badge is Badge.MET


def test_before_the_figure_there_is_none(published):
    progress = leaders_of_bac_kan(date(2024, 6, 30))

    assert (progress.verdict.badge, progress.reading, progress.difference) == (Badge.NOT_ENOUGH_DATA, None, None)
    assert Reason.NO_ACTUAL in progress.verdict.reasons


def test_a_province_without_data_is_looked_at_on_its_last_day_or_today(published):
    bac_ninh, merged = (world.Unit.objects.get(key=key).pk for key in ["bac-ninh", "bac-ninh-2025"])

    dates = default_dates([bac_ninh, merged])

    assert dates == {bac_ninh: MERGED - timedelta(days=1), merged: timezone.localdate()}


def test_a_province_with_stated_figures_only_is_looked_at_on_the_latest_of_them(published):
    StatedFigure.objects.filter(code="bac-kan-2024-leaders-postgraduate").update(as_of=date(2024, 3, 1))
    bac_kan = world.Unit.objects.get(key="bac-kan")
    bac_kan.snapshots.get().revisions.get().rolled.all().delete()
    StatedFigure.objects.filter(unit=bac_kan, as_of=YEAR_END).update(as_of=date(2024, 2, 1))

    assert default_dates([bac_kan.pk]) == {bac_kan.pk: date(2024, 3, 1)}


@pytest.mark.django_db
def test_a_unit_is_looked_at_on_the_latest_locked_year_end_of_its_province(universe, masters):
    later = world.open_revision(universe.minh_hoa, date(2025, 12, 31))
    world.submit(later, universe.hospital, {"masters": 5})
    roll_up_everything()

    before = default_dates([universe.hoa_sen.pk])
    world.lock(universe.revision)
    after = default_dates([universe.hoa_sen.pk, universe.minh_hoa.pk])

    assert before == {universe.hoa_sen.pk: date(2025, 12, 31)}
    assert after == {universe.hoa_sen.pk: YEAR_END, universe.minh_hoa.pk: YEAR_END}


@pytest.mark.django_db
def test_the_gap_is_told_in_people(promised):
    progress = promised(value=30, due_on=date(2025, 12, 31))

    assert (progress.reading.numerator, progress.difference) == (12, Fraction(-6))
    assert progress.people_missing == PeopleMissing(by_upgrading=3, by_hiring=5)
    assert progress.spare_people is None


@pytest.mark.django_db
def test_the_lead_is_told_in_people(promised):
    progress = promised(value=20, due_on=date(2025, 12, 31))

    assert (progress.difference, progress.spare_people, progress.people_missing) == (Fraction(4), 2, None)


@pytest.mark.django_db
def test_an_open_year_end_is_provisional(promised):
    progress = promised(value=10, due_on=date(2025, 12, 31))

    assert (progress.verdict.badge, progress.verdict.reasons) == (Badge.MET, (Reason.PROVISIONAL,))


@pytest.mark.django_db
def test_an_unknown_part_is_the_reason(promised, universe):
    progress = promised(unit=universe.minh_hoa, value=10, due_on=date(2025, 12, 31))

    assert progress.verdict.badge is Badge.NOT_ENOUGH_DATA
    assert Reason.UNKNOWN_PART in progress.verdict.reasons


@pytest.mark.django_db
def test_a_baseline_without_a_value_is_read_from_the_snapshot_of_its_date(promised, universe):
    base = world.open_revision(universe.minh_hoa, date(2020, 12, 31))
    world.submit(base, universe.hoa_sen, {"masters": 5, "university": 45})

    progress = promised(value=30, baseline_on=date(2020, 12, 31), due_on=date(2025, 12, 31))

    assert (progress.goal.baseline.on, progress.goal.baseline.value) == (date(2020, 12, 31), Fraction(10))
    assert progress.verdict.pace is not None


@pytest.mark.django_db
def test_a_stated_baseline_goes_before_the_snapshot(promised, universe):
    base = world.open_revision(universe.minh_hoa, date(2020, 12, 31))
    world.submit(base, universe.hoa_sen, {"masters": 5, "university": 45})

    progress = promised(value=30, baseline_on=date(2020, 12, 31), baseline_value=12, due_on=date(2025, 12, 31))

    assert progress.goal.baseline.value == 12


@pytest.mark.django_db
def test_a_derived_figure_is_no_baseline_and_no_evidence(promised, universe, masters):
    clause = world.clause("derived", document=world.document("report"))
    for on in [date(2020, 12, 31), date(2025, 1, 1)]:
        StatedFigure.objects.create(
            code=f"derived-{on}",
            name_vi="d",
            name_en="d",
            unit=universe.hoa_sen,
            clause=clause,
            indicator=masters,
            as_of=on,
            value=99,
            measure="percent",
            is_derived=True,
            formula="a guess",
        )

    progress = promised(date(2025, 6, 30), value=30, baseline_on=date(2020, 12, 31), due_on=date(2025, 12, 31))

    assert progress.goal.baseline is None
    assert progress.reading.on == YEAR_END
    assert [each.on.year for each in progress.series] == [2020, 2024, 2025]


@pytest.mark.django_db
def test_a_target_is_judged_in_its_last_version_only(promised, universe, masters):
    earlier = promised(value=30).target
    clause = world.clause("later", document=world.document("amendment"))
    later = world.target("later", clause=clause, unit=universe.hoa_sen, indicator=masters, revises=earlier)

    assert [each.target for each in progress_of(Target.objects.all(), YEAR_END)] == [later]
