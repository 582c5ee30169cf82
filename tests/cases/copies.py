"""What somebody reads of cases from copies of both databases, with every secret that they ever held.

They run their own program: no query of ours narrows anything, each secret is tried on each grant.
"""

from dataclasses import dataclass

from waymark.cases.log.models import Entry
from waymark.cases.log.written import entry_place
from waymark.cases.people.models import Person
from waymark.cases.people.queries import about_place
from waymark.cases.tasks.models import Task
from waymark.cases.tasks.queries import task_place
from waymark.intake.models import Arrival
from waymark.intake.reading import arrival_place
from waymark.records.islands import unwrap_under
from waymark.records.models import BackLink, Grant, ShredKey
from waymark.sealing.envelopes import Sealed, unseal_in
from waymark.sealing.errors import DoesNotUnseal
from waymark.sealing.grants import unseal_grant
from waymark.sealing.keys import IslandKey, SecretKey
from waymark.sealing.labels import Field, Kind
from waymark.sealing.notes import unseal_note_in, unseal_note_to
from waymark.sealing.places import Place


@dataclass
class MainCopy:
    """The main database as it stood."""

    grants: list
    links: list
    entries: list
    people: list
    tasks: list
    arrivals: list


def copy_main() -> MainCopy:
    models = (Grant, BackLink, Entry, Person, Task, Arrival)
    return MainCopy(*(list(model.objects.order_by("id")) for model in models))


def copy_keys() -> dict:
    """The keys store as it stood: the shred keys of each island, team and mailbox."""
    rows = ShredKey.objects.values_list("island_id", "key", "next")
    return {own_id: [IslandKey.of(each) for each in found if each] for own_id, *found in rows}


def read_all(main: MainCopy, keys: dict, secrets) -> set[str]:
    """Every text of cases and arrivals that these secret halves unseal in the copies."""
    secrets, islands = list(secrets), {}
    while True:
        found = _open_grants(main.grants, keys, secrets)
        pairs = {secret.raw for secret in secrets}
        new = [each for (kind, _, _), each in found.items() if kind == Kind.TEAM and each not in pairs]
        islands = {where[1:]: IslandKey.of(key) for where, key in found.items() if where[0] == Kind.CASE}
        if not new:
            break
        secrets += map(SecretKey.of, new)
    _follow_links(main.links, islands)
    return _read_cases(main, list(islands.values())) | _read_arrivals(main.arrivals, keys, secrets)


def _open_grants(grants, keys, secrets) -> dict:
    found = {}
    for grant in grants:
        place = Place(Kind(grant.of_kind), grant.of_id, Field.KEY, epoch=grant.epoch)
        for shred in keys.get(grant.of_id, ()):
            for secret in secrets:
                opened = _try(unseal_grant, shred, place, secret, grant.sealed)
                if opened is not None:
                    found[grant.of_kind, grant.of_id, grant.epoch] = opened
    return found


def _follow_links(links, islands) -> None:
    for link in sorted(links, key=lambda each: -each.epoch):
        key = islands.get((link.island_id, link.epoch))
        place = Place(Kind.CASE, link.island_id, Field.BACK_LINK, epoch=link.epoch)
        older = key and _try(unseal_in, key, place, link.sealed)
        if older:
            islands.setdefault((link.island_id, link.epoch - 1), IslandKey.of(older))


def _read_cases(main, islands) -> set[str]:
    wanted = [(row.sealed, entry_place(row.id, row.epoch)) for row in main.entries]
    wanted += [(row.about, about_place(row.id, row.epoch)) for row in main.people]
    wanted += [(row.sealed, task_place(row.id, row.epoch)) for row in main.tasks]
    notes = [_try(unseal_note_in, key, place, sealed) for sealed, place in wanted for key in islands]
    told = {note.get("text") or note.get("identity", {}).get("call_me", "") for note in notes if note}
    return told - {""}


def _read_arrivals(arrivals, keys, secrets) -> set[str]:
    found = set()
    for row in arrivals:
        place = arrival_place(row.id, Field.CONTENT)
        for shred in keys.get(row.island, ()) if row.content else ():
            inner = _try(unwrap_under, shred, place, row.content)
            notes = [_try(unseal_note_to, secret, place, Sealed(inner.raw)) for secret in secrets if inner]
            found |= {note["message"] for note in notes if note}
    return found


def _try(unseal, *given):
    try:
        return unseal(*given)
    except DoesNotUnseal:
        return None
