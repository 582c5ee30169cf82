"""Films in British Sign Language: shown only whole, fetched only when asked for, and told to nobody."""

import logging
from io import BytesIO

import brotli
import pytest

from tests.public.films import CAPTIONS, box, film, put
from waymark.press.films import LONGEST_TRANSCRIPT, find_film, read_seconds
from waymark.public.signed.ranges import MOST, OutOfRange, Stretch, read_range

PAGE = "/en/k7"


@pytest.fixture
def folder(settings):
    return settings.SIGNED_DIR


def slot(client, page=PAGE):
    html = client.get(page).content.decode()
    return html.split('<details class="signed">')[1].split("<h1")[0] if '"signed"' in html else ""


def test_a_page_without_a_film_has_no_slot_and_says_what_deaf_people_can_use(client):
    assert slot(client) == ""
    html = client.get(PAGE).content.decode()
    assert "https://999bsl.co.uk/" in html
    assert "18000" in html
    start = client.get("/en/t6").content.decode()
    assert "interpreter of British Sign Language" in start
    assert f'href="{PAGE}">In danger: how to sign, type or text' in start


def test_a_film_is_offered_with_its_length_and_weight_and_loads_nothing_by_itself(client, folder):
    put(folder, "k7", movie=film(200, extra=bytes(3_400_000)))
    shown = slot(client)
    assert "British Sign Language (3:20, 3.4 MB)</summary>" in shown
    for word in ("autoplay", "poster", " default"):
        assert word not in shown
    for word in ('preload="none"', "controls", "muted", "disablepictureinpicture", "disableremoteplayback"):
        assert word in shown
    assert '<track kind="captions" srclang="en" src="/y3/k7/c">' in shown
    assert "<p>Call for help now.</p>\n<p>Say where you are.</p>" in shown


def test_the_first_page_has_a_slot_of_its_own(client, folder):
    put(folder, "front")
    assert "/y3/front" in slot(client, "/en")
    assert slot(client) == ""


@pytest.mark.parametrize(
    ("missing", "reason"),
    [
        ({"captions": None}, "no captions"),
        ({"captions": "1\n00:00 --> 00:02\nNo."}, "no captions"),
        ({"transcript": None}, "transcript"),
        ({"transcript": " \n "}, "transcript"),
        ({"transcript": "a" * (LONGEST_TRANSCRIPT + 1)}, "transcript"),
        ({"movie": b""}, "not an MP4"),
        ({"movie": b"\x00\x00\x00\x04ftypgarbage"}, "not an MP4"),
        ({"movie": box(b"moov", box(b"mvhd", bytes(100)))}, "how long"),
    ],
)
def test_a_film_that_is_not_whole_is_not_shown_and_the_log_says_why(client, folder, caplog, missing, reason):
    put(folder, "k7", **missing)
    with caplog.at_level(logging.WARNING):
        assert slot(client) == ""
    assert reason in caplog.text
    assert "k7.mp4" in caplog.text
    assert client.get("/y3/k7").status_code == 404
    assert client.get("/y3/k7/c").status_code == 404


@pytest.mark.parametrize("wide", [False, True])
def test_the_length_is_read_from_the_film(wide):
    assert read_seconds(BytesIO(film(83, wide=wide))) == 83


def test_a_film_whose_boxes_lie_is_refused_and_not_followed_for_ever():
    for broken in (film()[:-40], box(b"moov", b"\0\0\0\0mvhd"), b"\0\0\0\1moov" + bytes(8), bytes(4096)):
        with pytest.raises(ValueError, match=r"."):
            read_seconds(BytesIO(broken))


def test_a_transcript_is_text_and_never_markup(client, folder):
    put(folder, "k7", transcript="<script>alert(1)</script>")
    assert "<script>alert" not in slot(client)


def test_the_longest_transcript_still_travels_in_one_flight(client, folder):
    words = " ".join(f"word{number % 700}" for number in range(2000))[:LONGEST_TRANSCRIPT]
    put(folder, "k7", transcript=words)
    assert len(brotli.compress(client.get(PAGE).content, quality=11)) <= 13_000


# --- the bytes --------------------------------------------------------------------------------------------


def test_a_player_gets_the_stretch_that_it_asks_for(client, folder):
    put(folder, "k7")
    whole = film()
    response = client.get("/y3/k7", HTTP_RANGE="bytes=10-19")
    assert response.status_code == 206
    assert response.content == whole[10:20]
    assert response.headers["Content-Range"] == f"bytes 10-19/{len(whole)}"
    assert response.headers["Content-Type"] == "video/mp4"
    assert response.headers["Cache-Control"] == "no-store"
    everything = client.get("/y3/k7")
    assert (everything.status_code, everything.getvalue()) == (200, whole)
    assert everything.headers["Accept-Ranges"] == "bytes"
    assert everything.headers["Cache-Control"] == "no-store"


def test_bytes_that_are_not_there_are_refused(client, folder):
    put(folder, "k7")
    response = client.get("/y3/k7", HTTP_RANGE="bytes=999999-")
    assert response.status_code == 416
    assert response.headers["Content-Range"] == f"bytes */{len(film())}"


@pytest.mark.parametrize(
    ("header", "stretch"),
    [
        ("bytes=0-", Stretch(0, 99)),
        ("bytes=0-1", Stretch(0, 1)),
        ("bytes=90-200", Stretch(90, 99)),
        ("bytes=-10", Stretch(90, 99)),
        ("bytes=-500", Stretch(0, 99)),
        ("", None),
        ("bytes=-", None),
        ("bytes=5-2", None),
        ("bytes=0-1,5-6", None),
        ("items=0-1", None),
        ("bytes=a-b", None),
        ("bytes=" + "9" * 40 + "-", None),
    ],
)
def test_ranges_are_read_as_the_standard_says(header, stretch):
    assert read_range(header, 100) == stretch


def test_one_answer_is_never_a_whole_long_film():
    assert read_range("bytes=0-", 50 * MOST) == Stretch(0, MOST - 1)
    for header in ("bytes=100-", "bytes=-0"):
        with pytest.raises(OutOfRange):
            read_range(header, 100)


def test_captions_come_as_they_are(client, folder):
    put(folder, "k7")
    response = client.get("/y3/k7/c")
    assert response.content.decode() == CAPTIONS
    assert response.headers["Content-Type"] == "text/vtt; charset=utf-8"
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("code", ["zz9", "..", "K7", "k7.mp4", "service", "front-page"])
def test_no_other_file_can_be_asked_for(client, folder, code):
    put(folder, "k7")
    (folder.parent / "service.toml").write_text("secret")
    (folder / "service.mp4").write_bytes(film())
    assert client.get(f"/y3/{code}").status_code == 404
    assert find_film(code) is None


def test_the_policy_lets_films_come_from_here_alone(client):
    assert "media-src 'self'" in client.get(PAGE).headers["Content-Security-Policy"]
