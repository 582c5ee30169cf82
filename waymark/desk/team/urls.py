"""Addresses of the team's pages: random ids only."""

from django.urls import path

from waymark.desk.team import alone, views

urlpatterns = [
    path("team", views.view_team, name="team-view"),
    path("team/invite", views.invite, name="member-invite"),
    path("team/members/<uuid:member_id>", views.view_member, name="member-view"),
    path("team/members/<uuid:member_id>/change", views.change_member, name="member-change"),
    path("team/members/<uuid:member_id>/link", views.renew_link, name="link-renew"),
    path("team/members/<uuid:member_id>/admit/<uuid:team_id>", views.admit, name="member-admit"),
    path("team/members/<uuid:member_id>/leave", views.end_account, name="account-end"),
    path("team/members/<uuid:member_id>/readmit", views.approve_readmission, name="readmission-approve"),
    path("team/cases/share", alone.share, name="cases-share"),
    path("team/notices/<uuid:notice_id>/read", views.read_notice, name="notice-read"),
]
