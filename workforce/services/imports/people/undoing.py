"""An import of people taken back as a whole: those it added are void, those it changed are as they were."""

from django.db import transaction
from django.db.models import F, Model, QuerySet
from django.utils import timezone

from workforce.models import AuditEvent, ImportBatch, ImportedPerson, Person, RosterEntry, User
from workforce.services.audit import event, record, record_many
from workforce.services.bulk import bulk_change
from workforce.services.imports.people.stored import ROWS, attnames, lock, parts
from workforce.services.register.rebuild import rebuild
from workforce.services.snapshots import NotAllowed

State = ImportBatch.State
NAMED_AT_MOST = 5
REASON = "Hoàn tác việc nhập tệp %s"


@transaction.atomic
def undo(*, batch: ImportBatch, by: User | None, by_name: str = "") -> ImportBatch:
    """Nothing is deleted: records and rows that the import added are void, with this as the reason.

    Raises NotAllowed: import_not_applied; people_changed_later and people_in_locked_roster, which say whom (``names``,
    ``count``).
    """
    batch = ImportBatch.objects.defer("content").select_for_update().get(pk=batch.pk)
    if batch.state != State.APPLIED:
        raise NotAllowed("import_not_applied")
    imported = list(ImportedPerson.objects.filter(batch=batch).order_by("person_id"))
    people = [each.person_id for each in imported]
    lock(people)
    refuse_changed(batch)
    refuse_locked(batch)
    reason = (REASON % batch)[:300]
    void_people(batch, reason)
    put_back([each for each in imported if not each.created], reason)
    rebuild(people)
    batch.state = State.UNDONE
    batch.save(update_fields=["state"])
    tell(batch, by, by_name)
    return batch


def refuse_changed(batch: ImportBatch) -> None:
    later = ImportedPerson.objects.filter(batch=batch).exclude(version=F("person__version"))
    refuse("people_changed_later", Person.objects.filter(imports__in=later))


def refuse_locked(batch: ImportBatch) -> None:
    """A headcount that was closed since with these people and locked: their figures are signed."""
    counted = RosterEntry.objects.filter(
        person__in=ImportedPerson.objects.filter(batch=batch).values("person"),
        submission__created_at__gte=batch.at,
        submission__revision__locked_at__isnull=False,
    )
    refuse("people_in_locked_roster", Person.objects.filter(pk__in=counted.values("person")))


def refuse(reason: str, people: QuerySet[Person]) -> None:
    names = list(people.order_by("sort_name", "pk").values_list("full_name", flat=True)[:NAMED_AT_MOST])
    if names:
        raise NotAllowed(reason, names=names, count=people.count())


def void_people(batch: ImportBatch, reason: str) -> None:
    added = ImportedPerson.objects.filter(batch=batch, created=True).values("person")
    Person.objects.filter(pk__in=added).update(
        status=Person.Status.VOID, voided_at=timezone.now(), void_reason=reason, version=F("version") + 1
    )


def put_back(imported: list[ImportedPerson], reason: str) -> None:
    """New rows go first: an old post may then have its days again."""
    for name, (model, _fields) in ROWS.items():
        added = [pk for each in imported for pk in each.before["added"].get(name, ())]
        for some in parts(added):
            model.objects.filter(pk__in=some).update(voided_at=timezone.now(), void_reason=reason)
        rows = {int(pk): old for each in imported for pk, old in each.before["rows"].get(name, {}).items()}
        restore(model, rows)
    restore(Person, {each.person_id: each.before["facts"] for each in imported if each.before["facts"]})
    for some in parts([each.person_id for each in imported]):
        Person.objects.filter(pk__in=some).update(version=F("version") + 1)


def restore(model: type[Model], rows: dict[int, dict[str, object]]) -> None:
    """Rows that share the fields which changed are written together."""
    by_fields: dict[tuple[str, ...], list[tuple]] = {}
    for pk, old in rows.items():
        values = (model._meta.get_field(name).to_python(value) for name, value in old.items())
        by_fields.setdefault(tuple(old), []).append((pk, *values))
    for names, some in by_fields.items():
        bulk_change(model, attnames(names), some)


def tell(batch: ImportBatch, by: User | None, by_name: str) -> None:
    details = batch.summary
    record(actor=by, action=AuditEvent.Action.UNDO, object=batch, details=details, actor_name=by_name)
    imported = ImportedPerson.objects.filter(batch=batch).order_by("person_id")
    people = imported.values_list("person_id", "person__full_name", "created")
    actions = {True: AuditEvent.Action.VOID, False: AuditEvent.Action.UNDO}
    record_many(
        event(
            actor=by,
            action=actions[created],
            object=name,
            details={"import": batch.pk},
            actor_name=by_name,
            subject=f"person:{pk}",
        )
        for pk, name, created in people
    )
