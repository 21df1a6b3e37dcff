"""Organisations, their units and their counsellors; a counsellor reads where appointed, the practice manager writes."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nabij.kit.access import for_role, opens
from nabij.kit.permit import permit
from nabij.people import rules
from nabij.people.actions import accounts
from nabij.people.actions import organisations as actions
from nabij.people.beside import before_leaving, remarks_on
from nabij.people.forms.organisations import AppointForm, OrganisationForm, ProfileForm, UnitForm
from nabij.people.models import Appointment, Counsellor, Do, Organisation, Role, Unit, User
from nabij.people.still_running import still_running
from nabij.people.views.asking import done, form_page, practice_of
from nabij.people.who import person

READERS = (Role.COUNSELLOR, Role.PRACTICE_MANAGER)


@for_role(*READERS)
@require_safe
def organisations(request: HttpRequest) -> HttpResponse:
    """The organisations that this person sees, with who is appointed."""
    found = Organisation.objects.visible_to(person(request)).order_by("name")
    rows = [(row, row.pair().select_related("counsellor__counsellor")) for row in found.filter(ended=None)]
    return render(request, "people/organisations.html", {"rows": rows, "ended": found.exclude(ended=None)})


@for_role(*READERS)
@opens(Organisation)
@require_safe
def organisation(request: HttpRequest, row: Organisation) -> HttpResponse:
    """One organisation: what is known, its counsellors, its units."""
    parts = [rules.Part(unit.pk, unit.parent_id, unit.name, unit.head_count) for unit in row.unit_set.all()]
    context = {
        "organisation": row,
        "pair": row.pair().select_related("counsellor__counsellor"),
        "tree": rules.in_tree_order(parts),
        "misfits": rules.counts_that_do_not_fit(row.name, row.head_count, parts),
        "may_change": row.may(person(request), Do.CHANGE),
        "may_end": row.may(person(request), Do.END_ORGANISATION),
        "remarks": remarks_on(row, person(request)),
    }
    return render(request, "people/organisation.html", context)


@for_role(Role.PRACTICE_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def add_organisation(request: HttpRequest) -> HttpResponse:
    """Add an organisation."""
    form = OrganisationForm(request.POST or None)
    if not form.is_valid():
        return form_page(request, "people/organisation_form.html", form)
    added = actions.add_organisation(
        permit(person(request), Do.ADD_ORGANISATION, practice_of(request)), **form.cleaned_data
    )
    return done(request, f"{added.name} staat in de lijst.", "organisation", added.pk)


@for_role(Role.PRACTICE_MANAGER)
@opens(Organisation)
@require_http_methods(["GET", "HEAD", "POST"])
def change_organisation(request: HttpRequest, row: Organisation) -> HttpResponse:
    """Change what is known of an organisation."""
    known = {"name": row.name, "sector": row.sector, "head_count": row.head_count, "languages": row.languages}
    form = OrganisationForm(request.POST or None, initial=known)
    if not form.is_valid():
        return form_page(request, "people/organisation_form.html", form, organisation=row)
    actions.change_organisation(permit(person(request), Do.CHANGE, row), **form.cleaned_data)
    return done(request, "De wijziging is bewaard.", "organisation", row.pk)


@for_role(Role.PRACTICE_MANAGER)
@opens(Organisation)
@require_http_methods(["GET", "HEAD", "POST"])
def end_organisation(request: HttpRequest, row: Organisation) -> HttpResponse:
    """Ask first, with the count of what still runs there, then end the work for an organisation."""
    if request.method != "POST":
        context = {"organisation": row, "still_running": still_running(row)}
        return render(request, "people/end_organisation.html", context)
    actions.end_organisation(permit(person(request), Do.END_ORGANISATION, row))
    return done(request, f"Het werk voor {row.name} is beëindigd. Je kunt het hier hervatten.", "organisation", row.pk)


@for_role(Role.PRACTICE_MANAGER)
@opens(Organisation)
@require_POST
def reopen_organisation(request: HttpRequest, row: Organisation) -> HttpResponse:
    """Take the work for an organisation up again."""
    actions.reopen_organisation(permit(person(request), Do.REOPEN_ORGANISATION, row))
    return done(request, f"{row.name} staat weer in de lijst.", "organisation", row.pk)


@for_role(Role.PRACTICE_MANAGER)
@opens(Organisation)
@require_http_methods(["GET", "HEAD", "POST"])
def add_unit(request: HttpRequest, row: Organisation) -> HttpResponse:
    """Add a part of an organisation."""
    form = UnitForm(request.POST or None, organisation=row)
    if not form.is_valid():
        return form_page(request, "people/unit_form.html", form, organisation=row)
    unit = actions.add_unit(permit(person(request), Do.ADD_UNIT, row), **form.cleaned_data)
    return done(request, f"{unit.name} is toegevoegd.", "organisation", row.pk)


@for_role(Role.PRACTICE_MANAGER)
@opens(Unit)
@require_http_methods(["GET", "HEAD", "POST"])
def change_unit(request: HttpRequest, unit: Unit) -> HttpResponse:
    """Rename, count or move a part."""
    known = {"name": unit.name, "head_count": unit.head_count, "parent": unit.parent_id}
    form = UnitForm(request.POST or None, initial=known, organisation=unit.organisation, unit=unit)
    if not form.is_valid():
        context = {"organisation": unit.organisation, "unit": unit, "used": unit.is_used()}
        return form_page(request, "people/unit_form.html", form, **context)
    actions.change_unit(permit(person(request), Do.CHANGE_UNIT, unit), **form.cleaned_data)
    return done(request, "De wijziging is bewaard.", "organisation", unit.organisation_id)


@for_role(Role.PRACTICE_MANAGER)
@opens(Unit)
@require_POST
def remove_unit(request: HttpRequest, unit: Unit) -> HttpResponse:
    """Remove a part that nothing refers to."""
    organisation_id, name = unit.organisation_id, unit.name
    actions.remove_unit(permit(person(request), Do.REMOVE_UNIT, unit))
    return done(request, f"{name} is verwijderd. Je kunt het opnieuw toevoegen.", "organisation", organisation_id)


@for_role(Role.PRACTICE_MANAGER)
@opens(Organisation)
@require_http_methods(["GET", "HEAD", "POST"])
def appoint(request: HttpRequest, row: Organisation) -> HttpResponse:
    """Appoint a counsellor to an organisation."""
    form = AppointForm(request.POST or None, organisation=row)
    if not form.is_valid():
        return form_page(request, "people/appoint.html", form, organisation=row)
    chosen: User = form.cleaned_data["counsellor"]
    actions.appoint(permit(person(request), Do.APPOINT, row), chosen.pk)
    return done(request, f"{chosen.name} is aangesteld.", "organisation", row.pk)


@for_role(Role.PRACTICE_MANAGER)
@opens(Appointment)
@require_http_methods(["GET", "HEAD", "POST"])
def end_appointment(request: HttpRequest, appointment: Appointment) -> HttpResponse:
    """Ask first, then end an appointment."""
    if request.method != "POST":
        said = before_leaving(appointment.counsellor, appointment.organisation)
        return render(request, "people/end_appointment.html", {"appointment": appointment, "before_leaving": said})
    actions.end_appointment(permit(person(request), Do.END_APPOINTMENT, appointment))
    name = appointment.counsellor.name
    sentence = f"De aanstelling van {name} is beëindigd. Stel {name} opnieuw aan om dit terug te draaien."
    return done(request, sentence, "organisation", appointment.organisation_id)


@for_role(Role.PRACTICE_MANAGER)
@opens(Appointment)
@require_POST
def choose_account_holder(request: HttpRequest, appointment: Appointment) -> HttpResponse:
    """Choose who keeps the relation with the organisation."""
    actions.choose_account_holder(permit(person(request), Do.CHOOSE_ACCOUNT_HOLDER, appointment))
    return done(
        request, f"{appointment.counsellor.name} is accounthouder.", "organisation", appointment.organisation_id
    )


@for_role(Role.COUNSELLOR)
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """A counsellor's own name, languages and sectors."""
    user = person(request)
    counsellor = Counsellor.objects.get(user=user)
    known = {"name": user.name, "languages": counsellor.languages, "expertise": counsellor.expertise}
    form = ProfileForm(request.POST or None, initial=known, user=user)
    if not form.is_valid():
        return form_page(request, "people/profile.html", form)
    accounts.change_own_profile(permit(user, Do.CHANGE_OWN_PROFILE, user), **form.cleaned_data)
    return done(request, "Je profiel is bewaard.", "profile")
