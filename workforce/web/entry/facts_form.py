"""The facts of a person as a form asks for them."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workforce.models import Person, Value
from workforce.services.register import people
from workforce.vietnam.dates import format_date
from workforce.vietnam.identity_numbers import clean_identity_number, identity_number_error
from workforce.web.entry.fields import LookupField, PartialDateField
from workforce.web.entry.forms import EntryForm, ValueField, day, known_part, one_of, text
from workforce.wording.people import identity_error

PLAIN = [name for name in people.PERSON_FIELDS if name not in {"birth_date", "birth_precision"}]


class FactsForm(EntryForm):
    full_name = text(Person, "full_name")
    other_name = text(Person, "other_name")
    birth_date = PartialDateField(label=gettext_lazy("Date of birth"), required=False)
    sex = one_of(Person, "sex")
    identity_number = text(Person, "identity_number", max_length=20)
    identity_issued_on = day(Person, "identity_issued_on")
    social_insurance_number = text(Person, "social_insurance_number")
    ethnicity = LookupField("ethnic_groups", Value, label=gettext_lazy("Ethnicity"), required=False)
    religion = ValueField("religion", label=gettext_lazy("Religion"), required=False)
    birth_place = text(Person, "birth_place")
    home_town = text(Person, "home_town")
    address = text(Person, "address")
    phone = text(Person, "phone")
    email = forms.EmailField(label=gettext_lazy("E-mail"), max_length=200, required=False)
    health = text(Person, "health")
    recruited_on = day(Person, "recruited_on")
    party_joined_on = day(Person, "party_joined_on")
    party_official_on = day(Person, "party_official_on")
    party_left_on = day(Person, "party_left_on")
    never_in_party = forms.BooleanField(
        label=gettext_lazy("Not a Party member (a “no”, not a blank)"),
        required=False,
    )
    note = forms.CharField(
        label=gettext_lazy("Note"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def clean_identity_number(self):
        number = clean_identity_number(self.cleaned_data["identity_number"])
        error = identity_number_error(number) if number else None
        if error:
            raise forms.ValidationError(identity_error(error, number))
        return number

    def clean(self):
        """The order of the Party dates, said beside the date before the database has to refuse it."""
        given = super().clean()
        joined = given.get("party_joined_on")
        if joined is None and "party_joined_on" not in self.errors:
            for name in ["party_official_on", "party_left_on"]:
                if given.get(name):
                    self.add_error(name, _("Say when the person joined the Party as well."))
        if joined and given.get("never_in_party"):
            self.add_error("never_in_party", _("There is a date of joining; one of the two is wrong."))
        if joined and given.get("party_left_on") and given["party_left_on"] <= joined:
            self.add_error("party_left_on", _("This is not after the day of joining."))
        return given

    def facts(self) -> dict[str, object]:
        given = super().facts()
        given["birth_date"], given["birth_precision"] = known_part(given["birth_date"])
        return given


def stored_facts(person: Person) -> dict[str, object]:
    """As the form shows them."""
    stored = {name: getattr(person, name) for name in PLAIN}
    if person.birth_date:
        stored["birth_date"] = format_date(person.birth_date, person.birth_precision)
    return stored
