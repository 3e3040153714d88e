"""The binary parts of an xlsb: which cells hold an error, what is hidden. Layouts: [MS-XLSB]."""

import io
import struct
import zipfile

from biff import ERRORS, UNKNOWN_ERROR
from left_out import LeftOut
from sheet_xml import elements, paths_of

WORKBOOK, LINKS = "xl/workbook.bin", "xl/_rels/workbook.bin.rels"
ROW, ERROR_CELL, ERROR_FORMULA, COLUMN, SHEET = 0, 3, 11, 60, 156
HIDDEN_ROW, HIDDEN_COLUMN = 0x10, 0x01


def scan(content):
    """For each sheet of the workbook, in its order, what the parser leaves out."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        links = {each["Id"]: each.get("Target", "") for each in elements(archive.read(LINKS), "Relationship")}
        sheets = [body for kind, body in records(archive.read(WORKBOOK)) if kind == SHEET]
        paths = paths_of([links.get(link_of(sheet), "") for sheet in sheets])
        return [scan_sheet(archive.read(path)) for path in paths]


def link_of(sheet):
    length = struct.unpack_from("<I", sheet, 8)[0]
    return sheet[12 : 12 + 2 * length].decode("utf-16-le")


def records(part):
    place = 0
    while place < len(part):
        kind, place = number(part, place, 2)
        length, place = number(part, place, 4)
        yield kind, part[place : place + length]
        place += length


def number(part, place, bytes_at_most):
    """Seven bits a byte, the lowest first; the highest bit says that more follow. A kind keeps that bit."""
    value = 0
    for index in range(bytes_at_most):
        byte = part[place]
        place += 1
        value |= (byte & 0x7F) << (7 * index)
        if byte < 0x80:
            break
    return value, place


def scan_sheet(part):
    found, row = LeftOut(), -1
    for kind, body in records(part):
        if kind == ROW:
            row = struct.unpack_from("<I", body)[0]
            if body[11] & HIDDEN_ROW:
                found.hide_row(row)
        elif kind in {ERROR_CELL, ERROR_FORMULA}:
            found.add_broken(row, struct.unpack_from("<I", body)[0], ERRORS.get(body[8], UNKNOWN_ERROR))
        elif kind == COLUMN and body[16] & HIDDEN_COLUMN:
            found.hide_columns(*struct.unpack_from("<II", body))
    return found
