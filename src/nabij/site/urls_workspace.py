from django.urls import include, path

from nabij.site import views

urlpatterns = [
    path("gezond", views.health, name="health"),
    path("", include("nabij.people.urls")),
    path("", include("nabij.sealed.urls")),
    path("", include("nabij.matters.urls")),
]

handler429 = "nabij.people.sign_in.too_many"
