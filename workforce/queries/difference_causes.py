"""The records behind what differs between a roster and the register, and when somebody put them there."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from workforce.models import Appointment, Certificate, Person, Qualification
from workforce.queries.classification import Codes, load_codes
from workforce.queries.differences import Cause

FROM_POSTS = {"leadership", "rank"}


@dataclass(frozen=True)
class Award:
    """Something that makes somebody count at ``value`` from ``day`` on."""

    day: date
    value: int
    recorded_at: datetime


@dataclass(frozen=True)
class Records:
    """Of the people who differ: standing awards, primary posts, and who is void, on one day."""

    day: date
    awards: dict[int, list[Award]]
    posts: dict[int, list[Appointment]]
    void: dict[int, datetime | None]

    def post_recorded_at(self, person: int) -> datetime | None:
        on_day = [post for post in self.posts.get(person, ()) if post.valid_from <= self.day < post.valid_to]
        return on_day[0].recorded_at if on_day else None

    def departure(self, person: int) -> tuple[Cause, datetime | None]:
        """Why nobody counts any more who did: the record went, or it says that the person had left by then."""
        if person in self.void:
            return Cause.MISSING, self.void[person]
        ended = [post for post in self.posts.get(person, ()) if post.valid_to <= self.day]
        if not ended:
            return Cause.MISSING, None
        last = max(ended, key=lambda post: post.valid_to)
        return Cause.LEFT, last.ended_recorded_at or last.recorded_at

    def recorded_at(self, person: int, attribute: str, value: int | None) -> datetime | None:
        """When the first record was made that gives the person the value; None where records carry no such moment."""
        if attribute in FROM_POSTS:
            return self.post_recorded_at(person)
        giving = [
            award.recorded_at for award in self.awards.get(person, ()) if award.value == value and award.day <= self.day
        ]
        return min(giving, default=None)

    def is_dated_later(self, person: int, value: int | None) -> bool:
        """Whether the person has the value, but only from a day after the date on."""
        return any(award.value == value and award.day > self.day for award in self.awards.get(person, ()))


def records_of(people: Collection[int], day: date) -> Records:
    posts: dict[int, list[Appointment]] = defaultdict(list)
    for post in Appointment.objects.primary().filter(person__in=people).order_by("valid_from"):
        posts[post.person_id].append(post)
    void = Person.objects.filter(pk__in=people, status=Person.Status.VOID)
    return Records(day, awards_of(people, day), posts, dict(void.values_list("pk", "voided_at")))


def awards_of(people: Collection[int], day: date) -> dict[int, list[Award]]:
    """Diplomas at the level they count as on the day, certificates at their values."""
    codes = load_codes(units=[])
    found: dict[int, list[Award]] = defaultdict(list)
    diplomas = Qualification.objects.standing().filter(person__in=people, in_progress=False).order_by("id")
    for person, awarded, diploma, recorded in diplomas.values_list(
        "person_id", "awarded_on", "diploma_id", "recorded_at"
    ):
        found[person] += [Award(awarded, level, recorded) for level in levels_on(codes, diploma, day)]
    certificates = Certificate.objects.standing().filter(person__in=people).order_by("id")
    for person, *award in certificates.values_list("person_id", "awarded_on", "value_id", "recorded_at"):
        found[person].append(Award(*award))
    return found


def levels_on(codes: Codes, diploma: int, day: date) -> list[int]:
    return [level for start, end, level in codes.levels[diploma] if start <= day < end]
