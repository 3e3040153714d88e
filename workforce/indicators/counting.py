"""How many people of a selection do the rows of a report contain?

A report is a set of rows, each people counted once at the finest cut the report gives. On every axis (category,
sector, leadership level, the value of a dimension) the codes form a tree, and a row may sit on an inner node: "600
people, not broken down by category". Seen from a selection, a row is then

* *inside*, when on each axis it sits at or below a selected node (or the axis is not restricted),
* *outside*, when on some axis it sits in another branch,
* else it *straddles*: some of its people may belong to the selection, and nobody can say how many.

A straddling row with people makes the count unknown; the rows inside are what is known of it. So do people whom the
report counts but does not cut by the dimension: a blank is no zero.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Set
from dataclasses import dataclass
from enum import Enum, StrEnum
from functools import cache, cached_property
from itertools import product

Node = Hashable


class ValueKind(StrEnum):
    """A dimension has two values that are not answers. They are told apart from zero, and from "no"."""

    ORDINARY = "ordinary"
    NOT_BROKEN_DOWN = "not_broken_down"
    NO_INFORMATION = "no_information"


@dataclass(frozen=True)
class Row:
    category: Node
    sector: Node
    leadership: Node
    value: Node
    people: int

    @property
    def population(self) -> tuple[Node, Node, Node]:
        return self.category, self.sector, self.leadership


@dataclass(frozen=True)
class Selection:
    """Nodes selected on each axis; an empty set restricts nothing.

    ``dimension`` says which rows to read: every dimension of a report counts the same people again.
    """

    dimension: Hashable
    category: frozenset[Node] = frozenset()
    sector: frozenset[Node] = frozenset()
    leadership: frozenset[Node] = frozenset()
    value: frozenset[Node] = frozenset()


@dataclass(frozen=True)
class Count:
    """``people`` is None when it is unknown; ``known_people`` then is the part that is known.

    ``no_information`` counts people of the population whose value nobody knows: the true count lies between
    ``people`` and ``people + no_information``.
    """

    people: int | None
    known_people: int = 0
    no_information: int = 0

    def __add__(self, other: "Count") -> "Count":
        unknown = self.people is None or other.people is None
        return Count(
            people=None if unknown else self.people + other.people,
            known_people=self.known_people + other.known_people,
            no_information=self.no_information + other.no_information,
        )


NOBODY = Count(people=0)
UNKNOWN = Count(people=None)


@dataclass(frozen=True)
class CodeList:
    """The trees of all axes in one: nodes are unique across axes, ``parents`` maps a node to its parent or None.

    ``total`` is the dimension that cuts nothing: its rows say which people a report counts at all.
    """

    parents: Mapping[Node, Node | None]
    kinds: Mapping[Node, ValueKind]
    dimensions: Mapping[Node, Hashable]
    total: Hashable

    @cached_property
    def children(self) -> dict[Node, list[Node]]:
        found: dict[Node, list[Node]] = {}
        for node, parent in self.parents.items():
            found.setdefault(parent, []).append(node)
        return found

    def line(self, node: Node) -> list[Node]:
        """The node and its ancestors, from the node upwards."""
        found = []
        while node is not None:
            found.append(node)
            node = self.parents[node]
        return found

    def leaves(self, node: Node) -> list[Node]:
        """The node, or what the tree ends in below it."""
        below = self.children.get(node, ())
        return [leaf for child in below for leaf in self.leaves(child)] if below else [node]

    def covered_by(self, selected: Set[Node]) -> frozenset[Node]:
        """The nodes that lie wholly within the selected ones: below one of them, or above nothing but them."""

        def is_covered(node: Node) -> bool:
            if not selected.isdisjoint(self.line(node)):
                return True
            below = self.children.get(node, ())
            return bool(below) and all(is_covered(child) for child in below)

        return frozenset(node for node in self.parents if is_covered(node))

    def above(self, selected: Set[Node]) -> frozenset[Node]:
        return frozenset(ancestor for node in selected for ancestor in self.line(node)[1:])


class Question:
    """A selection prepared to be asked of many reports."""

    def __init__(self, selection: Selection, codes: CodeList):
        self.selection = selection
        self.codes = codes
        axes = (selection.category, selection.sector, selection.leadership, selection.value)
        # per axis: (nodes inside, nodes that straddle), or None where nothing is restricted
        self.axes = [(codes.covered_by(nodes), codes.above(nodes)) if nodes else None for nodes in axes]
        # report after report has the same few populations and names the same values of each
        self.position, self.is_stated_by = cache(self.position), cache(self.is_stated_by)

    def ask(self, rows: Iterable[Row]) -> Count:
        """The people of the selection among the rows of one report.

        A report without a single row of the dimension does not know the answer, and neither does one that lacks it
        for some of the people it counts.
        """
        kinds, dimensions, total = self.codes.kinds, self.codes.dimensions, self.codes.total
        rows = list(rows)
        counted = {row.population for row in rows if dimensions[row.value] == total and row.people}
        rows = [row for row in rows if dimensions[row.value] == self.selection.dimension]
        if not rows:
            return UNKNOWN
        stated = defaultdict(set)
        for row in rows:
            stated[row.population].add(row.value)
        known, missing = 0, 0
        unknown = any(self.is_blank(population, stated.keys()) for population in counted - stated.keys())
        for row in rows:
            population = self.position(row.category, row.sector, row.leadership)
            if population is Position.OUTSIDE or not row.people:
                continue
            kind = kinds[row.value]
            if kind is ValueKind.NO_INFORMATION and self.selection.value:
                missing += row.people
                continue
            if kind is ValueKind.NOT_BROKEN_DOWN and self.selection.value:
                # "The others" of a population: people at none of the values that the report names for just them
                value = Position.OUTSIDE if self.is_stated_by(frozenset(stated[row.population])) else Position.STRADDLES
            else:
                value = self.position_on_axis(3, row.value)
            if value is Position.OUTSIDE:
                continue
            if population is value is Position.INSIDE:
                known += row.people
            else:
                unknown = True
        return Count(people=None if unknown else known, known_people=known, no_information=missing)

    def is_blank(self, population: tuple[Node, Node, Node], stated: Set[tuple[Node, Node, Node]]) -> bool:
        """Whether some kind of these people is selected and neither they nor people around them are stated."""
        if self.position(*population) is Position.OUTSIDE:
            return False
        return any(
            self.position(*people) is Position.INSIDE and stated.isdisjoint(product(*map(self.codes.line, people)))
            for people in product(*map(self.codes.leaves, population))
        )

    def position(self, category: Node, sector: Node, leadership: Node) -> "Position":
        places = [self.position_on_axis(axis, node) for axis, node in enumerate((category, sector, leadership))]
        return max(places, key=lambda place: place.value)

    def position_on_axis(self, axis: int, node: Node) -> "Position":
        if self.axes[axis] is None:
            return Position.INSIDE
        inside, straddling = self.axes[axis]
        if node in inside:
            return Position.INSIDE
        return Position.STRADDLES if node in straddling else Position.OUTSIDE

    def is_stated_by(self, stated: frozenset[Node]) -> bool:
        """Whether each selected value is named: itself, a node above it, or everything below it."""
        return self.selection.value <= self.codes.covered_by(stated)


class Position(Enum):
    INSIDE = 1
    STRADDLES = 2
    OUTSIDE = 3
