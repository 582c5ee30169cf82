"""Reading the directory: what everybody may see, what editors have to do, and one entry's history."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from django.db.models import Case, Count, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from waymark.directory.entries import Entry, Listed, Number, Place
from waymark.directory.models import (
    EditorsNote,
    Organisation,
    ReportedDoubt,
    Revision,
    Service,
    ServiceArea,
    ServiceNumber,
    ServiceTerm,
)
from waymark.directory.terms import How, Known, NumberKind, Stage, What, Whom

STANDING = (Stage.DRAFT, Stage.CHECKED, Stage.PUBLISHED)


def published() -> QuerySet[Service]:
    """What everybody may see."""
    return Service.objects.filter(stage=Stage.PUBLISHED).select_related("organisation")


def standing() -> QuerySet[Service]:
    """What is published, and what may still become so. For editors, and for a demonstration's notice."""
    return Service.objects.filter(stage__in=STANDING).select_related("organisation")


def emergency(among: QuerySet[Service]) -> QuerySet[Service]:
    """The emergency lines among these."""
    return with_terms(among, {"what": What.EMERGENCY.value})


def with_terms(among: QuerySet[Service], terms: Mapping[str, str]) -> QuerySet[Service]:
    """Those that carry each of these terms, by list."""
    for name, term in terms.items():
        rows = ServiceTerm.objects.filter(list=name, term=term)
        among = among.filter(pk__in=rows.values("service_id"))
    return among


def service_standing(service_id: UUID) -> Service | None:
    """One entry that is not withdrawn."""
    return standing().filter(pk=service_id).first()


def worklist(today: date) -> QuerySet[Service]:
    """What waits for an editor: doubts of visitors first, then sources that disagree, overdue, unchecked."""
    told = ReportedDoubt.objects.filter(service=OuterRef("pk")).order_by().values("service")
    return (
        standing()
        .annotate(doubts=Coalesce(Subquery(told.annotate(number=Count("pk")).values("number")), 0))
        .filter(
            Q(doubts__gt=0)
            | ~Q(check_first="")
            | Q(review_due__lt=today)
            | Q(stage__in=(Stage.DRAFT, Stage.CHECKED))
        )
        .annotate(clear=Case(When(check_first="", then=Value(1)), default=Value(0)))
        .order_by("-doubts", "clear", F("review_due").asc(nulls_last=True), "name", "id")
    )


def waiting_after(service: Service, today: date) -> UUID | None:
    """The entry that an editor comes to next in the worklist; None after its last, and from outside it."""
    waiting = iter(worklist(today).values_list("id", flat=True))
    return next(waiting, None) if service.id in waiting else None


def entries_named(text: str) -> QuerySet[Service]:
    """Standing entries whose name, organisation or number holds this text, for editors."""
    digits = "".join(sign for sign in text if sign.isdigit())
    wanted = Q(name__icontains=text) | Q(organisation__name__icontains=text)
    if len(digits) >= 3:
        numbers = ServiceNumber.objects.filter(number__contains=digits).values("service_id")
        wanted |= Q(pk__in=numbers)
    return standing().filter(wanted)


def doubles_of(service: Service) -> QuerySet[Service]:
    """Standing entries that may be the same: a number, a website or a name in common."""
    numbers = ServiceNumber.objects.filter(service=service, number__regex=r"^.{5,}$").values("number")
    alike = Q(pk__in=ServiceNumber.objects.filter(number__in=numbers).values("service_id"))
    alike |= Q(name__iexact=service.name)
    if service.web:
        alike |= Q(web__in=_same_site(service.web))
    return standing().filter(alike).exclude(pk=service.pk)


def _same_site(web: str) -> list[str]:
    """The ways in which people write one address: with and without `www`, a last stroke, the other scheme."""
    bare = web.partition("://")[2].removeprefix("www.").rstrip("/")
    return [
        f"{scheme}://{www}{bare}{end}"
        for scheme in ("https", "http")
        for www in ("", "www.")
        for end in ("", "/")
    ]


def history_of(service: Service) -> list[Revision]:
    """How an entry read after each change, newest first."""
    return list(Revision.objects.filter(service_id=service.id).order_by("-number"))


def doubts_about(service: Service) -> list[tuple[str, int, date]]:
    """What visitors said is wrong: the choice, how often, and the last day."""
    found: dict[str, list[date]] = defaultdict(list)
    for row in ReportedDoubt.objects.filter(service=service).order_by("on"):
        found[row.what].append(row.on)
    return [(what, len(days), days[-1]) for what, days in found.items()]


def organisations_published() -> QuerySet[Organisation]:
    """Organisations with something published."""
    return Organisation.objects.filter(pk__in=published().values("organisation_id"))


def entry_of(service: Service) -> Entry:
    """One entry whole, with what editors keep to themselves."""
    note = EditorsNote.objects.filter(service=service).values_list("text", flat=True).first()
    return replace(listed_of([service])[0].entry, staff_note=note or "")


def listed_of(services: Iterable[Service]) -> list[Listed]:
    """Entries in the order given, without editors' notes: three more reads, however many they are."""
    rows = list(services)
    numbers, areas, terms = _children([row.id for row in rows])
    return [_listed(row, numbers[row.id], areas[row.id], terms[row.id]) for row in rows]


Numbers = dict[UUID, list[Number]]
Areas = dict[UUID, list[str]]
Terms = dict[UUID, list[tuple[str, str]]]


def _children(ids: Sequence[UUID]) -> tuple[Numbers, Areas, Terms]:
    numbers: Numbers = defaultdict(list)
    areas: Areas = defaultdict(list)
    terms: Terms = defaultdict(list)
    for at in range(0, len(ids), 500):
        some = {"service_id__in": ids[at : at + 500]}
        number_rows = ServiceNumber.objects.filter(**some).order_by("position")
        for service_id, kind, number, send, free, bill in number_rows.values_list(
            "service_id", "kind", "number", "send", "free", "on_bill"
        ):
            numbers[service_id].append(Number(NumberKind(kind), number, send, Known(free), Known(bill)))
        for service_id, name in (
            ServiceArea.objects.filter(**some).order_by("position").values_list("service_id", "name")
        ):
            areas[service_id].append(name)
        for service_id, name, term in ServiceTerm.objects.filter(**some).values_list(
            "service_id", "list", "term"
        ):
            terms[service_id].append((name, term))
    return numbers, areas, terms


def _listed(row: Service, numbers: list[Number], areas: list[str], terms: list[tuple[str, str]]) -> Listed:
    has_place = bool(row.address or row.town or row.postcode or row.latitude is not None)
    entry = Entry(
        organisation=row.organisation.name,
        name=row.name,
        about=row.about,
        who=row.who,
        access=row.access,
        cost=row.cost,
        web=row.web,
        email=row.email,
        hours=row.hours,
        hours_words=row.hours_words,
        minimum_age=row.minimum_age,
        maximum_age=row.maximum_age,
        numbers=tuple(numbers),
        areas=tuple(areas),
        whom=frozenset(Whom(term) for name, term in terms if name == "whom"),
        what=frozenset(What(term) for name, term in terms if name == "what"),
        how=frozenset(How(term) for name, term in terms if name == "how"),
        place=Place(row.address, row.town, row.postcode, row.latitude, row.longitude) if has_place else None,
        check_first=row.check_first,
        source=row.source,
        source_seen=row.source_seen,
    )
    return Listed(
        row.id,
        row.organisation_id,
        entry,
        Stage(row.stage),
        row.checked_on,
        row.checked_by,
        row.review_due,
        row.changed_at,
    )
