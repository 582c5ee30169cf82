"""Walk every chain, compare it with the last anchor, and the newest keys with it; say what was found."""

import argparse

from django.conf import settings

from waymark.audit.anchors import AnchorsBroken, read_anchors, verify_with_anchors
from waymark.audit.queries import ChainBroken
from waymark.records.refusal import Refused
from waymark.staff.newest import PairMissing, check_newest_pairs


def run(_asked: argparse.Namespace) -> None:
    key = settings.KEYS.verify_key()
    try:
        lengths = verify_with_anchors(settings.DATA_DIR, key)
        anchors = read_anchors(settings.DATA_DIR, key)
        check_newest_pairs()
    except (ChainBroken, AnchorsBroken, PairMissing) as finding:
        raise Refused(f"Not as it was written: {finding}") from finding
    since = f"last anchored on {anchors[-1].made_on}" if anchors else "never anchored yet"
    print(f"{len(lengths)} chains, {sum(lengths.values())} events, all as written; {since}.")  # noqa: T201 - a command speaks
