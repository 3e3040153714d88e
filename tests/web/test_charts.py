"""Chart specifications, read as dictionaries; plotly's own schema says whether the browser will understand them."""

from datetime import date
from fractions import Fraction

import plotly.graph_objects as go
import pytest

from workforce.indicators.bounds import Bounds, point
from workforce.models import Indicator, StatedFigure
from workforce.queries.counts import Counts
from workforce.queries.readings import Reading, Source
from workforce.web.charts import series_chart
from workforce.web.dashboard import IndicatorLine
from workforce.web.graphics import sparkline, unbroken_runs

POSTGRADUATES = Indicator(
    code="postgraduate_share",
    name_vi="Tỷ lệ sau đại học",
    name_en="Postgraduate degree",
    kind="stock_share",
    decimals=2,
)


def reading(year, value, source=Source.SNAPSHOT, broken_on=None):
    return Reading(
        POSTGRADUATES,
        date(year, 12, 31),
        source,
        value=None if value is None else Fraction(value),
        bounds=None if value is None else point(Fraction(value)),
        counts=Counts(date(year, 12, 31), {}, (), 1, 1) if source is Source.SNAPSHOT else None,
        figure=StatedFigure(value=value, measure="percent") if source is not Source.SNAPSHOT else None,
        broken_on=broken_on,
    )


def years_joined(series):
    return [[reading.on.year for reading in run] for run in unbroken_runs(series)]


def test_plotly_accepts_the_chart():
    spec = series_chart(POSTGRADUATES, [reading(2022, "8.1"), reading(2023, None), reading(2024, "8.6")], [])

    figure = go.Figure(spec)

    assert figure.to_plotly_json()["data"][0]["type"] == "scatter"


def test_an_unknown_year_interrupts_the_line():
    spec = series_chart(POSTGRADUATES, [reading(2022, "8.1"), reading(2023, None), reading(2024, "8.6")], [])

    line = spec["data"][0]

    assert line["y"] == [8.1, None, 8.6]
    assert line["connectgaps"] is False


def test_a_tick_stands_at_its_year_end():
    spec = series_chart(POSTGRADUATES, [reading(2023, 8), reading(2024, 9)], [])

    assert spec["layout"]["xaxis"]["tickvals"] == ["2023-12-31", "2024-12-31"]
    assert spec["layout"]["xaxis"]["ticktext"] == ["2023", "2024"]


INTERRUPTED = {
    "a missing year": [reading(2021, 7), reading(2022, 8), reading(2024, 9)],
    "an unknown year": [reading(2021, 7), reading(2022, 8), reading(2023, None), reading(2024, 9)],
    "a break": [reading(2022, 7), reading(2023, 8), reading(2024, 9, broken_on=date(2024, 7, 1))],
    "another source": [reading(2022, 7), reading(2023, 8), reading(2024, 9, Source.STATED)],
    "a derived one": [reading(2022, 7), reading(2023, 8), reading(2024, 9, Source.DERIVED)],
}


@pytest.mark.parametrize("why", INTERRUPTED)
def test_a_sparkline_is_interrupted_where_years_cannot_be_joined(why):
    series = INTERRUPTED[why]

    drawn = sparkline(series, date(2024, 12, 31))

    assert [len(years) for years in years_joined(series)] == [2, 1]
    assert [len(line.split()) for line in drawn.lines] == [2]


@pytest.mark.parametrize("source", [Source.SNAPSHOT, Source.STATED])
def test_consecutive_years_of_one_source_are_joined(source):
    series = [reading(year, year - 2000, source) for year in [2022, 2023, 2024]]

    assert years_joined(series) == [[2022, 2023, 2024]]


@pytest.mark.parametrize("why", ["a missing year", "a break"])
def test_the_line_of_the_chart_is_interrupted_too(why):
    line = series_chart(POSTGRADUATES, INTERRUPTED[why], [])["data"][0]

    assert line["y"] == [7, 8, None, 9]
    assert len(line["x"]) == len(line["text"]) == 4


def test_a_bound_is_drawn_nowhere():
    bound = Reading(POSTGRADUATES, date(2024, 12, 31), Source.STATED, bounds=Bounds(Fraction(60), None))

    assert years_joined([reading(2023, 8), bound]) == [[2023]]


def test_the_dashboard_tells_no_change_across_a_break():
    before, joined, broken = reading(2023, 8), reading(2024, 9), reading(2024, 9, broken_on=date(2024, 7, 1))

    assert IndicatorLine(joined, before, None).change == 1
    assert IndicatorLine(broken, before, None).change is None
