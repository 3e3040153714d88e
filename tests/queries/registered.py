"""People for the tests of the register: a few words make a person with a career, derived rows included."""

from datetime import date

from tests import universe as world
from workforce.models import Appointment, Certificate, DiplomaType, Person, Qualification
from workforce.models.periods import OPEN_END
from workforce.services.register.rebuild import rebuild

LONG_AGO = date(2015, 1, 1)
TODAY = date(2026, 11, 21)


def person(name="Nguyễn Văn An", *, posts=(), diplomas=(), certificates=(), today=TODAY, **facts) -> Person:
    """``posts`` as of ``post``; ``diplomas`` and ``certificates`` as (code, day)."""
    one = Person.objects.create(full_name=name, **facts)
    for each in posts:
        Appointment.objects.create(person=one, **each)
    for code, day in diplomas:
        Qualification.objects.create(person=one, diploma=DiplomaType.objects.get(code=code), awarded_on=day)
    for (dimension, code), day in certificates:
        Certificate.objects.create(person=one, value=world.value(dimension, code), awarded_on=day)
    rebuild([one.pk], today)
    one.refresh_from_db()
    return one


def post(unit, start=LONG_AGO, end=OPEN_END, *, category="public_employee", leadership="not_leader", **fields) -> dict:
    return {
        "unit": unit,
        "valid_from": start,
        "valid_to": end,
        "category": world.value("category", category),
        "leadership": world.value("leadership", leadership),
        **fields,
    }


def covered(unit, since=LONG_AGO) -> None:
    unit.register_from = since
    unit.save()
