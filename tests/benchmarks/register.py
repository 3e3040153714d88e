"""The register of people: its numbers beside hand-written SQL, one clerk's change, eight clerks', and the people list.

    python -m tests.benchmarks.register --people 12770        or 60000, or 1000000

"x" divides by what stands beside it in the same run: for the numbers the best SQL we could write on the spells, its
rows fetched; for the list the Django admin's list of the same people. The SQL answers the very same question: the
benchmark stops where the two disagree. Eight clerks are threads of this process on PostgreSQL, each with people of
their own.
"""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import astuple
from datetime import date
from functools import partial
from statistics import median
from time import perf_counter

from django.conf import settings
from django.db import connection
from django.test import Client, override_settings

from tests.benchmarks.dashboard import opened
from tests.benchmarks.databases import empty_database
from tests.benchmarks.measuring import median_ms, print_table, statements_of
from tests.benchmarks.province import Province, build_units
from tests.engines import ENGINES
from workforce.models import Person, PersonSpell, Unit, User, Value
from workforce.queries.register import register_rows
from workforce.queries.units import tree_on
from workforce.services.generation.register import generate_register
from workforce.services.register.people import change_person

AS_OF = date(2024, 12, 31)
SEED = 2344
PEOPLE_A_UNIT = 100
MOST_UNITS = 10_000
CHANGES, CLERKS = 200, 8
CELLS = "unit_id, category_id, sector_id, leadership_id"
ON_THE_DAY = "valid_from <= %s AND valid_to > %s"
ADMIN_URLS = "tests.benchmarks.register_admin"


def main() -> None:
    parser = ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--engine", choices=ENGINES, help="measure on this engine only")
    parser.add_argument("--people", type=int, default=12_770)
    parser.add_argument("--rounds", type=int, default=7)
    chosen = parser.parse_args()
    for engine in [chosen.engine] if chosen.engine else ENGINES:
        with empty_database(engine):
            measure(engine, chosen)


def measure(engine: str, chosen: Namespace) -> None:
    start = perf_counter()
    province = build_units(min(MOST_UNITS, max(40, chosen.people // PEOPLE_A_UNIT)))
    built = perf_counter()
    made = generate_register(province=province.unit, people=chosen.people, seed=SEED, as_of=AS_OF)
    seconds = perf_counter() - built
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(f"\n{engine}: {len(province.below)} units in {built - start:.1f} s, {made} in {seconds:.1f} s", flush=True)
    headings = ["numbers of one day", "rows", "ms", "SQL ms", "x"]
    print_table(headings, list(numbers(province, chosen.rounds)))
    headings = ["saving a change", "changes", "ms", "p95 ms", "in the database, p95 ms", "a second"]
    print_table(headings, list(saving(engine, province)))
    print_table(["page", "ms", "admin ms", "x", "queries", "admin's"], list(pages(province, chosen.rounds)))


def numbers(province: Province, rounds: int) -> Iterator[list]:
    """Of every unit at once by each dimension; of one unit, and of one with those below it, by education."""
    for dimension, statement in statements().items():
        yield compared(f"all units, {dimension}", dimension, None, statement, rounds)
    tree = tree_on(AS_OF)
    above = max(tree.children[province.unit.pk], key=lambda unit: len(tree.subtree(unit)))
    statement = statements()["education"]
    yield compared("one unit, education", "education", [province.below[-1].pk], statement, rounds)
    yield compared("one with those below", "education", tree.subtree(above), statement, rounds)


def compared(name: str, dimension: str, units: list[int] | None, statement: str, rounds: int) -> list:
    of_units = "" if units is None else f"AND unit_id IN ({', '.join(map(str, units))})"
    sql = statement.format(of_units=of_units)
    ours, theirs = partial(register_rows, AS_OF, dimension, units), partial(fetched, sql)
    rows = theirs()
    found = [(unit, *astuple(row)) for unit, of_unit in ours().items() for row in of_unit if row.people]
    if sorted(found) != sorted(map(tuple, rows)):
        raise RuntimeError(f"{name}: the portal and the statement disagree")
    ms, sql_ms = median_ms(ours, theirs, rounds=rounds)
    return [name, len(rows), ms, sql_ms, ms / sql_ms]


def statements() -> dict[str, str]:
    """By dimension, what somebody would write who needs nothing else."""
    table, by = PersonSpell._meta.db_table, "GROUP BY 1, 2, 3, 4, 5"
    total = Value.objects.get_by_natural_key("total", "total").pk
    columns = ["education", "sex", "party", "ethnicity", "religion", "rank", "political_theory"]
    columns += ["state_management", "it"]
    found = {
        "total": f"SELECT {CELLS}, {total}, COUNT(*) FROM {table} WHERE {ON_THE_DAY} {{of_units}} GROUP BY 1, 2, 3, 4"
    }
    for name in columns:
        found[name] = f"SELECT {CELLS}, {name}_id, COUNT(*) FROM {table} WHERE {ON_THE_DAY} {{of_units}} {by}"
    found["age"] = f"SELECT {CELLS}, {age_case()}, COUNT(*) FROM {table} WHERE {ON_THE_DAY} {{of_units}} {by}"
    found["foreign_language"] = (
        f"SELECT {CELLS}, l.value_id, COUNT(*) FROM {table} s JOIN workforce_languagespell l "
        f"ON l.person_id = s.person_id AND l.valid_from <= '{AS_OF}' AND l.valid_to > '{AS_OF}' "
        f"WHERE s.valid_from <= %s AND s.valid_to > %s {{of_units}} {by}"
    )
    return found


def age_case() -> str:
    ids = dict(Value.objects.filter(dimension__code="age").values_list("code", "pk"))
    bands = [(31, "age_30_or_less"), (41, "age_31_40"), (51, "age_41_50"), (61, "age_51_60")]
    whens = [f"WHEN birth_date > '{AS_OF.replace(year=AS_OF.year - age)}' THEN {ids[code]}" for age, code in bands]
    unknown = f"WHEN birth_date IS NULL THEN {ids['age_no_information']}"
    return f"CASE {unknown} {' '.join(whens)} ELSE {ids['age_over_60']} END"


def fetched(sql: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, [AS_OF, AS_OF])
        return cursor.fetchall()


def saving(engine: str, province: Province) -> Iterator[list]:
    clerk = User.objects.create_user("nhaplieu", role=User.Role.DATA_ENTRY, unit=province.unit)
    people = list(Person.objects.filter(status=Person.Status.IN_SERVICE).order_by("search_name")[: 2 * CHANGES])
    yield saved_by(1, clerk, people[:CHANGES])
    if engine == "postgresql":
        yield saved_by(CLERKS, clerk, people[CHANGES:])


def saved_by(clerks: int, clerk: User, people: list[Person]) -> list:
    """A new telephone number for each, by clerks who work at the same time."""
    start = perf_counter()
    if clerks == 1:
        times = [timed_change(clerk, person) for person in people]
    else:
        with ThreadPoolExecutor(clerks) as threads:
            parts = list(threads.map(partial(change_all, clerk), [people[each::clerks] for each in range(clerks)]))
        times = [time for part in parts for time in part]
    seconds = perf_counter() - start
    whole, database = ([1000 * each for each in column] for column in zip(*times, strict=True))
    name = "1 clerk" if clerks == 1 else f"{clerks} clerks at once"
    return [name, len(times), median(whole), percentile(whole), percentile(database), len(times) / seconds]


def change_all(clerk: User, people: list[Person]) -> list[tuple[float, float]]:
    try:
        return [timed_change(clerk, person) for person in people]
    finally:
        connection.close()


def timed_change(clerk: User, person: Person) -> tuple[float, float]:
    """Seconds in all, and those in the database; the last commit is in the first only."""
    start = perf_counter()
    with database_time() as spent:
        change_person(person=person, version=person.version, facts={"phone": "000"}, by=clerk)
    return perf_counter() - start, spent()


@contextmanager
def database_time() -> Iterator[Callable[[], float]]:
    spent = [0.0]

    def wrapper(execute, *arguments):
        start = perf_counter()
        try:
            return execute(*arguments)
        finally:
            spent[0] += perf_counter() - start

    with connection.execute_wrapper(wrapper):
        yield lambda: spent[0]


def percentile(times: list[float]) -> float:
    return sorted(times)[int(0.95 * (len(times) - 1))]


def pages(province: Province, rounds: int) -> Iterator[list]:
    """As a data administrator of the province meets them, and beside them the admin's list as its superuser does."""
    admin = User.objects.create_superuser("hethong", is_staff=True)
    reader = User.objects.create_user("quantri", role=User.Role.DATA_ADMIN, unit=province.unit)
    ours, theirs = Client(), Client()
    ours.force_login(reader)
    theirs.force_login(admin)
    unit = Unit.objects.get(pk=province.below[-1].pk)
    addresses = {
        "people": ("/people/", "/bench-admin/workforce/person/"),
        "people of a unit": (f"/people/?unit={unit.key}", f"/bench-admin/workforce/person/?unit__id__exact={unit.pk}"),
        "people, q=nguyen hu": ("/people/?q=nguyen+hu", "/bench-admin/workforce/person/?q=nguyen+hu"),
    }
    apps = ["django.contrib.admin", *settings.INSTALLED_APPS]
    with override_settings(INSTALLED_APPS=apps, ROOT_URLCONF=ADMIN_URLS):
        for name, (address, of_admin) in addresses.items():
            page, beside = partial(opened, ours, address), partial(opened, theirs, of_admin)
            queries = [len(statements_of(each).asked) for each in (page, beside)]
            ms, admin_ms = median_ms(page, beside, rounds=rounds)
            yield [name, ms, admin_ms, ms / admin_ms, *queries]


if __name__ == "__main__":
    main()
