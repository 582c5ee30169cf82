"""One row for each bucket that is not full. A full one needs no row, and its row is deleted."""

from django.db import models

from waymark.records.classes import TagField, plain


class Bucket(models.Model):
    """How long until a bucket is full again: the one number that a token bucket needs."""

    tag = TagField(primary_key=True)
    full_at = plain(
        models.BigIntegerField(default=0),
        because="milliseconds since 1970: a limit works across processes by it; deleted once it is past",
    )
