"""The diplomas and certificates of one person: those the file states beside those on record."""

from collections.abc import Iterable
from datetime import date

from workforce.models.qualifications import AwardPrecision
from workforce.services.imports.people.plans import RowPlan
from workforce.services.imports.people.said import AwardSaid
from workforce.services.imports.people.sheets import problem
from workforce.services.imports.people.stored import StoredRow
from workforce.services.imports.problems import Code, Problem
from workforce.vietnam.dates import PartialDate

FINENESS = {AwardPrecision.LATEST: 0, AwardPrecision.YEAR: 1, AwardPrecision.MONTH: 2, AwardPrecision.DAY: 3}


def plan_awards(
    said: list[AwardSaid], stored: Iterable[StoredRow], as_of: date, code: str
) -> tuple[list[RowPlan], list[Problem]]:
    """``code`` is the field of the type: "diploma" or "value"."""
    stated, problems = without_repetition(said, code)
    if not stored:
        return [RowPlan(None, {}, facts_of(each, as_of, code)) for each in stated], problems
    free, plans = list(stored), []
    # A dated diploma finds its own row before an undated one of the same type takes any
    for each in sorted(stated, key=lambda award: award.awarded is None):
        row = best(each, free, code)
        if row is None:
            plans.append(RowPlan(None, {}, facts_of(each, as_of, code)))
            continue
        free.remove(row)
        after = {field: value for field, value in revised(each, row, as_of).items() if row.values[field] != value}
        if after:
            plans.append(RowPlan(row.pk, {field: row.values[field] for field in after}, after))
    return plans, problems


def without_repetition(said: list[AwardSaid], code: str) -> tuple[list[AwardSaid], list[Problem]]:
    """The list says the highest level and a further sheet says when: one award, and the fuller statement of it."""
    if len(said) < 2:
        return said, []
    kept: list[AwardSaid] = []
    problems = []
    for each in sorted(said, key=lambda award: -fineness(award)):
        twin = next((other for other in kept if is_same(each, other)), None)
        if twin is None:
            kept.append(each)
        elif twin.place.sheet == each.place.sheet and twin.place.row != each.place.row and each.awarded:
            column = "diploma" if code == "diploma" else "level"
            params = {"first_row": twin.place.row}
            problems.append(problem(each.place, column, Code.DUPLICATE_DETAIL, params=params))
        else:
            twin.facts = each.facts | twin.facts
    return kept, problems


def is_same(one: AwardSaid, other: AwardSaid) -> bool:
    majors = {each.facts.get("major") or each.facts.get("name") for each in (one, other)} - {None}
    dates = one.awarded is None or other.awarded is None or overlap(one.awarded, other.awarded)
    return one.code == other.code and dates and (len(majors) < 2 or one.awarded is None)


def fineness(award: AwardSaid) -> int:
    return FINENESS[award.awarded.precision] if award.awarded else 0


def overlap(one: PartialDate, other: PartialDate) -> bool:
    return one.first_day <= other.last_day and other.first_day <= one.last_day


def best(said: AwardSaid, rows: list[StoredRow], code: str) -> StoredRow | None:
    """The row on record that the statement is about: of its date and major, else of what is known of them."""
    same = [row for row in rows if row.values[code] == said.code and may_be(said, row)]
    return min(same, key=lambda row: distance(said, row), default=None)


def may_be(said: AwardSaid, row: StoredRow) -> bool:
    day, precision = row.values["awarded_on"], row.values["awarded_precision"]
    if said.awarded is None or day is None:
        return True
    if precision == AwardPrecision.LATEST:
        return said.awarded.first_day <= day
    return overlap(said.awarded, known_part(day, precision))


def known_part(day: date, precision: str) -> PartialDate:
    match precision:
        case AwardPrecision.YEAR:
            return PartialDate(day.year)
        case AwardPrecision.MONTH:
            return PartialDate(day.year, day.month)
    return PartialDate(day.year, day.month, day.day)


def distance(said: AwardSaid, row: StoredRow) -> tuple:
    major = said.facts.get("major") or said.facts.get("name")
    stored = row.values.get("major") or row.values.get("name")
    in_progress = row.values["awarded_on"] is None
    is_latest = row.values["awarded_precision"] == AwardPrecision.LATEST
    return (in_progress, bool(major and stored and major != stored), is_latest, row.pk)


def revised(said: AwardSaid, row: StoredRow, as_of: date) -> dict[str, object]:
    """The facts of the row after the import; a date gives way only to one that is known more exactly."""
    after = dict(said.facts)
    if row.values["awarded_on"] is None:
        return after | awarded(said, as_of) | {"in_progress": False}
    if said.awarded and FINENESS[said.awarded.precision] > FINENESS[row.values["awarded_precision"]]:
        after |= awarded(said, as_of)
    return after


def facts_of(said: AwardSaid, as_of: date, code: str) -> dict[str, object]:
    return {code: said.code, **awarded(said, as_of), **said.facts}


def awarded(said: AwardSaid, as_of: date) -> dict[str, object]:
    """An award without a date is held on the day of the file, since when is unknown."""
    if said.awarded is None:
        return {"awarded_on": as_of, "awarded_precision": AwardPrecision.LATEST}
    return {"awarded_on": said.awarded.last_day, "awarded_precision": said.awarded.precision}
