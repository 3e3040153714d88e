"""Data that the province writes carries its own words in both languages."""

from django.db import models
from django.utils.translation import get_language


def in_reader_language(vietnamese: str, english: str) -> str:
    """The text in the language of the page, or the other one rather than nothing."""
    if (get_language() or "vi").startswith("en"):
        return english or vietnamese
    return vietnamese or english


class Named(models.Model):
    name_vi = models.CharField(max_length=300)
    name_en = models.CharField(max_length=300)

    class Meta:
        abstract = True

    def __str__(self):
        return self.name

    @property
    def name(self) -> str:
        return in_reader_language(self.name_vi, self.name_en)
