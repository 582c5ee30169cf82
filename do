#!/usr/bin/env python3
"""Waymark's one command. `./do help` lists what it can do.

Standard library only: it runs on a bare Debian 12 with Python 3.11 and git, and makes everything else itself.
"""

import argparse
import contextlib
import ctypes
import fcntl
import hashlib
import http.client
import os
import platform
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import tomllib
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from tools.tied import tied

HOUSE = Path(__file__).resolve().parent
VENV = HOUSE / ".venv"
BIN = VENV / "bin"
PYTHON = str(BIN / "python")
LOCKS = {"run": HOUSE / "locks" / "run.lock", "dev": HOUSE / "locks" / "dev.lock"}
UV = "uv==0.13.9"
INSTALLER = HOUSE / "locks" / "installer.lock"
BUILD = HOUSE / "build"
IN_CI = bool(os.environ.get("CI"))
IS_ROOT = os.geteuid() == 0

HELP = """\
./do up [--public-port N] [--desk-port N] [--api-port N] [--data DIR]
                      a demonstration on this machine: all faces and the worker; Ctrl-C stops all of it
./do test [--fast] [--all]
                      everything that has to hold; --fast: check and the quick tests on SQLite only;
                      --all: the wide matrices as well
./do check            style, types, floors, templates, migrations, deployment, locks; runs no test
./do mutants [--again] [MODULE...]
                      change what matters most in small ways and see whether its own tests notice; a path, a part
                      of one, or phrase, seal, contact, permission, retention; --again: what nobody noticed before
./do bench [NAME] [--json FILE] [--all]
                      measure; without a name, list the benches; --all: at the largest size
./do audit            ask both registries what is known against every locked and vendored library
./do build-twice      build everything that is built from two copies, and compare the bytes
./do lock             resolve pyproject.toml anew into locks/
./do strings          find the public words in the code, merge them into waymark/locale/, judge, compile
./do generated        write docs/generated/, docs/settings.md and the table of bank holidays anew
./do postgres [--durable] COMMAND...
                      run a command with DATABASE_URL set to a private PostgreSQL that ends with it
./do manage ...       Django's own commands with every room installed
./do help             this page
"""


class Stop(Exception):  # noqa: N818 - said, not raised at people
    """A sentence for whoever runs this, and the end."""


class Ended(KeyboardInterrupt):
    """A signal asked this command to end. Its number is in `args`."""


def say(text: str) -> None:
    print(text, flush=True)


# --- ending when told to ---------------------------------------------------------------------------------

PR_SET_CHILD_SUBREAPER = 36
PATIENCE = 8.0


def end_when_told() -> None:
    """On SIGTERM and SIGHUP end everything that was started from here, then leave by way of all clean-up.

    Whoever ignored a signal before (`nohup`) goes on ignoring it.
    """
    with contextlib.suppress(AttributeError, OSError):
        # What a child leaves behind becomes ours instead of nobody's: a database server, a browser.
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, end_now)


def end_now(number: int, _frame: object) -> None:
    for each in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        signal.signal(each, lambda *_: None)  # once is enough: what follows must not be cut short
    say(f"\nTold to end ({signal.Signals(number).name}).")
    end_descendants()
    raise Ended(number)


def end_descendants() -> None:
    """Tell everything below this process to end; whoever has not after a while is killed."""
    for number, until in ((signal.SIGTERM, PATIENCE), (signal.SIGKILL, PATIENCE)):
        until += time.monotonic()
        told: set[int] = set()
        while (left := descendants()) and time.monotonic() < until:
            for pid in left - told:
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    os.kill(pid, number)
            told |= left
            time.sleep(0.02)


def descendants() -> set[int]:
    """The processes below this one that still run."""
    parents: dict[int, int] = {}
    for place in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError, ValueError):
            # The name may hold anything, brackets too: what counts stands behind the last of them.
            state, parent = place.read_text(errors="replace").rpartition(")")[2].split()[:2]
            if state != "Z":
                parents[int(place.parent.name)] = int(parent)
    found, left = set(), {os.getpid()}
    while left := {pid for pid, parent in parents.items() if parent in left} - found:
        found |= left
    return found


def run(*command: str, env: dict[str, str] | None = None, quiet: bool = False) -> None:
    """Run a command to its end; `Stop` when it fails."""
    done = subprocess.run(
        command,
        cwd=HOUSE,
        env=env,
        stdin=subprocess.DEVNULL,
        capture_output=quiet,
        text=True,
        check=False,
    )
    if done.returncode:
        if quiet:
            say(done.stdout + done.stderr)
        raise Stop(f"`{' '.join(command[:4])}` failed ({done.returncode}).")


def follow(
    *command: str, env: dict[str, str] | None = None, cwd: Path | None = HOUSE, stdin: int | None = None
) -> int:
    """Run a command that may go on for long, and that ends with this one; gives the number it ended with."""
    return subprocess.run(tied(*command), cwd=cwd, env=env, stdin=stdin, check=False).returncode


# --- the environment -------------------------------------------------------------------------------------


def stamp_of(which: str) -> str:
    digest = hashlib.sha256(LOCKS[which].read_bytes())
    digest.update(platform.python_version().encode())
    return f"{which} {digest.hexdigest()}"


def prepare_environment(which: str) -> None:
    """Make .venv hold exactly the locked set; a second time this only compares a stamp, without a network."""
    stamp = VENV / "waymark-stamp"
    enough = {stamp_of("dev")} | ({stamp_of("run")} if which == "run" else set())
    if stamp.exists() and stamp.read_text() in enough:
        return
    if not (BIN / "pip").exists():
        make_venv()
    say(f"Installing the {which} set into .venv")
    stamp.unlink(missing_ok=True)
    try:
        if not (BIN / "uv").exists():
            install_with_pip(INSTALLER)
        run(str(BIN / "uv"), "pip", "sync", "-q", "--python", PYTHON, "--require-hashes", str(LOCKS[which]))
    except (Stop, OSError):
        say("uv did not manage; installing with pip, which is slower")
        install_with_pip(LOCKS[which])
    stamp.write_text(stamp_of(which))


def install_with_pip(lock: Path) -> None:
    quiet = ("-q", "--disable-pip-version-check", "--require-hashes")
    run(PYTHON, "-m", "pip", "install", *quiet, "-r", str(lock))


def make_venv() -> None:
    say("Making .venv")
    if try_venv():
        return
    if IS_ROOT and shutil.which("apt-get"):
        install_debian(["python3-venv"])
        if try_venv():
            return
    if uv := shutil.which("uv"):
        run(uv, "venv", "-q", "--seed", "--python", sys.executable, str(VENV))
        return
    raise Stop("This Python cannot make an environment. Install it once: apt-get install python3-venv")


def try_venv() -> bool:
    done = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", str(VENV)], capture_output=True, check=False
    )
    return done.returncode == 0 and (BIN / "pip").exists()


# --- what comes from Debian ------------------------------------------------------------------------------

NEEDED = {
    "chromium": ["/usr/bin/chromium"],
    "firefox-esr": ["/usr/bin/firefox-esr"],
    "postgresql": ["/usr/lib/postgresql/*/bin/postgres"],
    "fonts-noto-core": ["/usr/share/fonts/truetype/noto/NotoNastaliqUrdu-*.ttf"],
    "libatomic1": ["/usr/lib/*/libatomic.so.1", "/lib/*/libatomic.so.1"],
    "age": ["/usr/bin/age"],
    "nodejs": ["/usr/bin/node", "/usr/local/bin/node"],
    "nginx": ["/usr/sbin/nginx"],
    "curl": ["/usr/bin/curl"],
    "openssl": ["/usr/bin/openssl"],
}


def missing_packages() -> list[str]:
    return [name for name, places in NEEDED.items() if not any(map(found, places))]


def found(pattern: str) -> bool:
    return next(Path("/").glob(pattern.lstrip("/")), None) is not None


def install_debian(packages: list[str]) -> None:
    say(f"Installing from Debian: {' '.join(packages)}")
    if "postgresql" in packages:  # or its package starts a cluster that nobody asked for
        settings = Path("/etc/postgresql-common/createcluster.d/waymark.conf")
        settings.parent.mkdir(parents=True, exist_ok=True)
        settings.write_text("create_main_cluster = false\n")
    env = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    wait = ("-o", "DPkg::Lock::Timeout=300")
    run("apt-get", *wait, "update", "-q", env=env, quiet=True)
    with nothing_starting():
        run(
            "apt-get", *wait, "install", "-y", "-q", "--no-install-recommends", *packages, env=env, quiet=True
        )


@contextlib.contextmanager
def nothing_starting() -> Iterator[None]:
    """Keep Debian from starting the servers that it installs: the tests start their own."""
    policy = Path("/usr/sbin/policy-rc.d")
    if policy.exists():
        yield
        return
    policy.write_text("#!/bin/sh\nexit 101\n")
    policy.chmod(0o755)
    try:
        yield
    finally:
        policy.unlink(missing_ok=True)


def provide_packages() -> list[str]:
    """Install what is missing where that is allowed; gives the names of what is still missing."""
    missing = missing_packages()
    if missing and IS_ROOT and shutil.which("apt-get"):
        install_debian(missing)
        missing = missing_packages()
    if missing:
        say(f"MISSING: {' '.join(missing)}. Install them once: apt-get install {' '.join(missing)}")
    return missing


# --- a private PostgreSQL --------------------------------------------------------------------------------


@contextlib.contextmanager
def private_postgres(*, durable: bool = False) -> Iterator[dict[str, str]]:
    """A PostgreSQL of our own on a socket in a temporary folder; gives the environment that names it."""
    binaries = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name))
    if not binaries:
        raise Stop("PostgreSQL is not installed: apt-get install postgresql")
    sweep_up()
    home = Path(tempfile.mkdtemp(prefix=PG_FOLDERS, dir="/tmp"))
    user = "postgres" if IS_ROOT else ""
    owner = {"user": user, "group": user, "extra_groups": []} if user else {}
    if user:
        shutil.chown(home, user, user)
    options = ["listen_addresses=", f"unix_socket_directories={home}", "max_connections=200"]
    if not durable:
        options += ["fsync=off", "full_page_writes=off", "synchronous_commit=off"]
    settings = [part for option in options for part in ("-c", option)]

    def tool(name: str, *arguments: str) -> None:
        subprocess.run(
            [binaries[-1] / name, *arguments], cwd=home, check=True, stdout=subprocess.DEVNULL, **owner
        )

    with held(home):
        tool("initdb", "-D", f"{home}/data", "-U", "waymark", "-A", "trust", "-E", "UTF8", "--no-sync")
        with (home / "log").open("wb") as log:
            server = subprocess.Popen(
                # SIGQUIT: end at once, whoever is connected. Ctrl-C is not meant for it.
                tied(binaries[-1] / "postgres", "-D", f"{home}/data", *settings, number=signal.SIGQUIT, user=user),
                cwd=home, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        try:
            wait_for_postgres(server, [binaries[-1] / "pg_isready", "-q", "-h", home])
            for name in ("waymark", "keys"):
                tool("createdb", "-h", str(home), "-U", "waymark", name)
            url = f"postgresql://waymark@/{{}}?host={home}"
            yield os.environ | {
                "DATABASE_URL": url.format("waymark"),
                "KEYS_DATABASE_URL": url.format("keys"),
            }
        finally:
            server.send_signal(signal.SIGQUIT)
            server.wait()


def wait_for_postgres(server: "subprocess.Popen[bytes]", asking: list[str | Path]) -> None:
    until = time.monotonic() + 60
    while subprocess.run(asking, check=False).returncode:
        if server.poll() is not None or time.monotonic() > until:
            raise Stop("PostgreSQL did not start.")
        time.sleep(0.05)


PG_FOLDERS = "waymark-pg-"


@contextlib.contextmanager
def held(home: Path) -> Iterator[None]:
    """The folder is ours until the block ends, and is gone then; of whoever is killed, by `sweep_up`."""
    with (home / "taking").open("wb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        (home / "taking").rename(home / "held")
        try:
            yield
        finally:
            shutil.rmtree(home, ignore_errors=True)


def sweep_up() -> None:
    """Remove the databases of those who were killed and could not."""
    for home in Path("/tmp").glob(f"{PG_FOLDERS}*"):
        with contextlib.suppress(OSError):
            lock = os.open(home / "held", os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(home, ignore_errors=True)
            finally:
                os.close(lock)


# --- check -----------------------------------------------------------------------------------------------


def check() -> list[str]:
    """Run every check that runs no test, two at a time; gives the names of those that failed."""
    real = Path(tempfile.mkdtemp(prefix="waymark-check-"))
    production = {key: value for key, value in os.environ.items() if not key.endswith("DATABASE_URL")} | {
        "WAYMARK_DATA": str(real),
        "WAYMARK_PUBLIC_ORIGIN": "https://help.example.org",
        "WAYMARK_DESK_ORIGIN": "https://desk.example.org",
        "WAYMARK_API_ORIGIN": "https://feed.example.org",
        "WAYMARK_TLS_IN_FRONT": "yes",
    }
    plain = {key: value for key, value in os.environ.items() if key != "WAYMARK_DATA"}
    make = "from pathlib import Path; from waymark.config.made_up import make_up_data as make; "
    run(PYTHON, "-c", make + f"make(Path({str(real)!r}), demonstration=False)", env=plain)
    deploy = [PYTHON, "-m", "django", "check", "--deploy", "--fail-level", "WARNING", "--settings"]
    commands: dict[str, tuple[list[str], dict[str, str]]] = {
        "types": ([str(BIN / "mypy")], plain),
        "style": ([str(BIN / "ruff"), "check", "."], plain),
        "format": ([str(BIN / "ruff"), "format", "--check", "."], plain),
        "floors": ([str(BIN / "lint-imports"), "--no-cache"], plain),
        "templates": ([str(BIN / "djlint"), "waymark", "--lint", "--quiet"], plain),
        "migrations": ([PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"], plain),
        "generated": ([PYTHON, "manage.py", "generated", "--check"], plain),
        "bank holidays": ([PYTHON, "-m", "tools.bank_holidays", "--check"], plain),
        **{f"deploy {face}": ([*deploy, f"waymark.config.{face}.settings"], production) for face in FACES},
    }
    try:
        with ThreadPoolExecutor(2) as pool:
            failed = [
                name for name in pool.map(lambda item: check_one(item[0], *item[1]), commands.items()) if name
            ]
    finally:
        shutil.rmtree(real, ignore_errors=True)
    if amiss := locks_amiss():
        say("--- locks\n" + "\n".join(amiss))
        failed.append("locks")
    say(f"check: {len(commands) + 1 - len(failed)} hold" + (f", NOT: {', '.join(failed)}" if failed else ""))
    return failed


FACES = ("public", "desk", "api", "worker")


def check_one(name: str, command: list[str], env: dict[str, str]) -> str:
    """Run one check; its output is shown only when it fails. Gives the name then."""
    done = subprocess.run(
        command, cwd=HOUSE, env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    if done.returncode == 0:
        return ""
    say(f"--- {name}\n{done.stdout}{done.stderr}")
    return name


def locks_amiss() -> list[str]:
    """Where the locks and pyproject.toml disagree; needs no network."""
    project = tomllib.loads((HOUSE / "pyproject.toml").read_text())
    run_set, dev_set = read_lock(LOCKS["run"]), read_lock(LOCKS["dev"])
    wanted = project["project"]["dependencies"]
    groups = wanted + project["dependency-groups"]["dev"]
    amiss = [f"run.lock: {why}" for line in wanted if (why := unmet(line, run_set))]
    amiss += [f"dev.lock: {why}" for line in groups if (why := unmet(line, dev_set))]
    amiss += [f"dev.lock has not {n}=={v}" for n, v in run_set.items() if dev_set.get(n) != v]
    amiss += [f"installer.lock: {why}"] if (why := unmet(UV, read_lock(INSTALLER))) else []
    return [*amiss, "Run ./do lock."] if amiss else []


def read_lock(path: Path) -> dict[str, str]:
    """Name and version of each locked package; each must carry a hash."""
    pinned = {}
    for block in re.split(r"\n(?=\S)", path.read_text()):
        if found := re.match(r"([A-Za-z0-9._-]+)==([^\s;]+)", block):
            if "--hash=sha256:" not in block:
                raise Stop(f"{path.name}: {found[1]} has no hash.")
            pinned[plain_name(found[1])] = found[2]
    return pinned


def plain_name(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def unmet(requirement: str, pinned: dict[str, str]) -> str:
    """Why a requirement line is not met, or nothing."""
    parts = re.fullmatch(r"([A-Za-z0-9._-]+)(?:\[[^]]*\])?\s*([^;]*?)(;.*)?", requirement)
    if not parts:
        return f"cannot read {requirement!r}"
    version = pinned.get(plain_name(parts[1]))
    if version is None:
        return f"{parts[1]} is not locked"
    bounds = [bound for bound in parts[2].replace(" ", "").split(",") if bound]
    return "" if all(holds(version, bound) for bound in bounds) else f"{parts[1]} {version} is not {parts[2]}"


def holds(version: str, bound: str) -> bool:
    sign, limit = re.fullmatch(r"(>=|<=|==|<|>|~=)(.+)", bound).groups()
    have, want = numbers(version), numbers(limit)
    width = max(len(have), len(want))
    have, want = have + (0,) * (width - len(have)), want + (0,) * (width - len(want))
    if sign == "~=":
        return have >= want and numbers(version)[: len(numbers(limit)) - 1] == numbers(limit)[:-1]
    return {">=": have >= want, "<=": have <= want, "==": have == want, "<": have < want, ">": have > want}[
        sign
    ]


def numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version.partition("+")[0]))


# --- test ------------------------------------------------------------------------------------------------


# Two processes; whoever begins a file ends it, so that what a file sets up is set up once.
BY_FILE = ("-n", "2", "--dist", "loadfile", "--no-loadscope-reorder")
# The wide matrices are cut into equal parts: whoever is done takes one from the other.
BY_PART = ("-n", "2", "--dist", "worksteal")


@dataclass
class Tally:
    """What ran, what it counted, and how long each step took."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0
    executed: int = 0
    seconds: list[tuple[str, float]] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def step(self, name: str, work: Callable[[], None]) -> None:
        say(f"\n=== {name}")
        began = time.monotonic()
        try:
            work()
        except (Stop, OSError, subprocess.SubprocessError) as error:
            self.trouble(f"{name}: {error}")
        self.seconds.append((name, time.monotonic() - began))

    def trouble(self, text: str) -> None:
        say(f"FAILED {text}")
        self.troubles.append(text)

    def leave_out(self, name: str, why: str) -> None:
        """In CI nothing may be left out."""
        if IN_CI:
            self.trouble(f"{name}: {why}")
        else:
            say(f"\n!!! NOT RUN: {name}: {why}\n")

    def add(self, passed: int, failed: int, skipped: int) -> None:
        self.passed += passed
        self.failed += failed
        self.skipped += skipped
        self.executed += passed + failed


def pytest(
    tally: Tally,
    name: str,
    *arguments: str,
    env: dict[str, str] | None = None,
    where: str = "tests",
    shared: tuple[str, ...] = BY_FILE,
) -> None:
    """Run one suite and count what it did; a suite that executed nothing has failed."""
    BUILD.mkdir(exist_ok=True)
    report = BUILD / f"junit-{name}.xml"
    report.unlink(missing_ok=True)
    command = [PYTHON, "-m", "pytest", "-q", where, f"--junitxml={report}", *shared, *arguments]
    code = follow(*command, env=env, stdin=subprocess.DEVNULL)
    if not report.exists():
        raise Stop(f"pytest ended with {code} before it could count")
    passed = failed = skipped = 0
    for suite in ElementTree.parse(report).getroot().iter("testsuite"):
        broken = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
        left = int(suite.get("skipped", 0))
        failed, skipped = failed + broken, skipped + left
        passed += max(0, int(suite.get("tests", 0)) - broken - left)
    tally.add(passed, failed, skipped)
    if passed + failed == 0:
        raise Stop("no test was executed")
    if code and not failed:
        raise Stop(f"pytest ended with {code}")


def node_tests(tally: Tally) -> None:
    files = sorted(str(path.relative_to(HOUSE)) for path in (HOUSE / "tests" / "js").glob("*.test.mjs"))
    if not files:
        raise Stop("tests/js holds no test")
    done = subprocess.run(
        ["node", "--test", "--test-reporter=tap", *files],
        cwd=HOUSE, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
    )  # fmt: skip
    counts = {name: int(count) for name, count in re.findall(r"^# (\w+) (\d+)$", done.stdout, re.M)}
    failed = counts.get("fail", 0) + counts.get("cancelled", 0)
    if failed or done.returncode:
        say(done.stdout + done.stderr)
    tally.add(counts.get("pass", 0), failed, counts.get("skipped", 0) + counts.get("todo", 0))
    if counts.get("pass", 0) + failed == 0 or (done.returncode and not failed):
        raise Stop(f"node ended with {done.returncode} and counted {counts}")


def on_postgres(tally: Tally, *arguments: str) -> None:
    with private_postgres() as env:
        pytest(tally, "postgres", *arguments, env=env)


def test(fast: bool, wide: bool) -> int:
    tally, began = Tally(), time.monotonic()
    missing: list[str] = []
    tally.step("environment", lambda: prepare_environment("dev"))
    if not fast:
        tally.step("Debian packages", lambda: missing.extend(provide_packages()))

    def checks() -> None:
        if failed := check():
            raise Stop(", ".join(failed))

    with ThreadPoolExecutor(1) as beside:  # the registries answer while the checks run
        asking = None if fast else beside.submit(ask_advisories)
        tally.step("check", checks)
        if asking:
            tally.step("audit", lambda: audit_within_test(tally, *asking.result()))
    marks = "not browser and not wide" + (" and not slow" if fast else "")
    suite = ("-m", marks)
    again = ("-m", f"{marks} and not once")
    tally.step("suite on SQLite", lambda: pytest(tally, "sqlite", *suite, env=without_postgres()))
    if not fast:
        steps_with_packages(tally, missing, again, wide)
    return conclude(tally, began)


def steps_with_packages(tally: Tally, missing: list[str], suite: tuple[str, ...], wide: bool) -> None:
    if "postgresql" in missing:
        tally.leave_out("the suite on PostgreSQL", "postgresql is missing")
    else:
        tally.step("suite on PostgreSQL", lambda: on_postgres(tally, *suite))
    if "nodejs" in missing:
        tally.leave_out("JavaScript unit tests", "nodejs is missing")
    else:
        tally.step("JavaScript unit tests", lambda: node_tests(tally))
    needed = {"chromium", "firefox-esr", "libatomic1", "fonts-noto-core"} & set(missing)
    if needed:
        tally.leave_out("browser tests", f"{' '.join(sorted(needed))} missing")
    else:
        in_browsers(tally, "browser tests", "browser", "browser and not wide", BY_FILE)
        if wide:
            in_browsers(tally, "wide matrices", "wide", "wide", BY_PART)


def in_browsers(tally: Tally, step: str, name: str, marks: str, shared: tuple[str, ...]) -> None:
    how = {"env": without_postgres(), "where": "tests/browser", "shared": shared}
    tally.step(step, lambda: pytest(tally, name, "-m", marks, **how))


def audit_within_test(tally: Tally, code: int, said: str) -> None:
    """A known fault is a failure. An outage of a registry is not: it is said, and once more at the end."""
    say(said)
    if code == AUDITED_IN_PART:
        tally.warnings += [line for line in said.splitlines() if line.startswith("NOT AUDITED")]
    elif code:
        raise Stop("something is known against a library: ./do audit")


def without_postgres() -> dict[str, str]:
    return {key: value for key, value in os.environ.items() if not key.endswith("DATABASE_URL")}


def conclude(tally: Tally, began: float) -> int:
    say("")
    for name, seconds in tally.seconds:
        say(f"{seconds:7.1f} s  {name}")
    say(f"{time.monotonic() - began:7.1f} s  in all")
    for text in tally.warnings:
        say(f"!!! {text}")
    for text in tally.troubles:
        say(f"FAILED {text}")
    # A step that broke counts as a failure: the last line alone must never look green when something is not.
    failed = tally.failed + len(tally.troubles) + (tally.executed == 0)
    say(f"{tally.passed} passed, {failed} failed, {tally.skipped} skipped")
    return 1 if failed else 0


# --- up --------------------------------------------------------------------------------------------------


def up(public_port: int, desk_port: int, api_port: int, data: Path) -> int:
    began = time.monotonic()
    for name, port in (("public", public_port), ("desk", desk_port), ("api", api_port)):
        refuse_busy(name, port)
    if len({public_port, desk_port, api_port}) < 3:
        raise Stop("The three faces need three ports.")
    prepare_environment("run")
    env = os.environ | {
        "WAYMARK_DATA": str(data),
        "WAYMARK_PUBLIC_ORIGIN": f"http://127.0.0.1:{public_port}",
        "WAYMARK_DESK_ORIGIN": f"http://localhost:{desk_port}",
        "WAYMARK_API_ORIGIN": f"http://127.0.0.1:{api_port}",
    }
    waymark = [PYTHON, "-m", "waymark.config"]
    make_ready(data, env)
    children: dict[str, subprocess.Popen[bytes]] = {}
    # Ctrl-C too: a shell that started this in the background has told it to ignore that.
    for name, sign in ((signal.SIGINT, "Ctrl-C"), (signal.SIGTERM, "stopped"), (signal.SIGHUP, "hung up")):
        if name != signal.SIGHUP or signal.getsignal(name) is not signal.SIG_IGN:
            signal.signal(name, lambda *_, sign=sign: (_ for _ in ()).throw(KeyboardInterrupt(sign)))
    try:
        for name, arguments in (
            ("public face", ["serve", "public", "--port", str(public_port)]),
            ("desk", ["serve", "desk", "--port", str(desk_port)]),
            ("feed", ["serve", "api", "--port", str(api_port)]),
            ("worker", ["worker"]),
        ):
            children[name] = subprocess.Popen(
                tied(*waymark, *arguments),
                cwd=HOUSE, env=env, stdin=subprocess.DEVNULL, start_new_session=True,
            )  # fmt: skip
        wait_until_answering(children, "127.0.0.1", public_port)
        wait_until_answering(children, "localhost", desk_port)
        wait_until_answering(children, "127.0.0.1", api_port)
        say(f"\nPublic face  http://127.0.0.1:{public_port}/")
        say(f"Desk         http://localhost:{desk_port}/")
        say(f"Feed         http://127.0.0.1:{api_port}/")
        say(f"Sign-ins     {data / 'demo-sign-ins.json'}")
        say(f"A demonstration, made-up people. Ready in {time.monotonic() - began:.1f} s. Ctrl-C stops it.")
        while not (dead := first_dead(children)):
            time.sleep(0.3)
        raise Stop(f"The {dead} ended by itself; stopped the rest.")
    except KeyboardInterrupt:
        say("\nStopping.")
        return 0
    finally:
        stop_all(children)


def make_ready(data: Path, env: dict[str, str]) -> None:
    """Tables, static files and the made-up world; left out when the house is as it was the last time."""
    stamp, now = data / "made-ready", stamp_of_house()
    if stamp.exists() and stamp.read_text() == now:
        return
    run(PYTHON, "-m", "waymark.config", "demo", env=env)
    stamp.write_text(now)


def stamp_of_house() -> str:
    """Changes with any file of the house or of its packs."""
    seen = hashlib.sha256(stamp_of("run").encode())
    for top in ("waymark", "packs"):
        for path in sorted((HOUSE / top).rglob("*")):
            if path.suffix != ".pyc" and path.is_file():
                found = path.stat()
                seen.update(f"{path} {found.st_mtime_ns} {found.st_size}\n".encode())
    return seen.hexdigest()


def refuse_busy(name: str, port: int) -> None:
    """The server would share a busy port silently, so it is tried first without sharing."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            raise Stop(f"Port {port} is busy. Choose another: ./do up --{name}-port N") from None


def first_dead(children: dict[str, "subprocess.Popen[bytes]"]) -> str:
    return next((name for name, child in children.items() if child.poll() is not None), "")


def wait_until_answering(children: dict[str, "subprocess.Popen[bytes]"], host: str, port: int) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if dead := first_dead(children):
            raise Stop(f"The {dead} did not start.")
        with contextlib.suppress(OSError, http.client.HTTPException):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/", headers={"Host": f"{host}:{port}"})
            if connection.getresponse().status < 500:
                return
        time.sleep(0.05)
    raise Stop(f"Nothing answers on port {port}.")


def stop_all(children: dict[str, "subprocess.Popen[bytes]"]) -> None:
    for child in children.values():
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGTERM)
    until = time.monotonic() + 8
    for child in children.values():
        try:
            child.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)
            child.wait()


# --- the small ones --------------------------------------------------------------------------------------


def bench(name: str | None, json: str | None, all_: bool) -> int:
    known = sorted(
        path.stem
        for path in (HOUSE / "bench").glob("*.py")
        if path.stem not in {"measure", "serving", "__init__"}
    )
    if name is None:
        say("\n".join(known) if known else "There is no bench yet.")
        return 0
    if name not in known:
        raise Stop(f"There is no bench {name!r}. There are: {', '.join(known) or 'none yet'}.")
    prepare_environment("dev")
    more = ["--json", str(Path(json).resolve())] if json else []
    more += ["--all"] if all_ else []
    return follow(PYTHON, "-m", f"bench.{name}", *more)


def lock() -> None:
    prepare_environment("dev")
    compile_ = [str(BIN / "uv"), "pip", "compile", "-q", "--universal", "--python-version", "3.11"]
    for which, group in (("run", []), ("dev", ["--group", "dev"])):
        name = f"locks/{which}.lock"
        run(*compile_, "--generate-hashes", "--no-header", *group, "pyproject.toml", "-o", name)
    with tempfile.TemporaryDirectory() as folder:
        wanted = Path(folder, "installer.in")
        wanted.write_text(f"{UV}\n")
        bare = ("--generate-hashes", "--no-header", "--no-annotate")
        run(*compile_, *bare, str(wanted), "-o", "locks/installer.lock")


AUDITED_IN_PART = 2


def ask_advisories() -> tuple[int, str]:
    """The number that the audit ended with, and what it said."""
    prepare_environment("dev")
    done = subprocess.run(
        [PYTHON, "-m", "tools.advisories"],
        cwd=HOUSE, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout.strip()


def audit() -> int:
    code, said = ask_advisories()
    say(said)
    return code


def build_twice() -> int:
    prepare_environment("dev")
    return follow(PYTHON, "-m", "tools.building")


def generated() -> None:
    prepare_environment("dev")
    run(PYTHON, "manage.py", "generated")
    run(PYTHON, "-m", "waymark.config", "settings", "--write", "docs/settings.md")
    run(PYTHON, "-m", "tools.bank_holidays")


def strings() -> int:
    prepare_environment("dev")
    return subprocess.run([PYTHON, "-m", "tools.catalogues"], cwd=HOUSE, check=False).returncode


def mutants(names: list[str], again: bool) -> int:
    prepare_environment("dev")
    more = ["--again"] if again else []
    return follow(PYTHON, "-m", "tools.mutants", *more, *names)


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./do", usage="./do help", add_help=False)
    verbs = parser.add_subparsers(dest="verb")
    for name in ("help", "check", "audit", "build-twice", "lock", "generated", "strings"):
        verbs.add_parser(name)
    starting = verbs.add_parser("up")
    starting.add_argument("--public-port", type=int, default=8000)
    starting.add_argument("--desk-port", type=int, default=8001)
    starting.add_argument("--api-port", type=int, default=8002)
    starting.add_argument("--data", type=Path, default=HOUSE / "var")
    testing = verbs.add_parser("test")
    testing.add_argument("--fast", action="store_true")
    testing.add_argument("--all", action="store_true")
    trying = verbs.add_parser("mutants")
    trying.add_argument("names", nargs="*")
    trying.add_argument("--again", action="store_true")
    measuring = verbs.add_parser("bench")
    measuring.add_argument("name", nargs="?")
    measuring.add_argument("--json")
    measuring.add_argument("--all", action="store_true")
    postgres = verbs.add_parser("postgres")
    postgres.add_argument("--durable", action="store_true")
    for parser_ in (postgres, verbs.add_parser("manage")):
        parser_.add_argument("command", nargs=argparse.REMAINDER)
    return parser.parse_args()


def obey(asked: argparse.Namespace) -> int:
    if asked.verb == "up":
        return up(asked.public_port, asked.desk_port, asked.api_port, asked.data.expanduser().resolve())
    if asked.verb == "test":
        return test(asked.fast, asked.all)
    if asked.verb == "check":
        prepare_environment("dev")
        return 1 if check() else 0
    if asked.verb == "bench":
        return bench(asked.name, asked.json, asked.all)
    if asked.verb == "postgres":
        with private_postgres(durable=asked.durable) as env:
            return follow(*(asked.command or ["sh"]), env=env, cwd=None)
    if asked.verb == "manage":
        prepare_environment("dev")
        return follow(PYTHON, "manage.py", *asked.command)
    if asked.verb == "mutants":
        return mutants(asked.names, asked.again)
    if asked.verb in {"audit", "build-twice", "strings"}:
        return {"audit": audit, "build-twice": build_twice, "strings": strings}[asked.verb]()
    if asked.verb in {"lock", "generated"}:
        {"lock": lock, "generated": generated}[asked.verb]()
        return 0
    say(HELP)
    return 0


def main() -> int:
    if sys.version_info < (3, 11):  # noqa: UP036 - whoever types this may have an older one
        say("Waymark needs Python 3.11 or newer.")
        return 1
    # Compiled once and kept: without this every start compiles all libraries anew.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    end_when_told()
    try:
        return obey(read_arguments())
    except Stop as told:
        say(str(told))
        return 1
    except Ended as told:
        return 128 + int(told.args[0])
    except KeyboardInterrupt:
        return 130
    finally:
        end_descendants()


if __name__ == "__main__":
    sys.exit(main())
