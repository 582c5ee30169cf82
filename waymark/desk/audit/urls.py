"""Addresses of the record of deeds."""

from django.urls import path

from waymark.desk.audit import views

urlpatterns = [
    path("record", views.view_audit, name="audit-view"),
    path("record/verify", views.verify, name="audit-verify"),
]
