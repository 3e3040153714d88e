"""The appointments of one person: those the file states beside those on record. Nobody loses a post silently."""

from dataclasses import dataclass, field
from datetime import date

from workforce.models import Appointment
from workforce.models.periods import OPEN_END, DatePrecision
from workforce.services.imports.people.awards import known_part, overlap
from workforce.services.imports.people.plans import RowPlan
from workforce.services.imports.people.said import PersonSaid, PostSaid
from workforce.services.imports.people.sheets import problem
from workforce.services.imports.people.stored import StoredRow
from workforce.services.imports.problems import Code, Problem, Severity

PRIMARY = Appointment.Kind.PRIMARY
EndReason = Appointment.EndReason
# What somebody counts as: another value of these needs the day since when, a blank one is filled in
COUNTED = ["unit", "category", "leadership", "rank"]


@dataclass
class PostPlanner:
    """``any_leadership`` is the value of those of whom nobody says whether they lead; ``unit_name`` for problems."""

    as_of: date
    any_leadership: int
    undated: int = 0
    leadership_unstated: int = 0
    problems: list[Problem] = field(default_factory=list)

    def plan(self, said: PersonSaid, stored: list[StoredRow]) -> list[RowPlan]:
        own, beside = said.post, [post for post in said.posts if post.kind != PRIMARY]
        spells = self.spells([post for post in said.posts if post.kind == PRIMARY])
        present = next((post for post in spells if self.covers(post)), None)
        if present is not None and own is not None:
            self.complete(present, own)
            own = None
        if own is not None and not own.facts:
            own = None
        if not stored:
            return self.all_new(said, own, spells, beside)
        return Revision(self, said, stored).plans(own, spells, beside)

    def spells(self, said: list[PostSaid]) -> list[PostSaid]:
        """In their order. The day that one ends and the next begins on is the next one's."""
        said.sort(key=lambda post: post.start.last_day)
        for post, after in zip(said, said[1:], strict=False):
            begins = after.start.last_day
            shared = post.last_day is not None and post.last_day.first_day <= begins
            if post.until is None or (post.until > begins and shared):
                post.until = begins
            if post.until > begins or post.until <= post.start.last_day:
                self.refuse(after, "start", Code.POSTS_OVERLAP, other_row=post.place.row)
        return said

    def covers(self, post: PostSaid) -> bool:
        return post.start.last_day <= self.as_of and (post.until is None or self.as_of < post.until)

    def complete(self, present: PostSaid, own: PostSaid) -> None:
        """The row of the person and the sheet of posts are about one post."""
        if own.facts.get("unit", present.facts["unit"]) != present.facts["unit"]:
            self.refuse(own, "unit", Code.POST_DISAGREES, other_row=present.place.row, other_sheet=present.place.sheet)
        present.facts = own.facts | present.facts

    def all_new(self, said: PersonSaid, own, spells: list[PostSaid], beside: list[PostSaid]) -> list[RowPlan]:
        if own is not None and "unit" in own.facts:
            spells = [*spells, own]
        if not spells:
            if own is None or "unit" not in own.failed:
                self.problems.append(problem(said.place, "unit", Code.PERSON_WITHOUT_UNIT))
            return []
        found = [self.new(post) for post in spells]
        if own is spells[-1]:
            self.refuse_overlap_with_own(own, found)
        return [*found, *(self.new(post) for post in beside)]

    def refuse_overlap_with_own(self, own: PostSaid, found: list[RowPlan]) -> None:
        *earlier, last = found
        for each in earlier:
            if each.after["valid_to"] == OPEN_END and each.after["valid_from"] < last.after["valid_from"]:
                each.after["valid_to"] = last.after["valid_from"]
            elif each.after["valid_to"] > last.after["valid_from"]:
                self.refuse(own, "start", Code.POSTS_OVERLAP, other_row=own.place.row)

    def new(self, post: PostSaid) -> RowPlan:
        facts = dict(post.facts)
        if "category" not in facts and "category" not in post.failed:
            self.refuse(post, "category", Code.BLANK_CELL, needed="Loại")
        if "leadership" not in facts:
            facts["leadership"] = self.any_leadership
            self.leadership_unstated += 1
        start, precision = self.as_of, DatePrecision.DAY
        if post.start is not None:
            start, precision = post.start.last_day, post.start.precision
        else:
            self.undated += 1
        facts |= {"kind": post.kind, "valid_from": start, "from_precision": precision}
        return RowPlan(None, {}, facts | {"valid_to": post.until or OPEN_END})

    def refuse(self, post: PostSaid, name: str, code: Code, **params) -> None:
        self.problems.append(problem(post.place, name, code, params=params))


class Revision:
    """One person's posts as they will stand: rows on record and new ones, none of them losing a day unsaid."""

    def __init__(self, planner: PostPlanner, said: PersonSaid, stored: list[StoredRow]):
        self.planner, self.said, self.stored = planner, said, stored
        self.after: dict[int, dict] = {row.pk: dict(row.values) for row in stored}
        self.new: list[RowPlan] = []

    def plans(self, own: PostSaid | None, spells: list[PostSaid], beside: list[PostSaid]) -> list[RowPlan]:
        for post in [*spells, *beside]:
            row = self.same_start(post)
            if row is None:
                self.add(post)
            else:
                self.correct(row, post)
        if own is not None:
            self.present(own)
        changed = []
        for row in self.stored:
            after = {name: value for name, value in self.after[row.pk].items() if row.values[name] != value}
            if after:
                changed.append(RowPlan(row.pk, {name: row.values[name] for name in after}, after))
        return [*changed, *self.new]

    def same_start(self, post: PostSaid) -> StoredRow | None:
        return next(
            (
                row
                for row in self.stored
                if row.values["kind"] == post.kind
                and (post.kind == PRIMARY or row.values["unit"] == post.facts["unit"])
                and overlap(post.start, known_part(row.values["valid_from"], row.values["from_precision"]))
            ),
            None,
        )

    def primaries(self) -> list[tuple[int, dict]]:
        found = [(pk, row) for pk, row in self.after.items() if row["kind"] == PRIMARY]
        return sorted(found, key=lambda each: each[1]["valid_from"])

    def on(self, day: date) -> StoredRow | None:
        return next(
            (
                row
                for row in self.stored
                if self.after[row.pk]["kind"] == PRIMARY
                and self.after[row.pk]["valid_from"] <= day < self.after[row.pk]["valid_to"]
            ),
            None,
        )

    def correct(self, row: StoredRow, post: PostSaid) -> None:
        """The same post: what the file states of it, and its end where the record has none."""
        after = self.after[row.pk]
        after |= post.facts
        if post.until is not None and post.until != after["valid_to"]:
            others = [each for pk, each in self.primaries() if pk != row.pk and post.kind == PRIMARY]
            if any(after["valid_from"] < each["valid_to"] and each["valid_from"] < post.until for each in others):
                self.planner.refuse(post, "last_day", Code.POST_OVERLAPS_RECORD)
                return
            after["valid_to"] = post.until

    def add(self, post: PostSaid) -> None:
        """A post that the record does not have; an open one before it ends on its first day."""
        plan = self.planner.new(post)
        self.new.append(plan)
        if post.kind != PRIMARY:
            return
        start = plan.after["valid_from"]
        for _pk, row in self.primaries():
            if row["valid_from"] < start and row["valid_to"] == OPEN_END:
                row["valid_to"] = start
                is_elsewhere = row["unit"] != plan.after["unit"]
                row["end_reason"] = EndReason.TRANSFER if is_elsewhere else EndReason.NEW_POST
            elif row["valid_from"] >= start and plan.after["valid_to"] == OPEN_END:
                plan.after["valid_to"] = row["valid_from"]
            end = plan.after["valid_to"]
            if (row["valid_from"] < end and start < row["valid_to"]) or end <= start:
                self.planner.refuse(post, "start", Code.POST_OVERLAPS_RECORD)
                return
        for other in self.new[:-1]:
            if other.after["kind"] == PRIMARY and other.after["valid_to"] > start > other.after["valid_from"]:
                other.after["valid_to"] = start

    def present(self, own: PostSaid) -> None:
        """What the person's own row says of the post on the day of the file."""
        row = self.on(self.planner.as_of)
        if row is None:
            if "unit" in own.facts:
                self.add(own)
            return
        after = self.after[row.pk]
        differing = [name for name in COUNTED if self.differs(own, after, name)]
        if own.start is None:
            if differing:
                name = differing[0]
                self.planner.refuse(own, name, Code.POST_CHANGED_UNDATED, since=after["valid_from"])
            else:
                after |= own.facts
            return
        known = known_part(after["valid_from"], after["from_precision"])
        if overlap(own.start, known):
            after |= own.facts
            if own.start.last_day < after["valid_from"] or own.start.precision == DatePrecision.DAY:
                self.begin(after, own)
        elif own.start.last_day > after["valid_from"]:
            self.later(own, after, differing)
        elif "unit" in differing:
            self.planner.refuse(own, "start", Code.POST_OVERLAPS_RECORD)
        else:
            self.earlier(own, after)

    def differs(self, own: PostSaid, after: dict, name: str) -> bool:
        stated, stored = own.facts.get(name), after[name]
        is_open = stored is None or (name == "leadership" and stored == self.planner.any_leadership)
        return stated is not None and stated != stored and not is_open

    def later(self, own: PostSaid, after: dict, differing: list[str]) -> None:
        """A post since a later day than the record has: a new one, if it is another post at all."""
        is_other_position = own.facts.get("position", after["position"]) != after["position"]
        if differing or (is_other_position and after["position"]):
            carried = {name: after[name] for name in ("unit", "category", "rank") if after[name] is not None}
            own.facts = carried | own.facts
            self.add(own)
            return
        after |= own.facts
        params = {"since": after["valid_from"]}
        stated = own.start.last_day
        found = problem(own.place, "start", Code.POST_SINCE_EARLIER, stated, Severity.WARNING, params=params)
        self.planner.problems.append(found)

    def earlier(self, own: PostSaid, after: dict) -> None:
        start = own.start.last_day
        before = [each for _pk, each in self.primaries() if each["valid_from"] < after["valid_from"]]
        if any(each["valid_to"] > start for each in before):
            self.planner.refuse(own, "start", Code.POST_OVERLAPS_RECORD)
            return
        after |= own.facts
        self.begin(after, own)

    def begin(self, after: dict, own: PostSaid) -> None:
        after["valid_from"], after["from_precision"] = own.start.last_day, own.start.precision
