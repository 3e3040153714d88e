"""What on the records of some units somebody should look at, and where a user left off."""

from collections.abc import Collection

from django.db.models import QuerySet

from workforce.models import AuditEvent, Person, User
from workforce.queries.careers import CHANGES
from workforce.queries.people import CAP
from workforce.vietnam.identity_numbers import identity_doubts

EVENTS_READ = 100
RECENT = 10


def doubtful_numbers(people: QuerySet[Person]) -> list[tuple[Person, list[str]]]:
    """Those in service whose identity number disagrees with the record, with the codes of the doubts.

    Compares the first CAP people with a number: whoever looks after more has it done unit by unit.
    """
    numbered = people.filter(status=Person.Status.IN_SERVICE).exclude(identity_number="").order_by()
    numbered = numbered.only("full_name", "sort_name", "identity_number", "sex", "birth_date", "birth_precision")
    found = []
    for person in numbered[:CAP].iterator():
        doubts = identity_doubts(person.identity_number, person.sex or None, person.birth_date)
        if doubts:
            found.append((person, doubts))
    return sorted(found, key=lambda each: each[0].sort_name)


def last_changed(user: User, people: QuerySet[Person]) -> list[tuple[Person, AuditEvent]]:
    """The last RECENT of ``people`` that the user changed, each with the newest event."""
    events = AuditEvent.objects.filter(actor=user, action__in=CHANGES, subject__startswith="person:").order_by("-id")
    newest: dict[int, AuditEvent] = {}
    for event in events[:EVENTS_READ]:
        newest.setdefault(int(event.subject.removeprefix("person:")), event)
    found = people.in_bulk(list(newest)[: 2 * RECENT])
    return [(found[pk], event) for pk, event in newest.items() if pk in found][:RECENT]


def in_units(unit_ids: Collection[int] | None) -> QuerySet[Person]:
    people = Person.objects.all()
    return people if unit_ids is None else people.filter(unit__in=unit_ids)
