"""Serve one face with granian: no access log, no shared port, a worker that grew too large is replaced."""

import ctypes
import os
import socket
from typing import Final

from django.core.exceptions import ImproperlyConfigured
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from waymark.config.quiet import LOGGING

FACES: Final = ("public", "desk", "api")
# Visitors' derivations and pages share a processor; one process alone would hold one core's worth of Python.
WORKERS: Final = {"public": 2, "desk": 1, "api": 1}
LARGEST_WORKER_MB: Final = 300
M_ARENA_MAX: Final = -8
"""The number by which glibc's `mallopt` knows it."""


def serve(face: str, *, host: str, port: int, workers: int, threads: int, largest_mb: int | None) -> None:
    """Serve until stopped. Refuses a busy port: the server itself would share it without a word.

    `largest_mb`: a worker that holds more is replaced; None: none ever is.
    """
    refuse_busy(host, port)
    keep_one_heap()
    # Read by each worker, which is a process of its own.
    os.environ["DJANGO_SETTINGS_MODULE"] = f"waymark.config.{face}.settings"
    Server(
        f"waymark.config.{face}.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=threads,
        websockets=False,
        log_access=False,
        log_level=LogLevels.warning,
        log_dictconfig=LOGGING,
        respawn_failed_workers=True,
        workers_max_rss=largest_mb,
        workers_kill_timeout=10,
    ).serve()


def keep_one_heap() -> None:
    """Let the threads of this process, and of the workers that it forks, share one heap.

    They take turns in Python anyway, and a heap for each made a worker hold 6 to 10 MB more.
    """
    ctypes.CDLL(None).mallopt(M_ARENA_MAX, 1)


def refuse_busy(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as busy:
            raise ImproperlyConfigured(
                f"Port {port} of {host} cannot be used: it is busy, or not ours."
            ) from busy
