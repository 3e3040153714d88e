"""The collection board: of each unit that owes its report, what came, what moved, what to look at, what is next."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef
from django.shortcuts import render

from workforce.models import Dimension, Document, Revision, RosterEntry, Submission, UnitVersion, User
from workforce.models.scopes import units_seen_by
from workforce.queries.collection import uneven_dimensions
from workforce.queries.notices import Notice, notices_of
from workforce.queries.reporting import reporting_of
from workforce.queries.reports import people_by_value, revision_before, total_people
from workforce.queries.units import UnitTree, tree_on
from workforce.services.imports.last_snapshot import is_far
from workforce.web.access import only, see_revision
from workforce.wording.reconciliation import far_from_last, parts_do_not_add_up

State = Submission.State


@dataclass
class Group:
    """The rows of the units directly below one unit."""

    name: str
    rows: list[dict] = field(default_factory=list)

    @property
    def received(self) -> int:
        return sum(row["is_received"] for row in self.rows)


@only(User.sees_dashboards)
def revision(request, pk):
    """Whoever sees only some units of the province finds only their reports on the board."""
    subject = see_revision(request.user, pk)
    snapshot, seen = subject.snapshot, units_seen_by(request.user)
    tree = tree_on(snapshot.as_of)
    current = current_reports(subject)
    shown = {unit: each for unit, each in current.items() if seen is None or unit in seen}
    before = revision_before(snapshot.unit_id, snapshot.as_of)
    board = board_of(subject, before, tree, current, seen)
    sees_province = seen is None or snapshot.unit_id in seen
    return render(
        request,
        "snapshots/revision.html",
        {
            "revision": subject,
            "snapshot": snapshot,
            "name": tree.name(snapshot.unit_id) if snapshot.unit_id in tree.versions else snapshot.unit.key,
            "revisions": snapshot.revisions.order_by("number"),
            "board": board,
            "groups": groups_of(board, tree),
            "total": total_of(board),
            "before": before.snapshot if before else None,
            "reporting": reporting_of(subject, tree),
            "waiting": [row["submission"].pk for row in board if row["is_waiting"]],
            "unheard": [row["unit"].unit_id for row in board if row["can_remind"]],
            "returned": sum(row["is_returned"] for row in board),
            "dimensions": dimension_totals(subject, shown),
            "documents": Document.objects.filter(unit=snapshot.unit),
            "sees_province": sees_province,
            "manages": request.user.manages_data and sees_province,
        },
    )


def current_reports(revision: Revision) -> dict[int, Submission]:
    roster = RosterEntry.objects.filter(submission=OuterRef("pk"))
    reports = revision.submissions.filter(is_current=True).annotate(from_register=Exists(roster))
    related = ["unit", "batch", "clause__document", "clause__quoted_from", "submitted_by", "approved_by"]
    return {each.unit_id: each for each in reports.select_related(*related).defer("batch__content")}


def board_of(
    revision: Revision,
    before: Revision | None,
    tree: UnitTree,
    current: dict[int, Submission],
    seen: set[int] | None,
) -> list[dict]:
    owed = set(revision.snapshot.owed_units.values_list("unit_id", flat=True))
    units = [
        unit
        for unit in tree.subtree(revision.snapshot.unit_id)
        if (unit in owed or unit in current) and (seen is None or unit in seen)
    ]
    totals, totals_before = total_people(revision), total_people(before) if before else {}
    uneven, notices = uneven_dimensions(revision), notices_of(revision, units)
    names = {each.pk: each.name for each in Dimension.objects.all()}
    return [
        board_row(
            tree.versions[unit],
            current.get(unit),
            covering(unit, tree, current),
            (totals.get(unit), totals_before.get(unit)),
            [names[each] for each in uneven.get(unit, ())],
            notices.get(unit, []),
        )
        for unit in units
    ]


def covering(unit: int, tree: UnitTree, current: dict[int, Submission]) -> str:
    """The unit above whose report counts for this one too."""
    above = [each for each in tree.line(unit)[1:] if each in current and current[each].covers_subordinates]
    return tree.name(above[0]) if above else ""


def board_row(
    unit: UnitVersion,
    submission: Submission | None,
    covered_by: str,
    people_and_before: tuple[int | None, int | None],
    uneven: list[str],
    notices: list[Notice],
) -> dict:
    people, before = people_and_before
    state = submission.state if submission else None
    known = people is not None and before is not None
    return {
        "unit": unit,
        "submission": submission,
        "covered_by": covered_by,
        "is_waiting": state == State.SUBMITTED,
        "is_returned": state == State.DRAFT,
        "is_received": submission is not None or bool(covered_by),
        "can_remind": state == State.DRAFT or (submission is None and not covered_by),
        "people": people,
        "before": before,
        "difference": people - before if known else None,
        "doubts": [
            *([far_from_last(before, people)] if known and is_far(before, people) else []),
            *map(parts_do_not_add_up, uneven),
        ],
        "reasons": [each.text for each in notices if each.kind == "returned"],
        "reminders": [each for each in notices if each.kind == "reminder"],
    }


def groups_of(board: list[dict], tree: UnitTree) -> list[Group]:
    """By the unit above, in the order of the tree: a board of 500 units is read group by group."""
    groups: dict[int | None, Group] = {}
    for row in board:
        above = tree.parents[row["unit"].unit_id]
        if above not in groups:
            groups[above] = Group(tree.name(above) if above is not None else "")
        groups[above].rows.append(row)
    return list(groups.values())


def total_of(board: Iterable[dict]) -> dict:
    """A unit in the report of another one does not add; the change is that of units known on both dates."""
    counted = [row for row in board if not row["covered_by"]]
    people = [row["people"] for row in counted if row["people"] is not None]
    before = [row["before"] for row in counted if row["before"] is not None]
    differences = [row["difference"] for row in counted if row["difference"] is not None]
    return {
        "people": sum(people) if people else None,
        "before": sum(before) if before else None,
        "difference": sum(differences) if differences else None,
        "same_units": len(differences),
    }


def dimension_totals(revision: Revision, submissions) -> list[tuple[Dimension, list]]:
    """What the reports state, added up value by value: for checking against the file, not for shares."""
    people = people_by_value(revision, list(submissions))
    found = []
    for dimension in Dimension.objects.prefetch_related("values"):
        values = [(value, people[value.pk]) for value in dimension.values.all() if value.pk in people]
        if values:
            found.append((dimension, values))
    return found
