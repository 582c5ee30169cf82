"""What the policy allows is exactly what the pages hold."""

import re

import pytest

from waymark.ui.headers import security_headers
from waymark.ui.inline import LISTEN, MORE_STYLE, SCRIPT, STYLE, hash_source
from waymark.ui.policies import desk_policy, public_policy, write_policy

NEUTRAL = "https://www.bbc.co.uk/weather"


def test_everything_is_forbidden_but_what_is_named():
    for policy in (public_policy(NEUTRAL), desk_policy()):
        assert policy["default-src"] == ["'none'"]
        assert policy["frame-ancestors"] == ["'none'"]
        assert policy["base-uri"] == ["'none'"]
        written = write_policy(policy)
        assert "unsafe" not in written
        assert "*" not in written


def test_the_neutral_site_may_be_reached_by_the_exit_form_and_nothing_else():
    assert public_policy(NEUTRAL)["form-action"] == ["'self'", "https://www.bbc.co.uk"]


@pytest.mark.parametrize(
    "address", ["http://www.bbc.co.uk/", "javascript:alert(1)", "https:", "", "//evil.example"]
)
def test_a_neutral_site_that_is_not_https_is_refused(address):
    with pytest.raises(ValueError):
        public_policy(address)


def test_the_hashes_fit_the_inline_style_and_script_of_a_page(browser):
    page = browser.get("/nothing-here").content.decode()
    styles = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    policy = public_policy(NEUTRAL)
    assert styles == [STYLE, MORE_STYLE]
    assert scripts == [SCRIPT]
    assert policy["style-src"] == [hash_source(each) for each in styles]
    assert policy["script-src"] == [hash_source(SCRIPT), hash_source(LISTEN)]


def test_strict_transport_is_asked_only_over_https(settings):
    settings.SECURE_HSTS_SECONDS = 31536000
    assert "Strict-Transport-Security" in security_headers(secure=True)
    assert "Strict-Transport-Security" not in security_headers(secure=False)


def test_only_the_desk_may_use_passkeys(settings):
    assert "publickey-credentials-get=()" in security_headers(secure=True)["Permissions-Policy"]
    settings.UI_PASSKEYS = True
    assert "publickey-credentials-get=(self)" in security_headers(secure=True)["Permissions-Policy"]
