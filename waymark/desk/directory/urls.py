"""Addresses of the editors' room: random ids only."""

from django.urls import path

from waymark.desk.directory import lists, views

urlpatterns = [
    path("organisations", views.view_worklist, name="directory-view"),
    path("organisations/add", views.add, name="entry-add"),
    path("organisations/lists", lists.take_in, name="list-import"),
    path("organisations/<uuid:service_id>", views.view_entry, name="entry-view"),
    path("organisations/<uuid:service_id>/change", views.change, name="entry-change"),
    path("organisations/<uuid:service_id>/right", views.confirm, name="entry-confirm"),
    path("organisations/<uuid:service_id>/publish", views.publish, name="entry-publish"),
    path("organisations/<uuid:service_id>/settle", views.settle, name="entry-settle"),
    path("organisations/<uuid:service_id>/withdraw", views.withdraw, name="entry-withdraw"),
    path("organisations/<uuid:service_id>/merge", views.merge, name="entry-merge"),
]
