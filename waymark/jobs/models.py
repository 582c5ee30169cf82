"""What keeps a job from being put in line twice."""

from django.db import models

from waymark.records.classes import plain


class Ticket(models.Model):
    """One key of one job: until it starts, or, for what must happen once only, until it is pruned."""

    key = plain(
        models.CharField(max_length=64, primary_key=True),
        because="a hash of a function's name and of opaque ids: unique, so that a job is in line once",
    )
    task_id = plain(models.UUIDField(), because="a random id: the job that it stands for")
    lasting = plain(models.BooleanField(), because="tells what may be asked for again from what may not")
    keep_until = plain(models.DateField(), because="old tickets are deleted by it")
