"""A target's own facts in words, with what is derived marked as such: the same on every page and in every file."""

from django.utils.translation import gettext as _

from workforce.queries.progress import TargetProgress
from workforce.wording.numbers import UNKNOWN, day, formula
from workforce.wording.verdicts import demand, reasons


def required(progress: TargetProgress) -> str:
    """ "≥ 35 % (suy ra)"."""
    return marked(demand(progress.goal, progress.target.indicator), progress.target.value_is_derived)


def due(progress: TargetProgress) -> str:
    target = progress.target
    if target.due_on is None:
        return UNKNOWN
    return marked(day(target.due_on, target.due_precision), target.due_is_derived)


def marked(text: str, is_derived: bool) -> str:
    return _("%(value)s (derived)") % {"value": text} if is_derived else text


def note(progress: TargetProgress) -> str:
    """Everything a reader of the verdict has to know beside it."""
    target = progress.target
    parts = [reasons(progress.verdict.reasons)] if progress.verdict.reasons else []
    if target.value_is_derived:
        parts.append(_("target value derived: %(formula)s") % {"formula": formula(target.formula)})
    if target.other_reading:
        parts.append(_("other reading: %(reading)s") % {"reading": target.other_reading})
    if target.due_is_derived:
        parts.append(_("due date derived: end of the document's period"))
    if target.note:
        parts.append(target.note)
    return "; ".join(part.rstrip(".") for part in parts)
