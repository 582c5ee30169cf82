"""What the documentation says the server can see is what the models store."""

from pathlib import Path

import waymark
from waymark.config.roles import PUBLIC_RIGHTS
from waymark.records.classes import unclassified
from waymark.records.fieldtable import field_table

DOCS = Path(waymark.__file__).parent.parent / "docs"


def test_every_stored_field_of_every_installed_model_is_classified():
    assert [f"{field.table}.{field.column}" for field in unclassified()] == []


def test_the_page_of_fields_is_current():
    written = (DOCS / "generated" / "fields.md").read_text(encoding="utf-8")
    assert written == field_table(), "run `manage.py generated`"


def test_the_page_says_what_the_public_process_may_do():
    sections = field_table().split("### ")[1:]
    may = {part.split("\n")[0]: part.rsplit("The public process may: ", 1)[1] for part in sections}
    named = {table for rights in PUBLIC_RIGHTS.values() for table in rights}
    assert {table for table, said in may.items() if not said.startswith("nothing.")} == named
