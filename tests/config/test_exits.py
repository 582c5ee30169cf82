"""Leaving leads to a place that fits anybody, and somebody is told when it no longer does."""

from argparse import Namespace
from types import SimpleNamespace

import pytest

from waymark.config.about import NEUTRAL_EXITS
from waymark.config.exits import check_answers, fault_in
from waymark.config.verbs import exits
from waymark.records.refusal import Refused

SITE = "https://www.example.org/weather"


@pytest.mark.parametrize(
    "address", [*NEUTRAL_EXITS, SITE, "https://example.org", "https://example.org/a-b/c.html"]
)
def test_an_address_that_fits_anybody_will_do(address):
    assert fault_in(address) == ""


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("http://www.example.org/", "https"),
        ("https://me:word@example.org/", "without a user"),
        ("https://example.org:8443/", "a port"),
        ("https://192.0.2.7/", "public host"),
        ("https://localhost/", "public host"),
        ("https://example.org/?place=LE1", "query"),
        ("https://example.org/#LE1", "fragment"),
        ("https://example.org/weather/2644668", "numbers"),
        ("https://example.org/~robin", "signs"),
        ("javascript:alert", "https"),
        ("https://[", "is not an address"),
    ],
)
def test_an_address_that_could_tell_about_somebody_is_refused(address, said):
    assert said in fault_in(address)


def fail(_address):
    raise TimeoutError


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (lambda address: (200, address), ""),
        (lambda address: (404, address), "answers 404"),
        (lambda address: (200, "https://login.example.net/"), "leads on to login.example.net"),
        (fail, "does not answer (TimeoutError)"),
    ],
)
def test_what_no_longer_answers_is_named(ask, said):
    assert check_answers(SITE, ask) == said


def test_the_verb_tells_of_each_and_fails_when_one_does(settings, monkeypatch, capsys):
    settings.SERVICE = SimpleNamespace(exits=(SITE, "https://gone.example.org/"))
    monkeypatch.setattr(exits, "ask_web", lambda address: (404 if "gone" in address else 200, address))
    with pytest.raises(Refused, match="service"):
        exits.run(Namespace())
    assert capsys.readouterr().out == f"{SITE} answers.\nhttps://gone.example.org/ answers 404.\n"
    settings.SERVICE = SimpleNamespace(exits=(SITE,))
    exits.run(Namespace())
