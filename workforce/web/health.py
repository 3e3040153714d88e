"""What the balancer asks."""

from django.contrib.auth.decorators import login_not_required
from django.http import JsonResponse
from django.utils import timezone

from workforce.queries.import_jobs import is_stuck


@login_not_required
def healthz(request):
    """Alive and able to reach the database. A queue that nobody works on is said, but is no reason to stop serving."""
    stuck = is_stuck(timezone.now())
    return JsonResponse({"status": "ok", "queue": "nobody is working on it" if stuck else "ok"})
