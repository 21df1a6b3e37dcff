"""Addresses of letters at the board's origin."""

from django.urls import URLPattern, URLResolver, path

from nabij.signals import board_views as views

urlpatterns: list[URLPattern | URLResolver] = [
    path("brieven/", views.letters, name="letters"),
    path("brieven/<uuid:pk>/", views.letter, name="letter"),
    path("brieven/<uuid:pk>/brief.json", views.letter_data, name="letter_data"),
    path("brieven/<uuid:pk>/ontvangen.json", views.receive, name="receive_letter"),
    path("brieven/<uuid:pk>/dag.json", views.change_day, name="change_letter_day"),
    path("brieven/<uuid:pk>/antwoord.json", views.answer, name="answer_letter"),
]
