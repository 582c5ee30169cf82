"""A small site in the tables, edited at the desk by two people."""

import pytest

from tests import people
from tests.content.conftest import Bench
from waymark.content.folders import read_folder
from waymark.content.queries import library
from waymark.press.publishing import lay_packs_now

# The interface counts as checked here, so that a page says of itself whether it is a draft.
CHECKED = 'interface = "checked"\ninterface_checked_by = "Noor Aslam"\ninterface_checked_on = "2026-01-05"\n'
INDEX = 'id = "small"\nlanguages = ["en", "ur"]\n[shelves]\na = ["front", "danger"]\n'


@pytest.fixture
def bench(world, tmp_path, settings):
    settings.PACK_FOLDERS, settings.PACKS = {"small": tmp_path / "small"}, ("small",)
    bench = Bench(tmp_path)
    bench.write("small/pack.toml", INDEX)
    bench.write("small/ur/words.toml", (tmp_path / "small/en/words.toml").read_text() + CHECKED)
    bench.page("Some text. [Danger](page:danger)\n\nMore of it.")
    bench.page("Ring {{fact:line}}.", id="danger", code="k7")
    library.cache_clear()
    lay_packs_now([read_folder(tmp_path / "small")])
    yield bench
    library.cache_clear()


@pytest.fixture
def editor(bench, another, world):
    return people.sign_in(another(), world.editor)


@pytest.fixture
def manager(bench, another, world):
    return people.sign_in(another(), world.manager)
