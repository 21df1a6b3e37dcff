from django.urls import URLPattern, URLResolver, path

from nabij.patterns import page_views, repetition_views, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("patronen/vandaag.json", views.keys_today, name="match_keys_today"),
    path("patronen/<int:pk>/", page_views.comparing, name="comparing"),
    path("patronen/<int:pk>/stand.json", views.state, name="pattern_state"),
    path("patronen/<int:pk>/gekeken.json", views.log, name="pattern_log"),
    path("patronen/<int:pk>/sleutels.json", views.share_key, name="share_match_key"),
    path("patronen/<int:pk>/berekenen.json", views.evaluate, name="evaluate_blinded"),
    path("patronen/<int:pk>/aanmelden.json", views.register, name="register_token"),
    path("patronen/<int:pk>/kijken.json", views.look, name="look_for_pattern"),
    path("patronen/<int:pk>/kanten.json", views.compare_sides, name="compare_sides"),
    path("patronen/<int:pk>/intrekken.json", views.withdraw, name="withdraw_token"),
    path("patronen/<int:pk>/vernieuwen.json", views.renew, name="renew_tokens"),
    path("patronen/<int:pk>/afronden.json", views.finish, name="destroy_old_tokens"),
    path("patronen/<int:pk>/herhaling/", repetition_views.repetition, name="repetition"),
]
