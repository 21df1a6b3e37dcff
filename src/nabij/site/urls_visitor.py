from django.urls import include, path

from nabij.site import views

urlpatterns = [
    path("", views.visitor_start, name="visitor_start"),
    path("gezond", views.health, name="health"),
    path("", include("nabij.contact.door_urls")),
]

handler400 = "nabij.site.views.bad_request"
handler500 = "nabij.site.views.server_error"
