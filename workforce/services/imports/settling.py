"""For which date and whose figures: what the file states and what the sender chose must agree."""

from datetime import date

from workforce.models import Unit
from workforce.queries.units import UnitTree
from workforce.services.imports.checking import OpenedFile
from workforce.services.imports.matching import names_of
from workforce.services.imports.problems import Code, Problem
from workforce.services.imports.stated import stated_dates, stated_roots, year_hinted_by
from workforce.services.imports.vocabulary import Role


def settle_date(opened: OpenedFile, chosen: date | None, today: date) -> tuple[date | None, list[Problem]]:
    """The chosen date, else the one above the table; a year alone is its last day."""
    days, years = stated_dates(opened.titles)
    last_days = {date(year, 12, 31) for year in years}
    day = chosen or next(iter(days or last_days), None)
    if day is None:
        hint = year_hinted_by(opened.workbook.file_name)
        return None, [Problem(Code.DATE_MISSING, params={"hint": hint})]
    if days - {day} or years - {day.year}:
        stated = sorted(days | {each for each in last_days if each.year not in {day.year for day in days}})
        return chosen, [Problem(Code.DATE_CONTRADICTS, params={"chosen": chosen, "stated": stated})]
    if day > today:
        return day, [Problem(Code.DATE_IN_FUTURE, params={"date": day})]
    return day, []


def settle_unit(
    opened: OpenedFile, chosen: Unit | None, code: str, tree: UnitTree
) -> tuple[Unit | None, list[Problem]]:
    roots = stated_roots(opened.titles, tree, names_of(tree, set(tree.roots())))
    if chosen is None and code:
        return with_code(code, roots, tree)
    if chosen is None:
        found = roots or roots_of_codes(opened, tree)
        if len(found) == 1:
            return tree.versions[found.pop()].unit, []
        return None, [Problem(Code.UNIT_MISSING, params={"found": sorted(map(tree.name, found))})]
    if chosen.pk not in tree.versions:
        return None, [Problem(Code.UNIT_NOT_ON_DATE, found=last_name(chosen), params={"date": tree.day})]
    return chosen, contradiction(chosen, roots, tree)


def with_code(code: str, roots: set[int], tree: UnitTree) -> tuple[Unit | None, list[Problem]]:
    bearers = [version.unit for version in tree.versions.values() if version.code == code]
    if len(bearers) == 1:
        return bearers[0], contradiction(bearers[0], roots, tree)
    params = {"date": tree.day, "bearers": [tree.name(unit.pk) for unit in bearers]}
    return None, [Problem(Code.UNIT_NOT_ON_DATE, found=code, params=params)]


def contradiction(chosen: Unit, roots: set[int], tree: UnitTree) -> list[Problem]:
    """A title that names one province, and not the one chosen."""
    if len(roots) != 1 or tree.root(chosen.pk) in roots:
        return []
    params = {"chosen": tree.name(tree.root(chosen.pk)), "stated": tree.name(next(iter(roots)))}
    return [Problem(Code.PROVINCE_CONTRADICTS, params=params)]


def roots_of_codes(opened: OpenedFile, tree: UnitTree) -> set[int]:
    """The provinces whose units the codes of the file belong to."""
    found = set()
    for table, columns in opened.tables:
        column = columns.one(Role.CODE)
        cells = [table.sheet.cell(row, column.index) for row in table.data_rows()] if column else []
        units = [tree.codes.get(str(cell).strip()) for cell in cells if cell is not None]
        found |= {tree.root(unit_id) for unit_id in units if unit_id}
    return found


def last_name(unit: Unit) -> str:
    version = unit.versions.order_by("-valid_from").first()
    return version.name if version else unit.key
