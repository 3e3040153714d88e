"""The executive's page: which target of which resolution is met, by how much, and on what evidence."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.http import Http404, HttpRequest
from django.shortcuts import render
from django.utils import timezone

from workforce.indicators.verdict import Badge
from workforce.models import Document, Indicator, Target, Unit, UnitVersion, User
from workforce.models.scopes import units_seen_by
from workforce.queries.coverage import days_answered
from workforce.queries.progress import TargetProgress, data_dates, default_dates, in_force, judged
from workforce.queries.readings import Change, Reading, readings_of
from workforce.queries.units import UnitTree, last_versions, lineage, lives, tree_on
from workforce.web import graphics
from workforce.web.access import only, see_unit
from workforce.web.unit_picker import UnitChoice, choose_unit, unit_choices

ACTION_NEEDED = [Badge.NOT_MET, Badge.MOVING_AWAY, Badge.AT_RISK, Badge.MET_AT_RISK, Badge.AWAITING_SNAPSHOT]


@dataclass(frozen=True)
class Row:
    progress: TargetProgress
    bullet: graphics.Bullet | None
    sparkline: graphics.Sparkline | None


@dataclass(frozen=True)
class DocumentProgress:
    """A resolution, its targets, and its roll-up: counts per badge, never an average."""

    document: Document
    rows: list[Row]

    @property
    def badges(self) -> list[tuple[Badge, int]]:
        counted = Counter(row.progress.verdict.badge for row in self.rows)
        return [(badge, counted[badge]) for badge in Badge if counted[badge]]


@dataclass(frozen=True)
class IndicatorLine:
    """An indicator of the unit: its latest reading, the one before, and the change between them."""

    latest: Reading
    before: Reading | None
    sparkline: graphics.Sparkline | None

    @property
    def change(self):
        if self.before is None or self.latest.breaks_series:
            return None
        return Change(self.before, self.latest).points


@dataclass(frozen=True)
class View:
    """What the bar on top chose; ``seen`` are the units the user may see, None for all."""

    unit: Unit
    name: str
    label: str
    as_of: date
    boundaries: date | None
    tree: UnitTree
    ended_on: date | None
    seen: set[int] | None

    @property
    def below(self) -> list[int]:
        """The units directly below on the day, without those that have left the user's scope since."""
        return self.visible(self.tree.children.get(self.unit.pk, []))

    @property
    def above(self) -> list[int]:
        """From the top down."""
        return self.visible(self.tree.line(self.unit.pk)[:0:-1])

    def visible(self, units: Iterable[int]) -> list[int]:
        return [unit for unit in units if self.seen is None or unit in self.seen]

    @property
    def query(self) -> str:
        today = "&boundaries=today" if self.boundaries else ""
        return f"unit={self.unit.key}&as_of={self.as_of.isoformat()}{today}"


@only(User.sees_dashboards)
def dashboard(request):
    view, choices = chosen_view(request)
    targets = in_force(Target.objects.filter(unit__in=members(view)))
    indicators = list(Indicator.objects.all())
    units = {view.unit.pk, *(target.unit_id for target in targets)}
    series = readings_of(units, indicators, view.boundaries, days_answered(view.as_of))
    progress = judged(targets, series, view.as_of)
    lines = [line for each in indicators if (line := indicator_line(series[view.unit.pk, each.pk], view.as_of))]
    versions = view.tree.versions_of([*view.above, *view.below])
    return render(
        request,
        "dashboard/dashboard.html",
        {
            "view": view,
            "choices": choices,
            "dates": dates_to_choose(view),
            "documents": by_document(progress),
            "lines": lines,
            "headcount": next((line for line in lines if line.latest.indicator.code == "headcount_total"), None),
            "evidence": next((line.latest for line in lines if line.latest.counts), None),
            "watched": {each.target.indicator_id for each in progress} or {line.latest.indicator.pk for line in lines},
            "decisions": [each for each in progress if each.verdict.badge in ACTION_NEEDED],
            "children": [versions[each] for each in view.below],
            "ancestors": [versions[each] for each in view.above],
        },
    )


def chosen_view(request: HttpRequest) -> tuple[View, list[UnitChoice]]:
    """The unit, day and boundaries asked for, and the units there are to choose from.

    A unit or a date that does not exist is a 404, not a guess.
    """
    seen = units_seen_by(request.user)
    choices = unit_choices(seen)
    if not choices:
        raise Http404
    unit = choose_unit(request, choices) or see_unit(request.user, choices[0].key)
    as_of = asked_date(request) or default_dates([unit.pk])[unit.pk]
    first, end = lives([unit.pk])[unit.pk]
    tree = tree_on(min(as_of, end - timedelta(days=1)) if as_of >= first else as_of)
    version = tree.versions_of([unit.pk]).get(unit.pk) or last_versions([unit.pk])[unit.pk]
    view = View(
        unit=unit,
        name=version.name,
        label=next(choice.label for choice in choices if choice.key == unit.key),
        as_of=as_of,
        boundaries=timezone.localdate() if request.GET.get("boundaries") == "today" else None,
        tree=tree,
        ended_on=end if end <= as_of else None,
        seen=seen,
    )
    return view, choices


def dates_to_choose(view: View) -> list[tuple[date, bool | None]]:
    """The dates with data: of the unit, and with today's boundaries of the units it came from."""
    return data_dates(lineage().forebears(view.unit.pk) if view.boundaries else {view.unit.pk}, view.as_of)


def asked_date(request: HttpRequest, name: str = "as_of") -> date | None:
    text = request.GET.get(name, "")
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Http404 from error


def members(view: View) -> list[int]:
    """The unit's subtree on the day, and what was below it last and has ended since; in the user's scope."""
    found = set(view.tree.subtree(view.unit.pk))
    # compared here: a province has more units than a statement should list
    last = {
        unit: (parent, end)
        for unit, parent, end in UnitVersion.objects.order_by("valid_from").values_list("unit", "parent", "valid_to")
    }
    ended = {unit: parent for unit, (parent, end) in last.items() if end <= view.as_of}
    while more := {unit for unit, parent in ended.items() if parent in found} - found:
        found |= more
    return view.visible(found)


def by_document(progress: list[TargetProgress]) -> list[DocumentProgress]:
    documents = {each.target.clause.document_id: each.target.clause.document for each in progress}
    return [
        DocumentProgress(document, [as_row(each) for each in progress if each.target.clause.document_id == document.pk])
        for document in documents.values()
    ]


def as_row(progress: TargetProgress) -> Row:
    spark = graphics.sparkline(progress.series, progress.as_of, progress.goal.required)
    return Row(progress, graphics.bullet(progress), spark)


def indicator_line(series: list[Reading], until: date) -> IndicatorLine | None:
    """None where nothing at all is known of the indicator up to the day."""
    readings = [each for each in series if each.on <= until]
    if not any(each.is_known or each.known for each in readings):
        return None
    before = readings[-2] if len(readings) > 1 else None
    return IndicatorLine(readings[-1], before, graphics.sparkline(readings, until))
