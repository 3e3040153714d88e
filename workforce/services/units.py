"""What the province says about its units."""

from datetime import date

from django.db import transaction

from workforce.models import AuditEvent, Unit, User
from workforce.services.audit import record
from workforce.services.snapshots import NotAllowed


@transaction.atomic
def set_coverage(*, unit: Unit, since: date | None, by: User) -> None:
    """From when the register answers for the unit and everything below it; None: no more than the unit above says."""
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    if unit.snapshot_only and since is not None:
        raise NotAllowed("records_kept_elsewhere")
    before, unit.register_from = unit.register_from, since
    unit.save(update_fields=["register_from"])
    changes = {"register_from": [str(before or ""), str(since or "")]}
    record(actor=by, action=AuditEvent.Action.CHANGE, object=unit, details={"changes": changes})
