"""The records of an xls: which cells hold an error, what is hidden, whether there is a password. Layouts: [MS-XLS]."""

import struct

from answer import Refusal
from cfb import CompoundFile
from left_out import LeftOut

BEGIN, END = {0x0809, 0x0409, 0x0209, 0x0009}, 0x000A
PASSWORD, BOUND_SHEET = 0x002F, 0x0085
FORMULA, BOOLEAN_OR_ERROR, ROW, COLUMNS = 0x0006, 0x0205, 0x0208, 0x007D
ERROR_RESULT = 2
HIDDEN_ROW, HIDDEN_COLUMN = 0x20, 0x01
ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}
UNKNOWN_ERROR = "#?"


def scan(content):
    """For each sheet of the workbook, in its order, what the parser leaves out."""
    stream = CompoundFile(content).stream("Workbook", "Book")
    if stream is None:
        raise Refusal("damaged_file")
    starts = []
    for kind, body in records(stream, 0):
        if kind == PASSWORD:
            raise Refusal("password_protected")
        if kind == BOUND_SHEET:
            starts.append(struct.unpack_from("<I", body)[0])
    return [scan_sheet(stream, start) for start in starts]


def records(stream, start):
    """Those of one part of the stream, up to its end; a chart inside it is left out, it has cells of its own."""
    depth = 0
    while start + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, start)
        if kind in BEGIN:
            depth += 1
        elif kind == END:
            depth -= 1
        elif depth == 1:
            yield kind, stream[start + 4 : start + 4 + length]
        if depth <= 0:
            return
        start += 4 + length


def scan_sheet(stream, start):
    found = LeftOut()
    for kind, body in records(stream, start):
        if kind == BOOLEAN_OR_ERROR and body[7]:
            add_error(body, body[6], found)
        elif kind == FORMULA and body[12:14] == b"\xff\xff" and body[6] == ERROR_RESULT:
            add_error(body, body[8], found)
        elif kind == ROW and body[12] & HIDDEN_ROW:
            found.hide_row(struct.unpack_from("<H", body)[0])
        elif kind == COLUMNS and body[8] & HIDDEN_COLUMN:
            found.hide_columns(*struct.unpack_from("<HH", body))
    return found


def add_error(body, code, found):
    row, column = struct.unpack_from("<HH", body)
    found.add_broken(row, column, ERRORS.get(code, UNKNOWN_ERROR))
