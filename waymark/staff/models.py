"""The tables of staff: accounts, teams and their signed keys, second factors, sealed sessions, one-time
links.

Nothing here unseals. A passphrase is stored nowhere, in no form.
"""

from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.utils.crypto import salted_hmac

from waymark.records.classes import SealedField, TagField, plain
from waymark.records.models import Record
from waymark.sealing.keyring import Holder
from waymark.sealing.keys import PublicKey, SecretKey
from waymark.sealing.labels import HolderKind
from waymark.staff.terms import LinkPurpose, NoticeKind, Role, TeamKind


class MemberManager(models.Manager["Member"]):
    """What Django's sign-in asks of an account model."""

    def get_by_natural_key(self, name: str) -> "Member":
        return self.get(name=name)


class Member(Record):
    """Somebody who works here. Their secret half is sealed under a passphrase that only they know."""

    USERNAME_FIELD = "name"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    is_anonymous = False
    # Set for one request by a right passphrase, so that the session can take it; never stored.
    proved: SecretKey | None = None
    is_authenticated = True

    name = plain(
        models.CharField(max_length=40, unique=True), because="typed at sign-in, before any key is there"
    )
    shown_name = plain(models.CharField(max_length=80), because="colleagues see who did what")
    roles_held = plain(
        models.CharField(max_length=200, blank=True), because="permission is checked without a key"
    )
    key_epoch = plain(
        models.PositiveIntegerField(default=0), because="grants name the pair they are sealed to"
    )
    public_key = plain(models.BinaryField(null=True, max_length=32), because="a public key")
    signature = plain(models.BinaryField(null=True, max_length=64), because="vouches for the public key")
    salt = plain(models.BinaryField(null=True, max_length=16), because="the passphrase is derived with it")
    sealed_half = SealedField(null=True)
    left_on = plain(models.DateField(null=True), because="somebody who left signs in no more")

    objects: ClassVar[MemberManager] = MemberManager()

    class Meta:
        ordering = ("shown_name", "id")

    def __str__(self) -> str:
        return f"member {self.id}"

    @property
    def is_active(self) -> bool:
        return self.left_on is None

    @property
    def is_enrolled(self) -> bool:
        return self.is_active and self.public_key is not None

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(Role(word) for word in self.roles_held.split())

    @property
    def is_manager(self) -> bool:
        return Role.MANAGER in self.roles

    @property
    def holder(self) -> Holder:
        return Holder(HolderKind.PERSON, self.id, self.key_epoch)

    def natural_key(self) -> tuple[str]:
        return (self.name,)

    def get_username(self) -> str:
        return self.name

    def get_session_auth_hash(self) -> str:
        """Ends every session of this person when their key changes."""
        return salted_hmac(
            "waymark.staff.session", bytes(self.public_key or b""), algorithm="sha256"
        ).hexdigest()

    def get_session_auth_fallback_hash(self) -> tuple[str, ...]:
        return ()


class Team(Record):
    """People who work on the same arrivals or cases, and share a pair of keys."""

    kind = plain(
        models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in TeamKind]),
        because="arrivals are sealed to the intake team without a key",
    )
    shown_name = plain(models.CharField(max_length=80), because="colleagues see which team has a case")
    within = plain(
        models.ForeignKey("self", models.PROTECT, null=True, related_name="+"),
        because="whoever leaves a team leaves the walls in it",
    )

    class Meta:
        ordering = ("shown_name", "id")
        constraints = [
            models.UniqueConstraint(
                fields=("kind",), condition=models.Q(kind="intake"), name="staff_team_one_intake"
            ),
            models.CheckConstraint(
                condition=models.Q(kind="wall") | models.Q(within__isnull=True),
                name="staff_team_only_walls_are_within",
            ),
        ]

    def __str__(self) -> str:
        return f"team {self.id}"


class Membership(Record):
    """That somebody belongs to a team, or is named in a wall. Their grant of its secret is what lets them
    read.
    """

    member = plain(models.ForeignKey(Member, models.CASCADE, related_name="+"), because="who is in a team")
    team = plain(
        models.ForeignKey(Team, models.CASCADE, related_name="+"), because="which team somebody is in"
    )
    signature = plain(
        models.BinaryField(null=True, max_length=64),
        because="vouches for who is named in a wall: only they are handed its next pair",
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=("member", "team"), name="staff_membership_once")]


class TeamKey(Record):
    """The public half of a team's pair in one epoch, signed by the service."""

    team = plain(models.ForeignKey(Team, models.CASCADE, related_name="+"), because="whose key it is")
    epoch = plain(models.PositiveIntegerField(), because="the newest pair is the one to seal to")
    public_key = plain(models.BinaryField(max_length=32), because="a public key")
    signature = plain(models.BinaryField(max_length=64), because="vouches for the public key")

    class Meta:
        constraints = [models.UniqueConstraint(fields=("team", "epoch"), name="staff_teamkey_epoch_once")]

    @property
    def holder(self) -> Holder:
        return Holder(HolderKind.TEAM, self.team_id, self.epoch)

    @property
    def public(self) -> PublicKey:
        return PublicKey(bytes(self.public_key))


class RecoveryKey(Record):
    """The recovery pair in one epoch: its signed public half, and its secret nested once for each pair
    of sheets.
    """

    epoch = plain(models.PositiveIntegerField(unique=True), because="the newest pair is the one to grant to")
    public_key = plain(models.BinaryField(max_length=32), because="a public key")
    signature = plain(models.BinaryField(max_length=64), because="vouches for the public key")
    first_pair = SealedField()
    second_pair = SealedField()
    third_pair = SealedField()


class CodeApp(Record):
    """The secret of somebody's authenticator app, sealed under their own key."""

    member = plain(models.OneToOneField(Member, models.CASCADE, related_name="+"), because="whose it is")
    sealed = SealedField()


class UsedCode(Record):
    """The mark of a code that was used: it works once."""

    mark = TagField(unique=True)
    on = plain(models.DateField(), because="old marks are cleared after a day")


class RecoveryCode(Record):
    """One unused recovery code, as a hash keyed by its owner's secret."""

    member = plain(
        models.ForeignKey(Member, models.CASCADE, related_name="+"), because="how many are left is shown"
    )
    mark = TagField(unique=True)


class Passkey(Record):
    """A passkey as second factor: everything about it sealed under its owner's key."""

    member = plain(models.ForeignKey(Member, models.CASCADE, related_name="+"), because="whose it is")
    sealed = SealedField()


class Declared(Record):
    """Whom a member says that they know, sealed under their own key and replaced whole."""

    member = plain(models.OneToOneField(Member, models.CASCADE, related_name="+"), because="whose it is")
    sealed = SealedField()
    on = plain(models.DateField(), because="its owner sees when they last looked it through")


class Session(models.Model):
    """A session at the desk. Only the cookie that belongs to it finds and unseals it."""

    id = TagField(primary_key=True, length=32)
    member = plain(
        models.ForeignKey(Member, models.CASCADE, null=True, related_name="+"),
        because="a leaver's sessions end at once",
    )
    sealed = SealedField()
    ends_on = plain(models.DateField(), because="ended sessions are cleared")
    dies_at = plain(
        models.DateTimeField(null=True, db_index=True),
        because="what nobody has signed in to, an enrolment, is deleted after a quarter of an hour",
    )

    def __str__(self) -> str:
        return "a session"


class KnownBrowser(models.Model):
    """That a browser has signed in fully with this name before; its guesses are counted apart."""

    id = TagField(primary_key=True, length=32)
    member = plain(
        models.ForeignKey(Member, models.CASCADE, related_name="+"), because="known to one name only"
    )
    ends_on = plain(models.DateField(), because="forgotten when it has not been used")

    def __str__(self) -> str:
        return "a known browser"


class EnrolmentLink(models.Model):
    """A link that works once, by the hash of its token."""

    id = TagField(primary_key=True, length=32)
    member = plain(models.OneToOneField(Member, models.CASCADE, related_name="+"), because="whom it enrols")
    purpose = plain(
        models.CharField(max_length=10, choices=[(word.value, word.value) for word in LinkPurpose]),
        because="a first enrolment and a re-admission differ",
    )
    ends_on = plain(models.DateField(), because="a link lasts a few days")

    def __str__(self) -> str:
        return "an enrolment link"


class ReadmissionApproval(Record):
    """That a colleague approves somebody's re-admission after a forgotten passphrase."""

    member = plain(models.ForeignKey(Member, models.CASCADE, related_name="+"), because="whom it is about")
    by = plain(
        models.ForeignKey(Member, models.CASCADE, related_name="+"), because="two different people approve"
    )
    on = plain(models.DateField(), because="an approval lasts a few days")

    class Meta:
        constraints = [models.UniqueConstraint(fields=("member", "by"), name="staff_approval_once")]


class Notice(Record):
    """Something that a manager has to know, until they say that they have read it."""

    reader = plain(
        models.ForeignKey(Member, models.CASCADE, related_name="+"), because="shown to this manager"
    )
    kind = plain(
        models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in NoticeKind]),
        because="which sentence is shown",
    )
    about: "models.UUIDField[UUID, Any]" = plain(
        models.UUIDField(), because="the account or team it speaks of"
    )
    on = plain(models.DateField(), because="the day it happened")
