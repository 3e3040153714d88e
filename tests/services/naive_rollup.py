"""A second implementation of the roll-up, which walks the tree, writes out every population, and adds by hand.

It shares no code with ``indicators.counting`` and ``indicators.rollup``; it reads the stored rows one by one.
"""

from itertools import product

from tests import universe as world
from workforce.models import SnapshotUnit, UnitVersion, Value

AXES = ["category", "sector", "leadership", "value"]


def naive_rows(revision, selections) -> set[tuple]:
    """What should be stored: (unit, selection, people, known, no information, owed, received)."""
    world = Naive(revision)
    found = set()
    for unit in world.units:
        for selection in selections:
            if world.concerns(unit):
                found.add((unit.key, selection.code, *world.count(unit, selection), *world.owed_and_received(unit)))
    return found


class Naive:
    def __init__(self, revision):
        as_of = revision.snapshot.as_of
        versions = UnitVersion.objects.filter(valid_from__lte=as_of, valid_to__gt=as_of)
        self.units = [version.unit for version in versions]
        self.below = {unit: [each.unit for each in versions if each.parent_id == unit.pk] for unit in self.units}
        self.reports = {each.unit: each for each in revision.submissions.filter(is_current=True)}
        self.values = list(Value.objects.select_related("dimension"))
        self.leaves = {value: self.leaves_below(value) for value in self.values}
        self.cells = {
            unit: list(report.headcounts.select_related(*AXES, "value__dimension"))
            for unit, report in self.reports.items()
        }
        self.owing = [owed.unit for owed in SnapshotUnit.objects.filter(snapshot=revision.snapshot)]

    def concerns(self, unit):
        return unit in self.reports or unit in self.owing or any(self.concerns(each) for each in self.below[unit])

    def reports_for_all(self, unit):
        return unit in self.reports and self.reports[unit].covers_subordinates

    def count(self, unit, selection):
        if self.reports_for_all(unit):
            return self.count_of_report(unit, selection)
        parts = [self.count(each, selection) for each in self.below[unit] if self.concerns(each)]
        if unit in self.reports:
            parts.append(self.count_of_report(unit, selection))
        elif unit in self.owing:
            parts.append((None, 0, 0))
        people = [part[0] for part in parts]
        return None if None in people else sum(people), sum(part[1] for part in parts), sum(part[2] for part in parts)

    def owed_and_received(self, unit):
        if self.reports_for_all(unit):
            owed = max(1, self.owed_below(unit))
            return owed, owed
        owed = received = 0
        if unit in self.reports or unit in self.owing:
            owed, received = 1, int(unit in self.reports)
        for each in self.below[unit]:
            more_owed, more_received = self.owed_and_received(each)
            owed, received = owed + more_owed, received + more_received
        return owed, received

    def owed_below(self, unit):
        """Units under a report for all of them: those that owe, and those that reported beside it nevertheless."""
        own = int(unit in self.owing)
        return own + sum(self.owed_and_received(each)[0] for each in self.below[unit])

    def count_of_report(self, unit, selection):
        chosen = [list(getattr(selection, name).all()) for name in ["categories", "sectors", "leaderships", "values"]]
        dimension = chosen[3][0].dimension if chosen[3] else world.value("total", "total").dimension
        cells = [each for each in self.cells[unit] if each.value.dimension == dimension]
        if not cells:
            return None, 0, 0
        wanted = [self.leaves_of(nodes) if nodes else None for nodes in chosen]
        known = missing = 0
        in_doubt = self.leaves_somebody_out(unit, cells, wanted[:3])
        for cell in cells:
            if cell.value.kind == "no_information" and chosen[3]:
                if True in answers(product(*self.places(cell)), wanted[:3]):
                    missing += cell.people
                continue
            found = answers(product(*self.places(cell), self.possible_values(cell, cells)), wanted)
            if found == {True}:
                known += cell.people
            elif True in found and cell.people:
                in_doubt = True
        return None if in_doubt else known, known, missing

    def leaves_somebody_out(self, unit, cells, wanted):
        """Whether the report's totals count somebody wanted whom none of the cells is about."""
        stated = {people for cell in cells for people in product(*self.places(cell))}
        totals = [each for each in self.cells[unit] if each.value.dimension.code == "total" and each.people]
        counted = {people for total in totals for people in product(*self.places(total))}
        return True in answers(counted - stated, wanted)

    def places(self, cell):
        return [self.leaves[getattr(cell, axis)] for axis in AXES[:3]]

    def possible_values(self, cell, cells):
        if cell.value.kind != "not_broken_down":
            return self.leaves[cell.value]
        same_people = [each for each in cells if self.places(each) == self.places(cell)]
        named = self.leaves_of(each.value for each in same_people if each.value.kind == "ordinary")
        of_dimension = [each for each in self.values if each.dimension == cell.value.dimension]
        return self.leaves_of(each for each in of_dimension if each.kind == "ordinary") - named | {"unlisted"}

    def leaves_below(self, value):
        children = [each for each in self.values if each.parent_id == value.pk]
        return {leaf for child in children for leaf in self.leaves_below(child)} if children else {value}

    def leaves_of(self, values):
        return {leaf for value in values for leaf in self.leaves[value]}


def answers(people, wanted) -> set[bool]:
    """Whether each kind of person is wanted; None wants everybody."""
    return {
        all(leaves is None or leaf in leaves for leaf, leaves in zip(person, wanted, strict=True)) for person in people
    }
