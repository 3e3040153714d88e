"""``manage.py indicators``: what other programs read stays as it is, to the digit."""

import pytest

KEYS = ["indicator", "unit", "as_of", "numerator", "denominator", "value", "display", "source"]
BAC_KAN = ["indicators", "--unit", "06", "--as-of", "2024-12-31"]
SHARES = {
    "phd_share": (36, 12770, "0.281910728269", "0.28 %"),
    "masters_share": (1095, 12770, "8.574784651527", "8.6 %"),
    "university_share": (9140, 12770, "71.574001566171", "71.6 %"),
    "university_or_higher_share": (10271, 12770, "80.430696945967", "80.43 %"),
    "postgraduate_share": (1131, 12770, "8.856695379796", "8.86 %"),
}


def by_indicator(rows):
    return {row["indicator"]: row for row in rows}


def figures(row):
    return row["numerator"], row["denominator"], row["value"], row["display"]


def test_json_has_these_keys_in_this_order(published, manage):
    ended = manage(*BAC_KAN, "--format", "json")

    assert ended.status == 0
    assert [list(row) for row in ended.json] == [KEYS] * len(ended.json) != []
    assert {(row["unit"], row["as_of"]) for row in ended.json} == {("06", "2024-12-31")}
    assert ended.err == ""


def test_the_published_shares_come_out_to_the_digit(published, manage):
    rows = by_indicator(manage(*BAC_KAN, "--format", "json", "--lang", "en").json)

    assert {code: figures(rows[code]) for code in SHARES} == SHARES


def test_vietnamese_is_the_language_unless_another_is_asked_for(published, manage):
    rows = by_indicator(manage(*BAC_KAN, "--format", "json").json)

    shown = [rows[code]["display"] for code in SHARES]
    assert shown == ["0,28 %", "8,6 %", "71,6 %", "80,43 %", "8,86 %"]
    assert rows["phd_share"]["value"] == "0.281910728269"
    assert rows["headcount_total"]["display"] == "12.770"


def test_a_number_of_people_has_no_decimals(published, manage):
    rows = by_indicator(manage(*BAC_KAN, "--format", "json", "--lang", "en").json)

    assert figures(rows["headcount_total"]) == (12770, None, "12770", "12,770")


def test_a_stated_share_is_as_it_was_printed_and_has_no_people(published, manage):
    row = by_indicator(manage(*BAC_KAN, "--format", "json", "--lang", "en").json)["leaders_postgraduate_share"]

    assert figures(row) == (None, None, "40.1", "40.1 %")
    assert row["source"] == "stated in Vietnam.vn, 19/04/2025"


def test_the_source_of_a_count_is_its_snapshot(published, manage):
    source = by_indicator(manage(*BAC_KAN, "--format", "json", "--lang", "en").json)["phd_share"]["source"]

    assert source.startswith("snapshot of 31/12/2024, revision 1, published in Vietnam.vn, 19/04/2025, not locked")


def test_the_unknown_is_null_and_says_so(published, manage):
    rows = by_indicator(manage(*BAC_KAN, "--format", "json", "--lang", "en").json)

    assert figures(rows["women_share"]) == (None, 12770, None, "–")
    assert figures(rows["trained_worker_rate"]) == (None, None, None, "–")
    assert "< 50 % stated without a date" in rows["trained_worker_rate"]["source"]
    assert rows["output_standard_share"]["source"] == "not recorded"


def test_another_day_has_no_figures(published, manage):
    rows = manage("indicators", "--unit", "06", "--as-of", "2024-12-30", "--format", "json").json

    assert {figures(row) for row in rows} == {(None, None, None, "–")}


def test_csv_is_the_same_table(published, manage):
    as_csv = manage(*BAC_KAN, "--format", "csv", "--lang", "en")
    as_json = manage(*BAC_KAN, "--format", "json", "--lang", "en")

    texts = [{key: "" if cell is None else str(cell) for key, cell in row.items()} for row in as_json.json]
    assert as_csv.out.splitlines()[0] == ",".join(KEYS)
    assert as_csv.csv == texts


def test_people_read_a_table(published, manage):
    out = manage(*BAC_KAN, "--lang", "en").out

    [line] = [line for line in out.splitlines() if line.startswith("PhD")]
    assert "0.28 %" in line
    assert "36/12,770" in line


@pytest.mark.parametrize(
    ("unit", "day", "message"),
    [
        ("99", "2024-12-31", "No unit bore the code 99 on 31/12/2024."),
        ("06", "2025-07-01", "No unit bore the code 06 on 01/07/2025."),
        ("06", "2024-31-12", "'2024-31-12' is not a date like 2024-12-31"),
        ("06", "31/12/2024", "'31/12/2024' is not a date like 2024-12-31"),
    ],
)
def test_a_wrong_argument_is_a_sentence_and_a_status(published, manage, unit, day, message):
    ended = manage("indicators", "--unit", unit, "--as-of", day, "--format", "json", "--lang", "en")

    assert ended.status in (1, 2)
    assert ended.out == ""
    assert message in ended.err
    assert "Traceback" not in ended.err


def test_the_code_is_that_of_the_day(published, manage):
    """24 was Bắc Giang's until 30/06/2025 and is Bắc Ninh's since."""
    for day in ["2025-06-30", "2025-07-01"]:
        assert manage("indicators", "--unit", "24", "--as-of", day, "--format", "json").status == 0
    assert manage("indicators", "--unit", "27", "--as-of", "2025-07-01").status == 1
