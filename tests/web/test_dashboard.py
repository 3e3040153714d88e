"""The executive's page: every badge in words, every percentage with its people, at a fixed cost."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from tests.universe import clause, document, lock, open_revision, share_indicator, submit, unit, user
from tests.web.portal import headcount_indicator, named, signed_in, target_of
from workforce.indicators.verdict import Badge
from workforce.models import Unit, User
from workforce.services.rollups import roll_up_everything
from workforce.wording.verdicts import BADGES

DASHBOARD = "/progress/"
SHARES = {2022: 60, 2023: 50, 2024: 40}  # percent of masters among a hundred people
BASELINE = {"baseline_on": date(2020, 12, 31), "baseline_value": 20}
END_OF_2025, DAY = {"due_on": date(2025, 12, 31)}, date(2025, 4, 30)

TARGETS = {
    Badge.MET: {"value": 35, "due_on": None},
    Badge.MET_AT_RISK: {"value": 35},  # the line through three falling years misses it
    Badge.ON_PACE: {"value": 45, **BASELINE, **END_OF_2025},
    Badge.SLOW: {"value": 60, **BASELINE, **END_OF_2025},
    Badge.AT_RISK: {"value": 100, **BASELINE, **END_OF_2025},
    Badge.MOVING_AWAY: {"value": 60, **BASELINE, "baseline_value": 50, **END_OF_2025},
    Badge.NOT_MET: {"value": 45, "due_on": date(2024, 12, 31)},
    Badge.AWAITING_SNAPSHOT: {"value": 45, "due_on": date(2025, 3, 31)},
    Badge.NOT_ENOUGH_DATA: {"value": 45, **END_OF_2025},
    Badge.ENDED_BY_REORGANISATION: {"value": 45, "unit": "cu"},
}


@pytest.fixture
def progress(universe):
    """Three locked year-ends of one hospital of Tỉnh Giả Định, and a target for each badge."""
    hospital = unit("benh-vien-tinh", "Bệnh viện Tỉnh", parent=universe.gia_dinh)
    share = named(share_indicator("masters-share", education=["masters"]), "Tỷ lệ thạc sĩ", "Share of masters")
    headcount_indicator(share)
    revisions = [open_revision(universe.gia_dinh, date(year, 12, 31), owing=[hospital]) for year in SHARES]
    for revision, masters in zip(revisions, SHARES.values(), strict=True):
        submit(revision, hospital, {"masters": masters, "university": 100 - masters})
    roll_up_everything()
    for revision in revisions:
        lock(revision)
    unit("cu", "Sở Cũ", parent=universe.gia_dinh, valid_to=date(2025, 3, 1))
    sentence = clause("nq-1", document=document("nq", number="1-NQ/GD", unit=universe.gia_dinh))
    for number, (badge, fields) in enumerate(TARGETS.items()):
        fields = {"baseline_on": None, **fields}
        owner = Unit.objects.get(key=fields.pop("unit", "gia-dinh"))
        target_of(sentence, share, owner, f"target-{badge}", name_vi=f"Chỉ tiêu {badge}", position=number, **fields)
    return universe


def reader():
    """An executive who sees everything."""
    return User.objects.filter(username="reader").first() or user("executive", username="reader")


def show(universe, language="vi", **query):
    return signed_in(reader(), language).get(DASHBOARD, {"unit": "gia-dinh", "as_of": DAY.isoformat()} | query)


def test_the_scenario_has_every_badge():
    assert set(TARGETS) == set(Badge)


def test_each_target_has_its_badge(progress):
    rows = [row for group in show(progress).context["documents"] for row in group.rows]

    found = {row.progress.target.code: row.progress.verdict.badge for row in rows}
    assert found == {f"target-{badge}": badge for badge in Badge}


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_badge_is_a_word(progress, language):
    content = show(progress, language).content.decode()

    with override(language):
        words = [str(word) for word in BADGES.values()]
    assert len(set(words)) == len(Badge)
    for word in words:
        assert f"</span>{word}</span>" in content


def test_the_roll_up_counts_badges_and_averages_nothing(progress):
    (group,) = show(progress).context["documents"]

    assert group.badges == [(badge, 1) for badge in Badge]


def test_every_share_of_people_stands_beside_its_people(progress):
    content = show(progress).content.decode()

    values = re.findall(r'<a class="value"[^>]*>([^<]*%)</a><small>([^<]*)</small>', content)
    assert len(values) >= len(Badge) - 1  # nothing is known of the unit that ended
    assert all(re.fullmatch(r"\d+/\d+", people) for _share, people in values)
    assert ("40,0 %", "40/100") in [(share.replace("\xa0", " "), people) for share, people in values]


def test_what_needs_a_decision_is_listed(progress):
    decisions = {each.verdict.badge for each in show(progress).context["decisions"]}

    assert {Badge.NOT_MET, Badge.MOVING_AWAY, Badge.AT_RISK, Badge.AWAITING_SNAPSHOT} <= decisions
    assert not decisions & {Badge.MET, Badge.ON_PACE}


def test_numbers_are_written_as_the_language_writes_them(universe):
    big = unit("don-vi-lon", "Đơn vị Lớn", parent=universe.gia_dinh)
    headcount_indicator(named(share_indicator("masters-share", education=["masters"]), "Thạc sĩ", "Masters"))
    revision = open_revision(universe.gia_dinh, date(2024, 12, 31), owing=[big])
    submit(revision, big, {"doctorate": 36, "masters": 1095, "university": 9140, "education_not_broken_down": 2499})
    roll_up_everything()

    vietnamese, english = [
        show(universe, language, as_of="2024-12-31").content.decode().replace("\xa0", " ") for language in ["vi", "en"]
    ]

    assert all(shown in vietnamese for shown in ["12.770", "8,6 %", "1.095/12.770", "31/12/2024"])
    assert all(shown in english for shown in ["12,770", "8.6 %", "1,095/12,770"])


def cost(client, query):
    client.get(DASHBOARD, query)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(DASHBOARD, query)
    assert response.status_code == 200
    return len(queries)


def test_the_page_costs_the_same_for_one_and_for_twenty_units(progress):
    client, query = signed_in(reader()), {"unit": "gia-dinh", "as_of": DAY.isoformat()}
    before = cost(client, query)
    for number in range(20):
        unit(f"so-{number}", f"Sở {number}", parent=progress.gia_dinh)

    assert cost(client, query) == before


def test_the_page_costs_the_same_for_one_and_for_ten_targets(progress):
    client, query = signed_in(reader()), {"unit": "gia-dinh", "as_of": DAY.isoformat()}
    sentence = clause("nq-2", document=document("nq-2", number="2-NQ/GD"))
    share = progress.gia_dinh.targets.first().indicator
    before = cost(client, query)
    for number in range(10):
        target_of(sentence, share, progress.hospital if number % 2 else progress.gia_dinh, f"more-{number}")

    assert cost(client, query) == before


@pytest.mark.parametrize(
    "query",
    [
        {"unit": "khong-co"},
        {"as_of": "2024-02-30"},
        {"as_of": "31/12/2024"},
        {"as_of": "x" * 5000},
    ],
)
def test_an_unknown_unit_or_date_is_a_page_that_does_not_exist(progress, query):
    assert show(progress, **query).status_code == 404


@pytest.mark.parametrize("as_of", ["0001-01-01", "1990-01-01", "9999-12-31"])
@pytest.mark.parametrize("boundaries", ["", "today", "nonsense"])
def test_a_day_far_away_is_a_page_all_the_same(progress, as_of, boundaries):
    assert show(progress, as_of=as_of, boundaries=boundaries).status_code == 200


@pytest.mark.parametrize("typed", ["gia-dinh", "Tỉnh Giả Định", "tinh gia dinh", "M2", "Tỉnh Giả Định (M2)"])
def test_a_unit_is_found_as_it_is_typed(progress, typed):
    assert show(progress, unit=typed).context["view"].unit == progress.gia_dinh


def test_each_day_is_offered_once_and_the_one_shown_is_chosen(progress):
    for as_of in ["2024-12-31", "2025-04-30"]:
        options = re.findall(
            r'<option value="(\d{4}-\d\d-\d\d)"( selected)?>', show(progress, as_of=as_of).content.decode()
        )
        assert len({day for day, _selected in options}) == len(options)
        assert [day for day, selected in options if selected] == [as_of]


def test_a_unit_without_targets_says_so(progress):
    response = show(progress, unit="so-noi-vu-gia-dinh")

    assert response.context["documents"] == []
    assert 'class="empty"' in response.content.decode()


def test_invented_numbers_are_called_invented(progress):
    assert 'class="invented"' in show(progress).content.decode()


@pytest.mark.parametrize("key", ["gia-dinh", "benh-vien-tinh"])
def test_every_link_of_the_page_leads_somewhere_within_the_own_scope(progress, key):
    client = signed_in(user("executive", unit=Unit.objects.get(key=key), username="chief"))
    page = client.get(DASHBOARD, {"as_of": DAY.isoformat()}).content.decode()

    for link in set(re.findall(r'href="(/[^"]*|\?[^"]*)"', page)):
        if not link.startswith("/static/"):
            target = link.replace("&amp;", "&")
            address = target if target.startswith("/") else reverse("dashboard") + target
            assert client.get(address).status_code in {200, 302}, address
