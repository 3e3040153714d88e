"""``manage.py progress``: targets and verdicts for other programs and for a terminal."""

from datetime import date

import pytest

from tests import universe as world
from workforce.models import Document, Indicator, Unit
from workforce.services.rollups import roll_up_everything

KEYS = ["target", "document", "unit", "clause", "indicator", "operator", "baseline", "target_value", "due", "actual"]
KEYS += ["level", "pace", "badge", "note"]
ENGLISH = ["--format", "json", "--lang", "en"]


@pytest.fixture
def second_17(published):
    """Another province's resolution of the same number."""
    thai_nguyen = Unit.objects.get(key="thai-nguyen")
    document = world.document(
        "17-nq-tu-other",
        number="17-NQ/TU",
        issuer_vi="Tỉnh ủy Thái Nguyên (giả định)",
        issuer_en="Thái Nguyên Party Committee (invented)",
        issued_on=date(2021, 5, 5),
        unit=thai_nguyen,
        invented=True,
    )
    clause = world.clause("clause", document=document)
    phd = Indicator.objects.get(code="phd_share")
    return world.target("other-doctors", clause=clause, unit=thai_nguyen, indicator=phd, value="0.5")


def test_json_has_these_keys_in_this_order(published, manage):
    ended = manage("progress", "--format", "json")

    assert ended.status == 0
    assert [list(row) for row in ended.json] == [KEYS] * 8
    assert ended.err == ""


def test_17_nq_tu_is_met_and_says_what_was_derived(published, manage):
    [row] = manage("progress", "--document", "17-NQ/TU", *ENGLISH).json

    assert row | {"clause": "", "note": ""} == {
        "target": "17-nq-tu-bac-kan-leaders-postgraduate",
        "document": "17-NQ/TU",
        "unit": "06",
        "clause": "",
        "indicator": "leaders_postgraduate_share",
        "operator": "at_least",
        "baseline": None,
        "target_value": "35",
        "due": "2025-12-31",
        "actual": "40.1 %",
        "level": "met",
        "pace": None,
        "badge": "met",
        "note": "",
    }
    assert "exceeding the target in Resolution No. 17-NQ/TU" in row["clause"]
    for part in ["target value derived: 40.1 − 5.1", "other reading: 38.15 %", "due date derived"]:
        assert part in row["note"]


def test_72_ctr_tu_gives_its_reasons(published, manage):
    rows = manage("progress", "--document", "72-CTr/TU", *ENGLISH).json

    assert len(rows) == 7
    reasons = "no actual value is recorded; the document states no baseline; the document states no due date"
    for row in rows:
        assert row["note"].startswith(reasons)
        assert (row["level"], row["badge"]) == ("cannot_tell", "not_enough_data")
        assert {row[key] for key in ["actual", "baseline", "due", "pace"]} == {None}


def test_after_the_merger_the_target_has_ended(published, manage):
    [row] = manage("progress", "--document", "17-NQ/TU", "--as-of", "2025-07-01", *ENGLISH).json

    assert (row["badge"], row["actual"], row["unit"]) == ("ended_by_reorganisation", "40.1 %", "06")


def test_pace_and_baseline_are_plain_numbers_and_codes(universe, manage):
    masters = world.share_indicator("masters", education=["masters"])
    clause = world.clause("clause", document=world.document("resolution", number="01-NQ/MH"))
    world.target(
        "masters-up",
        clause=clause,
        unit=universe.hoa_sen,
        indicator=masters,
        value=29,
        baseline_on=date(2020, 12, 31),
        baseline_value=20,
        due_on=date(2026, 12, 31),
    )
    roll_up_everything()

    [row] = manage("progress", "--as-of", "2024-12-31", *ENGLISH).json

    assert (row["baseline"], row["target_value"], row["actual"]) == ("20", "29", "24.0 %")
    assert (row["level"], row["pace"], row["badge"]) == ("not_met", "slow", "slow")


@pytest.mark.parametrize("typed", ["17-NQ/TU", "17-nq/tu", "17–NQ/TU", " 17-NQ/TU "])
def test_a_number_is_found_however_it_is_typed(published, manage, typed):
    assert len(manage("progress", "--document", typed, "--format", "json").json) == 1


@pytest.mark.parametrize("typed", ["2344/QĐ-UBND", "2344/QD-UBND", "2344/qd-ubnd"])
def test_a_number_is_found_without_its_accents(published, manage, typed):
    clause = world.clause("clause", document=Document.objects.get(number="2344/QĐ-UBND"))
    phd = Indicator.objects.get(code="phd_share")
    world.target("doctors", clause=clause, unit=Unit.objects.get(key="bac-kan"), indicator=phd)

    [row] = manage("progress", "--document", typed, "--format", "json").json

    assert (row["target"], row["document"]) == ("doctors", "2344/QĐ-UBND")


def test_a_number_of_several_provinces_lists_them_all(second_17, manage):
    ended = manage("progress", "--document", "17-NQ/TU", *ENGLISH)

    assert (ended.status, ended.out) == (1, "")
    assert "17-NQ/TU  Thái Nguyên Party Committee (invented)  05/05/2021" in ended.err
    assert "12/08/2021" in ended.err
    assert "--unit" in ended.err


@pytest.mark.parametrize(("unit", "target"), [("06", "17-nq-tu-bac-kan-leaders-postgraduate"), ("19", "other-doctors")])
def test_the_unit_tells_documents_of_one_number_apart(second_17, manage, unit, target):
    [row] = manage("progress", "--document", "17-NQ/TU", "--unit", unit, *ENGLISH).json

    assert row["target"] == target


def test_a_unit_has_its_own_targets(published, manage):
    rows = manage("progress", "--unit", "27", "--format", "json").json

    assert {row["document"] for row in rows} == {"72-CTr/TU"}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--document", "18-NQ/TU"], "No document bears the number 18-NQ/TU."),
        (["--unit", "99"], "No unit bore the code 99"),
        (["--unit", "06", "--as-of", "2025-07-01"], "No unit bore the code 06 on 01/07/2025."),
        (["--as-of", "2025-02-30"], "'2025-02-30' is not a date like 2024-12-31"),
    ],
)
def test_a_wrong_argument_is_a_sentence_and_a_status(published, manage, arguments, message):
    ended = manage("progress", *arguments, *ENGLISH)

    assert ended.status in (1, 2)
    assert ended.out == ""
    assert message in ended.err
    assert "Traceback" not in ended.err


def test_csv_is_the_same_table(published, manage):
    as_csv = manage("progress", "--format", "csv", "--lang", "en")
    as_json = manage("progress", *ENGLISH)

    assert as_csv.out.splitlines()[0] == ",".join(KEYS)
    assert as_csv.csv == [{key: cell or "" for key, cell in row.items()} for row in as_json.json]


def test_people_read_a_table(published, manage):
    out = manage("progress", "--lang", "en", "--document", "17-NQ/TU").out

    for part in ["✓ Met", "40.1 %", "≥ 35 %", "+5.1 pp"]:
        assert part in out
