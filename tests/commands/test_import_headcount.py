import io
import json

import pytest
from django.core.management import call_command

from tests.files import headcounts, xlsx
from tests.universe import unit
from workforce.models import ImportBatch, Submission

HOSPITAL = "Bệnh viện Đa khoa Minh Họa"
GOOD = headcounts([1, HOSPITAL, None, 10, 1, 2, 3, 4])
BAD = headcounts([1, HOSPITAL, None, 10, 1, 2, 3, 5], [2, "Sở X", None, "mười"])


@pytest.fixture
def path(tmp_path):
    """Writes a sheet's rows into a file and returns its path."""

    def write(rows):
        file = tmp_path / "so lieu.xlsx"
        file.write_bytes(xlsx(rows))
        return str(file)

    return write


def run(*arguments):
    """The exit code and both outputs."""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("import_headcount", *arguments, stdout=out, stderr=err)
    except SystemExit as end:
        return end.code, out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


def answer(*arguments):
    code, out, _ = run(*arguments, "--format", "json")
    return code, json.loads(out)


def test_a_good_file_is_imported(universe, path):
    code, found = answer(path(GOOD), "--unit", "M1", "--as-of", "2023-12-31")

    assert (code, found["status"], found["problems"]) == (0, "imported", [])
    assert found["batch"] == ImportBatch.objects.get(state="applied").pk
    assert (
        found["preview"]["changes"][0] | {"unit": HOSPITAL, "kind": "created", "new_total": 10}
        == (found["preview"]["changes"][0])
    )


def test_unit_and_date_may_be_left_to_the_file(universe, path):
    preview = answer(path(GOOD))[1]["preview"]

    assert (preview["unit"], preview["as_of"]) == ("M1", "2023-12-31")


def test_a_dry_run_saves_nothing(universe, path):
    before = Submission.objects.count()

    code, found = answer(path(GOOD), "--dry-run")

    assert (code, found["status"], found["batch"]) == (0, "checked", None)
    assert (ImportBatch.objects.count(), Submission.objects.count()) == (0, before)


def test_the_second_time_there_is_nothing_to_do(universe, path):
    run(path(GOOD))

    code, found = answer(path(GOOD))

    assert (code, found["status"]) == (0, "unchanged")
    assert ImportBatch.objects.count() == 1


def test_errors_are_all_listed_and_nothing_is_saved(universe, path):
    code, found = answer(path(BAD), "--lang", "en")

    assert (code, found["status"], found["batch"]) == (1, "error", None)
    assert [(each["code"], each["sheet"], each["row"], each["column"]) for each in found["problems"]] == [
        ("parts_do_not_add_up", "Biểu 1", 5, "E"),
        ("unknown_unit", "Biểu 1", 6, "B"),
        ("not_a_number", "Biểu 1", 6, "D"),
    ]
    assert found["problems"][2]["message"] == (
        "Sheet Biểu 1, row 6, column D (Tổng số): “mười” is not a number of people. Write digits only."
    )
    assert ImportBatch.objects.count() == 0


def test_the_text_names_each_place_and_what_would_change(universe, path):
    code, out, _ = run(path(BAD), "--lang", "en")
    good = run(path(GOOD), "--lang", "en")[1]

    assert code == 1
    assert "[error] Sheet Biểu 1, row 6, column D (Tổng số)" in out
    assert "Not imported: nothing was saved." in out
    assert f"{HOSPITAL} (in English) (new): 10" in good


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--unit", "M9"], "No single unit answers to “M9” on 31/12/2023."),
        (["--unit", "M2"], "The file is titled Tỉnh Minh Họa (in English)"),
        (["--as-of", "31/12/2023"], "“31/12/2023” is no date. Write it as 2024-12-31."),
        (["--as-of", "2022-12-31"], "The file states the date 31/12/2023; the chosen date is 31/12/2022."),
    ],
)
def test_a_wrong_argument_is_told_in_a_sentence(universe, path, options, words):
    code, out, err = run(path(GOOD), *options, "--lang", "en")

    assert code == 1
    assert words in out + err


def test_a_code_that_two_units_bear_is_told(universe, path):
    unit("khac", "Tỉnh Khác", kind="province", code="TRÙNG")
    unit("nua", "Tỉnh Nữa", kind="province").versions.update(code="TRÙNG", valid_from="2000-01-01")

    code, out, _ = run(path(GOOD), "--unit", "TRÙNG", "--lang", "en")

    assert code == 1
    assert "No single unit answers to “TRÙNG”" in out


@pytest.mark.parametrize("name", ["missing.xlsx", "", "."])
def test_an_unreadable_path_is_told_without_a_traceback(db, tmp_path, name):
    code, out, err = run(str(tmp_path / name), "--lang", "en")

    assert (code, out) == (1, "")
    assert "cannot be read" in err


def test_json_is_the_whole_of_stdout_also_when_nothing_could_start(db, tmp_path):
    code, found = answer(str(tmp_path / "missing.xlsx"))

    assert (code, found["status"], found["problems"], found["batch"]) == (1, "error", [], None)
