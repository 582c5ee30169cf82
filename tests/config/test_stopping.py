"""`./do` told to end: whatever it started is gone with it, however far down, and so is its PostgreSQL."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.living import HOUSE

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


@pytest.mark.skipif(
    not list(Path("/usr/lib/postgresql").glob("*/bin/postgres")) and not os.environ.get("CI"),
    reason="PostgreSQL is not installed",
)
@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_the_command_its_lost_children_and_its_postgres(tmp_path, sign):
    process = subprocess.Popen(
        # Whoever runs these tests may ignore a signal (`nohup`): what is tried here begins with none ignored.
        ["env", "--default-signal=HUP,TERM", HOUSE / "do", "postgres", "sh", "-c", COMMAND, "sh", tmp_path],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    try:
        wait_until(lambda: (tmp_path / "told").exists() or process.poll() is not None)
        child, url = (tmp_path / "told").read_text().split()
        lost = int((tmp_path / "lost").read_text())
        home = Path(url.partition("host=")[2])
        server = int((home / "data" / "postmaster.pid").read_text().split()[0])
        assert all(map(runs, (int(child), lost, server)))
        process.send_signal(sign)
        said, _ = process.communicate(timeout=60)
        assert process.returncode == 128 + sign
        assert f"Told to end ({sign.name})" in said
        assert not any(map(runs, (int(child), lost, server)))
        assert not home.exists()
    finally:
        process.kill()
        process.stdout.close()
        process.wait()


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
