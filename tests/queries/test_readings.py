"""Counts first; what a document states where no count can answer; never both in one share."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from tests import universe as world
from workforce.indicators.bounds import Bounds
from workforce.models import Indicator, StatedFigure, UnitVersion
from workforce.queries.readings import Source, change_since, contradicts, reading_on, readings_of, undated_figures
from workforce.services.rollups import roll_up_revision

YEAR_END = date(2024, 12, 31)
BEFORE = date(2021, 12, 31)
MOVED = date(2025, 7, 1)


@pytest.fixture
def masters(universe):
    return world.share_indicator("masters", education=["masters"])


def state(unit, indicator, value, **fields):
    """The figure as a document prints it."""
    document = world.Document.objects.filter(code="report").first() or world.document("report")
    code = f"figure-{StatedFigure.objects.count()}"
    return StatedFigure.objects.create(
        **{
            "code": code,
            "name_vi": code,
            "name_en": code,
            "unit": unit,
            "clause": world.clause(f"clause-{code}", document=document),
            "indicator": indicator,
            "as_of": YEAR_END,
            "value": Decimal(value),
            "decimals": max(0, -Decimal(value).as_tuple().exponent),
            "measure": "percent",
        }
        | fields
    )


def series(universe, unit, indicator):
    roll_up_revision(universe.revision)
    return readings_of([unit.pk], [indicator])[unit.pk, indicator.pk]


def one(universe, unit, indicator):
    [reading] = series(universe, unit, indicator)
    return reading


@pytest.mark.django_db
def test_a_count_answers_with_its_people(universe, masters):
    reading = one(universe, universe.education_department, masters)

    assert (reading.source, reading.on) == (Source.SNAPSHOT, YEAR_END)
    assert (reading.numerator, reading.denominator, reading.value) == (20, 100, Fraction(20))
    assert reading.bounds == Bounds(Fraction(20), Fraction(20))


@pytest.mark.django_db
def test_an_unknown_part_leaves_the_share_unknown_and_its_known_people(universe, masters):
    reading = one(universe, universe.minh_hoa, masters)

    assert (reading.source, reading.value, reading.numerator, reading.denominator) == (
        Source.SNAPSHOT,
        None,
        None,
        None,
    )
    assert reading.known == 20
    assert reading.observation.has_unknown_part
    assert not reading.observation.is_complete


@pytest.mark.django_db
def test_a_stated_figure_answers_where_nothing_was_counted(universe, masters):
    figure = state(universe.gia_dinh, masters, "8.6")

    reading = one(universe, universe.gia_dinh, masters)

    assert (reading.source, reading.figure, reading.value) == (Source.STATED, figure, Fraction(86, 10))
    assert reading.bounds == Bounds(Fraction("8.55"), Fraction("8.65"), high_is_open=True)


@pytest.mark.django_db
def test_a_stated_figure_answers_alone_where_the_count_is_unknown(universe, masters):
    state(universe.minh_hoa, masters, "19.5")

    reading = one(universe, universe.minh_hoa, masters)

    assert (reading.source, reading.value) == (Source.STATED, Fraction("19.5"))
    assert (reading.numerator, reading.denominator, reading.counts, reading.known) == (None, None, None, 0)


@pytest.mark.django_db
def test_a_stated_figure_stands_beside_a_count(universe, masters):
    figure = state(universe.hoa_sen, masters, "24")

    reading = one(universe, universe.hoa_sen, masters)

    assert (reading.source, reading.figure, reading.stated) == (Source.SNAPSHOT, None, figure)
    assert (reading.numerator, reading.denominator) == (12, 50)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("value", "qualifier", "expected"),
    [
        ("24", "exact", False),
        ("24.0", "exact", False),
        ("24.4", "exact", True),
        ("23", "exact", True),
        ("20", "more_than", False),
        ("24", "more_than", True),
        ("24", "at_least", False),
        ("25", "less_than", False),
        ("24", "less_than", True),
        ("31", "about", False),
    ],
)
def test_a_stated_percentage_that_cannot_be_the_counted_one_contradicts_it(
    universe, masters, value, qualifier, expected
):
    """Hoa Sen has 12 masters among 50: exactly 24 %."""
    state(universe.hoa_sen, masters, value, qualifier=qualifier)

    assert contradicts(one(universe, universe.hoa_sen, masters)) is expected


@pytest.mark.django_db
@pytest.mark.parametrize(("value", "expected"), [("24", False), ("32", False), ("35", True), ("23", True)])
def test_people_of_whom_nothing_is_known_leave_room_for_the_stated_percentage(universe, masters, value, expected):
    """12 masters among 50, and 5 more of whom nobody knows: between 24 % and 34 %."""
    universe.revision.submissions.filter(unit=universe.hoa_sen).update(is_current=False)
    world.submit(universe.revision, universe.hoa_sen, {"masters": 12, "university": 33, "education_no_information": 5})
    state(universe.hoa_sen, masters, value)

    reading = one(universe, universe.hoa_sen, masters)

    assert (reading.bounds.low, reading.bounds.high, reading.no_information) == (Fraction(24), Fraction(34), 5)
    assert contradicts(reading) is expected


@pytest.mark.django_db
def test_nothing_contradicts_a_count_alone(universe, masters):
    assert not contradicts(one(universe, universe.hoa_sen, masters))


@pytest.mark.django_db
def test_a_derived_figure_is_shown_and_decides_nothing(universe, masters):
    state(universe.hoa_sen, masters, "20.1", as_of=BEFORE, is_derived=True, formula="24 − 3.9")

    derived, counted = series(universe, universe.hoa_sen, masters)

    assert (derived.source, derived.value) == (Source.DERIVED, Fraction("20.1"))
    assert derived.observation.bounds is None
    assert reading_on([derived, counted], masters, BEFORE).source is Source.NOT_RECORDED


@pytest.mark.django_db
def test_a_stated_figure_goes_before_a_derived_one(universe, masters):
    state(universe.gia_dinh, masters, "20.1", is_derived=True, formula="24 − 3.9")
    figure = state(universe.gia_dinh, masters, "21")

    reading = one(universe, universe.gia_dinh, masters)

    assert (reading.source, reading.figure) == (Source.STATED, figure)


@pytest.mark.django_db
def test_a_change_is_no_level(universe, masters):
    state(universe.gia_dinh, masters, "7.3", is_change=True)

    assert series(universe, universe.gia_dinh, masters) == []


@pytest.mark.django_db
def test_a_figure_in_words_is_no_number(universe, masters):
    figure = state(universe.gia_dinh, masters, "50")
    figure.value, figure.value_words_vi, figure.value_words_en = None, "khoảng một nửa", "about half"
    figure.save()

    assert series(universe, universe.gia_dinh, masters) == []


@pytest.mark.django_db
def test_a_figure_without_a_date_is_in_no_series_and_stands_beside_what_is_not_recorded(universe, masters):
    figure = state(universe.gia_dinh, masters, "50", as_of=None, qualifier="less_than")

    found = series(universe, universe.gia_dinh, masters)
    reading = reading_on(found, masters, YEAR_END, undated_figures(universe.gia_dinh.pk).get(masters.pk))

    assert found == []
    assert (reading.source, reading.value, reading.stated) == (Source.NOT_RECORDED, None, figure)


@pytest.mark.django_db
def test_another_day_is_not_recorded(universe, masters):
    found = series(universe, universe.hoa_sen, masters)

    assert reading_on(found, masters, date(2024, 12, 30)).source is Source.NOT_RECORDED
    assert reading_on(found, masters, YEAR_END).numerator == 12


@pytest.mark.django_db
def test_what_is_reported_from_outside_is_never_counted(universe):
    reported = Indicator.objects.create(code="workers", name_vi="w", name_en="w", kind=Indicator.Kind.REPORTED)
    state(universe.hoa_sen, reported, "66.8")

    reading = one(universe, universe.hoa_sen, reported)

    assert (reading.source, reading.counts) == (Source.STATED, None)
    assert reading.observation.is_final


@pytest.mark.django_db
def test_nobody_has_no_share(universe, masters):
    universe.revision.submissions.filter(unit=universe.hoa_sen).update(is_current=False)
    world.submit(universe.revision, universe.hoa_sen, {"masters": 0})

    reading = one(universe, universe.hoa_sen, masters)

    assert (reading.numerator, reading.denominator, reading.value) == (0, 0, None)


def masters_alone():
    return world.selection("masters-alone", education=["masters"])


@pytest.mark.django_db
def test_people_without_information_widen_a_count(universe):
    indicator = Indicator.objects.create(
        code="counted", name_vi="c", name_en="c", kind="stock_count", unit="people", numerator=masters_alone()
    )
    universe.revision.submissions.filter(unit=universe.hoa_sen).update(is_current=False)
    world.submit(universe.revision, universe.hoa_sen, {"masters": 12, "university": 8, "education_no_information": 30})

    reading = one(universe, universe.hoa_sen, indicator)

    assert (reading.value, reading.bounds) == (12, Bounds(Fraction(12), Fraction(42)))
    assert reading.observation.no_information == 30


@pytest.mark.django_db
@pytest.mark.parametrize(("qualifier", "value"), [("exact", 60), ("more_than", None), ("about", None)])
def test_a_bound_is_no_value(universe, masters, qualifier, value):
    state(universe.gia_dinh, masters, "60", qualifier=qualifier)
    state(universe.gia_dinh, masters, "70", as_of=date(2025, 12, 31))

    bounded, later = series(universe, universe.gia_dinh, masters)

    assert (bounded.value, bounded.is_known) == (value, True)
    assert (change_since([bounded, later], later) is None) == (value is None)


@pytest.mark.django_db
def test_a_part_larger_than_the_whole_is_unknown_and_says_so(universe, masters):
    masters.numerator, masters.denominator = masters.denominator, masters.numerator
    masters.save()

    reading = one(universe, universe.hoa_sen, masters)

    assert (reading.value, reading.bounds, reading.numerator, reading.denominator) == (None, None, 50, 12)
    assert reading.is_contradictory
    assert not one(universe, universe.hoa_mai, world.share_indicator("other", education=["masters"])).is_contradictory


@pytest.fixture
def moved(universe, masters):
    """Hoa Mai leaves the department on 01/07/2025; year-ends of 2024 and 2025 are counted, 2021 is stated."""
    UnitVersion.objects.filter(unit=universe.hoa_mai).update(valid_to=MOVED)
    world.unit("truong-hoa-mai", "Trường Hoa Mai", parent=universe.minh_hoa, valid_from=MOVED)
    state(universe.education_department, masters, "15", as_of=BEFORE)
    later = world.open_revision(universe.minh_hoa, date(2025, 12, 31))
    world.submit(later, universe.hoa_sen, world.HOA_SEN)
    roll_up_revision(later)
    return universe


@pytest.mark.django_db
def test_the_first_reading_after_a_move_breaks_the_series(moved, masters):
    found = series(moved, moved.education_department, masters)

    assert [(each.on.year, each.broken_on) for each in found] == [(2021, None), (2024, None), (2025, MOVED)]
    assert [each.observation.breaks_series for each in found] == [False, False, True]


@pytest.mark.django_db
def test_a_derived_figure_after_a_move_does_not_hide_the_break(moved, masters):
    state(moved.education_department, masters, "16", as_of=date(2025, 10, 1), is_derived=True, formula="15 + 1")

    found = series(moved, moved.education_department, masters)

    assert [each.on for each in found if each.breaks_series] == [date(2025, 10, 1), date(2025, 12, 31)]


@pytest.mark.django_db
def test_there_is_no_change_across_a_break(moved, masters):
    first, second, last = series(moved, moved.education_department, masters)

    assert change_since([first, second, last], second).points == 5
    assert change_since([first, second, last], last) is None
    assert change_since([first, second, last], last, since=second.on) is None
