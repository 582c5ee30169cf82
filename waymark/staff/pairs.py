"""Secret halves of pairs (a team's, matching, statistics) as granted to people and to recovery.

Each grant is sealed to a checked public key and wrapped under the pair's own shred key in the keys store.
"""

from collections.abc import Iterable, Mapping

from waymark.records.grants import key_place, shred_key, shred_keys, write_grants
from waymark.records.models import Grant
from waymark.sealing.errors import DoesNotUnseal
from waymark.sealing.grants import unseal_grant
from waymark.sealing.keyring import Holder
from waymark.sealing.keys import PublicKey, SecretKey
from waymark.sealing.labels import HolderKind, Kind
from waymark.staff.models import Member, Team

PAIR_KINDS: Mapping[HolderKind, Kind] = {
    HolderKind.TEAM: Kind.TEAM,
    HolderKind.MATCHING: Kind.MATCHING,
    HolderKind.STATISTICS: Kind.STATISTICS,
}
_HOLDER_KINDS = {kind.value: holder_kind for holder_kind, kind in PAIR_KINDS.items()}


def grant_pair(of: Holder, secret: SecretKey, to: Iterable[tuple[Holder, PublicKey]]) -> None:
    """Hand the secret half of `of` to these holders; who has it already keeps one grant."""
    holders = list(to)
    rows = Grant.objects.filter(of_id=of.id, epoch=of.epoch)
    for holder, _ in holders:
        rows.filter(holder_kind=holder.kind.value, holder_id=holder.id, holder_epoch=holder.epoch).delete()
    write_grants(key_place(PAIR_KINDS[of.kind], of.id, of.epoch), shred_key(of.id), secret.raw, to=holders)


def granted_pairs(to: Holder, secret: SecretKey) -> dict[Holder, SecretKey]:
    """Every pair that this holder was granted, in two queries. A grant that does not unseal is left out."""
    rows = list(
        Grant.objects.filter(
            holder_kind=to.kind.value, holder_id=to.id, holder_epoch=to.epoch, of_kind__in=_HOLDER_KINDS
        )
    )
    shreds = shred_keys({row.of_id for row in rows})
    found: dict[Holder, SecretKey] = {}
    for row in rows:
        place = key_place(Kind(row.of_kind), row.of_id, row.epoch)
        try:
            half = unseal_grant(shreds[row.of_id], place, secret, row.sealed)
        except (KeyError, DoesNotUnseal):
            continue
        found[Holder(_HOLDER_KINDS[row.of_kind], row.of_id, row.epoch)] = SecretKey.of(half)
    return found


def drop_team_grants(team: Team, member: Member) -> None:
    """Take all of a team's secrets from somebody's grants."""
    Grant.objects.filter(of_id=team.id, holder_kind=HolderKind.PERSON.value, holder_id=member.id).delete()
