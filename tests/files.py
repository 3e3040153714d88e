"""Workbooks as offices send them: titles above, merged headings, signatures below."""

import csv
import io

import openpyxl
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

TITLES = [
    ["UỶ BAN NHÂN DÂN TỈNH MINH HỌA"],
    ["BÁO CÁO SỐ LƯỢNG CÁN BỘ, CÔNG CHỨC, VIÊN CHỨC"],
    ["Tính đến ngày 31/12/2023"],
]

# One row of headings (row 4 below TITLES); the first data row is row 5
HEADINGS = ["STT", "Đơn vị", "Mã đơn vị", "Tổng số", "Tiến sĩ", "Thạc sĩ", "Đại học", "Còn lại", "Nữ"]


def headcounts(*rows, headings=HEADINGS, titles=TITLES) -> list[list]:
    """The rows of a whole sheet."""
    return [*titles, list(headings), *map(list, rows)]


def xlsx(rows, *, merged=(), sheet="Biểu 1", hidden=(), more=()) -> bytes:
    """``merged``: ranges as "B4:D4"; ``hidden``: (name, rows) of hidden sheets, ``more``: of visible ones."""
    workbook = openpyxl.Workbook()
    fill(workbook.active, sheet, rows)
    for cells in merged:
        workbook.active.merge_cells(cells)
    for name, its_rows in more:
        fill(workbook.create_sheet(), name, its_rows)
    for name, its_rows in hidden:
        fill(workbook.create_sheet(), name, its_rows)
        workbook[name].sheet_state = "hidden"
    return saved(workbook)


def fill(worksheet, title, rows) -> None:
    worksheet.title = title
    for row in rows:
        worksheet.append(list(row))


def saved(document) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def xls(rows) -> bytes:
    workbook = xlwt.Workbook(encoding="utf-8")
    sheet = workbook.add_sheet("Biểu 1")
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            if cell is not None:
                sheet.write(r, c, cell)
    return saved(workbook)


def ods(rows) -> bytes:
    document = OpenDocumentSpreadsheet()
    table = Table(name="Biểu 1")
    for row in rows:
        line = TableRow()
        for cell in row:
            line.addElement(ods_cell(cell))
        table.addElement(line)
    document.spreadsheet.addElement(table)
    return saved(document)


def ods_cell(value):
    if value is None:
        return TableCell()
    if isinstance(value, str):
        cell = TableCell(valuetype="string")
    else:
        cell = TableCell(valuetype="float", value=value)
    cell.addElement(P(text=str(value)))
    return cell


def text(rows, *, delimiter=",", encoding="utf-8") -> bytes:
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter).writerows([["" if cell is None else cell for cell in row] for row in rows])
    return stream.getvalue().encode(encoding)


def phantom_xlsx() -> bytes:
    """Two filled cells, A1 and the very last one: seventeen thousand million cells to whoever trusts the corners."""
    workbook = openpyxl.Workbook()
    workbook.active["A1"] = "Đơn vị"
    workbook.active["XFD1048576"] = "Tổng số"
    return saved(workbook)
