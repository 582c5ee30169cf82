"""The way out works without scripts, clears what the browser kept, and counts nobody."""

import pytest


def test_leaving_clears_and_goes_to_the_neutral_site(client):
    response = client.post("/leave")
    assert response.status_code == 303
    assert response.headers["Location"] == "https://www.bbc.co.uk/weather"
    assert response.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert response.headers["Cache-Control"] == "no-store"


def test_leaving_reads_and_writes_no_database_and_no_cookie(client):
    response = client.post("/leave", {"anything": "typed"})
    assert response.status_code == 303
    assert not response.cookies


@pytest.mark.parametrize("method", ["get", "put", "delete"])
def test_nothing_but_the_button_leaves(client, method):
    assert getattr(client, method)("/leave").status_code == 405


def test_the_policy_lets_the_exit_form_reach_the_neutral_site(client):
    policy = client.get("/en").headers["Content-Security-Policy"]
    assert "form-action 'self' https://www.bbc.co.uk;" in policy
