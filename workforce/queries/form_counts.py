"""The columns of a yearly form asked of the reports of single units."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from workforce.indicators.counting import NOBODY, UNKNOWN, Count, Question, Row, Selection
from workforce.indicators.forms.shape import Cut, Form, Population
from workforce.models import Dimension, Value
from workforce.queries.code_lists import TOTAL, code_list

EVERYBODY = Cut(TOTAL)


@dataclass(frozen=True)
class Answer:
    """A count for each column that is counted, and the dimensions by which the report is not cut."""

    counts: tuple[Count, ...]
    uncut: frozenset[str] = frozenset()


class Questionnaire:
    """The columns of a form prepared to be asked of many reports."""

    def __init__(self, form: Form, population: Population):
        self.columns = form.counted
        self.nobody = Answer((NOBODY,) * len(self.columns))
        self.unknown = (UNKNOWN,) * len(self.columns)
        self.codes = code_list()
        self.dimensions = dict(Dimension.objects.values_list("code", "id"))
        values = Value.objects.order_by()
        ids = {(dimension, code): pk for pk, dimension, code in values.values_list("id", "dimension__code", "code")}
        categories = frozenset(ids["category", code] for code in population.categories)
        self.categories = self.codes.covered_by(categories) | self.codes.above(categories)
        self.questions = {
            cut: Question(
                Selection(
                    dimension=self.dimensions[cut.dimension],
                    category=categories,
                    value=frozenset(ids[cut.dimension, code] for code in cut.values),
                ),
                self.codes,
            )
            for cut in {EVERYBODY, *(cut for column in self.columns for cut in column.cuts)}
        }

    def ask(self, rows: Iterable[Row], fields: Collection[str | None]) -> Answer:
        """``fields`` are those of the units that the rows are about. Who is nobody needs no further cuts."""
        by_dimension = defaultdict(list)
        for row in rows:
            dimension = self.codes.dimensions[row.value]
            # rows of other categories answer nothing but whether there is anybody at all
            if row.category in self.categories or dimension == self.codes.total:
                by_dimension[dimension].append(row)
        everybody = self.questions[EVERYBODY].ask(by_dimension[self.codes.total])
        if everybody.people == 0:
            return self.nobody
        counts, uncut = [], set()
        for column in self.columns:
            cut = next((each for each in column.cuts if by_dimension.get(self.dimensions[each.dimension])), None)
            if cut is None:
                uncut.add(column.dimension)
                counts.append(UNKNOWN)
            elif cut.fields:
                counts.append(in_fields(everybody, cut.fields, set(fields)))
            else:
                counts.append(everybody if cut == EVERYBODY else self.count(cut, by_dimension))
        return Answer(tuple(counts), frozenset(uncut))

    def count(self, cut: Cut, by_dimension: dict[int, list[Row]]) -> Count:
        return self.questions[cut].ask([*by_dimension[self.codes.total], *by_dimension[self.dimensions[cut.dimension]]])


def in_fields(everybody: Count, wanted: Iterable[str], fields: set[str | None]) -> Count:
    """The field is that of the unit; the people of a unit without one are people of whom nobody knows it."""
    if fields <= set(wanted):
        return everybody
    if fields.isdisjoint({None, *wanted}):
        return NOBODY
    if fields == {None} and everybody.people is not None:
        return Count(people=0, no_information=everybody.people)
    return UNKNOWN
