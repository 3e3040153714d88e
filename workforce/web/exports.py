"""Tables as files for Excel. A cell is data, whatever it looks like: no formula leaves the portal."""

import csv
import io
import re
from collections.abc import Iterable

import xlsxwriter
from django.http import HttpResponse

from workforce.services.workbooks import SAFE, literal

EXPORTED_AT_MOST = 50_000  # rows that fit into the memory of a web process, and into what somebody reads
# At the start of a cell; and behind a semicolon or line end, where programs set up for another country cut the line
FORMULA_START = re.compile(r"^(?=[=+\-@\t\r\n＝＋－＠])|(?<=[;\r\n])(?=[=+\-@＝＋－＠])")
BYTE_ORDER_MARK = "\ufeff"  # Excel reads UTF-8 only when told so


def as_csv(rows: Iterable[Iterable], file_name: str, title: str) -> HttpResponse:
    text = io.StringIO()
    text.write(BYTE_ORDER_MARK)
    writer = csv.writer(text)
    writer.writerows([neutral(cell) for cell in row] for row in rows)
    return download(text.getvalue().encode(), f"{file_name}.csv", "text/csv; charset=utf-8")


def neutral(cell):
    """A text that a spreadsheet would take for a formula gets a leading apostrophe; numbers stay numbers."""
    if isinstance(cell, str):
        return FORMULA_START.sub("'", cell)
    return "" if cell is None else cell


def as_xlsx(rows: Iterable[Iterable], file_name: str, title: str) -> HttpResponse:
    output = io.BytesIO()
    with xlsxwriter.Workbook(output, SAFE) as workbook:
        sheet = workbook.add_worksheet(sheet_name(title))
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, int | float) and not isinstance(cell, bool):
                    sheet.write_number(number, column, cell)
                elif cell not in (None, ""):
                    sheet.write_string(number, column, literal(str(cell)))
        sheet.freeze_panes(1, 0)
        sheet.autofit(300)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return download(output.getvalue(), f"{file_name}.xlsx", kind)


def sheet_name(title: str) -> str:
    """Excel allows 31 characters and none of these."""
    return "".join(" " if letter in "[]:*?/\\'" else letter for letter in title)[:31].strip() or "Sheet1"


def download(content: bytes, file_name: str, kind: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{file_name}"'
    return response


EXPORTS = {"csv": as_csv, "xlsx": as_xlsx}
