"""What on a record or in a form looks wrong: doubts are shown and never keep anybody from saving."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from django.utils import timezone

from workforce.models import Appointment, Person, Qualification, ReorganisationLink, User
from workforce.models.periods import OPEN_END
from workforce.queries.classification import load_codes
from workforce.queries.duplicates import duplicates_for
from workforce.queries.units import lives
from workforce.services.register.awards import award_facts
from workforce.services.register.doubt_rules import (
    AwardFacts,
    Doubt,
    PostFacts,
    award_doubts,
    duplicate_doubts,
    facts_doubts,
    leaving_doubts,
    post_doubts,
)
from workforce.services.register.people import PERSON_FIELDS
from workforce.services.register.records import values

COMPARED = ("full_name", "birth_date", "birth_precision", "identity_number")


class RecordDoubts(NamedTuple):
    """By what they are about; ``row`` of a doubt is its place in the rows."""

    person: list[Doubt]
    post_rows: list[Appointment]
    posts: list[Doubt]
    qualification_rows: list[Qualification]
    qualifications: list[Doubt]


def new_person_doubts(
    *,
    facts: Mapping[str, object],
    post: Mapping[str, object],
    awards: Iterable[Mapping[str, object]] = (),
    certificates: Iterable[Mapping[str, object]] = (),
    by: User,
    today: date | None = None,
) -> list[Doubt]:
    """About what ``people.add_person`` would store; the facts are the same. ``row`` is the place among the awards."""
    birth_date, today = facts.get("birth_date"), today or timezone.localdate()
    first = Appointment(**{name: value for name, value in post.items() if value is not None})
    diplomas = [Qualification(**award_facts(Qualification, award)) for award in awards]
    held = [AwardFacts(str(each["value"]), each.get("awarded_on")) for each in certificates]
    return [
        *facts_doubts(**facts),
        *about_duplicates(by, facts),
        *post_doubts(posts_as_facts([first]), sex=facts.get("sex", ""), birth_date=birth_date, today=today),
        *award_doubts(awards_as_facts(diplomas), birth_date=birth_date),
        *award_doubts(held, birth_date=birth_date),
    ]


def person_doubts(*, person: Person, facts: Mapping[str, object], by: User) -> list[Doubt]:
    """About the facts of a person once these were changed."""
    changed = values(person, PERSON_FIELDS) | dict(facts)
    return [*facts_doubts(**changed), *about_duplicates(by, changed, person)]


def about_duplicates(by: User, facts: Mapping[str, object], person: Person | None = None) -> list[Doubt]:
    found = duplicates_for(by, person=person, **{name: facts[name] for name in COMPARED if facts.get(name)})
    return duplicate_doubts([str(each) for each in found.visible], found.elsewhere)


def retirement_doubts(*, person: Person, on: date, early: bool = False) -> list[Doubt]:
    """About retiring with ``on`` as the first day out."""
    return leaving_doubts(sex=person.sex, birth_date=person.birth_date, on=on, early=early)


def doubts_of(person: Person, *, today: date) -> RecordDoubts:
    """About what is stored."""
    posts = list(person.appointments.standing().select_related("unit"))
    awards = list(person.qualifications.standing().select_related("diploma"))
    return RecordDoubts(
        facts_doubts(**values(person, PERSON_FIELDS)),
        posts,
        post_doubts(posts_as_facts(posts), sex=person.sex, birth_date=person.birth_date, today=today),
        awards,
        award_doubts(awards_as_facts(awards), birth_date=person.birth_date),
    )


def posts_as_facts(posts: Iterable[Appointment]) -> list[PostFacts]:
    """With the lives of their units, whose end is none where an only successor takes the people over."""
    units = {post.unit_id for post in posts}
    bounds = lives(units)
    links = ReorganisationLink.objects.filter(predecessor__in=units).exclude(successor=None)
    heirs = Counter(links.values_list("predecessor", "reorganisation__effective_on"))
    found = []
    for post in posts:
        first, end = bounds.get(post.unit_id, (date.min, OPEN_END))
        unit_to = OPEN_END if heirs[post.unit_id, end] == 1 and post.valid_from < end else end
        found.append(
            PostFacts(
                post.valid_from,
                post.valid_to,
                post.kind == Appointment.Kind.PRIMARY,
                post.contract_ends_on,
                post.start_reason,
                post.end_reason,
                first,
                unit_to,
            )
        )
    return found


def awards_as_facts(awards: list[Qualification]) -> list[AwardFacts]:
    codes = load_codes(set())
    of_value = {pk: code for (dimension, code), pk in codes.values.items() if dimension == "education"}
    return [
        AwardFacts(award.diploma.name, award.awarded_on, level_of(award, codes.levels, of_value)) for award in awards
    ]


def level_of(award: Qualification, levels: dict, of_value: dict[int, str]) -> str:
    """As which level the diploma counted on the day of its award."""
    day = award.awarded_on
    held = [level for start, end, level in levels.get(award.diploma_id, ()) if day and start <= day < end]
    return of_value[held[0]] if held else ""
