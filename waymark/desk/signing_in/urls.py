"""Addresses of the door. None of them carries anything that was typed."""

from django.urls import path

from waymark.desk.signing_in import account, knowing, locking, views

urlpatterns = [
    path("", account.home, name="home"),
    path("sign-in", views.sign_in, name="sign-in"),
    path("sign-in/code", views.give_code, name="code-give"),
    path("sign-in/passkey", views.give_passkey, name="passkey-give"),
    path("unlock", views.unlock, name="unlock"),
    path("lock", locking.lock_now, name="lock"),
    path("here", locking.note_presence, name="here"),
    path("typed", views.view_typed, name="typed-view"),
    path("sign-out", views.sign_out, name="sign-out"),
    path("account", account.view_account, name="account-view"),
    path("account/people", knowing.view_ties, name="ties-view"),
    path("account/codes", account.renew_codes, name="codes-renew"),
    path("account/passkeys/<uuid:passkey_id>/remove", account.remove_passkey, name="passkey-remove"),
]
