"""Signing in: how many a second, and what a flood of wrong tries costs those who sign in meanwhile.

Boots the real desk on a data folder of its own (SQLite), with the real derivation. No limit is raised.
Run as `./do bench signin`, or `python -m bench.signin [--json FILE] [--seconds N] [--people N]`.
"""

import argparse
import http.client
import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

HOUSE = Path(__file__).resolve().parent.parent
FLOODERS = 50


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


PORT = free_port()
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')

PREPARE = """
import json, os, sys
from pathlib import Path
from waymark.config.made_up import make_up_data
folder = Path(sys.argv[1])
make_up_data(folder, demonstration=True)
(folder / "static").mkdir(exist_ok=True)
import django
django.setup()
from django.core.management import call_command
for alias in ("default", "keys"):
    call_command("migrate", database=alias, verbosity=0)
call_command("collectstatic", interactive=False, verbosity=0)
from waymark.staff.actions.accounts import invite_member
from waymark.staff.actions.enrolling import enrol_at_once
from waymark.staff.actions.founding import found_service
from waymark.sealing.passphrases import draw_passphrase
from waymark.staff.terms import Role
founded = found_service(name="mona", shown_name="Mona Farrell")
made = [founded.manager]
for at in range(int(sys.argv[2]) - 1):
    member, _ = invite_member(by=founded.manager.member, name=f"member-{at}", shown_name=f"Member {at}",
                              roles=[Role.CASEWORKER], teams=[])
    made.append(enrol_at_once(member=member, passphrase=draw_passphrase()))
print(json.dumps([[s.member.name, s.passphrase, s.code_secret, list(s.recovery_codes)] for s in made]))
"""


@dataclass
class Browser:
    """A browser as the desk sees one: two cookies and a form token."""

    cookies: dict[str, str] = field(default_factory=dict)

    def send(self, method: str, path: str, fields: dict[str, str] | None = None) -> tuple[int, str, str]:
        """Status, where to go next, and the page."""
        connection = http.client.HTTPConnection("localhost", PORT, timeout=60)
        headers = {
            "Host": f"localhost:{PORT}",
            "Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items()),
        }
        body = None
        if fields is not None:
            headers |= {
                "Content-Type": "application/x-www-form-urlencoded",
                "Origin": f"http://localhost:{PORT}",
            }
            body = urlencode(fields)
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        page = answer.read().decode()
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, value = line.split(";")[0].split("=", 1)
            self.cookies[name] = value
        connection.close()
        return answer.status, answer.headers.get("Location", ""), page

    def fill(self, path: str, **fields: str) -> tuple[int, str, str]:
        page = self.send("GET", path)[2]
        found = TOKEN.search(page)
        return self.send("POST", path, fields | {"csrfmiddlewaretoken": found[1] if found else ""})

    def sign_in(self, name: str, passphrase: str, code: str) -> bool:
        if self.fill("/sign-in", name=name, passphrase=passphrase)[1] != "/sign-in/code":
            return False
        return self.fill("/sign-in/code", code=code)[0] == 302


def memory_of(pid: int) -> float:
    """Resident megabytes of a process and its children."""
    pids, total = [pid], 0
    for one in pids:
        try:
            children = Path(f"/proc/{one}/task/{one}/children").read_text().split()
            status = Path(f"/proc/{one}/status").read_text()
        except OSError:
            continue
        pids += [int(child) for child in children]
        found = re.search(r"VmRSS:\s+(\d+)", status)
        total += int(found[1]) if found else 0
    return round(total / 1024, 1)


def one_after_another(people: list[list]) -> dict[str, float]:
    """Both steps for each person once, two at a time: what the machine can do."""
    began, done, guard = time.perf_counter(), [], threading.Lock()
    waiting = list(people)

    def work() -> None:
        while True:
            with guard:
                if not waiting:
                    return
                name, passphrase, _, codes = waiting.pop()
            done.append(Browser().sign_in(name, passphrase, codes[0]))

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - began
    return {"signed_in": sum(done), "tried": len(done), "per_second": round(sum(done) / seconds, 2)}


def under_flood(person: list, pid: int, seconds: float) -> dict[str, object]:
    """Fifty at once guess at names that are not here, while somebody signs in from their usual browser."""
    name, passphrase, _, codes = person
    usual = Browser()
    usual.sign_in(name, passphrase, codes[1])
    stop = threading.Event()
    counts = {"wrong": 0, "asked to wait": 0, "other": 0}
    guard = threading.Lock()

    def guess(at: int) -> None:
        number = 0
        while not stop.is_set():
            number += 1
            try:
                page = Browser().fill("/sign-in", name=f"guess-{at}-{number}", passphrase="not the words")[2]
            except OSError:
                page = ""
            said = "wrong" if "do not fit" in page else "asked to wait" if "wait" in page else "other"
            with guard:
                counts[said] += 1

    threads = [threading.Thread(target=guess, args=(at,), daemon=True) for at in range(FLOODERS)]
    before, peak, waits, let_in = memory_of(pid), 0.0, [], 0
    for thread in threads:
        thread.start()
    ends = time.perf_counter() + seconds
    code = 2
    while time.perf_counter() < ends and code < len(codes):
        began = time.perf_counter()
        known = Browser({key: value for key, value in usual.cookies.items() if key == "__Host-browser"})
        let_in += known.sign_in(name, passphrase, codes[code])
        waits.append(time.perf_counter() - began)
        peak = max(peak, memory_of(pid))
        code += 1
    stop.set()
    for thread in threads:
        thread.join(30)
    return {
        "flooders": FLOODERS,
        "guesses": counts,
        "let_in": let_in,
        "tried": len(waits),
        "longest_wait_s": round(max(waits), 2),
        "memory_before_mb": before,
        "memory_peak_mb": peak,
    }


def main() -> None:
    reading = argparse.ArgumentParser()
    reading.add_argument("--json", type=Path)
    reading.add_argument("--seconds", type=float, default=15)
    reading.add_argument("--people", type=int, default=24)
    asked = reading.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        own = {name: value for name, value in os.environ.items() if not name.endswith("DATABASE_URL")}
        env = own | {
            "WAYMARK_DATA": folder,
            "WAYMARK_DESK_ORIGIN": f"http://localhost:{PORT}",
            "DJANGO_SETTINGS_MODULE": "waymark.config.desk.settings",
        }
        made = subprocess.run(
            [sys.executable, "-c", PREPARE, folder, str(asked.people)],
            cwd=HOUSE, env=env, check=True, capture_output=True, text=True,
        )  # fmt: skip
        people = json.loads(made.stdout.splitlines()[-1])
        server = subprocess.Popen(
            [Path(sys.executable).with_name("gunicorn"), "-b", f"127.0.0.1:{PORT}", "--threads", "8",
             "--log-level", "error", "waymark.config.desk.wsgi:application"],
            cwd=HOUSE, env=env,
        )  # fmt: skip
        try:
            wait_for_server()
            result = {
                "one_after_another": one_after_another(people[1:]),
                "under_flood": under_flood(people[0], server.pid, asked.seconds),
            }
        finally:
            server.terminate()
            server.wait(20)
    print(json.dumps(result, indent=2))
    if asked.json:
        asked.json.write_text(json.dumps(result, indent=2) + "\n", "utf-8")


def wait_for_server() -> None:
    for _ in range(200):
        try:
            Browser().send("GET", "/sign-in")
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("the desk did not start")


if __name__ == "__main__":
    main()
