"""Which reader a file asks for, by its name: a table, or an Open Referral feed as JSON."""

from collections.abc import Iterator
from typing import BinaryIO

from waymark.directory.lists.referral import read_lines, read_pages
from waymark.directory.lists.tables import read_table
from waymark.directory.rows import Row
from waymark.records.refusal import Refused


def read_list(file: BinaryIO, name: str, *, keep_words: bool = False) -> Iterator[Row]:
    """The rows of a file. Raises Refused for a kind that nobody here can read."""
    ending = name.lower().rpartition(".")[2]
    if ending == "csv":
        return read_table(file, keep_words=keep_words)
    if ending == "ndjson":
        return read_lines(file)
    if ending == "json":
        return read_pages(file)
    raise Refused("Give a table (.csv) or an Open Referral feed (.json or .ndjson).")
