"""A yearly form as a workbook, in Vietnamese and laid out as the ministry prints it; a second sheet says what it lacks.

The words on the form are data of the form; only the sentences of the second sheet come from the message catalogue.
"""

import io
from collections.abc import Sequence

import xlsxwriter
from django.utils import translation
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from workforce.indicators.counting import Count
from workforce.indicators.forms.checks import Line, Problem
from workforce.indicators.forms.shape import header
from workforce.indicators.forms.shared import CHECK_COLUMNS, LEFT_OUT, NO_INFORMATION
from workforce.queries.forms import FormTable
from workforce.services.workbooks import SAFE
from workforce.wording import forms as words
from workforce.wording.numbers import UNKNOWN, day

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORM_SHEET, CHECK_SHEET = "Biểu", "Kiểm tra"
A3 = 8
OPTIONS = SAFE | {"in_memory": True}
LEAD_COLUMNS = 2  # A: number in order, B: name of the unit
HEADER_ROW = 6
FONT = {"font_name": "Times New Roman", "font_size": 11, "valign": "vcenter"}
GRID = {**FONT, "border": 1, "text_wrap": True}


def form_workbook(table: FormTable) -> bytes:
    output = io.BytesIO()
    with translation.override("vi"), xlsxwriter.Workbook(output, OPTIONS) as workbook:
        FormSheet(workbook, table).write()
        CheckSheet(workbook, table).write()
    return output.getvalue()


class FormSheet:
    """Title, merged header of as many rows as the form has, numbering row, rows, line of the left-out, signatures."""

    def __init__(self, workbook: Workbook, table: FormTable):
        self.table = table
        self.sheet: Worksheet = workbook.add_worksheet(FORM_SHEET)
        self.last_column = LEAD_COLUMNS + len(table.form.columns) - 1
        self.numbering_row = HEADER_ROW + table.form.depth
        self.first_row = self.numbering_row + 1
        self.plain = workbook.add_format(FONT)
        self.italic = workbook.add_format({**FONT, "italic": True, "align": "right"})
        self.centre = workbook.add_format({**FONT, "bold": True, "align": "center"})
        self.title = workbook.add_format({**FONT, "bold": True, "align": "center", "font_size": 14})
        self.group = workbook.add_format({**GRID, "bold": True, "align": "center"})
        self.upright = workbook.add_format({**GRID, "bold": True, "align": "center", "rotation": 90})
        self.numbering = workbook.add_format({**GRID, "italic": True, "align": "center"})
        self.name = workbook.add_format(GRID)
        self.people = workbook.add_format({**GRID, "align": "right", "num_format": "#,##0"})
        self.total_name = workbook.add_format({**GRID, "bold": True})
        self.total_people = workbook.add_format({**GRID, "bold": True, "align": "right", "num_format": "#,##0"})
        self.wrapped = workbook.add_format({**FONT, "text_wrap": True, "valign": "top"})

    def write(self) -> None:
        self.lay_out()
        self.write_titles()
        self.write_header()
        self.write_rows()
        self.write_foot(self.first_row + len(self.table.rows))

    def lay_out(self) -> None:
        self.sheet.set_landscape()
        self.sheet.set_paper(A3)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.5)
        self.sheet.repeat_rows(HEADER_ROW, self.numbering_row)
        self.sheet.freeze_panes(self.first_row, LEAD_COLUMNS)
        self.sheet.set_column(0, 0, 5, self.plain)
        self.sheet.set_column(1, 1, 38, self.plain)
        self.sheet.set_column(LEAD_COLUMNS, self.last_column, 6.5, self.plain)
        self.sheet.set_row(self.numbering_row - 1, 110)  # the row of rotated text
        self.sheet.set_footer("&C&P/&N")

    def write_titles(self) -> None:
        table, last = self.table, self.last_column
        middle = last // 2
        self.sheet.merge_range(0, 0, 0, middle, table.unit.name.upper(), self.centre)
        self.sheet.merge_range(0, middle + 1, 0, last, table.form.mark, self.centre)
        self.sheet.merge_range(1, middle + 1, 1, last, f"({table.form.basis.vi})", self.centre)
        if table.unit.unit.invented:
            self.sheet.merge_range(1, 0, 1, middle, words.INVENTED.vi.upper(), self.centre)
        self.sheet.merge_range(2, 0, 2, last, table.form.name.vi.upper(), self.title)
        self.sheet.merge_range(3, 0, 3, last, f"Tính đến ngày {day(table.day)}", self.centre)
        self.sheet.merge_range(4, 0, 4, last, self.subtitle(), self.centre)
        self.sheet.merge_range(5, 0, 5, last, words.MEASURE.vi, self.italic)

    def subtitle(self) -> str:
        source = words.source_name(self.table.revision, self.table.day)
        return f"Đối tượng: {self.table.population.name.vi} – Nguồn: {source}"

    def write_header(self) -> None:
        for column, heading in enumerate([words.NUMBER_IN_ORDER, words.UNIT_NAME]):
            self.write_span(HEADER_ROW, column, self.table.form.depth, 1, heading.vi, self.group)
        for cell in [each for row in header(self.table.form) for each in row]:
            look = self.upright if cell.is_leaf else self.group
            place = HEADER_ROW + cell.row, LEAD_COLUMNS + cell.column
            self.write_span(*place, cell.rows, cell.columns, cell.heading.vi, look)
        numbers = ["A", "B", *(column.number for column in self.table.form.columns)]
        for column, number in enumerate(numbers):
            self.sheet.write_string(self.numbering_row, column, number, self.numbering)
        for column, each in enumerate(self.table.form.columns, start=LEAD_COLUMNS):
            if each.note:
                self.sheet.write_comment(self.numbering_row, column, each.note.vi, {"x_scale": 2})

    def write_span(self, row: int, column: int, rows: int, columns: int, text: str, look) -> None:
        if rows == columns == 1:
            self.sheet.write_string(row, column, text, look)
        else:
            self.sheet.merge_range(row, column, row + rows - 1, column + columns - 1, text, look)

    def write_rows(self) -> None:
        for place, row in enumerate(self.table.rows):
            line, is_total = self.first_row + place, place == len(self.table.rows) - 1
            name, people = (self.total_name, self.total_people) if is_total else (self.name, self.people)
            self.sheet.write_string(line, 0, "" if is_total else str(place + 1), self.numbering)
            self.sheet.write_string(line, 1, words.row_name(row, self.table), name)
            for column, each in enumerate(self.table.form.columns, start=LEAD_COLUMNS):
                write_count(self.sheet, line, column, row.filled.counts[each.key], people)

    def write_foot(self, line: int) -> None:
        """What no column holds, and who signs."""
        last = self.last_column
        self.sheet.merge_range(line, 0, line, last, left_out_line(self.table), self.wrapped)
        self.sheet.set_row(line, 34)
        date_line, sign_line, middle = line + 2, line + 3, last // 2
        self.sheet.merge_range(date_line, middle + 1, date_line, last, "……………, ngày …… tháng …… năm ……", self.centre)
        self.sheet.merge_range(sign_line, 0, sign_line, middle, words.PREPARED_BY.vi, self.centre)
        self.sheet.merge_range(sign_line, middle + 1, sign_line, last, words.HEAD_OF_UNIT.vi, self.centre)


class CheckSheet:
    """Every contradiction and gap with the rows concerned, the people without a column by row, and the notes."""

    def __init__(self, workbook: Workbook, table: FormTable):
        self.table = table
        self.sheet: Worksheet = workbook.add_worksheet(CHECK_SHEET)
        self.bold = workbook.add_format({**FONT, "bold": True, "text_wrap": True})
        self.wrapped = workbook.add_format({**FONT, "text_wrap": True, "valign": "top"})
        self.people = workbook.add_format({**FONT, "num_format": "#,##0", "align": "right"})
        self.names = [words.row_name(row, table) for row in table.rows]
        self.line = 0

    def write(self) -> None:
        self.sheet.set_column(0, 0, 70)
        self.sheet.set_column(1, 1, 45)
        self.sheet.set_column(2, 2, 24)
        self.sheet.set_landscape()
        self.sheet.fit_to_pages(1, 0)
        self.write_line(CHECK_COLUMNS, self.bold)
        self.write_findings()
        self.write_left_out()
        self.write_others()
        self.line += 1
        self.write_line(["Ghi chú về biểu"], self.bold)
        for note in self.table.form.notes:
            self.write_line([note.vi], self.wrapped)
        for column in self.table.form.columns:
            if column.note:
                self.write_line([f"Cột {column.number}: {column.note.vi}"], self.wrapped)

    def write_findings(self) -> None:
        dimensions = words.dimension_names()
        if not self.table.findings:
            self.write_line(["Không có sai lệch hay thiếu thông tin."], self.wrapped)
        for finding in self.table.findings:
            sentence = words.finding_sentence(finding, dimensions)
            for line in finding.lines:
                self.write_line([sentence, self.names[line.row], words.line_words(finding, line)], self.wrapped)

    def write_left_out(self) -> None:
        for column in self.table.form.footnotes:
            for name, row in zip(self.names, self.table.rows, strict=True):
                count = row.filled.counts[column.key]
                if count.people or count.known_people:
                    text = f"{column.headings[0].vi}: {column.headings[1].vi}"
                    self.sheet.write_row(self.line, 0, [text, name], self.wrapped)
                    write_count(self.sheet, self.line, 2, count, self.people)
                    self.line += 1

    def write_others(self) -> None:
        """The sentences above are for people; these lines, in the words of the data, are read back with the form."""
        names = words.dimension_names()
        for finding in self.table.findings:
            for line in finding.lines:
                if finding.problem is Problem.NO_INFORMATION:
                    text = f"{NO_INFORMATION.vi}: {names.get(finding.dimension, finding.dimension)}"
                    self.write_number(text, line, line.people)
                elif finding.problem is Problem.SUM_TOO_SMALL:
                    self.write_number(f"{LEFT_OUT.vi}: {finding.sum.name.vi}", line, line.expected - line.people)

    def write_number(self, text: str, line: Line, people: int) -> None:
        self.sheet.write_row(self.line, 0, [text, self.names[line.row]], self.wrapped)
        self.sheet.write_number(self.line, 2, people, self.people)
        self.line += 1

    def write_line(self, cells: Sequence[str], look) -> None:
        for column, text in enumerate(cells):
            self.sheet.write_string(self.line, column, text, look)
        self.line += 1


def write_count(sheet: Worksheet, row: int, column: int, count: Count, look) -> None:
    if count.people is None:
        sheet.write_string(row, column, UNKNOWN, look)
    else:
        sheet.write_number(row, column, count.people, look)


def left_out_line(table: FormTable) -> str:
    parts = []
    for column in table.form.footnotes:
        people = table.total.counts[column.key].people
        parts.append(f"{column.headings[-1].vi}: {UNKNOWN if people is None else people}")
    text = f"{table.form.footnotes[0].headings[0].vi} – " + "; ".join(parts) + "."
    if table.empty_units:
        text += f" {table.empty_units} đơn vị trực thuộc không có người thuộc biểu, không in dòng."
    return text
