"""The stored code lists as the pure core knows them: nodes are value ids."""

from workforce.indicators.counting import CodeList, Question, ValueKind
from workforce.indicators.counting import Selection as PureSelection
from workforce.models import Dimension, Selection, Value

TOTAL = "total"


def code_list() -> CodeList:
    values = Value.objects.values_list("id", "parent_id", "kind", "dimension_id")
    return CodeList(
        parents={value: parent for value, parent, _, _ in values},
        kinds={value: ValueKind(kind) for value, _, kind, _ in values},
        dimensions={value: dimension for value, _, _, dimension in values},
        total=Dimension.objects.get(code=TOTAL).pk,
    )


def questions(selections=None) -> dict[int, Question]:
    """Each selection, by id, ready to be asked of reports."""
    if selections is None:
        selections = Selection.objects.all()
    codes = code_list()
    prefetched = selections.prefetch_related("categories", "sectors", "leaderships", "values")
    return {each.pk: Question(as_pure(each, codes.total), codes) for each in prefetched}


def is_part_of(part: Selection, whole: Selection) -> bool:
    """Whether everybody of ``part`` is in ``whole`` too, by their definitions."""
    codes = code_list()
    for axis in ["categories", "sectors", "leaderships", "values"]:
        wanted = {value.pk for value in getattr(whole, axis).all()}
        chosen = {value.pk for value in getattr(part, axis).all()}
        if wanted and not (chosen and chosen <= codes.covered_by(wanted)):
            return False
    return True


def as_pure(selection: Selection, total: int) -> PureSelection:
    values = list(selection.values.all())
    return PureSelection(
        dimension=values[0].dimension_id if values else total,
        category=frozenset(value.pk for value in selection.categories.all()),
        sector=frozenset(value.pk for value in selection.sectors.all()),
        leadership=frozenset(value.pk for value in selection.leaderships.all()),
        value=frozenset(value.pk for value in values),
    )
