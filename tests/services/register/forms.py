"""What the forms of the register hand over, and what came of it, for the tests of its services."""

from datetime import date

from workforce.models import Appointment, AuditEvent, DiplomaType, Person, PersonSpell

ON = date(2024, 3, 1)


def diploma(code) -> DiplomaType:
    return DiplomaType.objects.get(code=code)


def primary(person) -> list[Appointment]:
    return list(person.appointments.primary().order_by("valid_from"))


def counted(person) -> list[tuple]:
    """Where the person counts: ``(unit key, from, to)``, neighbours in one unit joined."""
    found: list[tuple] = []
    spells = PersonSpell.objects.filter(person=person).order_by("valid_from")
    for unit, start, end in spells.values_list("unit__key", "valid_from", "valid_to"):
        if found and found[-1][0] == unit and found[-1][2] == start:
            found[-1] = (unit, found[-1][1], end)
        else:
            found.append((unit, start, end))
    return found


def fresh(person) -> Person:
    return Person.objects.get(pk=person.pk)


def last_event(person) -> AuditEvent:
    return AuditEvent.objects.filter(subject=person.subject).first()
