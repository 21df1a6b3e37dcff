from django.urls import URLPattern, URLResolver, path

from nabij.matters import import_views, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("vandaag/", views.today_page, name="today"),
    path("snelnotitie/", views.quick_note, name="quick_note"),
    path("kwesties/", views.matters_page, name="matters"),
    path("kwesties/kaarten.json", views.cards, name="matter_cards"),
    path("kwesties/kaartketens.json", views.card_chains, name="card_chains"),
    path("kwesties/gesloten.json", views.closed_cards, name="closed_matter_cards"),
    path("kwesties/spiegelkaarten.json", views.peer_cards, name="peer_cards"),
    path("kwesties/openen.json", views.open_matter, name="open_matter"),
    path("importeren/", import_views.importing, name="importing"),
    path("kwesties/imports.json", import_views.imports, name="imports"),
    path("kwesties/imports/bekend.json", import_views.known_encounters, name="known_encounters"),
    path("kwesties/imports/inlezen.json", import_views.import_matters, name="import_matters"),
    path("kwesties/imports/<uuid:pk>/terugdraaien.json", import_views.undo_import, name="undo_import"),
    path("kwesties/<uuid:pk>/", views.matter_page, name="matter"),
    path("kwesties/<uuid:pk>/stukken.json", views.matter_pieces, name="matter_pieces"),
    path("kwesties/<uuid:pk>/keten.json", views.chain, name="matter_chain"),
    path("kwesties/<uuid:pk>/noteren.json", views.note, name="note_encounter"),
    path("kwesties/<uuid:pk>/herzien.json", views.revise, name="revise_records"),
    path("kwesties/<uuid:pk>/aan-zet.json", views.pass_turn, name="pass_turn"),
    path("kwesties/<uuid:pk>/register.json", views.code_register, name="code_register"),
    path("kwesties/<uuid:pk>/afsluiten.json", views.close, name="close_matter"),
    path("kwesties/<uuid:pk>/heropenen.json", views.reopen, name="reopen_matter"),
    path("kwesties/<uuid:pk>/delen.json", views.share, name="share_matter"),
    path("kwesties/<uuid:pk>/gehoord.json", views.hear, name="hear_consent"),
    path("kwesties/<uuid:pk>/intrekken.json", views.withdraw, name="withdraw_share"),
    path("kwesties/<uuid:pk>/sleutels.json", views.renew_keys, name="renew_keys"),
    path("kwesties/<uuid:pk>/uitzondering.json", views.record_exception, name="record_exception"),
    path("kwesties/<uuid:pk>/bestanden/<uuid:file>", views.sealed_file, name="sealed_file"),
]
