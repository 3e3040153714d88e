"""What goes back to the parent: lines of JSON, no more of them than allowed."""

import json
import sys


class Refusal(Exception):
    def __init__(self, code, **params):
        super().__init__(code)
        self.line = {"refused": code, **params}


class Output:
    def __init__(self, limits):
        self.limits, self.characters, self.cells = limits, 0, 0

    def write_row(self, cells, sheet):
        while cells and cells[-1] is None:
            cells.pop()
        if len(cells) > self.limits.columns:
            raise Refusal("too_many_columns", sheet=sheet, limit=self.limits.columns)
        self.cells += len(cells)
        if self.cells > self.limits.cells:
            raise Refusal("too_many_cells", sheet=sheet, limit=self.limits.cells)
        # No text of ours may hold a NUL, which PostgreSQL refuses
        self.write([cell.replace("\0", "") if isinstance(cell, str) and "\0" in cell else cell for cell in cells])

    def write(self, item):
        line = json.dumps(item, ensure_ascii=False, separators=(",", ":"))
        self.characters += len(line)
        # One long shared text may be referred to by a million cells
        if self.characters > self.limits.characters:
            raise Refusal("unpacked_too_large", limit_mb=self.limits.characters // 1024**2)
        sys.stdout.write(line + "\n")
