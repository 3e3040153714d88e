"""Reads one spreadsheet from stdin and writes its cells to stdout as JSON lines. Runs alone, as a child process.

A hostile file can make the parser abort, loop or eat all memory, and none of that can be caught as an exception.
So this folder imports nothing of the project (its files find each other by bare names), limits itself before it
touches the content, and is killed when it must. It may write into its working directory, which the parent clears away.

The only argument is ``Limits`` as JSON. Lines: ``{"sheet": name, "visible": bool, "merged": [[top, left, bottom,
right], …], "hidden_rows": [[first, last], …], "hidden_columns": …, "fonts": [[font, column, first row, last row], …],
"one_byte": bool}``, then one list per row; a date is a list of one ISO text, a cell without a result
``{"broken": "#N/A"}``. The last line is ``{"end": [notes]}`` or
``{"refused": code, …}``.
"""

import json
import sys

from answer import Output, Refusal
from archive import active_parts, check_zip, format_of_zip
from delimited import read_text
from limits import Limits
from signatures import OLE_MAGIC, format_of_ole, refuse_other_formats
from spreadsheet import read_spreadsheet


def main():
    limits = Limits(**json.loads(sys.argv[1]))
    limit_resources(limits)
    sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    output = Output(limits)
    try:
        notes = read(sys.stdin.buffer.read(), limits, output)
        output.write({"end": notes})
    except Refusal as refusal:
        answer(refusal)
    except MemoryError:
        answer(Refusal("too_much_memory"))


def answer(refusal):
    sys.stdout.write("\n" + json.dumps(refusal.line) + "\n")


def limit_resources(limits):
    if sys.platform == "win32":
        return  # has no such limits: there only the parent's timeout protects
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_seconds, limits.cpu_seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def read(content, limits, output):
    refuse_other_formats(content)
    if content.startswith(b"PK"):
        names = check_zip(content, limits)
        read_spreadsheet(content, format_of_zip(names), limits, output)
        return active_parts(names)
    if content.startswith(OLE_MAGIC):
        read_spreadsheet(content, format_of_ole(content), limits, output)
        return []
    read_text(content, limits, output)
    return []


if __name__ == "__main__":
    main()
