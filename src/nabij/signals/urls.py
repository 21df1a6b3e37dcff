from django.urls import URLPattern, URLResolver, path

from nabij.signals import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("signalen/", views.signals, name="signals"),
    path("signalen/nieuw/", views.new_signal, name="new_signal"),
    path("signalen/vandaag.json", views.signals_today, name="signals_today"),
    path("signalen/beginnen.json", views.begin_signal, name="begin_signal"),
    path("signalen/<uuid:pk>/", views.signal, name="signal"),
    path("signalen/<uuid:pk>/stukken.json", views.signal_pieces, name="signal_pieces"),
    path("signalen/<uuid:pk>/keten.json", views.signal_chain, name="signal_chain"),
    path("signalen/<uuid:pk>/ernaast.json", views.beside_signal, name="beside_signal"),
    path("signalen/<uuid:pk>/sleutels.json", views.share_signal, name="share_signal"),
    path("signalen/<uuid:pk>/bewaren.json", views.write_signal, name="write_signal"),
    path("signalen/<uuid:pk>/wegen.json", views.ask_to_weigh, name="ask_to_weigh_signal"),
    path("signalen/<uuid:pk>/meewegen.json", views.weigh_along, name="weigh_signal"),
    path("signalen/<uuid:pk>/terugleggen.json", views.send_back, name="send_signal_back"),
    path("signalen/<uuid:pk>/grond.json", views.lay_ground, name="lay_under_signal"),
    path("signalen/<uuid:pk>/afstemmen.json", views.agree, name="agree_signal"),
    path("signalen/<uuid:pk>/redenen.json", views.record_grounds, name="ground_signal"),
    path("signalen/<uuid:pk>/versmallen.json", views.narrow, name="narrow_signal"),
    path("signalen/<uuid:pk>/niet-versturen.json", views.leave_unsent, name="leave_signal_unsent"),
    path("signalen/<uuid:pk>/verteld.json", views.tell_visitor, name="tell_after_signal"),
    path("signalen/<uuid:pk>/verwoorden.json", views.word, name="word_signal"),
    path("signalen/<uuid:pk>/herschrijven.json", views.reword, name="reword_signal"),
    path("signalen/<uuid:pk>/overdragen.json", views.deliver, name="deliver_signal"),
    path("signalen/<uuid:pk>/ontvangen.json", views.note_received, name="note_signal_received"),
    path("signalen/<uuid:pk>/beantwoord.json", views.note_answer, name="note_signal_answered"),
    path("signalen/<uuid:pk>/gesprek.json", views.plan, name="plan_signal_meeting"),
    path("signalen/<uuid:pk>/veranderd.json", views.follow_up, name="follow_signal_up"),
    path("signalen/<uuid:pk>/afronden.json", views.close, name="close_signal"),
    path("signalen/<uuid:pk>/navraag.json", views.watch, name="watch_signal"),
]
