"""What is asked about a post: all of it, or what one move of a career changes."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workforce.models import Appointment, Rank, Unit
from workforce.vietnam.dates import format_date
from workforce.web.entry.fields import DayField, LookupField, PartialDateField
from workforce.web.entry.forms import EntryForm, ValueField, day, known_part, one_of, text

Reason = Appointment.EndReason
OF_LEAVING = [
    Reason.RESIGNATION,
    Reason.DISMISSAL,
    Reason.LEFT_PROVINCE,
    Reason.CONTRACT_END,
    Reason.TERM_END,
    Reason.DEATH,
    Reason.OTHER,
]
OF_ENDING = [Reason.TERM_END, Reason.NEW_POST, Reason.REORGANISATION, Reason.OTHER]


def unit_field(lookup: str) -> LookupField:
    return LookupField(lookup, Unit, found_by="key", label=gettext_lazy("Unit"))


def rank_field() -> LookupField:
    return LookupField("ranks", Rank, label=gettext_lazy("Rank"), required=False)


def leading_field(**kwargs) -> ValueField:
    return ValueField("leadership", label=gettext_lazy("Leadership level"), **kwargs)


def from_field(**kwargs) -> DayField:
    return DayField(**{"label": gettext_lazy("From"), "help_text": gettext_lazy("The first day of it.")} | kwargs)


def out_field(**kwargs) -> DayField:
    """Posts are half-open: what is asked for is the first day out, and not the last day in."""
    help_text = gettext_lazy("The first day on which the person is no longer there.")
    return DayField(**{"label": gettext_lazy("First day out"), "help_text": help_text} | kwargs)


def reason_field(reasons, **kwargs) -> forms.ChoiceField:
    choices = [("", "–"), *((each.value, each.label) for each in reasons)]
    return one_of(Appointment, "end_reason", choices=choices, **kwargs)


def decision_field() -> forms.CharField:
    return text(Appointment, "start_decision")


class PostForm(EntryForm):
    """Every fact of a post; ``without`` its end, as the first one of a record or of a return."""

    unit = unit_field("units")
    category = ValueField("category", without=["cbccvc", "cadres_and_civil_servants"], label=gettext_lazy("Category"))
    position = text(Appointment, "position")
    leadership = leading_field(without=["any_leadership"], initial="not_leader", empty_label=None)
    leadership_phrase = text(Appointment, "leadership_phrase")
    rank = rank_field()
    valid_from = PartialDateField(label=gettext_lazy("From"), counts_from="last")
    start_reason = one_of(Appointment, "start_reason")
    start_decision = decision_field()
    contract_ends_on = day(Appointment, "contract_ends_on")

    def facts(self):
        given = super().facts()
        given["valid_from"], given["from_precision"] = known_part(given["valid_from"], last=True)
        return given


class FirstPostForm(PostForm):
    start_reason = one_of(Appointment, "start_reason", initial=Appointment.StartReason.RECRUITMENT)


class ReturnForm(PostForm):
    start_reason = one_of(Appointment, "start_reason", initial=Appointment.StartReason.RETURN)


class WholePostForm(PostForm):
    """Also its end: for corrections."""

    valid_to = out_field(required=False)
    end_reason = one_of(Appointment, "end_reason")
    end_decision = text(Appointment, "end_decision")

    def clean(self):
        given = super().clean()
        start, end = given.get("valid_from"), given.get("valid_to")
        if start and end and end <= start.last_day:
            self.add_error(
                "valid_to", _("This is not after the first day, %(day)s.") % {"day": format_date(start.last_day)}
            )
        return given


class TransferForm(EntryForm):
    on = from_field(help_text=gettext_lazy("The first day there, and the first day out of the present unit."))
    unit = unit_field("province_units")
    position = text(Appointment, "position")
    start_reason = one_of(Appointment, "start_reason", initial=Appointment.StartReason.TRANSFER)
    start_decision = decision_field()


class LeaderForm(EntryForm):
    on = from_field()
    leadership = leading_field(without=["any_leadership", "not_leader"])
    leadership_phrase = text(Appointment, "leadership_phrase")
    position = text(Appointment, "position", required=True)
    start_reason = one_of(Appointment, "start_reason", initial=Appointment.StartReason.APPOINTMENT)
    start_decision = decision_field()
    contract_ends_on = day(Appointment, "contract_ends_on", label=gettext_lazy("The term ends on"))


class EndOfLeadershipForm(EntryForm):
    on = from_field(help_text=gettext_lazy("The first day on which the person leads nobody any more."))
    position = text(Appointment, "position", label=gettext_lazy("Position from then on"))
    start_decision = decision_field()


class BesideForm(EntryForm):
    """A secondment or a concurrent post: stands beside the primary one."""

    on = from_field()
    unit = unit_field("province_units")
    position = text(Appointment, "position")
    start_decision = decision_field()
    contract_ends_on = day(Appointment, "contract_ends_on", label=gettext_lazy("Ends on, as planned"))


class LeaveForm(EntryForm):
    on = out_field()
    reason = reason_field(OF_LEAVING, required=True)
    decision = text(Appointment, "end_decision", label=gettext_lazy("Decision number"))


class EndBesideForm(EntryForm):
    on = out_field()
    reason = reason_field(OF_ENDING)
    decision = text(Appointment, "end_decision", label=gettext_lazy("Decision number"))


class RetireForm(EntryForm):
    on = out_field()
    decision = text(Appointment, "end_decision", label=gettext_lazy("Decision number"))
    early = forms.BooleanField(label=gettext_lazy("Early retirement"), required=False)


class ReasonForm(EntryForm):
    reason = text(Appointment, "void_reason", label=gettext_lazy("Why it is a mistake"), required=True)
