"""The public face: no session, no cookie, no sign-in; never starts without the facts visitors rely on."""

from waymark.config.base import *  # noqa: F403 - a settings module is its names
from waymark.config.base import DATA_DIR, ENV, GROUND_APPS, SERVICE
from waymark.config.databases import VISITORS_PATIENCE, databases
from waymark.config.env import PUBLIC_ORIGIN
from waymark.config.keysfolder import KeysFolder
from waymark.config.pages import *  # noqa: F403 - which packs, and what surrounds them
from waymark.config.quiet import hide_texts_of_errors
from waymark.public.directory.script import LOADER, SEARCH
from waymark.public.planner.scripts import script_sources
from waymark.ui.inline import hash_source
from waymark.ui.policies import public_policy

hide_texts_of_errors()

KEYS = KeysFolder(DATA_DIR / "keys", "public")
SECRET_KEY = KEYS.django_secret()

DATABASES = databases(ENV, DATA_DIR, patience=VISITORS_PATIENCE)
TURN_SECONDS = VISITORS_PATIENCE

ALLOWED_HOSTS = [ENV.origin(PUBLIC_ORIGIN, loopback="127.0.0.1" if SERVICE.demonstration else None).host]
ROOT_URLCONF = "waymark.config.public.urls"
INSTALLED_APPS = [
    *GROUND_APPS,
    "waymark.ui",
    "waymark.public.apps.GuidanceConfig",
    "waymark.public.apps.ContactPagesConfig",
    "waymark.public.apps.MailboxPagesConfig",
    "waymark.public.apps.SignsConfig",
    "waymark.public.apps.PlannerPagesConfig",
    "waymark.public.apps.DirectoryPagesConfig",
]
# What is typed, in bytes: fifty times the longest text that we take. A few forms of twelve million held up
# everybody for minutes. A file does not count here: it has a bound of its own.
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
# An upload never touches a disk: the one view that takes files sets the only handler there is.
FILE_UPLOAD_HANDLERS = []
MIDDLEWARE = [
    "waymark.ui.headers.SecurityHeaders",
    "django.middleware.security.SecurityMiddleware",
    "waymark.ui.errors.CalmErrors",
    "waymark.ui.postures.Postures",
]
SECURE_CSP = public_policy(SERVICE.exit, [*script_sources(), hash_source(LOADER), hash_source(SEARCH)])
SECURE_REFERRER_POLICY = "no-referrer"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
UI_LAYOUT = "ui/layouts/public.html"
# An error on a slow line weighs no more than any other page.
UI_PACKS_ERRORS = True
# W002: the outermost layer of ours sends X-Frame-Options on every answer, errors and files too.
# W003: a sealed, stateless form token and an origin check stand where Django would set a cookie.
SILENCED_SYSTEM_CHECKS = ["security.W002", "security.W003"]
