"""What comes due for people: retirements and their notice, ends of contracts, units that are no more."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.db.models import Exists, Max, OuterRef, QuerySet

from workforce.models import Appointment, Person, UnitVersion
from workforce.vietnam.retirement import last_day, month_number, notice_date

RETIREMENT_MONTHS, CONTRACT_DAYS = 12, 90
SHOWN = 20


class Due(StrEnum):
    RETIREMENT = "retirement"
    NOTICE = "notice"
    PAST = "past"
    CONTRACT = "contract"
    DISSOLVED = "dissolved"


@dataclass(frozen=True)
class Retirement:
    """The day in ordinary working conditions, and the day of the notice six months before it."""

    person: Person
    on: date
    notice_on: date
    notice_is_due: bool
    is_past: bool


def people_due(people: QuerySet[Person], due: Due, today: date) -> QuerySet[Person]:
    """Those of ``people`` of whom it holds; only of people in service."""
    people = people.filter(status=Person.Status.IN_SERVICE)
    match due:
        case Due.RETIREMENT:
            return people.filter(retires_on__range=(today, last_day(month_number(today) + RETIREMENT_MONTHS)))
        case Due.NOTICE:
            return people.filter(retires_on__range=(today, noticed_by(today)))
        case Due.PAST:
            return people.filter(retires_on__lt=today)
        case Due.CONTRACT:
            return people.filter(Exists(contracts_ending(today).filter(person=OuterRef("pk"))))
        case Due.DISSOLVED:
            return people.filter(unit__in=dissolved_units(today))


def noticed_by(today: date) -> date:
    """Whoever retires by this day should have been given notice: everybody retires on the last day of a month."""
    candidates = [last_day(month_number(today) + months) for months in range(8)]
    return max(day for day in candidates if notice_date(day) <= today)


def contracts_ending(today: date) -> QuerySet[Appointment]:
    """Standing posts whose agreed end is near, or has gone by without anybody saying what came of it."""
    posts = Appointment.objects.primary().on(today)
    return posts.filter(contract_ends_on__lte=today + timedelta(days=CONTRACT_DAYS))


def dissolved_units(today: date) -> QuerySet:
    """The ids of units whose last version has ended."""
    ends = UnitVersion.objects.order_by().values("unit").annotate(end=Max("valid_to"))
    return ends.filter(end__lte=today).values("unit")


def retirements(people: QuerySet[Person], today: date) -> list[Retirement]:
    """The next SHOWN."""
    found = people_due(people, Due.RETIREMENT, today).order_by("retires_on", "sort_name")
    return [retirement_of(person, today) for person in found[:SHOWN]]


def retirement_of(person: Person, today: date) -> Retirement:
    """Of somebody whose ``retires_on`` is known."""
    on = person.retires_on
    notice_on = notice_date(on)
    return Retirement(person, on, notice_on, notice_on <= today, on < today)


def contracts(unit_ids: Collection[int] | None, today: date) -> list[Appointment]:
    """The next SHOWN to end."""
    found = contracts_ending(today).filter(person__status=Person.Status.IN_SERVICE)
    if unit_ids is not None:
        found = found.filter(person__unit__in=unit_ids)
    return list(found.select_related("person", "category").order_by("contract_ends_on", "person__sort_name")[:SHOWN])
