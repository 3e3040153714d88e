"""A new record in one form: the person, the first post, diplomas and certificates."""

from functools import partial

from django.utils.translation import gettext as _

from workforce.models import Person, User
from workforce.queries.duplicates import Duplicates, duplicates_for
from workforce.services.register import people
from workforce.services.register.doubt_rules import Doubt
from workforce.services.register.doubts import new_person_doubts
from workforce.services.register.merges import tell_apart
from workforce.web.access import edit_person, only
from workforce.web.entry.award_forms import CertificateForm, QualificationForm
from workforce.web.entry.conflicts import in_words
from workforce.web.entry.facts_form import FactsForm, stored_facts
from workforce.web.entry.forms import Rows
from workforce.web.entry.links import undo_link
from workforce.web.entry.pages import Entry, Parts, entry_page
from workforce.web.entry.post_forms import FirstPostForm


@only(User.edits_people)
def person_new(request):
    similar: list[tuple] = []  # filled when the doubts are asked, read by the page that shows them

    def doubts(parts: Parts) -> list[Doubt]:
        found = similar_to(parts, request.user)
        others = [edit_person(request.user, each.pk) for each in found.visible]  # facts of theirs are shown
        similar.extend((each, beside(parts["facts"], each, request.user)) for each in others)
        return new_person_doubts(**sent(parts), by=request.user)

    entry = Entry(
        key="person:new",
        title=_("New record"),
        build=partial(new_parts, user=request.user),
        doubts=doubts,
        save=partial(add, by=request.user),
        done=lambda person: undo_link(_("%(name)s is on record.") % {"name": person}, "person_void", person.pk),
        template="entry/person_new.html",
        context={"similar": similar},
    )
    return entry_page(request, entry)


def new_parts(data, *, user: User, unchecked: bool = False) -> Parts:
    given = {"user": user, "unchecked": unchecked}
    return {
        "facts": FactsForm(data, **given),
        "post": FirstPostForm(data, **given),
        "qualifications": Rows(QualificationForm, "qualification", data=data, **given),
        "certificates": Rows(CertificateForm, "certificate", data=data, **given),
    }


def sent(parts: Parts) -> dict:
    """As ``people.add_person`` takes it."""
    return {
        "facts": parts["facts"].facts(),
        "post": parts["post"].facts(),
        "awards": [form.facts() for form in parts["qualifications"].typed()],
        "certificates": [form.facts() for form in parts["certificates"].typed()],
    }


def add(parts: Parts, version: int, *, by: User) -> Person:
    """Who saves although somebody similar is on record has looked: these are two people, and stay told apart."""
    similar = similar_to(parts, by).visible
    person = people.add_person(**sent(parts), by=by)
    for other in similar:
        tell_apart(first=person, second=other, by=by)
    return person


def similar_to(parts: Parts, user: User) -> Duplicates:
    facts = parts["facts"].facts()
    asked = ["full_name", "birth_date", "birth_precision", "identity_number"]
    return duplicates_for(user, **{name: facts[name] for name in asked})


def beside(typed: FactsForm, other: Person, user: User) -> list[tuple[str, str, str]]:
    """The label, what was typed and what the record says, of the facts that tell people from each other."""
    stored = FactsForm(initial=stored_facts(other), user=user)
    asked = ["full_name", "birth_date", "sex", "identity_number", "home_town"]
    return [(stored[name].label, in_words(typed[name]), in_words(stored[name])) for name in asked]
