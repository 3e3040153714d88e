"""Which badge, before the due date, after it, and for a unit that ended."""

from datetime import date
from fractions import Fraction

import pytest

from tests.indicators.verdict_cases import (
    AFTER,
    BASELINE,
    DUE,
    GOAL,
    YEAR_END,
    badge,
    goal_with,
    published,
    seen,
    verdict,
)
from workforce.indicators.bounds import Bounds, Qualifier
from workforce.indicators.goals import Operator, Point
from workforce.indicators.level import Level
from workforce.indicators.verdict import Badge, Observation, Reason


@pytest.mark.parametrize(
    ("actual", "expected"),
    [
        ("45", Badge.MET),
        ("44.999", Badge.ON_PACE),
        ("35", Badge.ON_PACE),
        ("34.25", Badge.ON_PACE),
        ("34.2", Badge.SLOW),
        ("29", Badge.SLOW),
        ("28.9", Badge.AT_RISK),
        ("20", Badge.AT_RISK),
        ("19.9", Badge.MOVING_AWAY),
    ],
)
def test_the_badge_before_the_due_date_follows_level_and_pace(actual, expected):
    assert badge(seen(2023, actual)) is expected


def test_the_inputs_of_the_badge_stand_beside_it():
    found = verdict(seen(2023, 30))
    assert (found.level, found.pace.scheduled, found.observation.on) == (
        Level.NOT_MET,
        20 + Fraction(25 * 1095, 1826),
        YEAR_END[2023],
    )


def test_the_schedule_is_that_of_the_observation_and_not_of_today():
    assert verdict(seen(2022, 30), on=date(2025, 6, 30)) == verdict(seen(2022, 30), on=date(2023, 1, 1))


def test_a_target_met_today_but_not_at_the_projected_end_is_at_risk():
    falling = [seen(2021, 52), seen(2022, 50), seen(2023, 48)]
    assert badge(*falling) is Badge.MET_AT_RISK
    assert verdict(*falling).projected < 45


def test_a_target_met_and_projected_to_stay_is_met():
    assert badge(seen(2021, 48), seen(2022, 50), seen(2023, 52)) is Badge.MET


def test_two_points_are_too_few_to_project_a_slip():
    assert badge(seen(2022, 60), seen(2023, 46)) is Badge.MET


def test_a_projection_within_the_tolerance_of_about_is_no_slip():
    goal = goal_with(operator=Operator.ABOUT, tolerance=Fraction(3))
    assert badge(seen(2021, 44), seen(2022, 44), seen(2023, 44), goal=goal) is Badge.MET


def test_points_before_a_break_are_not_projected():
    assert verdict(seen(2021, 60), seen(2022, 50), seen(2023, 46, breaks_series=True)).projected is None


def test_observations_of_the_future_are_not_seen():
    assert badge(seen(2023, 30), seen(2025, 50), on=date(2024, 6, 30)) is Badge.SLOW


def test_the_order_of_observations_does_not_matter():
    series = [seen(2021, 25), seen(2022, 30), seen(2023, 33)]
    assert verdict(*reversed(series)) == verdict(*series)


@pytest.mark.parametrize(
    ("series", "goal", "reason"),
    [
        ([], GOAL, Reason.NO_ACTUAL),
        ([Observation(YEAR_END[2023], None)], GOAL, Reason.NO_ACTUAL),
        ([Observation(YEAR_END[2023], None, has_unknown_part=True)], GOAL, Reason.UNKNOWN_PART),
        ([seen(2023, 30)], goal_with(baseline=None), Reason.NO_BASELINE),
        ([seen(2023, 30)], goal_with(due=None), Reason.NO_DUE_DATE),
        ([seen(2023, 30)], goal_with(operator=Operator.INCREASE_BY_POINTS, baseline=None), Reason.NO_BASELINE),
        ([seen(2023, 30, breaks_series=True)], GOAL, Reason.NOT_COMPARABLE),
        ([seen(2022, 25, breaks_series=True), seen(2023, 30)], GOAL, Reason.NOT_COMPARABLE),
        ([seen(2020, 20)], GOAL, Reason.NO_SCHEDULE_YET),
        ([published(2023, "45.0")], GOAL, Reason.ROUNDING_DOES_NOT_DECIDE),
        ([published(2023, "30.1")], GOAL, Reason.ROUNDING_DOES_NOT_DECIDE),
        ([published(2023, "45", Qualifier.ABOUT)], GOAL, Reason.ROUNDING_DOES_NOT_DECIDE),
    ],
)
def test_not_enough_data_says_why(series, goal, reason):
    found = verdict(*series, goal=goal)
    assert found.badge is Badge.NOT_ENOUGH_DATA
    assert reason in found.reasons


def test_an_event_no_later_than_the_baseline_does_no_harm_to_a_later_reading():
    assert badge(seen(2023, 34, breaks_series=True, broken_on=BASELINE.on)) is Badge.SLOW
    assert badge(seen(2023, 34, breaks_series=True, broken_on=date(2021, 1, 1))) is Badge.NOT_ENOUGH_DATA


@pytest.mark.parametrize("bounds", [Bounds(Fraction(30), Fraction(50)), Bounds(Fraction(25), Fraction(30))])
def test_people_without_information_are_named_where_they_decide(bounds):
    found = verdict(Observation(YEAR_END[2023], bounds, no_information=5))
    assert found.badge is Badge.NOT_ENOUGH_DATA
    assert Reason.NO_INFORMATION_DECIDES in found.reasons
    assert Reason.ROUNDING_DOES_NOT_DECIDE not in found.reasons


@pytest.mark.parametrize("year", [2019, 2020])
def test_a_break_no_later_than_the_baseline_does_no_harm(year):
    assert badge(seen(year, 20, breaks_series=True), seen(2023, 34)) is Badge.SLOW


def test_there_is_no_pace_while_the_schedule_stands_at_the_baseline():
    goal = goal_with(milestones=(Point(YEAR_END[2023], BASELINE.value),))
    found = verdict(seen(2023, 30), goal=goal)
    assert (found.badge, found.pace) == (Badge.NOT_ENOUGH_DATA, None)
    assert Reason.NO_SCHEDULE_YET in found.reasons


def test_a_goal_that_its_baseline_meets_is_to_maintain_and_has_no_pace():
    goal = goal_with(value=Fraction(15))
    assert badge(seen(2023, 16), goal=goal) is Badge.MET
    assert verdict(seen(2023, 14), goal=goal).pace is None


@pytest.mark.parametrize("fallen", [seen(2023, 14), published(2023, "14.2")], ids=["counted", "published"])
def test_a_goal_to_maintain_that_is_not_met_any_more_moves_away(fallen):
    found = verdict(fallen, goal=goal_with(value=Fraction(15)))
    assert (found.badge, found.level) == (Badge.MOVING_AWAY, Level.NOT_MET)
    assert Reason.BASELINE_ALREADY_MEETS in found.reasons


@pytest.mark.parametrize(
    ("fallen", "changes", "reason"),
    [
        (published(2023, "15.0"), {}, Reason.ROUNDING_DOES_NOT_DECIDE),
        (seen(2023, 14, breaks_series=True), {}, Reason.NOT_COMPARABLE),
        (seen(2023, 14), {"due": None}, Reason.NO_DUE_DATE),
        (seen(2020, 14), {}, Reason.BASELINE_ALREADY_MEETS),
    ],
    ids=["not certainly fallen", "not comparable", "no due date", "as old as the baseline"],
)
def test_what_cannot_be_compared_with_the_baseline_does_not_move_away(fallen, changes, reason):
    found = verdict(fallen, goal=goal_with(value=Fraction(15), **changes))
    assert found.badge is Badge.NOT_ENOUGH_DATA
    assert reason in found.reasons


@pytest.mark.parametrize(
    "latest",
    [
        seen(2024, 50),
        seen(2025, 50, is_final=False),
        seen(2025, 50, is_complete=False),
    ],
    ids=["of the year before", "not locked", "incomplete"],
)
def test_after_the_due_date_the_verdict_awaits_a_complete_locked_snapshot(latest):
    found = verdict(latest, on=AFTER)
    assert (found.badge, found.level) == (Badge.AWAITING_SNAPSHOT, Level.MET)


def test_the_due_date_itself_awaits_its_snapshot():
    assert badge(seen(2024, 50), on=DUE) is Badge.AWAITING_SNAPSHOT
    assert badge(on=DUE) is Badge.AWAITING_SNAPSHOT


@pytest.mark.parametrize(("actual", "expected"), [("45", Badge.MET), ("44.999", Badge.NOT_MET)])
def test_the_locked_snapshot_that_covers_the_due_date_decides(actual, expected):
    assert badge(seen(2024, 30), seen(2025, actual), on=AFTER) is expected


def test_a_locked_snapshot_of_the_due_date_decides_on_that_day():
    assert badge(seen(2025, 45), on=DUE) is Badge.MET


def test_the_first_locked_snapshot_decides_once_and_for_all():
    assert badge(seen(2025, 44), seen(2026, 46), on=YEAR_END[2027]) is Badge.NOT_MET


def test_a_provisional_snapshot_does_not_stand_in_for_a_later_locked_one():
    found = verdict(seen(2025, 44, is_final=False), seen(2026, 46), on=YEAR_END[2027])
    assert (found.badge, found.observation.on) == (Badge.MET, YEAR_END[2026])


def test_after_the_due_date_nothing_slips():
    falling = [seen(2023, 60), seen(2024, 55), seen(2025, 50)]
    assert badge(*falling, on=AFTER) is Badge.MET


@pytest.mark.parametrize(
    ("closing", "goal", "reason"),
    [
        (published(2025, "45.0"), GOAL, Reason.ROUNDING_DOES_NOT_DECIDE),
        (Observation(YEAR_END[2025], None, has_unknown_part=True), GOAL, Reason.UNKNOWN_PART),
        (seen(2025, 50), goal_with(operator=Operator.INCREASE_BY_POINTS, baseline=None), Reason.NO_BASELINE),
    ],
)
def test_a_snapshot_that_cannot_decide_says_why(closing, goal, reason):
    found = verdict(closing, goal=goal, on=AFTER)
    assert found.badge is Badge.NOT_ENOUGH_DATA
    assert reason in found.reasons


ENDED = date(2025, 7, 1)


@pytest.mark.parametrize("on", [ENDED, date(2025, 9, 1), AFTER])
def test_a_unit_that_ended_before_the_due_date_ends_its_target_with_the_last_value(on):
    found = verdict(seen(2023, 30), seen(2024, 40), on=on, ended=ENDED)
    assert (found.badge, found.observation.on) == (Badge.ENDED_BY_REORGANISATION, YEAR_END[2024])


def test_a_later_figure_does_not_judge_a_unit_that_had_ended():
    found = verdict(seen(2024, 40), seen(2025, 50), on=AFTER, ended=ENDED)
    assert (found.badge, found.observation.on) == (Badge.ENDED_BY_REORGANISATION, YEAR_END[2024])


def test_the_day_a_unit_ended_is_no_longer_its_own():
    found = verdict(seen(2023, 30), seen(2024, 40), on=AFTER, ended=YEAR_END[2024])
    assert found.observation.on == YEAR_END[2023]


def test_a_target_without_a_due_date_ends_with_its_unit():
    assert badge(seen(2024, 40), goal=goal_with(due=None), on=AFTER, ended=ENDED) is Badge.ENDED_BY_REORGANISATION


def test_a_unit_still_there_on_the_day_asked_has_not_ended():
    assert badge(seen(2023, 34), on=date(2025, 6, 30), ended=ENDED) is Badge.SLOW


def test_a_unit_that_ended_after_the_due_date_is_judged():
    assert badge(seen(2025, 45), on=YEAR_END[2027], ended=date(2026, 7, 1)) is Badge.MET
