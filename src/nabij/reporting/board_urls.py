"""Addresses of the report at the board's origin. Signing in leads to ``home``."""

from django.urls import URLPattern, URLResolver, path

from nabij.reporting import board_views as views

urlpatterns: list[URLPattern | URLResolver] = [
    path("jaarverslagen/", views.reports, name="home"),
    path("jaarverslag/<uuid:pk>/", views.report, name="report"),
    path("jaarverslag/<uuid:pk>/pdf/", views.pdf, name="report_pdf"),
    path("jaarverslag/<uuid:pk>/word/", views.word, name="report_word"),
    path("jaarverslag/<uuid:pk>/csv/", views.table, name="report_csv"),
    path("jaarverslag/<uuid:pk>/vraag/<slug:key>/", views.answer, name="answer"),
    path("tussentijds/<uuid:pk>/", views.interim, name="interim"),
    path("tussentijds/<uuid:pk>/pdf/", views.interim_pdf, name="interim_pdf"),
    path("tussentijds/<uuid:pk>/csv/", views.interim_csv, name="interim_csv"),
    path("jaarverslag/<uuid:pk>/gesprek/", views.talk, name="talk"),
    path("jaarverslag/<uuid:pk>/gesprek/plannen/", views.plan_talk, name="plan_talk"),
]
