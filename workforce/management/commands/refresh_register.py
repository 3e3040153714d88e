from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from workforce.management.output import refuse_empty_database
from workforce.services.register.drafts import forget_old
from workforce.services.register.rebuild import refresh
from workforce.wording.numbers import number


class Command(BaseCommand):
    help = "Bring the lists up to date where time has passed and forget old drafts: run it every day after midnight."

    def add_arguments(self, parser):
        parser.add_argument("--lang", choices=["vi", "en"], default="vi")

    def handle(self, **options):
        with override(options["lang"]):
            refuse_empty_database()
            self.stdout.write(_("Brought up to date: %(people)s records") % {"people": number(refresh())})
            forgotten = forget_old(timezone.now())
            self.stdout.write(_("Forgotten: %(drafts)s old drafts") % {"drafts": number(forgotten)})
