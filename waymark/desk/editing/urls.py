"""Addresses of the editors' desk. An id is random; a pack and a language are named as on the site."""

from django.urls import path

from waymark.desk.editing import facts, files, links, lists, pages, previews, revisions, translations, undoing

urlpatterns = [
    path("pages", lists.view_pages, name="pages-view"),
    path("pages/new", pages.make_page, name="page-make"),
    path("pages/links", links.view_links, name="links-view"),
    path("pages/packs", files.view_packs, name="packs-view"),
    path("pages/packs/import", files.import_zip, name="pack-import"),
    path("pages/packs/<slug:pack>/export", files.export, name="pack-export"),
    path("pages/items/<uuid:item_id>", pages.edit, name="item-edit"),
    path("pages/items/<uuid:item_id>/preview", previews.preview, name="item-preview"),
    path("pages/items/<uuid:item_id>/history", pages.view_history, name="item-history"),
    path("pages/items/<uuid:item_id>/withdraw", pages.withdraw, name="item-withdraw"),
    path("pages/items/<uuid:item_id>/fact", facts.edit, name="fact-edit"),
    path("pages/items/<uuid:item_id>/fact/check", facts.check, name="fact-check"),
    path("pages/items/<uuid:item_id>/in/<slug:language>", translations.edit, name="translation-edit"),
    path("pages/items/<uuid:item_id>/in/<slug:language>/check", translations.check, name="translation-check"),
    path("pages/revisions/<uuid:revision_id>", revisions.view, name="revision-view"),
    path("pages/revisions/<uuid:revision_id>/preview", previews.preview_revision, name="revision-preview"),
    path("pages/revisions/<uuid:revision_id>/ask", revisions.ask, name="review-ask"),
    path("pages/revisions/<uuid:revision_id>/review", revisions.approve, name="revision-review"),
    path("pages/revisions/<uuid:revision_id>/back", revisions.send_back, name="revision-send-back"),
    path("pages/revisions/<uuid:revision_id>/publish", revisions.publish, name="revision-publish"),
    path("pages/revisions/<uuid:revision_id>/schedule", revisions.schedule, name="revision-schedule"),
    path("pages/revisions/<uuid:revision_id>/unschedule", undoing.take_day_back, name="day-take-back"),
    path("pages/revisions/<uuid:revision_id>/drop", undoing.drop, name="revision-drop"),
    path("pages/revisions/<uuid:revision_id>/restore", undoing.restore, name="revision-restore"),
    path("pages/items/<uuid:item_id>/release", undoing.restore_release, name="release-restore"),
]
