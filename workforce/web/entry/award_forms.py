"""What is asked about a diploma and about a certificate: a row each."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workforce.models import Certificate, DiplomaType, Qualification, TrainingField, Value
from workforce.models.qualifications import AwardPrecision
from workforce.vietnam.dates import format_date
from workforce.web.entry.fields import LookupField, PartialDateField, SuggestedField
from workforce.web.entry.forms import EntryForm, known_part, one_of, text

CERTIFIED = ["political_theory", "state_management", "it", "foreign_language"]


class CertificateChoiceField(forms.ModelChoiceField):
    """The levels under the name of what they are levels of."""

    def __init__(self, **kwargs):
        values = Value.objects.filter(dimension__code__in=CERTIFIED, kind=Value.Kind.ORDINARY)
        super().__init__(
            values.select_related("dimension").order_by("dimension__position", "position", "code"),
            to_field_name="code",
            empty_label="–",
            **kwargs,
        )

    def label_from_instance(self, value):
        return f"{value.dimension.name}: {value.name}"


class AwardForm(EntryForm):
    awarded_on = PartialDateField(label=gettext_lazy("Awarded on"), counts_from="last", required=False)
    at_latest = forms.BooleanField(label=gettext_lazy("or earlier, day unknown"), required=False)

    def facts(self):
        given = super().facts()
        given["awarded_on"], given["awarded_precision"] = known_part(given["awarded_on"], last=True)
        if given.pop("at_latest") and given["awarded_on"]:
            given["awarded_precision"] = AwardPrecision.LATEST
        return given


class QualificationForm(AwardForm):
    diploma = forms.ModelChoiceField(
        DiplomaType.objects.all(), to_field_name="code", empty_label="–", label=gettext_lazy("Diploma")
    )
    major = text(Qualification, "major")
    institution = SuggestedField("institutions", label=gettext_lazy("Institution"), max_length=200, required=False)
    field = LookupField("training_fields", TrainingField, label=gettext_lazy("Field of training"), required=False)
    mode = one_of(Qualification, "mode")
    country = text(Qualification, "country")
    in_progress = forms.BooleanField(label=gettext_lazy("Still studying"), required=False)
    field_order = [
        "diploma",
        "awarded_on",
        "at_latest",
        "in_progress",
        "major",
        "institution",
        "field",
        "mode",
        "country",
    ]

    def clean(self):
        given = super().clean()
        if "awarded_on" not in self.errors and bool(given.get("awarded_on")) == bool(given.get("in_progress")):
            says_both = given.get("in_progress")
            self.add_error(
                "awarded_on",
                _("Nobody who still studies has the diploma yet; leave one of the two empty.")
                if says_both
                else _("Say when it was awarded, the year is enough, or tick “Still studying”."),
            )
        return given


class CertificateForm(AwardForm):
    value = CertificateChoiceField(label=gettext_lazy("Level"))
    awarded_on = PartialDateField(label=gettext_lazy("Awarded on"), counts_from="last")
    name = text(Certificate, "name")
    institution = SuggestedField("institutions", label=gettext_lazy("Institution"), max_length=200, required=False)
    field_order = ["value", "awarded_on", "at_latest", "name", "institution"]


def stored_award(award: Qualification | Certificate) -> dict[str, object]:
    """As its row shows it."""
    fields = QualificationForm if isinstance(award, Qualification) else CertificateForm
    stored = {name: getattr(award, name) for name in fields.base_fields if name not in {"awarded_on", "at_latest"}}
    is_latest = award.awarded_precision == AwardPrecision.LATEST
    if award.awarded_on:
        stored["awarded_on"] = format_date(award.awarded_on, "day" if is_latest else award.awarded_precision)
    return stored | {"at_latest": is_latest}
