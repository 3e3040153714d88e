"""A workbook as python-calamine reads it, completed by what that leaves out."""

import itertools
import math
import struct
import xml.etree.ElementTree as ET
import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path
from xml.parsers import expat

import biff
import fonts
import ods_xml
import python_calamine
import sheet_xml
import xlsb
from answer import Refusal

SCANS = {"xls": biff.scan, "ods": ods_xml.scan, "xlsb": xlsb.scan}
SCANS["xlsx"] = lambda content: fonts.added(sheet_xml.scan(content), content)
# How the parser words what has a better name than "damaged"
REASONS = {"macrosheets/": "macro_sheets", "Cell limit exceeded": "too_much_memory"}
FAILURES = (python_calamine.CalamineError, OSError, ValueError, LookupError)
FAILURES += (struct.error, zipfile.BadZipFile, ET.ParseError, expat.ExpatError)
WORKSHEET, VISIBLE = python_calamine.SheetTypeEnum.WorkSheet, python_calamine.SheetVisibleEnum.Visible


def read_spreadsheet(content, file_format, limits, output):
    # Told the format by the file's name, the parser can say why it cannot read it
    path = Path(f"workbook.{file_format}")
    try:
        if file_format == "ods":
            content = ods_xml.without_indents(content)
        left_out = SCANS[file_format](content)
        path.write_bytes(content)
        read_sheets(python_calamine.load_workbook(path), left_out, limits, output)
    except python_calamine.PasswordError as error:
        raise Refusal("password_protected") from error
    except FAILURES as error:
        raise Refusal(next((code for words, code in REASONS.items() if words in str(error)), "damaged_file")) from error


def read_sheets(workbook, left_out, limits, output):
    sheets = workbook.sheets_metadata
    if len(sheets) > limits.parts:
        raise Refusal("too_many_sheets", limit=limits.parts)
    if not any(about.typ == WORKSHEET for about in sheets):
        raise Refusal("no_worksheet")
    if len(left_out) != len(sheets):
        raise Refusal("damaged_file")  # two readers see two different workbooks
    for index, about in enumerate(sheets):
        if about.typ == WORKSHEET:
            check_rows(about.name, left_out[index].last_row + 1, limits)  # before memory for all of them is asked for
            sheet = workbook.get_sheet_by_index(index)
            read_sheet(sheet, about.visible == VISIBLE, left_out[index], limits, output)


def check_rows(name, height, limits):
    if height > limits.rows:
        raise Refusal("too_many_rows", sheet=name, limit=limits.rows)


def read_sheet(sheet, visible, left_out, limits, output):
    last_row, last_column = sheet.end or (-1, -1)
    height = max(last_row, *left_out.broken, -1) + 1
    check_rows(sheet.name, height, limits)
    if last_column >= limits.columns:
        raise Refusal("too_many_columns", sheet=sheet.name, limit=limits.columns)
    if height * (last_column + 1) > limits.cells:  # blanks between far cells take time as well
        raise Refusal("too_many_cells", sheet=sheet.name, limit=limits.cells)
    merged = [[*first, *last] for first, last in sheet.merged_cell_ranges or []]
    hidden = {"hidden_rows": left_out.rows, "hidden_columns": left_out.columns}
    drawn = {"fonts": left_out.fonts, "one_byte": False}
    output.write({"sheet": sheet.name, "visible": visible, "merged": merged[: limits.rows], **hidden, **drawn})
    # iter_rows() begins at the first row of the sheet, but at the first column that has anything
    left = [None] * sheet.start[1] if sheet.start else []
    rows = itertools.chain(sheet.iter_rows(), itertools.repeat(()))  # below may be rows of broken cells only
    for index, row in enumerate(itertools.islice(rows, height)):
        cells = [*left, *map(plain, row)]
        for column, text in left_out.broken.get(index, {}).items():
            cells += [None] * (column + 1 - len(cells))
            cells[column] = {"broken": text}
        output.write_row(cells, sheet.name)


def plain(cell):
    """A cell as JSON has it.

    The parser hands out every number as a float and an error (#N/A) as "": see ``LeftOut``.
    """
    if isinstance(cell, str):
        return cell if cell.strip() else None
    if isinstance(cell, float):
        if not math.isfinite(cell):
            return str(cell)
        return int(cell) if cell.is_integer() else cell
    if isinstance(cell, datetime):
        return [cell.date().isoformat()]
    if isinstance(cell, date):
        return [cell.isoformat()]
    if isinstance(cell, (time, timedelta)):
        return str(cell)
    return cell
