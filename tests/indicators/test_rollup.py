from hypothesis import given
from hypothesis import strategies as st

from workforce.indicators.counting import UNKNOWN, Count
from workforce.indicators.rollup import Report, Rolled, roll_up

TREE = {
    "province": None,
    "department": "province",
    "office": "department",
    "inspectorate": "department",
    "district": "province",
    "commune": "district",
}


def people(number):
    return Count(number, known_people=number)


def report(number, covers_subordinates=True):
    return Report((people(number),), covers_subordinates)


def rolled(reports, owed=frozenset(), tree=TREE):
    return roll_up(tree, reports, owed, width=1)


def test_units_add_up_to_their_parents():
    found = rolled({"office": report(3), "inspectorate": report(4), "commune": report(5)})
    assert {unit: each.counts[0].people for unit, each in found.items()} == {
        "office": 3,
        "inspectorate": 4,
        "department": 7,
        "commune": 5,
        "district": 5,
        "province": 12,
    }


def test_a_report_for_a_whole_branch_is_not_added_to_those_below_it():
    found = rolled({"department": report(10), "office": report(3), "district": report(5), "commune": report(5)})
    assert found["province"].counts == (people(15),)
    assert found["office"].counts == (people(3),)


def test_a_report_of_a_unit_alone_is_added_to_those_below_it():
    found = rolled({"department": report(10, covers_subordinates=False), "office": report(3)})
    assert found["department"].counts == (people(13),)


def test_a_missing_owed_unit_makes_the_sum_unknown_and_keeps_the_known_part():
    found = rolled({"office": report(3)}, owed={"office", "inspectorate"})
    assert found["province"] == Rolled((Count(None, known_people=3),), units_owed=2, units_received=1)
    assert found["inspectorate"] == Rolled((UNKNOWN,), units_owed=1, units_received=0)


def test_an_owed_unit_is_not_missing_when_the_unit_above_it_reports_for_it():
    found = rolled({"department": report(10)}, owed={"office", "inspectorate"})
    assert found["department"] == Rolled((people(10),), units_owed=2, units_received=2)


def test_a_unit_alone_does_not_report_for_those_below_it():
    found = rolled({"department": report(10, covers_subordinates=False)}, owed={"department", "office"})
    assert found["department"] == Rolled((Count(None, known_people=10),), units_owed=2, units_received=1)


def test_branches_that_neither_report_nor_owe_are_left_out():
    assert set(rolled({"commune": report(5)})) == {"commune", "district", "province"}


def test_a_unit_whose_parent_is_of_another_time_is_a_root():
    assert rolled({"b": report(2)}, tree={"b": "gone"})["b"].counts == (people(2),)


def test_each_selection_is_added_by_itself():
    reports = {"office": Report((people(1), UNKNOWN)), "inspectorate": Report((people(2), people(5)))}
    assert roll_up(TREE, reports, set(), width=2)["department"].counts == (people(3), Count(None, known_people=5))


# A second, naive implementation: it looks for the reports that count, from each unit downwards.


def path_up(unit, top):
    """The units strictly above ``unit``, up to ``top``; None when it is not at or below ``top``."""
    path = []
    while unit != top:
        unit = TREE[unit]
        if unit is None:
            return None
        path.append(unit)
    return path


def naive_sum(top, reports, owed):
    parts = []
    for unit in TREE:
        path = path_up(unit, top)
        if path is None or any(above in reports and reports[above].covers_subordinates for above in path):
            continue
        if unit in reports:
            parts.append(reports[unit].counts[0])
        elif unit in owed:
            parts.append(UNKNOWN)
    known = sum(part.known_people for part in parts)
    return Count(None if any(part.people is None for part in parts) else known, known)


some_units = st.frozensets(st.sampled_from(list(TREE)))
some_reports = st.dictionaries(st.sampled_from(list(TREE)), st.builds(report, st.integers(0, 50), st.booleans()))


@given(some_reports, some_units)
def test_rolling_up_agrees_with_looking_for_the_reports_that_count(reports, owed):
    for unit, found in rolled(reports, owed).items():
        assert found.counts == (naive_sum(unit, reports, owed),)


@given(some_reports, some_units)
def test_a_complete_sum_is_known_and_an_incomplete_one_is_not(reports, owed):
    for found in rolled(reports, owed).values():
        assert (found.units_received == found.units_owed) == (found.counts[0].people is not None)


@given(some_reports, some_units, st.randoms())
def test_the_order_of_units_does_not_matter(reports, owed, random):
    shuffled = dict(random.sample(list(TREE.items()), len(TREE)))
    assert rolled(reports, owed, tree=shuffled) == rolled(reports, owed)


@given(some_reports, st.integers(0, 50), st.integers(0, 50))
def test_splitting_a_unit_in_two_changes_nothing_above_it(reports, one, other):
    whole = rolled(reports | {"office": report(one + other)})
    split = rolled(
        {unit: each for unit, each in reports.items() if unit != "office"}
        | {"new 1": report(one), "new 2": report(other)},
        tree=TREE | {"new 1": "department", "new 2": "department"},
    )
    assert split["department"].counts == whole["department"].counts
    assert split["province"].counts == whole["province"].counts
