from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import override

from workforce.management.output import refuse_empty_database
from workforce.models import Revision
from workforce.services.rollups import roll_up_revision


class Command(BaseCommand):
    help = "Rebuild the rolled-up headcounts of every snapshot, for example after loading indicators by fixture."

    def add_arguments(self, parser):
        parser.add_argument("--lang", choices=["vi", "en"], default="vi")

    def handle(self, **options):
        with override(options["lang"]):
            refuse_empty_database()
            revisions = Revision.objects.select_related("snapshot__unit").order_by("snapshot__as_of", "number")
            for revision in revisions:
                rows = roll_up_revision(revision)
                self.stdout.write(_("%(revision)s: %(rows)s rows") % {"revision": revision, "rows": rows})
