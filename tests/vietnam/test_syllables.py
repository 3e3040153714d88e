import pytest

from tests.vietnam.old_text import COMMUNES
from workforce.vietnam.syllables import is_syllable

SYLLABLES = """
    Nguyễn thị hường khuỷu quốc quyết giêng gì gia già nghiêng ngoằn oong xoong hòa hoà thủy thuỷ quý yêu ưu uống Đắk
    LẮK KẠN ươm giữa của mùa tía khuya loè huế tuyên
"""
OTHERS = """
    hôtel naïf café résumé Krông cuỷ kuo ngê gê cê ghà hoát5 tiềp các1 xaị tiế́ng - nguyô nguyễ́n
"""


@pytest.mark.parametrize("word", SYLLABLES.split())
def test_vietnamese_syllables(word):
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["", "tiếng Việt", *OTHERS.split()])
def test_what_is_no_syllable(word):
    assert not is_syllable(word)


def test_nearly_every_word_in_the_names_of_communes_is_one():
    words = [word for name in COMMUNES for word in name.replace("-", " ").split() if word.isalpha()]

    others = [word for word in words if not is_syllable(word)]

    # names of the Central Highlands
    assert len(others) / len(words) < 0.02
    assert {"Krông", "Pleiku", "Braih"} <= set(others)
