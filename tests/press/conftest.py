"""A small site in the tables: one pack of two pages, laid and pressed, with the people who edit it."""

from dataclasses import dataclass

import pytest

from tests.content.conftest import Bench
from tests.people import World, build_world
from waymark.content.folders import read_folder
from waymark.content.models import Item
from waymark.content.pieces import Key
from waymark.content.queries import library
from waymark.content.terms import ItemKind
from waymark.press.publishing import lay_packs_now

INDEX = 'id = "small"\nlanguages = ["en", "ur"]\nshelves.a = ["front", "danger"]\n'


@dataclass
class Site:
    bench: Bench
    world: World

    def lay(self):
        return lay_packs_now([read_folder(self.bench.folder / "small")])

    def key(self, name="front", kind=ItemKind.PAGE, language="en"):
        return Key("small", kind, language, name)

    def item(self, **which):
        key = self.key(**which)
        return Item.objects.get(kind=key.kind.value, language=key.language, name=key.name)

    def text(self, body, *, id="front", code=""):
        return f'+++\nid = "{id}"\ncode = "{code}"\nheading = "Heading"\n+++\n{body}\n'


@pytest.fixture
def site(db, tmp_path, settings):
    settings.PACK_FOLDERS, settings.PACKS = {"small": tmp_path / "small"}, ("small",)
    bench = Bench(tmp_path)
    bench.write("small/pack.toml", INDEX)
    bench.write("small/ur/words.toml", (tmp_path / "small/en/words.toml").read_text())
    bench.page("Some text. [Danger](page:danger)")
    bench.page("Ring {{fact:line}}.", id="danger", code="k7")
    made = Site(bench, build_world())
    library.cache_clear()
    made.lay()
    yield made
    library.cache_clear()
