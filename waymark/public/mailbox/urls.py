"""One opaque address for the whole of it."""

from django.urls import path

from waymark.public.mailbox.screens import PLACE
from waymark.public.mailbox.views import mailbox

urlpatterns = [path(f"<slug:language>/{PLACE}", mailbox, name="mailbox-enter")]
