"""What the sender is told of a form as a whole: how it was read, which columns it lacks, which were not kept."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from workforce.indicators.forms.editions import RETIREMENT_MOVED_ON, between_bands
from workforce.indicators.forms.shape import Column, Heading
from workforce.models import Value
from workforce.models.naming import in_reader_language
from workforce.services.imports.official_forms.checking import CheckedRow
from workforce.services.imports.official_forms.finding import FoundForm
from workforce.services.imports.official_forms.rows import FormRow
from workforce.services.imports.problems import Code, Problem, Severity

OVER_60 = re.compile(r"\b6[12]\b")


def notices_of(
    found: FoundForm,
    day: date,
    held: Mapping[str, Value],
    rows: Iterable[FormRow],
    checked: Iterable[CheckedRow],
) -> list[Problem]:
    sheet, row = found.table.sheet.name, found.table.top + 1
    said = {
        Code.FORM_RECOGNISED: {"mark": found.form.mark, "population": words(found.population.name)},
        Code.FORM_COLUMNS_MISSING: {"form_columns": list(map(title, found.missing))},
        Code.UNKNOWN_HEADINGS: {"headings": found.unknown},
        Code.FORM_COLUMNS_NOT_KEPT: {"form_columns": list(map(title, not_kept(found, held, rows)))},
    }
    notices = [
        Problem(code, Severity.NOTICE, sheet, row, params=params)
        for code, params in said.items()
        if all(params.values())
    ]
    return [*notices, *of_ages(found, day, checked)]


def not_kept(found: FoundForm, held: Mapping[str, Value], rows: Iterable[FormRow]) -> list[Column]:
    """Columns with figures for which a snapshot has no place."""
    filled = {key for row in rows for key, people in row.others.items() if people}
    return [column for column in found.form.columns if column.key in filled - held.keys()]


def of_ages(found: FoundForm, day: date, checked: Iterable[CheckedRow]) -> Iterator[Problem]:
    """Which ages of retirement the form follows, where it is not those of its date."""
    sheet, row = found.table.sheet.name, found.table.top + 1
    form = found.on(day)
    within = {key for each in form.sums if not each.of_everybody for key in each.parts}
    between = [column.key for column in between_bands(form) if column.key in within]
    people = sum(each.left_out.get(key, 0) for each in checked for key in between)
    if people:
        yield Problem(Code.FORM_AGES_BETWEEN, Severity.NOTICE, sheet, row, params={"people": people})
    later = [text for text in found.unknown if OVER_60.search(text)]
    if later and day < RETIREMENT_MOVED_ON:
        params = {"headings": later, "date": day, "since": RETIREMENT_MOVED_ON}
        yield Problem(Code.FORM_AGES_OF_LATER, Severity.WARNING, sheet, row, params=params)


def title(column: Column) -> str:
    """ "25 Tiếng Anh: Đại học trở lên"."""
    return f"{column.number} {': '.join(map(words, column.title))}"


def words(heading: Heading) -> str:
    return in_reader_language(heading.vi, heading.en)
