"""Validity is half-open, ``[valid_from, valid_to)``; an end that nobody stated is the end of the calendar."""

from datetime import date

from django.db import models

OPEN_START = date.min
OPEN_END = date.max


class DatePrecision(models.TextChoices):
    """How exactly a source states a date: a year-only date is stored as its last day, with this beside it."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class ValidQuerySet(models.QuerySet):
    def on(self, day: date):
        return self.filter(valid_from__lte=day, valid_to__gt=day)


class Valid(models.Model):
    valid_from = models.DateField(default=OPEN_START, help_text="The first day; 0001-01-01 where no source states it")
    valid_to = models.DateField(default=OPEN_END, help_text="The first day on which it no longer holds")

    class Meta:
        abstract = True
