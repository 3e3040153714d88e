"""Every change leaves an event in the same transaction as the change, and with the address that asked for it."""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection
from django.db.models import Model
from django.utils import timezone

from workforce.models import AuditEvent, User
from workforce.models.audit import searched
from workforce.services.bulk import bulk_load

FIELDS = [
    "at",
    "actor_id",
    "actor_name",
    "action",
    "object",
    "details",
    "address",
    "subject",
    "search_text",
]

address_of_client: ContextVar[str] = ContextVar("address_of_client", default="")


@contextmanager
def coming_from(address: str) -> Iterator[None]:
    """Events recorded inside say that they were asked for from this address."""
    token = address_of_client.set(address)
    try:
        yield
    finally:
        address_of_client.reset(token)


def record(
    *,
    actor: User | None,
    action: str,
    object: Model | str,
    details: dict | None = None,
    actor_name: str = "",
    subject: str = "",
) -> None:
    """Append an event. Without an account (a command line), ``actor_name`` says who acted.

    ``subject`` is what the event is about, as in ``person:42``: whoever asks who touched it looks here.
    """
    event(actor=actor, action=action, object=object, details=details, actor_name=actor_name, subject=subject).save(
        force_insert=True
    )


def record_many(events: Iterable[AuditEvent]) -> None:
    """Append what ``event`` made, thousands at once; they share one moment. It runs in the caller's transaction."""
    at = connection.ops.adapt_datetimefield_value(timezone.now())
    bulk_load(AuditEvent, FIELDS, (as_row(each, at) for each in events))


def event(
    *,
    actor: User | None,
    action: str,
    object: Model | str,
    details: dict | None = None,
    actor_name: str = "",
    subject: str = "",
) -> AuditEvent:
    """An event that is not stored yet, for ``record_many``; the arguments are those of ``record``."""
    return AuditEvent(
        actor=actor,
        actor_name=(str(actor) if actor else actor_name or "manage.py")[:200],
        action=action,
        object=str(object)[:300],
        details=details or {},
        address=address_of_client.get(),
        subject=subject,
    )


def as_row(each: AuditEvent, at) -> tuple:
    return (
        at,
        each.actor_id,
        each.actor_name,
        each.action,
        each.object,
        json.dumps(each.details),
        each.address,
        each.subject,
        searched(each.actor_name, each.object),
    )
