"""The worker: runs jobs and sends what is queued; answers no address."""

from waymark.config.base import *  # noqa: F403 - a settings module is its names
from waymark.config.base import CASE_APPS, DATA_DIR, GROUND_APPS, JOB_APPS
from waymark.config.keysfolder import KeysFolder
from waymark.config.pages import *  # noqa: F403 - as above
from waymark.config.quiet import hide_texts_of_errors

hide_texts_of_errors()

KEYS = KeysFolder(DATA_DIR / "keys", "worker")
SECRET_KEY = KEYS.django_secret()

ALLOWED_HOSTS: list[str] = []
ROOT_URLCONF = "waymark.config.worker.urls"
INSTALLED_APPS = [*GROUND_APPS, *CASE_APPS, *JOB_APPS, "waymark.ui", "waymark.config.worker"]
MIDDLEWARE: list[str] = []
# It listens on no port: the checks of what faces send do not concern it.
SILENCED_SYSTEM_CHECKS = ["security.W001", "security.W002", "security.W003", "security.W020"]
