"""How the columns of a form were understood, for whoever has to correct it."""

from workforce.services.imports.meanings import LEFT_OUT, column_code
from workforce.services.imports.official_forms.finding import FoundForm
from workforce.services.imports.official_forms.holding import held_values
from workforce.services.imports.understood import How, ReadColumn, ReadSheet
from workforce.services.imports.vocabulary import Role, Vocabulary


def read_sheet(found: FoundForm, words: Vocabulary) -> ReadSheet:
    held = held_values(found.form, words)
    meanings = {place: column_code(Role.COUNT, held[key]) for key, place in found.columns.items() if key in held}
    meanings[found.name] = Role.UNIT.value
    columns = [
        ReadColumn(place, path, meanings.get(place, LEFT_OUT), How.HEADING)
        for place, path in sorted(found.table.paths.items())
    ]
    return ReadSheet(found.table.sheet, used=True, table=found.table, columns=columns)
