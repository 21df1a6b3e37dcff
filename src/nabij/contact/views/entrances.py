"""*Ingang*: the address of an organisation's door, its poster and its cards."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nabij.contact import poster
from nabij.contact.actions import entrances as actions
from nabij.contact.entrances import behind, door_of, entrance_of
from nabij.contact.languages import DEFAULT, NAMES
from nabij.contact.models import Do, Entrance
from nabij.contact.rules import reaching
from nabij.contact.rules.entrance import fragment, in_groups
from nabij.contact.schedules import schedules_of
from nabij.contact.standing import LANGUAGE_WORDS, nobody_there, standing_of
from nabij.kit import clock
from nabij.kit.access import for_role, opens
from nabij.kit.errors import Refused
from nabij.kit.origins import origin_of
from nabij.kit.permit import permit
from nabij.people.models import Organisation, Role
from nabij.people.views.asking import done
from nabij.people.who import person

READERS = (Role.COUNSELLOR, Role.PRACTICE_MANAGER)
NOT_IN_THIS_LANGUAGE = "De tekst voor bezoekers is in deze taal nog niet nagekeken. Kijk hem eerst na."
SHUT = "De ingang is dicht. Een poster zou naar een dichte deur wijzen. Laat de praktijkmanager de ingang eerst openen."


@for_role(*READERS)
@opens(Organisation)
@require_safe
def entrance(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """The address, who stands behind it with which keys, and what has to be done."""
    row, today = entrance_of(organisation), clock.today()
    people, door = behind(organisation), door_of(row)
    schedules = schedules_of([one.counsellor.pk for one in people], today)
    rows = [
        (
            one.counsellor,
            in_groups(one.fingerprint),
            reaching.reads_on(one.counsellor.name, today, schedules[one.counsellor.pk].next_day(today)),
        )
        for one in people
    ]
    context = {
        "organisation": organisation,
        "entrance": row,
        "door": door,
        "rows": rows,
        "address": address_of(request, row) + fragment(door.fingerprints),
        "showing": ".".join(door.fingerprints),
        "offered": [(code, LANGUAGE_WORDS[code]) for code in NAMES if code in door.languages],
        "read": [standing_of(organisation.practice, organisation.sector, code) for code in NAMES],
        "texts": [
            (
                LANGUAGE_WORDS[code],
                poster.WORDS[code].intranet,
                address_of(request, row, code) + fragment(door.fingerprints),
            )
            for code in NAMES
            if code in door.languages
        ],
        "nobody": nobody_there([one.counsellor.pk for one in people], today) if row.is_open else "",
        "may_change": row.may(person(request), Do.OPEN_ENTRANCE),
    }
    return render(request, "contact/office/entrance.html", context)


def address_of(request: HttpRequest, row: Entrance, language: str = DEFAULT) -> str:
    """The address of the door in a language, without the fingerprints."""
    asked = "" if language == DEFAULT else f"?taal={language}"
    return f"{origin_of(request, 'visitor')}/ingang/{row.code}/{asked}"


def _known(organisation: Organisation) -> Entrance:
    row = entrance_of(organisation)
    if not row.pk:
        raise Http404
    return row


@for_role(Role.PRACTICE_MANAGER)
@opens(Organisation)
@require_POST
def open_entrance(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """Let people in."""
    actions.open_entrance(permit(person(request), Do.OPEN_ENTRANCE, entrance_of(organisation)))
    return done(request, "De ingang is open. Je kunt haar hier weer sluiten.", "entrance", organisation.pk)


@for_role(Role.PRACTICE_MANAGER)
@opens(Organisation)
@require_POST
def close_entrance(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """Let nobody new in."""
    actions.close_entrance(permit(person(request), Do.CLOSE_ENTRANCE, _known(organisation)))
    sentence = "De ingang is dicht. Gesprekken die al lopen gaan door. Open je haar weer, dan werken dezelfde posters."
    return done(request, sentence, "entrance", organisation.pk)


@for_role(Role.PRACTICE_MANAGER)
@opens(Organisation)
@require_http_methods(["GET", "HEAD", "POST"])
def renew_entrance(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """Ask first, then make another code."""
    row = _known(organisation)
    if request.method != "POST":
        return render(request, "contact/office/renew_entrance.html", {"organisation": organisation, "entrance": row})
    instead_of = request.POST.get("instead_of", "")
    actions.renew_entrance(permit(person(request), Do.RENEW_ENTRANCE, row), instead_of=instead_of)
    sentence = "De ingang heeft een nieuw adres. Hang nieuwe posters op en haal de oude weg."
    return done(request, sentence, "entrance", organisation.pk)


@for_role(Role.PRACTICE_MANAGER)
@opens(Organisation)
@require_POST
def put_up_posters(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """Say that posters with the present keys hang."""
    row, showing = _known(organisation), request.POST.get("showing", "")
    actions.put_up_posters(permit(person(request), Do.PUT_UP_POSTERS, row), showing=showing)
    return done(request, "Mooi. De posters kloppen weer.", "entrance", organisation.pk)


@for_role(*READERS)
@opens(Organisation)
@require_safe
def print_poster(request: HttpRequest, organisation: Organisation, what: str) -> HttpResponse:
    """The poster, or a sheet of cards, as PDF; in the language of ``?taal=``."""
    row = _known(organisation)
    door, language = door_of(row), request.GET.get("taal", DEFAULT)
    if language not in NAMES:
        raise Http404
    if not row.is_open:
        raise Refused(SHUT)
    if language not in door.languages:
        raise Refused(NOT_IN_THIS_LANGUAGE)
    people = [one.counsellor.name for one in behind(organisation) if one.fingerprint]
    scanned = address_of(request, row, language) + fragment(door.fingerprints)
    sheet = poster.Sheet(language, address_of(request, row), scanned, tuple(people), clock.today())
    made = poster.poster_of(sheet) if what == "poster" else poster.cards_of(sheet)
    answer = HttpResponse(made, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{what}.pdf"'
    answer["Cache-Control"] = "no-store"
    return answer
