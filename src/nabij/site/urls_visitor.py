from django.urls import path

from nabij.site import views

urlpatterns = [
    path("", views.visitor_start, name="visitor_start"),
    path("gezond", views.health, name="health"),
]
