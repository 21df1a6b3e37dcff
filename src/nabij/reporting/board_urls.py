"""Addresses of the report at the board's origin. Signing in leads to ``home``."""

from django.urls import URLPattern, URLResolver, path

from nabij.reporting import board_views as views
from nabij.reporting.views import interim

urlpatterns: list[URLPattern | URLResolver] = [
    path("jaarverslagen/", views.reports, name="home"),
    path("jaarverslag/<uuid:pk>/", views.report, name="report"),
    path("jaarverslag/<uuid:pk>/pdf/", views.pdf, name="report_pdf"),
    path("jaarverslag/<uuid:pk>/word/", views.word, name="report_word"),
    path("jaarverslag/<uuid:pk>/csv/", views.table, name="report_csv"),
    path("jaarverslag/<uuid:pk>/vraag/<slug:key>/", views.answer, name="answer"),
    path("tussentijds/<uuid:pk>/", interim.board_interim, name="interim"),
    path("tussentijds/<uuid:pk>/pdf/", interim.board_pdf, name="interim_pdf"),
    path("tussentijds/<uuid:pk>/csv/", interim.board_csv, name="interim_csv"),
    path("jaarverslag/<uuid:pk>/gesprek/", views.talk, name="talk"),
    path("jaarverslag/<uuid:pk>/gesprek/plannen/", views.plan_talk, name="plan_talk"),
]
