"""Addresses of the door in the workspace."""

from django.urls import URLPattern, URLResolver, path

from nabij.contact.views import entrances, erasing, times, words

_times: list[URLPattern | URLResolver] = [
    path("bereikbaarheid/", times.reachability, name="reachability"),
    path("bereikbaarheid/weg/", times.add_absence, name="add_absence"),
    path("mensen/<uuid:pk>/bereikbaarheid/", times.reachability_of, name="reachability_of"),
    path("mensen/<uuid:pk>/bereikbaarheid/weg/", times.add_absence_of, name="add_absence_of"),
    path("bereikbaarheid/<int:pk>/einde/", times.end_absence, name="end_absence"),
    path("bereikbaarheid/<int:pk>/intrekken/", times.withdraw_absence, name="withdraw_absence"),
    path("bereikbaarheid/<int:pk>/terug/", times.put_absence_back, name="put_absence_back"),
]

_entrance: list[URLPattern | URLResolver] = [
    path("organisaties/<int:pk>/ingang/", entrances.entrance, name="entrance"),
    path("organisaties/<int:pk>/ingang/openen/", entrances.open_entrance, name="open_entrance"),
    path("organisaties/<int:pk>/ingang/sluiten/", entrances.close_entrance, name="close_entrance"),
    path("organisaties/<int:pk>/ingang/vernieuwen/", entrances.renew_entrance, name="renew_entrance"),
    path("organisaties/<int:pk>/ingang/opgehangen/", entrances.put_up_posters, name="put_up_posters"),
    path("organisaties/<int:pk>/ingang/poster.pdf", entrances.print_poster, {"what": "poster"}, name="poster"),
    path("organisaties/<int:pk>/ingang/kaartjes.pdf", entrances.print_poster, {"what": "kaartjes"}, name="cards"),
]

_words: list[URLPattern | URLResolver] = [
    path("bezoekersteksten/", words.sector_texts, name="sector_texts"),
    path("bezoekersteksten/<slug:sector>/<slug:language>/", words.sector_text, name="sector_text"),
    path("nu-hulp/", words.help_lines, name="help_lines"),
    path("nu-hulp/eigen/", words.own_help_list, name="own_help_list"),
    path("nu-hulp/nieuw/", words.add_help_line, name="add_help_line"),
    path("nu-hulp/<int:pk>/", words.change_help_line, name="change_help_line"),
    path("nu-hulp/<int:pk>/omhoog/", words.move_help_line_up, name="move_help_line_up"),
    path("nu-hulp/<int:pk>/weg/", words.remove_help_line, name="remove_help_line"),
    path("nu-hulp/<int:pk>/terug/", words.put_help_line_back, name="put_help_line_back"),
]

_erasing: list[URLPattern | URLResolver] = [
    path("organisaties/<int:pk>/wissen/", erasing.erasures, name="erasures"),
]

urlpatterns: list[URLPattern | URLResolver] = [*_times, *_entrance, *_words, *_erasing]
