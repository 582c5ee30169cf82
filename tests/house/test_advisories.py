"""`./do audit`: pip-audit and npm as they are, against answers as the registries' documents show them.

No source of advisories is asked from here. The answers are those of the documents: PyPI's of Django 3.0.2,
npm's of the bulk endpoint.
"""

import json
import os
import subprocess
import sys
import threading
from contextlib import contextmanager
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.house.tree import HOUSE
from tools import advisories
from tools.advisories import Answers, Ignored, Known, NoAnswer

TODAY = date(2026, 11, 26)
OF_DJANGO = {
    "aliases": ["CVE-2021-3281"],
    "details": "In Django 2.2 before 2.2.18, 3.0 before 3.0.12, and 3.1 before 3.1.6, the archive extraction "
    "allows directory traversal.",
    "summary": "A shorter summary of the vulnerability",
    "fixed_in": ["2.2.18", "3.0.12", "3.1.6"],
    "id": "PYSEC-2021-9",
    "link": "https://osv.dev/vulnerability/PYSEC-2021-9",
    "source": "osv",
    "withdrawn": None,
}
OF_LODASH = {
    "id": 1106913,
    "url": "https://github.com/advisories/GHSA-35jh-r3h4-6jhm",
    "title": "Command Injection in lodash",
    "severity": "high",
    "vulnerable_versions": "<4.17.21",
    "cwe": ["CWE-77", "CWE-94"],
    "cvss": {"score": 7.2, "vectorString": "CVSS:3.1/AV:N/AC:L/PR:H/UI:N/S:U/C:H/I:H/A:H"},
}
# pip-audit asks PyPI by its name and no other: within that process the name leads to this test's own server.
ELSEWHERE = """
import os
import re
import requests
_plain = requests.Session.request
def request(self, method, url, *args, **kwargs):
    return _plain(self, method, re.sub("^https://[^/]+", os.environ["RECORDED"], url), *args, **kwargs)
requests.Session.request = request
"""


@contextmanager
def registry(*, python, npm):
    """A server that answers as both registries do. `python`: by (name, version); `npm`: by name."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            parts = self.path.strip("/").split("/")  # npm also asks for a package itself, to look for a mend
            asked = tuple(parts[1:3]) if parts[0] == "pypi" and python else None
            self.answer(asked and {"info": {}, "urls": [], "vulnerabilities": python.get(asked, [])})

        def do_POST(self):
            self.rfile.read(int(self.headers["Content-Length"]))
            self.answer(npm)

        def answer(self, told):
            body = json.dumps(told or {"message": "Not Found"}).encode()
            self.send_response(200 if told else 404)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def audit(tmp_path, address):
    (tmp_path / "sitecustomize.py").write_text(ELSEWHERE)
    env = os.environ | {
        "PYTHONPATH": str(tmp_path),
        "RECORDED": address,
        "npm_config_registry": f"{address}/",
    }
    return subprocess.run(
        [sys.executable, "-m", "tools.advisories"],
        cwd=HOUSE, env=env | {"npm_config_cache": str(tmp_path)}, capture_output=True, text=True, check=False,
    )  # fmt: skip


KNOWN = {advisories.PYTHON_CANARY: [OF_DJANGO]}


@pytest.mark.slow
@pytest.mark.once
def test_nothing_known_is_said_only_by_a_source_that_knows_something(tmp_path, loopback):
    with registry(python=KNOWN, npm={"lodash": [OF_LODASH]}) as address:
        done = audit(tmp_path, address)
    assert (done.returncode, done.stdout.count("\n")) == (0, 1), done.stdout + done.stderr
    assert "Nothing is known against" in done.stdout


@pytest.mark.slow
@pytest.mark.once
def test_a_fault_in_a_library_of_either_kind_fails(tmp_path, loopback):
    package = next(each for each in advisories.locked_packages() if each[0] == "pillow")
    python = KNOWN | {package: [OF_DJANGO | {"id": "PYSEC-2026-1", "aliases": ["CVE-2026-1"]}]}
    ours = OF_LODASH | {"url": "https://github.com/advisories/GHSA-x", "vulnerable_versions": "*"}
    with registry(python=python, npm={"lodash": [OF_LODASH], "@noble/curves": [ours]}) as address:
        done = audit(tmp_path, address)
    assert done.returncode == 1, done.stdout + done.stderr
    assert f"KNOWN FAULT: pillow {package[1]}: PYSEC-2026-1 CVE-2026-1 (mended in 2.2.18" in done.stdout
    assert "KNOWN FAULT: @noble/curves " in done.stdout
    assert "GHSA-x" in done.stdout
    assert "lodash 4" not in done.stdout


@pytest.mark.slow
@pytest.mark.once
def test_a_source_that_answers_not_found_is_no_source(tmp_path, loopback):
    with registry(python=None, npm=None) as address:
        done = audit(tmp_path, address)
    assert done.returncode == 2, done.stdout + done.stderr
    assert [line.split(":")[0] for line in done.stdout.splitlines()] == ["NOT AUDITED"] * 2
    assert address not in done.stdout


def test_everything_that_is_locked_or_vendored_is_asked_about():
    names = {name for name, _ in advisories.locked_packages()}
    assert {"django", "pynacl", "pyrage", "pillow", "granian", "pip-audit", "playwright", "uv"} <= names
    assert {"age-encryption", "@noble/curves", "axe-core"} <= {
        name for name, _ in advisories.vendored_packages()
    }


def test_a_package_that_was_passed_over_is_said():
    report = {
        "dependencies": [
            {"name": "one", "skip_reason": "not found"},
            {"name": "two", "version": "1", "vulns": []},
        ]
    }
    assert advisories.read_pip_audit(report).not_asked == ["one: not found"]


@pytest.mark.parametrize("told", [[], {}, {"error": {}}, "no"])
def test_an_answer_of_another_shape_is_none(told):
    with pytest.raises(NoAnswer):
        advisories.read_pip_audit(told)
    with pytest.raises(NoAnswer):
        advisories.read_npm(told, {})


PILLOW = Known("pillow", "12.3.0", ("PYSEC-2026-1", "CVE-2026-1"), "")
ENTRY = Ignored("pillow", "CVE-2026-1", "We never read this kind of file.", TODAY + timedelta(days=30))


def test_an_entry_of_the_ignore_list_covers_its_advisory_and_no_other():
    other = Known("pillow", "12.3.0", ("PYSEC-2026-2",), "")
    assert advisories.verdict(Answers([PILLOW], []), [ENTRY], [])[0] == 0
    code, lines = advisories.verdict(Answers([PILLOW, other], []), [ENTRY], [])
    assert (code, lines[0]) == (1, "KNOWN FAULT: pillow 12.3.0: PYSEC-2026-2")


def test_an_entry_that_nothing_needs_any_more_fails_once_all_was_asked():
    assert advisories.verdict(Answers([], []), [ENTRY], [])[0] == 1
    assert advisories.verdict(Answers([], ["2 npm packages: no answer"]), [ENTRY], [])[0] == 2


def test_what_was_found_counts_even_where_the_rest_was_not_asked():
    assert advisories.verdict(Answers([PILLOW], ["2 npm packages: no answer"]), [], [])[0] == 1


def written(**changes):
    entry = {
        "package": "pillow",
        "advisory": "CVE-2026-1",
        "because": "Never called.",
        "until": TODAY,
    } | changes
    lines = [
        f"{key} = {value.isoformat() if isinstance(value, date) else json.dumps(value)}"
        for key, value in entry.items()
    ]
    return "\n".join(["[[ignored]]", *lines, ""])


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (written(until=TODAY - timedelta(days=1)), "was to be looked at by 2026-11-25"),
        (written(until=TODAY + timedelta(days=91)), "is put off for more than 90 days"),
        (written(because=""), "it needs advisory, because, package, until"),
        (written(until="one day"), "it needs advisory, because, package, until"),
        (written(why="x"), "it needs advisory, because, package, until"),
    ],
)
def test_an_entry_without_reason_or_end_and_one_that_is_over_fail(text, fault):
    faults = advisories.read_ignored(text, TODAY)[1]
    assert len(faults) == 1
    assert fault in faults[0]


def test_an_entry_of_today_stands():
    assert advisories.read_ignored(written(), TODAY) == (
        [Ignored("pillow", "CVE-2026-1", "Never called.", TODAY)],
        [],
    )


def test_the_ignore_list_of_this_tree_holds_nothing_that_may_not_stand():
    assert advisories.read_ignored(advisories.IGNORED.read_text("utf-8"), date.today())[1] == []
