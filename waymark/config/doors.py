"""The ways from a page of a pack into another room: each door with its address on the public face.

Plain text, so that whoever draws pages needs no view of the public face. A house test holds it to
the URL map.
"""

from typing import Final

DOORS: Final[dict[str, str]] = {
    "talk": "/{language}/t6",
    "mailbox": "/{language}/w4",
    "signs": "/{language}/j4",
    "plan": "/{language}/u3",
    "kept": "/{language}/v6",
    "organisations": "/{language}/n3",
}
