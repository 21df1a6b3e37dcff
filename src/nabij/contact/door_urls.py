from django.urls import URLPattern, URLResolver, path

from nabij.contact import code_views, door_views, erasing_views
from nabij.contact.views import conversations, desk_mark, erasing, inviting, looking

urlpatterns: list[URLPattern | URLResolver] = [
    path("ingang/<slug:code>/wie.json", door_views.who_is_there, name="who_is_there"),
    path("zout.json", door_views.salt, name="salt"),
    path("code/openen.json", code_views.offer, name="invitation_offer"),
    path("code/antwoorden.json", code_views.answer, name="answer_invitation"),
    path("gesprek/beginnen.json", door_views.begin, name="begin_conversation"),
    path("gesprek/openen.json", door_views.whole, name="conversation"),
    path("gesprek/nieuws.json", door_views.news, name="conversation_news"),
    path("gesprek/schrijven.json", door_views.write, name="write_in_conversation"),
    path("gesprek/toestemming.json", door_views.answer, name="answer_as_visitor"),
    path("gesprek/kiezen.json", door_views.choose, name="choose_another"),
    path("gesprek/invaller.json", door_views.let_stand_by, name="let_stand_by"),
    path("gesprek/onthouden.json", door_views.keep, name="keep_note_to_self"),
    path("gesprek/mail.json", door_views.mail, name="mail_for_visitor"),
    path("gesprek/wissen.json", erasing_views.erase, name="erase_conversation"),
    path("gesprek/gewist.json", erasing_views.proof, name="proof_of_destruction"),
    path("gesprek/bestanden/<uuid:file>", door_views.put_file, name="put_file"),
    path("gesprek/bestanden/<uuid:file>/halen", door_views.get_file, name="get_file"),
]

# the counsellor's side, at the workspace's address
in_the_workspace: list[URLPattern | URLResolver] = [
    path("gesprekken/binnen.json", conversations.waiting, name="waiting_conversations"),
    path("gesprekken/<uuid:pk>/aannemen.json", conversations.take_on, name="take_on_conversation"),
    path("gesprekken/vervangen.json", conversations.instead, name="instead_of_colleagues"),
    path("gesprekken/<uuid:pk>/antwoorden.json", conversations.answer_instead, name="answer_instead"),
    path("gesprekken/merk.json", desk_mark.mark, name="desk_mark"),
    path("kwesties/<uuid:pk>/merk.json", desk_mark.of_matter, name="matter_mark"),
    path("gesprekken/nieuw.json", looking.news, name="visitor_news"),
    path("gesprekken/<uuid:pk>/gezien.json", looking.looked, name="look_at_conversation"),
    path("gesprekken/wisverzoeken.json", erasing.erasures_asked, name="erasures_asked"),
    path("gesprekken/<uuid:pk>/wissen.json", erasing.erase, name="erase_matter"),
    path("uitnodigingen.json", inviting.answered, name="answered_invitations"),
    path("kwesties/<uuid:pk>/uitnodiging.json", inviting.invitation, name="visitor_code"),
    path("kwesties/<uuid:pk>/uitnodigen.json", inviting.invite, name="invite_visitor"),
    path("kwesties/<uuid:pk>/uitnodiging/intrekken.json", inviting.withdraw, name="withdraw_code"),
    path("kwesties/<uuid:pk>/toelaten.json", inviting.admit, name="admit_visitor"),
]
