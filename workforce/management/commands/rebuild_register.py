from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import override

from workforce.management.output import refuse_empty_database
from workforce.services.register.rebuild import rebuild_everything
from workforce.wording.numbers import number


class Command(BaseCommand):
    help = "Derive the spells, search words and list columns of everybody anew from the records."

    def add_arguments(self, parser):
        parser.add_argument("--lang", choices=["vi", "en"], default="vi")

    def handle(self, **options):
        with override(options["lang"]):
            refuse_empty_database()
            self.stdout.write(_("Derived anew: %(people)s records") % {"people": number(rebuild_everything())})
