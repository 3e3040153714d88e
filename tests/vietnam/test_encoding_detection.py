"""How often the old encoding of a column is found, mistaken, or seen where there is none: measured on real names."""

import gettext
import random
from pathlib import Path

import django
import pytest

from tests.vietnam.old_text import COMMUNES, as_shown
from workforce.vietnam.encoding_detection import detect, judge
from workforce.vietnam.legacy_encodings import Encoding

TCVN3, VNI, WINDOWS_1258 = Encoding.TCVN3, Encoding.VNI, Encoding.WINDOWS_1258
BARE = [name.split(" ", 1)[1] for name in COMMUNES if not name.startswith("Đặc khu")]
WESTERN = ["fr", "de", "es", "pt", "it", "da", "nb", "sv", "fi", "is", "ca", "et", "ga", "gl", "hu"]


def columns(names: list[str], size: int, times: int = 100) -> list[list[str]]:
    draw = random.Random(size)
    return [draw.sample(names, size) for _ in range(times)]


def answers(encoding: Encoding, of: list[list[str]]) -> tuple[int, int, int]:
    """How many columns were found, missed, and taken for another encoding."""
    shown = [[as_shown(name, encoding) for name in column] for column in of]
    changed = [texts for texts, column in zip(shown, of, strict=True) if texts != column]
    found = [detect(texts) for texts in changed]
    return found.count(encoding), found.count(None), len(found) - found.count(encoding) - found.count(None)


@pytest.mark.parametrize("encoding", Encoding)
@pytest.mark.parametrize("size", [20, 100])
def test_the_encoding_of_twenty_names_is_always_found(size, encoding):
    assert answers(encoding, columns(COMMUNES, size)) == (100, 0, 0)
    assert answers(encoding, columns(BARE, size)) == (100, 0, 0)


@pytest.mark.parametrize("encoding", Encoding)
@pytest.mark.parametrize(("size", "missed"), [(5, 0.03), (3, 0.07), (2, 0.12)])
def test_of_few_names_without_their_type_some_are_missed_and_hardly_any_mistaken(size, missed, encoding):
    found, not_found, mistaken = answers(encoding, columns(BARE, size))

    assert not_found / (found + not_found + mistaken) <= missed
    assert mistaken <= 2


@pytest.mark.parametrize(("encoding", "missed"), [(TCVN3, 0.06), (VNI, 0.06), (WINDOWS_1258, 0.12)])
def test_of_single_names_those_are_missed_that_are_vietnamese_as_they_stand(encoding, missed):
    found, not_found, mistaken = answers(encoding, [[name] for name in BARE])

    assert not_found / (found + not_found + mistaken) <= missed
    assert mistaken / (found + not_found + mistaken) <= 0.01
    assert detect([as_shown("Vũ Quang", TCVN3)]) is None  # "Vò Quang"


def test_no_commune_is_taken_for_old_text_alone_or_with_all_others():
    assert detect(COMMUNES) is None
    assert [name for name in COMMUNES if detect([name])] == []
    assert [word for name in COMMUNES for word in name.split() if detect([word])] == []


@pytest.mark.parametrize("language", WESTERN)
def test_a_column_of_western_text_is_left_alone(language):
    texts = western(language)

    assert len(texts) > 50
    assert detect(texts) is None


def test_of_single_western_texts_one_in_two_hundred_is_taken_for_old_text():
    texts = [text for language in WESTERN for text in western(language)]

    taken = [text for text in texts if detect([text])]

    assert len(texts) > 4000
    assert len(taken) / len(texts) < 0.005


def western(language: str) -> list[str]:
    """Django's own messages with a letter of Latin-1."""
    catalogues = Path(django.__file__).parent.rglob(f"locale/{language}/LC_MESSAGES/*.mo")
    texts = {text for path in catalogues for text in messages(path) if not text.isascii() and max(text) <= "\xff"}
    return sorted(texts)


def messages(path: Path) -> list[str]:
    with path.open("rb") as file:
        catalogue = gettext.GNUTranslations(file)._catalog
    return [text for text in catalogue.values() if isinstance(text, str)]


@pytest.mark.parametrize(
    "texts",
    [
        ["Nguyen Van An", "Le Thi B", "an@example.vn"],
        ["François Müller", "Hélène", "Noël Citroën"],
        ["café", "naïve", "résumé", "façade"],
        ["§ 5", "«an»", "© 2024", "Excel®", "5 m²", "20 °C", "±3", "·", "½"],
        ["co\u00adoperate", "trung\u00ad", "\u00ad"],
        ["Ðà Nẵng", "Ðông Hà", "Hòa Bình", "Hoà Bình"],
        ["Nguyễn", "Thò", "Lò Văn Vò"],
        [],
    ],
)
def test_what_is_no_old_text_stays(texts):
    assert detect(texts) is None


@pytest.mark.parametrize("encoding", Encoding)
def test_one_old_text_among_many_in_unicode_is_found_and_told_from_them(encoding):
    name = as_shown("Nguyễn Thị Hường", encoding)

    assert detect([*COMMUNES, name]) is encoding
    assert judge(name, encoding) is True
    assert [text for text in COMMUNES if judge(text, encoding)] == []
    assert judge("Sở Nội vụ", encoding) is False
    assert judge("Hà Nam", TCVN3) is False
    assert judge("Vò Quang", TCVN3) is None


def test_the_font_settles_what_the_text_leaves_open():
    assert detect(["Vò Quang"]) is None
    assert detect(["Vò Quang"], [".VnTime"]) is TCVN3
    assert detect(["Thò Lò"], ["VNI-Times"]) is VNI
    assert detect(["Boâng"], [".VnTimeH"]) is TCVN3


def test_a_font_left_behind_by_unicode_text_says_nothing():
    assert detect(["Hà Nội", "Sở Nội vụ", "Hà Nam"], [".VnTime"] * 3) is None
    assert detect(["ky thuat"], [".VnTime"]) is None
