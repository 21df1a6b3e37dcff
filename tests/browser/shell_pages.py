"""Pages that exist only for the tests of the shell: links, a form, errors, a page behind the door."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template import RequestContext, Template
from django.urls import path

from nabij.kit.access import public
from nabij.kit.errors import Refused
from nabij.site import views

POSTED: list[dict[str, str]] = []
VAULT: dict[str, Any] = {}


def _page(
    request: HttpRequest, title: str, main: str, *, attributes: str = "", status: int = 200, **more: Any
) -> HttpResponse:
    text = (
        '{% extends "kit/workspace.html" %}{% block title %}' + title + "{% endblock %}"
        "{% block main_attributes %}" + attributes + "{% endblock %}"
        "{% block main %}<h1>" + title + "</h1>" + main + "{% endblock %}"
    )
    return HttpResponse(Template(text).render(RequestContext(request, more)), status=status)


@public
def today(request: HttpRequest) -> HttpResponse:
    return _page(
        request,
        "Vandaag",
        '<p>Begin</p><p><a href="/twee/">Naar twee</a> <a href="/formulier/">Formulier</a>'
        ' <a href="/kluispagina/">Kluispagina</a>'
        ' <a href="/kapot/">Kapot</a> <a href="/nergens/">Nergens</a> <a href="/twee/#onderaan">Onderaan</a>'
        ' <a href="/twee/" data-full-load>Helemaal laden</a> <a href="/inloggen-nodig/">Inloggen nodig</a></p>'
        + "<p>Regel</p>" * 60
        + '<p><a href="/twee/">Onderste link</a></p>',
    )


@public
def two(request: HttpRequest) -> HttpResponse:
    return _page(request, "Twee", "<p>Tweede pagina</p>" + "<p>Regel</p>" * 60 + '<h2 id="onderaan">Onderaan</h2>')


class Note(forms.Form):
    name = forms.CharField(label="Naam", help_text="Zo weten we wie er belt.")
    how = forms.ChoiceField(label="Hoe", widget=forms.RadioSelect, choices=[("phone", "Telefoon"), ("mail", "Bericht")])
    about = forms.MultipleChoiceField(
        label="Waarover", widget=forms.CheckboxSelectMultiple, choices=[("a", "Pesten"), ("b", "Stijl")], required=False
    )
    sector = forms.ChoiceField(label="Sector", choices=[("care", "Zorg"), ("school", "Onderwijs")])
    when = forms.DateField(label="Wanneer", widget=forms.DateInput(attrs={"type": "date"}), required=False)
    story = forms.CharField(label="Verhaal", widget=forms.Textarea, required=False)
    agreed = forms.BooleanField(label="Ik heb toestemming", required=False)


@public
def form(request: HttpRequest) -> HttpResponse:
    note = Note(request.POST or None)
    if request.method == "POST":
        POSTED.append({key: request.POST[key] for key in request.POST})
        if request.POST.get("name") == "weiger":
            raise Refused("Deze naam is al gebruikt.")
        if request.POST.get("name") == "breek":
            raise RuntimeError("meant to break")
        if note.is_valid():
            messages.success(request, "Bewaard.")
            return HttpResponseRedirect("/twee/")
    fields = (
        '<form method="post" novalidate>{% csrf_token %}{{ form }}<p class="actions">'
        '<button class="button" name="way" value="keep">Bewaren</button>'
        '<button class="button quiet" name="way" value="later">Later</button></p></form>'
    )
    return _page(request, "Formulier", fields, form=note, status=422 if note.errors else 200)


@public
def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("meant to break")


@public
def vault_page(request: HttpRequest) -> HttpResponse:
    return _page(
        request,
        "Kluispagina",
        '<p id="secret">Achter de deur</p><p><a href="/twee/">Naar twee</a></p>',
        attributes="data-needs-vault",
    )


@public
def setup(request: HttpRequest) -> HttpResponse:
    return _page(request, "Richt je kluis in", "<p>Begin hier.</p>")


@public
def sign_in(request: HttpRequest) -> HttpResponse:
    text = (
        '{% extends "kit/outside.html" %}{% block title %}Inloggen{% endblock %}'
        "{% block main %}<h1>Inloggen</h1>{% endblock %}"
    )
    return HttpResponse(Template(text).render(RequestContext(request)))


@public
def sign_in_needed(request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect("/inloggen/")


@public
def state(request: HttpRequest) -> JsonResponse:
    return JsonResponse(VAULT)


urlpatterns = [
    path("", today, name="today"),
    path("twee/", two, name="matters"),
    path("formulier/", form, name="quick_note"),
    path("kapot/", broken),
    path("kluispagina/", vault_page, name="vault"),
    path("kluis/inrichten/", setup),
    path("kluis/staat.json", state),
    path("inloggen/", sign_in, name="account_login"),
    path("inloggen-nodig/", sign_in_needed),
    path("uitloggen/", sign_in, name="account_logout"),
    path("gezond", views.health),
]
