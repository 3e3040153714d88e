"""manage.py import_people: the same checks as the page, and one answer for people and for programs."""

import io
import json

import pytest
from django.core.management import call_command

from tests.queries.registered import person, post
from tests.services.imports.people.files import row, workbook
from workforce.models import ImportBatch, Person


@pytest.fixture
def path(tmp_path):
    def write(*rows):
        file = tmp_path / "ho so.xlsx"
        file.write_bytes(workbook(*rows))
        return str(file)

    return write


def run(*arguments):
    """The exit code and both outputs."""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("import_people", *arguments, "--unit", "M1", stdout=out, stderr=err)
    except SystemExit as end:
        return end.code, out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


def answer(*arguments):
    code, out, _err = run(*arguments, "--as-of", "2026-01-01", "--format", "json")
    return code, json.loads(out)


def errors(found):
    return [each for each in found["problems"] if each["severity"] == "error"]


def test_a_good_file_is_imported_and_the_second_time_nothing_is(universe, path):
    file = path(row())

    code, found = answer(file)
    again = answer(file)

    assert (code, found["status"], found["preview"]["created"]) == (0, "imported", 1)
    assert found["batch"] == ImportBatch.objects.get(state="applied").pk
    assert (again[0], again[1]["status"]) == (0, "unchanged")


def test_a_dry_run_saves_nothing(universe, path):
    assert answer(path(row()), "--dry-run")[1]["status"] == "checked"
    assert not ImportBatch.objects.exists()
    assert not Person.objects.exists()


def test_errors_end_with_code_1_and_save_nothing(universe, path):
    code, found = answer(path(row(identity="123")))

    assert (code, found["status"]) == (1, "error")
    assert [each["column"] for each in errors(found)] == ["E"]
    assert not ImportBatch.objects.exists()


def test_a_possible_match_is_an_error_unless_told(universe, path):
    person("Nguyễn Văn An", posts=[post(universe.hoa_sen)], birth_date="1980-06-05")
    file = path(row())

    asked = answer(file)
    told = answer(file, "--propose", "new")

    assert (asked[0], [each["code"] for each in errors(asked[1])]) == (1, ["person_undecided"])
    assert (told[0], told[1]["status"]) == (0, "imported")


def test_the_answer_in_words_names_who_is_new(universe, path):
    code, out, _err = run(path(row()), "--as-of", "2026-01-01", "--lang", "en")

    assert code == 0
    assert "Nguyễn Văn An (new)" in out


@pytest.mark.parametrize("arguments", [["khong-co.xlsx"], ["khong-co.xlsx", "--as-of", "hôm qua"]])
def test_arguments_that_lead_nowhere_are_answered_in_a_sentence(universe, arguments):
    code, _out, err = run(*arguments)

    assert code == 1
    assert err.strip()
