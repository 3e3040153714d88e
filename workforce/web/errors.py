"""Error pages in the user's language; none of them shows data."""

from django.shortcuts import render


def bad_request(request, exception):
    return render(request, "errors/400.html", status=400)


def forbidden(request, exception):
    return render(request, "errors/403.html", status=403)


def csrf_failure(request, reason=""):
    """A form without its token: left open for too long, or sent from elsewhere."""
    return render(request, "errors/csrf.html", status=403)


def not_found(request, exception):
    return render(request, "errors/404.html", status=404)


def server_error(request):
    return render(request, "errors/500.html", status=500)
