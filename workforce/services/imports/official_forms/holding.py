"""Where the snapshot keeps what a column of a form counts: the one value that is exactly its people."""

from collections.abc import Sequence

from workforce.indicators.forms.shape import TOTAL, Column, Cut, Form, Population
from workforce.models import Value
from workforce.services.imports.vocabulary import Vocabulary

CATEGORY = "category"


def held_values(form: Form, words: Vocabulary) -> dict[str, Value]:
    """By column. What is missing counts several values that are no value together, or nothing that is held at all."""
    values = {key: value_of(column, words) for key, column in form.by_key.items()}
    return {key: value for key, value in values.items() if value is not None}


def value_of(column: Column, words: Vocabulary) -> Value | None:
    if column.key == TOTAL:
        return words.total
    cut = column.cuts[0] if column.cuts else None
    return None if cut is None or cut.fields else value_for(cut, words)


def value_for(cut: Cut, words: Vocabulary) -> Value | None:
    return node_for(cut.dimension, cut.values, words)


def category_of(population: Population, words: Vocabulary) -> Value | None:
    """None for categories that have no name together: their people cannot be told apart again."""
    return node_for(CATEGORY, population.categories, words)


def node_for(dimension: str, codes: Sequence[str], words: Vocabulary) -> Value | None:
    """The value itself, or the one whose parts are just these."""
    values = [value for value in words.values.values() if value.dimension.code == dimension]
    chosen = [value for value in values if value.code in codes]
    if len(chosen) < 2:
        return next(iter(chosen), None)
    wanted = set().union(*(leaves(value, words) for value in chosen))
    return next((value for value in values if leaves(value, words) == wanted), None)


def leaves(value: Value, words: Vocabulary) -> set[int]:
    below = words.children(value)
    return set().union(*(leaves(child, words) for child in below)) if below else {value.pk}
