"""Two records of perhaps one person: compared side by side, told apart or joined, and taken apart again."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from workforce.models import Person, PersonMerge, User
from workforce.queries.careers import Post, posts_of
from workforce.queries.duplicates import duplicates_for
from workforce.services.register import merges
from workforce.services.register.records import Conflict
from workforce.services.snapshots import NotAllowed
from workforce.web.access import edit_all_of_person, edit_person
from workforce.web.entry.links import linked
from workforce.web.entry.pages import typed_number
from workforce.wording.people import fact, fact_label
from workforce.wording.refusals import refusal


def person_duplicates(request, pk):
    """The records that may be the same person; POST says that one of them is somebody else."""
    person = edit_all_of_person(request.user, pk)
    if request.method == "POST":
        other = edit_person(request.user, typed_number(request.POST.get("other", "")))
        return told_apart(request, person, other)
    found = duplicates_for(request.user, person=person, **facts_of(person))
    others = [edit_all_of_person(request.user, each.pk) for each in found.visible]  # shown, and so opened
    pairs = [(each, side_by_side(person, each)) for each in others]
    context = {"person": person, "pairs": pairs, "elsewhere": found.elsewhere, "posts": posts(person)}
    return render(request, "entry/duplicates.html", context)


def facts_of(person: Person) -> dict:
    return {
        "full_name": person.full_name,
        "birth_date": person.birth_date,
        "birth_precision": person.birth_precision,
        "identity_number": person.identity_number,
    }


def side_by_side(first: Person, second: Person) -> list[dict]:
    """What the two disagree about, in words; of the precision of a date the date itself tells."""
    return [
        {
            "field": each.decided_by,
            "label": fact_label(each.field),
            "first": fact(first, each.field),
            "second": fact(second, each.field),
            "needs_choice": each.needs_choice and each.field == each.decided_by,
        }
        for each in merges.compare(first, second)
        if each.field != "birth_precision"
    ]


def posts(person: Person) -> list[Post]:
    return [each for each in posts_of(person, timezone.localdate()) if not each.appointment.is_void]


def told_apart(request, person: Person, other: Person):
    if person.pk == other.pk:
        messages.error(request, refusal(NotAllowed("same_person")))
    else:
        merges.tell_apart(first=person, second=other, by=request.user)
        messages.success(request, _("Remembered: these are two people. They are not proposed again."))
    return redirect("person_duplicates", person.pk)


def person_merge(request, pk, other):
    """``pk`` is kept, ``other`` goes into it."""
    kept, merged = edit_all_of_person(request.user, pk), edit_all_of_person(request.user, other)
    said = ""
    if request.method == "POST":
        try:
            done = merges.merge(
                kept=kept,
                kept_version=typed_number(request.POST.get("kept_version", "")),
                merged=merged,
                merged_version=typed_number(request.POST.get("merged_version", "")),
                choices=choices_of(request.POST),
                by=request.user,
            )
        except Conflict:
            said = _("Somebody changed one of the two records since this page was opened. Compare them again.")
        except NotAllowed as error:
            said = refusal(error)
        else:
            messages.success(request, undo_form_link(done))
            return redirect("person", kept.pk)
        kept.refresh_from_db()
        merged.refresh_from_db()
    context = {
        "kept": kept,
        "merged": merged,
        "differences": side_by_side(kept, merged),
        "columns": [(kept, posts(kept)), (merged, posts(merged))],
        "chosen": choices_of(request.POST),
        "refusal": said,
    }
    return render(request, "entry/merge.html", context)


def choices_of(data) -> dict[str, str]:
    """By field; whatever is no choice is none."""
    return {
        name.removeprefix("choose-"): value
        for name, value in data.items()
        if name.startswith("choose-") and value in {"kept", "merged"}
    }


def undo_form_link(merge: PersonMerge) -> str:
    said = _("Both records of %(name)s are one now.") % {"name": merge.kept}
    return linked(said, reverse("merge_undo", args=[merge.pk]), _("undo"))


def merge_undo(request, pk):
    """GET asks, POST takes the two apart."""
    merge, kept = edit_merge(request.user, pk)
    if request.method != "POST":
        return render(request, "entry/merge_undo.html", {"merge": merge, "kept": kept})
    try:
        back = merges.undo_merge(merge=merge, by=request.user)
    except NotAllowed as error:
        messages.error(request, refusal(error))
        return redirect("person", kept.pk)
    messages.success(request, _("The two records stand apart again."))
    return redirect("person", back.pk)


def edit_merge(user: User, pk: int) -> tuple[PersonMerge, Person]:
    """The merge, of a record in the own scope."""
    merge = get_object_or_404(PersonMerge.objects.select_related("merged"), pk=pk)
    return merge, edit_person(user, merge.kept_id)
