"""The XML of an xlsx: where its sheets are, which cells have no result, what is hidden."""

import io
import posixpath
import re
import zipfile
from xml.parsers import expat

from answer import Refusal
from left_out import LeftOut

# How an error, a formula and something hidden begin in the XML of a sheet; most sheets have none of them
MAY_BE_LEFT_OUT = re.compile(rb"""\st=["']e["']|<(?:\w+:)?f[ />]|\shidden=["'](?:1|true)["']""")
FILLED_CELL = re.compile(rb"""<c [^<>]*?\br=["'][A-Z]{1,3}(\d{1,7})["'][^<>/]*>\s*<(?:v|f|is)\b""")
COLUMN = re.compile("[A-Z]{1,3}")
LAST_COLUMN = 16_383
WORKBOOK, LINKS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"


def scan(content):
    """For each sheet of the workbook, in its order, what the parser leaves out.

    A formula is saved with its result; a program that cannot calculate leaves it out.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [scan_sheet(xml) for xml in sheets_of(archive)]


def scan_sheet(xml):
    found = SheetScan().scan(xml) if MAY_BE_LEFT_OUT.search(xml) else LeftOut()
    last = FILLED_CELL.match(xml, max(xml.rfind(b"<c "), 0))
    found.last_row = int(last[1]) - 1 if last else -1
    return found


def sheets_of(archive):
    """The XML of each sheet of the workbook, in its order."""
    names = parts_of(archive)
    targets = {each["Id"]: each.get("Target", "") for each in elements(read(archive, names, LINKS), "Relationship")}
    sheets = elements(read(archive, names, WORKBOOK), "sheet")
    keys = [next((sheet[name] for name in sheet if local(name) == "id"), None) for sheet in sheets]
    for path in paths_of([targets.get(key, "") for key in keys]):
        yield read(archive, names, path)


def paths_of(targets):
    """The parts that the links of a workbook lead to; a thousand sheets may not be one part read a thousand times."""
    if not all(targets):
        raise Refusal("damaged_file")
    paths = [posixpath.normpath(posixpath.join("/xl", target)).lstrip("/") for target in targets]
    if len(set(paths)) < len(paths):
        raise Refusal("hostile_file", traps=["doubled_parts"])
    return paths


def parts_of(archive):
    return {name.replace("\\", "/").lower(): name for name in archive.namelist()}


def read(archive, names, path):
    """Programs do not agree on the case of the names of parts; a missing part has nothing."""
    name = names.get(path.lower())
    return archive.read(name) if name else b""


def elements(xml, name):
    """The attributes of the elements of a name."""
    found = []

    def start(tag, attributes):
        if local(tag) == name:
            found.append(attributes)

    if xml:
        parser = safe_parser()
        parser.StartElementHandler = start
        parser.Parse(xml, True)
    return found


def safe_parser():
    """A part may hide its document type behind a long comment; here it is the end of the reading."""
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse_document_type
    return parser


def refuse_document_type(*_):
    raise Refusal("hostile_file", traps=["entities"])


def local(name):
    return name.rpartition(":")[2]


class SheetScan:
    """Finds the cells without a result, and the hidden rows and columns, in the XML of one sheet."""

    def __init__(self):
        self.found, self.row, self.column = LeftOut(), -1, -1
        self.type, self.formula, self.value, self.text = "", None, "", []

    def scan(self, xml):
        parser = safe_parser()
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = self.start, self.end
        parser.CharacterDataHandler = self.text_found
        parser.Parse(xml, True)
        return self.found

    def start(self, name, attributes):
        name = local(name)
        self.text = []
        if name == "row":
            self.row, self.column = int(attributes.get("r", self.row + 2)) - 1, -1
            if is_true(attributes.get("hidden")):
                self.found.hide_row(self.row)
        elif name == "c":
            self.column = column_of(attributes["r"]) if "r" in attributes else self.column + 1
            self.type, self.formula, self.value = attributes.get("t", "n"), None, ""
        elif name == "col" and is_true(attributes.get("hidden")):
            self.found.hide_columns(int(attributes["min"]) - 1, int(attributes["max"]) - 1)

    def text_found(self, text):
        self.text.append(text)

    def end(self, name):
        name = local(name)
        if name == "f":
            self.formula = "".join(self.text)
        elif name == "v":
            self.value = "".join(self.text)
        elif name == "c" and 0 <= self.column <= LAST_COLUMN:
            # a formula whose result is an empty text says so in its type
            uncalculated = self.formula is not None and not self.value and self.type == "n"
            if self.type == "e" or uncalculated:
                self.found.add_broken(self.row, self.column, f"={self.formula}" if uncalculated else self.value)


def is_true(value):
    return value in {"1", "true"}


def column_of(reference):
    index = 0
    for letter in COLUMN.match(reference.upper())[0]:
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1
