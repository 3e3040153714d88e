"""Closing and reconciling in words."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workforce.queries.differences import Cause
from workforce.wording.numbers import number

CAUSES = {
    Cause.MISSING: gettext_lazy("was counted, has no record any more"),
    Cause.LEFT: gettext_lazy("had left by then"),
    Cause.MOVED: gettext_lazy("counts in another unit"),
    Cause.ADDED: gettext_lazy("was not counted"),
    Cause.RECATEGORISED: gettext_lazy("counts in another category"),
    Cause.DATED_LATER: gettext_lazy("awarded after the date"),
    Cause.CHANGED: gettext_lazy("the record was changed"),
    Cause.RECORDED_LATER: gettext_lazy("recorded after closing"),
    Cause.REMAPPED: gettext_lazy("the unit was reorganised"),
    Cause.FILE_SUM: gettext_lazy("the file's own sum is wrong"),
    Cause.UNEXPLAINED: gettext_lazy("the numbers differ"),
}


def far_from_last(last: int, now: int) -> str:
    return _("far from last time: %(last)s → %(now)s") % {"last": number(last), "now": number(now)}


def parts_do_not_add_up(dimension: str) -> str:
    return _("%(dimension)s does not add up to the total") % {"dimension": dimension}
