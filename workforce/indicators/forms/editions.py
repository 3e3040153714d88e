"""A form as it stood on a day: its bands of age stayed while the ages of retirement moved.

Until the end of 2020 women retired at 55 and men at 60, so that the bands of 51 to 60 and "past retirement age" took
in everybody over 50. Since 01/01/2021 the ages rise month by month (Decree 135/2020/NĐ-CP): women of 56 to 60 and
people over 60 may still be at work, and no column of the forms is for them.
"""

from dataclasses import replace
from datetime import date

from workforce.indicators.forms.shape import Column, Form, Sum

RETIREMENT_MOVED_ON = date(2021, 1, 1)
AGE_RETIREMENT = "age_retirement"


def edition(form: Form, day: date) -> Form:
    """The form of a day. Before the ages moved nobody was between its bands: they make up the whole."""
    if day >= RETIREMENT_MOVED_ON:
        return form
    gone = {column.key for column in between_bands(form)}
    return replace(
        form,
        footnotes=tuple(column for column in form.footnotes if column.key not in gone),
        sums=tuple(without(each, gone) for each in form.sums),
    )


def between_bands(form: Form) -> list[Column]:
    """The people at work for whom no band of age is."""
    return [column for column in form.footnotes if column.dimension == AGE_RETIREMENT]


def without(asked: Sum, keys: set[str]) -> Sum:
    return replace(asked, parts=tuple(key for key in asked.parts if key not in keys))
