"""Files, sealed in padded pieces of 64 KiB, so that none is ever whole in clear on a disk.

The key is random for each file and travels in an In record with name, type and size. A file that is cut,
joined, reordered or moved does not unseal; use what `unseal_file` yields only once it has ended.
"""

from collections.abc import Iterable, Iterator

from nacl.bindings import (
    crypto_secretstream_xchacha20poly1305_ABYTES,
    crypto_secretstream_xchacha20poly1305_HEADERBYTES,
    crypto_secretstream_xchacha20poly1305_init_pull,
    crypto_secretstream_xchacha20poly1305_init_push,
    crypto_secretstream_xchacha20poly1305_pull,
    crypto_secretstream_xchacha20poly1305_push,
    crypto_secretstream_xchacha20poly1305_state,
    crypto_secretstream_xchacha20poly1305_TAG_FINAL,
    crypto_secretstream_xchacha20poly1305_TAG_MESSAGE,
)
from nacl.exceptions import CryptoError

from waymark.sealing.errors import DoesNotUnseal
from waymark.sealing.keys import IslandKey
from waymark.sealing.padding import MARK, padded_length
from waymark.sealing.places import Place

FILE_V1 = b"\x03"
PIECE = 64 * 1024
SEALED_PIECE = PIECE + crypto_secretstream_xchacha20poly1305_ABYTES
HEADER = 1 + crypto_secretstream_xchacha20poly1305_HEADERBYTES


def seal_file(key: IslandKey, place: Place, chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The sealed file, piece by piece: `03`, a 24-byte header, then pieces of 64 KiB, the last one FINAL."""
    state = crypto_secretstream_xchacha20poly1305_state()
    header = FILE_V1 + crypto_secretstream_xchacha20poly1305_init_push(state, key.raw)
    bound = place.bind(header)
    yield header
    for piece, is_last in _pieces(_padded(chunks), PIECE):
        tag = (
            crypto_secretstream_xchacha20poly1305_TAG_FINAL
            if is_last
            else crypto_secretstream_xchacha20poly1305_TAG_MESSAGE
        )
        yield crypto_secretstream_xchacha20poly1305_push(state, piece, bound, tag)


def unseal_file(key: IslandKey, place: Place, sealed: Iterable[bytes]) -> Iterator[bytes]:
    """The file, piece by piece; `DoesNotUnseal` at the first fault, at the latest at the end."""
    return _without_padding(_unsealed(key, place, sealed))


def _unsealed(key: IslandKey, place: Place, sealed: Iterable[bytes]) -> Iterator[bytes]:
    state = crypto_secretstream_xchacha20poly1305_state()
    pieces = _pieces(sealed, SEALED_PIECE, first=HEADER)
    header, _ = next(pieces)
    if header[:1] != FILE_V1:
        raise DoesNotUnseal
    bound = place.bind(header)
    try:
        crypto_secretstream_xchacha20poly1305_init_pull(state, header[1:], key.raw)
        for piece, is_last in pieces:
            plain, tag = crypto_secretstream_xchacha20poly1305_pull(state, piece, bound)
            if (tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL) is not is_last:
                raise DoesNotUnseal
            yield plain
    except CryptoError:
        raise DoesNotUnseal from None


def _padded(chunks: Iterable[bytes]) -> Iterator[bytes]:
    length = 0
    for chunk in chunks:
        length += len(chunk)
        yield chunk
    yield MARK.ljust(padded_length(length) - length, b"\0")


def _without_padding(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Hold back what may be padding (the mark and zeros) until something else, or the end, follows."""
    length = held = 0
    for piece in pieces:
        rest = piece.rstrip(b"\0")
        if held and not rest:
            held += len(piece)
            continue
        if held:
            yield MARK.ljust(held, b"\0")
            length += held
        end = len(rest) - 1 if rest.endswith(MARK) else len(piece)
        held = len(piece) - end
        length += end
        if end:
            yield piece[:end]
    if padded_length(length) != length + held:
        raise DoesNotUnseal


def _pieces(chunks: Iterable[bytes], size: int, first: int = 0) -> Iterator[tuple[bytes, bool]]:
    """The same bytes in pieces of `size` (the first of `first`, if given); whether each is the last."""
    waiting = bytearray()
    wanted = first or size
    for chunk in chunks:
        waiting += chunk
        start = 0
        while len(waiting) - start > wanted:
            yield bytes(waiting[start : start + wanted]), False
            start += wanted
            wanted = size
        del waiting[:start]
    yield bytes(waiting), True
