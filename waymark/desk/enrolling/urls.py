"""Addresses of enrolling. Only the first holds a token; it is opaque, works once and moves into the body
at once.
"""

from django.urls import path

from waymark.desk.enrolling import views

urlpatterns = [
    path("enrol", views.begin, name="enrolment-begin"),
    path("enrol/passphrase", views.write_passphrase, name="passphrase-write"),
    path("enrol/code", views.give_first_code, name="first-code-give"),
    path("enrol/recovery-codes", views.keep_recovery_codes, name="recovery-codes-keep"),
    path("enrol/with/<str:token>", views.view_link, name="link-view"),
]
