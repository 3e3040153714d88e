"""Vietnamese text: one spelling to store, keys to compare, search and sort by.

The same name reaches us composed or decomposed (macOS), with Ð U+00D0 (an Icelandic letter: 7 % of the names of a
public list) instead of Đ U+0110, and with the tone in the old or the new place (hòa or hoà). Unicode normalisation
joins only the first pair. i and y (Lý, Lí) are left alone: there the spelling is the family's own.
"""

import re
import unicodedata
from functools import lru_cache

# Zero-width characters, direction marks, the byte order mark and the soft hyphen. In TCVN3 text U+00AD is the
# letter ư: decode such text before it comes here.
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
ETH = str.maketrans("Ðð", "Đđ")

KEYS_KEPT = 16_384  # a page asks for the keys of every unit it lets the reader choose from

TONES = "\u0300\u0309\u0303\u0301\u0323"  # in the order of the dictionary: huyền, hỏi, ngã, sắc, nặng
VOWEL_WITH_QUALITY = re.compile("[aeiouy][\u0302\u0306\u031b]*")

# CLDR vi. Letters that Vietnamese lacks (f j w z) stand where the Latin alphabet has them.
ALPHABET = "0123456789aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
PLACES = {letter: f"{place:02}" for place, letter in enumerate(ALPHABET, start=10)}
END, SPACE, SYMBOL, OTHER_LETTER = "00", "01", "02", "99"


def clean(text: str) -> str:
    """The spelling we store: composed (NFC), Đ as Đ, nothing invisible, single plain spaces, none at the ends."""
    composed = unicodedata.normalize("NFC", INVISIBLE.sub("", text))
    return " ".join(composed.translate(ETH).split())


@lru_cache(KEYS_KEPT)
def compare_key(text: str) -> str:
    """Equal for two spellings of one name; never shown.

    Joins case, tone placement (hòa/hoà, thủy/thuỷ, quý/qúy) and punctuation, which becomes a space. Keeps every
    diacritic, and & and %, which tell two headings apart.
    """
    without_punctuation = "".join(map(space_for_punctuation, clean(text).casefold()))
    return clean(" ".join(map(tone_on_last_vowel, without_punctuation.split())))


@lru_cache(KEYS_KEPT)
def search_key(text: str) -> str:
    """``compare_key`` without accents, and d for đ. Different people share one: for searching, never for identity."""
    return clean(" ".join(map(without_accents, compare_key(text).split())))


@lru_cache(KEYS_KEPT)
def sort_key(title: str) -> str:
    """Orders titles by the Vietnamese alphabet, then by tone: An, Ánh, Ăn, Ân; Dương before Đặng.

    Digits only and each part self-delimiting, so that every database collation agrees, and keys can be joined.
    Three digits a letter: a title of 300 letters needs 902.
    """
    letters = [split_letter(letter) for letter in compare_key(title)]
    return "".join(place for place, _ in letters) + END + "".join(tone for _, tone in letters)


def person_sort_key(name: str) -> str:
    """Orders people as Vietnamese staff lists do: by given name (the last word), then family name, then the middle."""
    family, *rest = clean(name).split() or [""]
    *middle, given = rest or [family]
    return sort_key(given) + sort_key(family if rest else "") + sort_key(" ".join(middle))


@lru_cache(KEYS_KEPT)
def space_for_punctuation(character: str) -> str:
    is_punctuation = unicodedata.category(character).startswith("P") and character not in "&%"
    return " " if is_punctuation else character


@lru_cache(KEYS_KEPT)
def without_accents(word: str) -> str:
    letters = unicodedata.normalize("NFD", word.replace("đ", "d"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


@lru_cache(KEYS_KEPT)
def tone_on_last_vowel(word: str) -> str:
    """A syllable has one tone, so moving it joins all its placements. Words with two (foreign ones) stay."""
    letters = unicodedata.normalize("NFD", word)
    tones = [letter for letter in letters if letter in TONES]
    if len(tones) != 1:
        return word
    bare = letters.replace(tones[0], "")
    vowels = list(VOWEL_WITH_QUALITY.finditer(bare))
    if not vowels:
        return word
    end = vowels[-1].end()
    return unicodedata.normalize("NFC", bare[:end] + tones[0] + bare[end:])


@lru_cache(KEYS_KEPT)
def split_letter(letter: str) -> tuple[str, str]:
    """The place of a letter in the alphabet and of its tone: ế is (ê, sắc)."""
    marks = unicodedata.normalize("NFD", letter)
    tone = next((mark for mark in marks[1:] if mark in TONES), "")
    base = unicodedata.normalize("NFC", marks.replace(tone, "")) if tone else letter
    return place_of(base), str(TONES.index(tone) + 1 if tone else 0)


def place_of(letter: str) -> str:
    if letter == " ":
        return SPACE
    plain = unicodedata.normalize("NFD", letter)[0]  # é of another language sorts with e
    elsewhere = OTHER_LETTER if letter.isalnum() else SYMBOL
    return PLACES.get(letter) or PLACES.get(plain) or elsewhere
