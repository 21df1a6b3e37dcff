from django.urls import URLPattern, URLResolver, path

from nabij.contact import door_views
from nabij.contact.views import conversations

urlpatterns: list[URLPattern | URLResolver] = [
    path("ingang/<slug:code>/wie.json", door_views.who_is_there, name="who_is_there"),
    path("zout.json", door_views.salt, name="salt"),
    path("gesprek/beginnen.json", door_views.begin, name="begin_conversation"),
    path("gesprek/openen.json", door_views.whole, name="conversation"),
    path("gesprek/nieuws.json", door_views.news, name="conversation_news"),
    path("gesprek/schrijven.json", door_views.write, name="write_in_conversation"),
    path("gesprek/toestemming.json", door_views.answer, name="answer_as_visitor"),
    path("gesprek/onthouden.json", door_views.keep, name="keep_note_to_self"),
    path("gesprek/bestanden/<uuid:file>", door_views.put_file, name="put_file"),
    path("gesprek/bestanden/<uuid:file>/halen", door_views.get_file, name="get_file"),
]

# the counsellor's side, at the workspace's address
in_the_workspace: list[URLPattern | URLResolver] = [
    path("gesprekken/binnen.json", conversations.waiting, name="waiting_conversations"),
    path("gesprekken/<uuid:pk>/aannemen.json", conversations.take_on, name="take_on_conversation"),
]
