"""A file checked for Tỉnh Minh Họa, and short ways to look at what came of it."""

from django.utils import translation

from tests.files import headcounts, xlsx
from workforce.models import Value
from workforce.services.imports.headcounts import check, confirm, keep
from workforce.services.imports.problems import Severity
from workforce.wording.problems import sentence

BY_LEADERSHIP = ["Đơn vị", "Lãnh đạo, quản lý", "Tổng số", "Thạc sĩ", "Còn lại"]
HOSPITAL = "Bệnh viện Đa khoa Minh Họa"
HOA_SEN = "Trường THPT Hoa Sen"


def row(name, total, *education, women=None, code=None):
    """A data row below ``files.HEADINGS``."""
    doctorate, masters, university, rest = [*education, *[None] * 4][:4]
    return [1, name, code, total, doctorate, masters, university, rest, women]


def checked(universe, rows, **options):
    content = rows if isinstance(rows, bytes) else xlsx(rows)
    options = {"unit": universe.minh_hoa, "as_of": None, "file_name": "tep.xlsx", "by": universe.data_admin} | options
    sender = options.pop("sender", "quantri")
    result = check(content=content, by_name=sender, **options)
    for language in ["vi", "en"]:
        with translation.override(language):
            assert all(map(sentence, result.problems))
    return result


def places(result, severity=Severity.ERROR):
    return [(each.code, each.row, each.column) for each in result.problems if each.severity is severity]


def figures(result, of):
    """The people of each value code in what is proposed for a unit, over all staff."""
    (proposal,) = [each for each in result.proposals if each.unit_id == of.pk]
    codes = {value.pk: value.code for value in Value.objects.all()}
    found = {}
    for (_, _, _, value), people in proposal.cells.items():
        found[codes[value]] = found.get(codes[value], 0) + people
    return found


def by_leadership(result, of, code="total"):
    (proposal,) = [each for each in result.proposals if each.unit_id == of.pk]
    codes = {value.pk: value.code for value in Value.objects.all()}
    return {
        codes[leadership]: people
        for (_, _, leadership, value), people in proposal.cells.items()
        if codes[value] == code
    }


def report(name, doctorate, masters, university, rest):
    """A row whose parts make up its total."""
    return row(name, doctorate + masters + university + rest, doctorate, masters, university, rest)


def kept(universe, *rows, **options):
    return keep(checked(universe, headcounts(*rows), **options))


def imported(universe, *rows, **options):
    return confirm(batch=kept(universe, *rows, **options), by=universe.data_admin)
