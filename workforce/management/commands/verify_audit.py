import re
from argparse import ArgumentTypeError
from dataclasses import asdict

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from workforce.management.output import add_output_options, refuse_empty_database, write_json
from workforce.services.audit_seals import Verification, verify
from workforce.wording.audit import fault, tail
from workforce.wording.numbers import number


class Command(BaseCommand):
    help = "Compute every seal of the audit trail anew; exit with status 1 if the trail or a seal was tampered with."

    def add_arguments(self, parser):
        parser.add_argument("--anchor", type=anchor, help="a digest that seal_audit printed, kept elsewhere")
        add_output_options(parser, ["text", "json"])

    def handle(self, **options):
        with override(options["lang"]):
            refuse_empty_database()
            found = verify(options["anchor"])
            if options["format"] == "json":
                write_json(self.stdout, as_json(found))
            else:
                self.write_text(found)
            if found.faults:
                raise CommandError(_("The audit trail is not as it was sealed."), returncode=1)

    def write_text(self, found: Verification) -> None:
        seals = ngettext("%(count)s seal", "%(count)s seals", found.seals) % {"count": number(found.seals)}
        events = ngettext("%(count)s event", "%(count)s events", found.events) % {"count": number(found.events)}
        self.stdout.write(_("Checked: %(seals)s over %(events)s.") % {"seals": seals, "events": events})
        for each in found.faults:
            self.stdout.write(fault(each))
        self.stdout.write(tail(found))
        self.stdout.write(_("Head of the chain: %(digest)s") % {"digest": found.head})


def anchor(text: str) -> str:
    digest = text.strip().lower()
    if not re.fullmatch("[0-9a-f]{64}", digest):
        raise ArgumentTypeError(f"{text!r} is not a digest of 64 hexadecimal digits")
    return digest


def as_json(found: Verification) -> dict:
    since = found.unsealed_since.isoformat() if found.unsealed_since else None
    return {**asdict(found), "unsealed_since": since}
