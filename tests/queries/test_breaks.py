"""On which days other people come under a unit, as a reader of its series must know."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import universe as world
from workforce.models import Reorganisation, ReorganisationLink
from workforce.queries.breaks import breaks_of

CHANGED = date(2023, 7, 1)
TODAY = date(2025, 1, 1)
BOUNDARIES = pytest.mark.parametrize("boundaries", [None, TODAY], ids=["as was", "today"])


@pytest.fixture
def tree(db):
    """A province with two departments: {key: unit}; ``move`` puts a school from one to the other on the day."""
    province = world.unit("province", "Province")
    return {"province": province} | {key: world.unit(key, key, parent=province) for key in ["one", "other"]}


def move(key, before, after):
    world.unit(key, key, parent=before, valid_to=CHANGED)
    return world.unit(key, key, parent=after, valid_from=CHANGED)


def hand_over(*links):
    event = Reorganisation.objects.create(code="e", kind="merge", effective_on=CHANGED, name_vi="e", name_en="e")
    for predecessor, successor in links:
        ReorganisationLink.objects.create(reorganisation=event, predecessor=predecessor, successor=successor)


def broken(boundaries, *units):
    """The keys of the units with a break, which is always that of the one day."""
    found = breaks_of([each.pk for each in units], boundaries)
    assert {day for days in found.values() for day in days} <= {CHANGED}
    return {each.key for each in units if found[each.pk]}


@BOUNDARIES
def test_a_move_breaks_the_unit_left_and_the_unit_entered_and_nothing_around_both(tree, boundaries):
    school = move("school", tree["one"], tree["other"])

    assert broken(boundaries, *tree.values(), school) == {"one", "other"}


@BOUNDARIES
def test_a_new_name_under_the_same_parent_breaks_nothing(tree, boundaries):
    school = move("school", tree["one"], tree["one"])

    assert broken(boundaries, *tree.values(), school) == set()


@BOUNDARIES
def test_a_unit_that_leaves_the_province_breaks_it(tree, boundaries):
    move("school", tree["one"], None)

    assert broken(boundaries, *tree.values()) == {"province", "one"}


@pytest.mark.parametrize(("boundaries", "expected"), [(None, {"absorbs"}), (TODAY, set())], ids=["as was", "today"])
def test_a_merger_breaks_as_was_whoever_takes_in_people_from_outside(tree, boundaries, expected):
    absorbs = world.unit("absorbs", "absorbs", parent=tree["one"])
    ends = world.unit("ends", "ends", parent=tree["one"], valid_to=CHANGED)
    hand_over((ends, absorbs))

    assert broken(boundaries, *tree.values(), absorbs, ends) == expected


def test_a_merger_across_departments_breaks_as_was_both_of_them(tree):
    absorbs = world.unit("absorbs", "absorbs", parent=tree["one"])
    ends = world.unit("ends", "ends", parent=tree["other"], valid_to=CHANGED)
    hand_over((ends, absorbs))

    assert broken(None, *tree.values()) == {"one", "other"}
    assert broken(TODAY, *tree.values()) == set()


@BOUNDARIES
def test_a_unit_that_passes_to_the_successor_of_its_parent_breaks_nothing(tree, boundaries):
    district = world.unit("district", "district", parent=tree["one"], valid_to=CHANGED)
    successor = world.unit("successor", "successor", parent=tree["one"], valid_from=CHANGED)
    hand_over((district, successor))
    move("school", district, successor)

    assert broken(boundaries, *tree.values(), successor) == set()


@BOUNDARIES
def test_the_first_day_of_a_unit_breaks_nothing_of_its_own(tree, boundaries):
    begins = world.unit("begins", "begins", parent=tree["one"], valid_from=CHANGED)
    move("school", tree["one"], begins)

    assert broken(boundaries, *tree.values(), begins) == set()


def test_boundaries_of_an_earlier_day_know_nothing_later(tree):
    school = move("school", tree["one"], tree["other"])

    assert broken(date(2022, 12, 31), *tree.values(), school) == set()


def test_many_units_take_as_many_queries_as_one(tree):
    move("school", tree["one"], tree["other"])

    with CaptureQueriesContext(connection) as captured:
        breaks_of([each.pk for each in tree.values()], TODAY)

    assert len(captured) == 2
