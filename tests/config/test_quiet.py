import ctypes
import json
import logging
import resource
import sys
import threading

import pytest
from django.db import connection

from waymark.config.quiet import QuietFormatter, hide_texts_of_errors, path_of_error

CANARY = "canary-3127"


def line(message, *args, name="django.request", error=None, **extra):
    info = (type(error), error, error.__traceback__) if error else None
    record = logging.LogRecord(name, logging.ERROR, __file__, 1, message, args, info)
    vars(record).update(extra)
    return QuietFormatter().format(record)


def test_a_line_never_holds_the_values_of_its_message():
    assert line("Not Found: %s", f"/{CANARY}", status_code=404) == "ERROR django.request Not Found: %s 404"


def test_a_message_that_came_already_filled_in_is_withheld():
    assert CANARY not in line(f"bad header {CANARY}", name="somebody.else")


def test_a_traceback_inside_a_message_of_the_server_is_cut_off():
    said = line(
        f"Application callable raised an exception\nTraceback\nValueError: {CANARY}", name="_granian.wsgi"
    )
    assert said == "ERROR _granian.wsgi Application callable raised an exception"


def test_an_error_leaves_its_path_but_not_its_words():
    try:
        try:
            int(CANARY)
        except ValueError as wrong:
            raise RuntimeError(CANARY) from wrong
    except RuntimeError as error:
        told = line("failed: %s", CANARY, error=error)
    assert CANARY not in told
    assert "builtins.RuntimeError" in told
    assert "builtins.ValueError" in told
    assert "tests/config/test_quiet.py" in told


def test_an_error_in_a_thread_leaves_its_path_but_not_its_words_either(monkeypatch, capsys):
    for module in (sys, threading):
        monkeypatch.setattr(module, "excepthook", module.excepthook)
    hide_texts_of_errors()
    thread = threading.Thread(target=int, args=(CANARY,))
    thread.start()
    thread.join()
    told = capsys.readouterr().err
    assert "builtins.ValueError" in told
    assert CANARY not in told


def test_a_frame_of_a_library_shows_no_folder_of_the_machine():
    with pytest.raises(ValueError, match="Expecting value") as told:
        json.loads(CANARY)
    assert "  decoder.py:" in path_of_error(told.value)


@pytest.mark.django_db
def test_statements_and_their_values_are_not_logged(caplog, settings):
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s", [CANARY])
    assert CANARY not in caplog.text
    assert settings.LOGGING["loggers"]["django.db.backends"]["handlers"] == []


def test_this_process_leaves_no_core_dump():
    assert resource.getrlimit(resource.RLIMIT_CORE) == (0, 0)


def test_no_other_process_of_this_user_may_look_into_this_one():
    get_dumpable = 3  # linux/prctl.h
    assert ctypes.CDLL(None).prctl(get_dumpable) == 0
