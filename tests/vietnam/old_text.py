"""Text as files of the time before Unicode hold it: the naive other direction, from tables kept beside the tests.

``legacy_encodings.csv`` has the bytes of each letter, ``commune_names.txt`` the 3,321 communes and wards of October
2026 (catalogue of the National Statistics Office).
"""

import csv
import unicodedata
from pathlib import Path

from workforce.vietnam.legacy_encodings import Encoding

HERE = Path(__file__).parent
with (HERE / "legacy_encodings.csv").open(encoding="utf-8") as file:
    TABLE = {row["letter"]: row for row in csv.DictReader(file)}
COMMUNES = (HERE / "commune_names.txt").read_text(encoding="utf-8").splitlines()
TONES = "\u0300\u0301\u0303\u0309\u0323"


def in_old_bytes(text: str, encoding: Encoding) -> bytes:
    letters = {Encoding.TCVN3: tcvn3, Encoding.VNI: vni, Encoding.WINDOWS_1258: windows_1258}
    return b"".join(map(letters[encoding], unicodedata.normalize("NFC", text)))


def as_shown(text: str, encoding: Encoding) -> str:
    """What a program that knows nothing of the encoding makes of its bytes."""
    return in_old_bytes(text, encoding).decode("cp1252")


def tcvn3(letter: str) -> bytes:
    return bytes.fromhex(TABLE[letter]["tcvn3"]) if letter in TABLE else letter.encode("cp1252")


def vni(letter: str) -> bytes:
    return bytes.fromhex(TABLE[letter]["vni"]) if letter in TABLE else letter.encode("cp1252")


def windows_1258(letter: str) -> bytes:
    """A letter with a tone is the letter and, behind it, the tone, unless the code page has both in one."""
    try:
        return letter.encode("cp1258")
    except UnicodeEncodeError:
        marks = unicodedata.normalize("NFD", letter)
        (tone,) = [mark for mark in marks if mark in TONES]
        return unicodedata.normalize("NFC", marks.replace(tone, "")).encode("cp1258") + tone.encode("cp1258")
