"""Posts assigned to units (biên chế được giao), each with its decision and validity. Read by ``queries.quotas``."""

from datetime import date

from django.db import transaction

from workforce.models import AuditEvent, Document, StaffingQuota, Unit, User, Value
from workforce.models.periods import OPEN_END
from workforce.services.audit import record
from workforce.services.register.records import plain, require_unit, write_facts
from workforce.services.snapshots import NotAllowed


@transaction.atomic
def set_quota(
    *,
    unit: Unit,
    category: Value,
    posts: int,
    valid_from: date,
    document: Document | None = None,
    source: str = "",
    label_vi: str = "",
    label_en: str = "",
    by: User | None,
) -> StaffingQuota:
    """From this day on the unit has so many posts, until the next decision on record: ends the quota before it.

    One that starts on the same day is corrected. Raises NotAllowed: unit_outside_scope, quota_negative.
    """
    require_unit(by, unit.pk)
    if posts < 0:
        raise NotAllowed("quota_negative")
    Unit.objects.select_for_update().get(pk=unit.pk)
    facts = {"posts": posts, "document": document, "source": source, "label_en": label_en}
    same = StaffingQuota.objects.filter(unit=unit, category=category, label_vi=label_vi).order_by("valid_from")
    quota = same.on(valid_from).first()
    if quota and quota.valid_from == valid_from:
        before = quota.posts
        write_facts(quota, facts)
    else:
        before, until = end_before(same, quota, valid_from)
        quota = StaffingQuota.objects.create(
            unit=unit, category=category, label_vi=label_vi, valid_from=valid_from, valid_to=until, **facts
        )
    details = {"valid_from": plain(valid_from), "changes": {"posts": [before, posts]}, "document": plain(document)}
    record(actor=by, action=AuditEvent.Action.CHANGE, object=f"quota {unit.key} {category.code}", details=details)
    return quota


def end_before(same, running: StaffingQuota | None, day: date) -> tuple[int | None, date]:
    """End the quota that runs; returns its posts, and until when the new one holds."""
    if running is None:
        later = same.filter(valid_from__gt=day).first()
        return None, later.valid_from if later else OPEN_END
    until = running.valid_to
    write_facts(running, {"valid_to": day})
    return running.posts, until
