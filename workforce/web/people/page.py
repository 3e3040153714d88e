"""The page of a person: who, where now, what before, what counts today, and what nobody has filled in."""

from datetime import date

from django.shortcuts import render
from django.utils import timezone

from workforce.models import Appointment, Person, User
from workforce.models.people import SENSITIVE_FIELDS
from workforce.models.scopes import units_seen_by
from workforce.queries.careers import Post, awards_of, certificates_of, changes_of, posts_of, units_keeping
from workforce.queries.due import retirement_of
from workforce.queries.missing import missing_of
from workforce.queries.units import last_versions
from workforce.services.register.doubts import doubts_of
from workforce.web.access import only, see_person
from workforce.web.people.words import MISSING, born, leadership, level
from workforce.wording.audit import details
from workforce.wording.people import doubt

PRIMARY = Appointment.Kind.PRIMARY


@only(User.sees_people)
def person(request, pk):
    """Sensitive fields are on the page only when asked for, which the trail then says."""
    opens_sensitive = request.GET.get("sensitive") == "1"
    told = {"sensitive": sorted(SENSITIVE_FIELDS)} if opens_sensitive else {}
    shown, today = see_person(request.user, pk, **told), timezone.localdate()
    edits = request.user.edits_people and shown.status != Person.Status.VOID
    posts = posts_of(shown, today)
    awards, certificates = awards_of(shown, today), certificates_of(shown)
    return render(
        request,
        "people/person.html",
        {
            "person": shown,
            "born": born(shown),
            "unit": last_versions([shown.unit_id]).get(shown.unit_id) if shown.unit_id else None,
            "leadership": leadership(shown.leadership),
            "education": level(shown.education),
            "now": next((each for each in posts if each.is_current and each.appointment.kind == PRIMARY), None),
            "posts": [each for each in posts if not each.appointment.is_void],
            "void_posts": [each for each in posts if each.appointment.is_void],
            "awards": [each for each in awards if not each.qualification.is_void],
            "void_awards": [each for each in awards if each.qualification.is_void],
            "certificates": [each for each in certificates if not each.is_void],
            "void_certificates": [each for each in certificates if each.is_void],
            "doubts": doubts_about(shown, today),
            "missing": [MISSING[field] for field in missing_of(shown, today)],
            "retirement": retirement_of(shown, today) if in_service(shown) and shown.retires_on else None,
            "opens_sensitive": opens_sensitive,
            "changes": history(shown) if request.user.manages_data else [],
            "edits": edits,
            "own_posts": posts_kept(shown, posts, units_seen_by(request.user)) if edits else set(),
        },
    )


def doubts_about(shown: Person, today: date) -> list[str]:
    """Without those about sensitive fields, which the page shows only when asked for."""
    found = doubts_of(shown, today=today)
    facts = [doubt(each) for each in found.person if each.field not in SENSITIVE_FIELDS]
    posts = [f"{titled(found.post_rows[each.row])}: {doubt(each)}" for each in found.posts]
    return [*facts, *posts, *map(doubt, found.qualifications)]


def titled(post: Appointment) -> str:
    return post.position or post.category.name


def posts_kept(shown: Person, posts: list[Post], seen: set[int] | None) -> set[int]:
    """The ids of posts that the user may correct."""
    keeping = units_keeping(shown, [each.appointment for each in posts])
    return {post for post, units in keeping.items() if seen is None or units & seen}


def in_service(shown: Person) -> bool:
    return shown.status == Person.Status.IN_SERVICE


def history(shown: Person) -> list[tuple]:
    return [(event, details(event.details, SENSITIVE_FIELDS)) for event in changes_of(shown)]
