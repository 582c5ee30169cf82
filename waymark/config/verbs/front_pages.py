"""Write the pages that the front server shows by itself: a body that is too large, a face that is away.

They are the same calm pages as the face's own, with the service's number on them.
"""

import argparse
from typing import Final

from waymark.ui.errors import error_page

STATUSES: Final = (413, 503)


def run(asked: argparse.Namespace) -> None:
    asked.folder.mkdir(parents=True, exist_ok=True)
    asked.folder.chmod(0o755)  # the front server is another user, and nothing here is not public
    for status in STATUSES:
        page = asked.folder / f"{status}.html"
        page.write_bytes(error_page(status).content)
        page.chmod(0o644)
