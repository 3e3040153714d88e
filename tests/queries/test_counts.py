"""Which edition of a snapshot answers, and how counts run through a reorganisation."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import universe as world
from workforce.indicators.counting import UNKNOWN, Count
from workforce.models import ImportBatch, Reorganisation, ReorganisationLink, Revision, RolledHeadcount
from workforce.queries.counts import counts_of

MERGED = date(2025, 7, 1)
YEAR_ENDS = [date(2023, 12, 31), date(2024, 12, 31), date(2025, 12, 31)]


@pytest.fixture
def masters(code_lists):
    return world.selection("masters", education=["masters"])


@pytest.fixture
def merger(masters):
    """Two provinces that became a third: (one, other, merged)."""
    one, other = world.unit("one", "One", valid_to=MERGED), world.unit("other", "Other", valid_to=MERGED)
    merged = world.unit("merged", "Merged", valid_from=MERGED)
    hand_over("merge", (one, merged), (other, merged))
    return one, other, merged


def hand_over(kind, *links):
    event = Reorganisation.objects.create(code=kind, kind=kind, effective_on=MERGED, name_vi=kind, name_en=kind)
    for predecessor, successor in links:
        ReorganisationLink.objects.create(reorganisation=event, predecessor=predecessor, successor=successor)


def roll(revision, unit, selection, people, *, known=None, received=1):
    RolledHeadcount.objects.create(
        revision=revision,
        unit=unit,
        selection=selection,
        people=people,
        known_people=people if known is None else known,
        units_owed=1,
        units_received=received,
    )


def edition(snapshot, number, *, locked):
    revision = Revision.objects.create(snapshot=snapshot, number=number, reason="" if number == 1 else "Đính chính")
    if locked:
        world.lock(revision)
    return revision


def snapshot_of(unit, day, selection, people, **rest):
    revision = world.open_revision(unit, day)
    roll(revision, unit, selection, people, **rest)
    return revision


def answers(unit, selection, boundaries=None):
    return {
        each.as_of.year: each.of(selection.pk).people
        for each in counts_of([unit.pk], [selection.pk], boundaries)[unit.pk]
    }


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("editions", "answer"),
    [
        ([False], 1),
        ([True], 1),
        ([True, False], 1),
        ([True, True], 2),
        ([True, True, False], 2),
    ],
    ids=["open", "locked", "a correction is open", "a correction is locked", "a second correction is open"],
)
def test_the_newest_locked_edition_answers(universe, masters, editions, answer):
    snapshot = world.open_revision(universe.minh_hoa, YEAR_ENDS[0]).snapshot
    snapshot.revisions.all().delete()
    for number, locked in enumerate(editions, start=1):
        roll(edition(snapshot, number, locked=locked), universe.minh_hoa, masters, 10 * number)

    [counts] = counts_of([universe.minh_hoa.pk], [masters.pk])[universe.minh_hoa.pk]

    assert counts.of(masters.pk) == Count(10 * answer, known_people=10 * answer)
    assert [(each.number, each.is_locked) for each in counts.revisions] == [(answer, editions[answer - 1])]
    assert counts.is_locked == editions[answer - 1]


@pytest.mark.django_db
def test_a_series_runs_from_the_oldest_snapshot(universe, masters):
    for day, people in zip(reversed(YEAR_ENDS), [3, 2, 1], strict=True):
        revision, _ = Revision.objects.get_or_create(snapshot=snapshot_on(universe.minh_hoa, day))
        roll(revision, universe.minh_hoa, masters, people)

    assert list(answers(universe.minh_hoa, masters).items()) == [(2023, 1), (2024, 2), (2025, 3)]


def snapshot_on(unit, day):
    return world.Snapshot.objects.get_or_create(unit=unit, as_of=day)[0]


@pytest.mark.django_db
def test_a_population_that_was_not_counted_is_unknown(universe, masters):
    roll(universe.revision, universe.minh_hoa, masters, 5)
    other = world.selection("other")

    [counts] = counts_of([universe.minh_hoa.pk], [masters.pk, other.pk])[universe.minh_hoa.pk]

    assert counts.of(other.pk) == UNKNOWN


@pytest.mark.django_db
def test_a_unit_without_snapshots_has_no_counts(universe, masters):
    assert counts_of([universe.gia_dinh.pk], [masters.pk]) == {universe.gia_dinh.pk: []}


@pytest.mark.django_db
def test_as_was_each_unit_has_its_own_years(merger, masters):
    one, other, merged = merger
    snapshot_of(one, YEAR_ENDS[1], masters, 10)
    snapshot_of(merged, YEAR_ENDS[2], masters, 35)

    assert [answers(unit, masters) for unit in merger] == [{2024: 10}, {}, {2025: 35}]


@pytest.mark.django_db
def test_in_the_boundaries_of_a_later_day_the_predecessors_add_up(merger, masters):
    one, other, merged = merger
    snapshot_of(one, YEAR_ENDS[1], masters, 10)
    snapshot_of(other, YEAR_ENDS[1], masters, 20)
    snapshot_of(merged, YEAR_ENDS[2], masters, 35)

    assert answers(merged, masters, boundaries=YEAR_ENDS[2]) == {2024: 30, 2025: 35}
    first, _ = counts_of([merged.pk], [masters.pk], YEAR_ENDS[2])[merged.pk]
    assert (len(first.revisions), first.units_received, first.units_owed) == (2, 2, 2)


@pytest.mark.django_db
def test_a_sum_with_a_missing_part_is_unknown_and_shows_the_known_one(merger, masters):
    one, other, merged = merger
    snapshot_of(one, YEAR_ENDS[1], masters, 10)

    [counts] = counts_of([merged.pk], [masters.pk], YEAR_ENDS[2])[merged.pk]

    assert counts.of(masters.pk) == Count(None, known_people=10)
    assert not counts.is_complete
    assert (counts.units_received, counts.units_owed) == (1, 2)


@pytest.mark.django_db
def test_a_sum_with_an_unknown_part_is_unknown_and_shows_what_is_known(merger, masters):
    one, other, merged = merger
    snapshot_of(one, YEAR_ENDS[1], masters, 10)
    snapshot_of(other, YEAR_ENDS[1], masters, None, known=4, received=0)

    [counts] = counts_of([merged.pk], [masters.pk], YEAR_ENDS[2])[merged.pk]

    assert counts.of(masters.pk) == Count(None, known_people=14)


@pytest.mark.django_db
def test_a_sum_is_locked_when_all_of_it_is(merger, masters):
    one, other, merged = merger
    world.lock(snapshot_of(one, YEAR_ENDS[1], masters, 10))
    second = snapshot_of(other, YEAR_ENDS[1], masters, 20)

    before = counts_of([merged.pk], [masters.pk], YEAR_ENDS[2])[merged.pk][0].is_locked
    world.lock(second)
    after = counts_of([merged.pk], [masters.pk], YEAR_ENDS[2])[merged.pk][0].is_locked

    assert (before, after) == (False, True)


@pytest.mark.django_db
def test_a_split_without_weights_is_a_break(masters):
    old = world.unit("old", "Old", valid_to=MERGED)
    one, other = (world.unit(key, key, valid_from=MERGED) for key in ["one", "other"])
    hand_over("split", (old, one), (old, other))
    snapshot_of(old, YEAR_ENDS[1], masters, 30)
    snapshot_of(one, YEAR_ENDS[2], masters, 12)

    before, after = counts_of([one.pk], [masters.pk], YEAR_ENDS[2])[one.pk]

    assert (before.is_broken, before.of(masters.pk), before.is_complete) == (True, UNKNOWN, False)
    assert (after.is_broken, after.of(masters.pk).people) == (False, 12)


@pytest.mark.django_db
def test_boundaries_of_a_day_know_nothing_later(merger, masters):
    merged = merger[2]
    snapshot_of(merged, YEAR_ENDS[2], masters, 35)

    assert answers(merged, masters, boundaries=date(2025, 8, 1)) == {}


@pytest.mark.django_db
@pytest.mark.parametrize("boundaries", [None, YEAR_ENDS[2]])
def test_many_units_take_as_many_queries_as_one(merger, masters, boundaries):
    one, other, merged = merger
    snapshot_of(one, YEAR_ENDS[1], masters, 10)
    snapshot_of(other, YEAR_ENDS[1], masters, 20)

    def queries(units):
        with CaptureQueriesContext(connection) as captured:
            counts_of([each.pk for each in units], [masters.pk], boundaries)
        return len(captured)

    assert queries(merger) == queries([one])


@pytest.mark.parametrize(("from_file", "named"), [(["hoa_sen", "hoa_mai"], "so_lieu.xlsx"), (["hoa_mai"], "")])
def test_a_revision_names_its_file_only_where_every_report_is_from_it(universe, masters, from_file, named):
    batch = ImportBatch.objects.create(
        state="applied", file_name="so_lieu.xlsx", content=b"", revision=universe.revision, by_name="x"
    )
    units = [getattr(universe, name) for name in from_file]
    universe.revision.submissions.filter(unit__in=units).update(batch=batch)
    roll(universe.revision, universe.hoa_sen, masters, 12)

    [counts] = counts_of([universe.hoa_sen.pk], [masters.pk])[universe.hoa_sen.pk]

    assert counts.revisions[0].file_name == named
