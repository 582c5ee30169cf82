"""Logs that tell nobody anything: no values, addresses, bodies, locals or exception texts; no core dumps.

A line holds the level, the logger, the unfilled message, a status code, and for an error its kind and where
it passed. What was typed can be in an argument or in an exception's text, so neither is written.
"""

import ctypes
import logging
import resource
import sys
import threading
import traceback
from pathlib import Path
from typing import Any, Final

from django.core.exceptions import ImproperlyConfigured

HOUSE: Final = Path(__file__).resolve().parent.parent.parent
PR_SET_DUMPABLE: Final = 4
"""From linux/prctl.h."""


class QuietFormatter(logging.Formatter):
    """Formats a record from its template only; `%s` stays `%s`."""

    def format(self, record: logging.LogRecord) -> str:
        parts = [record.levelname, record.name, _template(record)]
        if isinstance(status := getattr(record, "status_code", None), int):
            parts.append(str(status))
        line = " ".join(parts)
        if record.exc_info and record.exc_info[1] is not None:
            line += "\n" + path_of_error(record.exc_info[1])
        return line


def _template(record: logging.LogRecord) -> str:
    # A message without arguments may be filled in already; only our own code and the server promise not to.
    if record.args or record.name.startswith(("waymark", "_granian", "granian")):
        # The first line alone: the server writes whole tracebacks, texts included, into its messages.
        return str(record.msg).partition("\n")[0]
    return "(message withheld)"


def path_of_error(error: BaseException) -> str:
    """The kinds of an error and its causes, and the functions it passed; never its text."""
    lines: list[str] = []
    seen: BaseException | None = error
    while seen is not None:
        lines.append(f"{type(seen).__module__}.{type(seen).__qualname__}")
        for frame in traceback.extract_tb(seen.__traceback__):
            lines.append(f"  {_short(frame.filename)}:{frame.lineno} {frame.name}")
        seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)
    return "\n".join(lines)


def _short(filename: str) -> str:
    path = Path(filename)
    return str(path.relative_to(HOUSE)) if path.is_relative_to(HOUSE) else path.name


LOGGING: Final[dict[str, Any]] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"quiet": {"()": "waymark.config.quiet.QuietFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "quiet"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        # Django's own handlers print addresses and mail errors; these replace them.
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "django.server": {"handlers": [], "level": "CRITICAL", "propagate": False},
        "django.db.backends": {"handlers": [], "level": "CRITICAL", "propagate": False},
        # Anybody can send a wrong host; it is answered with 400 and needs no line.
        "django.security.DisallowedHost": {"handlers": [], "level": "CRITICAL", "propagate": False},
        "_granian": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "granian.access": {"handlers": [], "level": "CRITICAL", "propagate": False},
        "waymark": {"handlers": ["console"], "level": "INFO", "propagate": False},
    },
}


def forbid_core_dumps() -> None:
    """A dump of this process would hold every key in it; nor may another process of its user look into it."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0)


def hide_texts_of_errors() -> None:
    """Let an error that nobody caught print its path only, unless it is about how the house is set up."""
    sys.excepthook = _print_path
    threading.excepthook = _print_path_of_thread


def _print_path_of_thread(told: threading.ExceptHookArgs) -> None:
    if told.exc_value is not None and told.exc_type is not SystemExit:
        _print_path(told.exc_type, told.exc_value, None)


def _print_path(_kind: type[BaseException], error: BaseException, _trace: object) -> None:
    about_us = isinstance(error, ImproperlyConfigured | ImportError | SyntaxError)
    text = f"{path_of_error(error)}\n{error}" if about_us else path_of_error(error)
    print(text, file=sys.stderr)  # noqa: T201 - the last words of a dying process
