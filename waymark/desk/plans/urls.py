"""Addresses of hand-overs, and of what cases keep of them. An id is random and says nothing."""

from django.urls import path

from waymark.desk.plans import kept, views

urlpatterns = [
    path("plans", views.view_hand_overs, name="plans-view"),
    path("plans/<uuid:row_id>", views.view_hand_over, name="plan-view"),
    path("plans/<uuid:row_id>/keep", views.keep, name="plan-keep"),
    path("plans/<uuid:row_id>/pass", views.pass_on, name="plan-pass"),
    path("plans/<uuid:row_id>/destroy", views.destroy, name="plan-destroy"),
    path("cases/<uuid:case_id>/notes/<uuid:row_id>", kept.view_version, name="case-notes"),
    path("cases/<uuid:case_id>/notes/<uuid:row_id>/suggest", kept.suggest, name="case-suggest"),
]
