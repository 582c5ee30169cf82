"""Who is behind a request. Views ask here, after their posture has let the person pass."""

from django.http import Http404, HttpRequest

from waymark.sealing.keys import SecretKey
from waymark.staff.models import Member
from waymark.staff.queries import member_here
from waymark.staff.standing import person_of, secret_of


def member_of(request: HttpRequest) -> Member:
    """The member who is signed in (or whose session is locked)."""
    if not isinstance(request.user, Member):
        raise Http404
    return request.user


def half_of(request: HttpRequest) -> tuple[Member, SecretKey]:
    """Whoever has given their passphrase, with the secret half that their second factor is sealed under."""
    person = person_of(request.session)
    member = member_here(person) if person else None
    if member is None:
        raise Http404
    return member, secret_of(request.session)
