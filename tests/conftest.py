"""The rig: both faces as they really stand, both databases on either engine, no network."""

import fcntl
import importlib
import os
from types import ModuleType

import pytest
from django.conf import settings
from django.test import Client
from django.test.utils import override_settings
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from pytest_socket import socket_allow_hosts

from tests.living import make_demonstration

# A shared machine is slow by turns: a deadline would test the neighbours. In CI the same examples each time.
hypothesis_settings.register_profile("local", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.register_profile(
    "ci", parent=hypothesis_settings.get_profile("local"), derandomize=True, database=None
)
hypothesis_settings.load_profile("ci" if os.environ.get("CI") else "local")

ORIGINS = {"public": "help.example.org", "desk": "desk.example.org", "api": "feed.example.org"}
# What one Django process cannot change while it runs.
SHARED = frozenset(
    {"INSTALLED_APPS", "DATABASES", "LOGGING", "DATA_DIR", "SERVICE", "STORAGES", "STAFF_DERIVATION"}
)


REACHING = frozenset({"db", "transactional_db"})


def pytest_collection_modifyitems(items):
    """What reaches no database is the same on both engines: pytest-django lets nobody near one unasked."""
    for item in items:
        asked = any(item.get_closest_marker(name) for name in ("django_db", "both"))
        if not asked and REACHING.isdisjoint(item.fixturenames):
            item.add_marker(pytest.mark.once)


class FaceClient(Client):
    """Speaks https to one face by that face's own name, and shows error pages as a visitor sees them."""

    def __init__(self, host: str, **defaults: object) -> None:
        super().__init__(raise_request_exception=False, SERVER_NAME=host, **defaults)

    def generic(self, method, path, data="", content_type="application/octet-stream", secure=True, **rest):
        return super().generic(method, path, data, content_type, True, **rest)


def settings_of(face: str) -> ModuleType:
    return importlib.import_module(f"waymark.config.{face}.settings")


def walls_of(face: str) -> dict[str, object]:
    """Everything that makes this process that face: its addresses, middleware, cookies, keys and policies.

    Only what differs: Django answers some changes, such as the time zone's, by reaching for its connections.
    """
    found = vars(settings_of(face))
    walls = {name: found[name] for name in found if name.isupper() and name not in SHARED}
    return {name: value for name, value in walls.items() if getattr(settings, name, walls) != value}


@pytest.fixture
def public_client():
    """A visitor's browser before the public face."""
    with override_settings(**walls_of("public")):
        yield FaceClient(ORIGINS["public"])


@pytest.fixture
def desk_client():
    """A member's browser before the desk. Its forms need no token here: tests of the token ask for it."""
    with override_settings(**walls_of("desk")):
        yield FaceClient(ORIGINS["desk"])


@pytest.fixture
def api_client():
    """Another system before the feed."""
    with override_settings(**walls_of("api")):
        yield FaceClient(ORIGINS["api"])


@pytest.fixture(scope="session")
def made_world(tmp_path_factory):
    """The data folder of a demonstration, made once for all processes that run this suite: to be copied."""
    base = tmp_path_factory.getbasetemp()
    base = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    with (base / "made-world.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (base / "made-world").exists():
            make_demonstration(base / "making-world")
            (base / "making-world").rename(base / "made-world")
    return base / "made-world"


@pytest.fixture
def loopback(socket_enabled):
    """For tests that boot a real server: sockets, but to this machine only."""
    socket_allow_hosts(["127.0.0.1", "localhost", "::1"], allow_unix_socket=True)
