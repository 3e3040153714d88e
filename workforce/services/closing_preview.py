"""What closing would report, before anything is written."""

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from workforce.models import PersonSpell, Revision, Snapshot, Unit, UnitVersion
from workforce.models.scopes import children_of, subtree
from workforce.queries.coverage import coverage
from workforce.queries.missing import missing_counts
from workforce.queries.reports import revision_before, total_people
from workforce.queries.rosters import counted_otherwise, languages_on, people_on
from workforce.queries.units import UnitTree
from workforce.services.closing import (
    refuse_where_reported,
    reports_from_register,
    scope_of,
    units_owing,
    units_to_report,
)
from workforce.services.imports.changes import revision_to_fill
from workforce.services.snapshots import NotAllowed


class Outcome(StrEnum):
    """What closing does to a unit's report."""

    FIRST = "first"
    STAYS = "stays"
    REPLACED = "replaced"
    REPLACES_OTHER = "replaces_other"


@dataclass(frozen=True)
class UnitPreview:
    """``reported`` is what the unit's current report says, ``before`` what it said to the snapshot before.

    ``otherwise``: how many people the current report has otherwise than the register now; None where it names nobody.
    """

    unit: UnitVersion
    people: int
    before: int | None
    reported: int | None
    otherwise: int | None

    @property
    def since_before(self) -> int | None:
        return None if self.before is None else self.people - self.before

    @property
    def since_reported(self) -> int | None:
        return None if self.reported is None else self.people - self.reported

    @property
    def outcome(self) -> Outcome:
        if self.otherwise is not None:
            return Outcome.REPLACED if self.otherwise else Outcome.STAYS
        return Outcome.FIRST if self.reported is None else Outcome.REPLACES_OTHER


@dataclass(frozen=True)
class Preview:
    """``missing`` are people of whom the yearly form asks something that the register does not hold, by field.

    ``dissolved`` are units that had ended by the date with people still in them: nobody counts those. ``not_covered``
    are units below whose people the register does not hold, ``owe_a_file`` those of the whole province without which
    the round cannot be locked. ``refusal`` says why closing would be refused as things stand.
    """

    unit: Unit
    province: Unit
    as_of: date
    units: list[UnitPreview]
    last: Revision | None
    missing: dict[str, int]
    dissolved: list[tuple[UnitVersion, int]]
    not_covered: list[UnitVersion]
    owe_a_file: list[UnitVersion]
    refusal: NotAllowed | None

    @property
    def people(self) -> int:
        return sum(each.people for each in self.units)

    @property
    def changes_nothing(self) -> bool:
        return all(each.outcome is Outcome.STAYS for each in self.units)

    @property
    def people_in_dissolved(self) -> int:
        return sum(people for _unit, people in self.dissolved)


def preview(unit: Unit, as_of: date) -> Preview:
    """Raises ``NotAllowed`` where there is nothing to show: no such unit, a day to come, no register."""
    scope = scope_of(unit, as_of)
    tree, root = scope.tree, scope.tree.root(unit.pk)
    revision, last = revision_to_fill(root, as_of), revision_before(root, as_of)
    counted = people_on(as_of, scope.units)
    people = Counter(each for _person, each, *_facts in counted)
    concerned = units_to_report(scope, revision, people)
    before, reported = total_people(last) if last else {}, total_people(revision) if revision else {}
    reports = reports_from_register(revision, concerned) if revision else {}
    otherwise = counted_otherwise(reports, counted, languages_on(as_of, scope.units))
    owing = owing_a_file(root, revision, tree)
    versions = tree.versions_of([root, *concerned, *scope.not_covered, *owing])
    return Preview(
        unit,
        versions[root].unit,
        as_of,
        [
            UnitPreview(
                versions[each],
                people[each],
                before.get(each),
                reported.get(each),
                otherwise.get(each),
            )
            for each in scope.units
            if each in concerned
        ],
        last,
        missing_counts(scope.units, as_of),
        dissolved_with_people(tree, unit),
        [versions[each] for each in scope.not_covered],
        [versions[each] for each in owing],
        refusal_of(revision, tree, concerned),
    )


def owing_a_file(root: int, revision: Revision | None, tree: UnitTree) -> list[int]:
    """Units that owe the round a report which the register cannot give, and have not sent one."""
    owed, sent = set(), set()
    if revision is not None:
        owed = set(revision.snapshot.owed_units.values_list("unit_id", flat=True))
        sent = set(revision.submissions.filter(is_current=True).values_list("unit_id", flat=True))
    if not owed and not sent:
        owed = units_owing(Snapshot(unit_id=root, as_of=tree.day), tree)
    waiting = owed - sent - coverage().units_on(tree)
    return [unit for unit in tree.subtree(root) if unit in waiting]


def refusal_of(revision: Revision | None, tree: UnitTree, units: Collection[int]) -> NotAllowed | None:
    try:
        if revision is not None:
            refuse_where_reported(revision, tree, units)
    except NotAllowed as error:
        return error
    return None


def dissolved_with_people(tree: UnitTree, unit: Unit) -> list[tuple[UnitVersion, int]]:
    """Units below the unit as they last stood, that no longer exist on the day but in which people still count."""
    started = UnitVersion.objects.filter(valid_from__lte=tree.day).select_related("unit").order_by("valid_from")
    newest = {version.unit_id: version for version in started}
    below = subtree(children_of({pk: version.parent_id for pk, version in newest.items()}), unit.pk)
    ended = set(below) - tree.parents.keys()
    people: dict[int, int] = defaultdict(int)
    for each in PersonSpell.objects.on(tree.day).filter(unit__in=ended).values_list("unit_id", flat=True):
        people[each] += 1
    return [(newest[each], people[each]) for each in sorted(people)]
