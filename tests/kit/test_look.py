"""The menu, the form renderer and the error pages."""

import pytest
from django import forms
from django.template.loader import render_to_string
from django.test import Client

from nabij.kit.navigation import IN_THE_THUMB_BAR, LINES, menu_for


class Question(forms.Form):
    name = forms.CharField(label="Naam", help_text="Zo weten we wie er belt.")
    how = forms.ChoiceField(label="Hoe", widget=forms.RadioSelect, choices=[("phone", "Telefoon")])
    more = forms.CharField(label="Meer", required=False)


def test_the_menu_shows_only_addresses_that_exist_and_marks_the_nearest() -> None:
    menu = menu_for("practice_manager", "/mensen/uitnodigen/")
    entries = [*menu.first, *menu.further]
    assert {entry.name for entry in entries} >= {"setup", "people", "account"}
    assert "invoices" not in {entry.name for entry in entries}
    assert [entry.name for entry in entries if entry.current == "true"] == ["people"]
    assert [entry.name for entry in menu_for("practice_manager", "/mensen/").first if entry.current == "page"] == [
        "people"
    ]


@pytest.mark.parametrize("role", list(LINES))
def test_the_thumb_bar_stays_short_and_ones_account_stands_behind_it(role: str) -> None:
    menu = menu_for(role, "/")
    assert len(menu.first) <= IN_THE_THUMB_BAR
    assert menu.further[-1].name == "account"


def test_a_form_says_why_what_is_wrong_and_what_may_be_skipped() -> None:
    html = str(Question({"more": ""}))
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'aria-required="true"' in html
    assert " required" not in html.replace("aria-required", "")
    assert '<a href="#id_name">Naam: Vul dit in.</a>' in html
    assert '<a href="#id_how_0">Hoe: Kies een antwoord.</a>' in html
    assert html.count("(mag je overslaan)") == 1


def test_an_unbound_form_has_no_error_summary() -> None:
    assert "error-summary" not in str(Question())


def test_typed_markup_stays_text() -> None:
    assert "<b>" not in str(Question({"name": "<b>", "how": "<b>"}))


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "429", "500", "kit/refused"])
def test_every_error_page_renders_bare_and_says_that_nothing_was_lost(name: str) -> None:
    html = render_to_string(f"{name}.html", {"sentence": "Dat kan nu niet."})
    assert html.count("<h1>") == 1
    assert "niets veranderd" in html or "is er nog" in html
    assert "<script" not in html


@pytest.mark.django_db
@pytest.mark.parametrize("host", ["praat.localhost", "bestuur.localhost"])
def test_a_missing_page_elsewhere_names_nothing(host: str) -> None:
    answer = Client().get("/nergens/", headers={"host": host})
    assert answer.status_code == 404
    assert b"Nabij" not in answer.content
    assert not answer.cookies
