"""Which cells of an xlsx are drawn by a font of the time before Unicode: the text in them is in its encoding."""

import io
import re
import zipfile

from sheet_xml import column_of, local, parts_of, read, safe_parser, sheets_of

STYLES = "xl/styles.xml"
# Anything but text looks the same in every font
TEXTS = {"s", "str", "inlineStr"}
# .VnTime, .VnArialH, … draw TCVN3, VNI-Times, … draw VNI
MENTIONED = re.compile(rb"""["'](?:\.vn|vni[- ])""", re.IGNORECASE)
OLD_FONT = re.compile(r"\.vn|vni[- ]", re.IGNORECASE)


def added(sheets, content):
    """To what the parser leaves out of each sheet. Most workbooks have no such font, which one look at them tells."""
    for sheet, runs in zip(sheets, scan(content), strict=False):
        sheet.fonts = runs
    return sheets


def scan(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        styles = read(archive, parts_of(archive), STYLES)
        if not MENTIONED.search(styles):
            return []
        fonts = StyleScan().scan(styles)
        return [CellScan(fonts).scan(xml) for xml in sheets_of(archive)] if fonts else []


class StyleScan:
    """The styles of cells that have such a font: number of the style → name of the font."""

    def __init__(self):
        self.inside, self.fonts, self.of_styles = [], [], []

    def scan(self, xml):
        parser = safe_parser()
        parser.StartElementHandler, parser.EndElementHandler = self.start, self.end
        parser.Parse(xml, True)
        fonts = dict(enumerate(self.fonts))
        named = {style: fonts.get(font, "") for style, font in enumerate(self.of_styles)}
        return {style: font for style, font in named.items() if OLD_FONT.match(font)}

    def start(self, name, attributes):
        name = local(name)
        match self.inside[1:4], name:
            case ["fonts"], "font":
                self.fonts.append("")
            case ["fonts", "font"], "name":
                self.fonts[-1] = attributes.get("val", "")
            case ["cellXfs"], "xf":
                self.of_styles.append(int(attributes.get("fontId", 0)))
        self.inside.append(name)

    def end(self, _):
        self.inside.pop()


class CellScan:
    """Runs of cells below each other with one font: [font, column, first row, last row]."""

    def __init__(self, fonts):
        self.fonts, self.runs, self.open = fonts, [], {}
        self.row, self.column = -1, -1

    def scan(self, xml):
        parser = safe_parser()
        parser.StartElementHandler = self.start
        parser.Parse(xml, True)
        return self.runs

    def start(self, name, attributes):
        name = local(name)
        if name == "row":
            self.row, self.column = int(attributes.get("r", self.row + 2)) - 1, -1
        elif name == "c":
            self.column = column_of(attributes["r"]) if "r" in attributes else self.column + 1
            font = self.fonts.get(int(attributes.get("s", 0)))
            if font is not None and attributes.get("t") in TEXTS:
                self.add(font)

    def add(self, font):
        run = self.open.get(self.column)
        if run and run[0] == font and run[3] == self.row - 1:
            run[3] = self.row
        else:
            self.open[self.column] = [font, self.column, self.row, self.row]
            self.runs.append(self.open[self.column])
