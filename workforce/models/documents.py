"""Documents and the sentences of them that targets and figures rest on."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from workforce.models.naming import Named, in_reader_language
from workforce.models.natural_keys import NaturalKey
from workforce.models.periods import DatePrecision
from workforce.models.units import Unit


class Document(NaturalKey, Named):
    """A resolution, plan, decree, publication. Number, issuer and date identify it: every province has a 17-NQ/TU."""

    class Kind(models.TextChoices):
        RESOLUTION = "resolution", _("resolution")
        ACTION_PROGRAMME = "action_programme", _("action programme")
        PLAN = "plan", _("plan")
        DECISION = "decision", _("decision")
        DECREE = "decree", _("decree")
        CIRCULAR = "circular", _("circular")
        LAW = "law", _("law")
        LETTER = "letter", _("official letter")
        PUBLICATION = "publication", _("publication")

    code = models.SlugField(max_length=80, unique=True)
    number = models.CharField(max_length=60, blank=True)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    issuer_vi = models.CharField(max_length=300, blank=True)
    issuer_en = models.CharField(max_length=300, blank=True)
    issued_on = models.DateField(null=True, blank=True)
    issued_on_precision = models.CharField(max_length=5, choices=DatePrecision.choices, default=DatePrecision.DAY)
    effective_on = models.DateField(null=True, blank=True)
    period_start = models.PositiveSmallIntegerField(null=True, blank=True, help_text="First year of its period")
    period_end = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Last year of its period")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="documents")
    supersedes = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="superseded_by")
    amends = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="amended_by")
    source = models.CharField(max_length=500, blank=True, help_text="Where we read it, or of it")
    note_vi = models.TextField(blank=True)
    note_en = models.TextField(blank=True)
    invented = models.BooleanField(default=False)

    class Meta:
        ordering = [F("issued_on").desc(nulls_last=True), "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["number", "issuer_vi", "issued_on"], condition=~Q(number=""), name="document_identity"
            ),
            models.CheckConstraint(
                name="document_period_in_order",
                condition=Q(period_start=None) | Q(period_end=None) | Q(period_start__lte=F("period_end")),
            ),
        ]

    def get_absolute_url(self):
        return reverse("document", args=[self.code])

    @property
    def issuer(self):
        return in_reader_language(self.issuer_vi, self.issuer_en)

    @property
    def note(self):
        return in_reader_language(self.note_vi, self.note_en)

    @property
    def short(self) -> str:
        """What people call it: its number, or who published it and when."""
        if self.number:
            return self.number
        return f"{self.issuer}, {self.issued_on:%d/%m/%Y}" if self.issuer and self.issued_on else self.name


class Clause(NaturalKey):
    """A sentence as the source prints it, with our translation into the portal's other language."""

    class Language(models.TextChoices):
        VIETNAMESE = "vi"
        ENGLISH = "en"

    code = models.SlugField(max_length=80, unique=True)
    document = models.ForeignKey(Document, models.PROTECT, related_name="clauses")
    quoted_from = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="+", help_text="The publication that reports it"
    )
    quote = models.TextField(help_text="Word for word, in the language of the source")
    language = models.CharField(max_length=2, choices=Language.choices)
    translation = models.TextField(help_text="Ours, into the other language of the portal")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["document", "position", "code"]

    def __str__(self):
        return self.text

    @property
    def text(self) -> str:
        if self.language == self.Language.VIETNAMESE:
            return in_reader_language(self.quote, self.translation)
        return in_reader_language(self.translation, self.quote)

    @property
    def is_translated(self) -> bool:
        """Whether ``text`` is our translation rather than the words of the source."""
        return self.text != self.quote
