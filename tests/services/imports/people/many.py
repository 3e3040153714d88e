"""A workbook of so many people that importing it can be interrupted; everybody is invented."""

from datetime import date, timedelta

from tests.services.imports.people.files import DAY, HOA_MAI, HOA_SEN, row, workbook
from workforce.models import Appointment, AuditEvent, ImportBatch, ImportedPerson, NameWord, Person, PersonSpell, User
from workforce.services.imports.people.check import check
from workforce.services.imports.people.confirming import keep

GIVEN = ["An", "Bình", "Chi", "Dũng", "Giang", "Hà", "Khánh", "Lan", "Minh", "Ngọc"]
WRITTEN = [Person, Appointment, PersonSpell, NameWord, ImportedPerson, AuditEvent]


def many(count: int) -> bytes:
    born = date(1980, 1, 1)
    return workbook(
        *(
            row(
                number,
                f"Nguyễn Văn {GIVEN[number % 10]}",
                f"{born + timedelta(days=number % 360):%d/%m/%Y}",
                identity=f"001080{number:06}",
                unit=HOA_MAI if number % 3 else HOA_SEN,
            )
            for number in range(1, count + 1)
        )
    )


def kept(universe, content: bytes, by: User | None = None) -> ImportBatch:
    by = by or universe.data_admin
    result = check(content=content, file_name="nhieu.xlsx", unit=universe.minh_hoa, as_of=DAY, by=by, by_name=str(by))
    assert not result.has_errors, result.problems[:3]
    return keep(result)


def rows() -> dict[str, int]:
    """How many there are of everything that an import of people writes."""
    return {model.__name__: model.objects.count() for model in WRITTEN}
