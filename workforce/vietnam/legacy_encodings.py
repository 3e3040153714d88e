"""Vietnamese text of the time before Unicode: TCVN3 (ABC), VNI-Windows, Windows-1258.

Each kept letters in the bytes of Western ones, and a font drew them. What reaches us is therefore text of Western
letters, as Windows-1252 reads those bytes: "Së Néi vô" or "Sôû Noäi vuï" is Sở Nội vụ. ``encoding_detection`` tells
which encoding a column is in; here is how to read it.
"""

import operator
import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from itertools import compress, repeat


class Encoding(StrEnum):
    TCVN3 = "tcvn3"
    VNI = "vni"
    WINDOWS_1258 = "windows-1258"


@dataclass(frozen=True)
class Converted:
    """``doubtful``: the words of ``text`` that may not be what was written; see ``convert``."""

    text: str
    doubtful: tuple[str, ...] = ()


LETTERS = "àáảãạâầấẩẫậăằắẳẵặđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
TCVN3_BYTES = (
    "b5b8b6b7b9 a9c7cac8c9cb a8bbbebcbdc6 ae ccd0cecfd1 aad2d5d3d4d6 d7ddd8dcde"
    "dfe3e1e2e4 abe5e8e6e7e9 aceaedebecee eff3f1f2f4 adf5f8f6f7f9 fafdfbfcfe"
)
# Capitals with a tone have no byte: they have the small letter's, and a font whose name ends in H draws all capitals
TCVN3_CAPITALS = dict(zip("¡¢£¤¥¦§", "ĂÂÊÔƠƯĐ", strict=True))
VNI_LETTERS = """
    aø aù aû aõ aï aâ aà aá aå aã aä aê aè aé aú aü aë ñ eø eù eû eõ eï eâ eà eá eå eã eä ì í æ ó ò
    oø où oû oõ oï oâ oà oá oå oã oä ô ôø ôù ôû ôõ ôï uø uù uû uõ uï ö öø öù öû öõ öï yø yù yû yõ î
"""
# Only where Windows-1258 differs from the Windows-1252 that the text was read with; a tone stands behind its vowel
WINDOWS_1258 = str.maketrans("ÃãÐðÕõÝýþÌÒÞìò", "ĂăĐđƠơƯư₫\u0300\u0309\u0303\u0301\u0323")

TCVN3 = dict(zip(bytes.fromhex(TCVN3_BYTES).decode("latin-1"), LETTERS, strict=True)) | TCVN3_CAPITALS
VNI = dict(zip(VNI_LETTERS.split(), LETTERS, strict=True))
TCVN3_TABLE, WITHOUT_TCVN3 = str.maketrans(TCVN3), str.maketrans("", "", "".join(TCVN3))
VNI_PATTERN = re.compile("|".join(sorted(VNI, key=len, reverse=True)), re.IGNORECASE)

WORD = re.compile(r"[^\s\d!-/:-@\[-`{-~“”‘’–—…]+")
CAPITAL = re.compile("[A-ZĂÂÊÔƠƯĐ]")
SMALL = re.compile("[a-z]")  # of the letters that have both forms; ă or ê may be a capital that was typed in haste
# Letters whose byte is that of a capital as well
TONED = frozenset(letter for letter in LETTERS if letter not in "âăđêôơư")


def base_of(letter: str) -> str:
    """Without its tone: ế → ê."""
    first, *marks = unicodedata.normalize("NFD", letter)
    return unicodedata.normalize("NFC", first + "".join(mark for mark in marks if mark in "\u0302\u0306\u031b"))


# Some programs wrote the plain capital before the small letter, A¸ for Á
DOUBLED = re.compile("|".join(base_of(letter).upper() + letter for letter in sorted(TONED)))


def convert(text: str, encoding: Encoding, *, capitals: bool = False) -> Converted:
    """The text in Unicode (NFC). ``capitals``: a font of capitals (``is_capital_font``) showed all of it as capitals.

    TCVN3 does not say whether a letter with a tone is a capital. Among other capitals it is one, and at the start of
    a text or of a name it probably is; each word that begins with such a letter is doubtful. So is a word with a
    letter that the encoding does not have.
    """
    readers = {Encoding.TCVN3: from_tcvn3, Encoding.VNI: from_vni, Encoding.WINDOWS_1258: from_windows_1258}
    read = unicodedata.normalize("NFC", readers[encoding](text))
    strange = guessed = repeat(False)
    if encoding is Encoding.TCVN3:
        read, guessed = (read.upper(), guessed) if capitals else with_capitals(read)
    if not can_hold(text, encoding):
        strange = (not can_hold(word, encoding) for word in WORD.findall(text))
    return Converted(read, tuple(compress(WORD.findall(read), map(operator.or_, strange, guessed))))


def can_hold(text: str, encoding: Encoding) -> bool:
    """Whether the encoding has each of the letters."""
    rest = VNI_PATTERN.sub("", text) if encoding is Encoding.VNI else text.translate(WITHOUT_TCVN3)
    return encoding is Encoding.WINDOWS_1258 or not any(letter.isalpha() and not letter.isascii() for letter in rest)


def from_tcvn3(text: str) -> str:
    return DOUBLED.sub(lambda found: found[0][1].upper(), text.translate(TCVN3_TABLE))


def with_capitals(text: str) -> tuple[str, list[bool]]:
    """TCVN3 text with the capitals that can be inferred, and for each word whether its first letter was a guess."""
    words = WORD.findall(text)
    if is_in_capitals(text):
        return text.upper(), [False] * len(words)
    is_name = len(words) > 1 and all(CAPITAL.match(word) or word[0] in TONED for word in words)
    guessed: list[bool] = []

    def with_capital(found: re.Match) -> str:
        word = found[0]
        in_capitals = is_in_capitals(word)
        guessed.append(word[0] in TONED and not in_capitals)
        if in_capitals:
            return word.upper()
        return word[0].upper() + word[1:] if guessed[-1] and (is_name or len(guessed) == 1) else word

    return WORD.sub(with_capital, text), guessed


def is_in_capitals(text: str) -> bool:
    """No small letter that is one for certain, and more capitals than words begin with one: "NGUYÔN", not "Lª"."""
    return not SMALL.search(text) and len(CAPITAL.findall(text)) > len(WORD.findall(text))


def from_vni(text: str) -> str:
    def letter(found: re.Match) -> str:
        read = VNI[found[0].lower()]
        return read.upper() if found[0][0].isupper() else read

    return VNI_PATTERN.sub(letter, text)


def from_windows_1258(text: str) -> str:
    return text.translate(WINDOWS_1258)


def encoding_of_font(font: str) -> Encoding | None:
    """.VnTime, .VnArialH, … and VNI-Times, VNI-Helve, … draw nothing else."""
    name = font.strip().casefold()
    if name.startswith(".vn"):
        return Encoding.TCVN3
    return Encoding.VNI if name.startswith(("vni-", "vni ")) else None


def is_capital_font(font: str) -> bool:
    """.VnTimeH draws every letter as a capital."""
    return encoding_of_font(font) is Encoding.TCVN3 and font.strip().endswith("H")
