"""The yearly forms in words: headings, rows, and what is wrong or missing in them."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workforce.indicators.forms.checks import Finding, Line, Problem
from workforce.indicators.forms.shape import Column, Heading
from workforce.models import Dimension, Revision
from workforce.models.naming import in_reader_language
from workforce.queries.forms import FormRow, FormTable, RowKind
from workforce.wording.numbers import day, number

# Words of the printed form: they stand in the file as they do on the page, whatever the language of the reader
TOTAL_ROW = Heading("Tổng cộng", "Total")
OWN_STAFF = Heading("Người của chính đơn vị", "The unit's own staff")
NUMBER_IN_ORDER = Heading("STT", "No.")
UNIT_NAME = Heading("Tên cơ quan, đơn vị", "Agency, unit")
MEASURE = Heading("Đơn vị tính: người", "Unit: persons")
PREPARED_BY = Heading("Người lập biểu", "Prepared by")
HEAD_OF_UNIT = Heading("Thủ trưởng đơn vị", "Head of the unit")
INVENTED = Heading("Số liệu giả định", "Invented data")


def heading(words: Heading) -> str:
    return in_reader_language(words.vi, words.en)


def title(column: Column) -> str:
    """ "Chính trị: Trung cấp"."""
    return ": ".join(map(heading, column.title))


def row_name(row: FormRow, table: FormTable) -> str:
    """The only row above the total bears the unit's name."""
    if row.kind is RowKind.TOTAL:
        return heading(TOTAL_ROW)
    if row.kind is RowKind.OWN_STAFF and len(table.rows) > 2:
        return heading(OWN_STAFF)
    return row.unit.name


def source_name(revision: Revision | None, as_of) -> str:
    if revision is None:
        return _("the register on %(date)s") % {"date": day(as_of)}
    parts = [
        _("snapshot of %(date)s") % {"date": day(as_of)},
        _("revision %(number)s") % {"number": revision.number},
        _("locked") if revision.is_locked else _("not locked"),
    ]
    return ", ".join(parts)


def dimension_names() -> dict[str, str]:
    return {dimension.code: dimension.name for dimension in Dimension.objects.all()}


def finding_sentence(finding: Finding, dimensions: Mapping[str, str]) -> str:
    words = {
        "column": title(finding.columns[-1]) if finding.columns else "",
        "sum": heading(finding.sum.name) if finding.sum else "",
        "dimension": dimensions.get(finding.dimension, finding.dimension),
    }
    return SENTENCES[finding.problem]() % words


SENTENCES = {
    Problem.SUM_TOO_LARGE: lambda: _("%(sum)s: the columns add up to more than “%(column)s”."),
    Problem.SUM_TOO_SMALL: lambda: _("%(sum)s: the columns add up to less than “%(column)s”; some are in no column."),
    Problem.LARGER_THAN_TOTAL: lambda: _("“%(column)s” is larger than the total."),
    Problem.ROWS_DIFFER: lambda: _("“%(column)s”: the rows add up to something else than the unit reports for all."),
    Problem.NOT_REPORTED: lambda: _("Units without a report, or not covered by the register: the sums are unknown."),
    Problem.LEVELS_TOGETHER: lambda: _("A report counts commune-level staff and others in one."),
    Problem.NOT_CUT: lambda: _("%(dimension)s: the source does not break down the people by it."),
    Problem.NOT_BROKEN_DOWN: lambda: _("“%(column)s” is unknown: some people are not broken down as far as that."),
    Problem.NO_INFORMATION: lambda: _("%(dimension)s: no information about some people; they are in no column."),
    Problem.NO_QUOTA: lambda: _("“%(column)s”: none is on record for this date."),
}


def line_words(finding: Finding, line: Line) -> str:
    """The numbers of one row, in words; empty where there are none."""
    if line.people is None:
        return ""
    if line.expected is not None:
        return _("%(people)s of %(expected)s") % {"people": number(line.people), "expected": number(line.expected)}
    if finding.problem is Problem.NOT_REPORTED:
        return ngettext("%(units)s unit", "%(units)s units", line.people) % {"units": number(line.people)}
    return _("known part: %(people)s") % {"people": number(line.people)}
