"""Delimited text: its encoding by certain signs, its delimiter by the first rows."""

import csv
import io
import itertools

from answer import Refusal

LONGEST_CELL = 100_000
SAMPLE_CHARACTERS = 20_000
SAMPLE_ROWS = 50
# Where Windows-1252 has other signs than Latin-1; five of its bytes are open
OPEN_BYTES = b"\x81\x8d\x8f\x90\x9d"
WINDOWS_1252 = {byte: bytes([byte]).decode("cp1252") for byte in range(0x80, 0xA0) if byte not in OPEN_BYTES}


def read_text(content, limits, output):
    text, one_byte = decode(content)
    csv.field_size_limit(LONGEST_CELL)
    try:
        delimiter = sniffed(text)
        nothing = dict.fromkeys(["merged", "hidden_rows", "hidden_columns", "fonts"], ())
        output.write({"sheet": "", "visible": True, "one_byte": one_byte, **nothing})
        for count, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), start=1):
            if count > limits.text_rows:
                raise Refusal("too_many_lines", limit=limits.text_rows)
            output.write_row([cell if cell.strip() else None for cell in row], "")
    except csv.Error as error:
        raise Refusal("cell_too_long", limit=LONGEST_CELL) from error


def sniffed(text):
    """The delimiter that cuts the most of the first rows into the same number of cells."""

    def fitness(delimiter):
        sample = csv.reader(io.StringIO(text[:SAMPLE_CHARACTERS], newline=""), delimiter=delimiter)
        widths = [len(row) for row in itertools.islice(sample, SAMPLE_ROWS) if len(row) > 1]
        # of equals the wider one: a title with two commas is as wide as three columns
        return max(((widths.count(width) * min(width, 3), width) for width in set(widths)), default=(0, 0))

    return max(",;\t", key=fitness)


def decode(content):
    """The text, and whether its encoding is unknown, of one byte a letter: certain signs decide on the others."""
    for mark, encoding in [
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ]:
        if content.startswith(mark):
            return strictly(content, encoding), False
    sample = content[:4000]
    if b"\0" in sample:
        even, odd = sample[::2].count(0), sample[1::2].count(0)
        if min(even, odd) == 0 and max(even, odd) * 4 > len(sample) // 2:
            return strictly(content, "utf-16-le" if odd else "utf-16-be"), False
        raise Refusal("unknown_format")
    try:
        return without_controls(content.decode("utf-8")), False
    except UnicodeDecodeError:
        return without_controls(western(content)), True


def strictly(content, encoding):
    try:
        return without_controls(content.decode(encoding))
    except UnicodeDecodeError as error:
        raise Refusal("unknown_encoding") from error


def without_controls(text):
    """Anything that has them is no text at all."""
    if any(ord(character) < 9 or 13 < ord(character) < 32 for character in text[:4000]):
        raise Refusal("unknown_format")
    return text


def western(content):
    """Windows-1252 with every byte kept, for those to judge who know which letters old encodings put there."""
    return content.decode("latin-1").translate(WINDOWS_1252)
