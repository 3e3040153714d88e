"""Which record each row of the file is about: by identity number, else asked. Nothing is matched silently by name."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from workforce.models import User
from workforce.queries.duplicates import born_alike
from workforce.services.imports.people.said import PersonSaid
from workforce.services.imports.people.sheets import problem
from workforce.services.imports.people.stored import Record, by_identity_number, by_name, lock, records
from workforce.services.imports.problems import Code, Problem
from workforce.vietnam.text import search_key

NEW = "new"


@dataclass(frozen=True)
class Proposal:
    """A row that may be one of these records. ``elsewhere``: another body has one of this name and birth date."""

    said: PersonSaid
    records: list[Record]
    elsewhere: bool


@dataclass
class Matches:
    records: dict[int, Record] = field(default_factory=dict)  # by the place of the row among the people said
    proposals: list[Proposal] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def duplicates(people: list[PersonSaid]) -> list[Problem]:
    """People who stand in the file twice: further diplomas and posts belong on further rows or sheets."""
    seen: dict[tuple, PersonSaid] = {}
    problems = []
    for said in people:
        facts = said.facts
        key = (said.identity_number,) if said.identity_number else (said.name, facts.get("birth_date"))
        if not key[-1]:
            continue
        first = seen.setdefault(key, said)
        if first is not said:
            by_number = bool(said.identity_number)
            shown = said.identity_number or said.name
            params = {"first_row": first.place.row, "first_sheet": first.place.sheet}
            column = "identity_number" if by_number else "full_name"
            problems.append(problem(said.place, column, Code.DUPLICATE_PERSON, shown, params=params))
    return problems


def match(
    people: list[PersonSaid],
    decisions: Mapping[str, int | str],
    by: User | None,
    *,
    always_new: bool = False,
    hold: bool = False,
) -> Matches:
    """``decisions``: by ``Place.key``, the record that somebody chose among those proposed, or NEW.

    ``hold`` locks the records, in one order for everybody, until the end of the transaction.
    """
    found = Matches()
    numbers = by_identity_number({said.identity_number for said in people if said.identity_number})
    unmatched = [place for place, said in enumerate(people) if said.identity_number not in numbers]
    candidates = candidates_of([people[place] for place in unmatched])
    wanted = set(numbers.values()) | {pk for pks in candidates.values() for pk in pks}
    if hold:
        lock(wanted)
    stored = records(wanted, by)
    for place, said in enumerate(people):
        if pk := numbers.get(said.identity_number):
            if stored[pk].is_visible:
                found.records[place] = stored[pk]
            else:
                elsewhere = problem(said.place, "identity_number", Code.PERSON_ELSEWHERE, said.identity_number)
                found.problems.append(elsewhere)
        elif pks := candidates.get(said.place.key):
            decide(found, place, said, [stored[pk] for pk in pks], decisions, always_new)
    found.problems += twice(found.records, people)
    return found


def candidates_of(people: list[PersonSaid]) -> dict[str, list[int]]:
    """Records of the same name and birth date whose identity number is no other: 9 digits may have become 12."""
    keys = {said.place.key: search_key(said.name)[:160] for said in people if "birth_date" in said.facts}
    named = by_name(set(keys.values())) if keys else {}
    found = {}
    for said in people:
        alike = [
            pk
            for pk, born, precision, number in named.get(keys.get(said.place.key, ""), ())
            if same_birth(said, born, precision) and may_be_one(said.identity_number, number)
        ]
        if alike:
            found[said.place.key] = alike
    return found


def same_birth(said: PersonSaid, born: date | None, precision: str) -> bool:
    return born_alike(born, precision, said.facts["birth_date"], said.facts.get("birth_precision", "day"))


def may_be_one(stated: str, stored: str) -> bool:
    return not stated or not stored or len(stated) != len(stored)


def decide(
    found: Matches,
    place: int,
    said: PersonSaid,
    alike: list[Record],
    decisions: Mapping[str, int | str],
    always_new: bool,
) -> None:
    choice = NEW if always_new else decisions.get(said.place.key)
    visible = [record for record in alike if record.is_visible]
    chosen = next((record for record in visible if record.pk == choice), None)
    if choice == NEW:
        return
    if chosen:
        found.records[place] = chosen
        return
    proposal = Proposal(said, visible, elsewhere=len(visible) < len(alike))
    found.proposals.append(proposal)
    params = {"records": len(visible), "elsewhere_too": proposal.elsewhere}
    found.problems.append(problem(said.place, "full_name", Code.PERSON_UNDECIDED, said.name, params=params))


def twice(matched: dict[int, Record], people: list[PersonSaid]) -> list[Problem]:
    first: dict[int, PersonSaid] = {}
    problems = []
    for place, record in matched.items():
        said = people[place]
        other = first.setdefault(record.pk, said)
        if other is not said:
            params = {"first_row": other.place.row, "first_sheet": other.place.sheet}
            problems.append(problem(said.place, "full_name", Code.SAME_RECORD_TWICE, said.name, params=params))
    return problems
