"""The demonstration: reference data, the published figures, and an invented province: ten year-ends, people."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from workforce.models import AuditEvent, Person, Revision, Unit, User
from workforce.services.audit import record
from workforce.services.generation.register import generate_register
from workforce.services.imports.headcounts import check, confirm, keep
from workforce.services.rollups import roll_up_revision
from workforce.services.snapshots import approve_all, lock

FIXTURES = ["code_lists", "provinces", "documents", "indicators", "bac_kan", "bac_ninh", "minh_hoa"]
PASSWORD = "minh-hoa-demo-2024"  # noqa: S105 (printed on the screen; the demo serves 127.0.0.1 only)
ACCOUNTS = [
    ("lanhdao", User.Role.EXECUTIVE, "Lãnh đạo theo dõi"),
    ("quantri", User.Role.DATA_ADMIN, "Quản trị dữ liệu"),
    ("pheduyet", User.Role.DATA_ADMIN, "Người phê duyệt thứ hai"),
    ("nhaplieu", User.Role.DATA_ENTRY, "Chuyên viên nhập liệu Sở Giáo dục"),
    ("kiemtra", User.Role.AUDITOR, "Kiểm tra"),
    ("hethong", User.Role.SYSTEM_ADMIN, "Quản trị hệ thống"),
]
INVENTED_PROVINCE = "minh-hoa"
SCOPES = {"nhaplieu": "minh-hoa-so-giao-duc"}  # the others see everything
SEED = 2015
STARTED, FINISHED = "demo database: started", "demo database: finished"

Step = tuple[str, Callable[[], None]]


class NotTheDemo(Exception):
    """The database holds something the demo did not put there."""


def has_mark(mark: str) -> bool:
    return AuditEvent.objects.filter(object=mark).exists()


def refuse_foreign_database() -> None:
    tables = set(connection.introspection.table_names())
    if not tables:
        return
    if AuditEvent._meta.db_table not in tables or not has_mark(STARTED):
        raise NotTheDemo


def steps() -> list[Step]:
    """What is left to do, each step whole or not at all; nothing when the demo is there already."""
    refuse_foreign_database()
    found: list[Step] = [("migrate", migrate)]
    tables = set(connection.introspection.table_names())
    if AuditEvent._meta.db_table in tables and has_mark(FINISHED):
        return found
    found += [(name, lambda name=name: call_command("loaddata", name, verbosity=0)) for name in FIXTURES]
    found.append(("accounts", make_accounts))
    found.append(("published figures", roll_up_published))
    found += [(path.name, lambda path=path: load_year(path)) for path in year_files()]
    found.append(("register", fill_register))
    found.append(("finish", lambda: record(actor=None, action=AuditEvent.Action.CREATE, object=FINISHED)))
    return found


def migrate() -> None:
    call_command("migrate", verbosity=0)
    if not has_mark(STARTED):
        record(actor=None, action=AuditEvent.Action.CREATE, object=STARTED)


def make_accounts() -> None:
    for username, role, name in ACCOUNTS:
        if not User.objects.filter(username=username).exists():
            unit = Unit.objects.get(key=SCOPES[username]) if username in SCOPES else None
            User.objects.create_user(username, password=PASSWORD, role=role, first_name=name, unit=unit)


def roll_up_published() -> None:
    for revision in Revision.objects.filter(locked_at=None).select_related("snapshot"):
        roll_up_revision(revision)


def year_files() -> list[Path]:
    return sorted((settings.BASE_DIR / "fixtures" / "headcounts").glob("minh_hoa_*"))


@transaction.atomic
def load_year(path: Path) -> None:
    """One year-end of the invented province through the same door as any file: check, confirm, approve, lock."""
    as_of = date(int(path.stem[-4:]), 12, 31)
    province = Unit.objects.get(key=INVENTED_PROVINCE)
    if Revision.objects.filter(snapshot__unit=province, snapshot__as_of=as_of, locked_at__isnull=False).exists():
        return
    admin, second = User.objects.get(username="quantri"), User.objects.get(username="pheduyet")
    checked = check(
        content=path.read_bytes(), file_name=path.name, unit=province, as_of=as_of, by=admin, by_name=str(admin)
    )
    confirm(batch=keep(checked), by=admin)
    revision = Revision.objects.get(snapshot__unit=province, snapshot__as_of=as_of)
    approve_all(revision=revision, by=second, shown=set(revision.submissions.values_list("pk", flat=True)))
    lock(revision=revision, by=second)


def register_totals() -> bytes:
    """Those of the last report but for the Party's units, so that the register goes on where the reports end."""
    return (settings.BASE_DIR / "fixtures" / "minh_hoa_register.csv").read_bytes()


def fill_register() -> None:
    """As of today, so that those who retire soon retire soon."""
    if Person.objects.exists():
        return
    province = Unit.objects.get(key=INVENTED_PROVINCE)
    today = timezone.localdate()
    generate_register(province=province, people=None, seed=SEED, as_of=today, totals=register_totals())
