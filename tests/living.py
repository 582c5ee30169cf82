"""Both faces as real processes on this machine, with a made-up world; for browser tests and benches.

Every world has its own data folder and its own ports, so several may stand beside each other.
"""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from itertools import cycle, islice
from pathlib import Path
from secrets import randbelow

import pyotp

from tools.tied import tied

HOUSE = Path(__file__).resolve().parent.parent
WAYMARK = (sys.executable, "-m", "waymark.config")
START_SECONDS = 60
# The name by which each face answers in a demonstration.
HOSTS = {"public": "127.0.0.1", "desk": "localhost"}


@dataclass
class Living:
    """A demonstration that runs: addresses, data folder, sign-ins, and power over its processes."""

    data: Path
    ports: dict[str, int]
    environment: dict[str, str]
    processes: dict[str, "subprocess.Popen[bytes]"] = field(default_factory=dict)
    spent: dict[str, int] = field(default_factory=dict)

    @property
    def public(self) -> str:
        return f"http://{HOSTS['public']}:{self.ports['public']}"

    @property
    def desk(self) -> str:
        return f"http://{HOSTS['desk']}:{self.ports['desk']}"

    def sign_in(self, role: str) -> dict[str, str]:
        """The sign-in name, passphrase and authenticator secret of one role."""
        people = json.loads((self.data / "demo-sign-ins.json").read_text("utf-8"))
        return next(person for person in people if person["role"] == role)

    def code(self, role: str) -> str:
        """What that role's authenticator shows now. Each code works once."""
        return pyotp.TOTP(self.sign_in(role)["totp_secret"]).now()

    def recovery_code(self, role: str) -> str:
        """One of that role's ten that nobody has used: for whoever cannot wait for the next code."""
        place = self.spent[role] = self.spent.get(role, -1) + 1
        return self.sign_in(role)["recovery_codes"][place]

    def start(self, process: str, *, command: tuple[str, ...] = ()) -> None:
        """Start a face, or the worker, and wait for a face to answer. `command` serves it in another way."""
        face = process in HOSTS
        arguments = ("serve", process, "--port", str(self.ports[process])) if face else (process,)
        log = (self.data / f"{process}.log").open("ab")
        self.processes[process] = subprocess.Popen(
            tied(*(command or (*WAYMARK, *arguments))),
            cwd=HOUSE,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        log.close()
        if face:
            self._wait_for(process)

    def kill(self, process: str, number: signal.Signals = signal.SIGKILL) -> None:
        """Send a signal to a process and all its children, and wait for the end."""
        running = self.processes.pop(process)
        with suppress(ProcessLookupError):
            os.killpg(running.pid, number)
        try:
            running.wait(timeout=15)
        except subprocess.TimeoutExpired:
            os.killpg(running.pid, signal.SIGKILL)
            running.wait()

    def log(self, process: str) -> str:
        """What a process said so far."""
        return (self.data / f"{process}.log").read_text("utf-8")

    def _wait_for(self, face: str) -> None:
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until:
            if self.processes[face].poll() is not None:
                raise RuntimeError(f"the {face} face ended at once:\n{self.log(face)}")
            try:
                with closing(HTTPConnection("127.0.0.1", self.ports[face], timeout=5)) as connection:
                    connection.request("GET", "/", headers={"Host": f"{HOSTS[face]}:{self.ports[face]}"})
                    if connection.getresponse().status < 500:
                        return
            except (OSError, HTTPException):
                pass
            time.sleep(0.05)
        raise RuntimeError(f"the {face} face does not answer:\n{self.log(face)}")


@contextmanager
def living_world(
    data: Path,
    *,
    like: Path | None = None,
    processes: tuple[str, ...] = ("public", "desk"),
    **environment: str,
) -> Iterator[Living]:
    """A fresh demonstration in `data`, with these processes running until the block ends.

    `like` is the data folder of one that nobody has used: a copy of it stands sooner.
    """
    ports = {face: free_port() for face in HOSTS}
    world = Living(data, ports, _environment(data, ports) | environment)
    if like:
        shutil.copytree(like, data)
    else:
        make_demonstration(data, world.environment)
    try:
        for process in processes:
            world.start(process)
        yield world
    finally:
        for process in tuple(world.processes):
            world.kill(process, signal.SIGTERM)


def make_demonstration(data: Path, environment: dict[str, str] | None = None) -> None:
    """What `waymark demo` makes, in `data`."""
    environment = environment or _environment(data, dict.fromkeys(HOSTS, 8000))
    subprocess.run([*WAYMARK, "demo"], cwd=HOUSE, env=environment, check=True, stdin=subprocess.DEVNULL)


def contents(folder: Path) -> dict[Path, bytes]:
    """Every file below and its bytes. A store may fold its log away meanwhile: then all is read anew."""
    for _turn in range(20):
        with suppress(FileNotFoundError):
            return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    raise AssertionError("files came and went in every one of twenty readings")


def free_port() -> int:
    """A port that nobody has, below those from which this machine's own calls go out: until a server has
    taken it, nobody is given it by chance. Each process of the tests begins elsewhere.
    """
    while True:
        with closing(socket.socket()) as probe, suppress(OSError):
            port = next(_ports)
            probe.bind(("127.0.0.1", port))
            return port


_ports = islice(cycle(range(12_000, 30_000)), randbelow(18_000), None)


def _environment(data: Path, ports: dict[str, int]) -> dict[str, str]:
    # Not the database of the suite either: a world begins empty, unless its maker names one.
    ours = ("WAYMARK_", "DJANGO_", "DATABASE_URL", "KEYS_DATABASE_URL")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return kept | {
        "WAYMARK_DATA": str(data),
        "WAYMARK_PUBLIC_ORIGIN": f"http://{HOSTS['public']}:{ports['public']}",
        "WAYMARK_DESK_ORIGIN": f"http://{HOSTS['desk']}:{ports['desk']}",
    }
