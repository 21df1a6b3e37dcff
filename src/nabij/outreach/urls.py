"""Addresses of *Preventie*."""

from django.urls import path

from nabij.outreach import views

urlpatterns = [
    path("preventie/", views.prevention, name="prevention"),
    path("preventie/<int:pk>/<int:year>/", views.activities, name="activities"),
    path("preventie/<int:pk>/<int:year>/nieuw/", views.add_activity, name="add_activity"),
    path("preventie/<int:pk>/lijst/", views.bring_in_page, name="bring_in_page"),
    path("preventie/<int:pk>/lijst/inlezen.json", views.bring_in, name="bring_in"),
    path("preventie/lijsten/<uuid:pk>/terugdraaien/", views.undo_bringing_in, name="undo_bringing_in"),
    path("preventie/activiteiten/<uuid:pk>/", views.change_activity, name="change_activity"),
    path("preventie/activiteiten/<uuid:pk>/weg/", views.remove_activity, name="remove_activity"),
    path("preventie/activiteiten/<uuid:pk>/terug/", views.put_activity_back, name="put_activity_back"),
]
