"""Settings that every process shares; each face adds its own apps, addresses and middleware."""

from typing import Any

from waymark.config.about import read_service
from waymark.config.databases import databases
from waymark.config.env import DATA, HOUSE, TLS_IN_FRONT, Environment
from waymark.config.env import HAND_OVER_DAYS as DAYS_OF_A_HAND_OVER
from waymark.config.quiet import LOGGING, forbid_core_dumps  # noqa: F401 - LOGGING is a setting

forbid_core_dumps()

ENV = Environment()
ENV.check_names()
DATA_DIR = ENV.folder(DATA, HOUSE / "var")
SERVICE = read_service(DATA_DIR / "service.toml")

DEBUG = False
USE_TZ = True
TIME_ZONE = "Europe/London"
LANGUAGE_CODE = "en-gb"
# The interface's words in other languages; `./do strings` makes them.
LOCALE_PATHS = [HOUSE / "waymark" / "locale"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# An error is never mailed, and nothing but the worker sends anything.
ADMINS: list[tuple[str, str]] = []
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
# A cache in one process's memory would count or show something else than its neighbour's.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}

# Rooms with tables, lowest floor first. A face installs these and itself.
GROUND_APPS: list[str] = [
    "waymark.records",
    "waymark.audit",
    "waymark.limits",
    "waymark.staff",
    "waymark.content",
    "waymark.contact",
    "waymark.directory",
    "waymark.documents",
    "waymark.planner",
    "waymark.mailbox",
    "waymark.intake",
    "waymark.press",
]
# What only the desk and the worker know: the public process does not even load its models.
CASE_APPS = ["waymark.cases"]
# What puts jobs in line and runs them: the desk and the worker. Never the public face.
JOB_APPS = ["waymark.jobs", "django_tasks_db"]
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": []},
    }
]
DATABASE_ROUTERS = ["waymark.records.routing.KeysStoreRouter"]
DATABASES = databases(ENV, DATA_DIR)
# The keys store's own backups are kept no longer than this.
KEYS_BACKUP_DAYS = 7

# Parts of plans that no team takes are destroyed after so many days.
HAND_OVER_DAYS = ENV.number(DAYS_OF_A_HAND_OVER, range(7, 93), otherwise=30)

# Small bodies only, in memory only: an upload is sealed before it touches a disk.
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]

# A demonstration speaks plain http on loopback; a real service speaks nothing else than https.
SECURE_SSL_REDIRECT = not SERVICE.demonstration
SECURE_HSTS_SECONDS = 0 if SERVICE.demonstration else 2 * 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = not SERVICE.demonstration
SECURE_HSTS_PRELOAD = not SERVICE.demonstration
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENV.truth(TLS_IN_FRONT) else None

AUTH_USER_MODEL = "staff.Member"
# Argon2id for the staff's passphrases: operations and bytes.
STAFF_DERIVATION = (3, 64 * 1024 * 1024)
CSRF_FAILURE_VIEW = "waymark.ui.errors.forged"
