from django.urls import include, path

from nabij.contact.door_urls import in_the_workspace
from nabij.site import demo, views

urlpatterns = [
    path("gezond", views.health, name="health"),
    path("demo/rollen/", demo.roles, name="demo_roles"),
    path("demo/post/", demo.sent_mail, name="demo_mail"),
    path("demo/rol/", demo.switch_role, name="switch_role"),
    path("", include("nabij.people.urls")),
    path("", include("nabij.mail.urls")),
    path("", include("nabij.sealed.urls")),
    path("", include("nabij.matters.urls")),
    path("", include(in_the_workspace)),
    path("", include("nabij.contact.urls")),
    path("", include("nabij.outreach.urls")),
    path("", include("nabij.patterns.urls")),
    path("", include("nabij.signals.urls")),
    path("", include("nabij.reporting.meeting_urls")),
    path("", include("nabij.reporting.urls")),
]

handler429 = "nabij.people.sign_in.too_many"
handler400 = "nabij.site.views.bad_request"
handler403 = "nabij.site.views.forbidden"
handler404 = "nabij.site.views.not_found"
handler500 = "nabij.site.views.server_error"
