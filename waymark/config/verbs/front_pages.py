"""Write the pages that the front server shows by itself: a body that is too large, a face that is away.

They are the same calm pages as the face's own, in each language that it speaks, with the service's
number on them.
"""

import argparse
from typing import Final

from waymark.content.queries import languages_offered
from waymark.ui.errors import error_page

STATUSES: Final = (413, 503)


def run(asked: argparse.Namespace) -> None:
    for language in languages_offered():
        folder = asked.folder / language
        folder.mkdir(parents=True, exist_ok=True)
        for each in (asked.folder, folder):
            each.chmod(0o755)  # the front server is another user, and nothing here is not public
        for status in STATUSES:
            page = folder / f"{status}.html"
            page.write_bytes(error_page(status, language=language).content)
            page.chmod(0o644)
