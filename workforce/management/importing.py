"""What the commands that import a file share: the options, the file, refusals, and the answer as JSON."""

import json
from datetime import date
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workforce.models import ImportBatch
from workforce.services.imports.problems import Problem
from workforce.wording.problems import sentence

SEVERITIES = {
    "error": gettext_lazy("error"),
    "warning": gettext_lazy("warning"),
    "notice": gettext_lazy("notice"),
}
KINDS = {
    "created": gettext_lazy("new"),
    "changed": gettext_lazy("changed"),
    "unchanged": gettext_lazy("unchanged"),
}


class CannotStart(Exception):
    """The arguments lead nowhere; the text says why."""


def add_import_options(parser) -> None:
    parser.add_argument("--dry-run", action="store_true", help="check and show, save nothing")
    parser.add_argument("--format", choices=["text", "json"], default="text")
    parser.add_argument("--lang", choices=["vi", "en"], default="vi", help="language of the answer")


def opened(file: str) -> tuple[bytes, str]:
    """The content and the name of the file."""
    path = Path(file)
    try:
        content = path.read_bytes()
    except (OSError, ValueError) as error:
        raise CannotStart(_("The file %(path)s cannot be read.") % {"path": path}) from error
    return content, path.name.encode(errors="replace").decode()  # a file system may hold names that are no text


def chosen_date(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise CannotStart(_("“%(text)s” is no date. Write it as 2024-12-31.") % {"text": text}) from error


def write_refusal(command, message: str, as_json: bool) -> None:
    if as_json:
        answer = {"status": "error", "message": message, "problems": [], "preview": None, "batch": None}
        write_answer(command, answer)
    else:
        command.stderr.write(message)


def write_answer(command, answer: dict) -> None:
    command.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2))


def write_problems(command, problems: list[Problem]) -> None:
    for problem in problems:
        command.stdout.write(f"[{SEVERITIES[problem.severity]}] {sentence(problem)}")


def as_dict(result, batch: ImportBatch | None, status: str, message: str, changes: list[dict]) -> dict:
    """``result`` is the check of a file of headcounts or of people."""
    return {
        "status": status,
        "message": message,
        "problems": [problem_as_dict(problem) for problem in result.problems],
        "preview": {
            "unit": result.tree.versions[result.unit.pk].code or result.unit.key if result.changes else None,
            "as_of": result.as_of.isoformat() if result.as_of else None,
            **result.summary,
            "changes": changes,
        },
        "batch": batch.pk if batch else None,
    }


def problem_as_dict(problem: Problem) -> dict:
    return {
        "severity": problem.severity,
        "code": problem.code,
        "sheet": problem.sheet,
        "row": problem.row or None,
        "column": problem.column or None,
        "heading": problem.heading or None,
        "found": problem.found,
        "message": sentence(problem),
    }
