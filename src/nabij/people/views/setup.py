"""The practice manager's set-up list, the practice's settings, and the people."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nabij.kit.access import for_role, opens
from nabij.kit.permit import permit
from nabij.people import rules
from nabij.people.actions import accounts
from nabij.people.beside import SetupLine, before_leaving, setup_lines
from nabij.people.forms.organisations import PracticeForm
from nabij.people.models import Appointment, Do, Invitation, Organisation, Practice, PublicKey, Role, User
from nabij.people.views.asking import done, form_page, practice_of
from nabij.people.views.sign_in import secured
from nabij.people.who import person

# per task: what it says, why, and the name of the page where it is done
LINES = {
    "security": ("Beveilig je eigen account", "Met een passkey of een code uit een app.", "account"),
    "practice": ("Kies de instellingen van de praktijk", "Antwoordtijd, nazorg en stijl.", "practice_settings"),
    "counsellors": ("Nodig vertrouwenspersonen uit", "Je geeft zelf een link door.", "people"),
    "organisations": ("Voeg organisaties toe", "Waar jullie voor werken.", "organisations"),
    "head_counts": ("Vul in hoeveel mensen er werken", "Zonder dat getal zegt stilte niets.", "organisations"),
    "pairs": ("Stel duo's aan", "Elke organisatie heeft een accounthouder.", "organisations"),
    "vaults": ("Wacht tot ieders kluis is ingericht", "Dat doet elke vertrouwenspersoon zelf.", "people"),
    "board_contacts": ("Nodig eindverantwoordelijken uit", "Zij ontvangen signaal en jaarverslag.", "people"),
}


def _facts(manager: User, practice: Practice) -> rules.Facts:
    counsellors = User.objects.filter(practice=practice, role=Role.COUNSELLOR, is_active=True)
    organisations = Organisation.objects.filter(practice=practice, ended=None)
    held = Appointment.objects.filter(practice=practice, ended=None, account_holder=True)
    contacts = User.objects.filter(practice=practice, role=Role.BOARD_CONTACT, is_active=True)
    return rules.Facts(
        settings_chosen=practice.settings_chosen,
        own_account_secured=secured(manager.pk),
        counsellors=counsellors.count(),
        counsellors_with_vault=counsellors.filter(pk__in=PublicKey.objects.values("owner")).count(),
        organisations=organisations.count(),
        organisations_with_head_count=organisations.filter(head_count__gt=0).count(),
        organisations_with_account_holder=organisations.filter(pk__in=held.values("organisation")).count(),
        organisations_with_board_contact=organisations.filter(pk__in=contacts.values("organisation")).count(),
    )


@for_role(Role.PRACTICE_MANAGER)
@require_safe
def setup(request: HttpRequest) -> HttpResponse:
    """What is set up and what is not."""
    practice = practice_of(request)
    own = [SetupLine(task, *LINES[task.key]) for task in rules.setup_tasks(_facts(person(request), practice))]
    lines = [*own, *setup_lines(practice)]
    context = {"lines": lines, "left": sum(not line.task.finished for line in lines), "practice": practice}
    return render(request, "people/setup.html", context)


@for_role(Role.PRACTICE_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def practice_settings(request: HttpRequest) -> HttpResponse:
    """The practice's own settings."""
    practice = practice_of(request)
    known = {name: getattr(practice, name) for name in PracticeForm.base_fields}
    form = PracticeForm(request.POST or None, initial=known)
    if not form.is_valid():
        return form_page(request, "people/practice_settings.html", form)
    accounts.change_practice(permit(person(request), Do.CHANGE, practice), **form.cleaned_data)
    return done(request, "De instellingen zijn bewaard.", "setup")


@for_role(Role.PRACTICE_MANAGER)
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Everybody with an account, and the links that nobody used yet."""
    practice = practice_of(request)
    members = User.objects.visible_to(person(request)).select_related("organisation", "counsellor")
    context = {
        "members": members.order_by("-is_active", "name"),
        "with_vault": set(PublicKey.objects.filter(practice=practice).values_list("owner_id", flat=True)),
        "invitations": Invitation.objects.visible_to(person(request)).unused().order_by("expires"),
    }
    return render(request, "people/people.html", context)


@for_role(Role.PRACTICE_MANAGER)
@opens(User)
@require_http_methods(["GET", "HEAD", "POST"])
def disable(request: HttpRequest, member: User) -> HttpResponse:
    """Ask first, then switch an account off."""
    if request.method != "POST":
        said = before_leaving(member) if member.is_counsellor else []
        return render(request, "people/disable.html", {"member": member, "before_leaving": said})
    accounts.disable(permit(person(request), Do.DISABLE, member))
    return done(request, f"Het account van {member.name} staat uit. Je kunt het hier weer aanzetten.", "people")


@for_role(Role.PRACTICE_MANAGER)
@opens(User)
@require_POST
def enable(request: HttpRequest, member: User) -> HttpResponse:
    """Switch an account on again."""
    accounts.enable(permit(person(request), Do.ENABLE, member))
    return done(request, f"Het account van {member.name} staat weer aan.", "people")
