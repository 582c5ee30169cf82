"""Addresses of the list of what is kept, and of a case's hold."""

from django.urls import path

from waymark.desk.keeping import views

urlpatterns = [
    path("keeping", views.view_keeping, name="keeping-view"),
    path("cases/<uuid:case_id>/hold", views.hold, name="case-hold"),
    path("cases/<uuid:case_id>/hold/release", views.release, name="case-release"),
]
