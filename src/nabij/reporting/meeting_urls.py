"""Addresses of *Gesprek over het verslag* in the workspace."""

from django.urls import URLPattern, URLResolver, path

from nabij.reporting.views import meeting as views

urlpatterns: list[URLPattern | URLResolver] = [
    path("jaarverslagen/gesprekken/", views.talks, name="report_talks"),
    path("jaarverslagen/gesprekken/<uuid:pk>/", views.talk, name="report_talk"),
    path("jaarverslagen/gesprekken/<uuid:pk>/agenda/", views.agenda, name="report_agenda"),
    path("jaarverslagen/gesprekken/<uuid:pk>/moment/", views.accept, name="accept_moment"),
    path("jaarverslagen/gesprekken/<uuid:pk>/andere-momenten/", views.decline, name="decline_moments"),
    path("jaarverslagen/gesprekken/<uuid:pk>/geweest/", views.held, name="meeting_held"),
    path("jaarverslagen/gesprekken/<uuid:pk>/niet-geweest/", views.reopen, name="reopen_meeting"),
    path("jaarverslagen/gesprekken/<uuid:pk>/verslag/", views.minutes, name="minutes"),
    path("jaarverslagen/gesprekken/<uuid:pk>/afspraak/", views.agree, name="agree"),
    path("jaarverslagen/gesprekken/afspraken/<int:pk>/", views.change_agreement, name="change_agreement"),
    path("jaarverslagen/gesprekken/afspraken/<int:pk>/gevolg/", views.follow_agreement, name="follow_agreement"),
    path("jaarverslagen/gesprekken/afspraken/<int:pk>/weg/", views.remove_agreement, name="remove_agreement"),
]
