"""Addresses of the day's page."""

from django.urls import path

from waymark.desk.home import views

urlpatterns = [
    path("today", views.view_today, name="today-view"),
    path("today/<uuid:task_id>/done", views.finish, name="task-finish"),
]
