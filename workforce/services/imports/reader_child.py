"""Reads one spreadsheet from stdin and writes its cells to stdout as JSON lines. Runs alone, as a child process.

A hostile file can make the parser abort, loop or eat all memory, and none of that can be caught as an exception.
So this file imports nothing of the project, limits itself before it touches the content, and is killed when it must.
It may write into its working directory, which the parent clears away.

Lines: ``{"sheet": name, "visible": bool, "merged": [[top, left, bottom, right], …]}``, then one list per row;
a date is a list of one ISO text, a cell without a result ``{"broken": "#N/A"}``.
The last line is ``{"end": [notes]}`` or ``{"refused": code, …}``.
"""

import csv
import io
import json
import math
import posixpath
import re
import sys
import xml.etree.ElementTree as ET
import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path
from xml.parsers import expat

MEMORY_BYTES = 2 * 1024**3
CPU_SECONDS = 60
MAX_UNPACKED_BYTES = 500 * 1024**2
MAX_PARTS = 1000
MAX_ROWS = 300_000
MAX_COLUMNS = 2000
# One long shared string may be referred to by a million cells: what is sent back has a limit of its own.
MAX_OUTPUT_CHARACTERS = 200 * 1024**2
# A document type must stand before the root element, and the parser expands no entities anyway.
PROLOG_BYTES = 64 * 1024

OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# How an error and a formula begin in the XML of a sheet; most sheets have neither
MAY_BE_BROKEN = re.compile(rb"""\st=["']e["']|<(?:\w+:)?f[ />]""")
ENCRYPTED_XLSX = "EncryptedPackage".encode("utf-16-le")
ACTIVE_PARTS = {"vbaProject": "macros", "macrosheets": "macros", "externalLinks": "external_links"}
ACTIVE_PARTS |= {"embeddings": "embedded_objects", "activeX": "embedded_objects"}


class Refusal(Exception):
    def __init__(self, code, **params):
        super().__init__(code)
        self.line = {"refused": code, **params}


class Output:
    def __init__(self):
        self.characters = 0

    def write(self, item):
        line = json.dumps(item, ensure_ascii=False, separators=(",", ":"))
        self.characters += len(line)
        if self.characters > MAX_OUTPUT_CHARACTERS:
            raise Refusal("unpacked_too_large", limit_mb=MAX_OUTPUT_CHARACTERS // 1024**2)
        sys.stdout.write(line + "\n")


def main():
    limit_resources()
    sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    content = sys.stdin.buffer.read()
    output = Output()
    try:
        notes = read(content, output)
        output.write({"end": notes})
    except Refusal as refusal:
        sys.stdout.write("\n" + json.dumps(refusal.line) + "\n")


def limit_resources():
    if sys.platform == "win32":
        return  # has no such limits: there only the parent's timeout protects
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def read(content, output):
    if content.startswith(b"PK"):
        names = check_zip(content)
        read_spreadsheet(content, format_of_zip(names), output)
        return sorted({note for piece, note in ACTIVE_PARTS.items() if any(piece in name for name in names)})
    if content.startswith(OLE_MAGIC):
        read_spreadsheet(content, "xlsx" if ENCRYPTED_XLSX in content else "xls", output)
        return []
    read_text(decode(content), output)
    return []


def check_zip(content):
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if len(parts) > MAX_PARTS:
                raise Refusal("too_many_parts", limit=MAX_PARTS)
            if sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES:
                raise Refusal("unpacked_too_large", limit_mb=MAX_UNPACKED_BYTES // 1024**2)
            for part in parts:
                if part.filename.endswith((".xml", ".rels", ".vml")):
                    with archive.open(part) as stream:
                        prolog = stream.read(PROLOG_BYTES).replace(b"\0", b"").upper()
                    if b"<!DOCTYPE" in prolog or b"<!ENTITY" in prolog:
                        raise Refusal("damaged_file")
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, OSError, ValueError) as error:
        # The ways in which zipfile says that an archive is cut off, encrypted or packed by an unknown method
        raise Refusal("damaged_file") from error
    return [part.filename for part in parts]


def format_of_zip(names):
    if "mimetype" in names or "content.xml" in names:
        return "ods"
    return "xlsb" if any(name.endswith("workbook.bin") for name in names) else "xlsx"


def read_spreadsheet(content, file_format, output):
    import python_calamine

    # Told the format by the file's name, the parser can say why it cannot read it ("password")
    path = Path(f"workbook.{file_format}")
    path.write_bytes(content)
    try:
        workbook = python_calamine.load_workbook(path)
        broken = broken_cells(content) if file_format == "xlsx" else {}
        for index, about in enumerate(workbook.sheets_metadata):
            if about.typ == python_calamine.SheetTypeEnum.WorkSheet:
                visible = about.visible == python_calamine.SheetVisibleEnum.Visible
                read_sheet(workbook.get_sheet_by_index(index), visible, broken.get(about.name, {}), output)
    except python_calamine.PasswordError as error:
        raise Refusal("password_protected") from error
    except (python_calamine.CalamineError, OSError, ValueError, MemoryError, ET.ParseError) as error:
        raise Refusal("damaged_file") from error


def read_sheet(sheet, visible, broken, output):
    last_row, last_column = sheet.end or (-1, -1)
    if last_row >= MAX_ROWS:
        raise Refusal("too_many_rows", sheet=sheet.name, limit=MAX_ROWS)
    if last_column >= MAX_COLUMNS:
        raise Refusal("too_many_columns", sheet=sheet.name, limit=MAX_COLUMNS)
    merged = [[*first, *last] for first, last in sheet.merged_cell_ranges or []]
    output.write({"sheet": sheet.name, "visible": visible, "merged": merged[:MAX_ROWS]})
    # iter_rows() begins at the first row of the sheet, but at the first column that has anything
    left = [None] * sheet.start[1] if sheet.start else []
    for index, row in enumerate(sheet.iter_rows()):
        cells = [*left, *map(plain, row)]
        for column, text in broken.get(index, {}).items():
            cells += [None] * (column + 1 - len(cells))
            cells[column] = {"broken": text}
        output.write(without_blank_end(cells))


def broken_cells(content):
    """By sheet, row and column what the parser hands out as blank: errors ("#N/A") and uncalculated formulas ("=A1/2").

    A formula is saved with its result; a program that cannot calculate leaves it out.
    """
    found = {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name, part in sheet_parts(archive).items():
            xml = archive.read(part)
            if MAY_BE_BROKEN.search(xml):
                found[name] = SheetScan().scan(xml)
    return found


def sheet_parts(archive):
    """The part of the archive that holds each sheet."""
    names = set(archive.namelist())
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
        return {}
    # no part has a document type, see check_zip
    links = ET.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
    book = ET.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314
    targets = {each.get("Id"): posixpath.join("/xl", each.get("Target", "")).lstrip("/") for each in links}
    sheets = [each.attrib for each in book.iter() if local(each.tag) == "sheet"]
    ids = {each["name"]: next((each[key] for key in each if local(key) == "id"), None) for each in sheets}
    return {name: targets[key] for name, key in ids.items() if targets.get(key) in names}


def local(name):
    return re.split("[}:]", name)[-1]


class SheetScan:
    """Finds the cells without a result in the XML of one sheet."""

    def __init__(self):
        self.found, self.row, self.column = {}, -1, -1
        self.type, self.formula, self.value, self.text = "", None, "", []

    def scan(self, xml):
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = self.start, self.end
        parser.CharacterDataHandler = self.text_found
        try:
            parser.Parse(xml, True)
        except expat.ExpatError as error:
            raise Refusal("damaged_file") from error
        return self.found

    def start(self, name, attributes):
        name = local(name)
        self.text = []
        if name == "row":
            self.row, self.column = int(attributes.get("r", self.row + 2)) - 1, -1
        elif name == "c":
            self.column = column_of(attributes["r"]) if "r" in attributes else self.column + 1
            self.type, self.formula, self.value = attributes.get("t", "n"), None, ""

    def text_found(self, text):
        self.text.append(text)

    def end(self, name):
        name = local(name)
        if name == "f":
            self.formula = "".join(self.text)
        elif name == "v":
            self.value = "".join(self.text)
        elif name == "c" and 0 <= self.column < MAX_COLUMNS:
            # a formula whose result is an empty text says so in its type
            uncalculated = self.formula is not None and not self.value and self.type == "n"
            if self.type == "e" or uncalculated:
                self.found.setdefault(self.row, {})[self.column] = f"={self.formula}" if uncalculated else self.value


def column_of(reference):
    index = 0
    for letter in reference.rstrip("0123456789"):
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1


def plain(cell):
    """A cell as JSON has it.

    The parser hands out every number as a float and an error (#N/A) as "": see ``broken_cells``.
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


def without_blank_end(cells):
    while cells and cells[-1] is None:
        cells.pop()
    return cells


def decode(content):
    """No detector of encodings helps with Vietnamese: certain signs decide, and anything else is refused."""
    for mark, encoding in [
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ]:
        if content.startswith(mark):
            return strictly(content, encoding)
    sample = content[:4000]
    if b"\0" in sample:
        even, odd = sample[::2].count(0), sample[1::2].count(0)
        if min(even, odd) == 0 and max(even, odd) * 4 > len(sample) // 2:
            return strictly(content, "utf-16-le" if odd else "utf-16-be")
        raise Refusal("unknown_format")
    return strictly(content, "utf-8")


def strictly(content, encoding):
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        # Text in an old encoding has no control characters; anything else with them is no text at all
        binary = any(byte < 9 or 13 < byte < 32 for byte in content[:4000])
        raise Refusal("unknown_format" if binary else "unknown_encoding") from error
    if any(ord(character) < 9 or 13 < ord(character) < 32 for character in text[:4000]):
        raise Refusal("unknown_format")
    return text


def read_text(text, output):
    if text.lstrip()[:1] == "<":  # a web page or an XML workbook that was named .xls
        raise Refusal("unknown_format")
    delimiter = sniffed(text)
    output.write({"sheet": "", "visible": True, "merged": []})
    csv.field_size_limit(100_000)
    try:
        for count, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), start=1):
            if count > MAX_ROWS:
                raise Refusal("too_many_rows", sheet="", limit=MAX_ROWS)
            if len(row) > MAX_COLUMNS:
                raise Refusal("too_many_columns", sheet="", limit=MAX_COLUMNS)
            output.write(without_blank_end([cell if cell.strip() else None for cell in row]))
    except csv.Error as error:
        raise Refusal("damaged_file") from error


def sniffed(text):
    """The delimiter that cuts the most of the first rows into the same number of cells."""

    def fitness(delimiter):
        rows = list(csv.reader(io.StringIO(text[:20_000], newline=""), delimiter=delimiter))[:50]
        widths = [len(row) for row in rows if len(row) > 1]
        return max((widths.count(width) * min(width, 3) for width in set(widths)), default=0)

    csv.field_size_limit(100_000)
    try:
        return max(",;\t", key=fitness)
    except csv.Error as error:
        raise Refusal("damaged_file") from error


if __name__ == "__main__":
    main()
