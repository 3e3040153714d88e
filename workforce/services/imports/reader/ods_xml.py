"""The XML of an ods: which cells have no result, what is hidden, whether there is a password."""

import io
import re
import zipfile

from answer import Refusal
from left_out import LeftOut
from sheet_xml import elements, local, safe_parser

MANIFEST, CONTENT = "META-INF/manifest.xml", "content.xml"
CELLS = {"table-cell", "covered-table-cell"}
NOT_SHOWN = {"collapse", "filter"}
ERROR_STARTS = ("#", "Err:")
INDENTED = re.compile(rb"<table:table-row[^<>]*>\s+<")
INDENTS = re.compile(rb"(</?table:[^<>]*>)\s+(?=<)|(>)\s+(?=</?table:)")


def scan(content):
    """For each sheet of the workbook, in its order, what the parser leaves out."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if MANIFEST in archive.namelist() and elements(archive.read(MANIFEST), "encryption-data"):
            raise Refusal("password_protected")
        return TableScan().scan(archive.read(CONTENT))


def without_indents(content):
    """The parser takes the space between the elements of a table for text that should not be there."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in [MANIFEST, CONTENT] if name in archive.namelist()}
    if not INDENTED.search(parts[CONTENT]):
        return content
    parts[CONTENT] = INDENTS.sub(rb"\1\2", parts[CONTENT])
    rewritten = io.BytesIO()
    with zipfile.ZipFile(rewritten, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        for name, part in parts.items():
            archive.writestr(name, part)
    return rewritten.getvalue()


class TableScan:
    """One element stands for as many rows or cells as are alike; a cell may have a table inside, which is no sheet."""

    def __init__(self):
        self.sheets, self.depth, self.text = [], 0, []
        self.row, self.rows, self.column, self.columns, self.cell = 0, 1, 0, 1, {}
        self.broken = {}

    def scan(self, xml):
        parser = safe_parser()
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = self.start, self.end
        parser.CharacterDataHandler = self.text_found
        parser.Parse(xml, True)
        return self.sheets

    def start(self, name, attributes):
        name = local(name)
        attributes = {key.removeprefix("table:"): value for key, value in attributes.items()}
        if name == "table":
            self.depth += 1
            if self.depth == 1:
                self.sheets.append(LeftOut())
                self.row = self.column = 0
        elif self.depth == 1 and name == "table-column":
            columns = int(attributes.get("number-columns-repeated", 1))
            if attributes.get("visibility") in NOT_SHOWN:
                self.sheets[-1].hide_columns(self.column, self.column + columns - 1)
            self.column += columns
        elif self.depth == 1 and name == "table-row":
            self.rows, self.column, self.broken = int(attributes.get("number-rows-repeated", 1)), 0, {}
            if attributes.get("visibility") in NOT_SHOWN:
                self.sheets[-1].hide_row(self.row, self.rows)
        elif self.depth == 1 and name in CELLS:
            self.columns, self.cell, self.text = int(attributes.get("number-columns-repeated", 1)), attributes, []

    def text_found(self, text):
        if self.depth == 1:
            self.text.append(text)

    def end(self, name):
        name = local(name)
        if name == "table":
            self.depth -= 1
        elif self.depth == 1 and name in CELLS:
            if text := self.without_result():
                self.broken |= dict.fromkeys(range(self.column, self.column + self.columns), text)
            self.column += self.columns
        elif self.depth == 1 and name == "table-row":
            for row in range(self.row, self.row + self.rows) if self.broken else ():
                self.sheets[-1].broken[row] = self.broken
            self.row += self.rows

    def without_result(self):
        text, formula = "".join(self.text).strip(), self.cell.get("formula")
        if self.cell.get("calcext:value-type") == "error" or (formula and text.startswith(ERROR_STARTS)):
            return text or "#?"
        return f"={formula.partition(':')[2].lstrip('=')}" if formula and "office:value-type" not in self.cell else ""
