"""Write the pages of docs/generated/, or with --check say which of them are out of date."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from waymark.records.fieldtable import field_table

PAGES = {"fields.md": field_table}
FOLDER = Path("docs") / "generated"


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true")

    def handle(self, *_args: Any, check: bool = False, **_options: Any) -> None:
        FOLDER.mkdir(parents=True, exist_ok=True)
        for name, make in PAGES.items():
            page, text = FOLDER / name, make()
            if page.exists() and page.read_text(encoding="utf-8") == text:
                continue
            if check:
                raise CommandError(f"{page} is out of date: run `manage.py generated`")
            page.write_text(text, encoding="utf-8")
            self.stdout.write(f"wrote {page}")
