"""The units that a yearly form is about: a unit and everything below it, and whose staff belong to the form."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import NamedTuple

from workforce.indicators.forms.shape import Level
from workforce.models import UnitVersion
from workforce.models.scopes import children_of, subtree


class UnitFacts(NamedTuple):
    """What the unit was on the day, or last before it."""

    kind: str
    field: str | None


class FormScope:
    """``parents`` says who is above whom, within the unit and around it."""

    def __init__(self, unit_id: int, day: date, level: Level, parents: Mapping[int, int | None]):
        self.unit_id, self.day, self.level, self.parents = unit_id, day, level, parents
        self.children = children_of(parents)
        self.units = subtree(self.children, unit_id)

    def below(self, unit: int) -> list[int]:
        """The unit and everything below it."""
        return subtree(self.children, unit)

    def is_whole(self, unit: int) -> bool:
        return all(map(self.is_of_level, self.below(unit)))

    def is_of_level(self, unit: int) -> bool:
        return self.level is Level.ANY or (unit in self.commune_level) == (self.level is Level.COMMUNE)

    @cached_property
    def commune_level(self) -> set[int]:
        """The units of the commune level and everything below them."""
        communes = [unit for unit, facts in self.facts.items() if facts.kind == UnitVersion.Kind.COMMUNE]
        return {each for unit in communes for each in subtree(self.children, unit)}

    @cached_property
    def facts(self) -> dict[int, UnitFacts]:
        started = UnitVersion.objects.filter(valid_from__lte=self.day).order_by("valid_from")
        rows = started.values_list("unit_id", "kind", "field__code")
        return {unit: UnitFacts(kind, field) for unit, kind, field in rows}

    def field_of(self, unit: int) -> str | None:
        return self.facts[unit].field if unit in self.facts else None

    @cached_property
    def groups(self) -> dict[int, tuple]:
        """By unit: what units have in common that may be counted as one. They stand in the same row of the form."""
        found: dict[int, tuple] = {}
        for child in self.children.get(self.unit_id, ()):
            found |= {unit: (child, self.is_of_level(unit), self.field_of(unit)) for unit in self.below(child)}
        return {self.unit_id: (self.unit_id,), **found}
