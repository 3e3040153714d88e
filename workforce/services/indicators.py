"""Adding or changing an indicator or a population: data, not code."""

from collections.abc import Iterable, Mapping

from django.db import transaction

from workforce.models import AuditEvent, Indicator, Revision, Selection, User, Value
from workforce.services.audit import record
from workforce.services.rollups import roll_up_selections


@transaction.atomic
def save_indicator(*, indicator: Indicator, by: User) -> Indicator:
    """Store it; populations that came by another way than ``save_selection`` are counted now."""
    action = AuditEvent.Action.CHANGE if indicator.pk else AuditEvent.Action.CREATE
    indicator.save()
    populations = [each for each in (indicator.numerator, indicator.denominator) if each is not None]
    uncounted = [each for each in populations if Revision.objects.exclude(rolled__selection=each).exists()]
    if uncounted:
        roll_up_selections(uncounted)
    details = {"kind": indicator.kind} | {
        name: population.code
        for name, population in [("numerator", indicator.numerator), ("denominator", indicator.denominator)]
        if population is not None
    }
    record(actor=by, action=action, object=f"indicator {indicator.code}", details=details)
    return indicator


@transaction.atomic
def save_selection(*, selection: Selection, members: Mapping[str, Iterable[Value]], by: User) -> Selection:
    """Store a population and count it in every snapshot there is.

    ``members`` are the chosen values by field: categories, sectors, leaderships, values.
    """
    action = AuditEvent.Action.CHANGE if selection.pk else AuditEvent.Action.CREATE
    selection.save()
    for field, values in members.items():
        getattr(selection, field).set(values)
    roll_up_selections([selection])
    codes = {field: " ".join(value.code for value in values) for field, values in members.items()}
    record(actor=by, action=action, object=f"population {selection.code}", details=codes)
    return selection
