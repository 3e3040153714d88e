"""The home of data-entry staff: what the yearly form will miss, what comes due, and where they left off."""

from datetime import date

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from workforce.models import Draft, User
from workforce.models.scopes import units_seen_by
from workforce.queries.attention import doubtful_numbers, in_units, last_changed
from workforce.queries.due import Due, contracts, people_due, retirements
from workforce.queries.missing import missing_counts
from workforce.queries.notices import open_notices
from workforce.queries.people import CAP, invented_among
from workforce.queries.rounds import open_reports
from workforce.services.register.doubt_rules import Doubt
from workforce.services.register.drafts import DRAFT_DAYS
from workforce.web.access import only
from workforce.web.people.words import MISSING
from workforce.wording.people import doubt

DOUBTS_SHOWN = 10


@only(User.enters_data)
def work(request):
    user, today = request.user, timezone.localdate()
    units = units_seen_by(user)
    people = in_units(units)
    reports = open_reports(units)
    doubtful = doubtful_numbers(people)
    return render(
        request,
        "work/work.html",
        {
            "year_end": date(today.year, 12, 31),
            "gaps": [(field, MISSING[field], count) for field, count in missing_counts(units, today).items()],
            "retirements": retirements(people, today),
            "contracts": contracts(units, today),
            "today": today,
            "counts": {due.value: people_due(people, due, today)[: CAP + 1].count() for due in Due},
            "doubtful": [(person, in_words(codes)) for person, codes in doubtful[:DOUBTS_SHOWN]],
            "more_doubtful": max(0, len(doubtful) - DOUBTS_SHOWN),
            "has_invented": invented_among(units),
            "notices": open_notices(units),
            "missing": [each for each in reports if each.state is None],
            "sent": [each for each in reports if each.state],
            "drafts": [(draft, address_of(draft)) for draft in Draft.objects.filter(user=user)],
            "draft_days": DRAFT_DAYS,
            "recent": last_changed(user, people),
        },
    )


def in_words(codes: list[str]) -> list[str]:
    return [doubt(Doubt(code)) for code in codes]


def address_of(draft: Draft) -> str:
    """Where the form is that the draft belongs to: its own page, or the page of the person."""
    kind, *of = draft.form.split(":")
    if kind != "person":
        return ""
    who, *action = of
    if who == "new":
        return f"{reverse('person_new')}?draft=use"
    return reverse("person", args=[who]) if action else f"{reverse('person_edit', args=[who])}?draft=use"
