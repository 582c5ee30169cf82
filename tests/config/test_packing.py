"""`waymark pack` as a writer of packs and as whoever runs a service types it."""

import shutil

import pytest

from tests.config.test_command import waymark
from tests.content.conftest import PACKS
from waymark.config.command import main

pytestmark = pytest.mark.once


@pytest.fixture
def packs(tmp_path):
    for name in ("england-and-wales", "leicestershire"):
        shutil.copytree(PACKS / name, tmp_path / "packs" / name)
    return tmp_path / "packs"


def test_the_packs_of_ours_hold(capsys, packs):
    assert main(["pack", "check", str(packs / "england-and-wales"), str(packs / "leicestershire")]) == 0
    assert capsys.readouterr().out.count(": holds") == 2


def test_a_fault_is_told_with_file_and_line(capsys, packs):
    page = packs / "leicestershire/en/parts/local-lines.md"
    page.write_text(page.read_text() + "\n[a](page:nowhere)\n")
    line = page.read_text().count("\n")
    assert main(["pack", "check", str(packs / "leicestershire")]) == 1
    assert f"local-lines.md:{line}: broken link" in capsys.readouterr().err


def test_a_translation_is_stamped_then_told_when_it_is_stale(capsys, packs):
    pack = packs / "england-and-wales"
    index = pack / "pack.toml"
    index.write_text(index.read_text().replace('languages = ["en"]', 'languages = ["en", "ur"]'))
    (pack / "ur").mkdir(exist_ok=True)
    shutil.copy(pack / "en/words.toml", pack / "ur/words.toml")
    english = pack / "en/danger.md"
    urdu = english.read_text().replace('code = "k7"\n', 'code = "k7"\nstate = "draft"\n')
    (pack / "ur/danger.md").write_text(urdu)
    assert main(["pack", "check", str(pack)]) == 1
    assert "ur/danger.md:2: this translation does not say" in capsys.readouterr().err
    assert main(["pack", "stamp", str(pack), "ur"]) == 0
    assert "ur/danger.md" in capsys.readouterr().out
    assert main(["pack", "check", str(pack)]) == 0
    assert "older than their English" not in capsys.readouterr().out
    english.write_text(english.read_text() + "\nOne more line.\n")
    assert main(["pack", "check", str(pack)]) == 0
    assert "ur/danger.md:1: 1 blocks are older than their English" in capsys.readouterr().out


@pytest.mark.slow
def test_what_is_live_is_exported_as_the_files_it_came_from(tmp_path, monkeypatch, made_world):
    for name in ("DATABASE_URL", "KEYS_DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    data, ours = tmp_path / "data", {"WAYMARK_DESK_ORIGIN": ""}
    shutil.copytree(made_world, data)
    assert waymark(data, "pack", "load", **ours).returncode == 0
    out = tmp_path / "out"
    done = waymark(data, "pack", "export", "england-and-wales", str(out), **ours)
    assert done.returncode == 0, done.stderr
    for file in (PACKS / "england-and-wales").rglob("*"):
        if file.is_file():
            assert (out / file.relative_to(PACKS / "england-and-wales")).read_bytes() == file.read_bytes()
    again = waymark(data, "pack", "export", "england-and-wales", str(out), **ours)
    assert (again.returncode, "is not empty" in again.stderr) == (1, True)
    assert "edition 1" in waymark(data, "press", **ours).stdout
