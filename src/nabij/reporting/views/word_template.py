"""*Sjabloon voor Word*: the practice manager brings the practice's own paper, tries it, or goes back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from nabij.kit.access import for_role
from nabij.kit.clock import today
from nabij.kit.errors import Refused
from nabij.kit.permit import permit
from nabij.people.models import Role
from nabij.people.who import person
from nabij.reporting.actions.word_template import drop_template, set_template
from nabij.reporting.example import example_report
from nabij.reporting.forms.word_template import WordTemplateForm
from nabij.reporting.models import Do, WordTemplate
from nabij.reporting.reading import template_of
from nabij.reporting.sending import WORD, file_answer
from nabij.reporting.word import DEFAULT, word_of


@for_role(Role.PRACTICE_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def word_template(request: HttpRequest) -> HttpResponse:
    """Bring a file, or take it out again; what may not be used is said, and the one before stays."""
    user = person(request)
    kept = WordTemplate.objects.visible_to(user).select_related("by").first()
    row = kept or WordTemplate(practice=user.practice)
    if request.method == "POST" and "without" in request.POST:
        drop_template(permit(user, Do.DROP_TEMPLATE, row))
        messages.success(request, "Jullie eigen sjabloon is weg. Verslagen komen weer in dat van Nabij.")
        return redirect("word_template")
    form = WordTemplateForm(request.POST, request.FILES) if request.method == "POST" else WordTemplateForm()
    if form.is_valid():
        try:
            set_template(permit(user, Do.SET_TEMPLATE, row), form.content())
        except Refused as refused:
            form.add_error("file", f"{refused} Er is niets veranderd.")
        else:
            messages.success(request, "Het sjabloon past en is bewaard. Verslagen in Word komen er voortaan in.")
            return redirect("word_template")
    status = 422 if form.is_bound else 200
    return render(request, "reporting/word_template.html", {"form": form, "kept": kept}, status=status)


@for_role(Role.PRACTICE_MANAGER)
@require_safe
def present_template(request: HttpRequest) -> HttpResponse:
    """The file that is in use now, to change it in Word."""
    return file_answer(template_of(person(request).practice_id) or DEFAULT.read_bytes(), WORD, "sjabloon.docx")


@for_role(Role.PRACTICE_MANAGER)
@require_safe
def template_tried(request: HttpRequest) -> HttpResponse:
    """A report with made-up figures in the file that is in use now."""
    content = word_of(example_report(today()), template_of(person(request).practice_id))
    return file_answer(content, WORD, "voorbeeld.docx")
