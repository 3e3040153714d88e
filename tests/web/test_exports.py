"""The export links that a page shows lead to files."""

import csv
import io
import re
import zipfile
from html import unescape

import openpyxl
import pytest
from django.urls import reverse

from tests.web.portal import address, signed_in
from workforce.models import Document, ImportBatch, Indicator, Person, Selection, Target, UnitVersion, User, Value
from workforce.web import exports


@pytest.mark.parametrize("route", ["targets", "documents", "figures", "units", "snapshots", "imports", "indicators"])
@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_the_export_link_of_a_list_gives_a_file(portal, route, kind):
    client = signed_in(portal.universe.data_admin)
    page = client.get(reverse(route), {"sort": "-name", "page": 1}).content.decode()
    [link] = [unescape(each) for each in re.findall(r'href="([^"]*)"', page) if f"export={kind}" in each]

    response = client.get(reverse(route) + link)

    assert response["Content-Disposition"].endswith(f'.{kind}"')


# Every file that the portal itself writes for Excel, by who gets it; what comes back byte for byte is not among them
TABLES = {
    "data_admin": ["documents", "figures", "imports", "indicator_years", "indicators", "people", "people_import"]
    + ["people_imports", "quotas", "reconciliation", "snapshots", "targets", "units"],
    "portal_admin": ["selections"],
    "auditor": ["audit"],
    "system_admin": ["accounts"],
}
WITHOUT_NAMES = {"quotas", "indicator_years", "reconciliation", "people_import"}
WORKBOOKS = {"import_template": {"unit": "minh-hoa", "as_of": "31/12/2023"}, "people_import_template": {}}
FORMULA = "=1+1;=2+2"


@pytest.fixture
def formulas_as_names(portal):
    for model in [UnitVersion, Document, Indicator, Target, Selection, Value]:
        model.objects.update(name_vi=FORMULA, name_en=FORMULA)
    Person.objects.update(full_name=FORMULA)
    User.objects.update(first_name=FORMULA)
    ImportBatch.objects.update(file_name=FORMULA, by_name=FORMULA)
    return portal


def formulas_in(content: bytes) -> list[str]:
    workbook = openpyxl.load_workbook(io.BytesIO(content))
    return [cell.coordinate for sheet in workbook for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


@pytest.mark.any_engine
@pytest.mark.parametrize(("role", "route"), [(role, route) for role in TABLES for route in TABLES[role]])
def test_no_table_that_leaves_the_portal_holds_a_formula(formulas_as_names, role, route):
    portal = formulas_as_names
    client = signed_in(getattr(portal, role, None) or getattr(portal.universe, role))
    url = address(route, portal)

    as_xlsx, as_csv = (client.get(url, {"export": kind}) for kind in ["xlsx", "csv"])

    assert formulas_in(as_xlsx.content) == []
    text = as_csv.content.decode("utf-8-sig")
    assert "1+1" in text or route in WITHOUT_NAMES
    for delimiter in ",;":
        cells = [cell for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) for cell in row]
        assert [cell for cell in cells if cell.startswith(("=", "+", "@", "\t"))] == []


@pytest.mark.any_engine
@pytest.mark.parametrize("route", WORKBOOKS)
def test_no_workbook_to_fill_in_holds_a_formula(formulas_as_names, route):
    client = signed_in(formulas_as_names.universe.data_admin)

    content = client.get(address(route, formulas_as_names), WORKBOOKS[route]).content

    assert formulas_in(content) == []
    assert FORMULA.encode() in zipfile.ZipFile(io.BytesIO(content)).read("xl/sharedStrings.xml")


@pytest.mark.parametrize(
    ("cell", "neutral"),
    [
        ("=1", "'=1"),
        ("\t=1", "'\t=1"),
        ("＝1", "'＝1"),
        ("x;=1", "x;'=1"),
        ("x\n@SUM(1)", "x\n'@SUM(1)"),
        ("a; b - c\r\nd", "a; b - c\r\nd"),
        (-5, -5),
        (None, ""),
    ],
)
def test_a_cell_of_a_csv_is_neutral_wherever_a_line_may_be_cut(cell, neutral):
    assert exports.neutral(cell) == neutral
