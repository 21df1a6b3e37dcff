from django.urls import URLPattern, URLResolver, path

from nabij.sealed import pin_views, views

_own_vault: list[URLPattern | URLResolver] = [
    path("kluis/", views.vault_page, name="vault"),
    path("kluis/inrichten/", views.vault_setup, name="vault_setup"),
    path("kluis/staat.json", views.state, name="vault_state"),
    path("kluis/inrichten.json", views.set_up, name="set_up_vault"),
    path("kluis/bundel.json", views.save_bundle, name="save_bundle"),
    path("kluis/sleutelbos.json", views.save_keyring, name="save_keyring"),
    path("kluis/sloten.json", views.change_slots, name="change_slots"),
    path("kluis/vernieuwen.json", views.rotate, name="rotate_vault"),
    path("kluis/concepten.json", views.drafts, name="drafts"),
    path("kluis/concepten/<uuid:pk>/weg.json", views.forget_draft, name="forget_draft"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    *_own_vault,
    path("kluis/sleutels.json", views.held_keys, name="held_keys"),
    path("kluis/collegas.json", pin_views.colleagues, name="colleagues"),
    path("kluis/eindverantwoordelijken.json", pin_views.board_contacts, name="board_contacts"),
]
at_the_board: list[URLPattern | URLResolver] = [
    *_own_vault,
    path("kluis/vertrouwenspersonen.json", pin_views.own_counsellors, name="own_counsellors"),
]
"""What the board's address has of these: one's own vault, and whose keys it checks."""
