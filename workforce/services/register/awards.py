"""Diplomas and certificates, and the scan that proves a diploma."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from workforce.models import AuditEvent, Certificate, Person, Qualification, Scan, User
from workforce.models.qualifications import AwardPrecision
from workforce.services.audit import record
from workforce.services.register.records import Changes, cleaned, finish, hold, values, void_row, write_facts
from workforce.services.snapshots import NotAllowed
from workforce.vietnam.dates import PartialDate

Action = AuditEvent.Action
Award = Qualification | Certificate

QUALIFICATION_FIELDS = (
    "diploma",
    "in_progress",
    "awarded_on",
    "awarded_precision",
    "institution",
    "field",
    "major",
    "country",
    "mode",
)
CERTIFICATE_FIELDS = ("value", "name", "awarded_on", "awarded_precision", "institution")
FIELDS = {Qualification: QUALIFICATION_FIELDS, Certificate: CERTIFICATE_FIELDS}
MAX_SCAN_MB = 10
SCAN_TYPES = {b"%PDF-": "application/pdf", b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}


@dataclass(frozen=True)
class AwardRow:
    """A row of the form: without ``id`` it is new, with ``void_reason`` it was a mistake."""

    facts: Mapping[str, object] = field(default_factory=dict)
    id: int | None = None
    void_reason: str = ""


@transaction.atomic
def save_awards(
    *,
    person: Person,
    version: int,
    qualifications: Iterable[AwardRow] = (),
    certificates: Iterable[AwardRow] = (),
    by: User | None,
) -> Person:
    """Save the rows of both tables together. A verified diploma whose facts change has to be verified again.

    A conflict keys its values ``qualification:5.major``, and by the place among the rows (``qualification:new0.major``)
    for a new one. Raises NotAllowed: person_void, award_not_found, award_void, award_without_date, void_reason_missing.
    """
    rows = [(Qualification, list(qualifications)), (Certificate, list(certificates))]
    theirs = {name: value for model, some in rows for name, value in typed(model, some).items()}
    held = hold(person=person, version=version, theirs=theirs, stored=lambda held: stored(held, rows))
    changes: Changes = {}
    for model, some in rows:
        for row in some:
            changes |= save_row(held, model, row, by=by)
    return finish(held, by=by, action=Action.CHANGE, changes=changes) if changes else held


@transaction.atomic
def void_qualification(*, qualification: Qualification, version: int, reason: str, by: User | None) -> Person:
    return void_award(qualification, version, reason, by)


@transaction.atomic
def void_certificate(*, certificate: Certificate, version: int, reason: str, by: User | None) -> Person:
    return void_award(certificate, version, reason, by)


@transaction.atomic
def verify_qualification(*, qualification: Qualification, version: int, by: User) -> Person:
    """Somebody compared it with the original diploma. Raises NotAllowed: award_in_progress, award_void."""
    held = hold(person=qualification.person, version=version, theirs={})
    award = standing(held, Qualification, qualification.pk)
    if award.in_progress:
        raise NotAllowed("award_in_progress")
    changes = write_facts(award, {"verified_by": by, "verified_at": timezone.now()})
    return finish(held, by=by, action=Action.CHANGE, changes=named(award, changes))


@transaction.atomic
def attach_scan(*, qualification: Qualification, version: int, file_name: str, content: bytes, by: User | None) -> Scan:
    """Keep the scanned diploma in place of an earlier one. What it is, its first bytes say, not its name.

    Raises NotAllowed: scan_empty, scan_too_large (limit_mb), scan_format.
    """
    content_type = type_of_scan(content)
    held = hold(person=qualification.person, version=version, theirs={})
    award = standing(held, Qualification, qualification.pk)
    kept = {"file_name": file_name[-255:], "content_type": content_type, "content": content, "added_at": timezone.now()}
    scan, _created = Scan.objects.update_or_create(qualification=award, defaults=kept)
    finish(held, by=by, action=Action.CHANGE, scan=scan.file_name, qualification=award.diploma)
    return scan


@transaction.atomic
def open_scan(*, qualification: Qualification, by: User) -> Scan:
    """The scan, and an event that somebody opened it. Raises Scan.DoesNotExist."""
    scan = Scan.objects.get(qualification=qualification)
    person = qualification.person
    record(actor=by, action=Action.VIEW, object=person, details={"scan": scan.file_name}, subject=person.subject)
    return scan


def type_of_scan(content: bytes) -> str:
    if not content:
        raise NotAllowed("scan_empty")
    if len(content) > MAX_SCAN_MB * 1024 * 1024:
        raise NotAllowed("scan_too_large", limit_mb=MAX_SCAN_MB)
    for start, content_type in SCAN_TYPES.items():
        if content.startswith(start):
            return content_type
    raise NotAllowed("scan_format")


def add_qualification(person: Person, facts: Mapping[str, object], *, by: User | None) -> Qualification:
    """For whoever holds the record."""
    return add_award(person, Qualification, facts, by=by)


def add_certificate(person: Person, facts: Mapping[str, object], *, by: User | None) -> Certificate:
    return add_award(person, Certificate, facts, by=by)


def add_award(person: Person, model: type[Award], facts: Mapping[str, object], *, by: User | None) -> Award:
    award = model(person=person, recorded_by=by, **award_facts(model, facts))
    refuse_undated(award)
    award.save(force_insert=True)
    return award


def save_row(person: Person, model: type[Award], row: AwardRow, *, by: User | None) -> Changes:
    """What changed, by the names of the trail."""
    if row.id is None:
        award = add_award(person, model, row.facts, by=by)
        return named(award, {name: (None, getattr(award, name)) for name in row.facts if getattr(award, name)})
    award = standing(person, model, row.id)
    if row.void_reason:
        void_row(award, row.void_reason)
        return named(award, {"void_reason": ("", award.void_reason)})
    changes = write_facts(award, award_facts(model, row.facts), refuse_undated)
    if changes and getattr(award, "verified_at", None):
        write_facts(award, {"verified_by": None, "verified_at": None})
    return named(award, changes)


def void_award(award: Award, version: int, reason: str, by: User | None) -> Person:
    held = hold(person=award.person, version=version, theirs={})
    award = standing(held, type(award), award.pk)
    void_row(award, reason)
    name = "diploma" if isinstance(award, Qualification) else "value"
    return finish(held, by=by, action=Action.VOID, reason=award.void_reason, **{name: getattr(award, name)})


def standing(person: Person, model: type[Award], pk: int) -> Award:
    award = model.objects.filter(person=person, pk=pk).first()
    if award is None:
        raise NotAllowed("award_not_found")
    if award.is_void:
        raise NotAllowed("award_void")
    return award


def award_facts(model: type[Award], facts: Mapping[str, object]) -> dict[str, object]:
    """As they are stored: an award known by its month or year counts from the last day of it."""
    given = cleaned(facts, FIELDS[model])
    if day := given.get("awarded_on"):
        match given.get("awarded_precision"):
            case AwardPrecision.YEAR:
                given["awarded_on"] = PartialDate(day.year).last_day
            case AwardPrecision.MONTH:
                given["awarded_on"] = PartialDate(day.year, day.month).last_day
    return given


def refuse_undated(award: Award) -> None:
    """What the table refuses too: an award has its date, unless somebody still studies for it."""
    if bool(award.awarded_on) == getattr(award, "in_progress", False):
        raise NotAllowed("award_without_date")


def typed(model: type[Award], rows: list[AwardRow]) -> dict[str, object]:
    return {key(model, row, place, name): value for place, row in enumerate(rows) for name, value in row.facts.items()}


def stored(person: Person, tables: list[tuple[type[Award], list[AwardRow]]]) -> dict[str, object]:
    found = {}
    for model, rows in tables:
        awards = model.objects.filter(person=person).in_bulk([row.id for row in rows if row.id])
        for place, row in enumerate(rows):
            if row.id in awards:
                of_row = values(awards[row.id], row.facts)
                found |= {key(model, row, place, name): value for name, value in of_row.items()}
    return found


def key(model: type[Award], row: AwardRow, place: int, name: str) -> str:
    return f"{model._meta.model_name}:{row.id or f'new{place}'}.{name}"


def named(award: Award, changes: Changes) -> Changes:
    return {f"{award._meta.model_name}:{award.pk}.{name}": pair for name, pair in changes.items()}
