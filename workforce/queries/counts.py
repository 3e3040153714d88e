"""The one question in the middle: how many people of a selection did a unit have, and when?

Everything above stores answers; everything below divides, judges and draws them without knowing where they are from.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import reduce

from workforce.indicators.counting import NOBODY, UNKNOWN, Count
from workforce.models import Document, ImportBatch, Revision, RolledHeadcount, Submission
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
    before a split whose weights nobody knows: there is no answer to compare with later ones.
    """

    as_of: date
    by_selection: dict[int, Count]
    revisions: tuple[RevisionUsed, ...]
    units_owed: int
    units_received: int
    is_broken: bool = False

    @property
    def is_complete(self) -> bool:
        return self.units_received >= self.units_owed and not self.is_broken

    @property
    def is_locked(self) -> bool:
        return bool(self.revisions) and all(each.is_locked for each in self.revisions)

    def of(self, selection_id: int) -> Count:
        return self.by_selection.get(selection_id, UNKNOWN)


def counts_of(
    unit_ids: Collection[int], selection_ids: Collection[int], boundaries: date | None = None
) -> dict[int, list[Counts]]:
    """The counts of each unit at every date with a snapshot, oldest first.

    Of each snapshot the newest locked revision answers, or the open one while none is locked. With ``boundaries``
    the units of that day are followed back through the reorganisations: the counts of what they were made of add up.
    """
    if boundaries is None:
        stored = stored_counts(unit_ids, selection_ids)
        return {unit: [stored[unit][day] for day in sorted(stored[unit])] for unit in unit_ids}
    family, ends = lineage(), lives()
    ancestors = {unit: family.forebears(unit) for unit in unit_ids}
    stored = stored_counts(set().union(*ancestors.values()), selection_ids)
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
    published = Submission.objects.filter(revision__in=ids, is_current=True, clause__isnull=False).order_by()
    imported = ImportBatch.objects.filter(revision__in=ids, revision__number=1, state=ImportBatch.State.APPLIED)
    by_revision: defaultdict[int, set] = defaultdict(set)
    for revision, document, quoted_from in published.values_list(
        "revision", "clause__document", "clause__quoted_from"
    ).distinct():
        by_revision[revision].add((quoted_from or document, None))
    for revision, file in imported.order_by().values_list("revision", "file_name"):
        by_revision[revision].add((None, file))
    return {revision: found.pop() for revision, found in by_revision.items() if len(found) == 1}


def precedes(one: RevisionUsed, other: RevisionUsed) -> bool:
    """Whether the other revision answers instead: a locked one before an open one, then the newer."""
    return (one.is_locked, one.number) < (other.is_locked, other.number)
