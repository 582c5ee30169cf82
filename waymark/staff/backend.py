"""Django's sign-in, over ours: a passphrase is right when it unseals the person's secret half.
Nothing else is compared.
"""

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest

from waymark.staff.models import Member
from waymark.staff.proving import prove_passphrase


class PassphraseBackend:
    """The one authentication backend of the desk."""

    def authenticate(self, request: HttpRequest | None, *, name: str, secret: str) -> Member:
        """The member, with their secret half beside them for the session to take.
        *Refuses* as the action does.
        """
        browser = request.COOKIES.get(settings.STAFF_BROWSER_COOKIE) if request else None
        proof = prove_passphrase(name=name, passphrase=secret, browser=browser)
        proof.member.proved = proof.secret
        return proof.member

    def get_user(self, user_id: UUID) -> Member | None:
        return Member.objects.filter(pk=user_id, left_on=None).first()
