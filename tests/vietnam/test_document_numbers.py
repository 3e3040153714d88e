import pytest

from workforce.vietnam.document_numbers import DocumentNumber, System, matches, parse_document_number

SEEN = {
    "17-NQ/TU": DocumentNumber("17", "TU", System.PARTY, type="NQ"),
    "72-CTr/TU": DocumentNumber("72", "TU", System.PARTY, type="CTr"),
    "366-QĐ/TW": DocumentNumber("366", "TW", System.PARTY, type="QĐ"),
    "205-KL/TW": DocumentNumber("205", "TW", System.PARTY, type="KL"),
    "06-HD/BTCTU": DocumentNumber("06", "BTCTU", System.PARTY, type="HD"),
    "295-QĐ/ĐU": DocumentNumber("295", "ĐU", System.PARTY, type="QĐ"),
    "179/2024/NĐ-CP": DocumentNumber("179", "CP", System.NORMATIVE, 2024, "NĐ"),
    "06/2023/TT-BNV": DocumentNumber("06", "BNV", System.NORMATIVE, 2023, "TT"),
    "35/2021/NQ-HĐND": DocumentNumber("35", "HĐND", System.NORMATIVE, 2021, "NQ"),
    "61/2025/QĐ-CTUBND": DocumentNumber("61", "CTUBND", System.NORMATIVE, 2025, "QĐ"),
    "202/2025/QH15": DocumentNumber("202", "QH15", System.ASSEMBLY, 2025),
    "114/2025/UBTVQH15": DocumentNumber("114", "UBTVQH15", System.ASSEMBLY, 2025),
    "1656/NQ-UBTVQH15": DocumentNumber("1656", "UBTVQH15", System.ADMINISTRATIVE, type="NQ"),
    "2344/QĐ-UBND": DocumentNumber("2344", "UBND", System.ADMINISTRATIVE, type="QĐ"),
    "125/KH-UBND": DocumentNumber("125", "UBND", System.ADMINISTRATIVE, type="KH"),
    "899/QĐ-TTg": DocumentNumber("899", "TTg", System.ADMINISTRATIVE, type="QĐ"),
    "486/TTr-CP": DocumentNumber("486", "CP", System.ADMINISTRATIVE, type="TTr"),
    "5765/BNV-TCBC": DocumentNumber("5765", "BNV", System.LETTER, unit="TCBC"),
    "1187/UBND-KTTH": DocumentNumber("1187", "UBND", System.LETTER, unit="KTTH"),
}


@pytest.mark.parametrize(("text", "expected"), SEEN.items())
def test_each_shape_in_use_is_taken_apart(text, expected):
    assert parse_document_number(text) == expected


def test_spaces_and_typographic_hyphens_do_not_matter():
    assert parse_document_number(" 17 \u2011 NQ/TU\u00a0") == SEEN["17-NQ/TU"]


def test_unaccented_decisions_and_decrees_are_restored():
    assert parse_document_number("2344/QD-UBND") == SEEN["2344/QĐ-UBND"]
    assert parse_document_number("179/2024/ND-CP") == SEEN["179/2024/NĐ-CP"]


def test_guidance_and_contract_project_and_scheme_stay_apart():
    types = [parse_document_number(f"5/{type_}-UBND").type for type_ in ("HD", "HĐ", "DA", "ĐA")]
    assert types == ["HD", "HĐ", "DA", "ĐA"]


@pytest.mark.parametrize(
    "text", ["", "17", "NQ/TU", "17-NQ", "2344/qđ-ubnd", "17-NQ/TU ngày 12/8/2021", "179/24/NĐ-CP", "123456-NQ/TU"]
)
def test_what_is_no_number_is_none(text):
    assert parse_document_number(text) is None


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("2344/QD-UBND", "2344/QĐ-UBND"),
        ("179/2024/ND-CP", "179/2024/NĐ-CP"),
        ("17-nq/tu", "17-NQ/TU"),
        ("366-qd/tw", "366-QĐ/TW"),
        ("17 - NQ / TU", "17-NQ/TU"),
        ("17–NQ/TU", "17-NQ/TU"),
        ("6-HD/BTCTU", "06-HD/BTCTU"),
        ("5765/bnv-tcbc", "5765/BNV-TCBC"),
    ],
)
def test_typing_without_marks_or_capitals_finds_the_number(typed, number):
    assert matches(typed, number)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("6-HD/BTCTU", "6-HĐ/BTCTU"),
        ("5/DA-UBND", "5/ĐA-UBND"),
        ("17/NQ-TU", "17-NQ/TU"),
        ("18-NQ/TU", "17-NQ/TU"),
        ("17-NQ/T", "17-NQ/TU"),
        ("179/2025/NĐ-CP", "179/2024/NĐ-CP"),
    ],
)
def test_different_numbers_do_not_match(typed, number):
    assert not matches(typed, number)


def test_a_very_long_text_is_refused_at_once():
    assert parse_document_number("9" * 50_000 + "-") is None
