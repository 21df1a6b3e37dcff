"""*Teksten voor bezoekers* and *Nu hulp*: what the practice manager looks over."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nabij.contact import standing, texts
from nabij.contact.actions import words
from nabij.contact.forms.office import HelpLineForm, TextForm
from nabij.contact.help_lines import lines_of
from nabij.contact.languages import NAMES
from nabij.contact.models import Do, HelpLine, SectorText
from nabij.contact.prose import blocks
from nabij.kit import clock, codes
from nabij.kit.access import for_role, opens
from nabij.kit.permit import permit
from nabij.people.models import Role
from nabij.people.views.asking import done, form_page, practice_of
from nabij.people.who import person


@for_role(Role.PRACTICE_MANAGER)
@require_safe
def sector_texts(request: HttpRequest) -> HttpResponse:
    """The texts of every sector in use, and which of them keep a door shut."""
    return render(request, "contact/office/sector_texts.html", {"standings": standing.standings(practice_of(request))})


@for_role(Role.PRACTICE_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def sector_text(request: HttpRequest, sector: str, language: str) -> HttpResponse:
    """One text as visitors read it, to change and confirm; ``?tekst=nabij`` fetches the one of Nabij."""
    if language not in NAMES or codes.unknown("sector", [sector]):
        raise Http404
    practice = practice_of(request)
    text, shown = standing.standing_of(practice, sector, language), texts.shown(practice, sector, language)
    shipped = texts.shipped(sector, language)
    body = shipped if request.GET.get("tekst") == "nabij" else shown.body
    known = {"body": body, "based_on": text.row.digest if text.row else ""}
    form = TextForm(request.POST if request.method == "POST" else None, initial=known)
    if not form.is_valid():
        context = {"standing": text, "blocks": blocks(body), "own": body != shipped}
        context |= {"theirs": blocks(shown.body), "ours": blocks(shipped)}
        return form_page(request, "contact/office/sector_text.html", form, **context)
    user = person(request)
    row = SectorText(practice=practice, sector=sector, language=language)
    words.confirm_text(
        permit(user, Do.CONFIRM_TEXT, row),
        body=form.cleaned_data["body"],
        based_on=form.cleaned_data["based_on"],
        by=user,
    )
    return done(request, f"Nagekeken: {text.label}, {text.in_words}.", "sector_texts")


@for_role(Role.PRACTICE_MANAGER)
@require_safe
def help_lines(request: HttpRequest) -> HttpResponse:
    """The numbers that visitors see, in order."""
    practice = practice_of(request)
    context = {
        "own": HelpLine.objects.of(practice.pk),
        "shipped": lines_of(practice),
        "removed": HelpLine.objects.filter(practice=practice, removed=True).order_by("pk"),
        "check_before": clock.today() - standing.CHECK_AGAIN,
    }
    return render(request, "contact/office/help_lines.html", context)


@for_role(Role.PRACTICE_MANAGER)
@require_POST
def own_help_list(request: HttpRequest) -> HttpResponse:
    """Make the list the practice's own."""
    words.own_help_list(permit(person(request), Do.ADD_HELP, HelpLine(practice=practice_of(request))))
    return done(request, "De lijst is nu van jullie praktijk. Wijzig wat je wilt.", "help_lines")


@for_role(Role.PRACTICE_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def add_help_line(request: HttpRequest) -> HttpResponse:
    """Add a number."""
    form = HelpLineForm(request.POST if request.method == "POST" else None, initial={"checked_on": clock.today()})
    if not form.is_valid():
        return form_page(request, "contact/office/help_line_form.html", form)
    row = HelpLine(practice=practice_of(request))
    words.add_help_line(permit(person(request), Do.ADD_HELP, row), **form.cleaned_data)
    return done(request, "Het nummer staat erbij.", "help_lines")


@for_role(Role.PRACTICE_MANAGER)
@opens(HelpLine)
@require_http_methods(["GET", "HEAD", "POST"])
def change_help_line(request: HttpRequest, line: HelpLine) -> HttpResponse:
    """Change a number."""
    known = {name: getattr(line, name) for name in HelpLineForm.base_fields}
    form = HelpLineForm(request.POST if request.method == "POST" else None, initial=known)
    if not form.is_valid():
        return form_page(request, "contact/office/help_line_form.html", form, line=line)
    words.change_help_line(permit(person(request), Do.CHANGE_HELP, line), **form.cleaned_data)
    return done(request, "De wijziging is bewaard.", "help_lines")


@for_role(Role.PRACTICE_MANAGER)
@opens(HelpLine)
@require_POST
def move_help_line_up(request: HttpRequest, line: HelpLine) -> HttpResponse:
    """One place up."""
    words.move_help_line_up(permit(person(request), Do.MOVE_HELP, line))
    return done(request, f"{line.number} staat een plaats hoger.", "help_lines")


@for_role(Role.PRACTICE_MANAGER)
@opens(HelpLine)
@require_POST
def remove_help_line(request: HttpRequest, line: HelpLine) -> HttpResponse:
    """Take a number off the list; it can be put back from the same page."""
    words.remove_help_line(permit(person(request), Do.REMOVE_HELP, line))
    return done(request, f"{line.number} is weg. Je kunt het onderaan terugzetten.", "help_lines")


@for_role(Role.PRACTICE_MANAGER)
@opens(HelpLine)
@require_POST
def put_help_line_back(request: HttpRequest, line: HelpLine) -> HttpResponse:
    """Put a number back."""
    words.put_help_line_back(permit(person(request), Do.PUT_BACK_HELP, line))
    return done(request, f"{line.number} staat weer in de lijst.", "help_lines")
