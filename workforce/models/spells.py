"""Derived: one wide row per person and interval in which nothing that is counted changed."""

from django.db import models
from django.db.models import F, Q

from workforce.models.dimensions import Value
from workforce.models.people import Person
from workforce.models.periods import Valid, ValidQuerySet
from workforce.models.references import derived
from workforce.models.snapshots import Submission
from workforce.models.units import Unit


class Classified(models.Model):
    """What somebody counts as: a value on every closed dimension, the one for *no information* where nothing is known.

    Age is not here, it follows from the birth date; nor are languages, of which one may have several.
    """

    unit = derived(Unit)
    category = derived(Value)
    sector = derived(Value)
    leadership = derived(Value)
    education = derived(Value)
    sex = derived(Value)
    party = derived(Value)
    ethnicity = derived(Value)
    religion = derived(Value)
    rank = derived(Value)
    political_theory = derived(Value)
    state_management = derived(Value)
    it = derived(Value)
    birth_date = models.DateField(null=True)

    class Meta:
        abstract = True


class PersonSpell(Classified, Valid):
    person = derived(Person)

    objects = ValidQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "valid_from"], name="person_spell_starts_once"),
            models.CheckConstraint(name="person_spell_has_a_day", condition=Q(valid_from__lt=F("valid_to"))),
        ]
        indexes = [models.Index(fields=["unit", "valid_from", "valid_to"], name="person_spell_of_unit")]

    def __str__(self):
        return f"{self.person_id} [{self.valid_from}, {self.valid_to})"


class LanguageSpell(Valid):
    """Derived: a language certificate while the person was counted anywhere; one may have several."""

    person = derived(Person)
    value = derived(Value)

    objects = ValidQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "value"], name="language_spell_once")]

    def __str__(self):
        return f"{self.person_id}: {self.value_id}"


class RosterEntry(Classified):
    """Who was counted as what when a unit's headcount was closed from the register. Restricted like the people."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="roster")
    person = models.ForeignKey(Person, models.PROTECT, related_name="roster_entries")
    languages = models.JSONField(default=list, help_text="Ids of the language values")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["submission", "person"], name="roster_entry_once")]

    def __str__(self):
        return f"{self.submission}: {self.person}"
