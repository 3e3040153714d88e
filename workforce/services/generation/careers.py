"""How somebody came to the post they hold: recruited, moved, promoted, lent out, gone and back, reorganised."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from workforce.models import Appointment
from workforce.services.generation.chance import Bag, day_between
from workforce.services.generation.lives import Life
from workforce.services.generation.places import Map, Place
from workforce.services.generation.plan import DOES_NOT_LEAD
from workforce.services.generation.posts import rung_of, trade_of

Kind, Start, End = Appointment.Kind, Appointment.StartReason, Appointment.EndReason
MOVES_A_YEAR = 0.07
MOST_MOVES = 3
BETWEEN_MOVES = timedelta(days=300)
AWAY = (200, 900)  # days between leaving and coming back
CHANCES = Bag({"transfer": 45, "rank": 38, "return": 5, "conversion": 12})
CONVERTED_FROM = {"public_employee": "contract_111", "cadre": "part_time_commune", "civil_servant": "contract_111"}
TOOK_OVER = 0.25  # of those of a unit who came with another that it took over
SECONDED, CONCURRENT = 0.02, 0.06
PREFERRED_TRIES = 4


@dataclass(frozen=True)
class Stint:
    """An appointment, ``[start, end)``. ``rung`` is a place on the ladder of ranks of ``trade``."""

    place: Place
    start: date
    end: date
    category: str
    leadership: str
    trade: str
    rung: int
    start_reason: str
    end_reason: str
    kind: str = Kind.PRIMARY


def career(rng: Random, map: Map, life: Life, since: date, day: date) -> list[Stint]:
    """The primary appointments in order, the register knowing nothing before ``since``; built from the last one back.

    On the last day, ``day`` or the one before leaving, the last one is what the slot says.
    """
    slot, last = life.slot, min(day, life.out - timedelta(days=1))
    first = max(life.recruited, since)
    trade = trade_of(rng, slot)
    reason = Start.RECRUITMENT if life.recruited >= since else ""
    rung = rung_of(rng, slot, trade)
    stints = [Stint(slot.place, first, life.out, slot.category, slot.leadership, trade, rung, reason, life.why)]
    for move in moves(rng, first, last):
        if move < stints[0].end:  # not while somebody was away
            stints[:1] = step_back(rng, map, stints[0], move)
    return through_reorganisations(rng, stints)


def moves(rng: Random, first: date, last: date) -> list[date]:
    """Days of change, the latest first."""
    expected = MOVES_A_YEAR * (last - first).days / 365
    count = min(MOST_MOVES, int(rng.expovariate(1 / expected))) if expected > 0 else 0
    days = []
    latest = last - timedelta(days=30)
    for _ in range(count):
        if latest <= first + BETWEEN_MOVES:
            break
        days.append(day_between(rng, first + BETWEEN_MOVES, latest))
        latest = days[-1] - BETWEEN_MOVES
    return days


def step_back(rng: Random, map: Map, stint: Stint, day: date) -> list[Stint]:
    """The stint cut in two: since ``day`` as it is, and what was before."""
    kind = CHANCES.draw(rng)
    if stint.leadership != DOES_NOT_LEAD and rng.random() < 0.75:
        start = Start.ELECTION if stint.category == "cadre" else Start.APPOINTMENT
        return cut(stint, day, start, End.NEW_POST, leadership=DOES_NOT_LEAD, rung=max(0, stint.rung - 1))
    if kind == "transfer":
        elsewhere = another_place(rng, map, stint, day)
        start = Start.ROTATION if stint.leadership != DOES_NOT_LEAD else Start.TRANSFER
        return cut(stint, day, start, End.TRANSFER, place=elsewhere) if elsewhere else [stint]
    if kind == "return":
        before, after = cut(stint, day, Start.RETURN, rng.choice([End.RESIGNATION, End.LEFT_PROVINCE]))
        left = day - timedelta(days=rng.randint(*AWAY))
        return [replace(before, end=left), after] if left > before.start + timedelta(days=90) else [stint]
    if kind == "conversion" and stint.start_reason == Start.RECRUITMENT and stint.leadership == DOES_NOT_LEAD:
        category = CONVERTED_FROM.get(stint.category)
        if category and (category != "part_time_commune" or stint.place.kind == "commune"):
            return cut(stint, day, Start.CONVERSION, End.NEW_POST, category=category, rung=0)
    if stint.rung:
        return cut(stint, day, Start.OTHER, End.NEW_POST, rung=stint.rung - 1)
    return [stint]


def cut(stint: Stint, day: date, start_reason: str, end_reason: str, **differing) -> list[Stint]:
    before = replace(stint, end=day, end_reason=end_reason, **differing)
    return [before, replace(stint, start=day, start_reason=start_reason)]


def another_place(rng: Random, map: Map, stint: Stint, day: date) -> Place | None:
    """A unit of the same trade that stood all the while before ``day``."""
    for _ in range(PREFERRED_TRIES):
        place = rng.choice(map.trades[stint.place.trade])
        if place is not stint.place and place.stands(stint.start, day):
            return place
    return None


def through_reorganisations(rng: Random, stints: list[Stint]) -> list[Stint]:
    """Nobody is in a unit before it stands: whoever seems so was in one that it came from, or comes later."""
    came_from = {stint.place.key: rng.choice(founders(stint.place) or [stint.place]) for stint in stints}
    found: list[Stint] = []
    for stint in stints:
        opening = stint.place.starts
        source = came_from[stint.place.key]
        if opening <= stint.start:
            found += [stint] if found else with_those_taken_over(rng, stint)
        elif source.stands(stint.start, min(stint.end, opening)):
            found += handed_over(stint, opening, source) if opening < stint.end else [replace(stint, place=source)]
        elif opening < stint.end:
            found.append(replace(stint, start=opening, start_reason=Start.TRANSFER))
    return found


def founders(place: Place) -> list[Place]:
    return [forebear for day, forebear in place.forebears if day == place.starts]


def with_those_taken_over(rng: Random, stint: Stint) -> list[Stint]:
    """Some came with another unit that theirs took over."""
    for day, source in stint.place.forebears:
        if stint.start < day < stint.end and source.stands(stint.start, day) and rng.random() < TOOK_OVER:
            return handed_over(stint, day, source)
    return [stint]


def handed_over(stint: Stint, day: date, source: Place) -> list[Stint]:
    return cut(stint, day, Start.REORGANISATION, End.REORGANISATION, place=source)


def beside(rng: Random, map: Map, life: Life, post: Stint, day: date) -> list[Stint]:
    """Secondments and second posts during the last appointment; they never count."""
    leads = post.leadership != DOES_NOT_LEAD
    if rng.random() >= (CONCURRENT if leads else SECONDED) or post.category not in CONVERTED_FROM:
        return []
    start = day_between(rng, post.start, min(day, life.out) - timedelta(days=30))
    place = rng.choice(map.places)
    if place is post.place or start < post.start or not place.stands(start, start + timedelta(days=1)):
        return []
    if leads:
        end = min(life.out, place.ends)
        return [replace(post, place=place, start=start, end=end, kind=Kind.CONCURRENT, start_reason="")]
    end = min(start + timedelta(days=rng.randint(180, 730)), life.out, place.ends)
    reasons = {"start_reason": Start.SECONDMENT, "end_reason": End.TERM_END}
    return [replace(post, place=place, start=start, end=end, kind=Kind.SECONDMENT, **reasons)]
