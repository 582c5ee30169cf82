"""A grant: a secret handed to a holder, wrapped once more under the shred key of what it opens.

Two locks in a row: once the shred key is destroyed, no holder can use what they were granted.
"""

from waymark.sealing.envelopes import Sealed, seal_in, seal_to, unseal_in, unseal_to
from waymark.sealing.keys import IslandKey, PublicKey, SecretKey
from waymark.sealing.places import Place


def seal_grant(shred: IslandKey, place: Place, to: PublicKey, secret: bytes) -> Sealed[bytes]:
    """In(shred key, place, To(holder, place, secret))."""
    return seal_in(shred, place, seal_to(to, place, secret).raw)


def unseal_grant(shred: IslandKey, place: Place, holder_secret: SecretKey, sealed: Sealed[bytes]) -> bytes:
    """The granted secret, or `DoesNotUnseal`."""
    return unseal_to(holder_secret, place, Sealed(unseal_in(shred, place, sealed)))
