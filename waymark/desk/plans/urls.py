"""Addresses of hand-overs. An id is random and says nothing."""

from django.urls import path

from waymark.desk.plans import views

urlpatterns = [
    path("plans", views.view_hand_overs, name="plans-view"),
    path("plans/<uuid:row_id>", views.view_hand_over, name="plan-view"),
    path("plans/<uuid:row_id>/clear", views.clear, name="plan-clear"),
]
