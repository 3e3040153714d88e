"""What was settled by hand for a file holds for it again when it is sent back corrected."""

from workforce.models import ImportBatch, User
from workforce.services.imports.marked.workbook import names_in
from workforce.services.imports.reading import Workbook, read_workbook


def settled(workbook: Workbook, by: User | None, kind: str) -> tuple[dict, dict]:
    """The matches and choices of the batch whose mistakes were marked in this file, if its own sender returns it.

    Not who is whom among people: a row that was put in above would give the answer to somebody else. Nor encodings:
    what was settled of them went out as Unicode.
    """
    found = ImportBatch.objects.filter(pk=workbook.sent_back, by=by, kind=kind).defer("content")
    batch = found.first() if workbook.sent_back and by else None
    if batch is None:
        return {}, {}
    names = [sheet.name for sheet in workbook.sheets]
    renamed = {} if batch.choices.keys() <= {*names, ""} else new_names(batch)
    # a csv has no name for its sheet
    choices = {renamed.get(name, name) or names[0]: choice for name, choice in batch.choices.items()}
    without_encodings = {
        name: {part: said for part, said in choice.items() if part != "encodings"} for name, choice in choices.items()
    }
    return batch.matches, {name: choice for name, choice in without_encodings.items() if choice and name in names}


def new_names(batch: ImportBatch) -> dict[str, str]:
    """Of sheets whose names Excel does not take: they went out under others."""
    came = read_workbook(bytes(batch.content), batch.file_name)
    return dict(zip([sheet.name for sheet in came.sheets], names_in(came)[1:], strict=True))
