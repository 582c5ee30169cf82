"""The parts of `./do` that decide something: whether the locks fit, and which ports may be used."""

import socket

import pytest


@pytest.mark.parametrize(
    ("version", "bound", "fits"),
    [
        ("5.2.19", ">=5.2.8", True),
        ("5.2.19", "<5.3", True),
        ("5.3", "<5.3", False),
        ("5.3.0", "<5.3", False),
        ("0.7.3", "==0.7.3", True),
        ("0.7.4", "==0.7.3", False),
        ("2.10", ">=2.9", True),
        ("1.4.9", "~=1.4.2", True),
        ("1.5", "~=1.4.2", False),
    ],
)
def test_a_locked_version_is_held_against_its_bound(do, version, bound, fits):
    assert do.holds(version, bound) is fits


def test_a_package_that_is_not_locked_or_too_new_is_named(do):
    locked = {"psycopg": "4.0"}
    assert do.unmet("django>=5.2", locked) == "django is not locked"
    assert do.unmet("psycopg[binary,pool]>=3.2,<4", locked) == "psycopg 4.0 is not >=3.2,<4"
    assert do.unmet("psycopg>=3.2", locked) == ""


def test_the_locks_of_this_tree_agree_with_its_project_file(do):
    assert do.locks_amiss() == []


def test_the_installer_is_locked_too(do, monkeypatch):
    monkeypatch.setattr(do, "UV", "uv==0.1.0")
    assert any(line.startswith("installer.lock: uv ") for line in do.locks_amiss())


def test_a_lock_without_hashes_is_refused(do, tmp_path):
    lock = tmp_path / "run.lock"
    lock.write_text("django==5.2.19\n    # via waymark\n")
    with pytest.raises(do.Stop, match="has no hash"):
        do.read_lock(lock)


def test_a_busy_port_is_refused_even_when_it_would_be_shared(do, loopback):
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(do.Stop, match="busy"):
            do.refuse_busy("public", taken.getsockname()[1])


def test_the_stamp_of_the_house_changes_with_any_of_its_files(do, tmp_path, monkeypatch):
    page = tmp_path / "waymark" / "page.html"
    page.parent.mkdir()
    page.write_text("one")
    monkeypatch.setattr(do, "HOUSE", tmp_path)
    before = do.stamp_of_house()
    (page.parent / "page.pyc").write_text("compiled")
    assert do.stamp_of_house() == before
    page.write_text("three")
    assert do.stamp_of_house() != before


def test_help_names_every_command(do):
    verbs = (
        "up",
        "test",
        "check",
        "mutants",
        "bench",
        "audit",
        "build-twice",
        "lock",
        "strings",
        "generated",
        "postgres",
    )
    for verb in (*verbs, "manage", "help"):
        assert f"./do {verb}" in do.HELP


def test_a_broken_step_never_leaves_a_last_line_that_looks_green(do, capsys):
    tally = do.Tally(passed=3, executed=3)
    tally.trouble("check: style")
    assert do.conclude(tally, 0.0) == 1
    assert capsys.readouterr().out.splitlines()[-1] == "3 passed, 1 failed, 0 skipped"


def test_nothing_executed_is_a_failure(do, capsys):
    assert do.conclude(do.Tally(), 0.0) == 1
    assert capsys.readouterr().out.splitlines()[-1] == "0 passed, 1 failed, 0 skipped"


def test_what_is_left_out_in_ci_is_a_failure(do, monkeypatch, capsys):
    tally = do.Tally()
    monkeypatch.setattr(do, "IN_CI", False)
    tally.leave_out("browser tests", "chromium missing")
    assert tally.troubles == []
    assert "NOT RUN" in capsys.readouterr().out
    monkeypatch.setattr(do, "IN_CI", True)
    tally.leave_out("browser tests", "chromium missing")
    assert tally.troubles


@pytest.mark.parametrize(
    ("ended", "said", "troubles", "warnings"),
    [
        (0, "Nothing is known against 9 Python and 2 npm packages.", 0, []),
        (1, "KNOWN FAULT: one 1.0: PYSEC-1", 1, []),
        (2, "NOT AUDITED: 2 npm packages: no answer", 0, ["NOT AUDITED: 2 npm packages: no answer"]),
    ],
)
def test_a_known_fault_fails_and_an_unreachable_source_is_said_to_the_end(
    do, capsys, ended, said, troubles, warnings
):
    tally = do.Tally(passed=3, executed=3)
    tally.step("audit", lambda: do.audit_within_test(tally, ended, said))
    assert (len(tally.troubles), tally.warnings) == (troubles, warnings)
    assert do.conclude(tally, 0.0) == troubles
    told = capsys.readouterr().out
    assert said in told
    assert all(f"!!! {warning}" in told.splitlines() for warning in warnings)
