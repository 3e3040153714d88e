"""What every list page owes its reader: one fixed cost, any order, and files in which a cell is only a cell."""

import csv
import io

import openpyxl
from django.db import connection
from django.test.utils import CaptureQueriesContext

BYTE_ORDER_MARK = "\ufeff"
FORMULAS = ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1"]
VIETNAMESE = "Đặng Thị Ước – Sở Nội vụ"


def assert_same_number_of_queries(client, url, make_row, rows=19):
    """``make_row(number)`` adds one more row to a list that has at least one."""
    client.get(url)
    with CaptureQueriesContext(connection) as few:
        before = client.get(url)
    for number in range(rows):
        make_row(number)

    with CaptureQueriesContext(connection) as many:
        after = client.get(url)

    assert len(after.context["table"].rows) >= len(before.context["table"].rows) + rows
    assert len(many) == len(few), "\n".join(each["sql"][:200] for each in many)


def assert_sorts_by_every_column(client, url):
    """Each heading that can be clicked gives the same rows, in one order and in the other."""
    table = client.get(url).context["table"]
    rows = sorted(map(str, texts(table)))
    sortable = [column.name for column in table.columns if column.orderable]
    assert sortable
    for name in sortable:
        for sort in [name, f"-{name}"]:
            response = client.get(url, {"sort": sort})

            assert response.status_code == 200
            assert tuple(response.context["table"].order_by) == (sort,)
            assert sorted(map(str, texts(response.context["table"]))) == rows


def column(client, url, name, **parameters):
    """The cells of a column, with ``sort`` in the order asked for."""
    table = client.get(url, parameters).context["table"]
    return [row.get_cell_value(name) for row in table.rows]


def texts(table):
    return [list(map(str, row)) for row in table.as_values()][1:]


def as_csv(client, url, **parameters):
    response = client.get(url, parameters | {"export": "csv"})
    text = response.content.decode("utf-8")
    assert text.startswith(BYTE_ORDER_MARK)
    assert text.count(BYTE_ORDER_MARK) == 1
    return list(csv.reader(io.StringIO(text.removeprefix(BYTE_ORDER_MARK), newline="")))


def as_xlsx(client, url, **parameters):
    response = client.get(url, parameters | {"export": "xlsx"})
    workbook = openpyxl.load_workbook(io.BytesIO(response.content))
    return [list(row) for row in workbook.active.iter_rows()]


def assert_exports_what_it_shows(client, url):
    """Both files hold every row of the table, also beyond the page, under the headings of the page."""
    table = client.get(url).context["table"]
    headings, *shown = [["" if cell is None else str(cell) for cell in row] for row in table.as_values()]

    sheet, lines = as_xlsx(client, url), as_csv(client, url)

    assert lines[0] == headings == [cell.value for cell in sheet[0]]
    assert [[cell.removeprefix("'") for cell in line] for line in lines[1:]] == shown
    assert [["" if cell.value is None else str(cell.value) for cell in row] for row in sheet[1:]] == shown


def assert_cells_stay_text(client, url, put):
    """``put(text, number)`` makes a row that shows the text in a cell of its own."""
    for number, text in enumerate([*FORMULAS, VIETNAMESE]):
        put(text, number)

    in_csv = {cell for line in as_csv(client, url) for cell in line}
    in_xlsx = {cell.value: cell.data_type for row in as_xlsx(client, url) for cell in row}

    assert {f"'{text}" for text in FORMULAS} <= in_csv
    assert not in_csv & set(FORMULAS)
    assert {in_xlsx[text] for text in [*FORMULAS, VIETNAMESE]} == {"s"}
    assert VIETNAMESE in in_csv


def assert_empty_list_says_so(client, url):
    response = client.get(url)

    assert list(response.context["table"].rows) == []
    assert 'class="empty"' in response.content.decode()
