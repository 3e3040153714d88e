"""The one question in the middle: how many people of a selection did a unit have, and when?

Everything above stores answers; everything below divides, judges and draws them without knowing where they are from.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import reduce

from workforce.indicators.counting import NOBODY, UNKNOWN, Count
from workforce.indicators.rollup import Rolled
from workforce.models import Document, Revision, RolledHeadcount, Submission
from workforce.queries.register_counts import register_counts
from workforce.queries.units import lineage, lives


@dataclass(frozen=True)
class RevisionUsed:
    """The edition of a snapshot that answered, and the one publication or file behind it, if it is one."""

    id: int
    as_of: date
    number: int
    is_locked: bool
    publication: Document | None
    file_name: str


@dataclass(frozen=True)
class Counts:
    """The people of every selection asked, in one unit's subtree on one date.

    ``revisions`` has several entries only where units of several provinces were added up. ``is_broken`` marks a date
    before a split whose weights nobody knows: there is no answer to compare with later ones. ``from_register`` marks
    what the records say on the day; they may still change.
    """

    as_of: date
    by_selection: dict[int, Count]
    revisions: tuple[RevisionUsed, ...]
    units_owed: int
    units_received: int
    is_broken: bool = False
    from_register: bool = False

    @property
    def is_complete(self) -> bool:
        return self.units_received >= self.units_owed and not self.is_broken

    @property
    def is_locked(self) -> bool:
        return bool(self.revisions) and all(each.is_locked for each in self.revisions)

    def of(self, selection_id: int) -> Count:
        return self.by_selection.get(selection_id, UNKNOWN)


def counts_of(
    unit_ids: Collection[int],
    selection_ids: Collection[int],
    boundaries: date | None = None,
    days: Collection[date] = (),
) -> dict[int, list[Counts]]:
    """The counts of each unit at every date with a snapshot and on each of some more ``days``, oldest first.

    The newest locked revision of a day answers; without one the register, where it covers all of the unit; else the
    open revision; else whatever part the register covers. With ``boundaries`` the units of that day are followed back
    through the reorganisations: the counts of what they were made of add up.
    """
    if boundaries is None:
        stored = all_counts(unit_ids, selection_ids, days)
        return {unit: [stored[unit][day] for day in sorted(stored[unit])] for unit in unit_ids}
    family, ends = lineage(), lives()
    ancestors = {unit: family.forebears(unit) for unit in unit_ids}
    stored = all_counts(set().union(*ancestors.values()), selection_ids, days)
    answers = {}
    for unit in unit_ids:
        days = sorted({day for each in ancestors[unit] for day in stored[each] if day <= boundaries})
        answers[unit] = [
            add_parts(day, family.parts_on(unit, ends, day, boundaries), stored, selection_ids) for day in days
        ]
    return answers


def add_parts(
    day: date, parts: list[int] | None, stored: dict[int, dict[date, Counts]], selection_ids: Collection[int]
) -> Counts:
    """The sum of the parts; a part without data leaves the sum unknown and its known parts standing."""
    if parts is None:
        return Counts(day, {}, (), 0, 0, is_broken=True)
    found = [stored[part].get(day) for part in parts]
    known = [each for each in found if each is not None]
    return Counts(
        as_of=day,
        by_selection={
            selection: reduce(Count.__add__, [each.of(selection) if each else UNKNOWN for each in found], NOBODY)
            for selection in selection_ids
        },
        revisions=tuple(dict.fromkeys(revision for each in known for revision in each.revisions)),
        units_owed=sum(each.units_owed if each else 1 for each in found),
        units_received=sum(each.units_received for each in known),
        from_register=any(each.from_register for each in known),
    )


def all_counts(
    unit_ids: Collection[int], selection_ids: Collection[int], days: Collection[date]
) -> defaultdict[int, dict[date, Counts]]:
    """By unit and date, each from one source."""
    stored = stored_counts(unit_ids, selection_ids)
    unsettled = {day: [unit for unit in unit_ids if not is_settled(stored[unit].get(day))] for day in days}
    for day, rolled in register_counts(unsettled, list(selection_ids)).items():
        for unit, found in rolled.items():
            answer = of_register(day, found, selection_ids)
            if stored[unit].get(day) is None or answer.is_complete:
                stored[unit][day] = answer
    return stored


def is_settled(counts: Counts | None) -> bool:
    return counts is not None and counts.is_locked


def of_register(day: date, rolled: Rolled, selection_ids: Collection[int]) -> Counts:
    return Counts(
        as_of=day,
        by_selection=dict(zip(selection_ids, rolled.counts, strict=True)),
        revisions=(),
        units_owed=rolled.units_owed,
        units_received=rolled.units_received,
        from_register=True,
    )


def stored_counts(unit_ids: Collection[int], selection_ids: Collection[int]) -> defaultdict[int, dict[date, Counts]]:
    """By unit and date, from the revision that answers for the date."""
    rows = RolledHeadcount.objects.filter(unit_id__in=unit_ids, selection_id__in=selection_ids).values_list(
        "revision_id",
        "unit_id",
        "selection_id",
        "people",
        "known_people",
        "no_information",
        "units_owed",
        "units_received",
    )
    rows = list(rows)
    revisions = revisions_used({row[0] for row in rows})
    found: defaultdict[int, dict[date, Counts]] = defaultdict(dict)
    for revision, unit, selection, people, known, missing, owed, received in rows:
        used = revisions[revision]
        counts = found[unit].get(used.as_of)
        if counts is None or precedes(counts.revisions[0], used):
            counts = found[unit][used.as_of] = Counts(used.as_of, {}, (used,), owed, received)
        if counts.revisions[0] == used:
            counts.by_selection[selection] = Count(people, known, missing)
    return found


def revisions_used(ids: Collection[int]) -> dict[int, RevisionUsed]:
    origins = single_origins(ids)
    documents = Document.objects.in_bulk([document for document, _file in origins.values() if document])
    found = {}
    for each in Revision.objects.filter(pk__in=ids).select_related("snapshot"):
        document, file = origins.get(each.pk, (None, None))
        found[each.pk] = RevisionUsed(
            each.pk, each.snapshot.as_of, each.number, each.is_locked, documents.get(document), file or ""
        )
    return found


def single_origins(ids: Collection[int]) -> dict[int, tuple[int | None, str | None]]:
    """The publication or the file that all of a revision was taken from, where there is only one.

    A correction is a copy of the revision before it, so one file never is all of it.
    """
    current = Submission.objects.filter(revision__in=ids, is_current=True).order_by()
    rows = current.values_list(
        "revision", "revision__number", "clause__document", "clause__quoted_from", "batch", "batch__file_name"
    )
    by_revision: defaultdict[int, set] = defaultdict(set)
    for revision, edition, document, quoted_from, batch, file in rows.distinct():
        is_file = batch is not None and document is None
        by_revision[revision].add(
            (quoted_from or document, (batch, file if edition == 1 else None) if is_file else None)
        )
    return {
        revision: (document, file[1] if file else None)
        for revision, origins in by_revision.items()
        if len(origins) == 1
        for document, file in origins
    }


def precedes(one: RevisionUsed, other: RevisionUsed) -> bool:
    """Whether the other revision answers instead: a locked one before an open one, then the newer."""
    return (one.is_locked, one.number) < (other.is_locked, other.number)
