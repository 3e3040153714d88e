"""Many files given at once: each with its own result, sorted into the rounds that they fill."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial

from django.contrib import messages
from django.http import Http404, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from workforce.models import ImportBatch, Revision, User
from workforce.queries.reporting import Reporting, missing_units, reporting_of
from workforce.queries.units import UnitTree, last_versions, tree_on
from workforce.services.imports import headcounts
from workforce.services.imports.changes import revision_to_fill
from workforce.services.imports.queue import enqueue, is_large
from workforce.services.snapshots import NotAllowed
from workforce.web.access import manage_batches, only
from workforce.web.import_files import can_be_marked
from workforce.web.import_jobs import goes_on
from workforce.web.import_upload import FILES_AT_MOST
from workforce.wording.problems import sentence
from workforce.wording.refusals import refusal

State = ImportBatch.State
NAMED = 3


@dataclass
class File:
    """One of the files as the page lists it. ``elsewhere``: other files that have figures of its units too."""

    batch: ImportBatch
    names: list[str]
    elsewhere: list[str]
    reason: str = ""
    can_be_marked: bool = False

    @property
    def named(self) -> list[str]:
        return self.names[:NAMED]

    @property
    def unnamed(self) -> int:
        return len(self.names) - len(self.named)

    @property
    def can_be_imported(self) -> bool:
        return self.batch.is_waiting and self.batch.unit_id is not None and not self.errors and not self.is_known

    @property
    def can_be_ticked(self) -> bool:
        """Warnings are looked at, and confirmed, on the page of the file."""
        return self.can_be_imported and not self.batch.summary.get("warnings")

    @property
    def is_clean(self) -> bool:
        """Nothing that somebody should look at first."""
        return self.can_be_ticked and not self.elsewhere

    @property
    def errors(self) -> int:
        return self.batch.summary.get("errors", 0)

    @property
    def is_known(self) -> bool:
        """Whether the snapshot held exactly these figures when the file was checked."""
        summary = self.batch.summary
        return not self.errors and summary.get("created", 0) + summary.get("changed", 0) == 0


@dataclass
class Round:
    """A round that the files fill: how far it is, and who owes still. ``revision`` is None before the first import."""

    name: str
    unit_key: str
    as_of: object
    revision: Revision | None
    reporting: Reporting | None
    missing: list[str] = field(default_factory=list)
    at_hand: list[str] = field(default_factory=list)


@only(User.manages_data)
def several(request):
    batches = newest(manage_batches(request.user, asked_for(request.GET)))
    files = files_of(batches)
    context = {
        "files": files,
        "rounds": rounds_of(batches),
        "clean": sum(file.is_clean for file in files),
        "importable": sum(file.can_be_ticked for file in files),
    }
    return render(request, "imports/several.html", context)


def asked_for(query: QueryDict) -> list[int]:
    asked = query.getlist("batch")
    if len(asked) > FILES_AT_MOST or not all(each.isascii() and each.isdecimal() and len(each) < 19 for each in asked):
        raise Http404
    return [int(each) for each in asked]


def newest(batches: list[ImportBatch]) -> list[ImportBatch]:
    """A file whose units were matched by hand was checked anew, as a batch of its own: that one counts.

    Not for a file that was imported: given again, it is another matter.
    """
    if not batches:
        return []
    same = ImportBatch.objects.filter(
        kind=ImportBatch.Kind.HEADCOUNT,
        sha256__in={batch.sha256 for batch in batches},
        pk__gte=min(batch.pk for batch in batches),
    )
    latest_first = list(same.defer("content").select_related("unit").order_by("-pk"))
    current = [next(filter(partial(is_same, each), latest_first)) if each.is_waiting else each for each in batches]
    return list({each.pk: each for each in current}.values())


def is_same(one: ImportBatch, other: ImportBatch) -> bool:
    """The same file of the same sender for the same unit and date; a date may have been found only later."""
    same_date = one.as_of == other.as_of or one.as_of is None or other.as_of is None
    return same_date and (one.sha256, one.by_id, one.unit_id) == (other.sha256, other.by_id, other.unit_id)


def files_of(batches: list[ImportBatch]) -> list[File]:
    names = last_versions({unit for batch in batches for unit in units_in(batch)})
    holders = defaultdict(list)
    for batch in batches:
        for unit in units_in(batch):
            holders[unit, batch.as_of].append(batch)
    files = []
    for batch in batches:
        others = {each.pk: each for unit in units_in(batch) for each in holders[unit, batch.as_of] if each is not batch}
        elsewhere = [each.file_name for each in others.values()]
        own = [names[unit].name for unit in units_in(batch) if unit in names]
        files.append(with_reason(File(batch, own, elsewhere)))
    return files


def units_in(batch: ImportBatch) -> list[int]:
    return batch.summary.get(headcounts.UNIT_IDS, [])


def with_reason(file: File) -> File:
    """Why a file cannot be imported: the first thing that is wrong with it by now."""
    if file.batch.state == State.REFUSED:
        problems = headcounts.check_again(file.batch).problems
        file.can_be_marked = can_be_marked(problems)
        file.reason = next((sentence(problem) for problem in problems if problem.is_error), "")
        file.reason = file.reason or _("What was wrong with it is settled by now: open it and confirm.")
    return file


def rounds_of(batches: list[ImportBatch]) -> list[Round]:
    """By date and province; a file without either belongs to no round, and says why."""
    trees = {day: tree_on(day) for day in {batch.as_of for batch in batches if batch.as_of}}
    by_round = defaultdict(list)
    for batch in batches:
        tree = trees.get(batch.as_of)
        if tree is not None and batch.unit_id in tree.versions:
            by_round[batch.as_of, tree.root(batch.unit_id)].append(batch)
    return [round_of(trees[day], root, by_round[day, root]) for day, root in sorted(by_round)]


def round_of(tree: UnitTree, root: int, batches: Iterable[ImportBatch]) -> Round:
    revision = revision_to_fill(root, tree.day)
    version = tree.versions[root]
    found = Round(version.name, version.unit.key, tree.day, revision, None)
    if revision is not None:
        waiting = {unit for batch in batches if batch.is_waiting for unit in units_in(batch)}
        missing = missing_units(revision, tree)
        found.reporting = reporting_of(revision, tree)
        found.missing = [tree.name(unit) for unit in missing if unit not in waiting]
        found.at_hand = [tree.name(unit) for unit in missing if unit in waiting]
    return found


@require_POST
@only(User.manages_data)
def confirm_clean(request):
    """Each of the ticked files in a transaction of its own: what one is refused for stops no other."""
    done, queued = 0, 0
    for batch in manage_batches(request.user, asked_for(request.POST)):
        if batch.is_waiting and batch.summary.get("warnings"):
            look = _("%(file)s has warnings: open it, look at its warnings and confirm it there.")
            messages.error(request, look % {"file": batch.file_name})
            continue
        try:
            if is_large(batch):
                enqueue(batch=batch, by=request.user)
                queued += 1
            else:
                headcounts.confirm(batch=batch, by=request.user)
                done += 1
        except NotAllowed as error:
            messages.error(request, f"{batch.file_name}: {refusal(error)}")
    if done:
        said = ngettext("%(count)s file imported.", "%(count)s files imported.", done) % {"count": done}
        messages.success(request, f"{said} " + _("A second person approves the figures."))
    if queued:
        said = ngettext("%(count)s file is being imported.", "%(count)s files are being imported.", queued)
        messages.success(request, f"{said % {'count': queued}} {goes_on()}")
    back = QueryDict(mutable=True)
    back.setlist("batch", request.POST.getlist("listed"))
    return redirect(f"{reverse('import_several')}?{back.urlencode()}")
