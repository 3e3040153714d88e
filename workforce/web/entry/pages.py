"""The course of every entry form: open, type, be asked about doubts, save once, and lose nothing on the way."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from workforce.models import Draft, Person, SubmittedForm, User
from workforce.services.register.doubt_rules import Doubt
from workforce.services.register.drafts import discard_draft, load_draft
from workforce.services.register.records import Conflict
from workforce.services.register.saving import person_of, save_once
from workforce.services.snapshots import NotAllowed
from workforce.web.entry.conflicts import Clash, clashes, taken_over
from workforce.web.entry.forms import EntryForm, Rows
from workforce.wording.people import doubt as doubt_in_words
from workforce.wording.refusals import refusal

Parts = dict[str, EntryForm | Rows]


@dataclass(frozen=True)
class Entry:
    """One form of the register.

    ``build`` makes its parts from what was typed (None: from what is stored); ``save`` writes them and returns the
    person; ``doubts`` says what looks wrong in them.
    """

    key: str
    title: str
    build: Callable[..., Parts]
    save: Callable[[Parts, int], Person]
    done: Callable[[Person], str]
    doubts: Callable[[Parts], list[Doubt]] = lambda parts: []
    person: Person | None = None
    compares: bool = False  # whether the form shows stored values, so that a conflict sets both side by side
    template: str = "entry/action.html"
    context: Mapping[str, Any] = field(default_factory=dict)

    @property
    def back(self) -> str:
        return reverse("person", args=[self.person.pk]) if self.person else reverse("people")


@dataclass
class Shown:
    """What the page says beside the form."""

    token: UUID
    version: int
    refusal: str = ""
    doubts: list[tuple[str, str]] = field(default_factory=list)
    confirmed: list[str] = field(default_factory=list)
    is_outdated: bool = False
    clashes: list[Clash] = field(default_factory=list)
    draft: Draft | None = None


def entry_page(request: HttpRequest, entry: Entry) -> HttpResponse:
    if request.method == "POST":
        return answer(request, entry)
    draft = load_draft(user=request.user, form=entry.key)
    shown = Shown(uuid4(), version_of(entry))
    if draft is not None and request.GET.get("draft") == "use":
        data = typed_before(draft)
        shown.version = typed_number(data.get("version", ""))
        return show(request, entry, entry.build(data, unchecked=True), shown)
    shown.draft = draft
    return show(request, entry, entry.build(None), shown)


def answer(request: HttpRequest, entry: Entry) -> HttpResponse:
    if "discard" in request.POST:
        discard_draft(user=request.user, form=entry.key)
        return redirect(request.path)
    data = request.POST
    shown = Shown(typed_token(data), typed_number(data.get("version", "")), confirmed=data.getlist("confirmed")[:100])
    earlier = SubmittedForm.objects.filter(token=shown.token, user=request.user).first()
    if earlier is not None:  # before any doubt: the second click must not be told that the person exists already
        return finished(request, entry, person_of(earlier.outcome))
    if "add" in data:
        return show(request, entry, entry.build(data, unchecked=True), shown)
    if "take" in data:
        data = taken_over(data, entry.build(None))
    parts = entry.build(data)
    if [part for part in parts.values() if not part.is_valid()]:  # each is asked, so that each shows its errors
        focus_first_error(parts)
        return show(request, entry, parts, shown)
    shown.doubts = open_doubts(entry.doubts(parts), shown.confirmed)
    if shown.doubts:
        return show(request, entry, parts, shown)
    return save(request, entry, parts, shown)


def save(request: HttpRequest, entry: Entry, parts: Parts, shown: Shown) -> HttpResponse:
    try:
        outcome = save_once(token=shown.token, user=request.user, act=lambda: entry.save(parts, shown.version))
    except Conflict as conflict:
        shown.version = conflict.version
        shown.is_outdated = True
        shown.clashes = clashes(parts, entry.build(None)) if entry.compares else []
        return show(request, entry, parts, shown)
    except NotAllowed as error:
        shown.refusal = refusal(error)
        return show(request, entry, parts, shown)
    discard_draft(user=request.user, form=entry.key)
    return finished(request, entry, person_of(outcome))


def finished(request: HttpRequest, entry: Entry, person: Person) -> HttpResponse:
    """To the record; to the list for whoever has moved it out of the own scope."""
    messages.success(request, entry.done(person))
    still_seen = Person.objects.visible_to(request.user).filter(pk=person.pk).exists()
    return redirect("person", person.pk) if still_seen else redirect("people")


def show(request: HttpRequest, entry: Entry, parts: Parts, shown: Shown) -> HttpResponse:
    context = {"entry": entry, "shown": shown, "parts": parts, "title": entry.title, **entry.context}
    return render(request, entry.template, context | parts)


def version_of(entry: Entry) -> int:
    return entry.person.version if entry.person else 0


def typed_before(draft: Draft) -> QueryDict:
    data = QueryDict(mutable=True)
    data.update({name: value for name, value in draft.data.items() if isinstance(value, str)})
    return data


def typed_token(data: QueryDict) -> UUID:
    """The token of the form; damaged, it is a new one, and the worst is that a second click asks about a duplicate."""
    try:
        return UUID(data.get("token", ""))
    except ValueError:
        return uuid4()


def typed_number(typed: str) -> int:
    """0 for what is none: a version that no record has, so that a damaged form meets a conflict and not a loss."""
    return int(typed) if typed.isdecimal() and len(typed) < 10 else 0


def open_doubts(doubts: list[Doubt], confirmed: list[str]) -> list[tuple[str, str]]:
    """Those nobody has confirmed, as ``(what the form confirms, words)``: another value is another doubt."""
    said = [(doubt_key(each), doubt_in_words(each)) for each in doubts]
    return said if any(key not in confirmed for key, _words in said) else []


def doubt_key(doubt: Doubt) -> str:
    return ":".join([doubt.code, doubt.field, str(doubt.row), *(f"{k}={v}" for k, v in sorted(doubt.params.items()))])


def form_parts(data, *, form: type[EntryForm], initial: dict, user: User, unchecked: bool = False) -> Parts:
    """Of an entry that is one short form."""
    return {"form": form(data, initial=initial, user=user, unchecked=unchecked)}


def focus_first_error(parts: Parts) -> None:
    for part in parts.values():
        for form in part if isinstance(part, Rows) else [part]:
            for name in form.fields:
                if name in form.errors:
                    form.fields[name].widget.attrs["autofocus"] = True
                    return
