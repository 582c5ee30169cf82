"""Addresses of the inbox. An id is random and says nothing."""

from django.urls import path

from waymark.desk.inbox import files, views

urlpatterns = [
    path("inbox", views.view_inbox, name="inbox-view"),
    path("inbox/<uuid:arrival_id>", views.view_message, name="message-view"),
    path("inbox/<uuid:arrival_id>/reply", views.reply, name="message-reply"),
    path("inbox/<uuid:arrival_id>/start", views.start, name="case-start"),
    path("inbox/<uuid:arrival_id>/claim", views.claim, name="message-claim"),
    path("inbox/<uuid:arrival_id>/aside", views.set_aside, name="message-set-aside"),
    path("inbox/<uuid:arrival_id>/clear", views.clear_news, name="news-clear"),
    path("inbox/<uuid:arrival_id>/way", views.show_way, name="message-way"),
    path("inbox/<uuid:arrival_id>/words", views.show_words, name="message-words"),
    path("inbox/<uuid:arrival_id>/files/<uuid:file_id>", files.download, name="message-file"),
]
