"""Charts as Plotly specifications: plain values in, a dict out; the page's script draws it, a table repeats it."""

from datetime import date

from django.utils.translation import gettext as _

from workforce.models import Indicator
from workforce.queries.progress import TargetProgress
from workforce.queries.readings import Reading, Source
from workforce.web.graphics import are_joined
from workforce.wording.numbers import day, language
from workforce.wording.sources import people, shown_value

INK, SOFT, ACCENT = "#1c2127", "#5b6470", "#8a1c22"


def series_chart(indicator: Indicator, series: list[Reading], targets: list[TargetProgress]) -> dict:
    """Year-ends as a line that stops where a year is unknown, and each target's path to its due date."""
    data = [counted_line(indicator, series), *stated_points(indicator, series)]
    for progress in targets:
        data += target_lines(progress)
    return {"data": data, "layout": layout(indicator) | {"xaxis": date_axis(data)}}


def counted_line(indicator: Indicator, series: list[Reading]) -> dict:
    counted = [each for each in series if each.counts is not None]
    marks = []  # date, value and words of each; without a value where the line is interrupted
    for before, each in zip([None, *counted], counted, strict=False):
        if before is not None and before.value is not None and not are_joined(before, each):
            marks.append((each.on.isoformat(), None, ""))
        marks.append((each.on.isoformat(), as_float(each.value), hover(each)))
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": indicator.name,
        "x": [on for on, _value, _words in marks],
        "y": [value for _on, value, _words in marks],
        "text": [words for _on, _value, words in marks],
        "hovertemplate": "%{text}<extra></extra>",
        "connectgaps": False,
        "line": {"color": INK, "width": 2},
        "marker": {"color": INK, "size": 6},
    }


def stated_points(indicator: Indicator, series: list[Reading]) -> list[dict]:
    """What a document states or we derived from it: hollow marks, never joined to counted values."""
    found = []
    for source, name, symbol in [
        (Source.STATED, _("stated in a document"), "diamond-open"),
        (Source.DERIVED, _("derived"), "circle-open-dot"),
    ]:
        points = [each for each in series if each.source is source]
        if points:
            found.append(
                {
                    "type": "scatter",
                    "mode": "markers",
                    "name": name,
                    "x": [each.on.isoformat() for each in points],
                    "y": [as_float(each.value) for each in points],
                    "text": [hover(each) for each in points],
                    "hovertemplate": "%{text}<extra></extra>",
                    "marker": {"symbol": symbol, "color": INK, "size": 10},
                }
            )
    return found


def target_lines(progress: TargetProgress) -> list[dict]:
    """The path baseline → milestones → target; a target without one is a level line, up to its date if it has one."""
    goal, name = progress.goal, _("Target: %(name)s") % {"name": progress.target.name}
    if goal.required is None:
        return []
    style = {"type": "scatter", "mode": "lines", "name": name, "line": {"color": ACCENT, "dash": "dash", "width": 1.5}}
    path = [goal.baseline, *goal.milestones] if goal.baseline else [*goal.milestones]
    if goal.due is None or not path:
        dates = [*(each.on for each in progress.series), goal.due or progress.as_of]
        return [{**style, "x": [min(dates).isoformat(), max(dates).isoformat()], "y": [as_float(goal.required)] * 2}]
    points = [*((each.on, each.value) for each in path), (goal.due, goal.required)]
    return [
        {
            **style,
            "mode": "lines+markers",
            "x": [on.isoformat() for on, _value in points],
            "y": [as_float(value) for _on, value in points],
            "marker": {"color": ACCENT, "symbol": "circle-open", "size": 8},
            "cliponaxis": False,
        }
    ]


def layout(indicator: Indicator) -> dict:
    percent = indicator.unit == Indicator.Unit.PERCENT
    return {
        "template": "none",
        "separators": ",." if language() == "vi" else ".,",
        "font": {"family": "Inter, sans-serif", "size": 13, "color": INK},
        "margin": {"l": 60, "r": 20, "t": 10, "b": 70},
        "height": 380,
        "yaxis": {
            "ticksuffix": " %" if percent else "",
            "gridcolor": "#e7e4dd",
            "zeroline": False,
            "rangemode": "normal",
        },
        "legend": {"orientation": "h", "y": -0.2},
        "hovermode": "closest",
    }


def date_axis(data: list[dict]) -> dict:
    """A tick where a value is: 31 December 2024 stands at "2024", not at the start of 2025."""
    dates = sorted({each for line in data for each in line["x"]})
    labels = [each[:4] if each.endswith("12-31") else day(date.fromisoformat(each)) for each in dates]
    return {"type": "date", "tickvals": dates, "ticktext": labels, "showgrid": False, "linecolor": SOFT}


def hover(reading: Reading) -> str:
    return " · ".join(part for part in [day(reading.on), shown_value(reading), people(reading)] if part)


def as_float(value) -> float | None:
    return None if value is None else float(value)
