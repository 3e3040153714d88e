"""Signing the lines of a reconciliation."""

from django.db import transaction

from workforce.models import AuditEvent, Revision, SignOff, Unit, User
from workforce.queries.differences import Line
from workforce.queries.reconciliation import reconcile
from workforce.services.audit import record
from workforce.services.snapshots import NotAllowed, hold_snapshot


@transaction.atomic
def sign_off(*, revision: Revision, key: tuple, difference: int, by: User, note: str = "") -> SignOff:
    """Sign the line of this key (``Line.key``) as somebody saw it, with the difference it showed then.

    Raises ``NotAllowed`` where the line has gone or shows another difference by now.
    """
    hold_snapshot(revision.snapshot_id)
    unit = key[0]
    line = next((each for each in reconcile(revision, {unit}).lines if each.key == key), None)
    if line is None or line.difference != difference:
        raise NotAllowed("line_changed")
    signed, _ = SignOff.objects.update_or_create(
        revision=revision,
        unit_id=line.unit,
        category_id=line.category,
        value_id=line.value,
        person_id=line.person,
        cause=line.cause,
        defaults={"difference": difference, "note": note.strip()[:500], "by": by},
    )
    record(
        actor=by,
        action=AuditEvent.Action.SIGN_OFF,
        object=revision,
        details=details_of(line, signed.note),
        subject=f"person:{line.person}" if line.person else "",
    )
    return signed


def details_of(line: Line, note: str) -> dict:
    unit = Unit.objects.get(pk=line.unit)
    return {"unit": str(unit), "kind": line.cause, "people": line.difference, "reason": note}
