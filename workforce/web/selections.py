"""Populations as data: what an indicator divides by what."""

from itertools import groupby

import django_tables2 as tables
from django import forms
from django.contrib import messages
from django.forms.models import ModelChoiceIterator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workforce.models import Dimension, RolledHeadcount, Selection, User, Value
from workforce.services.indicators import save_selection
from workforce.web.access import only
from workforce.web.tables import Table, list_page

MEMBERS = ["categories", "sectors", "leaderships", "values"]


class ByDimension(ModelChoiceIterator):
    """Values under the heading of their dimension, in its order."""

    def __iter__(self):
        for dimension, values in groupby(self.queryset, key=lambda value: value.dimension):
            yield dimension.name, [self.choice(value) for value in values]


class ValueChoices(forms.ModelMultipleChoiceField):
    iterator = ByDimension

    def label_from_instance(self, value):
        return value.name if value.parent_id is None else f"– {value.name}"


def values_of(*dimensions: str):
    found = Value.objects.select_related("dimension").order_by("dimension__position", "position", "code")
    return found.filter(dimension__code__in=dimensions)


class SelectionForm(forms.ModelForm):
    categories = ValueChoices(values_of("category"), required=False, label=gettext_lazy("Categories"))
    sectors = ValueChoices(values_of("sector"), required=False, label=gettext_lazy("Sectors"))
    leaderships = ValueChoices(values_of("leadership"), required=False, label=gettext_lazy("Leadership levels"))
    values = ValueChoices(
        Value.objects.filter(dimension__role=Dimension.Role.ATTRIBUTE)
        .select_related("dimension")
        .order_by("dimension__position", "position", "code"),
        required=False,
        label=gettext_lazy("Values of one dimension"),
        help_text=gettext_lazy("Nothing chosen restricts nothing. Hold Ctrl to choose several."),
    )

    class Meta:
        model = Selection
        fields = ["code", "name_vi", "name_en", "categories", "sectors", "leaderships", "values"]
        error_messages = {"code": {"unique": gettext_lazy("This code is taken.")}}
        labels = {
            "code": gettext_lazy("Code"),
            "name_vi": gettext_lazy("Vietnamese name"),
            "name_en": gettext_lazy("English name"),
        }

    def clean(self):
        """What locked snapshots were counted by stays as it was."""
        cleaned = super().clean()
        in_use = self.instance.pk and RolledHeadcount.objects.filter(
            selection=self.instance, revision__locked_at__isnull=False
        )
        if in_use and in_use.exists() and any(name in self.changed_data for name in MEMBERS):
            raise forms.ValidationError(_("Locked snapshots are counted by this population. Make a new one instead."))
        return cleaned

    def clean_values(self):
        values = self.cleaned_data["values"]
        if len({value.dimension_id for value in values}) > 1:
            raise forms.ValidationError(_("Choose values of one dimension only; two need a declared crossing."))
        return values


class SelectionTable(Table):
    code = tables.Column(linkify=("selection_edit", {"code": tables.A("code")}), verbose_name=gettext_lazy("Code"))
    name = tables.Column(verbose_name=gettext_lazy("Name"), order_by=("name_vi",))

    class Meta:
        model = Selection
        fields = ["code", "name"]


@only(User.manages_definitions)
def selections(request):
    table = SelectionTable(Selection.objects.all())
    return list_page(request, table, _("Populations"), file_name="populations", template="selections/list.html")


@only(User.manages_definitions)
def add(request):
    return edit_form(request, None)


@only(User.manages_definitions)
def edit(request, code):
    return edit_form(request, get_object_or_404(Selection, code=code))


def edit_form(request, subject: Selection | None):
    form = SelectionForm(request.POST or None, instance=subject)
    if form.is_valid():
        members = {name: form.cleaned_data[name] for name in MEMBERS}
        save_selection(selection=form.instance, members=members, by=request.user)
        messages.success(request, _("Saved; its past values are computed."))
        return redirect("selections")
    title = subject.name if subject else _("New population")
    return render(request, "selections/form.html", {"form": form, "title": title})
