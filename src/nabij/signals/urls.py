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
]
