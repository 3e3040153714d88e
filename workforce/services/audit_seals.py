"""Seals over the audit trail: what was recorded cannot be altered unnoticed, not even past the guards.

Each seal digests the events since the seal before, and that seal's digest. Whoever owns the database could compute the
whole chain anew: so its head (the last digest) is to be written down elsewhere each day, and is then the anchor.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import IntegrityError, OperationalError, connection, transaction
from django.db.models import Count, Max, Min
from django.utils import timezone

from workforce.models import AuditEvent, AuditSeal

FIELDS = ["id", "at", "actor_id", "actor_name", "action", "object", "subject", "address", "details"]
SEALED_TOGETHER = 10_000  # how closely a fault is located, and how many rows are in memory at once
PATIENCE = "5s"
BEFORE_ALL = -(2**63)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class TrailIsBusy(Exception):
    """A long transaction is writing events, or somebody else is sealing them; nothing was lost, try again."""


@dataclass(frozen=True)
class Fault:
    """``kind``: does_not_match, chain_is_broken (both of a seal and its events) or anchor_is_missing."""

    kind: str
    seal: int | None = None
    first_event: int | None = None
    last_event: int | None = None
    sealed_events: int | None = None
    found_events: int | None = None


@dataclass(frozen=True)
class Verification:
    seals: int
    events: int
    head: str
    faults: list[Fault]
    unsealed_events: int
    unsealed_since: datetime | None


def seal() -> list[AuditSeal]:
    """Seal every committed event that is not sealed yet; return the new seals, oldest first."""
    last = last_complete_event()
    seals, head = [], AuditSeal.objects.order_by("pk").last()
    while True:
        after = head.last_event if head else BEFORE_ALL
        ids = list(events_between(after, last).values_list("pk", flat=True)[:SEALED_TOGETHER])
        if not ids:
            return seals
        head = append_seal(head, ids)
        seals.append(head)


def last_complete_event() -> int:
    """The highest event below which no other can appear any more.

    PostgreSQL hands out ids before it commits: a slow transaction may still hold a lower one than those to be seen. The
    lock waits for every transaction that has inserted an event, and lets none insert meanwhile; whatever comes after
    has a higher id. So the lock is held for this one question, and not while a million rows are read. Writers queue
    behind a lock that waits, which is why it soon gives up. On SQLite there is one writer at a time.
    """
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("SELECT set_config('lock_timeout', %s, true)", [PATIENCE])
                cursor.execute(f"LOCK TABLE {AuditEvent._meta.db_table} IN SHARE MODE")
            return AuditEvent.objects.aggregate(last=Max("pk"))["last"] or BEFORE_ALL
    except OperationalError as error:
        raise TrailIsBusy from error


def append_seal(head: AuditSeal | None, ids: list[int]) -> AuditSeal:
    link = AuditSeal(
        first_event=ids[0],
        last_event=ids[-1],
        events=len(ids),
        previous=head.digest if head else AuditSeal.FIRST_PREVIOUS,
        sealed_at=timezone.now(),
    )
    link.digest, _found = digest(link, ids[0] - 1)
    try:
        with transaction.atomic():
            link.save(force_insert=True)
    except IntegrityError as error:  # each digest is followed once
        raise TrailIsBusy from error
    return link


def verify(anchor: str | None = None) -> Verification:
    """Compute every seal anew. ``anchor`` is a digest that was written down when it was the head of the chain."""
    faults, digests, before = [], set(), None
    events = 0
    for link in AuditSeal.objects.order_by("pk").iterator():
        faults += faults_of(link, before)
        digests.add(link.digest)
        events += link.events
        before = link
    if anchor and anchor not in digests:
        faults.append(Fault("anchor_is_missing"))
    unsealed = AuditEvent.objects.filter(pk__gt=before.last_event if before else BEFORE_ALL)
    tail = unsealed.aggregate(events=Count("pk"), since=Min("at"))
    return Verification(
        seals=len(digests),
        events=events,
        head=before.digest if before else AuditSeal.FIRST_PREVIOUS,
        faults=faults,
        unsealed_events=tail["events"],
        unsealed_since=tail["since"],
    )


def faults_of(link: AuditSeal, before: AuditSeal | None) -> Iterator[Fault]:
    """Each seal is held against what it says itself, so that one fault does not make every later seal one."""
    follows = link.previous == (before.digest if before else AuditSeal.FIRST_PREVIOUS)
    if not follows:
        yield Fault("chain_is_broken", link.pk, link.first_event, link.last_event)
    # All events since the seal before, also such as were slipped in where no id was in use
    after = link.first_event - 1 if not follows else before.last_event if before else BEFORE_ALL
    found_digest, found = digest(link, after)
    if found_digest != link.digest:
        yield Fault("does_not_match", link.pk, link.first_event, link.last_event, link.events, found)


def digest(link: AuditSeal, after: int) -> tuple[str, int]:
    """SHA-256 over the seal's own words and the events after ``after`` up to its last; and how many these are."""
    words = [link.previous, link.first_event, link.last_event, link.events, microseconds(link.sealed_at)]
    sha, found = hashlib.sha256(json.dumps(words).encode()), 0
    while page := list(events_between(after, link.last_event).values_list(*FIELDS)[:SEALED_TOGETHER]):
        for row in page:
            sha.update(canonical(row))
        found, after = found + len(page), page[-1][0]
    return sha.hexdigest(), found


def events_between(after: int, last: int):
    return AuditEvent.objects.filter(pk__gt=after, pk__lte=last).order_by("pk")


def canonical(row: tuple) -> bytes:
    """One spelling for each event, the same on both engines; JSON leaves no doubt where a field ends."""
    pk, at, *rest = row
    return b"\n" + json.dumps([pk, microseconds(at), *rest], sort_keys=True, separators=(",", ":")).encode()


def microseconds(at: datetime) -> int:
    return (at - EPOCH) // timedelta(microseconds=1)
