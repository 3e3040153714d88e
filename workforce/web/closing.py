"""Closing from the register: which unit, which date, what it would report, and the button that does it."""

from datetime import date

from django import forms
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workforce.models import Revision, Unit, User
from workforce.models.scopes import units_seen_by
from workforce.queries.units import tree_on
from workforce.services.closing import close
from workforce.services.closing_preview import Preview, preview
from workforce.services.snapshots import NotAllowed
from workforce.web.access import only
from workforce.web.attempts import attempt
from workforce.web.people.words import MISSING
from workforce.web.unit_picker import choices_meant, unit_choices
from workforce.wording.refusals import refusal

NAMED = 5


class ClosingForm(forms.Form):
    """``unit`` is typed: its name, code or key; ``choices`` are the units the user sees."""

    unit = forms.CharField(
        label=gettext_lazy("Unit"),
        help_text=gettext_lazy("With everything below it. Name or code."),
        widget=forms.TextInput(attrs={"list": "units", "autocomplete": "off"}),
    )
    as_of = forms.DateField(
        label=gettext_lazy("As of"),
        help_text=gettext_lazy("Day/month/year, for example 31/12/2024."),
        widget=forms.DateInput(attrs={"placeholder": "31/12/2024", "inputmode": "numeric"}, format="%d/%m/%Y"),
    )

    def __init__(self, *args, user: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self.choices = unit_choices(units_seen_by(user))

    def clean_unit(self) -> Unit:
        found = choices_meant(self.cleaned_data["unit"].strip(), self.choices)
        if not found:
            raise forms.ValidationError(_("Choose a unit from the list."))
        if len(found) > 1:
            names = "; ".join(each.label for each in found[:NAMED])
            raise forms.ValidationError(_("Several units fit: %(names)s. Choose one from the list.") % {"names": names})
        return Unit.objects.get(key=found[0].key)

    def clean(self) -> dict:
        """Whoever looks after some units of a province does not decide when it collects its figures."""
        data = super().clean()
        unit, as_of = data.get("unit"), data.get("as_of")
        if unit and as_of and not has_open_round(unit, as_of) and not may_open_round(self.user, unit, as_of):
            self.add_error("as_of", _("No round is open for this date; the data administrator opens one."))
        return data


def has_open_round(unit: Unit, as_of: date) -> bool:
    root = tree_on(as_of).root(unit.pk)
    return Revision.objects.filter(snapshot__unit=root, snapshot__as_of=as_of, locked_at=None).exists()


def may_open_round(user: User, unit: Unit, as_of: date) -> bool:
    seen = units_seen_by(user)
    return user.manages_data and (seen is None or tree_on(as_of).root(unit.pk) in seen)


@only(User.edits_people)
def snapshot_close(request):
    """A GET with a unit and a date shows the draft; only the POST of the draft's own button writes."""
    form = ClosingForm(asked(request), user=request.user, initial=standard(request.user))
    draft = draft_of(form) if form.is_bound and form.is_valid() else None
    if request.method == "POST" and draft is not None and draft.refusal is None and not draft.changes_nothing:
        closed = attempt(
            request,
            lambda: close(unit=draft.unit, as_of=draft.as_of, by=request.user),
            _("Closed. A second person approves the reports."),
        )
        if closed is not None:
            return redirect("revision", closed.revision.pk)
    context = {"form": form, "draft": draft, "choices": form.choices}
    if draft is not None:
        context["missing"] = [(MISSING[name], people) for name, people in draft.missing.items()]
        context["refusal"] = refusal(draft.refusal) if draft.refusal else ""
    return render(request, "snapshots/close.html", context)


def asked(request) -> dict | None:
    """What the form is filled with; an address may give the date as 2024-12-31."""
    data = (request.POST if request.method == "POST" else request.GET).dict()
    if not data.get("as_of"):
        return data if request.method == "POST" else None
    if data["as_of"].count("-") == 2:
        data["as_of"] = "/".join(reversed(data["as_of"].split("-")))
    if not data.get("unit") and request.user.unit is not None:
        data["unit"] = request.user.unit.key
    return data


def standard(user: User) -> dict:
    """The own unit, and the year-end that came last."""
    return {
        "unit": user.unit.key if user.unit else "",
        "as_of": date(timezone.localdate().year - 1, 12, 31),
    }


def draft_of(form: ClosingForm) -> Preview | None:
    try:
        return preview(form.cleaned_data["unit"], form.cleaned_data["as_of"])
    except NotAllowed as error:
        form.add_error(None, refusal(error))
        return None
