"""Runs the reader of spreadsheets as a child process, so that whatever a file does to it ends with the child."""

import json
import logging
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile

from django.conf import settings

from workforce.services.imports.problems import Code, Problem, Refused

logger = logging.getLogger(__name__)
CHILD = Path(__file__).with_name("reader")
# What parses hostile files need not know the secrets of the portal; Windows cannot start a process without this one
ENVIRONMENT = {name: os.environ[name] for name in ["SYSTEMROOT"] if name in os.environ}
OUT_OF_MEMORY = b"memory allocation of"  # what calamine's language says before it aborts
SAID_AT_MOST = 10_000


@contextmanager
def lines_of_child(content: bytes) -> Iterator[Iterator[bytes]]:
    """What the child wrote, line by line: a large table need not be in memory as text as well. Raises ``Refused``.

    It writes into files and not into pipes, so that it is over before anything it wrote is believed.
    """
    with TemporaryDirectory() as directory, TemporaryFile() as answer, TemporaryFile() as said:
        try:
            child = subprocess.run(  # noqa: S603 - our own interpreter on our own file
                [sys.executable, "-I", str(CHILD), json.dumps(settings.UPLOAD_LIMITS)],
                input=content,
                stdout=answer,
                stderr=said,
                timeout=settings.UPLOAD_MAX_SECONDS,
                cwd=directory,
                env=ENVIRONMENT,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise Refused(too_slow(settings.UPLOAD_MAX_SECONDS)) from error
        if child.returncode:
            said.seek(0)
            raise Refused(end_of_child(child.returncode, said.read(SAID_AT_MOST)))
        answer.seek(0)
        yield filter(bytes.strip, answer)


def end_of_child(status: int, said: bytes) -> Problem:
    name = signal.Signals(-status).name if -status in set(signal.Signals) else ""
    if name == "SIGXCPU":
        return too_slow(settings.UPLOAD_LIMITS["cpu_seconds"])
    # The kernel kills who uses up the memory of the machine; the parser aborts when its own is used up
    if name == "SIGKILL" or (name == "SIGABRT" and OUT_OF_MEMORY in said):
        return Problem(Code.TOO_MUCH_MEMORY)
    # Most often the file's doing; where every file ends so, it is the installation's
    logger.warning("the reader of spreadsheets ended with %s: %s", name or status, said.decode(errors="replace")[-500:])
    return Problem(Code.DAMAGED_FILE)


def too_slow(seconds: int) -> Problem:
    return Problem(Code.TOO_SLOW, params={"limit": seconds})
