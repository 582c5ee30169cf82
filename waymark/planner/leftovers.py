"""What goes once nobody waits for it: a hand-over that was let go, and what a crash left of erasing.

Rows whose shred key is gone are noise; here they go.
"""

from itertools import islice
from uuid import UUID

from waymark.planner.models import HandOver, Vault
from waymark.planner.vaults import vault_id
from waymark.records.destroying import destroy_island
from waymark.records.grants import shred_keys
from waymark.records.turns import turn

BATCH = 500


def destroy_ended(row_id: UUID) -> None:
    """Destroys a hand-over that a case keeps now, or that somebody let go or took back."""
    destroy_island(row_id)
    with turn():
        HandOver.objects.filter(id=row_id).delete()


def finish_erasing() -> int:
    """Deletes vaults and hand-overs that nothing opens any more. Returns how many. For the worker."""
    return _dead_vaults() + _dead_hand_overs()


def _dead_vaults() -> int:
    done = 0
    tags = Vault.objects.values_list("tag", flat=True).order_by("tag").iterator(chunk_size=BATCH)
    while some := list(islice(tags, BATCH)):
        alive = shred_keys(map(vault_id, some))
        dead = [tag for tag in some if vault_id(tag) not in alive]
        if dead:
            with turn():
                # A vault begun anew meanwhile has a key again: look once more inside the turn.
                again = shred_keys(map(vault_id, dead))
                gone = [tag for tag in dead if vault_id(tag) not in again]
                done += Vault.objects.filter(tag__in=gone).delete()[0]
    return done


def _dead_hand_overs() -> int:
    done = 0
    ids = HandOver.objects.values_list("id", flat=True).order_by("id").iterator(chunk_size=BATCH)
    while some := list(islice(ids, BATCH)):
        alive = shred_keys(some)
        if dead := [each for each in some if each not in alive]:
            with turn():
                done += HandOver.objects.filter(id__in=dead).delete()[0]
    return done
