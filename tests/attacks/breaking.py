"""The public face with one step broken, the error itself shouting what was typed: which, a file says.

Started as a process of its own, so that the whole way, front server included, can be searched afterwards.
"""

import os
import sys
from importlib import import_module
from pathlib import Path

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from tests.intake.steps import STEPS
from waymark.config.public.wsgi import application
from waymark.config.quiet import LOGGING, hide_texts_of_errors

BROKEN = Path(os.environ["BROKEN_STEP"])


def break_on_demand(step):
    place, name = step.rsplit(".", 1)
    module = import_module(place)
    whole = getattr(module, name)

    def guarded(*args, **kwargs):
        if BROKEN.read_text("utf-8") == step:
            raise RuntimeError(f"canarymessage canaryname {args} {kwargs}")
        return whole(*args, **kwargs)

    setattr(module, name, guarded)


for each in STEPS:
    break_on_demand(each)

if __name__ == "__main__":
    hide_texts_of_errors()
    Server(
        "tests.attacks.breaking:application",
        port=int(sys.argv[1]),
        interface=Interfaces.WSGI,
        blocking_threads=4,
        websockets=False,
        log_access=False,
        log_level=LogLevels.warning,
        log_dictconfig=LOGGING,
    ).serve()
    assert application
