import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import override

from workforce.management.commands.progress import write_progress_table
from workforce.models import Target
from workforce.queries.progress import progress_of
from workforce.services.demo import ACCOUNTS, PASSWORD, NotTheDemo, steps

ADDRESS = "127.0.0.1:8000"


class Command(BaseCommand):
    help = "Make a demonstration database, print its targets and serve the portal on 127.0.0.1:8000."

    def add_arguments(self, parser):
        parser.add_argument("--no-server", action="store_true", help="stop after the table")
        parser.add_argument("--lang", choices=["vi", "en"], default="vi")

    def handle(self, **options):
        with override(options["lang"]):
            self.make_database()
            self.stdout.write("")
            write_progress_table(self.stdout, progress_of(Target.objects.all()))
            self.write_accounts()
            if not options["no_server"]:
                self.stdout.write(_("The portal is at http://%(address)s/ – Ctrl+C stops it.") % {"address": ADDRESS})
                self.stdout.flush()
                serve()

    def make_database(self) -> None:
        try:
            todo = steps()
        except NotTheDemo as error:
            raise CommandError(
                _("The demo did not make this database and leaves it alone. Set DATABASE_URL to another one.")
            ) from error
        for index, (name, step) in enumerate(todo, start=1):
            self.show_progress(index, len(todo), name)
            step()
        self.show_progress(len(todo), len(todo), _("done"))
        self.stdout.write("")

    def show_progress(self, index: int, count: int, name: str) -> None:
        filled = 24 * index // count
        line = f"[{'█' * filled}{'·' * (24 - filled)}] {index}/{count} {name}"
        if self.stdout.isatty():
            self.stdout.write(f"\r\x1b[2K{line}", ending="")
        else:
            self.stdout.write(line)
        self.stdout.flush()

    def write_accounts(self) -> None:
        self.stdout.write("")
        self.stdout.write(_("Demo accounts (password of each: %(password)s):") % {"password": PASSWORD})
        for username, role, _name in ACCOUNTS:
            self.stdout.write(f"  {username:<10} {role.label}")
        self.stdout.write("")


def serve() -> None:
    """The production server on the loopback address, with a secret of its own and cookies that need no TLS."""
    environment = {**os.environ, "SECRET_KEY": secrets.token_urlsafe(50), "PLAIN_HTTP": "1"}
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "hrportal.wsgi",
        "--bind",
        ADDRESS,
        "--threads",
        "4",
        "--no-control-socket",
    ]
    if sys.platform == "win32":  # where gunicorn does not run
        command = [sys.executable, "manage.py", "runserver", "--noreload", ADDRESS]
    try:
        with worker(environment):
            subprocess.run(command, env=environment, check=True)  # noqa: S603 (our own words only)
    except KeyboardInterrupt:
        return
    except subprocess.CalledProcessError as error:
        raise CommandError(_("The server stopped; is another one using %(address)s?") % {"address": ADDRESS}) from error


@contextmanager
def worker(environment: dict[str, str]) -> Iterator[None]:
    """What imports large files in the background; it finishes the one at hand before it goes.

    In a session of its own, or Ctrl+C would reach it twice, and the second time it would not finish.
    """
    command = [sys.executable, settings.BASE_DIR / "manage.py", "worker", "--with-parent"]
    quiet = {"stdout": subprocess.DEVNULL, "start_new_session": True}
    with subprocess.Popen(command, env=environment, **quiet) as process:  # noqa: S603 (as above)
        try:
            yield
        finally:
            process.terminate()
