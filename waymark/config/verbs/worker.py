"""Run jobs until asked to stop."""

import argparse

from waymark.jobs.worker import run_worker


def run(_asked: argparse.Namespace) -> None:
    run_worker()
