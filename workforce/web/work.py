"""The home of data-entry staff: what their units still owe, and what became of what they sent."""

from django.shortcuts import render

from workforce.models import User
from workforce.queries.rounds import open_reports
from workforce.queries.units import units_seen_by
from workforce.web.access import only


@only(User.enters_data)
def work(request):
    reports = open_reports(units_seen_by(request.user))
    return render(
        request,
        "work/work.html",
        {"missing": [each for each in reports if each.state is None], "sent": [each for each in reports if each.state]},
    )
