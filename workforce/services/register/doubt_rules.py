"""What in the facts of a person looks wrong. Values in, doubts out; ``doubts`` asks about records and forms."""

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from workforce.models import Appointment
from workforce.models.periods import OPEN_END, DatePrecision
from workforce.vietnam.identity_numbers import identity_doubts
from workforce.vietnam.retirement import retirement_date

EndReason = Appointment.EndReason
WORKING_AGE = 15
PARTY_AGE = 18
# Ages below which a level is worth a second look: they are our thresholds, no law's
USUAL_AGES = {"university": 20, "masters": 22, "doctorate": 24}
# After these another post follows on the same day; after the others somebody is away
MOVES = {"", EndReason.TRANSFER, EndReason.NEW_POST, EndReason.REORGANISATION}


@dataclasses.dataclass(frozen=True)
class Doubt:
    """``code`` and ``params`` go to ``wording.people.doubt``; ``field`` is the form field beside which it belongs.

    ``row`` is the place of the post or award in what was asked about.
    """

    code: str
    field: str = ""
    row: int | None = None
    params: dict = dataclasses.field(default_factory=dict)


class PostFacts(NamedTuple):
    """A standing appointment; ``unit_from`` and ``unit_to`` are the life of its unit, an only successor's included."""

    valid_from: date
    valid_to: date = OPEN_END
    is_primary: bool = True
    contract_ends_on: date | None = None
    start_reason: str = ""
    end_reason: str = ""
    unit_from: date = date.min
    unit_to: date = OPEN_END


class AwardFacts(NamedTuple):
    """A standing diploma or certificate; ``level`` is the code as which a diploma counted on that day."""

    name: str
    awarded_on: date | None
    level: str = ""


def facts_doubts(
    *,
    sex: str = "",
    birth_date: date | None = None,
    birth_precision: str = DatePrecision.DAY,
    identity_number: str = "",
    party_joined_on: date | None = None,
    party_official_on: date | None = None,
    recruited_on: date | None = None,
    **_others,
) -> list[Doubt]:
    """Of the facts of a person, as a form holds them; other facts are let pass."""
    doubts = [Doubt(code, "identity_number") for code in identity_doubts(identity_number, sex or None, birth_date)]
    if party_joined_on and birth_date and years_between(birth_date, party_joined_on) < PARTY_AGE:
        age = years_between(birth_date, party_joined_on)
        doubts.append(Doubt("party_too_young", "party_joined_on", params={"age": age, "usual": PARTY_AGE}))
    if party_joined_on and party_official_on and party_official_on < party_joined_on:
        doubts.append(Doubt("party_official_before_joining", "party_official_on", params={"day": party_joined_on}))
    if recruited_on and birth_date and years_between(birth_date, recruited_on) < WORKING_AGE:
        age = years_between(birth_date, recruited_on)
        doubts.append(Doubt("recruited_too_young", "recruited_on", params={"age": age, "usual": WORKING_AGE}))
    return doubts


def post_doubts(posts: Sequence[PostFacts], *, sex: str, birth_date: date | None, today: date) -> list[Doubt]:
    """Of a person's standing appointments."""
    retires_on = retirement_date(sex, birth_date) if birth_date else None
    doubts = []
    for row, post in enumerate(posts):
        doubts.extend(of_one_post(post, row, birth_date, retires_on, today))
    primary = [row for row, post in enumerate(posts) if post.is_primary]
    for earlier, later in pairwise(sorted(primary, key=lambda row: posts[row].valid_from)):
        doubts.extend(between(posts[earlier], posts[later], later))
    return doubts


def of_one_post(
    post: PostFacts, row: int, birth_date: date | None, retires_on: date | None, today: date
) -> Iterator[Doubt]:
    if birth_date and post.valid_from < birth_date:
        yield Doubt("post_before_birth", "valid_from", row)
    elif birth_date and years_between(birth_date, post.valid_from) < WORKING_AGE:
        age = years_between(birth_date, post.valid_from)
        yield Doubt("post_too_young", "valid_from", row, {"age": age, "usual": WORKING_AGE})
    if retires_on and post.is_primary and post.valid_from > retires_on:
        yield Doubt("post_after_retirement", "valid_from", row, {"day": retires_on})
    elif retires_on and post.is_primary and post.valid_from <= today < post.valid_to and today > retires_on:
        yield Doubt("serves_past_retirement", "valid_to", row, {"day": retires_on})
    if post.contract_ends_on and post.contract_ends_on < today and post.valid_from <= today < post.valid_to:
        yield Doubt("contract_passed", "contract_ends_on", row, {"day": post.contract_ends_on})
    if not post.unit_from <= post.valid_from < post.unit_to:
        yield Doubt("unit_not_existing", "unit", row, {"day": post.valid_from})
    elif post.unit_to <= today and post.unit_to < post.valid_to:
        yield Doubt("unit_dissolved", "unit", row, {"day": post.unit_to})


def between(earlier: PostFacts, later: PostFacts, row: int) -> Iterator[Doubt]:
    if later.valid_from < earlier.valid_to:
        yield Doubt("posts_overlap", "valid_from", row, {"day": earlier.valid_to})
    elif later.valid_from > earlier.valid_to and earlier.end_reason in MOVES:
        last = later.valid_from - timedelta(days=1)
        yield Doubt("gap_between_posts", "valid_from", row, {"since": earlier.valid_to, "until": last})


def award_doubts(awards: Sequence[AwardFacts], *, birth_date: date | None) -> list[Doubt]:
    """Of a person's standing diplomas and certificates; those still studied for have no date to doubt."""
    if birth_date is None:
        return []
    return [doubt for row, award in enumerate(awards) for doubt in of_one_award(award, row, birth_date)]


def of_one_award(award: AwardFacts, row: int, birth_date: date) -> Iterator[Doubt]:
    if award.awarded_on is None:
        return
    age = years_between(birth_date, award.awarded_on)
    usual = USUAL_AGES.get(award.level, WORKING_AGE)
    if award.awarded_on < birth_date:
        yield Doubt("award_before_birth", "awarded_on", row, {"award": award.name})
    elif age < usual:
        yield Doubt("award_too_young", "awarded_on", row, {"award": award.name, "age": age, "usual": usual})


def leaving_doubts(*, sex: str, birth_date: date | None, on: date, early: bool = False) -> list[Doubt]:
    """Of somebody who retires with ``on`` as the first day out; the law counts ordinary working conditions."""
    retires_on = retirement_date(sex, birth_date) if birth_date else None
    if retires_on is None:
        return [Doubt("retirement_unknown", "on")]
    if on <= retires_on and not early:
        return [Doubt("retires_before_the_law", "on", params={"day": retires_on})]
    if on > retires_on + timedelta(days=1):
        return [Doubt("retires_after_the_law", "on", params={"day": retires_on})]
    return []


def duplicate_doubts(names: Iterable[str], elsewhere: bool) -> list[Doubt]:
    """Of ``queries.duplicates``; somebody outside the own units is nobody whose name one may learn."""
    doubts = [Doubt("duplicate", "full_name", params={"name": name}) for name in names]
    return [*doubts, Doubt("duplicate_elsewhere", "full_name")] if elsewhere else doubts


def years_between(birth_date: date, day: date) -> int:
    """The age in full years."""
    return day.year - birth_date.year - ((day.month, day.day) < (birth_date.month, birth_date.day))
