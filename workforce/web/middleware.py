"""What every request must be, and the headers that every answer carries."""

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpResponseNotAllowed, UnreadablePostError
from django.shortcuts import redirect
from django.urls import reverse

ROOM_FOR_FIELDS = 1024**2


def resource_policy(get_response):
    """No other site may embed or read what the portal answers."""

    def middleware(request):
        response = get_response(request)
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        response.headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), interest-cohort=()"
        return response

    return middleware


def known_methods(get_response):
    """Pages are read and forms are sent; whatever else is asked for, no page has to wonder what was meant."""

    def middleware(request):
        if request.method not in {"GET", "HEAD", "POST"}:
            return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
        return get_response(request)

    return middleware


def private_pages(get_response):
    """Pages of a signed-in user are kept by no cache."""

    def middleware(request):
        response = get_response(request)
        if request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    return middleware


def password_first(get_response):
    """Whoever signed in with a one-time password chooses an own one before anything else."""

    def middleware(request):
        if request.user.is_authenticated and request.user.must_change_password:
            open_meanwhile = {reverse(name) for name in ["password_change", "sign_out", "set_language", "healthz"]}
            if request.path not in open_meanwhile:
                return redirect("password_change")
        return get_response(request)

    return middleware


def refuse_nul(get_response):
    """A NUL in a parameter is damage or an attack; PostgreSQL can neither compare nor store it.

    A body that is larger than any upload may be is not read at all.
    """

    def middleware(request):
        largest = max(settings.UPLOAD_MAX_BYTES, settings.UPLOAD_TOTAL_MAX_BYTES) + ROOM_FOR_FIELDS
        if int(request.META.get("CONTENT_LENGTH") or 0) > largest:
            raise BadRequest("The body is too large")
        if any("\0" in text for text in sent_texts(request)):
            raise BadRequest("NUL in a parameter")
        return get_response(request)

    return middleware


def sent_texts(request):
    try:
        # an anonymous upload would land on the disk only to be looked at here
        reads_body = request.content_type != "multipart/form-data" or request.user.is_authenticated
        parameters = [request.GET, request.POST] if reads_body else [request.GET]
    except UnreadablePostError as error:
        raise BadRequest("The sender hung up") from error
    for sent in parameters:
        for name, texts in sent.lists():
            yield from [name, *texts]
