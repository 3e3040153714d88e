"""The form's own sums on the rows of a file: rank, education and age make up the total, 35 is 36 and 37, and so on."""

from collections.abc import Mapping
from dataclasses import dataclass

from workforce.indicators.counting import UNKNOWN, Count
from workforce.indicators.forms.checks import FilledRow, Finding, Line, larger_than_total, of_sums
from workforce.indicators.forms.checks import Problem as Wrong
from workforce.indicators.forms.editions import between_bands
from workforce.indicators.forms.shape import TOTAL, Column, Form
from workforce.models import Value
from workforce.services.imports.official_forms.left_out import LeftOut
from workforce.services.imports.official_forms.rows import FormRow
from workforce.services.imports.problems import Code, Problem, Severity


@dataclass(frozen=True)
class CheckedRow:
    """``left_out``: people for whom the form has no column, as far as the file says or its columns tell.

    ``others``: those of whom the file says no more than that no column counts them. ``wrong``: the dimensions whose
    figures contradict each other.
    """

    left_out: Mapping[str, int]
    unknown: Mapping[str, int]
    problems: list[Problem]
    wrong: set[str]
    others: Mapping[str, int]


def check_row(found: FormRow, form: Form, held: Mapping[str, Value], said: LeftOut) -> CheckedRow:
    counts = stated(found, form, held)
    left_out = {**said.people, **remainders(form, counts)}
    filled = {key: counts.get(key, UNKNOWN) for key in form.by_key}
    filled |= {column.key: Count(people=left_out.get(column.key, 0)) for column in form.footnotes}
    filled = {key: with_unknown(count, form.by_key[key], said) for key, count in filled.items()}
    problems, wrong = [], set()
    for finding in [*of_sums(form, [FilledRow(filled)]), *larger_than_total(form, [FilledRow(filled)])]:
        for line in finding.lines:
            if is_said(finding, line, said):
                continue
            severity = severity_of(finding, form)
            problems.append(problem(found, finding, line, form, held, severity))
            if severity is Severity.ERROR:
                wrong |= {column.dimension for column in finding.columns if column.key != TOTAL}
    return CheckedRow(left_out, said.unknown, problems, wrong, said.others)


def is_said(finding: Finding, line: Line, said: LeftOut) -> bool:
    """Whether the file itself says that just so many are in no column."""
    if finding.problem is not Wrong.SUM_TOO_SMALL:
        return False
    return said.others.get(finding.columns[0].dimension) == line.expected - line.people


def stated(found: FormRow, form: Form, held: Mapping[str, Value]) -> dict[str, Count]:
    row = found.row
    kept = {key: row.counts[held[key].pk] for key in form.by_key if key in held and held[key].pk in row.counts}
    return {key: Count(people=people) for key, people in {**kept, **found.others}.items()}


def with_unknown(count: Count, column: Column, said: LeftOut) -> Count:
    return Count(count.people, count.known_people, said.unknown.get(column.dimension, 0))


def remainders(form: Form, counts: Mapping[str, Count]) -> dict[str, int]:
    """Who is in a whole and in none of its columns, where only one kind of people has none: women of 56 to 60."""
    found = {}
    for asked in form.sums:
        missing = [key for key in asked.parts if not form.by_key[key].number]
        others = [key for key in asked.parts if key not in missing]
        is_known = not asked.of_everybody and all(key in counts for key in [asked.whole, *others])
        if is_known and len(missing) == 1:
            rest = counts[asked.whole].people - sum(counts[key].people for key in others)
            found[missing[0]] = max(rest, 0)
    return found


def severity_of(finding: Finding, form: Form) -> Severity:
    """Since the ages of retirement moved a form has no column for people over 60 at work: they may be missing."""
    is_missing_somebody = finding.problem is Wrong.SUM_TOO_SMALL and finding.sum and finding.sum.of_everybody
    between = {column.key for column in between_bands(form)}
    is_open = is_missing_somebody and not between.isdisjoint(finding.sum.parts)
    return Severity.WARNING if is_open else Severity.ERROR


def problem(
    found: FormRow, finding: Finding, line: Line, form: Form, held: Mapping[str, Value], severity: Severity
) -> Problem:
    if finding.sum is None:
        [column] = finding.columns
        params = {"number": column.number, "part": line.people, "whole": form.by_key[TOTAL].number}
        return about(found, column.key, held, Code.FORM_PART_EXCEEDS, params | {"total": line.expected}, severity)
    code = Code.FORM_SUM_TOO_LARGE if finding.problem is Wrong.SUM_TOO_LARGE else Code.FORM_SUM_TOO_SMALL
    params = {"columns": numbers(finding), "sum": line.people, "whole": finding.columns[-1].number}
    return about(found, finding.sum.whole, held, code, params | {"total": line.expected}, severity)


def numbers(finding: Finding) -> str:
    """ "8 + 9 + 10"."""
    return " + ".join(column.number for column in finding.columns[:-1] if column.number)


def about(found: FormRow, key: str, held: Mapping[str, Value], code: Code, params: dict, severity: Severity) -> Problem:
    if key in held:
        return found.row.about(held[key].pk, code, params=params, severity=severity)
    return found.row.problem(code, params=params, severity=severity)
