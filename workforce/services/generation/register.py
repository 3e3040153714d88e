"""Generate the register of an invented province: all of it, or nothing."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from django.db import connection, transaction
from django.utils import timezone

from workforce.models import Appointment, AuditEvent, Equivalence, Person, Unit
from workforce.queries.classification import load_codes
from workforce.services.audit import record as record_event
from workforce.services.generation.careers import beside, career
from workforce.services.generation.learning import Diplomas, certificates, diplomas
from workforce.services.generation.lives import PERCENT_LEAVING_A_YEAR, Life, leavers, serving
from workforce.services.generation.people import NO_PROVINCE, identity
from workforce.services.generation.places import Map, load_map
from workforce.services.generation.plan import Group, planned, slots
from workforce.services.generation.totals import CannotGenerate, Values, differences, read_totals
from workforce.services.generation.write import Lists, Record, Writer

COVERAGE = date(2015, 1, 1)
AT_ONCE = 5_000
TERMS = {"cadre": (90, 1500), "contract_111": (-20, 720), "expert_contract": (30, 540)}


@dataclass(frozen=True)
class Generated:
    """How many people are on record: in service on the day, and gone before it."""

    serving: int
    left: int


@transaction.atomic
def generate_register(
    *,
    province: Unit,
    people: int | None,
    seed: int,
    as_of: date,
    totals: bytes | None = None,
    progress: Callable[[int, int], None] = lambda done, of: None,
    today: date | None = None,
) -> Generated:
    """``people`` counts the cadres, civil servants and public employees in service on ``as_of``; contracts, part-time
    staff and those who left before stand beside them. None takes the number from ``totals``, a table as in ``totals``.

    Raises CannotGenerate, and then leaves everything as it was.
    """
    province = Unit.objects.select_for_update().get(pk=province.pk)
    today = today or timezone.localdate()
    since = province.register_from or COVERAGE
    rng, values = Random(seed), Values()  # noqa: S311 - it shall be predictable
    map = load_map(rng, province, as_of)
    refuse(province, map, since, as_of, today)
    wanted = read_totals(totals, province.pk, map.tree, values) if totals is not None else []
    groups = planned(rng, map, people, wanted, values)
    at_work = sum(group.people for group in groups)
    gone = round(at_work * PERCENT_LEAVING_A_YEAR / 100 * (as_of - since).days / 365)
    Unit.objects.filter(pk=province.pk).update(register_from=since)
    write_all(records(rng, map, groups, gone, since, as_of), at_work + gone, as_of, today, progress)
    if found := differences(wanted, as_of, values):
        raise CannotGenerate("totals_missed", differences=found)
    details = {"people": at_work, "left": gone, "seed": seed, "as_of": as_of.isoformat()}
    record_event(actor=None, action=AuditEvent.Action.CREATE, object=f"generated register: {province}", details=details)
    return Generated(at_work, gone)


def refuse(province: Unit, map: Map, since: date, as_of: date, today: date) -> None:
    if not all_invented(province, map):
        raise CannotGenerate("not_invented")
    if not since + timedelta(days=365) <= as_of <= today:
        raise CannotGenerate("date_out_of_range", first=since + timedelta(days=365), last=today)
    if not map.on(as_of):
        raise CannotGenerate("no_units")
    if Appointment.objects.filter(unit__in=[province.pk, *(place.unit for place in map.places)]).exists():
        raise CannotGenerate("has_people")


def all_invented(province: Unit, map: Map) -> bool:
    """Every unit that people would be in, and whatever stands above one of them."""
    units = {province.pk, *map.tree.line(province.pk), *(place.unit for place in map.places)}
    return not Unit.objects.filter(invented=False, pk__in=units).exists()


def write_all(people: Iterator[Record], count: int, as_of: date, today: date, progress: Callable) -> None:
    codes = load_codes()
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    writer = Writer(codes, Lists(codes, as_of), now, today)
    for done, record in enumerate(people, start=1):
        writer.add(record)
        if len(writer.records) == AT_ONCE or done == count:
            writer.flush()
            progress(done, count)


def records(rng: Random, map: Map, groups: Sequence[Group], gone: int, since: date, as_of: date) -> Iterator[Record]:
    known = Diplomas(counting_on(as_of))
    numbers = Person.objects.filter(identity_number__startswith=NO_PROVINCE)
    taken = set(numbers.values_list("identity_number", flat=True))
    at_work = (serving(rng, slot, as_of) for group in groups for slot in slots(rng, group))
    for lives in (at_work, leavers(rng, map, since, as_of, gone)):
        for life in lives:
            yield record_of(rng, map, life, known, taken, since, as_of)


def record_of(rng: Random, map: Map, life: Life, known: Diplomas, taken: set[str], since: date, as_of: date) -> Record:
    last = min(as_of, life.out - timedelta(days=1))
    who = identity(rng, life, last, taken)
    posts = career(rng, map, life, since, as_of)
    others = beside(rng, map, life, posts[-1], as_of)
    learned = diplomas(rng, life, posts[-1].trade, known, since, last)
    held = certificates(rng, life, posts[-1].rung, since, last)
    return Record(life, who, posts + others, contract_end(rng, life, as_of), learned, held)


def contract_end(rng: Random, life: Life, as_of: date) -> date | None:
    """Of a term or contract in force on the day; a few ran out unnoticed."""
    term = TERMS.get(life.slot.category)
    return as_of + timedelta(days=rng.randint(*term)) if term and not life.why else None


def counting_on(day: date) -> dict[str, str]:
    """The level of each diploma type on the day, by codes."""
    return dict(Equivalence.objects.on(day).values_list("diploma__code", "level__code"))
