"""What a sender settled by hand about the columns of one file is known in the next."""

from collections import defaultdict
from collections.abc import Iterable

from workforce.models import ImportBatch, RememberedColumn
from workforce.services.imports.understood import How, ReadSheet, heading_key

LONGEST_MEANING = RememberedColumn._meta.get_field("meaning").max_length


def remembered_columns(sender: str, kind: str) -> dict[str, str]:
    """By the key of the heading, the code of what it means."""
    return dict(RememberedColumn.objects.filter(sender=sender, kind=kind).values_list("heading_key", "meaning"))


def remember_columns(batch: ImportBatch, sheets: Iterable[ReadSheet]) -> None:
    """The columns settled by hand, unless one heading stands for two things in this very file."""
    said = defaultdict(set)
    for sheet in sheets:
        for column in sheet.columns:
            if sheet.used and column.how is How.BY_HAND and column.path:
                said[heading_key(column.path)].add(column.meaning)
    for key, meanings in said.items():
        meaning = meanings.pop()
        if not meanings and len(meaning) <= LONGEST_MEANING:
            RememberedColumn.objects.update_or_create(
                sender=batch.by_name, kind=batch.kind, heading_key=key, defaults={"meaning": meaning}
            )
