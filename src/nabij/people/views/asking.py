"""How a form's page is answered."""

from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from nabij.kit import plain
from nabij.people.models import Practice
from nabij.people.who import person


def practice_of(request: HttpRequest) -> Practice:
    """The practice of whoever is signed in."""
    return person(request).practice


def form_page(request: HttpRequest, template: str, form: BaseForm, **context: Any) -> HttpResponse:
    """The page with its form; 422 when what was typed needs another look, with all of it still there."""
    status = 422 if form.is_bound and form.errors else 200
    return render(request, template, {"form": form, **context}, status=status)


def plain_form_page(request: HttpRequest, template: str, form: BaseForm, **context: Any) -> HttpResponse:
    """The same, drawn from plain values only: for whatever is also a page of the board."""
    status = 422 if form.is_bound and form.errors else 200
    return plain.page(request, template, {"form": form.render(), **context}, status=status)


def done(request: HttpRequest, sentence: str, to: str, *args: Any) -> HttpResponse:
    """Say what was done, on the page that follows."""
    messages.success(request, sentence)
    return redirect(to, *args)
