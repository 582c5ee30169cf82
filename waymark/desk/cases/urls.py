"""Addresses of cases. An id is random and says nothing."""

from django.urls import path

from waymark.desk.cases import closing, views, walls

urlpatterns = [
    path("cases", views.view_cases, name="cases-view"),
    path("cases/<uuid:case_id>", views.view_case, name="case-view"),
    path("cases/<uuid:case_id>/note", views.write_note, name="case-note"),
    path("cases/<uuid:case_id>/reply/<uuid:person_id>", views.reply, name="case-reply"),
    path("cases/<uuid:case_id>/call", views.note_call, name="case-call"),
    path("cases/<uuid:case_id>/hand-over", views.hand_over, name="case-hand-over"),
    path("cases/<uuid:case_id>/stage", views.set_stage, name="case-set-stage"),
    path("cases/<uuid:case_id>/wall", walls.view_wall, name="case-wall"),
    path("cases/<uuid:case_id>/wall/down", walls.open_wall, name="case-wall-open"),
    path("cases/<uuid:case_id>/close", closing.close, name="case-close"),
    path("cases/<uuid:case_id>/reopen", closing.reopen, name="case-reopen"),
    path("cases/<uuid:case_id>/take/<uuid:arrival_id>", views.take_message, name="case-take-message"),
    path("cases/<uuid:case_id>/way/<uuid:person_id>", views.show_way, name="case-way"),
    path("cases/<uuid:case_id>/words/<uuid:person_id>", views.show_words, name="case-words"),
    path("cases/<uuid:case_id>/files/<uuid:entry_id>/<uuid:file_id>", views.download, name="case-file"),
]
