"""`waymark verify` says what stands, and what does not."""

from argparse import Namespace

import pytest

from tests.audit.test_anchors import cut
from tests.audit.test_chains import new_chain
from waymark.audit.anchors import make_anchor
from waymark.config.verbs import verify
from waymark.records.refusal import Refused

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def test_whole_chains_are_counted(tmp_path, settings, capsys):
    settings.DATA_DIR = tmp_path
    new_chain(3)
    verify.run(Namespace())
    assert capsys.readouterr().out == "1 chains, 3 events, all as written; never anchored yet.\n"
    make_anchor(tmp_path, settings.KEYS.signing_key())
    verify.run(Namespace())
    assert "last anchored on" in capsys.readouterr().out


def test_a_cut_chain_is_named(tmp_path, settings):
    settings.DATA_DIR = tmp_path
    chain = new_chain(3)
    make_anchor(tmp_path, settings.KEYS.signing_key())
    cut(chain, 2)
    with pytest.raises(Refused, match=f"chain {chain.id}.*shorter"):
        verify.run(Namespace())
