"""The journey against a running public face: what its files hold, two presses at once, a database that
is locked.
"""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from pytest_socket import enable_socket

from tests.living import contents, living_world
from tests.public.browserless import MAILBOX, SITTING, STATE, TALK, Wire

pytestmark = [pytest.mark.slow, pytest.mark.once]
CANARIES = (b"canarymessage", b"canaryagain", b"canaryheron")


@pytest.fixture(scope="module")
def world(tmp_path_factory, made_world):
    enable_socket()
    folder = tmp_path_factory.mktemp("living")
    (folder / "temp").mkdir()
    more = {"processes": ("public",), "TMPDIR": str(folder / "temp")}
    with living_world(folder / "data", like=made_world, **more) as made:
        yield made


@pytest.fixture
def wire(loopback, world):
    with closing(Wire(world.public)) as made:
        yield made


def form(wire):
    return wire.ask(TALK, page="start", go="self", state="").first(STATE)


def files_with(world, needle):
    """Every file of the data folder (databases, their logs, keys, logs of the server) and of its
    temporary folder.
    """
    held = contents(Path(world.data).parent)
    assert any(path.name.endswith("-wal") for path in held)
    return [path.name for path, content in held.items() if needle in content]


def test_no_file_of_the_server_holds_a_word_of_what_was_written(world, wire):
    words = wire.submit("canarymessage").words
    sitting = wire.ask(MAILBOX, go="enter", words=words).first(SITTING)
    wire.ask(MAILBOX, go="send", sitting=sitting, text="canaryagain", once="")
    wire.ask(MAILBOX, go="set-wishes", sitting=sitting, our_word="canaryheron")
    wire.ask(TALK, page="message", go="send", state="x", message="canarymessage")
    for canary in (*CANARIES, words.encode(), words.replace(" ", "-").encode()):
        assert files_with(world, canary) == []


def test_two_presses_at_the_same_moment_are_one_message(world, wire):
    state = form(wire)

    def send(_number):
        with closing(Wire(world.public)) as own:
            return own.ask(TALK, page="message", go="send", state=state, message="once").words

    with ThreadPoolExecutor(6) as pool:
        words = set(pool.map(send, range(6)))
    assert len(words) == 1
    assert len(words.pop().split()) == 6


def test_a_database_that_stays_locked_is_told_and_loses_nothing(world, wire):
    state = form(wire)
    with closing(sqlite3.connect(world.data / "waymark.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        told = wire.ask(TALK, page="message", go="send", state=state, message="Please keep this")
        other.execute("ROLLBACK")
    assert told.status == 503
    assert b"This was NOT saved" in told.body
    assert b"Please keep this</textarea>" in told.body
    assert (
        len(wire.ask(TALK, page="message", go="send", state=state, message="Please keep this").words.split())
        == 6
    )
