"""What somebody looks for, and which entries that leaves. Read from a POST, used once, kept nowhere."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from waymark.directory.entries import Listed
from waymark.directory.places import Point, known_places
from waymark.directory.queries import listed_of, published, with_terms
from waymark.directory.search import found_services, km_between, nearest_services, searched_text
from waymark.directory.terms import How, What, Whom
from waymark.directory.vocabulary import asked_words, nearest, words_in
from waymark.public.directory.listing import Listing, sort_by_place

LISTS: Final = {"whom": frozenset(Whom), "what": frozenset(What), "how": frozenset(How)}
WITHIN_KM: Final = 60.0
MOST: Final = 40


@dataclass(frozen=True, slots=True)
class Asked:
    """The choices, the words and the place of one question."""

    terms: Mapping[str, str]
    text: str
    near: str

    def __repr__(self) -> str:
        return "Asked(redacted)"

    @property
    def is_empty(self) -> bool:
        return not (self.terms or self.text.strip() or self.near.strip())

    @property
    def point(self) -> Point | None:
        return known_places().point_of(self.near[:80]) if self.near.strip() else None


def read_asked(typed: Mapping[str, str]) -> Asked:
    """The question in what was sent; a choice that is not ours is no choice."""
    chosen = {name: typed.get(name, "") for name in LISTS}
    terms = {name: word for name, word in chosen.items() if word in LISTS[name]}
    return Asked(terms, typed.get("text", "")[:200], typed.get("near", "")[:80])


def find(asked: Asked, shown: Listing) -> Listing:
    """The entries that fit, the nearest first where a place was given, sorted as on the whole page."""
    entries = _in_memory(asked, shown) if shown.whole else _in_store(asked)
    point = asked.point
    if point is not None:
        entries = sorted(entries, key=lambda each: _distance(each, point))
    sorted_ = sort_by_place(entries)
    return Listing(
        shown.edition,
        shown.whole,
        shown.keys,
        **{name: tuple(found) for name, found in sorted_.items()},
    )


def _in_memory(asked: Asked, shown: Listing) -> list[Listed]:
    fitting = [each for each in shown.entries if _has_terms(each, asked.terms.items())]
    words = asked_words(asked.text)
    if not words:
        return fitting
    texts = [(each, set(words_in(" ".join(searched_text(each.entry))))) for each in fitting]
    known = sorted(set().union(*(held for _, held in texts)))
    meant = [_meant(word, known) for word in words]
    ranked = [(sum(_holds(held, word) for word in meant), each) for each, held in texts]
    best = max((count for count, _ in ranked), default=0)
    return [each for count, each in ranked if count == best and best]


def _in_store(asked: Asked) -> list[Listed]:
    among = with_terms(published(), asked.terms)
    point = asked.point
    if words := asked.text.strip():
        ids = found_services(words, most=400)
    elif point is not None:
        ids = [found for found, _ in nearest_services(*point, within_km=WITHIN_KM, most=400)]
    else:
        return listed_of(among[:MOST])
    by_id = {row.id: row for row in among.filter(pk__in=ids)}
    return listed_of([by_id[found] for found in ids if found in by_id][:MOST])


def _has_terms(each: Listed, terms: Iterable[tuple[str, str]]) -> bool:
    entry = each.entry
    # Who is there for everybody is there for each: only a service that names others is left out.
    held = {"whom": entry.whom or LISTS["whom"], "what": entry.what, "how": entry.how}
    return all(word in held[name] for name, word in terms)


def _meant(word: str, known: list[str]) -> str:
    if any(other.startswith(word) for other in known):
        return word
    return nearest(word, known) or word


def _holds(held: set[str], word: str) -> bool:
    return any(other.startswith(word) for other in held)


def _distance(each: Listed, point: Point) -> float:
    place = each.entry.place
    own = None
    if place and place.latitude is not None and place.longitude is not None:
        own = (place.latitude, place.longitude)
    towns = (known_places().town(area) for area in each.entry.areas)
    where = own or next((town for town in towns if town), None)
    return km_between(*point, *where) if where else WITHIN_KM
