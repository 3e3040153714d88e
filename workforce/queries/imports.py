"""Files on their way into the portal: which of them wait for somebody, and what lies beside one."""

from datetime import datetime, timedelta

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet

from workforce.models import ImportBatch

State = ImportBatch.State
# Nobody waits for a file that was left alone for so long
WAITS_FOR = timedelta(days=30)
SHOWN_BESIDE = 5


def open_first(batches: QuerySet[ImportBatch], now: datetime) -> QuerySet[ImportBatch]:
    """With ``is_open``: the file waits for its sender, who has not sent it or another of its name since."""
    later = ImportBatch.objects.filter(kind=OuterRef("kind"), by_name=OuterRef("by_name"), pk__gt=OuterRef("pk"))
    same_name = Q(file_name=OuterRef("file_name"), unit=OuterRef("unit"), as_of=OuterRef("as_of"))
    replaced = Exists(later.filter(Q(sha256=OuterRef("sha256")) | same_name))
    waiting = Q(state__in=[State.CHECKED, State.REFUSED, State.CANCELLED], at__gte=now - WAITS_FOR)
    is_open = ExpressionWrapper(Q(state=State.QUEUED) | (waiting & ~replaced), output_field=BooleanField())
    return batches.annotate(is_open=is_open).order_by("-is_open", "-pk")


def files_beside(batch: ImportBatch, now: datetime) -> list[ImportBatch]:
    """Files of other people for the same unit and date: waiting, being imported, or imported since this one came."""
    if batch.unit_id is None or batch.as_of is None:
        return []
    others = ImportBatch.objects.filter(kind=batch.kind, unit=batch.unit_id, as_of=batch.as_of)
    waiting = Q(state=State.CHECKED, at__gte=now - WAITS_FOR) | Q(state=State.QUEUED)
    others = others.filter(waiting | Q(state=State.APPLIED, at__gt=batch.at))
    others = others.exclude(by_name=batch.by_name).defer("content").order_by("-pk")
    # a file that was read anew is a batch of its own
    latest = {}
    for other in others[: SHOWN_BESIDE * 10]:
        latest.setdefault((other.by_name, other.file_name), other)
    return list(latest.values())[:SHOWN_BESIDE]
