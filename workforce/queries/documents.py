"""Documents found by the number people type; several provinces may each have one of that number."""

from workforce.models import Document
from workforce.vietnam.document_numbers import matches


def documents_numbered(typed: str) -> list[Document]:
    """Those whose number is the typed one, accents optional: 2344/QD-UBND finds 2344/QĐ-UBND."""
    return [each for each in Document.objects.exclude(number="").select_related("unit") if matches(typed, each.number)]
