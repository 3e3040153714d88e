"""What reading a file may cost, and what becomes of the child process that exceeds it or dies."""

import os
import sys
import tempfile

import pytest
from django.conf import settings as portal_settings

from tests import files
from tests.services.imports.spreadsheets import cell, row, workbook
from workforce.services.imports import isolation
from workforce.services.imports.problems import Code, Refused
from workforce.services.imports.reading import read_workbook
from workforce.wording.problems import sentence

TABLE = files.xlsx([["Đơn vị", "Tổng số"], ["Sở Nội vụ", 12], ["Sở Y tế", 9]])
TEXT = "Đơn vị,Tổng số\nSở Nội vụ,12\nSở Y tế,9\n".encode()
# Two cells with two million blanks between them
FAR_CELLS = workbook(row(cell("A1", 1)) + row(cell("ALL2000", 1), number=2000))


def refusal_of(content):
    with pytest.raises(Refused) as refused:
        read_workbook(content, "tệp.xlsx")
    assert sentence(refused.value.problem)
    return refused.value.problem.code


@pytest.mark.parametrize(
    ("limit", "value", "content", "code"),
    [
        ("unpacked_bytes", 2000, TABLE, Code.UNPACKED_TOO_LARGE),
        ("parts", 3, TABLE, Code.TOO_MANY_PARTS),
        ("rows", 2, TABLE, Code.TOO_MANY_ROWS),
        ("text_rows", 2, TEXT, Code.TOO_MANY_LINES),
        ("columns", 1, TABLE, Code.TOO_MANY_COLUMNS),
        ("columns", 1, TEXT, Code.TOO_MANY_COLUMNS),
        ("cells", 5, TABLE, Code.TOO_MANY_CELLS),
        ("cells", 5, TEXT, Code.TOO_MANY_CELLS),
        ("memory_bytes", 64 * 1024**2, FAR_CELLS, Code.TOO_MUCH_MEMORY),
        ("characters", 50, TEXT, Code.UNPACKED_TOO_LARGE),
    ],
    ids=lambda value: "file" if isinstance(value, bytes) else str(value),
)
def test_a_file_is_read_up_to_each_limit_and_refused_beyond_it(settings, limit, value, content, code):
    assert read_workbook(content, "tệp.xlsx").sheets

    settings.UPLOAD_LIMITS = portal_settings.UPLOAD_LIMITS | {limit: value}

    assert refusal_of(content) == code


def test_rows_and_columns_beyond_the_limit_name_their_sheet(settings):
    settings.UPLOAD_LIMITS = portal_settings.UPLOAD_LIMITS | {"rows": 2}

    with pytest.raises(Refused) as refused:
        read_workbook(TABLE, "tệp.xlsx")

    assert "Biểu 1" in sentence(refused.value.problem)


def test_a_file_above_the_limit_of_the_portal_is_not_parsed_at_all(settings, monkeypatch):
    monkeypatch.setattr(isolation, "CHILD", None)
    settings.UPLOAD_MAX_BYTES = 100

    assert refusal_of(b"x" * 101) == Code.FILE_TOO_LARGE


def test_the_processor_time_of_the_child_is_limited_too(settings, monkeypatch, tmp_path):
    child = tmp_path / "child.py"
    child.write_text(
        f"import runpy, sys\nsys.path.insert(0, {str(isolation.CHILD)!r})\nimport delimited\n"
        "def never(*_):\n    while True: pass\ndelimited.read_text = never\n"
        f"runpy.run_path({str(isolation.CHILD)!r}, run_name='__main__')"
    )
    monkeypatch.setattr(isolation, "CHILD", child)
    settings.UPLOAD_LIMITS = portal_settings.UPLOAD_LIMITS | {"cpu_seconds": 1}

    with pytest.raises(Refused) as refused:
        read_workbook(TEXT, "tệp.csv")

    assert (refused.value.problem.code, refused.value.problem.params) == (Code.TOO_SLOW, {"limit": 1})


def test_a_long_text_that_many_cells_refer_to_is_not_multiplied_without_end(settings):
    rows = "".join(row(cell(f"A{number}", 0, "s"), number=number) for number in range(1, 101))
    bomb = workbook(rows, texts=f"<si><t>{'x' * 32_767}</t></si>")
    settings.UPLOAD_LIMITS = portal_settings.UPLOAD_LIMITS | {"characters": 1024**2}

    assert refusal_of(bomb) == Code.UNPACKED_TOO_LARGE


def test_blanks_between_far_cells_count():
    far = row(cell("A1", 1), cell("ALL1", 1)) + row(cell("A12000", 1), number=12_000)

    assert refusal_of(workbook(far)) == Code.TOO_MANY_CELLS


def test_a_cell_in_the_last_row_is_refused_before_memory_is_asked_for():
    assert refusal_of(files.phantom_xlsx()) == Code.TOO_MANY_ROWS


ENDINGS = {
    "while True: pass": Code.TOO_SLOW,
    "import time; time.sleep(60)": Code.TOO_SLOW,
    "import os; os.abort()": Code.DAMAGED_FILE,
    "import os, signal; os.kill(os.getpid(), signal.SIGKILL)": Code.TOO_MUCH_MEMORY,
    "import os, signal; os.kill(os.getpid(), signal.SIGXCPU)": Code.TOO_SLOW,
    "import os, sys; sys.stderr.write('memory allocation of 9 bytes failed'); sys.stderr.flush(); os.abort()": (
        Code.TOO_MUCH_MEMORY
    ),
    "raise SystemExit(3)": Code.DAMAGED_FILE,
    "raise BaseException('panicked at')": Code.DAMAGED_FILE,
    "print('[]')": Code.DAMAGED_FILE,
    "print('{')": Code.DAMAGED_FILE,
    "print('null')": Code.DAMAGED_FILE,
    """print('{"refused": "anything else"}')""": Code.DAMAGED_FILE,
    "print('[' * 100000)": Code.DAMAGED_FILE,
    "import sys; sys.stdout.buffer.write(bytes([255, 254, 10]))": Code.DAMAGED_FILE,
}


@pytest.mark.parametrize(("ending", "code"), ENDINGS.items())
def test_a_child_that_dies_hangs_or_talks_nonsense_is_a_refusal_and_leaves_nothing(
    ending, code, monkeypatch, settings, tmp_path
):
    child, temporary, number = tmp_path / "child.py", tmp_path / "temporary", tmp_path / "pid"
    temporary.mkdir()
    child.write_text(f"import os, pathlib\npathlib.Path({str(number)!r}).write_text(str(os.getpid()))\n{ending}")
    monkeypatch.setattr(isolation, "CHILD", child)
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    settings.UPLOAD_MAX_SECONDS = 0.5

    assert refusal_of(b"x,y") == code

    assert list(temporary.iterdir()) == []
    with pytest.raises(ProcessLookupError):  # neither at work nor a zombie
        os.kill(int(number.read_text()), 0)


def test_the_child_knows_no_secret_and_nothing_of_the_portal(monkeypatch, tmp_path):
    child, seen = tmp_path / "child.py", tmp_path / "seen"
    child.write_text(
        f"import os, sys, pathlib\npathlib.Path({str(seen)!r}).write_text(repr((dict(os.environ), sys.path)))"
    )
    monkeypatch.setattr(isolation, "CHILD", child)
    monkeypatch.setenv("SECRET_KEY", "hush")

    refusal_of(b"x,y")

    assert "hush" not in seen.read_text()
    assert str(portal_settings.BASE_DIR) not in seen.read_text().replace(str(tmp_path), "").replace(sys.prefix, "")
