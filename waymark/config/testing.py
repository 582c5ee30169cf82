"""Every room of the house at once: for tests, type checks and migrations, never for serving anybody."""

from waymark.config.base import *  # noqa: F403 - a settings module is its names
from waymark.config.pages import *  # noqa: F403 - as above
from waymark.sealing.keys import SigningKey, VerifyKey


class FixedKeys:
    """The keys folder of a service that exists only in tests."""

    def signing_key(self) -> SigningKey:
        return SigningKey(bytes(range(32)))

    def verify_key(self) -> VerifyKey:
        return self.signing_key().verify_key

    def audit_key(self) -> bytes:
        return b"for tests: the key of the chains"

    def limits_key(self) -> bytes:
        return b"for tests: the key of the limits"


SECRET_KEY = "for-tests-only"  # noqa: S105 - guards nothing
KEYS = FixedKeys()
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    *GROUND_APPS,  # noqa: F405 - as above
    "waymark.ui",
    "waymark.public.apps.GuidanceConfig",
]
AUTH_USER_MODEL = "staff.Member"
AUTHENTICATION_BACKENDS = ["waymark.staff.backend.PassphraseBackend"]
SESSION_ENGINE = "waymark.staff.sessions"
STAFF_DERIVATION = (1, 8192)
