"""What an import would change: each person of the file against the record it is about."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from workforce.services.imports.people.awards import plan_awards
from workforce.services.imports.people.plans import RowPlan
from workforce.services.imports.people.posts import PostPlanner
from workforce.services.imports.people.said import PersonSaid
from workforce.services.imports.people.sheets import problem
from workforce.services.imports.people.stored import Record
from workforce.services.imports.people.words import Words
from workforce.services.imports.problems import Code, Problem, Severity


class Kind(StrEnum):
    CREATED = "created"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(slots=True)
class PersonChange:
    """``facts``: the person's own fields that change, ``{field: (before, after)}``."""

    said: PersonSaid
    record: Record | None
    facts: dict[str, tuple[object, object]]
    posts: list[RowPlan] = field(default_factory=list)
    diplomas: list[RowPlan] = field(default_factory=list)
    certificates: list[RowPlan] = field(default_factory=list)

    @property
    def kind(self) -> Kind:
        if self.record is None:
            return Kind.CREATED
        is_changed = self.facts or self.posts or self.diplomas or self.certificates
        return Kind.CHANGED if is_changed else Kind.UNCHANGED


def compare(
    people: list[PersonSaid], matched: dict[int, Record], as_of: date, words: Words
) -> tuple[list[PersonChange], list[Problem]]:
    """``matched``: the record of each person said, by the place in ``people``; the others are new."""
    planner = PostPlanner(as_of, words.value("leadership", "any_leadership"))
    changes, problems, undated = [], planner.problems, 0
    for place, said in enumerate(people):
        record = matched.get(place)
        change = PersonChange(said, record, facts_of(said, record, problems))
        change.posts = planner.plan(said, record.posts if record else [])
        for name, code in (("diplomas", "diploma"), ("certificates", "value")):
            stored = getattr(record, name) if record else ()
            plans, found = plan_awards(getattr(said, name), stored, as_of, code)
            problems += found
            undated += sum(plan.after.get("awarded_precision") == "latest" for plan in plans)
            setattr(change, name, plans)
        changes.append(change)
    return changes, problems + notices(planner, undated, as_of)


def facts_of(said: PersonSaid, record: Record | None, problems: list[Problem]) -> dict[str, tuple[object, object]]:
    if record is None:
        facts = {name: (None, value) for name, value in said.facts.items() if value is not False}
        check_party(said, said.facts, problems)
        return facts
    stored = record.facts
    found = {name: (stored[name], value) for name, value in said.facts.items() if stored[name] != value}
    if knows_birth_better(said, stored):
        found.pop("birth_date", None)
        found.pop("birth_precision", None)
    check_party(said, stored | said.facts, problems)
    return found


def knows_birth_better(said: PersonSaid, stored: dict) -> bool:
    """A year in the file takes nothing from a day on record."""
    born, precision = stored["birth_date"], said.facts.get("birth_precision")
    if born is None or precision in (None, "day") or stored["birth_precision"] == precision:
        return False
    theirs = said.facts["birth_date"]
    same_year = theirs.year == born.year
    return same_year and (precision == "year" or (stored["birth_precision"] == "day" and theirs.month == born.month))


def check_party(said: PersonSaid, facts: dict, problems: list[Problem]) -> None:
    """What the table refuses too."""
    joined, official, left = (facts.get(f"party_{name}_on") for name in ("joined", "official", "left"))
    in_order = not (left and joined and left <= joined) and (joined or not (official or left))
    if not in_order or (joined and facts.get("never_in_party")):
        problems.append(problem(said.place, "party_joined_on", Code.PARTY_DATES_DISAGREE, joined or ""))


def notices(planner: PostPlanner, undated: int, as_of: date) -> list[Problem]:
    counts = {
        Code.POSTS_UNDATED: planner.undated,
        Code.AWARDS_UNDATED: undated,
        Code.LEADERSHIP_UNSTATED: planner.leadership_unstated,
    }
    return [
        Problem(code, Severity.NOTICE, params={"count": count, "date": as_of})
        for code, count in counts.items()
        if count
    ]
