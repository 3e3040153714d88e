"""One record, one writer at a time: hold it, check its version, and finish with the derived rows and the trail."""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date, datetime

from django.db.models import Model
from django.utils import timezone

from workforce.models import Person, User
from workforce.models.scopes import units_seen_by
from workforce.services.audit import record
from workforce.services.register.rebuild import rebuild
from workforce.services.snapshots import NotAllowed
from workforce.vietnam.text import clean

Changes = dict[str, tuple[object, object]]


class Conflict(Exception):
    """Somebody saved the record since the form was opened; nothing was written.

    ``current`` holds what is stored now and ``theirs`` what was typed, by field, so that the page shows both.
    A form that carries ``version`` from now on saves over what it has shown.
    """

    def __init__(self, *, version: int, current: Mapping[str, object], theirs: Mapping[str, object]):
        self.version, self.current, self.theirs = version, dict(current), dict(theirs)
        super().__init__(f"the record is at version {version}")

    @property
    def differing(self) -> list[str]:
        """The fields about which the two disagree, in the order of the form."""
        return [name for name, typed in self.theirs.items() if self.current.get(name) != typed]


def hold(
    *,
    person: Person,
    version: int,
    theirs: Mapping[str, object],
    stored: Callable[[Person], Mapping[str, object]] | None = None,
    also_void: bool = False,
) -> Person:
    """The person's row, locked until the end of the transaction, if it still has the version the form was opened at.

    Raises Conflict otherwise, of ``theirs`` and what is ``stored``, the person's own facts unless told; and NotAllowed
    for a void record, which only its restoring may change.
    """
    held = Person.objects.select_for_update().get(pk=person.pk)
    if held.status == Person.Status.VOID and not also_void:
        raise NotAllowed("person_void")
    if held.version != version:
        current = stored(held) if stored else values(held, theirs)
        raise Conflict(version=held.version, current=current, theirs=theirs)
    return held


def values(row: Model, fields: Iterable[str]) -> dict[str, object]:
    return {name: getattr(row, name) for name in fields}


def cleaned(facts: Mapping[str, object], allowed: Collection[str]) -> dict[str, object]:
    """Facts by their allowed names, texts in the spelling we store. ValueError for a name that no form has."""
    if unknown := facts.keys() - set(allowed):
        raise ValueError(f"no facts of this kind: {', '.join(sorted(unknown))}")
    return {name: clean(value) if is_line(name, value) else value for name, value in facts.items()}


def is_line(name: str, value: object) -> bool:
    """A note keeps its line breaks."""
    return isinstance(value, str) and name != "note"


def write_facts(row: Model, facts: Mapping[str, object], check: Callable[[Model], None] = lambda row: None) -> Changes:
    """Save those that changed, ``{field: (before, after)}``, unless ``check`` refuses the row as it would stand."""
    changes = {name: (getattr(row, name), value) for name, value in facts.items() if getattr(row, name) != value}
    for name, (_before, after) in changes.items():
        setattr(row, name, after)
    if changes:
        check(row)
        row.save(update_fields=list(changes))
    return changes


def void_row(row: Model, reason: str, **more) -> None:
    """A mistaken row stays on record and counts nowhere."""
    if not clean(reason):
        raise NotAllowed("void_reason_missing")
    write_facts(row, {"voided_at": timezone.now(), "void_reason": clean(reason), **more})


def finish(person: Person, *, by: User | None, action: str, changes: Mapping | None = None, **details) -> Person:
    """The end of every change of a record: the next version, the derived rows and an event in the trail."""
    person.version += 1
    person.save(update_fields=["version"])
    return settle(person, by=by, action=action, changes=changes, **details)


def settle(person: Person, *, by: User | None, action: str, changes: Mapping | None = None, **details) -> Person:
    rebuild([person.pk])
    details = {name: plain(value) for name, value in details.items()}
    record(actor=by, action=action, object=person, details=details | told(changes or {}), subject=person.subject)
    person.refresh_from_db()
    return person


def told(changes: Mapping) -> dict:
    """What the trail keeps of changes, also of sensitive facts: its page says of those only that they changed."""
    kept = {name: [plain(each) for each in pair] for name, pair in changes.items()}
    return {"changes": kept} if kept else {}


def plain(value: object) -> object:
    """A value as JSON keeps it; rows of code lists and units by the code that outlives their names."""
    if isinstance(value, Model):
        return getattr(value, "code", "") or getattr(value, "key", "") or str(value)
    return value.isoformat() if isinstance(value, date | datetime) else value


def may_write_in(by: User | None, unit_id: int) -> bool:
    """Whether the unit lies in the user's scope; a command line has no account and no bounds."""
    seen = units_seen_by(by) if by else None
    return seen is None or unit_id in seen


def require_unit(by: User | None, unit_id: int) -> None:
    if not may_write_in(by, unit_id):
        raise NotAllowed("unit_outside_scope")
