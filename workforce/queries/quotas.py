"""Posts assigned, people present and posts vacant, by unit and category."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from datetime import date
from typing import NamedTuple

from django.db.models import Count

from workforce.models import PersonSpell, StaffingQuota, Value
from workforce.models.scopes import children_of, parents_until, subtree


class QuotaRow(NamedTuple):
    """By the ids of a unit and a category."""

    unit: int
    category: int
    assigned: int | None
    present: int

    @property
    def vacant(self) -> int | None:
        """Negative: more people than posts. None where no quota is on record."""
        return None if self.assigned is None else self.assigned - self.present


def quota_table(units: Collection[int], day: date) -> list[QuotaRow]:
    """A row per unit and category with posts or people on the day, in the order of ``units`` and of the categories.

    A quota is for the unit with everything below it, as the yearly forms have it, and so are the people beside it. One
    for several categories together is compared with their people together. A unit without a quota has a row where
    somebody counts at the unit itself. Four queries.
    """
    values = Value.objects.filter(dimension__code="category").order_by("position")
    categories = list(values.values_list("id", "code", "parent"))
    children = children_of({category: parent for category, _, parent in categories})
    parents = parents_until(day)
    assigned, present = posts_on(units, day), people_on(day)
    whole = rolled_up(present, parents)
    found = []
    for unit in units:
        posts = {category: assigned[unit][code] for category, code, _ in categories if code in assigned[unit]}
        covered = {each for category in posts for each in subtree(children, category)}
        for category, _, _ in categories:
            below = subtree(children, category) if category in posts else [category]
            if category in posts or (present[unit, category] and category not in covered):
                people = sum(whole[unit, each] for each in below)
                found.append(QuotaRow(unit, category, posts.get(category), people))
    return found


def rolled_up(present: Counter[tuple[int, int]], parents: Mapping[int, int | None]) -> Counter[tuple[int, int]]:
    """By unit and category, whoever counts at the unit or below it."""
    whole: Counter[tuple[int, int]] = Counter()
    for (unit, category), people in present.items():
        above: int | None = unit
        while above is not None:
            whole[above, category] += people
            above = parents.get(above)
    return whole


def posts_on(units: Collection[int], day: date) -> defaultdict[int, dict[str, int]]:
    """By unit and code of the category, for the whole unit; where only parts of it have a quota, these added up."""
    whole: dict[int, dict[str, int]] = defaultdict(dict)
    parts: dict[int, Counter[str]] = defaultdict(Counter)
    quotas = StaffingQuota.objects.filter(unit__in=units).on(day).order_by()
    for unit, code, label, posts in quotas.values_list("unit_id", "category__code", "label_vi", "posts"):
        if label:
            parts[unit][code] += posts
        else:
            whole[unit][code] = posts
    return defaultdict(dict, {unit: {**parts[unit], **whole[unit]} for unit in {*whole, *parts}})


def people_on(day: date) -> Counter[tuple[int, int]]:
    """By unit and category, whoever counts at the unit itself."""
    spells = PersonSpell.objects.on(day).order_by().values("unit", "category").annotate(people=Count("id"))
    return Counter({(row["unit"], row["category"]): row["people"] for row in spells})
