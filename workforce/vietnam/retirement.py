"""When people reach retirement age in ordinary working conditions: Decree 135/2020/NĐ-CP, art. 3 and 4.

They retire on the last day of the month in which they reach the age. Whose day and month of birth are unknown counts
as born on 1 January. Not here, for sex and birth do not decide them: earlier retirement after hard work or in poor
regions, and the longer service of leaders (Decree 83/2022/NĐ-CP) and of professors and others (Decree 50/2022/NĐ-CP).
"""

from bisect import bisect_right
from calendar import monthrange
from datetime import date
from typing import NamedTuple

NOTICE_MONTHS = 6


class Step(NamedTuple):
    """The age (years, months) in force from ``year``; those born from ``born_from`` on are the first to reach it."""

    year: int
    age: tuple[int, int]
    born_from: date


# Years and ages are the decree's. The births follow from them: whoever does not reach the age of one year within that
# year has to reach that of the next. The decree's own table by month of birth (Appendix I) has not been compared.
BIRTHS = {
    "male": (
        Step(2021, (60, 3), date(1961, 1, 1)),
        Step(2022, (60, 6), date(1961, 10, 1)),
        Step(2023, (60, 9), date(1962, 7, 1)),
        Step(2024, (61, 0), date(1963, 4, 1)),
        Step(2025, (61, 3), date(1964, 1, 1)),
        Step(2026, (61, 6), date(1964, 10, 1)),
        Step(2027, (61, 9), date(1965, 7, 1)),
        Step(2028, (62, 0), date(1966, 4, 1)),
    ),
    "female": (
        Step(2021, (55, 4), date(1966, 1, 1)),
        Step(2022, (55, 8), date(1966, 9, 1)),
        Step(2023, (56, 0), date(1967, 5, 1)),
        Step(2024, (56, 4), date(1968, 1, 1)),
        Step(2025, (56, 8), date(1968, 9, 1)),
        Step(2026, (57, 0), date(1969, 5, 1)),  # the one doubtful month: Appendix I may have 05/1969 still at 56y8m
        Step(2027, (57, 4), date(1970, 1, 1)),
        Step(2028, (57, 8), date(1970, 9, 1)),
        Step(2029, (58, 0), date(1971, 5, 1)),
        Step(2030, (58, 4), date(1972, 1, 1)),
        Step(2031, (58, 8), date(1972, 9, 1)),
        Step(2032, (59, 0), date(1973, 5, 1)),
        Step(2033, (59, 4), date(1974, 1, 1)),
        Step(2034, (59, 8), date(1974, 9, 1)),
        Step(2035, (60, 0), date(1975, 5, 1)),
    ),
}


def retirement_date(sex: str | None, birth_date: date) -> date | None:
    """None for a person whose sex is unknown, or who reached the age before the schedule began on 01/01/2021."""
    age = retirement_age(sex, birth_date)
    return last_day(month_number(birth_date) + in_months(age)) if age else None


def retirement_age(sex: str | None, birth_date: date) -> tuple[int, int] | None:
    """Years and months; None as in ``retirement_date``."""
    if sex not in BIRTHS or birth_date < BIRTHS[sex][0].born_from:
        return None
    return step_of(sex, birth_date).age


def notice_date(retires_on: date) -> date:
    """Six months before (Decree 170/2025/NĐ-CP); the last day of a month that has no such day."""
    year, month = divmod(month_number(retires_on) - NOTICE_MONTHS, 12)
    return date(year, month + 1, min(retires_on.day, monthrange(year, month + 1)[1]))


def is_past_retirement_age(sex: str | None, birth_date: date, as_of: date) -> bool | None:
    """Whether the day of retirement lies before ``as_of``; None where the sex is unknown.

    Those born before the schedule are taken at its first ages, for want of the earlier rule: on dates before 2021 that
    is an approximation. From May 2021 on it makes no difference, as all of them are past the age.
    """
    if sex not in BIRTHS:
        return None
    return month_number(birth_date) + in_months(step_of(sex, birth_date).age) < month_number(as_of)


def birth_date_limit(sex: str, as_of: date) -> date:
    """People of that sex are past retirement age on ``as_of`` exactly if they were born by this day.

    The same rule as ``is_past_retirement_age``, for counting in a database. KeyError for any other sex.
    """
    retired_by = month_number(as_of) - 1  # everyone retires at the end of a month
    steps = BIRTHS[sex]
    last_births = [month_number(step.born_from) - 1 for step in steps[1:]] + [retired_by]
    reached = [min(retired_by - in_months(step.age), last) for step, last in zip(steps, last_births, strict=True)]
    return last_day(max(reached))


def step_of(sex: str, birth_date: date) -> Step:
    """The first step for those born before it."""
    steps = BIRTHS[sex]
    return steps[max(0, bisect_right(steps, birth_date, key=lambda step: step.born_from) - 1)]


def in_months(age: tuple[int, int]) -> int:
    years, months = age
    return 12 * years + months


def month_number(day: date) -> int:
    """Consecutive over the years, so that ages in months can be added."""
    return 12 * day.year + day.month - 1


def last_day(month: int) -> date:
    year, index = divmod(month, 12)
    return date(year, index + 1, monthrange(year, index + 1)[1])
