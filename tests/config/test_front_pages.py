"""The pages that the front server shows by itself."""

from argparse import Namespace

import pytest

from waymark.config.verbs.front_pages import STATUSES, run


@pytest.mark.usefixtures("public_client")
def test_both_pages_are_calm_name_the_number_and_can_be_read_by_another_user(tmp_path, settings):
    run(Namespace(folder=tmp_path / "pages"))
    pages = sorted((tmp_path / "pages").iterdir())
    assert [page.name for page in pages] == [f"{status}.html" for status in STATUSES]
    for page in pages:
        said = page.read_text("utf-8")
        assert settings.SERVICE.phone in said
        assert "not" in said
        assert page.stat().st_mode & 0o044 == 0o044
    assert pages[0].parent.stat().st_mode & 0o055 == 0o055
