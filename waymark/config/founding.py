"""The files of a data folder before there is a database: keys, and the facts that a service must state."""

import argparse
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from waymark.config.about import Facts, read_service, write_service
from waymark.config.env import DATA, HOUSE, Environment
from waymark.config.keysfolder import make_keys
from waymark.config.made_up import make_up_data

QUESTIONS = {
    "name": "The service's name: ",
    "phone": "The phone number that people ring: ",
    "hours": "When somebody answers, such as Mon-Fri 09:00-17:00 (several, with commas between): ",
    "area": "The area it serves: ",
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
    given = {"name": asked.name, "phone": asked.phone, "area": asked.area, "hours": asked.hours}
    answers: Facts = {}
    for fact, question in QUESTIONS.items():
        value = given[fact] or input(question).strip()
        answers[fact] = (
            [line.strip() for line in value.split(",")]
            if fact == "hours" and isinstance(value, str)
            else value
        )
    return answers


def prepare_demonstration(_asked: argparse.Namespace) -> None:
    """Make a demonstration's folder; never touches the folder of a real service."""
    folder = data_folder()
    make_up_data(folder, demonstration=True)
    if not read_service(folder / "service.toml").demonstration:
        raise ImproperlyConfigured(
            f"{folder} belongs to a real service. Give the demonstration another folder."
        )
