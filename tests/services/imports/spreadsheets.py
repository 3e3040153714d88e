"""Workbooks part by part, for what no library would write."""

import io
import zipfile

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = 'xmlns="http://schemas.openxmlformats.org/package/2006'
SHEET, WORKBOOK = "xl/worksheets/sheet1.xml", "xl/workbook.xml"
ONE_CELL = '<row r="1"><c r="A1"><v>1</v></c></row>'
STYLES = (
    f'<styleSheet {MAIN}><numFmts count="2"><numFmt numFmtId="164" formatCode="0&quot; ngày&quot;"/>'
    '<numFmt numFmtId="165" formatCode="dd/mm/yyyy"/></numFmts>'
    '<cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>'
)
PLAIN, DAYS, DATE = 0, 1, 2


def zipped(parts) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def workbook(rows=ONE_CELL, **options) -> bytes:
    return zipped(parts(rows, **options))


def parts(rows=ONE_CELL, *, before="", after="", texts="", sheets=1, properties="", state="visible") -> dict:
    """``rows``: the XML of the cells of the first sheet; ``texts``: of the shared strings."""
    numbers = range(1, sheets + 1)
    listed = "".join(f'<sheet name="S{n}" sheetId="{n}" state="{state}" r:id="rId{n}"/>' for n in numbers)
    links = {f"rId{n}": f"worksheets/sheet{n}.xml" for n in numbers} | {"s": "styles.xml", "t": "sharedStrings.xml"}
    found = {
        "[Content_Types].xml": f'<Types {PACKAGE}/content-types"/>',
        "_rels/.rels": relationships({"rId1": WORKBOOK}),
        WORKBOOK: f'<workbook {MAIN} xmlns:r="{OFFICE}">{properties}<sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relationships(links),
        "xl/styles.xml": STYLES,
        "xl/sharedStrings.xml": f"<sst {MAIN}>{texts}</sst>",
    }
    return found | {f"xl/worksheets/sheet{n}.xml": sheet(rows, before=before, after=after) for n in numbers}


def relationships(targets) -> str:
    kinds = {"styles.xml": "styles", "sharedStrings.xml": "sharedStrings", WORKBOOK: "officeDocument"}
    links = "".join(
        f'<Relationship Id="{key}" Type="{OFFICE}/{kinds.get(target, "worksheet")}" Target="{target}"/>'
        for key, target in targets.items()
    )
    return f'<Relationships {PACKAGE}/relationships">{links}</Relationships>'


def sheet(rows, *, before="", after="") -> str:
    return f"<worksheet {MAIN}>{before}<sheetData>{rows}</sheetData>{after}</worksheet>"


def cell(reference, value, kind="n", style=PLAIN) -> str:
    return f'<c r="{reference}" t="{kind}" s="{style}"><v>{value}</v></c>'


def row(*cells, number=1) -> str:
    return f'<row r="{number}">{"".join(cells)}</row>'
