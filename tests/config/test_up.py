"""`./do up` as somebody types it: ready, honest about its ports, and gone when it is told to stop."""

import os
import re
import signal
import socket
import subprocess
import time
from http.client import HTTPConnection

import pytest

from tests.living import HOUSE, free_port

pytestmark = pytest.mark.once


def start(data, public, desk):
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("WAYMARK_", "DATABASE"))
    }
    arguments = ["--public-port", str(public), "--desk-port", str(desk), "--data", str(data)]
    arguments += ["--api-port", str(free_port())]
    return subprocess.Popen(
        [HOUSE / "do", "up", *arguments],
        env={name: value for name, value in kept.items() if name != "KEYS_DATABASE_URL"},
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """Whoever comes first makes the world in it; afterwards it is taken as it is."""
    return tmp_path_factory.mktemp("up") / "data"


def read_until(process, wanted, seconds=90):
    said, until = "", time.monotonic() + seconds
    while wanted not in said and time.monotonic() < until:
        line = process.stdout.readline()
        if not line:
            break
        said += line
    assert wanted in said, said
    return said


def end(process):
    """However the test went: it stops what it started, so it is asked before it is killed."""
    process.terminate()
    try:
        process.communicate(timeout=30)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()


def answers(port, host):
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", "/", headers={"Host": f"{host}:{port}"})
        return connection.getresponse().status
    except OSError:
        return None
    finally:
        connection.close()


@pytest.mark.slow
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_both_faces_come_up_and_stop_with_it(data, loopback, how):
    public, desk = free_port(), free_port()
    process = start(data, public, desk)
    try:
        said = read_until(process, "Ctrl-C stops it")
        assert f"http://127.0.0.1:{public}/" in said
        assert f"http://localhost:{desk}/" in said
        feed = int(re.search(r"Feed +http://127\.0\.0\.1:(\d+)/", said)[1])
        assert answers(feed, "127.0.0.1") == 200
        assert re.search(r"Ready in \d+\.\d s", said)
        assert (answers(public, "127.0.0.1"), answers(desk, "localhost")) == (200, 302)
        process.send_signal(how)
        assert process.wait(timeout=30) == 0
        assert (answers(public, "127.0.0.1"), answers(desk, "localhost")) == (None, None)
    finally:
        end(process)


@pytest.mark.slow
def test_a_busy_port_is_refused_before_anything_is_made(tmp_path, loopback):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        process = start(tmp_path / "data", free_port(), port)
        said, _ = process.communicate(timeout=60)
    assert process.returncode == 1
    assert said.strip() == f"Port {port} is busy. Choose another: ./do up --desk-port N"
    assert not (tmp_path / "data").exists()


@pytest.mark.slow
def test_a_face_that_dies_ends_the_rest(data, loopback):
    public, desk = free_port(), free_port()
    process = start(data, public, desk)
    try:
        read_until(process, "Ctrl-C stops it")
        face = subprocess.run(
            # By its parent: a server may call itself something else than it was started as.
            ["pgrep", "-P", str(process.pid), "-f", "desk"],
            capture_output=True,
            text=True,
            check=True,
        )
        os.kill(int(face.stdout), signal.SIGKILL)
        said = read_until(process, "ended by itself")
        assert "The desk ended by itself" in said
        assert process.wait(timeout=30) == 1
        assert answers(public, "127.0.0.1") is None
    finally:
        end(process)
