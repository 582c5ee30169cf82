"""A flood of wrong tries against the real desk: it exhausts neither its memory nor keeps a colleague out.

How long the colleague waits is the bench's to say, on a machine that is quiet.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parent.parent.parent


@pytest.mark.slow
@pytest.mark.once
def test_a_flood_neither_exhausts_memory_nor_keeps_a_colleague_out(tmp_path):
    found = tmp_path / "signin.json"
    subprocess.run(
        [sys.executable, "-m", "bench.signin", "--people", "2", "--seconds", "4", "--json", str(found)],
        cwd=HOUSE,
        check=True,
        capture_output=True,
        timeout=120,
    )
    flood = json.loads(found.read_text())["under_flood"]
    assert flood["flooders"] == 50
    assert flood["let_in"] == flood["tried"] > 0
    assert flood["guesses"]["asked to wait"] > 0
    assert flood["guesses"]["other"] == 0
    # Two derivations of 64 MiB at once, whatever comes.
    assert flood["memory_peak_mb"] - flood["memory_before_mb"] < 2 * 64 + 60
