from django.urls import path

from nabij.site import views

urlpatterns = [
    path("", views.board_start, name="board_start"),
    path("gezond", views.health, name="health"),
]
