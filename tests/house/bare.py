"""An address whose view declares nothing, to see that it answers nobody."""

from django.http import HttpResponse
from django.urls import path


def bare(request):
    return HttpResponse("never")


urlpatterns = [path("bare", bare)]
handler404 = "waymark.ui.errors.not_found"
handler500 = "waymark.ui.errors.broken"
