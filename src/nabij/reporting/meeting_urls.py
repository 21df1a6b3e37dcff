"""Addresses of *Gesprek over het verslag* in the workspace."""

from django.urls import URLPattern, URLResolver, path

from nabij.reporting.views import meeting as views

urlpatterns: list[URLPattern | URLResolver] = [
    path("jaarverslagen/gesprekken/", views.talks, name="report_talks"),
    path("jaarverslagen/<uuid:pk>/gesprek/", views.talk, name="report_talk"),
    path("jaarverslagen/<uuid:pk>/gesprek/agenda/", views.agenda, name="report_agenda"),
    path("jaarverslagen/<uuid:pk>/gesprek/moment/", views.accept, name="accept_moment"),
    path("jaarverslagen/<uuid:pk>/gesprek/andere-momenten/", views.decline, name="decline_moments"),
    path("jaarverslagen/<uuid:pk>/gesprek/geweest/", views.held, name="meeting_held"),
    path("jaarverslagen/<uuid:pk>/gesprek/verslag/", views.minutes, name="minutes"),
    path("jaarverslagen/<uuid:pk>/gesprek/afspraak/", views.agree, name="agree"),
    path("afspraken/<int:pk>/", views.change_agreement, name="change_agreement"),
    path("afspraken/<int:pk>/gevolg/", views.follow_agreement, name="follow_agreement"),
    path("afspraken/<int:pk>/weg/", views.remove_agreement, name="remove_agreement"),
]
