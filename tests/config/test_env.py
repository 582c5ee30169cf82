import pytest
from django.core.exceptions import ImproperlyConfigured

from waymark.config.env import (
    DATA,
    DESK_ORIGIN,
    HAND_OVER_DAYS,
    HOUSE,
    SETTINGS,
    TLS_IN_FRONT,
    Environment,
    settings_page,
)


def test_an_absent_truth_is_no_and_a_strange_one_stops_the_process():
    assert Environment({}).truth(TLS_IN_FRONT) is False
    assert Environment({"WAYMARK_TLS_IN_FRONT": " Yes "}).truth(TLS_IN_FRONT) is True
    with pytest.raises(ImproperlyConfigured, match="WAYMARK_TLS_IN_FRONT must be yes or no"):
        Environment({"WAYMARK_TLS_IN_FRONT": "maybe"}).truth(TLS_IN_FRONT)


@pytest.mark.parametrize("value", ["6", "93", "-7", "7.5", "a month", "\u0663\u0660", "9" * 5000])
def test_a_number_that_is_not_offered_stops_the_process(value):
    within = range(7, 93)
    assert Environment({}).number(HAND_OVER_DAYS, within, 30) == 30
    assert Environment({"WAYMARK_HAND_OVER_DAYS": " 92 "}).number(HAND_OVER_DAYS, within, 30) == 92
    with pytest.raises(ImproperlyConfigured, match="must be a number from 7 to 92"):
        Environment({"WAYMARK_HAND_OVER_DAYS": value}).number(HAND_OVER_DAYS, within, 30)


def test_a_required_setting_that_is_absent_is_named():
    with pytest.raises(ImproperlyConfigured, match="WAYMARK_DESK_ORIGIN is not set"):
        Environment({"WAYMARK_DESK_ORIGIN": " "}).origin(DESK_ORIGIN, loopback=None)


@pytest.mark.parametrize(
    "address",
    [
        "desk.example.org",
        "http://desk.example.org",
        "https://*",
        "https://a/path",
        "https://a:port",
        "https://-a",
        "",
    ],
)
def test_a_real_service_takes_only_a_bare_https_address(address):
    with pytest.raises(ImproperlyConfigured, match="WAYMARK_DESK_ORIGIN"):
        Environment({"WAYMARK_DESK_ORIGIN": address}).origin(DESK_ORIGIN, loopback=None)


def test_an_address_gives_its_host_and_itself():
    origin = Environment({"WAYMARK_DESK_ORIGIN": "https://Desk.Example.org:8443/"}).origin(
        DESK_ORIGIN, loopback=None
    )
    assert (origin.host, origin.address) == ("desk.example.org", "https://desk.example.org:8443")


@pytest.mark.parametrize("address", ["http://127.0.0.1:8001", "https://localhost", "http://192.168.0.5"])
def test_a_demonstration_answers_on_its_own_loopback_name_only(address):
    with pytest.raises(ImproperlyConfigured, match="demonstration answers on http://localhost only"):
        Environment({"WAYMARK_DESK_ORIGIN": address}).origin(DESK_ORIGIN, loopback="localhost")


def test_a_demonstration_needs_no_address():
    assert Environment({}).origin(DESK_ORIGIN, loopback="localhost").address == "http://localhost"


def test_an_error_never_shows_a_value():
    secret = "http://someone:canary-5512@desk.example.org"
    with pytest.raises(ImproperlyConfigured) as told:
        Environment({"WAYMARK_DESK_ORIGIN": secret}).origin(DESK_ORIGIN, loopback=None)
    assert "canary-5512" not in str(told.value)


def test_a_folder_is_made_absolute(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert Environment({"WAYMARK_DATA": "here"}).folder(DATA, HOUSE) == tmp_path / "here"


def test_the_settings_page_is_current():
    page = HOUSE / "docs" / "settings.md"
    assert page.read_text("utf-8") == settings_page(), "run ./do generated"
    assert all(f"`{setting.name}`" in settings_page() for setting in SETTINGS)


def test_a_slip_in_a_settings_name_stops_the_process_and_shows_no_value():
    with pytest.raises(ImproperlyConfigured, match="No setting is called WAYMARK_TSL_IN_FRONT") as told:
        Environment({"WAYMARK_TSL_IN_FRONT": "canary-5512", "PATH": "/bin"}).check_names()
    assert "canary-5512" not in str(told.value)
    Environment({setting.name: "x" for setting in SETTINGS}).check_names()
