"""The rows of appointments: how their facts are stored, and that primary ones never overlap."""

from collections.abc import Mapping

from django.utils import timezone

from workforce.models import Appointment, Person, User, Value
from workforce.models.periods import OPEN_END
from workforce.services.register.records import Changes, cleaned, require_unit, write_facts
from workforce.services.snapshots import NotAllowed

Kind = Appointment.Kind
POST_FIELDS = (
    "unit",
    "category",
    "leadership",
    "leadership_phrase",
    "position",
    "rank",
    "valid_from",
    "from_precision",
    "start_reason",
    "start_decision",
    "contract_ends_on",
    "valid_to",
    "end_reason",
    "end_decision",
)
ENDS = ("valid_to", "end_reason", "end_decision", "ended_recorded_at")


def add_primary(person: Person, facts: Mapping[str, object], *, by: User | None) -> Appointment:
    """For whoever holds the record; leads nobody unless the facts say so."""
    post = open_post(person, facts, by=by)
    require_unit(by, post.unit_id)
    store(post)
    return post


def open_post(person: Person, facts: Mapping[str, object], *, by: User | None, kind: str = Kind.PRIMARY) -> Appointment:
    given = cleaned(facts, [*POST_FIELDS, *ENDS])
    given["leadership"] = given.get("leadership") or Value.objects.get_by_natural_key("leadership", "not_leader")
    given["valid_to"] = given.get("valid_to") or OPEN_END
    if given["valid_to"] != OPEN_END:
        given.setdefault("ended_recorded_at", timezone.now())
    return Appointment(person=person, kind=kind, recorded_by=by, **given)


def correct(post: Appointment, facts: Mapping[str, object]) -> Changes:
    given = cleaned(facts, POST_FIELDS)
    if "valid_to" in given:
        given["valid_to"] = given["valid_to"] or OPEN_END
        if given["valid_to"] != post.valid_to:
            given["ended_recorded_at"] = None if given["valid_to"] == OPEN_END else timezone.now()
    changes = write_facts(post, given, refuse_overlap)
    return {name: pair for name, pair in changes.items() if name in POST_FIELDS}


def store(post: Appointment) -> None:
    refuse_overlap(post)
    post.save(force_insert=True)


def refuse_overlap(post: Appointment) -> None:
    """What the database refuses too, said so that somebody can mend it. The caller holds the person."""
    if post.valid_to <= post.valid_from:
        raise NotAllowed("dates_in_disorder")
    if post.kind != Kind.PRIMARY or post.is_void:
        return
    others = Appointment.objects.primary().filter(person=post.person_id).exclude(pk=post.pk)
    met = others.filter(valid_from__lt=post.valid_to, valid_to__gt=post.valid_from)
    if other := met.select_related("unit").first():
        raise NotAllowed("posts_overlap", post=other)
