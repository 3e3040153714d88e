"""Rolled-up headcounts: derived from a revision, written once with it, read in a millisecond."""

from django.db import transaction

from workforce.indicators.rollup import Report, roll_up
from workforce.models import Revision, RolledHeadcount, Selection
from workforce.queries.code_lists import questions
from workforce.queries.reports import unit_reports
from workforce.queries.units import tree_on
from workforce.services.bulk import bulk_load

FIELDS = [
    "revision_id",
    "unit_id",
    "selection_id",
    "people",
    "known_people",
    "no_information",
    "units_owed",
    "units_received",
]


@transaction.atomic
def roll_up_revision(revision: Revision, selections=None) -> int:
    """Write the revision's rolled-up headcounts anew; returns how many.

    ``selections`` restricts it to some populations: those a new indicator needs. Reports of units add up over the
    unit tree of the snapshot's date.
    """
    asked = questions(selections)
    stored = RolledHeadcount.objects.filter(revision=revision)
    if selections is not None:
        stored = stored.filter(selection__in=selections)
    stored.delete()
    reports = {
        unit: Report(tuple(question.ask(report.rows) for question in asked.values()), report.covers_subordinates)
        for unit, report in unit_reports(revision).items()
    }
    owed = set(revision.snapshot.owed_units.values_list("unit_id", flat=True))
    parents = tree_on(revision.snapshot.as_of).parents
    rolled = roll_up(parents, reports, owed, width=len(asked))
    rows = [
        (revision.pk, unit, selection, each.people, each.known_people, each.no_information, *units)
        for unit, all_of in rolled.items()
        for units in [(all_of.units_owed, all_of.units_received)]
        for selection, each in zip(asked, all_of.counts, strict=True)
    ]
    bulk_load(RolledHeadcount, FIELDS, rows)
    return len(rows)


def roll_up_everything(selections=None) -> int:
    """Rebuild the rolled-up headcounts of every revision."""
    return sum(roll_up_revision(revision, selections) for revision in Revision.objects.select_related("snapshot"))


def roll_up_selections(selections: list[Selection]) -> int:
    return roll_up_everything(Selection.objects.filter(pk__in=[each.pk for each in selections]))
