"""Which column of a form stands below which headings, whoever typed them.

Headings lose their accents, their case and words like "từ", "tuổi" and "& TĐ" on the way; columns are hidden, added
and left out. Their order stays, so the columns of the sheet and of the form are aligned as two texts are.
"""

import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from workforce.indicators.forms.shape import Column, Form
from workforce.vietnam.text import search_key

# Words that one office writes and another leaves out: "Từ 31 đến 40 tuổi" is "31–40"
FILLING = {"tu", "den", "tuoi", "td", "va", "tuong", "duong", "nguoi"}
IN_BRACKETS = re.compile(r"\(.*?\)")
OF_A_DAY = re.compile(r"\b(?:nam|tinh|den|ngay|thoi diem|co mat)\b.*\d{4}.*")
NUMBER = re.compile(r"\d+")
# "35", "(35)", "35=36+37"
OFFICIAL_NUMBER = re.compile(r"\(?\s*(\d{1,2})\s*(?:=.*)?\)?")

ALIKE = 0.8
ALIKE_WITH_NUMBER = 0.7
GROUP, OTHER_GROUP, SAME_NUMBER, OTHER_NUMBER = 0.3, -0.4, 0.5, -0.1


def aligned(paths: Mapping[int, Sequence[str]], numbers: Mapping[int, int], form: Form) -> dict[str, int]:
    """The place of each column of the form that the sheet has, by its key: the likeliest of all that keep the order."""
    places = sorted(paths)
    columns = form.columns
    # best[i][j]: of the first i columns of the sheet and the first j of the form
    best = [[0.0] * (len(columns) + 1) for _ in range(len(places) + 1)]
    scores = [[score(paths[place], numbers.get(place), column) for column in columns] for place in places]
    for i in range(len(places)):
        for j in range(len(columns)):
            best[i + 1][j + 1] = max(best[i][j + 1], best[i + 1][j], best[i][j] + scores[i][j])
    found, i, j = {}, len(places), len(columns)
    while i and j:
        if scores[i - 1][j - 1] > 0 and best[i][j] == best[i - 1][j - 1] + scores[i - 1][j - 1]:
            i, j = i - 1, j - 1
            found[columns[j].key] = places[i]
        elif best[i][j] == best[i - 1][j]:
            i -= 1
        else:
            j -= 1
    return found


def score(path: Sequence[str], number: int | None, column: Column) -> float:
    """How well the headings above a cell fit a column; 0 where they do not."""
    own = likeness(path[-1], column.headings[-1].vi)
    is_same_number = number is not None and str(number) == column.number
    if own < (ALIKE_WITH_NUMBER if is_same_number else ALIKE):
        return 0.0
    return max(0.0, own + of_groups(path[:-1], column) + of_number(number, is_same_number=is_same_number))


def of_groups(above: Sequence[str], column: Column) -> float:
    """Equal words stand below several groups: "Trung cấp" is of politics, of IT and of education."""
    own = [heading.vi for heading in column.headings[:-1]]
    if not above or not own:
        return 0.0
    shared = sum(any(likeness(text, heading) >= ALIKE for text in above) for heading in own)
    return GROUP * shared / len(own) if shared else OTHER_GROUP


def of_number(number: int | None, *, is_same_number: bool) -> float:
    if number is None:
        return 0.0
    return SAME_NUMBER if is_same_number else OTHER_NUMBER


@lru_cache(16_384)
def likeness(text: str, heading: str) -> float:
    """1 for equal words; numbers have to be the same ones, for a band of age is no other band misspelt."""
    return max(similar(one, other) for one in spellings(text) for other in spellings(heading))


def similar(one: str, other: str) -> float:
    if one == other:
        return 1.0
    if NUMBER.findall(one) != NUMBER.findall(other):
        return 0.0
    return SequenceMatcher(None, one, other).ratio()


@lru_cache(4_096)
def spellings(text: str) -> frozenset[str]:
    """With what stands in brackets and without."""
    return frozenset({heading_key(text), heading_key(IN_BRACKETS.sub(" ", text))} - {""}) or frozenset({""})


@lru_cache(4_096)
def heading_key(text: str) -> str:
    key = OF_A_DAY.sub("", search_key(text).replace("&", " "))
    words = [word for word in key.split() if word not in FILLING]
    return " ".join(words) or key


def official_number(cell: object) -> int | None:
    """The number that the form gives a column, as its numbering row has it."""
    text = str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell).strip()
    match = OFFICIAL_NUMBER.fullmatch(text)
    return int(match[1]) if match else None
