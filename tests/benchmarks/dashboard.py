"""The executive's page, with one unit below the province and with five hundred, beside a trivial JSON view.

All views answer through the whole middleware stack, signed in. "SQL ms" asks a page's statements again, without
Django; "x trivial" divides by the trivial view (/healthz) of the same database, measured in turns with the page.
"""

from functools import partial

from django.test import Client

from tests.benchmarks.databases import chosen_engines, empty_database
from tests.benchmarks.measuring import median_ms, print_table, statements_of
from tests.benchmarks.province import Province, add_executive, add_targets, add_year_ends, build_units
from workforce.models import Selection
from workforce.queries.counts import counts_of

SIZES = [1, 500]
HEADINGS = ["", "engine", "units", "ms", "x trivial", "SQL ms", "queries", "KB"]


def main() -> None:
    rows = []
    for engine in chosen_engines(__doc__):
        for size in SIZES:
            with empty_database(engine):
                rows += measured(engine, size)
    print_table(HEADINGS, rows)


def measured(engine: str, size: int) -> list[list]:
    province = build_units(size)
    add_targets(province)
    headcounts = add_year_ends(province)
    print(f"{engine}, {size} units: {headcounts} headcounts loaded", flush=True)
    pages = {
        "trivial view": "/healthz",
        "executive's page": f"/progress/?unit={province.unit.key}",
        "indicator page": f"/indicators/masters_share/?unit={province.unit.key}",
    }
    client = Client()
    client.force_login(add_executive(province))
    trivial = partial(opened, client, pages["trivial view"])
    rows = []
    for name, address in pages.items():
        page = partial(opened, client, address)
        page()
        statements = statements_of(page)
        base, ms, sql_ms = median_ms(trivial, page, statements.run)
        size_kb = len(page().content) / 1024
        rows.append([name, engine, size, ms, ms / base, sql_ms, len(statements.asked), size_kb])
    return [*rows, counts_alone(engine, size, province)]


def opened(client: Client, address: str):
    response = client.get(address)
    if response.status_code != 200:
        raise RuntimeError(f"{address} answered {response.status_code}")
    return response


def counts_alone(engine: str, size: int, province: Province) -> list:
    """Every selection of the province on every date: the numbers of a page, without the page."""
    selections = list(Selection.objects.values_list("pk", flat=True))
    ask = partial(counts_of, [province.unit.pk], selections)
    statements = statements_of(ask)
    ms, sql_ms = median_ms(ask, statements.run)
    return ["counts of a unit", engine, size, ms, "", sql_ms, len(statements.asked), ""]


if __name__ == "__main__":
    main()
