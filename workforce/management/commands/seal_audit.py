from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from workforce.management.output import refuse_empty_database
from workforce.models import AuditSeal
from workforce.services.audit_seals import TrailIsBusy, seal
from workforce.wording.numbers import number


class Command(BaseCommand):
    help = "Seal the events of the audit trail, and print the head of the chain: keep it outside this machine."

    def add_arguments(self, parser):
        parser.add_argument("--lang", choices=["vi", "en"], default="vi")

    def handle(self, **options):
        with override(options["lang"]):
            refuse_empty_database()
            try:
                sealed = sum(each.events for each in seal())
            except TrailIsBusy as error:
                raise CommandError(_("The trail is being written or sealed just now. Try again later.")) from error
            self.stderr.write(
                ngettext("%(count)s event sealed.", "%(count)s events sealed.", sealed) % {"count": number(sealed)}
            )
            head = AuditSeal.objects.order_by("pk").last()
            if head is not None:
                self.stdout.write(head.digest)
