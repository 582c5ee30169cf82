"""Every room of the house at once: for tests, type checks and migrations, never for serving anybody."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from waymark.config.made_up import make_up_data

_FOLDER = Path(tempfile.mkdtemp(prefix="waymark-testing-"))
atexit.register(shutil.rmtree, _FOLDER, ignore_errors=True)
make_up_data(_FOLDER, demonstration=False)
(_FOLDER / "static").mkdir()
os.environ["WAYMARK_DATA"] = str(_FOLDER)
os.environ.setdefault("WAYMARK_PUBLIC_ORIGIN", "https://help.example.org")
os.environ.setdefault("WAYMARK_DESK_ORIGIN", "https://desk.example.org")
os.environ.setdefault("WAYMARK_API_ORIGIN", "https://feed.example.org")

from waymark.config.base import *  # noqa: E402, F403 - the folder that it reads is made above
from waymark.config.base import CASE_APPS, DATA_DIR, GROUND_APPS, JOB_APPS  # noqa: E402 - as above
from waymark.config.desk.door import *  # noqa: E402, F403 - as above
from waymark.config.desk.door import DESK_APPS  # noqa: E402 - as above
from waymark.config.keysfolder import KeysFolder  # noqa: E402 - as above
from waymark.config.pages import *  # noqa: E402, F403 - as above
from waymark.config.roles import rights_in_words  # noqa: E402 - as above

# For docs/generated/fields.md only.
PUBLIC_RIGHTS_IN_WORDS = rights_in_words()
KEYS = KeysFolder(DATA_DIR / "keys", "desk")
SECRET_KEY = KEYS.django_secret()
ROOT_URLCONF = "waymark.config.worker.urls"
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    *GROUND_APPS,
    *CASE_APPS,
    *JOB_APPS,
    "waymark.ui",
    "waymark.public.apps.GuidanceConfig",
    "django.contrib.staticfiles",
    *DESK_APPS,
    "waymark.public.apps.ContactPagesConfig",
    "waymark.public.apps.MailboxPagesConfig",
    "waymark.public.apps.SignsConfig",
    "waymark.public.apps.PlannerPagesConfig",
    "waymark.public.apps.DirectoryPagesConfig",
]
AUTHENTICATION_BACKENDS = ["waymark.staff.backend.PassphraseBackend"]
SESSION_ENGINE = "waymark.staff.sessions"
STATIC_URL = "/static/"
DESK_ORIGIN = "https://desk.example.org"
API_ORIGIN = "https://feed.example.org"
API_REQUESTS_A_MINUTE = 600
# Tests do not wait for a derivation that is made slow on purpose.
STAFF_DERIVATION = (1, 8192)
# Nor for the last byte of a compression.
PRESS_QUALITY = 9
