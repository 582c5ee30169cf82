"""The files of a data folder before there is a database: keys, and the facts that a service must state."""

import argparse
from pathlib import Path
from typing import Final

from django.core.exceptions import ImproperlyConfigured

from waymark.clocks.hours import NotHours, read_week
from waymark.config.about import Facts, Plain, read_service, write_service
from waymark.config.env import DATA, DESK_ORIGIN, HOUSE, Environment
from waymark.config.keysfolder import make_keys
from waymark.config.made_up import make_up_data
from waymark.config.statements import COUNTS, PHONE, STATED_ON, TABLES, NotStated, read_table, this_day

QUESTIONS: Final = {
    "name": "The service's name: ",
    "phone": "The phone number that people ring: ",
    "hours": "When somebody answers, such as Mon-Fri 09:00-17:00 (several, with commas between): ",
    "area": "The area it serves: ",
}
# By table of `service.toml` and key. An empty answer leaves the key out.
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
    ("keeping", "years"): "Years that a case is kept after it was closed, before it is destroyed: ",
    ("keeping", "weeks"): "Weeks that a message without a mailbox is kept after you dealt with it: ",
}


def data_folder() -> Path:
    return Environment().folder(DATA, HOUSE / "var")


def prepare_service(asked: argparse.Namespace) -> None:
    """Make the folder, the keys and `service.toml` for a real service; facts that are there stay."""
    env = Environment()
    env.check_names()
    env.origin(DESK_ORIGIN, loopback=None)  # said before anything is asked, rather than after all of it
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
    answers: Facts = {fact: _answer(fact, getattr(asked, fact)) for fact in QUESTIONS}
    answers.update({table: _statement(table, asked) for table in TABLES})
    return answers


def _answer(fact: str, given: str | list[str] | None) -> str | list[str]:
    """What the command line says, or else what is typed: asked for again until it can be used."""
    if given is not None:
        return _usable(fact, [given] if isinstance(given, str) else given)
    while True:
        typed = input(QUESTIONS[fact])
        try:
            return _usable(fact, typed.split(",") if fact == "hours" else [typed])
        except ImproperlyConfigured as told:
            print(told)  # noqa: T201 - a command speaks


def _usable(fact: str, said: list[str]) -> str | list[str]:
    """The fact as `service.toml` has it. Raises ImproperlyConfigured with a sentence."""
    lines = [line.strip() for line in said]
    if not all(lines):
        raise ImproperlyConfigured(f"The service's {fact} cannot be left empty: people rely on it.")
    if fact == "phone" and not PHONE.fullmatch(lines[0]):
        raise ImproperlyConfigured(f"{lines[0]!r} is not one number that can be dialled.")
    if fact != "hours":
        return lines[0]
    try:
        read_week(lines)
    except NotHours as wrong:
        raise ImproperlyConfigured(f"{wrong}.") from wrong
    return lines


def _statement(table: str, asked: argparse.Namespace) -> dict[str, Plain]:
    """What only the service can say, stated today: a table is asked for again until it can be used."""
    questions = {key: question for (name, key), question in STATEMENTS.items() if name == table}
    given = {key: getattr(asked, f"{table}_{key}") for key in questions}
    while True:
        said: dict[str, Plain] = {STATED_ON: this_day()}
        for key, question in questions.items():
            typed = input(question) if given[key] is None else given[key]
            if value := typed.strip():
                said[key] = int(value) if value.isdecimal() and key in COUNTS else value
        try:
            read_table(table, said, this_day())
        except NotStated as told:
            if None not in given.values():
                raise ImproperlyConfigured(f"{told}.") from told
            print(f"{told}.")  # noqa: T201 - a command speaks
            given = dict.fromkeys(given)
        else:
            return said


def prepare_demonstration(_asked: argparse.Namespace) -> None:
    """Make a demonstration's folder; never touches the folder of a real service."""
    folder = data_folder()
    make_up_data(folder, demonstration=True)
    if not read_service(folder / "service.toml").demonstration:
        raise ImproperlyConfigured(
            f"{folder} belongs to a real service. Give the demonstration another folder."
        )
