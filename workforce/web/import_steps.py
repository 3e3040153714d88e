"""What is to be done next with a file on its way into the portal."""

import django_tables2 as tables
from django.utils.translation import gettext_lazy

from workforce.models import ImportBatch

State = ImportBatch.State
NEXT = {
    State.CHECKED: gettext_lazy("look at what it changes and confirm it"),
    State.REFUSED: gettext_lazy("correct its errors"),
    State.CANCELLED: gettext_lazy("confirm it again, or leave it"),
    State.QUEUED: gettext_lazy("wait: it is being imported"),
}


class NextStepColumn(tables.Column):
    """Of a list that ``queries.imports.open_first`` ordered; nothing is left to do with the others."""

    def __init__(self):
        super().__init__(verbose_name=gettext_lazy("Next step"), accessor="state", orderable=False)

    def render(self, record):
        return str(NEXT[record.state]) if record.is_open else ""
