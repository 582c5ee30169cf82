"""The pages that the front server shows by itself."""

from argparse import Namespace

import pytest

from tests.public.tongues import offer
from waymark.config.verbs.front_pages import STATUSES, run


@pytest.mark.usefixtures("public_client")
def test_the_pages_are_calm_name_the_number_and_can_be_read_by_another_user(tmp_path, settings):
    settings.PACK_DRAFTS = True
    offer("ur")
    run(Namespace(folder=tmp_path / "pages"))
    pages = sorted((tmp_path / "pages").rglob("*.html"))
    for language, found in (("en", "not"), ("ur", "نہیں")):
        of_it = [page for page in pages if page.parent.name == language]
        assert [page.name for page in of_it] == [f"{status}.html" for status in STATUSES]
        for page in of_it:
            said = page.read_text("utf-8")
            assert settings.SERVICE.phone in said
            assert found in said
            assert f'<html lang="{language}"' in said
            assert page.stat().st_mode & 0o044 == 0o044
    for folder in {page.parent for page in pages} | {tmp_path / "pages"}:
        assert folder.stat().st_mode & 0o055 == 0o055
