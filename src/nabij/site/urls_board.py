from django.urls import path

from nabij.site import views

urlpatterns = [
    path("", views.board_start, name="board_start"),
    path("gezond", views.health, name="health"),
]

handler400 = "nabij.site.views.bad_request"
handler500 = "nabij.site.views.server_error"
