from itertools import product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from workforce.indicators.counting import NOBODY, UNKNOWN, CodeList, Count, Question, Row, Selection, ValueKind

CATEGORIES = {"CBCCVC": None, "cadre": "CBCCVC", "civil servant": "CBCCVC", "public employee": "CBCCVC"}
SECTORS = {"any sector": None, "State": "any sector", "Party": "any sector"}
LEADERSHIP = {"any level": None, "leader": "any level", "head": "leader", "deputy": "leader", "staff": "any level"}
EDUCATION = {
    "university or higher": None,
    "postgraduate": "university or higher",
    "doctor": "postgraduate",
    "master": "postgraduate",
    "bachelor": "university or higher",
    "below university": None,
    "college": "below university",
    "elementary": "below university",
    "others": None,
    "not known": None,
}
SEX = {"women": None, "men": None}
TOTAL = {"everyone": None}
CODES = CodeList(
    parents=CATEGORIES | SECTORS | LEADERSHIP | EDUCATION | SEX | TOTAL,
    kinds=dict.fromkeys(EDUCATION | SEX | TOTAL, ValueKind.ORDINARY)
    | {"others": ValueKind.NOT_BROKEN_DOWN, "not known": ValueKind.NO_INFORMATION},
    dimensions=dict.fromkeys(EDUCATION, "education") | dict.fromkeys(SEX, "sex") | dict.fromkeys(TOTAL, "total"),
    total="total",
)
ORDINARY_VALUES = [value for value in EDUCATION if CODES.kinds[value] is ValueKind.ORDINARY]


def people_at(value, people, category="CBCCVC", sector="State", leadership="staff"):
    return Row(category, sector, leadership, value, people)


BAC_KAN = [
    people_at("doctor", 36),
    people_at("master", 1095),
    people_at("bachelor", 9140),
    people_at("others", 2499),
]


def ask(rows, **nodes):
    selection = Selection("education", **{axis: frozenset(chosen) for axis, chosen in nodes.items()})
    return Question(selection, CODES).ask(rows)


@pytest.mark.parametrize(
    ("value", "people"),
    [
        ({"doctor"}, 36),
        ({"master"}, 1095),
        ({"postgraduate"}, 1131),
        ({"doctor", "master"}, 1131),
        ({"bachelor"}, 9140),
        ({"university or higher"}, 10271),
        (set(), 12770),
    ],
)
def test_the_published_counts_of_bac_kan_come_out(value, people):
    assert ask(BAC_KAN, value=value) == Count(people, known_people=people)


def test_people_not_broken_down_may_be_at_any_value_the_report_does_not_name():
    assert ask(BAC_KAN, value={"college"}) == UNKNOWN


def test_a_value_named_for_other_people_says_nothing_about_those_not_broken_down():
    rows = [
        people_at("doctor", 5, category="cadre"),
        people_at("others", 20, category="cadre"),
        people_at("master", 60, category="civil servant"),
        people_at("others", 500, category="civil servant"),
    ]
    assert ask(rows, value={"doctor"}) == Count(None, known_people=5)
    assert ask(rows, value={"doctor"}, category={"cadre"}).people == 5
    assert ask(rows, value={"doctor"}, category={"civil servant"}) == UNKNOWN
    assert ask(rows, value={"master"}, category={"civil servant"}).people == 60


@pytest.mark.parametrize("axis", ["category", "sector", "leadership"])
def test_every_axis_tells_people_not_broken_down_from_those_named(axis):
    other = {"category": "cadre", "sector": "Party", "leadership": "leader"}[axis]
    rows = [people_at("doctor", 5), people_at("others", 9, **{axis: other})]
    assert ask(rows, value={"doctor"}) == Count(None, known_people=5)
    assert ask([*rows, people_at("doctor", 0, **{axis: other})], value={"doctor"}).people == 5


def test_people_not_broken_down_by_category_may_be_of_any():
    assert ask(BAC_KAN, value={"doctor"}, category={"civil servant"}) == UNKNOWN


def test_all_categories_together_are_the_node_above_them():
    chosen = {"cadre", "civil servant", "public employee"}
    assert ask(BAC_KAN, value={"doctor"}, category=chosen).people == 36


def test_a_node_above_hides_how_many_are_below_it():
    rows = [people_at("postgraduate", 40), people_at("doctor", 2)]
    assert ask(rows, value={"doctor"}) == Count(None, known_people=2)
    assert ask(rows, value={"postgraduate"}).people == 42


def test_nobody_in_doubt_leaves_no_doubt():
    rows = [people_at("postgraduate", 0), people_at("doctor", 2)]
    assert ask(rows, value={"doctor"}).people == 2


def test_people_of_another_branch_are_not_counted():
    rows = [people_at("doctor", 5, sector="Party"), people_at("doctor", 3)]
    assert ask(rows, value={"doctor"}, sector={"State"}).people == 3


def test_no_information_is_counted_apart_and_is_never_a_no():
    rows = [people_at("doctor", 5), people_at("not known", 7), people_at("not known", 2, sector="Party")]
    assert ask(rows, value={"doctor"}, sector={"State"}) == Count(5, known_people=5, no_information=7)


def test_people_without_information_are_people():
    assert ask([people_at("doctor", 5), people_at("not known", 7)]).people == 12


def test_a_report_without_the_dimension_does_not_know():
    assert ask([people_at("women", 5)], value={"doctor"}) == UNKNOWN
    assert ask([]) == UNKNOWN


def test_people_the_report_counts_and_does_not_cut_make_the_count_unknown():
    rows = [people_at("master", 20), people_at("everyone", 50), people_at("everyone", 30, category="cadre")]
    assert ask(rows[:2], value={"master"}) == Count(20, known_people=20)
    assert ask([people_at("master", 20, category="cadre"), *rows[1:]], value={"master"}) == Count(None, known_people=20)


@pytest.mark.parametrize(
    ("blank", "people"),
    [
        (people_at("everyone", 30, category="public employee"), 20),
        (people_at("everyone", 30, category="civil servant"), None),
        (people_at("everyone", 30, category="CBCCVC"), None),
        (people_at("everyone", 0, category="civil servant"), 20),
        (people_at("everyone", 30, category="civil servant", sector="Party"), 20),
    ],
    ids=["outside", "inside", "straddling", "nobody", "outside on another axis"],
)
def test_a_blank_leaves_unknown_only_what_it_may_hold(blank, people):
    rows = [people_at("master", 20, category="cadre"), blank]
    selected = {"category": {"cadre", "civil servant"}, "sector": {"State"}, "value": {"master"}}
    assert ask(rows, **selected) == Count(people, known_people=20)


@pytest.mark.parametrize("stated", ["above", "below"])
def test_totals_and_a_dimension_may_be_cut_differently(stated):
    whole, parts = ["any level"], ["leader", "staff"]
    cut, counted = (whole, parts) if stated == "above" else (parts, whole)
    rows = [people_at("master", 5, leadership=each) for each in cut]
    rows += [people_at("everyone", 50, leadership=each) for each in counted]
    assert ask(rows, value={"master"}).people == 5 * len(cut)


def test_another_dimension_does_not_count_people_again():
    assert ask([people_at("doctor", 5), people_at("women", 5)]).people == 5


def test_a_stated_zero_is_zero():
    assert ask([people_at("doctor", 0)], value={"doctor"}) == NOBODY


def test_adding_an_unknown_count_keeps_the_known_part():
    assert Count(3, 3, 1) + Count(None, 2, 1) == Count(None, known_people=5, no_information=2)


# A second, naive implementation: it writes out every population that a row's people can be of.


def leaves(node, values=CODES.parents):
    below = [child for child, parent in values.items() if parent == node]
    return {leaf for child in below for leaf in leaves(child, values)} if below else {node}


def leaves_of(nodes):
    return {leaf for node in nodes for leaf in leaves(node)}


def is_of(population, selection):
    axes = (selection.category, selection.sector, selection.leadership, selection.value)
    return all(not chosen or leaf in leaves_of(chosen) for leaf, chosen in zip(population, axes, strict=True))


def possible_values(row, named):
    if row.value == "others":
        return (leaves_of(ORDINARY_VALUES) - leaves_of(named)) | {"something nobody lists"}
    return leaves(row.value)


def is_left_out(rows, selection):
    """Whether the report counts somebody of the selection whom no row of the dimension is about."""
    stated, counted = set(), set()
    for row in rows:
        people = set(product(leaves(row.category), leaves(row.sector), leaves(row.leadership)))
        if row.value in EDUCATION:
            stated |= people
        elif row.value == "everyone" and row.people:
            counted |= people
    anywhere = Selection("education", selection.category, selection.sector, selection.leadership)
    return any(is_of((*each, ""), anywhere) for each in counted - stated)


def naive_count(rows, selection):
    left_out = is_left_out(rows, selection)
    rows = [row for row in rows if row.value in EDUCATION]
    if not rows:
        return UNKNOWN
    known, missing, in_doubt = 0, 0, left_out
    for row in rows:
        places = (leaves(row.category), leaves(row.sector), leaves(row.leadership))
        if row.value == "not known" and selection.value:
            anywhere = Selection("education", selection.category, selection.sector, selection.leadership)
            if any(is_of((*place, ""), anywhere) for place in product(*places)):
                missing += row.people
            continue
        same_people = [each for each in rows if each.population == row.population]
        named = {each.value for each in same_people} & set(ORDINARY_VALUES)
        populations = list(product(*places, possible_values(row, named)))
        answers = {is_of(population, selection) for population in populations}
        if answers == {True}:
            known += row.people
        elif True in answers and row.people:
            in_doubt = True
    return Count(None if in_doubt else known, known, missing)


rows = st.builds(
    Row,
    category=st.sampled_from(list(CATEGORIES)),
    sector=st.sampled_from(list(SECTORS)),
    leadership=st.sampled_from(list(LEADERSHIP)),
    value=st.sampled_from(list(EDUCATION | SEX | TOTAL)),
    people=st.integers(0, 20),
)
reports = st.lists(rows, max_size=8)


def some_of(nodes):
    return st.frozensets(st.sampled_from(list(nodes)), max_size=3)


selections = st.builds(
    Selection,
    dimension=st.just("education"),
    category=some_of(CATEGORIES),
    sector=some_of(SECTORS),
    leadership=some_of(LEADERSHIP),
    value=some_of(ORDINARY_VALUES),
)


@given(reports, selections)
def test_counting_agrees_with_writing_out_every_population(report, selection):
    assert Question(selection, CODES).ask(report) == naive_count(report, selection)


@given(reports, selections, st.randoms())
def test_the_order_of_rows_does_not_matter(report, selection, random):
    question = Question(selection, CODES)
    shuffled = random.sample(report, len(report))
    assert question.ask(shuffled) == question.ask(report)


@given(reports, selections, st.data())
def test_splitting_a_report_in_two_changes_nothing(report, selection, data):
    question = Question(selection, CODES)
    first = [data.draw(st.integers(0, row.people)) for row in report]
    one = [Row(r.category, r.sector, r.leadership, r.value, n) for r, n in zip(report, first, strict=True)]
    other = [Row(r.category, r.sector, r.leadership, r.value, r.people - n) for r, n in zip(report, first, strict=True)]
    assert question.ask(one) + question.ask(other) == question.ask(report)


@pytest.mark.parametrize(("axis", "tree"), [("category", CATEGORIES), ("leadership", LEADERSHIP), ("value", EDUCATION)])
@given(report=reports, selection=selections, data=st.data())
def test_parts_add_up_to_the_whole(axis, tree, report, selection, data):
    whole = data.draw(st.sampled_from([node for node in tree if leaves(node) != {node}]))
    parts = [child for child, parent in tree.items() if parent == whole]
    axes = {each: getattr(selection, each) for each in ("category", "sector", "leadership", "value")}

    def count(node):
        return Question(Selection("education", **axes | {axis: frozenset({node})}), CODES).ask(report)

    counts = [count(part) for part in parts]
    assert sum(each.known_people for each in counts) <= count(whole).known_people
    assume(all(each.people is not None for each in counts))
    assert sum(each.people for each in counts) == count(whole).people


@given(reports, st.integers(1, 20))
def test_straddling_people_make_the_count_unknown_and_keep_the_known_part(report, people):
    before = ask(report, category={"cadre"})
    after = ask([*report, people_at("doctor", people, category="CBCCVC")], category={"cadre"})
    assert (after.people, after.known_people) == (None, before.known_people)
