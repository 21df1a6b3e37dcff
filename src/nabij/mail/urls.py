"""Addresses of mail."""

from django.urls import path

from nabij.mail import views

urlpatterns = [
    path("account/mail/", views.choice, name="mail_choice"),
    path("inrichting/mail/", views.standing, name="mail_standing"),
]
at_the_board = [path("account/mail/", views.choice, name="mail_choice")]
