from waymark.sealing.sessions import session_key, session_row_id


def test_a_token_gives_one_row_and_one_key_that_do_not_tell_of_each_other():
    assert session_row_id("token") == session_row_id("token")
    assert session_key("token") == session_key("token")
    assert session_row_id("token") != session_row_id("tokem")
    assert session_key("token") != session_key("tokem")
    assert session_key("token").raw.hex() != session_row_id("token")
    assert len(session_row_id("token")) == 64


def test_a_token_that_is_no_text_of_ours_is_only_another_token():
    assert len(session_row_id("\ud800")) == 64
    assert session_key("\ud800") == session_key("\ud801") != session_key("token")
