"""The two servers that must boot the same callables, and what a face answers on a real port."""

import subprocess
import sys
import time
from contextlib import closing, contextmanager
from http.client import HTTPConnection

import pytest
from django.core.exceptions import ImproperlyConfigured

from tests.living import HOSTS, HOUSE, free_port, living_world
from waymark.config import command
from waymark.config.made_up import make_up_data
from waymark.config.serving import LARGEST_WORKER_MB, refuse_busy

pytestmark = pytest.mark.once

PAGES = {"public": ("/", 200), "desk": ("/sign-in", 200)}


@pytest.fixture(scope="module")
def _world(tmp_path_factory, made_world):
    from pytest_socket import enable_socket

    enable_socket()
    with living_world(tmp_path_factory.mktemp("serving") / "data", like=made_world) as world:
        yield world


@pytest.fixture
def world(loopback, _world):
    return _world


def ask(port, path, host, method="GET", more=None):
    with closing(HTTPConnection("127.0.0.1", port, timeout=10)) as connection:
        connection.request(method, path, headers={"Host": host, **(more or {})})
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read()


@contextmanager
def gunicorn(world, face, *more):
    port = free_port()
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "-b",
        f"127.0.0.1:{port}",
        f"waymark.config.{face}.wsgi:application",
        *more,
    ]
    process = subprocess.Popen(command, cwd=HOUSE, env=world.environment, stderr=subprocess.DEVNULL)
    try:
        yield port
    finally:
        process.terminate()
        process.wait(timeout=20)


def ask_patiently(port, path, host):
    until = time.monotonic() + 40
    while True:
        try:
            return ask(port, path, host)
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


@pytest.mark.slow
@pytest.mark.parametrize("face", PAGES)
def test_gunicorn_boots_the_same_callable_as_granian(world, face):
    path, status = PAGES[face]
    by_granian = ask(world.ports[face], path, HOSTS[face])
    with gunicorn(world, face) as port:
        by_gunicorn = ask_patiently(port, path, HOSTS[face])
    assert by_granian[0] == by_gunicorn[0] == status
    for header in ("content-security-policy", "cache-control", "x-frame-options"):
        name = header.title()
        ours = {key.lower(): value for key, value in by_granian[1].items()}
        theirs = {key.lower(): value for key, value in by_gunicorn[1].items()}
        assert ours[header] == theirs[header], name
    if face == "public":
        assert by_granian[2] == by_gunicorn[2]


@pytest.mark.slow
@pytest.mark.parametrize("face", PAGES)
def test_each_face_refuses_every_host_but_its_own(world, face):
    for host in {*HOSTS.values(), "help.example.org", "127.0.0.1.example.org"} - {HOSTS[face]}:
        assert ask(world.ports[face], PAGES[face][0], host)[0] == 400
        assert ask(world.ports[face], "/nothing-here", host)[0] == 400


@pytest.mark.slow
@pytest.mark.parametrize("face", PAGES)
def test_a_header_that_cannot_be_read_gets_an_answer_of_each_face(world, face):
    for kind in ("text/plain; charset*=x''%ff", "multipart/form-data; boundary=b; charset=hex"):
        status, headers, _ = ask(
            world.ports[face], PAGES[face][0], HOSTS[face], "POST", {"Content-Type": kind}
        )
        assert status < 500
        assert "content-security-policy" in {name.lower() for name in headers}


@pytest.mark.slow
def test_an_unknown_page_leaves_with_every_header(world):
    status, headers, _ = ask(world.ports["public"], "/nothing-here", HOSTS["public"])
    assert status == 404
    sent = {name.lower() for name in headers}
    assert {"content-security-policy", "referrer-policy", "x-frame-options", "cache-control"} <= sent
    assert "set-cookie" not in sent


@pytest.mark.slow
def test_the_servers_write_down_neither_addresses_nor_hosts(world):
    ask(world.ports["public"], "/canary-4471", HOSTS["public"])
    ask(world.ports["public"], "/", "canary-4471.example.org")
    for face in PAGES:
        assert "canary-4471" not in world.log(face)
        assert "127.0.0.1" not in world.log(face)


@pytest.mark.slow
def test_the_servers_of_a_demonstration_ask_for_no_kernel_setting(world):
    for face in PAGES:
        assert "granian" not in world.log(face)


def test_a_real_services_workers_are_replaced_when_they_grow_and_a_demonstrations_are_not(
    tmp_path, monkeypatch
):
    asked = []
    monkeypatch.setattr(command, "serve", lambda face, **how: asked.append(how["largest_mb"]))
    for demonstration in (False, True):
        make_up_data(tmp_path / str(demonstration), demonstration=demonstration)
        monkeypatch.setenv("WAYMARK_DATA", str(tmp_path / str(demonstration)))
        command.obey(command.read_arguments(["serve", "public", "--port", "1"]))
    assert asked == [LARGEST_WORKER_MB, None]


@pytest.mark.slow
def test_a_second_server_on_a_busy_port_is_refused(world):
    with pytest.raises(ImproperlyConfigured, match="cannot be used"):
        refuse_busy("127.0.0.1", world.ports["public"])
    again = subprocess.run(
        [sys.executable, "-m", "waymark.config", "serve", "public", "--port", str(world.ports["public"])],
        cwd=HOUSE, env=world.environment, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert again.returncode == 1
    assert "busy" in again.stderr


PUBLISH = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "waymark.config.worker.settings"
import django
django.setup()
from waymark.content.actions import writing
from waymark.press.publishing import publish_now
from waymark.content.models import Item
from waymark.content.stored import key_of
from waymark.staff.models import Member
from waymark.staff.terms import Role
people = list(Member.objects.all())
editor = next(each for each in people if Role.EDITOR in each.roles)
manager = next(each for each in people if Role.MANAGER in each.roles)
front = Item.objects.get(pack="england-and-wales", kind="page", language="en", name="front")
draft = writing.write(key=key_of(front), text=front.text + f"\\n{sys.argv[1]}\\n", by=editor)
writing.ask_for_review(revision=draft.id, by=editor)
writing.review(revision=draft.id, by=manager)
publish_now(revisions=[draft.id], by=manager)
"""


def publish_words(world, words):
    command = [sys.executable, "-c", PUBLISH, words]
    subprocess.run(command, cwd=HOUSE, env=world.environment, check=True, timeout=180)


def wait_until_every_worker_shows(port, words):
    """Twenty answers in a row, each on a connection of its own, which the server spreads over its workers."""
    until, row = time.monotonic() + 30, 0
    while row < 20:
        assert time.monotonic() < until, "one worker still shows the old page"
        row = row + 1 if words in ask(port, "/", HOSTS["public"])[2].decode() else 0
        time.sleep(0.02)


@pytest.mark.slow
def test_what_is_published_reaches_every_worker_without_a_restart(world):
    publish_words(world, "Words of today.")
    wait_until_every_worker_shows(world.ports["public"], "Words of today.")


@pytest.mark.slow
def test_a_loaded_process_holds_no_connection_that_one_forked_from_it_would_share(world):
    load = "import waymark.config.public.wsgi; from django.db import connections; "
    command = [sys.executable, "-c", load + "print({one.connection for one in connections.all()})"]
    done = subprocess.run(
        command, cwd=HOUSE, env=world.environment, capture_output=True, check=True, timeout=60
    )
    assert done.stdout == b"{None}\n"


@pytest.mark.slow
def test_workers_that_were_forked_from_a_loaded_process_take_it_up_too(world):
    with gunicorn(world, "public", "--preload", "--workers", "2") as port:
        ask_patiently(port, "/", HOSTS["public"])
        publish_words(world, "Words of tonight.")
        wait_until_every_worker_shows(port, "Words of tonight.")
