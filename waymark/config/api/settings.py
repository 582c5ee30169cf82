"""The machine face: the directory's feed. No key, no cookie; it sees one database and one room of it."""

from secrets import token_hex

from waymark.config.base import *  # noqa: F403 - a settings module is its names
from waymark.config.base import DATABASES as BOTH_DATABASES
from waymark.config.base import ENV, SERVICE
from waymark.config.env import API_ORIGIN as API_ORIGIN_SETTING
from waymark.config.pages import PACK_FOLDERS  # noqa: F401 - where outcodes lie
from waymark.config.quiet import hide_texts_of_errors

hide_texts_of_errors()

# Nothing is signed here; Django asks for a secret all the same.
SECRET_KEY = token_hex(32)
DATABASES = {"default": BOTH_DATABASES["default"]}

_ORIGIN = ENV.origin(API_ORIGIN_SETTING, loopback="127.0.0.1" if SERVICE.demonstration else None)
API_ORIGIN = _ORIGIN.address
API_REQUESTS_A_MINUTE = 600
ALLOWED_HOSTS = [_ORIGIN.host]
ROOT_URLCONF = "waymark.config.api.urls"
INSTALLED_APPS = ["waymark.records", "waymark.directory"]
FILE_UPLOAD_HANDLERS = []
MIDDLEWARE = [
    "waymark.ui.headers.SecurityHeaders",
    "django.middleware.security.SecurityMiddleware",
    "waymark.api.answers.OpenAnswers",
    "waymark.ui.postures.Postures",
]
SECURE_CSP = {"default-src": ["'none'"], "frame-ancestors": ["'none'"]}
SECURE_REFERRER_POLICY = "no-referrer"
X_FRAME_OPTIONS = "DENY"
# W002: the outermost layer of ours sends X-Frame-Options. W003: nothing here can be changed by a request.
SILENCED_SYSTEM_CHECKS = ["security.W002", "security.W003"]
