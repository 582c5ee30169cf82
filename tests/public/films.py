"""Films to show: the smallest files that are what they say they are."""


def box(kind, inside):
    return (len(inside) + 8).to_bytes(4, "big") + kind + inside


def film(seconds=200, *, wide=False, extra=b"film" * 1000, head=b"isom"):
    """An MP4 film without pictures: it says how long it runs, and holds bytes to ask for."""
    times = bytes(16 if wide else 8)
    scale = (600).to_bytes(4, "big")
    length = (600 * seconds).to_bytes(8 if wide else 4, "big")
    movie = box(b"mvhd", (b"\1" if wide else b"\0") + bytes(3) + times + scale + length + bytes(80))
    return box(b"ftyp", head) + box(b"mdat", extra) + box(b"moov", box(b"free", b"") + movie)


CAPTIONS = "WEBVTT\n\n00:00.000 --> 00:02.000\nCall for help now.\n"


def put(
    folder, code, *, movie=None, captions=CAPTIONS, transcript="Call for help now.\n\nSay where\nyou are."
):
    """Puts a film into a signed folder, as a service would."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{code}.mp4").write_bytes(film() if movie is None else movie)
    for ending, text in (("vtt", captions), ("txt", transcript)):
        if text is not None:
            (folder / f"{code}.{ending}").write_text(text, encoding="utf-8")
