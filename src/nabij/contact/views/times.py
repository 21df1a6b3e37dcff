"""*Bereikbaarheid*: when a counsellor is there. One's own; the practice manager also keeps that of others."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from nabij.contact.actions import times
from nabij.contact.channels import CHANNELS
from nabij.contact.forms.office import AbsenceForm, EndForm, ReachabilityForm
from nabij.contact.models import Absence, Do, Reachability
from nabij.contact.rules import availability, reaching
from nabij.contact.rules.conversation import last_day_away
from nabij.contact.schedules import Schedule, schedules_of
from nabij.kit import clock
from nabij.kit.access import for_role, opens
from nabij.kit.errors import Refused
from nabij.kit.permit import permit
from nabij.people.models import Counsellor, Role, User
from nabij.people.views.asking import done, form_page
from nabij.people.who import person

KEEPERS = (Role.COUNSELLOR, Role.PRACTICE_MANAGER)
WITHDRAWN_SHOWN = 5


@for_role(Role.COUNSELLOR)
@require_http_methods(["GET", "HEAD", "POST"])
def reachability(request: HttpRequest) -> HttpResponse:
    """One's own days, channels and absence, and what a visitor sees of them now."""
    return _reachability(request, person(request))


@for_role(Role.PRACTICE_MANAGER)
@opens(User)
@require_http_methods(["GET", "HEAD", "POST"])
def reachability_of(request: HttpRequest, counsellor: User) -> HttpResponse:
    """The same of a counsellor of the practice: who is ill cannot do it."""
    return _reachability(request, _counsellor(counsellor))


def _counsellor(user: User) -> User:
    if not user.is_counsellor:
        raise Http404
    return user


def _reachability(request: HttpRequest, counsellor: User) -> HttpResponse:
    today, own = clock.today(), person(request) == counsellor
    schedule = schedules_of([counsellor.pk], today)[counsellor.pk]
    known = {"weekdays": list(schedule.weekdays), "channels": list(schedule.channels)}
    form = ReachabilityForm(
        request.POST if request.method == "POST" else None, initial=known, counsellor=counsellor, own=own
    )
    if not form.is_valid():
        context = _context(counsellor, schedule)
        return form_page(request, "contact/office/reachability.html", form, own=own, **context)
    row = Reachability(practice_id=counsellor.practice_id, counsellor=counsellor)
    times.set_reachability(permit(person(request), Do.SET_REACHABILITY, row), **form.cleaned_data)
    return _back(request, "Het is bewaard. Bezoekers zien het meteen.", counsellor)


def _context(counsellor: User, schedule: Schedule) -> dict[str, object]:
    today = clock.today()
    rows = Absence.objects.filter(counsellor=counsellor)
    withdrawn = rows.filter(withdrawn=True).order_by("-first", "-pk")[:WITHDRAWN_SHOWN]
    return {
        "counsellor": counsellor,
        "promised": reaching.promised(counsellor.practice.reply_days),
        "seen": _seen(counsellor, schedule),
        "long": availability.long_away(today, schedule.absences),
        "channels": CHANNELS,
        "absences": [(row, reaching.span_in_words(row.first, row.last, today)) for row in rows.from_day(today)],
        "withdrawn": [(row, reaching.span_in_words(row.first, row.last, today)) for row in withdrawn],
    }


def _seen(counsellor: User, schedule: Schedule) -> list[str]:
    """What stands beside their name where a visitor chooses."""
    today = clock.today()
    profile = Counsellor.objects.filter(user=counsellor).first()
    languages = profile.language_names if profile else []
    ways = [str(one.name) for one in CHANNELS if one.key in schedule.channels]
    return [
        *reaching.seen_by_visitor(
            schedule.next_day(today),
            schedule.answers_by(today, counsellor.practice.reply_days),
            last_day_away(today, schedule.absences),
            away=availability.away_on(today, schedule.absences),
        ),
        reaching.INTERNAL if profile and profile.kind == Counsellor.Kind.INTERNAL else reaching.EXTERNAL,
        *([reaching.SPEAKS.format(languages=", ".join(languages))] if languages else []),
        reaching.TALKS.format(channels=" · ".join(ways)),
    ]


def _back(request: HttpRequest, sentence: str, counsellor: User) -> HttpResponse:
    if person(request) == counsellor:
        return done(request, sentence, "reachability")
    return done(request, sentence, "reachability_of", counsellor.pk)


@for_role(Role.COUNSELLOR)
@require_http_methods(["GET", "HEAD", "POST"])
def add_absence(request: HttpRequest) -> HttpResponse:
    """Say that one is away."""
    return _add_absence(request, person(request))


@for_role(Role.PRACTICE_MANAGER)
@opens(User)
@require_http_methods(["GET", "HEAD", "POST"])
def add_absence_of(request: HttpRequest, counsellor: User) -> HttpResponse:
    """Say that a counsellor is away."""
    return _add_absence(request, _counsellor(counsellor))


def _add_absence(request: HttpRequest, counsellor: User) -> HttpResponse:
    form = AbsenceForm(request.POST if request.method == "POST" else None, initial={"first": clock.today()})
    if not form.is_valid():
        own = person(request) == counsellor
        return form_page(request, "contact/office/absence_form.html", form, counsellor=counsellor, own=own)
    row = Absence(practice_id=counsellor.practice_id, counsellor=counsellor)
    times.add_absence(permit(person(request), Do.ADD_ABSENCE, row), **form.cleaned_data)
    return _back(request, "De dagen staan erbij. Je kunt ze hier weer intrekken.", counsellor)


@for_role(*KEEPERS)
@opens(Absence)
@require_http_methods(["GET", "HEAD", "POST"])
def end_absence(request: HttpRequest, absence: Absence) -> HttpResponse:
    """Another last day."""
    counsellor = absence.counsellor
    form = EndForm(request.POST if request.method == "POST" else None, initial={"last": absence.last or clock.today()})
    if absence.withdrawn:
        raise Refused(times.STALE, code="stale")
    if not form.is_valid():
        context = {"absence": absence, "counsellor": counsellor, "own": person(request) == counsellor}
        return form_page(request, "contact/office/absence_form.html", form, **context)
    times.end_absence(permit(person(request), Do.END_ABSENCE, absence), **form.cleaned_data)
    return _back(request, "De laatste dag is gewijzigd.", counsellor)


@for_role(*KEEPERS)
@opens(Absence)
@require_POST
def withdraw_absence(request: HttpRequest, absence: Absence) -> HttpResponse:
    """Take these days back; they can be put back from the same page."""
    times.withdraw_absence(permit(person(request), Do.WITHDRAW_ABSENCE, absence))
    return _back(request, "Deze dagen tellen niet meer. Je kunt ze onderaan terugzetten.", absence.counsellor)


@for_role(*KEEPERS)
@opens(Absence)
@require_POST
def put_absence_back(request: HttpRequest, absence: Absence) -> HttpResponse:
    """Let these days count again."""
    times.put_absence_back(permit(person(request), Do.PUT_BACK_ABSENCE, absence))
    return _back(request, "Deze dagen tellen weer.", absence.counsellor)
