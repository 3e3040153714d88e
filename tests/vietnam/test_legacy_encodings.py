import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.vietnam.old_text import COMMUNES, TABLE, as_shown
from workforce.vietnam.legacy_encodings import Converted, Encoding, convert, encoding_of_font, is_capital_font

TCVN3, VNI, WINDOWS_1258 = Encoding.TCVN3, Encoding.VNI, Encoding.WINDOWS_1258
SMALL = [letter for letter in TABLE if letter.islower()]
CONSONANTS = "bcdghklmnpqrstvxBCDGHKLMNPQRSTVXĐ "


@pytest.mark.parametrize(
    ("text", "tcvn3", "vni"),
    [
        ("Bắc Kạn", "B¾c K¹n", "Baéc Kaïn"),
        ("Sở Nội vụ", "Së Néi vô", "Sôû Noäi vuï"),
        ("Đặng Văn Ước", "§Æng V¨n ¦íc", "Ñaëng Vaên Öôùc"),
        ("Nguyễn Thị Hường", "NguyÔn ThÞ H\u00adêng", "Nguyeãn Thò Höôøng"),
        ("Ninh Bình", "Ninh B×nh", "Ninh Bình"),
        ("Bảo Thắng", "B¶o Th¾ng", "Baûo Thaéng"),
    ],
)
def test_published_examples_come_out_to_the_letter(text, tcvn3, vni):
    assert convert(tcvn3, TCVN3) == Converted(text)
    assert convert(vni, VNI) == Converted(text)


@pytest.mark.parametrize("encoding", Encoding)
@pytest.mark.parametrize("letter", SMALL)
def test_every_small_letter_is_read_after_another(letter, encoding):
    assert convert("x" + as_shown(letter, encoding), encoding).text == "x" + letter


@pytest.mark.parametrize("encoding", [VNI, WINDOWS_1258])
@given(text=st.text(st.sampled_from([*TABLE, *CONSONANTS])))
def test_what_vni_and_windows_1258_write_is_read_back_whatever_stands_beside_what(text, encoding):
    assert convert(as_shown(text, encoding), encoding).text == text


@given(text=st.text(st.sampled_from([*SMALL, *CONSONANTS])))
def test_tcvn3_is_read_back_but_for_capitals(text):
    assert convert(as_shown(text, TCVN3), TCVN3).text.casefold() == text.casefold()


@pytest.mark.parametrize("encoding", Encoding)
def test_every_commune_is_read_back(encoding):
    changed = [name for name in COMMUNES if convert(as_shown(name, encoding), encoding).text != name]

    # what a capital between other letters was cannot be told from one in a word of capitals
    assert changed == (["Xã SRó"] if encoding is TCVN3 else [])


@pytest.mark.parametrize("letter", [letter for letter in TABLE if TABLE[letter]["tcvn3_doubled"]])
def test_a_capital_written_twice_is_one_letter(letter):
    capital, small = TABLE[letter]["tcvn3_doubled"][0], TABLE[letter]["tcvn3_doubled"][1:]

    assert convert(f"x{capital}{small}", TCVN3).text == f"x{letter}"


@pytest.mark.parametrize(
    ("shown", "text", "doubtful"),
    [
        ("NguyÔn ThÞ ¸nh", "Nguyễn Thị Ánh", ("Ánh",)),
        ("¸nh", "Ánh", ("Ánh",)),
        ("ñy ban nh©n d©n x· ý Yªn", "Ủy ban nhân dân xã ý Yên", ("Ủy", "ý")),
        ("NGUYÔN V¡N ¸NH", "NGUYỄN VĂN ÁNH", ()),
        ("Së NéI Vô", "SỞ NỘI VỤ", ()),
        ("UBND x· Hoµ B×nh", "UBND xã Hoà Bình", ()),
        ("TR¦êNG THPT Hoa Sen", "TRƯỜNG THPT Hoa Sen", ()),
        ("Lª A", "Lê A", ()),
    ],
)
def test_capitals_that_tcvn3_does_not_keep_are_taken_from_the_others_or_called_doubtful(shown, text, doubtful):
    assert convert(shown, TCVN3) == Converted(text, doubtful)


def test_a_font_of_capitals_leaves_no_doubt():
    assert convert("ñy ban nh©n d©n", TCVN3, capitals=True) == Converted("ỦY BAN NHÂN DÂN")


def test_a_letter_that_the_encoding_does_not_have_is_doubtful():
    assert convert("Thò ß", VNI) == Converted("Thị ß", ("ß",))


def test_the_text_is_composed():
    text = convert(as_shown("Nguyễn Thị Hường", WINDOWS_1258), WINDOWS_1258).text

    assert text == unicodedata.normalize("NFC", text) == "Nguyễn Thị Hường"


@pytest.mark.parametrize(
    ("font", "encoding", "capital"),
    [
        (".VnTime", TCVN3, False),
        (".VnTimeH", TCVN3, True),
        (".vnarial narrow", TCVN3, False),
        ("VNI-Times", VNI, False),
        ("VNI Helve", VNI, False),
        ("Times New Roman", None, False),
        ("Vni", None, False),
        ("ArialH", None, False),
    ],
)
def test_old_fonts_are_known_by_their_names(font, encoding, capital):
    assert (encoding_of_font(font), is_capital_font(font)) == (encoding, capital)
