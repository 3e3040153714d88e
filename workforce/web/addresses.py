"""Where a request comes from: what locks a name after wrong passwords, and what the audit trail remembers."""

import ipaddress

from django.conf import settings

from workforce.services.audit import coming_from


def client_address(request) -> str:
    """The address that the outermost of our own proxies saw; what the client itself claims stands left of it.

    Each of PROXY_COUNT proxies appends the address it was asked from, so the client is that many places from the end.
    An empty text where there is none (a Unix socket without a proxy).
    """
    forwarded = [each.strip() for each in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    behind_proxy = 0 < settings.PROXY_COUNT <= len(forwarded)
    claimed = [forwarded[-settings.PROXY_COUNT]] if behind_proxy else []
    return next(filter(None, map(plain_address, [*claimed, request.META.get("REMOTE_ADDR", "")])), "")


def plain_address(text: str) -> str:
    try:
        return str(ipaddress.ip_address(text.partition("%")[0]))  # %: the interface of a link-local address
    except ValueError:
        return ""


def remember_address(get_response):
    """Whatever a request makes the portal record says where the request came from."""

    def middleware(request):
        with coming_from(client_address(request)):
            return get_response(request)

    return middleware
