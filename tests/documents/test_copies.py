import os
import subprocess
import sys
import zlib
from io import BytesIO
from threading import BoundedSemaphore

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from waymark.documents import copying
from waymark.documents.actions import hold_file
from waymark.documents.copies import LONGEST_SIDE, MOST_PIXELS, make_safe_copy
from waymark.documents.copying import safe_copy_of
from waymark.documents.kinds import NoCopy
from waymark.documents.queries import read_copy
from waymark.documents.stripping import strip_jpeg, strip_jpeg2000
from waymark.documents.terms import LARGEST_FILE, FileKind
from waymark.records.refusal import Refused
from waymark.records.turns import holds_turn, turn

CANARY = "Canary Lane 52.6369 -1.1398"


def photo(kind="JPEG", size=(64, 48), mode="RGB", orientation=None):
    image = Image.new(mode, size, "red" if mode == "RGB" else None)
    exif = Image.Exif()
    exif[0x010E] = CANARY
    if orientation:
        exif[0x0112] = orientation
    written = BytesIO()
    image.save(written, kind, exif=exif, **({"comment": CANARY} if kind == "JPEG" else {}))
    return written.getvalue()


def pdf(**changes):
    writer = PdfWriter()
    page = writer.add_blank_page(200, 200)
    filters = [NameObject(each) for each in changes.get("filters", ["/DCTDecode"])]
    writer.add_metadata({"/Author": CANARY, "/Title": CANARY})
    script = DictionaryObject(
        {
            NameObject("/S"): NameObject("/JavaScript"),
            NameObject("/JS"): TextStringObject(f"app.alert('{CANARY}')"),
        }
    )
    writer._root_object[NameObject("/OpenAction")] = writer._add_object(script)
    writer.add_attachment("inner.txt", CANARY.encode())
    writer.add_outline_item(CANARY, 0)
    picture = DecodedStreamObject()
    picture.set_data(changes.get("picture", photo()))
    picture.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Image"),
            NameObject("/Width"): NumberObject(64),
            NameObject("/Height"): NumberObject(48),
            NameObject("/Filter"): filters[0] if len(filters) == 1 else ArrayObject(filters),
            NameObject("/PieceInfo"): DictionaryObject({NameObject("/Who"): TextStringObject(CANARY)}),
        }
    )
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/XObject"): DictionaryObject({NameObject("/I"): writer._add_object(picture)})}
    )
    page[NameObject("/Annots")] = writer._add_object(
        DictionaryObject({NameObject("/Contents"): TextStringObject(CANARY)})
    )
    if changes.get("password"):
        writer.encrypt("x", algorithm="RC4-40")
    written = BytesIO()
    writer.write(written)
    return written.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_copy_carries_no_metadata(kind):
    sent = photo(kind)
    assert CANARY.encode() in sent
    copy = make_safe_copy(sent)
    assert CANARY.encode() not in copy.content
    with Image.open(BytesIO(copy.content)) as shown:
        assert shown.size == (64, 48)
        assert not shown.getexif()
        assert shown.info.get("comment") is None


def test_a_photo_taken_sideways_is_copied_upright():
    with Image.open(BytesIO(make_safe_copy(photo(orientation=6)).content)) as shown:
        assert shown.size == (48, 64)


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "L", "1", "I;16"])
def test_every_sort_of_png_is_read(mode):
    written = BytesIO()
    Image.new(mode, (10, 10)).save(written, "PNG")
    assert make_safe_copy(written.getvalue()).kind is FileKind.PNG


def test_a_large_photo_is_made_smaller_in_the_copy():
    with Image.open(BytesIO(make_safe_copy(photo(size=(LONGEST_SIDE * 2, 400))).content)) as shown:
        assert max(shown.size) <= LONGEST_SIDE


def test_a_pdf_copy_keeps_its_page_and_loses_everything_hidden():
    sent = pdf()
    copy = make_safe_copy(sent).content
    assert CANARY.encode() not in copy
    for hidden in (
        b"/JavaScript",
        b"/EmbeddedFile",
        b"/OpenAction",
        b"/Annots",
        b"/Author",
        b"/Outlines",
        b"Exif",
    ):
        assert hidden not in copy
    read = PdfReader(BytesIO(copy))
    assert len(read.pages) == 1
    assert read.pages[0]["/Resources"]["/XObject"]["/I"].get_object()["/Width"] == 64
    assert not read.metadata


def jpeg2000():
    """One with the comment that its codec writes, and a box of XML as a camera writes one."""
    written = BytesIO()
    made = Image.effect_noise((64, 48), 40).convert("RGB")
    made.save(written, "JPEG2000", comment=CANARY)
    told = b"xml " + f"<place>{CANARY}</place>".encode()
    return written.getvalue() + (len(told) + 4).to_bytes(4, "big") + told


def bare_jpeg2000():
    """The picture alone, without the boxes around it."""
    sent = jpeg2000()
    return sent[sent.index(b"\xff\x4f\xff\x51") : sent.rindex(b"xml ") - 4]


@pytest.mark.parametrize(
    ("strip", "made"),
    [(strip_jpeg, photo), (strip_jpeg2000, jpeg2000), (strip_jpeg2000, bare_jpeg2000)],
    ids=["jpeg", "jpeg 2000", "jpeg 2000 without boxes"],
)
def test_a_stripped_picture_still_shows_the_same(strip, made):
    sent = made()
    assert CANARY.encode() in sent
    stripped = strip(sent)
    assert CANARY.encode() not in stripped
    with Image.open(BytesIO(sent)) as one, Image.open(BytesIO(stripped)) as two:
        assert one.tobytes() == two.tobytes()


@pytest.mark.parametrize(
    ("filters", "packed"),
    [
        (["/DCTDecode"], photo()),
        (["/FlateDecode", "/DCTDecode"], zlib.compress(photo())),
        (["/ASCIIHexDecode", "/FlateDecode", "/DCTDecode"], zlib.compress(photo()).hex().encode() + b">"),
        (["/JPXDecode"], jpeg2000()),
        (["/FlateDecode", "/JPXDecode"], zlib.compress(jpeg2000())),
    ],
)
def test_a_photo_in_a_pdf_is_stripped_however_often_it_is_packed(filters, packed):
    copy = make_safe_copy(pdf(filters=filters, picture=packed)).content
    picture = PdfReader(BytesIO(copy)).pages[0]["/Resources"]["/XObject"]["/I"].get_object()
    assert CANARY.encode() not in picture.get_data()
    with Image.open(BytesIO(picture.get_data())) as shown:
        assert shown.size == (64, 48)
        shown.load()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (b"", "empty"),
        (b"MZ\x90\x00 a program", "photos"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "photos"),
        (b"GIF89a", "photos"),
        (b"\xff\xd8\xff" + b"\x00" * 100, "damaged"),
        (b"%PDF-1.7 broken", "damaged"),
        (photo("PNG")[:60], "damaged"),
        (photo("WEBP", orientation=6).replace(b"\x01\x0e\x00\x02", b"\x01\x18\x00\x02"), "damaged"),
        (pdf().replace(b"/DCTDecode", b"/XCTDecode"), "damaged"),
        (b"\xff\xd8\xff" + bytes(LARGEST_FILE), "too large"),
        (pdf(password=True), "password"),
    ],
)
def test_what_cannot_be_copied_is_refused_with_a_sentence(sent, said):
    with pytest.raises(Refused, match=said):
        safe_copy_of(sent)


def test_a_phones_largest_photo_is_taken():
    assert make_safe_copy(photo(size=(8160, 6120))).kind is FileKind.JPEG


def test_only_one_file_is_unpacked_at_a_time(monkeypatch):
    busy = BoundedSemaphore()
    busy.acquire()
    monkeypatch.setattr(copying, "_one_at_a_time", busy)
    monkeypatch.setattr(copying, "WAIT_SECONDS", 0.01)
    with pytest.raises(Refused, match="many files"):
        safe_copy_of(photo())
    busy.release()
    assert safe_copy_of(photo()) == make_safe_copy(photo())
    with pytest.raises(Refused, match="password"):
        safe_copy_of(pdf(password=True))


@pytest.mark.parametrize(
    "script",
    [
        "import os; os.kill(os.getpid(), 11)",
        "print('image/jpeg'); raise SystemExit(1)",
        "print('text/html')",
        "print('refused'); print('Write to he-is-not-us@example.org')",
        "import time; time.sleep(60)",
    ],
)
def test_what_breaks_the_reader_breaks_nothing_else(monkeypatch, script):
    monkeypatch.setattr(copying, "_COMMAND", (sys.executable, "-I", "-c", script))
    monkeypatch.setattr(copying, "LONGEST_SECONDS", 0.3 if "sleep" in script else 60)
    with pytest.raises(Refused, match="damaged"):
        safe_copy_of(photo())
    assert copying._one_at_a_time.acquire(blocking=False)
    copying._one_at_a_time.release()


def test_the_reader_is_told_nothing_of_our_surroundings(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://waymark:secret@/waymark")
    script = "import os; print('locked' if set(os.environ) <= {'LC_CTYPE'} else 'empty', end='')"
    monkeypatch.setattr(copying, "_COMMAND", (sys.executable, "-I", "-c", script))
    with pytest.raises(Refused, match="password"):
        safe_copy_of(photo())


def test_the_reader_may_open_nothing_and_take_no_more_memory_than_it_is_given(monkeypatch, tmp_path):
    (tmp_path / "key").write_text("a key")
    begin = "import os, socket, sys; from waymark.documents import copies; copies.make_safe_copy = lambda _: "
    for act, said in (
        (f"open({str(tmp_path / 'key')!r}).read()", "damaged"),
        (f"(os.close(2), os.close(0), open({str(tmp_path / 'key')!r}).read())", "damaged"),
        ("socket.socket()", "damaged"),
        (f"open({str(tmp_path / 'spilled')!r}, 'w', 1).write('his name\\n')", "damaged"),
        ("bytearray(2 << 30)", "too large"),
        ("(_ for _ in ()).throw(copies.NoCopy(copies.Why.LOCKED))", "password"),
    ):
        monkeypatch.setattr(copying, "_COMMAND", (sys.executable, "-B", "-c", f"{begin}{act}; copies.main()"))
        with pytest.raises(Refused, match=said):
            safe_copy_of(photo())
    assert not (tmp_path / "spilled").exists()


def two_pictures_in_one():
    written = BytesIO()
    first, second = Image.new("RGB", (64, 48), "red"), Image.new("RGB", (64, 48), "blue")
    first.save(written, "MPO", save_all=True, append_images=[second])
    return written.getvalue()


@pytest.mark.parametrize(
    "sent",
    [
        *(pytest.param(photo(kind, orientation=6), id=kind) for kind in ("JPEG", "PNG", "WEBP")),
        pytest.param(photo("PNG", mode="P"), id="palette"),
        pytest.param(photo("JPEG", mode="CMYK"), id="for print"),
        pytest.param(two_pictures_in_one(), id="as phones pack several"),
        pytest.param(pdf(), id="PDF"),
        pytest.param(
            pdf(filters=["/FlateDecode", "/DCTDecode"], picture=zlib.compress(photo())), id="packed"
        ),
    ],
)
def test_the_reader_has_all_that_it_needs_before_it_may_open_nothing(sent):
    assert safe_copy_of(sent) == make_safe_copy(sent)


def test_the_public_face_holds_nothing_that_reads_strangers_files():
    load = "import sys, django; django.setup(); import waymark.config.public.urls; "
    tell = "print('waymark.public.contact.views' in sys.modules, {'PIL', 'pypdf', 'cryptography'} & known)"
    asked = [sys.executable, "-c", f"{load}known = set(sys.modules); {tell}"]
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "waymark.config.public.settings"}
    said = subprocess.run(asked, env=environment, check=True, capture_output=True, text=True).stdout
    assert said.strip() == "True set()"


@pytest.mark.django_db(databases=["default", "keys"])
def test_nobody_waits_to_write_while_a_copy_is_made(monkeypatch):
    turns = []

    def copies(content):
        turns.append(holds_turn())
        return make_safe_copy(content)

    monkeypatch.setattr("waymark.documents.actions.safe_copy_of", copies)
    held = hold_file(content=photo(), name="a.jpg")
    assert turns == [False]
    assert b"".join(read_copy(held)).startswith(b"\xff\xd8\xff")
    with turn(), pytest.raises(RuntimeError, match="inside a write turn"):
        safe_copy_of(photo())


def test_a_picture_that_would_swell_in_memory_is_refused():
    side = int(MOST_PIXELS**0.5) + 10
    written = BytesIO()
    Image.new("1", (side, side)).save(written, "PNG")
    with pytest.raises(NoCopy, match="too large"):
        make_safe_copy(written.getvalue())
