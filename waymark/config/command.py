"""The `waymark` command: set a service up, serve its faces, run its worker, recover it.

Says what is wrong in one sentence; an error of any other kind leaves its path and never its text.
"""

import argparse
import os
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Final

import django
from django.core.exceptions import ImproperlyConfigured

from waymark.config import packing
from waymark.config.about import read_service
from waymark.config.env import settings_page
from waymark.config.founding import STATEMENTS, data_folder, prepare_demonstration, prepare_service
from waymark.config.quiet import forbid_core_dumps, hide_texts_of_errors
from waymark.config.serving import FACES, LARGEST_WORKER_MB, WORKERS, serve
from waymark.records.refusal import Refused

# Verbs that need Django: the process they run as, and their function in a module that may import models.
VERBS: Final = {
    "init": ("desk", "waymark.config.verbs.init"),
    "demo": ("desk", "waymark.config.verbs.demo"),
    "recover": ("desk", "waymark.config.verbs.recover"),
    "worker": ("worker", "waymark.config.verbs.worker"),
    "upgrade": ("desk", "waymark.config.verbs.upgrade"),
    "verify": ("worker", "waymark.config.verbs.verify"),
    "exits": ("worker", "waymark.config.verbs.exits"),
    "roles": ("desk", "waymark.config.verbs.roles"),
    "pack": ("worker", "waymark.config.verbs.packs"),
    "press": ("worker", "waymark.config.verbs.press"),
    "directory": ("desk", "waymark.config.verbs.directory"),
    "outcodes": ("desk", "waymark.config.verbs.outcodes"),
    "front-pages": ("public", "waymark.config.verbs.front_pages"),
}
Verb = Callable[[argparse.Namespace], None]
BEFORE: Final[dict[str, Verb]] = {"init": prepare_service, "demo": prepare_demonstration}


def read_arguments(given: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="waymark", description=__doc__)
    verbs = parser.add_subparsers(dest="verb", required=True)

    init = verbs.add_parser(
        "init", help="make the keys, the facts, the first manager and the recovery sheets"
    )
    for fact in ("name", "phone", "area"):
        init.add_argument(f"--{fact}", help=f"the service's {fact}; asked for when it is not given")
    for table, key in STATEMENTS:
        init.add_argument(f"--{table}-{key}", help=f"[{table}] {key} of service.toml; empty for none")
    init.add_argument("--hours", action="append", help="such as 'Mon-Fri 09:00-17:00'; may be given again")
    init.add_argument("--manager", help="the first manager's sign-in name")
    init.add_argument("--manager-name", help="the first manager's name as colleagues see it")
    init.add_argument("--sheets", type=Path, help="the folder for the four sheets (default: DATA/sheets)")

    serving = verbs.add_parser("serve", help="serve one face with granian")
    serving.add_argument("face", choices=FACES)
    serving.add_argument("--host", default="127.0.0.1")
    serving.add_argument("--port", type=int, required=True)
    serving.add_argument("--workers", type=int, help="processes (default: 2 for public, 1 for desk)")
    serving.add_argument("--threads", type=int, default=4)

    verbs.add_parser("worker", help="run jobs and send what is queued")
    verbs.add_parser("upgrade", help="bring tables, packs and files to this release")
    verbs.add_parser("verify", help="walk every chain and compare it with the last anchor")
    verbs.add_parser("exits", help="ask every address that leaving may lead to whether it still answers")
    verbs.add_parser("demo", help="make a demonstration's data folder ready")
    recovering = verbs.add_parser("recover", help="let one member in again with two recovery sheets")
    recovering.add_argument("--member", help="the sign-in name; asked for when it is not given")
    recovering.add_argument(
        "--sheets", type=Path, help="the folder for the new sheets (default: DATA/sheets)"
    )

    roles = verbs.add_parser("roles", help="print the SQL for a face's own database role")
    roles.add_argument("--database", choices=("default", "keys"), default="default")
    roles.add_argument("--face", choices=("public", "api"), default="public")
    roles.add_argument("--role", help="its name (default: waymark_ and the face)")

    add_packing(verbs.add_parser("pack", help="check, stamp, load and export folders of wording"))
    verbs.add_parser("press", help="render anew whatever published pages have changed")
    listing = verbs.add_parser("directory", help="take a list of organisations in, as drafts")
    listing.add_argument("file", type=Path, help="a table (.csv) or an Open Referral feed (.json, .ndjson)")
    listing.add_argument("--origin", required=True, help="a name of this list that never changes")
    listing.add_argument("--dry-run", action="store_true", help="only show what each row would do")
    listing.add_argument(
        "--keep-words", action="store_true", help="keep hours that cannot be read as words, marked"
    )
    places = verbs.add_parser("outcodes", help="write the outcodes of a list of postcodes as a pack's places")
    places.add_argument("file", type=Path, help="a table or zip: outcodes, an ONS directory, Code-Point Open")
    places.add_argument("--only", action="append", default=[], help="letters that the outcodes begin with")
    places.add_argument("--area", action="append", required=True, help="an area that is this service's own")
    places.add_argument("--source", required=True, help="whose list it is, its licence and its month")
    pages = verbs.add_parser(
        "front-pages", help="write the pages that the front server shows by itself, in each language"
    )
    pages.add_argument("folder", type=Path)

    settings = verbs.add_parser("settings", help="print the table of settings")
    settings.add_argument("--write", type=Path)
    return parser.parse_args(given)


def add_packing(pack: argparse.ArgumentParser) -> None:
    ways = pack.add_subparsers(dest="packing", required=True)
    check = ways.add_parser("check", help="say what is wrong with a pack, with file and line")
    check.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    stamp = ways.add_parser("stamp", help="write into fresh translations which English they were made from")
    stamp.add_argument("folder", type=Path, metavar="FOLDER")
    stamp.add_argument("language")
    stamp.add_argument("--again", action="append", default=[], metavar="NAME", help="stamp this one anew")
    ways.add_parser("load", help="lay the packs of this release under what editors wrote, and press")
    export = ways.add_parser("export", help="write one pack as files, as it is published now")
    export.add_argument("pack")
    export.add_argument("folder", type=Path, metavar="FOLDER")


def main(given: list[str] | None = None) -> int:
    os.umask(0o077)
    forbid_core_dumps()
    hide_texts_of_errors()
    asked = read_arguments(given)
    try:
        obey(asked)
    except (ImproperlyConfigured, Refused) as told:
        print(told, file=sys.stderr)  # noqa: T201 - a command speaks to whoever typed it
        return 1
    except EOFError:
        print("There is nobody to ask. `--help` lists what can be said beforehand.", file=sys.stderr)  # noqa: T201 - as above
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def obey(asked: argparse.Namespace) -> None:
    if asked.verb == "serve":
        # Read here too, so that a fault is said once, not by every worker that is tried again.
        service = read_service(data_folder() / "service.toml")
        serve(
            asked.face,
            host=asked.host,
            port=asked.port,
            workers=asked.workers or WORKERS[asked.face],
            threads=asked.threads,
            # A demonstration is stopped by hand long before a worker grows.
            largest_mb=None if service.demonstration else LARGEST_WORKER_MB,
        )
    elif asked.verb == "pack" and asked.packing in packing.WITHOUT_A_SERVICE:
        packing.run(asked)
    elif asked.verb == "settings":
        if asked.write:
            asked.write.write_text(settings_page(), "utf-8")
        else:
            print(settings_page())  # noqa: T201 - as above
    else:
        process, module = VERBS[asked.verb]
        if asked.verb in BEFORE:
            BEFORE[asked.verb](asked)
        os.environ["DJANGO_SETTINGS_MODULE"] = f"waymark.config.{process}.settings"
        django.setup()
        run: Verb = import_module(module).run
        run(asked)
