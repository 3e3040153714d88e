"""As which level a diploma counts, and since when: the law changes, and everybody who holds one with it."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from django.db import transaction
from django.db.models import QuerySet

from workforce.models import AuditEvent, DiplomaType, Document, Equivalence, Person, Qualification, User, Value
from workforce.models.periods import OPEN_END
from workforce.queries.classification import load_codes
from workforce.services.audit import record
from workforce.services.register.derivation import Career, education_track
from workforce.services.register.rebuild import careers, in_parts, rebuild
from workforce.services.register.records import plain

Stretch = tuple[date, date, int]


class LevelChange(NamedTuple):
    """How many people of the register count as ``level`` on ``day``, as things stand and after the change."""

    day: date
    level: Value
    before: int
    after: int


def preview_change(*, diploma: DiplomaType, level: Value, valid_from: date, days: Sequence[date]) -> list[LevelChange]:
    """What ``change_equivalence`` would do, without writing: the levels whose number changes, the best first.

    Counted among those who hold such a diploma; nobody else is touched. Everybody in service, of whatever category.
    """
    codes = load_codes(set())
    levels = [*codes.levels[diploma.pk]]
    changed = replace(codes, levels=codes.levels | {diploma.pk: stretches(levels, valid_from, level.pk)})
    before, after = defaultdict(Counter), defaultdict(Counter)
    for some in in_parts(holders(diploma).iterator()):
        for career in careers(some):
            for day in days_in_service(career, days):
                before[day][education_track(career, codes).on(day)] += 1
                after[day][education_track(career, changed).on(day)] += 1
    values = Value.objects.filter(dimension__code="education").order_by("position")
    return [
        LevelChange(day, value, before[day][value.pk], after[day][value.pk])
        for day in days
        for value in values
        if before[day][value.pk] != after[day][value.pk]
    ]


def days_in_service(career: Career, days: Sequence[date]) -> Iterator[date]:
    if career.is_void:
        return
    for day in days:
        if any(post.valid_from <= day < post.valid_to for post in career.posts):
            yield day


def stretches(levels: Sequence[Stretch], valid_from: date, level: int) -> list[Stretch]:
    """The dated levels of a diploma once it counts as ``level`` from a day on, until the next change on record."""
    until = min((end for start, end, _ in levels if start <= valid_from < end), default=None)
    if until is None:
        until = min((start for start, _, _ in levels if start > valid_from), default=OPEN_END)
    kept = [
        (start, valid_from if start < valid_from < end else end, each)
        for start, end, each in levels
        if start != valid_from
    ]
    return sorted([*kept, (valid_from, until, level)])


@transaction.atomic
def change_equivalence(
    *, diploma: DiplomaType, level: Value, valid_from: date, document: Document | None, source: str, by: User | None
) -> int:
    """From this day on the diploma counts as ``level``; returns how many people were derived anew.

    What held before ends on that day; later changes already on record stay.
    """
    DiplomaType.objects.select_for_update().get(pk=diploma.pk)
    known = {row.valid_from: row for row in diploma.equivalences.select_related("level")}
    running = next((row for row in known.values() if row.valid_from <= valid_from < row.valid_to), None)
    for start, end, _ in stretches(rows_of(known), valid_from, level.pk):
        if start in known and start != valid_from and known[start].valid_to != end:
            Equivalence.objects.filter(pk=known[start].pk).update(valid_to=end)
        elif start == valid_from:
            until = end
    facts = {"valid_to": until, "level": level, "document": document, "source": source}
    Equivalence.objects.update_or_create(diploma=diploma, valid_from=valid_from, defaults=facts)
    people = rebuild_holders(diploma)
    details = {
        "valid_from": plain(valid_from),
        "changes": {"level": [running.level.code if running else None, level.code]},
        "document": plain(document),
        "people": people,
    }
    record(actor=by, action=AuditEvent.Action.CHANGE, object=f"equivalence {diploma.code}", details=details)
    return people


def rows_of(known: dict[date, Equivalence]) -> list[Stretch]:
    return [(row.valid_from, row.valid_to, row.level_id) for row in known.values()]


def rebuild_holders(diploma: DiplomaType) -> int:
    people = 0
    for some in in_parts(list(holders(diploma))):
        held = Person.objects.select_for_update().filter(pk__in=some).order_by("pk")
        rebuild([person.pk for person in held.only("pk")])
        people += len(some)
    return people


def holders(diploma: DiplomaType) -> QuerySet[int]:
    """Ids of those who were awarded such a diploma."""
    awarded = Qualification.objects.standing().filter(diploma=diploma, in_progress=False)
    return Person.objects.filter(pk__in=awarded.values("person")).order_by("pk").values_list("pk", flat=True)
