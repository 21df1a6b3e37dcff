from django.urls import include, path

from nabij.contact import door_pages
from nabij.site import views

urlpatterns = [
    path("", door_pages.start, name="visitor_start"),
    path("ingang/<slug:code>/", door_pages.entrance, name="entrance"),
    path("code/", door_pages.code, name="code"),
    path("gesprek/", door_pages.conversation, {"invited": False}, name="conversation_later"),
    path("code/gesprek/", door_pages.conversation, {"invited": True}, name="conversation_after_code"),
    path("weg", door_pages.leave, name="leave"),
    path("gezond", views.health, name="health"),
    path("", include("nabij.contact.door_urls")),
]

handler400 = "nabij.site.views.bad_request"
handler403 = "nabij.site.views.forbidden"
handler404 = "nabij.site.views.not_found"
handler500 = "nabij.site.views.server_error"
