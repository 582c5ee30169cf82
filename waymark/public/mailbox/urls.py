"""One opaque address for the whole of it."""

from django.urls import path

from waymark.public.mailbox.views import mailbox

urlpatterns = [path("<slug:language>/w4", mailbox, name="mailbox-enter")]
