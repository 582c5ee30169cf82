"""The callable that any WSGI server boots for the public face: published pages from memory, else Django."""

import atexit
import os
from wsgiref.types import WSGIEnvironment

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.core.wsgi import get_wsgi_application
from django.db import connections

os.environ["DJANGO_SETTINGS_MODULE"] = "waymark.config.public.settings"
_django: WSGIHandler = get_wsgi_application()

from waymark.config.tidying import Tidied, tidied  # noqa: E402 - rooms are ready only after the line above
from waymark.press.answering import Answering  # noqa: E402 - as above
from waymark.press.editions import Edition  # noqa: E402 - as above
from waymark.press.keeping import Keeper  # noqa: E402 - as above
from waymark.ui.headers import security_headers  # noqa: E402 - as above


def _is_ours(environ: WSGIEnvironment) -> bool:
    """Only our own host, and only https where the service is real: Django refuses or redirects the rest."""
    request = WSGIRequest(tidied(environ))
    try:
        request.get_host()
    except DisallowedHost:
        return False
    return request.is_secure() or not settings.SECURE_SSL_REDIRECT


application = Answering(Tidied(_django), Edition({}), is_ours=_is_ours)
_keeper = Keeper(application, security_headers(secure=bool(settings.SECURE_SSL_REDIRECT)))
_keeper.look()
connections.close_all()  # or processes that a server forks from this one would share a connection
_keeper.begin()
_keeper.begin_in_children()
atexit.register(_keeper.end)
