"""The desk: signed-in staff only, on a host of its own, with cookies that no other host can read."""

from waymark.config.base import *  # noqa: F403 - a settings module is its names
from waymark.config.base import CASE_APPS, DATA_DIR, ENV, GROUND_APPS, JOB_APPS, SERVICE
from waymark.config.base import TEMPLATES as BARE_TEMPLATES
from waymark.config.desk.cookies import *  # noqa: F403 - the names that Django looks for
from waymark.config.desk.door import *  # noqa: F403 - as above
from waymark.config.desk.door import AROUND_EVERY_PAGE, DESK_APPS, DOOR_MIDDLEWARE
from waymark.config.env import DESK_ORIGIN as DESK_ORIGIN_SETTING
from waymark.config.keysfolder import KeysFolder
from waymark.config.pages import (  # noqa: F401 - a settings module is its names; the rest is the public face's
    DOORS,
    ENTRY_PATH,
    ENTRY_TITLE,
    PACK_DRAFTS,
    PACK_FOLDERS,
    PACK_SURROUNDINGS,
    PACKS,
    PRESS_QUALITY,
    SIGNED_DIR,
    UI_LINKS,
)
from waymark.config.quiet import hide_texts_of_errors
from waymark.ui.policies import desk_policy

hide_texts_of_errors()

KEYS = KeysFolder(DATA_DIR / "keys", "desk")
SECRET_KEY = KEYS.django_secret()

_ORIGIN = ENV.origin(DESK_ORIGIN_SETTING, loopback="localhost" if SERVICE.demonstration else None)
DESK_ORIGIN = _ORIGIN.address
ALLOWED_HOSTS = [_ORIGIN.host]
ROOT_URLCONF = "waymark.config.desk.urls"
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    *GROUND_APPS,
    *CASE_APPS,
    *JOB_APPS,
    "waymark.ui",
    *DESK_APPS,
    "django.contrib.staticfiles",
]
TEMPLATES = [
    {**engine, "OPTIONS": {**engine["OPTIONS"], "context_processors": AROUND_EVERY_PAGE}}
    for engine in BARE_TEMPLATES
]
MIDDLEWARE = [
    "waymark.ui.headers.SecurityHeaders",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "waymark.ui.errors.CalmErrors",
    *DOOR_MIDDLEWARE,
    "waymark.ui.postures.Postures",
]
SECURE_CSP = desk_policy()
# A form of the desk must name its origin: with "no-referrer" browsers send "null", which Django refuses.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
UI_LAYOUT = "ui/layouts/desk.html"
UI_PASSKEYS = True

AUTHENTICATION_BACKENDS = ["waymark.staff.backend.PassphraseBackend"]
SESSION_ENGINE = "waymark.staff.sessions"

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
# No other site reads our files: without this they would say that any may.
WHITENOISE_ALLOW_ALL_ORIGINS = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# W002: the outermost layer of ours sends X-Frame-Options on every answer, errors and files too.
SILENCED_SYSTEM_CHECKS = ["security.W002"]
