"""Figures as a document states them: rounded, bounded, half-dated, sometimes only derivable; never improved."""

from django.db import models
from django.db.models import Q

from workforce.models.documents import Clause
from workforce.models.indicators import Indicator
from workforce.models.naming import Named, in_reader_language
from workforce.models.natural_keys import NaturalKey
from workforce.models.periods import DatePrecision
from workforce.models.units import Unit


class StatedFigure(NaturalKey, Named):
    class Qualifier(models.TextChoices):
        EXACT = "exact"
        ABOUT = "about"
        MORE_THAN = "more_than"
        AT_LEAST = "at_least"
        LESS_THAN = "less_than"

    class Measure(models.TextChoices):
        PEOPLE = "people"
        PERSONS_OR_ATTENDANCES = "persons_or_attendances"  # the source does not say which
        PERCENT = "percent"
        PERCENT_OR_POINTS = "percent_or_points"  # "increased by 7.3 %": the source does not say of what

    code = models.SlugField(max_length=80, unique=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="stated_figures")
    clause = models.ForeignKey(Clause, models.PROTECT, related_name="stated_figures")
    indicator = models.ForeignKey(Indicator, models.PROTECT, null=True, blank=True, related_name="stated_figures")
    population_vi = models.CharField(max_length=300, blank=True, help_text="Where it differs from the indicator's")
    population_en = models.CharField(max_length=300, blank=True)
    period_start = models.DateField(null=True, blank=True, help_text="Only for a flow or a change")
    as_of = models.DateField(null=True, blank=True)
    precision = models.CharField(max_length=5, choices=DatePrecision.choices, default=DatePrecision.DAY)
    qualifier = models.CharField(max_length=9, choices=Qualifier.choices, default=Qualifier.EXACT)
    value = models.DecimalField(max_digits=16, decimal_places=6, null=True, blank=True)
    decimals = models.PositiveSmallIntegerField(default=0, help_text="Printed in the source: 40.1 has one")
    value_words_vi = models.CharField(max_length=100, blank=True, help_text="A figure stated in words: about half")
    value_words_en = models.CharField(max_length=100, blank=True)
    measure = models.CharField(max_length=22, choices=Measure.choices)
    is_change = models.BooleanField(default=False)
    is_derived = models.BooleanField(default=False, help_text="Not in the source: follows from it by the formula")
    formula = models.CharField(max_length=300, blank=True)
    other_reading_vi = models.TextField(blank=True)
    other_reading_en = models.TextField(blank=True)
    note_vi = models.TextField(blank=True)
    note_en = models.TextField(blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["unit", "position", "code"]
        constraints = [
            models.CheckConstraint(
                name="stated_figure_has_a_value", condition=Q(value__isnull=False) | ~Q(value_words_vi="")
            ),
            models.CheckConstraint(
                name="stated_figure_derived_has_formula", condition=Q(is_derived=False) | ~Q(formula="")
            ),
        ]

    @property
    def population(self):
        return in_reader_language(self.population_vi, self.population_en)

    @property
    def other_reading(self):
        return in_reader_language(self.other_reading_vi, self.other_reading_en)

    @property
    def note(self):
        return in_reader_language(self.note_vi, self.note_en)

    @property
    def value_words(self):
        return in_reader_language(self.value_words_vi, self.value_words_en)
