"""Addresses of the feed, as the standard names them."""

from django.urls import path

from waymark.api.directory import views

urlpatterns = [
    path("", views.about, name="feed-about"),
    path("openapi.json", views.openapi, name="feed-document"),
    path("services", views.list_services, name="services-list"),
    path("services/<uuid:service_id>", views.one_service, name="service-read"),
    path("organizations", views.list_organisations, name="organisations-list"),
    path("organizations/<uuid:organisation_id>", views.one_organisation, name="organisation-read"),
    path("taxonomies", views.list_taxonomies, name="taxonomies-list"),
    path("taxonomies/<uuid:taxonomy_id>", views.one_taxonomy, name="taxonomy-read"),
    path("taxonomy_terms", views.list_terms, name="terms-list"),
    path("taxonomy_terms/<uuid:term_id>", views.one_term, name="term-read"),
    path("service_at_locations", views.list_at_locations, name="places-list"),
    path("service_at_locations/<uuid:at_id>", views.one_at_location, name="place-read"),
]
