"""`./do` told to end, or killed: what it started is gone with it, and so is its PostgreSQL."""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.living import HOUSE
from tools.tied import tied

pytestmark = [pytest.mark.once, pytest.mark.slow]

# A child, and one that left the session and lost its parent, as a browser's helper does.
COMMAND = """
(setsid sh -c "echo \\$\\$ > $1/lost; exec sleep 300" &)
while ! test -s "$1/lost"; do sleep 0.05; done
echo "$$ $DATABASE_URL" > "$1/half"
mv "$1/half" "$1/told"
exec sleep 301
"""

UNWILLING = """
import importlib.machinery, importlib.util, subprocess, sys
loader = importlib.machinery.SourceFileLoader("do", "do")
do = sys.modules["do"] = importlib.util.module_from_spec(importlib.util.spec_from_loader("do", loader))
loader.exec_module(do)
do.PATIENCE = 0.3
child = subprocess.Popen(["sh", "-c", "trap '' TERM; echo unwilling; exec sleep 300"], stdout=subprocess.PIPE)
print(child.stdout.readline().decode().strip(), child.pid)
do.end_descendants()
assert child.wait(0) == -9, child.returncode
"""
WAITING = "import os, pathlib, time; pathlib.Path(os.environ['TOLD']).touch(); time.sleep(300)"


def wait_until(holds, seconds=60.0):
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until, "it never came to be"
        time.sleep(0.05)


def runs(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


needs_postgres = pytest.mark.skipif(
    not list(Path("/usr/lib/postgresql").glob("*/bin/postgres")) and not os.environ.get("CI"),
    reason="PostgreSQL is not installed",
)


@contextmanager
def running(folder):
    """`./do postgres` with a command; gives itself, what runs below it, and the folder of its PostgreSQL."""
    process = subprocess.Popen(
        # Whoever runs these tests may ignore a signal (`nohup`): what is tried here begins with none ignored.
        ["env", "--default-signal=HUP,TERM", HOUSE / "do", "postgres", "sh", "-c", COMMAND, "sh", folder],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    try:
        wait_until(lambda: (folder / "told").exists() or process.poll() is not None)
        child, url = (folder / "told").read_text().split()
        home = Path(url.partition("host=")[2])
        server = int((home / "data" / "postmaster.pid").read_text().split()[0])
        below = {"child": int(child), "server": server, "lost": int((folder / "lost").read_text())}
        assert all(map(runs, below.values()))
        yield process, below, home
    finally:
        process.kill()
        process.stdout.close()
        process.wait()


@needs_postgres
@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_the_command_its_lost_children_and_its_postgres(tmp_path, sign):
    with running(tmp_path) as (process, below, home):
        process.send_signal(sign)
        said, _ = process.communicate(timeout=60)
        assert process.returncode == 128 + sign
        assert f"Told to end ({sign.name})" in said
        assert not any(map(runs, below.values()))
        assert not home.exists()


@needs_postgres
def test_killed_it_takes_its_command_and_its_postgres_along_and_the_next_sweeps_up(tmp_path, do):
    with running(tmp_path) as (process, below, home):
        do.sweep_up()
        assert (home / "data").exists()
        process.kill()
        wait_until(lambda: not runs(below["child"]) and not runs(below["server"]))
        process.wait()
        do.sweep_up()
        assert not home.exists()
        with suppress(ProcessLookupError):
            os.kill(below["lost"], signal.SIGKILL)  # what a child leaves behind nobody can follow


STARTING = """
import subprocess, time
from pathlib import Path
from tests.living import Living
from tools.tied import tied
world = Living(Path(%r), {}, {})
world.start("worker", command=("sleep", "300"))
other = subprocess.Popen(tied("sleep", "300"), start_new_session=True)
print(world.processes["worker"].pid, other.pid, flush=True)
time.sleep(300)
"""


def test_what_the_tests_started_ends_when_they_are_killed(tmp_path):
    process = subprocess.Popen(
        [sys.executable, "-c", STARTING % str(tmp_path)], cwd=HOUSE, stdout=subprocess.PIPE, text=True
    )
    started = [int(pid) for pid in process.stdout.readline().split()]
    assert len(started) == 2
    assert all(map(runs, started))
    process.kill()
    process.communicate()
    wait_until(lambda: not any(map(runs, started)))


def test_what_is_tied_to_somebody_who_is_gone_does_not_begin(tmp_path):
    command = tied("touch", tmp_path / "begun")
    command[4] = "1" if os.getpid() != 1 else "2"  # not who started it
    assert subprocess.run(command, check=False).returncode == 128 + signal.SIGTERM
    assert not (tmp_path / "begun").exists()
    assert subprocess.run(tied("touch", tmp_path / "begun"), check=False).returncode == 0
    assert (tmp_path / "begun").exists()


def test_a_command_that_is_not_there_is_said():
    done = subprocess.run(tied("no-such-command"), check=False, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (127, "no-such-command: No such file or directory\n")


def test_who_does_not_end_when_told_is_killed(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", UNWILLING], cwd=HOUSE, text=True, capture_output=True, check=False
    )
    assert (done.returncode, done.stdout.split()[0]) == (0, "unwilling"), done.stderr
    assert not runs(int(done.stdout.split()[1]))


def test_who_ignores_being_hung_up_on_goes_on(tmp_path):
    process = subprocess.Popen(
        ["sh", "-c", 'trap "" HUP; exec "$@"', "sh", HOUSE / "do", "manage", "shell", "-c", WAITING],
        env=os.environ | {"TOLD": str(tmp_path / "told")},
        stdin=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        wait_until(lambda: (tmp_path / "told").exists())
        process.send_signal(signal.SIGHUP)
        time.sleep(0.3)
        assert process.poll() is None
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=60) == 128 + signal.SIGTERM
    finally:
        process.kill()
        process.wait()
