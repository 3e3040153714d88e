"""What is on record about one person, as the person's page tells it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from workforce.models import (
    Appointment,
    AuditEvent,
    Certificate,
    Equivalence,
    Person,
    PersonSpell,
    Qualification,
    UnitVersion,
    Value,
)
from workforce.models.periods import OPEN_END
from workforce.models.qualifications import AwardPrecision

EVENTS_SHOWN = 50
CHANGES = [
    AuditEvent.Action.CREATE,
    AuditEvent.Action.CHANGE,
    AuditEvent.Action.VOID,
    AuditEvent.Action.MERGE,
    AuditEvent.Action.SPLIT,
    AuditEvent.Action.IMPORT,
    AuditEvent.Action.UNDO,
]


@dataclass(frozen=True)
class Post:
    """An appointment, with the unit under the name it had then."""

    appointment: Appointment
    unit: UnitVersion | None
    is_current: bool

    @property
    def is_open(self) -> bool:
        return self.appointment.valid_to == OPEN_END


@dataclass(frozen=True)
class Award:
    """A qualification and the level it counts as today, ``since`` None where nobody knows since when."""

    qualification: Qualification
    level: Value | None
    since: date | None


def posts_of(person: Person, today: date) -> list[Post]:
    """Newest first, voided ones among them."""
    versions = Prefetch("unit__versions", UnitVersion.objects.order_by("valid_from"), to_attr="history")
    found = person.appointments.select_related("unit", "category", "leadership", "rank", "recorded_by")
    return [post_of(each, today) for each in found.prefetch_related(versions).order_by("-valid_from", "-id")]


def units_keeping(person: Person, posts: Iterable[Appointment]) -> dict[int, set[int]]:
    """By id of the post, the units whose staff may write about it.

    A primary post belongs to its unit and to the successor that took its people over; one beside it to whoever keeps
    the person's record: the lending unit ends a secondment.
    """
    spells = list(PersonSpell.objects.filter(person=person).values_list("unit_id", "valid_from", "valid_to"))
    return {
        post.pk: {
            post.unit_id,
            *(unit for unit, start, end in spells if start < post.valid_to and post.valid_from < end),
        }
        if post.kind == Appointment.Kind.PRIMARY
        else {person.unit_id}
        for post in posts
    }


def post_of(appointment: Appointment, today: date) -> Post:
    versions = [each for each in appointment.unit.history if each.valid_from < appointment.valid_to]
    is_current = not appointment.is_void and appointment.valid_from <= today < appointment.valid_to
    last = today if is_current else appointment.valid_from
    then = [each for each in versions if each.valid_from <= last] or appointment.unit.history
    return Post(appointment, then[-1] if then else None, is_current)


def awards_of(person: Person, today: date) -> list[Award]:
    """Newest first; the real diploma is stored, what it counts as is a dated table."""
    found = list(person.qualifications.select_related("diploma", "field", "verified_by").order_by("-awarded_on", "-id"))
    diplomas = {each.diploma_id for each in found}
    levels = Equivalence.objects.on(today).filter(diploma__in=diplomas).select_related("level")
    levels = {each.diploma_id: each for each in levels}
    return [award_of(each, levels.get(each.diploma_id), today) for each in found]


def award_of(qualification: Qualification, equivalence: Equivalence | None, today: date) -> Award:
    awarded_on = qualification.awarded_on
    if equivalence is None or awarded_on is None or awarded_on > today or qualification.is_void:
        return Award(qualification, None, None)
    if qualification.awarded_precision == AwardPrecision.LATEST:
        return Award(qualification, equivalence.level, None)
    return Award(qualification, equivalence.level, max(awarded_on, equivalence.valid_from))


def certificates_of(person: Person) -> list[Certificate]:
    return list(person.certificates.select_related("value__dimension").order_by("-awarded_on", "-id"))


def changes_of(person: Person) -> list[AuditEvent]:
    """Who changed the record, newest first; who only looked at it is for auditors."""
    return list(AuditEvent.objects.filter(subject=person.subject, action__in=CHANGES).order_by("-id")[:EVENTS_SHOWN])
