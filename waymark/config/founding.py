"""The files of a data folder before there is a database: keys, and the facts that a service must state."""

import argparse
from pathlib import Path
from typing import Any, Final

from django.core.exceptions import ImproperlyConfigured

from waymark.config.about import Facts, read_service, write_service
from waymark.config.env import DATA, HOUSE, Environment
from waymark.config.keysfolder import make_keys
from waymark.config.made_up import make_up_data
from waymark.config.statements import STATED_ON, this_day

QUESTIONS: Final = {
    "name": "The service's name: ",
    "phone": "The phone number that people ring: ",
    "hours": "When somebody answers, such as Mon-Fri 09:00-17:00 (several, with commas between): ",
    "area": "The area it serves: ",
}
# By table of `service.toml` and key. An empty answer leaves the key out; what is needed then says so.
STATEMENTS: Final = {
    ("complaints", "to"): "Who takes a complaint, such as the quality lead: ",
    ("complaints", "phone"): "Their phone number (Enter for none): ",
    ("complaints", "email"): "Their e-mail address (Enter for none): ",
    ("complaints", "address"): "Their address for letters, on one line (Enter for none): ",
    ("complaints", "days"): "Working days until a complaint is answered: ",
    ("complaints", "next"): "Who looks at a complaint again, and how to reach them: ",
    ("data", "controller"): "The organisation that answers for data: ",
    ("data", "phone"): "The phone number to ask about data (Enter for none): ",
    ("data", "email"): "The e-mail address to ask about data (Enter for none): ",
    ("data", "address"): "The address for letters about data, on one line (Enter for none): ",
    ("data", "registration"): "Its number at the Information Commissioner (Enter for none): ",
    ("keeping", "years"): "Years that messages and files are kept after you stopped working with somebody: ",
}


def data_folder() -> Path:
    return Environment().folder(DATA, HOUSE / "var")


def prepare_service(asked: argparse.Namespace) -> None:
    """Make the folder, the keys and `service.toml` for a real service; facts that are there stay."""
    folder = data_folder()
    facts = folder / "service.toml"
    answers = {} if facts.exists() else _answers(asked)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    if answers:
        write_service(facts, answers)
    if read_service(facts).demonstration:
        raise ImproperlyConfigured(
            f"{folder} holds a demonstration. A real service needs a folder of its own."
        )
    make_keys(folder / "keys")


def _answers(asked: argparse.Namespace) -> Facts:
    answers: Facts = {}
    for fact, question in QUESTIONS.items():
        value = getattr(asked, fact) or input(question).strip()
        answers[fact] = (
            [line.strip() for line in value.split(",")]
            if fact == "hours" and isinstance(value, str)
            else value
        )
    return answers | _statements(asked)


def _statements(asked: argparse.Namespace) -> Facts:
    """What only the service can say, stated today."""
    tables: dict[str, dict[str, Any]] = {}
    for (table, key), question in STATEMENTS.items():
        given = getattr(asked, f"{table}_{key}")
        value = (input(question) if given is None else given).strip()
        said = tables.setdefault(table, {})
        if value:
            said[key] = int(value) if value.isdecimal() and key in {"days", "years"} else value
    return {table: {**said, STATED_ON: this_day()} for table, said in tables.items()}


def prepare_demonstration(_asked: argparse.Namespace) -> None:
    """Make a demonstration's folder; never touches the folder of a real service."""
    folder = data_folder()
    make_up_data(folder, demonstration=True)
    if not read_service(folder / "service.toml").demonstration:
        raise ImproperlyConfigured(
            f"{folder} belongs to a real service. Give the demonstration another folder."
        )
