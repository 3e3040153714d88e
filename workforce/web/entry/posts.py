"""Appointments: one short form for each thing that happens in a career, each with its day and its decision."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from workforce.models import Appointment, Person, User
from workforce.models.periods import OPEN_END
from workforce.services.register import posts
from workforce.services.register.doubt_rules import Doubt
from workforce.services.register.doubts import retirement_doubts
from workforce.vietnam.dates import format_date
from workforce.web.access import edit_person
from workforce.web.entry.forms import EntryForm
from workforce.web.entry.links import correct_link
from workforce.web.entry.pages import Entry, Parts, entry_page, form_parts
from workforce.web.entry.post_forms import (
    BesideForm,
    EndBesideForm,
    EndOfLeadershipForm,
    LeaderForm,
    LeaveForm,
    ReasonForm,
    RetireForm,
    ReturnForm,
    TransferForm,
    WholePostForm,
)
from workforce.web.people.words import NOT_LEADER


def person_transfer(request, pk):
    def act(given, **who):
        return posts.transfer(on=given.pop("on"), unit=given.pop("unit"), facts=given, **who)

    person = edit_person(request.user, pk)
    now = person.appointments.primary().on(timezone.localdate()).select_related("leadership").first()
    leads = now is not None and now.leadership.code != NOT_LEADER
    entry = entry_of(
        person,
        request.user,
        "transfer",
        _("Transfer"),
        TransferForm,
        act,
        initial={"position": now.position} if now and not leads else {},
        intro=_("The leading post ends with the transfer. Who leads in the new unit as well is appointed there anew.")
        if leads
        else "",
    )
    return entry_page(request, entry)


def person_appoint_leader(request, pk):
    def act(given, **who):
        asked = {name: given.pop(name) for name in ["on", "leadership", "position"]}
        return posts.appoint_leader(**asked, facts=given, **who)

    return move(request, pk, "lead", _("Appoint to a leading post"), LeaderForm, act)


def person_end_leadership(request, pk):
    def act(given, **who):
        return posts.end_leadership(on=given.pop("on"), position=given.pop("position"), facts=given, **who)

    return move(request, pk, "unlead", _("End of the leading post"), EndOfLeadershipForm, act)


def person_second(request, pk):
    def act(given, **who):
        return posts.second(on=given.pop("on"), unit=given.pop("unit"), facts=given, **who)

    intro = _("A seconded person is counted where the quota post is, and not in the unit of the secondment.")
    return move(request, pk, "second", _("Secondment"), BesideForm, act, intro=intro)


def person_concurrent(request, pk):
    def act(given, **who):
        return posts.add_concurrent(on=given.pop("on"), unit=given.pop("unit"), facts=given, **who)

    intro = _("A concurrent post stands beside the primary one and is not counted again.")
    return move(request, pk, "concurrent", _("Concurrent post"), BesideForm, act, intro=intro)


def person_leave(request, pk):
    return move(request, pk, "leave", _("Leaving service"), LeaveForm, lambda given, **who: posts.leave(**given, **who))


def person_retire(request, pk):
    """The day of the law stands in the form: the one after the last day of the month of the age."""
    person = edit_person(request.user, pk)
    law = person.retires_on
    intro = _("By sex and date of birth, %(day)s is the last day of work in ordinary conditions.")
    entry = entry_of(
        person,
        request.user,
        "retire",
        _("Retirement"),
        RetireForm,
        lambda given, **who: posts.retire(**given, **who),
        initial={"on": law + timedelta(days=1)} if law else {},
        intro=intro % {"day": format_date(law)}
        if law
        else _("The law’s day is not known here: it follows from sex and date of birth."),
        doubts=lambda parts: doubts_of_retiring(person, parts["form"].cleaned_data),
    )
    return entry_page(request, entry)


def doubts_of_retiring(person: Person, given: dict) -> list[Doubt]:
    return retirement_doubts(person=person, on=given["on"], early=given["early"])


def person_return(request, pk):
    person = edit_person(request.user, pk)
    entry = entry_of(
        person,
        request.user,
        "return",
        _("Return to service"),
        ReturnForm,
        lambda given, **who: posts.return_to_service(post=given, **who),
        intro=_("The same record goes on: nobody has two."),
    )
    return entry_page(request, entry)


def move(request, pk: int, name: str, title: str, form: type[EntryForm], act: Callable, intro: str = ""):
    person = edit_person(request.user, pk)
    return entry_page(request, entry_of(person, request.user, name, title, form, act, intro=intro))


def entry_of(
    person: Person,
    user: User,
    name: str,
    title: str,
    form: type[EntryForm],
    act: Callable[..., Appointment],
    *,
    initial: dict | None = None,
    intro: str = "",
    **options,
) -> Entry:
    """A form about a career; ``act`` gets its facts and returns the post that it wrote."""
    written: list[Appointment] = []

    def save(parts: Parts, version: int) -> Person:
        written.append(act(parts["form"].facts(), person=person, version=version, by=user))
        return written[-1].person

    def done(saved: Person) -> str:
        said = _("%(what)s of %(name)s is on record.") % {"what": title, "name": saved}
        return correct_link(said, written[-1].pk) if written else said

    return Entry(
        key=f"person:{person.pk}:{name}",
        title=f"{title} – {person}",
        person=person,
        build=partial(form_parts, form=form, initial=initial or {}, user=user),
        save=save,
        done=done,
        context={"intro": intro},
        **options,
    )


def appointment_edit(request, pk):
    post, person = edit_post(request.user, pk)
    entry = Entry(
        key=f"post:{pk}",
        title=_("Correct a post of %(name)s") % {"name": person},
        person=person,
        compares=True,
        build=lambda data, **options: form_parts(
            data, form=WholePostForm, initial=stored_post(post), user=request.user, **options
        ),
        save=lambda parts, version: (
            posts.change_post(
                appointment=post, version=version, facts=whole_facts(parts["form"]), by=request.user
            ).person
        ),
        done=lambda person: _("Saved."),
        context={
            "intro": _("For what was recorded wrongly. What happened since is a new post: transfer, appoint, leave.")
        },
    )
    return entry_page(request, entry)


def stored_post(post: Appointment) -> dict[str, object]:
    """As the form shows it, read anew: after a conflict the page wants what is stored now."""
    post.refresh_from_db()
    stored = {name: getattr(post, name) for name in WholePostForm.base_fields}
    stored["valid_from"] = format_date(post.valid_from, post.from_precision)
    stored["valid_to"] = None if post.valid_to == OPEN_END else post.valid_to
    return stored


def whole_facts(form: WholePostForm) -> dict[str, object]:
    given = form.facts()
    given["valid_to"] = given["valid_to"] or OPEN_END
    return given


def appointment_end(request, pk):
    """The end of a secondment or a concurrent post."""
    post, person = edit_post(request.user, pk)
    entry = entry_of(
        person,
        request.user,
        f"end:{pk}",
        _("End of the post"),
        EndBesideForm,
        lambda given, *, person, **who: posts.end_beside(appointment=post, **given, **who),
    )
    return entry_page(request, entry)


def appointment_void(request, pk):
    post, person = edit_post(request.user, pk)
    entry = entry_of(
        person,
        request.user,
        f"void:{pk}",
        _("Void a post"),
        ReasonForm,
        lambda given, *, person, **who: posts.void_post(appointment=post, **given, **who),
        intro=_("For a post that never was: it stays on the record, crossed out, and counts nowhere."),
    )
    return entry_page(request, entry)


def edit_post(user: User, pk: int) -> tuple[Appointment, Person]:
    """The post, and its person opened for writing."""
    post = get_object_or_404(Appointment.objects.select_related("person"), pk=pk)
    return post, edit_person(user, post.person_id)
