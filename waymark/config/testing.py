"""Every room of the house at once: for tests, type checks and migrations, never for serving anybody."""

from waymark.config.base import *  # noqa: F403 - a settings module is its names

SECRET_KEY = "for-tests-only"  # noqa: S105 - guards nothing
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    *GROUND_APPS,  # noqa: F405 - as above
    "waymark.ui",
]
AUTH_USER_MODEL = "auth.User"
