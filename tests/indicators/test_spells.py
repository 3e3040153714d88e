from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workforce.indicators.spells import Spell, Stay, Step, Track, highest, spells

DAY = [date(2020, 1, 1) + timedelta(days=number) for number in range(12)]
PLACES = {"doctorate": 1, "masters": 2, "university": 3}
NONE = Track("-")


def track(before, *steps):
    return Track(before, tuple(Step(DAY[number], value) for number, value in steps))


def cut(stays, *tracks):
    found = spells([Stay(DAY[start], DAY[end], facts) for start, end, facts in stays], tracks)
    return [(DAY.index(each.start), DAY.index(each.end), each.facts, each.values) for each in found]


def test_a_stay_in_which_nothing_changes_is_one_spell():
    assert cut([(1, 5, "school")], NONE) == [(1, 5, "school", ("-",))]


def test_a_stay_is_cut_where_a_track_takes_a_step_during_it():
    assert cut([(1, 5, "school")], track("-", (3, "party"))) == [
        (1, 3, "school", ("-",)),
        (3, 5, "school", ("party",)),
    ]


@pytest.mark.parametrize(("step", "value"), [(0, "party"), (1, "party"), (5, "-"), (6, "-")])
def test_a_step_outside_the_stay_cuts_nothing(step, value):
    assert cut([(1, 5, "school")], track("-", (step, "party"))) == [(1, 5, "school", (value,))]


def test_two_steps_on_one_day_cut_once():
    found = cut([(1, 5, "school")], track("-", (3, "party")), track("university", (3, "masters")))

    assert found == [(1, 3, "school", ("-", "university")), (3, 5, "school", ("party", "masters"))]


def test_neighbours_that_differ_in_nothing_are_one():
    assert cut([(1, 3, "school"), (3, 5, "school")], NONE) == [(1, 5, "school", ("-",))]


def test_a_gap_stays_a_gap():
    assert [each[:2] for each in cut([(1, 3, "school"), (4, 5, "school")], NONE)] == [(1, 3), (4, 5)]


def test_stays_come_in_any_order():
    assert cut([(3, 5, "b"), (1, 3, "a")], NONE) == cut([(1, 3, "a"), (3, 5, "b")], NONE)


def test_a_track_has_its_value_from_the_day_of_the_step():
    found = track("-", (2, "a"), (4, "b"))

    assert [found.on(DAY[number]) for number in range(1, 6)] == ["-", "a", "a", "b", "b"]


def held(*rows):
    found = highest([(DAY[since], DAY[until], value) for since, until, value in rows], PLACES, "none")
    return [(DAY.index(step.day), step.value) for step in found.steps]


@pytest.mark.parametrize(
    ("rows", "steps"),
    [
        ([], []),
        ([(1, 9, "university")], [(1, "university"), (9, "none")]),
        ([(1, 9, "university"), (3, 9, "masters")], [(1, "university"), (3, "masters"), (9, "none")]),
        ([(1, 9, "masters"), (3, 9, "university")], [(1, "masters"), (9, "none")]),
        (
            [(1, 9, "university"), (3, 5, "doctorate")],
            [(1, "university"), (3, "doctorate"), (5, "university"), (9, "none")],
        ),
        ([(1, 5, "masters"), (5, 9, "masters")], [(1, "masters"), (9, "none")]),
    ],
)
def test_the_highest_value_held_steps_up_and_down(rows, steps):
    assert held(*rows) == steps


BOUNDS = st.lists(st.integers(0, 11), min_size=2, max_size=2, unique=True).map(sorted)
STEPS = st.lists(st.tuples(st.integers(0, 11), st.sampled_from("ab")), max_size=5, unique_by=lambda step: step[0])
TRACKS = st.lists(STEPS.map(lambda steps: track("-", *sorted(steps))), max_size=3)


@given(st.lists(st.integers(0, 11), unique=True), st.data(), TRACKS)
def test_spells_say_of_each_day_what_stays_and_tracks_say(cuts, data, tracks):
    pairs = list(zip(sorted(cuts), sorted(cuts)[1:], strict=False))
    chosen = [
        Stay(DAY[start], DAY[end], data.draw(st.sampled_from("xy"))) for start, end in pairs if data.draw(st.booleans())
    ]

    found = spells(chosen, tracks)

    for day in DAY:
        expected = [
            Spell(day, day, stay.facts, tuple(each.on(day) for each in tracks))[2:]
            for stay in chosen
            if stay.start <= day < stay.end
        ]
        assert [spell[2:] for spell in found if spell.start <= day < spell.end] == expected


@given(st.lists(st.tuples(BOUNDS, st.sampled_from(sorted(PLACES))), max_size=5))
def test_the_highest_is_the_best_of_those_held_on_the_day(rows):
    found = highest([(DAY[since], DAY[until], value) for (since, until), value in rows], PLACES, "none")

    for number, day in enumerate(DAY):
        now = [value for (since, until), value in rows if since <= number < until]
        assert found.on(day) == min(now, key=PLACES.__getitem__, default="none")
