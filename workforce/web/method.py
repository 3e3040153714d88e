"""How verdicts are made, with the thresholds in force."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render

from workforce.indicators.verdict import Badge
from workforce.models import PaceThreshold


@login_not_required
def method(request):
    return render(request, "method/method.html", {"thresholds": PaceThreshold.objects.all(), "badges": list(Badge)})
