from django.urls import URLPattern, URLResolver, path

from nabij.sealed import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("kluis/", views.vault_page, name="vault"),
    path("kluis/inrichten/", views.vault_setup, name="vault_setup"),
    path("kluis/staat.json", views.state, name="vault_state"),
    path("kluis/sleutels.json", views.held_keys, name="held_keys"),
    path("kluis/inrichten.json", views.set_up, name="set_up_vault"),
    path("kluis/bundel.json", views.save_bundle, name="save_bundle"),
    path("kluis/sleutelbos.json", views.save_keyring, name="save_keyring"),
    path("kluis/sloten.json", views.change_slots, name="change_slots"),
    path("kluis/vernieuwen.json", views.rotate, name="rotate_vault"),
    path("kluis/collegas.json", views.colleagues, name="colleagues"),
    path("kluis/concepten.json", views.drafts, name="drafts"),
    path("kluis/concepten/<uuid:pk>/weg.json", views.forget_draft, name="forget_draft"),
]
