"""As which level a diploma counts, and since when: the table, and a change that shows first what it would move."""

from datetime import date

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from workforce.models import DiplomaType, Document, Equivalence, User
from workforce.services.register.equivalences import change_equivalence, preview_change
from workforce.web.access import only
from workforce.web.entry.fields import DayField, TextField
from workforce.web.entry.forms import EntryForm, ValueField
from workforce.wording.numbers import number

YEARS_SHOWN = 3


class EquivalenceForm(EntryForm):
    diploma = forms.ModelChoiceField(
        DiplomaType.objects.all(), to_field_name="code", empty_label="–", label=gettext_lazy("Diploma")
    )
    level = ValueField("education", label=gettext_lazy("Counts as"))
    valid_from = DayField(label=gettext_lazy("From"), help_text=gettext_lazy("The first day on which it counts so."))
    document = forms.ModelChoiceField(
        Document.objects.all(),
        to_field_name="code",
        empty_label="–",
        required=False,
        label=gettext_lazy("Document"),
    )
    source = TextField(label=gettext_lazy("Source"), max_length=300, required=False)

    def clean(self):
        given = super().clean()
        if not given.get("document") and not given.get("source"):
            self.add_error("source", _("Say which document or source has it so."))
        return given


@only(User.manages_definitions)
def equivalences(request):
    """POST shows what the change would move; only ``save`` writes it, once the figures were seen."""
    form = EquivalenceForm(request.POST or None, user=request.user)
    changes = None
    if form.is_valid():
        given = form.cleaned_data
        changes = preview_change(
            **{name: given[name] for name in ["diploma", "level", "valid_from"]}, days=year_ends(timezone.localdate())
        )
        if "save" in request.POST and request.POST.get("seen") == seen(changes):
            people = change_equivalence(**given, by=request.user)
            said = ngettext(
                "Saved; %(count)s person was counted anew.", "Saved; %(count)s people were counted anew.", people
            )
            messages.success(request, said % {"count": number(people)})
            return redirect("equivalences")
    rows = Equivalence.objects.select_related("diploma", "level", "document").order_by(
        "diploma__position", "diploma__code", "valid_from"
    )
    context = {"form": form, "rows": rows, "is_asked": changes is not None, "seen": seen(changes or [])}
    context["changes"] = [(each, each.after - each.before) for each in changes or []]
    return render(request, "entry/equivalences.html", context)


def year_ends(today: date) -> list[date]:
    """The last ones that are past, and today."""
    return [*(date(today.year - back, 12, 31) for back in range(YEARS_SHOWN, 0, -1)), today]


def seen(changes) -> str:
    """What the form carries of the figures shown: if they change before it is saved, they are shown again."""
    return ";".join(f"{each.day:%Y%m%d}.{each.level.pk}:{each.before}-{each.after}" for each in changes)
