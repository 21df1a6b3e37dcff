from django.urls import include, path

from nabij.mail.urls import at_the_board as mail_at_the_board
from nabij.people.urls import at_the_board
from nabij.sealed.urls import at_the_board as own_vault
from nabij.site import demo, views

urlpatterns = [
    path("", views.board_start, name="board_start"),
    path("gezond", views.health, name="health"),
    path("demo/rollen/", demo.roles, name="demo_roles"),
    path("demo/rol/", demo.switch_role, name="switch_role"),
    path("", include(at_the_board)),
    path("", include(mail_at_the_board)),
    path("", include(own_vault)),
    path("", include("nabij.signals.board_urls")),
    path("", include("nabij.reporting.board_urls")),
]

handler429 = "nabij.people.sign_in.too_many"
handler400 = "nabij.site.views.bad_request"
handler403 = "nabij.site.views.forbidden"
handler404 = "nabij.site.views.not_found"
handler500 = "nabij.site.views.server_error"
