"""`waymark pack` as a writer of packs and as whoever runs a service types it."""

import re
import shutil
from collections import defaultdict
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from tests.config.test_command import waymark
from tests.content.conftest import PACKS, surroundings
from waymark.config.command import main
from waymark.config.packfolders import folder_of
from waymark.content.packs import load_packs

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


# --- a county that writes its own layer, with nothing but the page that says how ---------------------------

GUIDE = (Path(__file__).parent.parent.parent / "docs/runbooks/your-own-area.md").read_text("utf-8")


@pytest.fixture
def county(tmp_path):
    """The folder that somebody has who types what the page shows, outside of this house."""
    for name, text in re.findall(r"^`(exampleshire/[^`]+)`\n```\n(.*?)```", GUIDE, re.DOTALL | re.MULTILINE):
        file = tmp_path / "packs" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return tmp_path / "packs/exampleshire"


def test_a_county_as_the_page_shows_it_holds_and_lies_over_the_pages(capsys, county, tmp_path):
    assert main(["pack", "check", str(county)]) == 0, capsys.readouterr().err
    folders = [folder_of(name, tmp_path) for name in ("england-and-wales", "exampleshire")]
    assert folders == [PACKS / "england-and-wales", county]
    housing = load_packs(folders, surroundings()).pages[("en", "housing")].body
    assert "the housing team of Exampleshire" in housing
    number = '<a class="tel" href="tel:01632960200"><bdi>01632 960200</bdi></a>'
    assert f'{number} <span class="mark">check first</span>' in housing


def test_a_county_with_a_fault_is_told_its_own_file_and_line(capsys, county):
    part = county / "en/parts/housing-help.md"
    part.write_text(part.read_text().replace("fact:housing-phone", "fact:housing-fax"))
    assert main(["pack", "check", str(county)]) == 1
    assert "exampleshire/en/parts/housing-help.md:1: there is no fact" in capsys.readouterr().err


def test_a_county_is_translated_by_the_same_page(capsys, county):
    index, part = county / "pack.toml", county / "pl/parts/housing-help.md"
    index.write_text(index.read_text().replace('["en"]', '["en", "pl"]'))
    part.parent.mkdir(parents=True)
    part.write_text("{{fact:housing-phone}}, {{fact:housing-hours}}.\n")
    assert main(["pack", "stamp", str(county), "pl"]) == 0
    assert main(["pack", "check", str(county)]) == 0, capsys.readouterr().err
    assert part.read_text().startswith('+++\nstate = "draft"\nfrom = ["')


def test_the_page_names_every_part_and_where_it_stands():
    rows = re.findall(r"^\| (`[^|]+) \|[^|]+\| ([^|]+) \|$", GUIDE, re.MULTILINE)
    said = {
        part: set(pages.split(", ")) for names, pages in rows for part in re.findall(r"`([\w-]+)`", names)
    }
    stands = defaultdict(set)
    for file in (PACKS / "england-and-wales/en").glob("*.md"):
        for part in re.findall(r"{{part:([\w-]+)}}", file.read_text()):
            stands[part].add(file.stem)
    together = {"child-help": {"crime-child", "kids"}, "child-worry": {"crime-child", "kids"}}  # one row
    assert said == dict(stands) | together


def test_a_pack_of_ones_own_may_not_bear_the_name_of_one_of_the_release(tmp_path):
    (tmp_path / "packs/leicestershire").mkdir(parents=True)
    with pytest.raises(ImproperlyConfigured, match="two packs called leicestershire"):
        folder_of("leicestershire", tmp_path)


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
