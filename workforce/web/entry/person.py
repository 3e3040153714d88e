"""A person's record: its facts, and voiding one that should not exist, or restoring it."""

from functools import partial

from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from workforce.models import Person, User
from workforce.services.register import people
from workforce.services.register.doubt_rules import Doubt
from workforce.services.register.doubts import person_doubts
from workforce.web.access import edit_all_of_person, edit_person
from workforce.web.attempts import attempt
from workforce.web.entry.facts_form import FactsForm, stored_facts
from workforce.web.entry.pages import Entry, Parts, entry_page, form_parts
from workforce.web.entry.post_forms import ReasonForm


def person_edit(request, pk):
    person = edit_all_of_person(request.user, pk)
    entry = Entry(
        key=f"person:{pk}",
        title=_("Facts of %(name)s") % {"name": person},
        person=person,
        compares=True,
        build=partial(facts_parts, person=person, user=request.user),
        doubts=lambda parts: new_doubts(person, parts["facts"].facts(), request.user),
        save=lambda parts, version: people.change_person(
            person=person, version=version, facts=parts["facts"].facts(), by=request.user
        ),
        done=lambda person: _("Saved."),
        template="entry/person_edit.html",
        context={"compare": reverse("person_duplicates", args=[pk])},
    )
    return entry_page(request, entry)


def new_doubts(person: Person, facts: dict, user: User) -> list[Doubt]:
    """Without those about the record as it stands, which its page shows: a new telephone number is saved at once."""
    standing = person_doubts(person=person, facts={}, by=user)
    return [each for each in person_doubts(person=person, facts=facts, by=user) if each not in standing]


def facts_parts(data, *, person: Person, user: User, unchecked: bool = False) -> Parts:
    person.refresh_from_db()  # after a conflict the page wants what is stored now
    return {"facts": FactsForm(data, initial=stored_facts(person), user=user, unchecked=unchecked)}


def person_void(request, pk):
    person = edit_person(request.user, pk)
    entry = Entry(
        key=f"person:{pk}:void",
        title=_("Void the record of %(name)s") % {"name": person},
        person=person,
        build=partial(form_parts, form=ReasonForm, initial={}, user=request.user),
        save=lambda parts, version: people.void_person(
            person=person, version=version, reason=parts["form"].cleaned_data["reason"], by=request.user
        ),
        done=lambda person: _("The record of %(name)s is void; it counts nowhere any more.") % {"name": person},
        context={
            "intro": _("For a record that should never have been made. Who left is not void: record the leaving."),
            "button": _("Void the record"),
        },
    )
    return entry_page(request, entry)


@require_POST
def person_restore(request, pk):
    """The voiding was the mistake; only who sees everybody still sees a record that counts nowhere."""
    person = edit_person(request.user, pk)
    attempt(
        request,
        lambda: people.restore_person(person=person, version=person.version, by=request.user),
        _("The record counts again."),
    )
    return redirect("person", pk)
