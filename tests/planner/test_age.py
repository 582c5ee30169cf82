"""What the planner seals is age and nothing of our own: Debian's `age` and pyrage open it."""

import json
import os
import pty
import select
import subprocess
import time
from base64 import b64decode, b64encode
from pathlib import Path

import pyrage
import pytest

from waymark.planner.rules import may_sealed
from waymark.sealing.words import WordsKind, draw_words

HOUSE = Path(__file__).resolve().parents[2]
AGE = "/usr/bin/age"
WORDS = draw_words(WordsKind.PLAN, b"a file taken away")
TEXT = "What to take\nPassport – keys – ਦਵਾਈ\n"


def in_browser(**order):
    """What the planner's script answers, in Node."""
    done = subprocess.run(
        ["node", "tests/js/planner-make.mjs"],
        cwd=HOUSE,
        input=json.dumps(order),
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def taken():
    made = in_browser(make="takeAway", text=TEXT, indices=WORDS.indices)
    assert made["words"] == " ".join(WORDS.spelled)
    return b64decode(made["file"]), made["words"]


def at_a_terminal(command, answers, seconds=60):
    """Runs a command that asks at a terminal only, and answers each question. Gives what it showed."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.execv(command[0], command)
    shown, until = b"", time.monotonic() + seconds
    try:
        while time.monotonic() < until:
            if not select.select([terminal], [], [], 1)[0]:
                continue
            try:
                more = os.read(terminal, 4096)
            except OSError:  # the other end has closed
                break
            if not more:
                break
            shown += more
            if answers and shown.rstrip().endswith(b":"):
                os.write(terminal, answers.pop(0).encode() + b"\n")
    finally:
        os.close(terminal)
        status = os.waitpid(pid, 0)[1]
    return os.waitstatus_to_exitcode(status), shown.decode(errors="replace")


def test_pyrage_opens_a_file_that_was_taken_away(taken):
    file, words = taken
    assert pyrage.passphrase.decrypt(file, words).decode().rstrip(" ") == TEXT
    with pytest.raises(pyrage.DecryptError):
        pyrage.passphrase.decrypt(file, words + "s")


def test_debians_age_opens_a_file_that_was_taken_away(taken, tmp_path):
    file, words = taken
    (tmp_path / "list.age").write_bytes(file)
    command = [AGE, "--decrypt", "--output", str(tmp_path / "list.txt"), str(tmp_path / "list.age")]
    code, shown = at_a_terminal(command, [words])
    assert code == 0, shown
    assert (tmp_path / "list.txt").read_text("utf-8").rstrip(" ") == TEXT


def test_debians_age_refuses_other_words(taken, tmp_path):
    (tmp_path / "list.age").write_bytes(taken[0])
    command = [AGE, "--decrypt", "--output", str(tmp_path / "list.txt"), str(tmp_path / "list.age")]
    other = draw_words(WordsKind.PLAN, b"some other words")
    code, shown = at_a_terminal(command, [" ".join(other.spelled)])
    assert code != 0
    assert "incorrect" in shown


def test_a_plan_is_an_age_file_that_both_open_with_the_identity_alone(tmp_path):
    identity, value = pyrage.x25519.Identity.generate(), {"items": {"a": {"text": "ਘਰ"}}, "clock": 1}
    made = in_browser(make="seal", value=value, recipient=str(identity.to_public()))
    file = b64decode(made["file"])
    assert may_sealed(file)
    assert json.loads(pyrage.decrypt(file, [identity])) == value
    (tmp_path / "key").write_text(str(identity))
    done = subprocess.run(
        [AGE, "--decrypt", "--identity", str(tmp_path / "key")], input=file, capture_output=True, check=True
    )
    assert json.loads(done.stdout) == value


def test_what_pyrage_seals_to_a_return_recipient_the_planner_opens():
    made = pyrage.x25519.Identity.generate()
    file = pyrage.encrypt(b'{"suggestions":["Ring first"]}', [made.to_public()])
    opened = in_browser(make="unseal", file=b64encode(file).decode(), identity=str(made))
    assert opened["value"] == {"suggestions": ["Ring first"]}
