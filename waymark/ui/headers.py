"""Security headers on every response: pages, errors and files alike. A view may set its own value."""

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from waymark.ui.policies import write_policy

# What a page could watch or tell a visitor by. The rest does no harm here, and every name is sent each time.
_DENIED: Final = (
    "browsing-topics", "camera", "display-capture", "geolocation", "hid", "idle-detection",
    "local-fonts", "microphone", "midi", "payment", "serial", "usb",
)  # fmt: skip
_ALLOWED_TO_DESK: Final = ("publickey-credentials-create", "publickey-credentials-get")


def security_headers(*, secure: bool) -> dict[str, str]:
    """The headers of this process, from its settings; `secure` says that the visitor came over https."""
    passkeys = "self" if getattr(settings, "UI_PASSKEYS", False) else ""
    own = dict.fromkeys(_ALLOWED_TO_DESK, passkeys)
    features = own | dict.fromkeys(_DENIED, "")
    headers = {
        "Content-Security-Policy": write_policy(settings.SECURE_CSP),
        "Referrer-Policy": str(settings.SECURE_REFERRER_POLICY),
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "X-DNS-Prefetch-Control": "off",
        "Permissions-Policy": ", ".join(f"{name}=({value})" for name, value in features.items()),
        "Cache-Control": "no-store",
        # A listed page would tell what its opaque address is about; the one page that may be listed says so.
        "X-Robots-Tag": "noindex",
        # The server in front of us would put its own name here.
        "Server": "web",
    }
    if secure and settings.SECURE_HSTS_SECONDS:
        headers["Strict-Transport-Security"] = f"max-age={settings.SECURE_HSTS_SECONDS}; includeSubDomains"
    return headers


class SecurityHeaders:
    """The outermost middleware, so that what any other layer answers leaves with the headers too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in security_headers(secure=request.is_secure()).items():
            response.headers.setdefault(name, value)
        return response
