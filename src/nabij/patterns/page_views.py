"""*Vergelijken*: who can compare names at an organisation, and what the pair asked on which day."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from nabij.kit.access import for_role, opens
from nabij.patterns import answers, rules
from nabij.patterns.models import Do, Matched
from nabij.people.models import Role

ONE_AND_MORE = {
    Do.REGISTER: ("persoon aangemeld", "personen aangemeld"),
    Do.LOOK: ("keer gekeken", "keer gekeken"),
    Do.COMPARE_SIDES: ("keer nagegaan of een inbrenger genoemd is", "keer nagegaan of een inbrenger genoemd is"),
    Do.LOOK_AT_REPETITION: ("keer naar herhaling gekeken", "keer naar herhaling gekeken"),
    Do.WITHDRAW: ("persoon teruggetrokken", "personen teruggetrokken"),
    Do.RENEW: ("keer bijgewerkt", "keer bijgewerkt"),
    Do.SHARE_KEY: ("keer een sleutel gemaakt of gegeven", "keer een sleutel gemaakt of gegeven"),
    Do.FINISH: ("keer het bijwerken afgerond", "keer het bijwerken afgerond"),
    Do.EVALUATE: ("code laten maken", "codes laten maken"),
}
SPELLED = (Do.LOOK, Do.COMPARE_SIDES)


@for_role(Role.COUNSELLOR)
@opens(Matched)
@require_safe
def comparing(request: HttpRequest, row: Matched) -> HttpResponse:
    """The keys are the browser's business; what was asked on which day both of the pair read here."""
    days = [
        (day, name, [_line(Do(verb), number, points) for verb, (number, points) in done.items()])
        for day, name, done in answers.days_of(row)
    ]
    threshold = max(row.practice.pattern_threshold, rules.LEAST)
    return render(request, "patterns/comparing.html", {"organisation": row, "days": days, "threshold": threshold})


def _line(verb: Do, number: int, points: int) -> str:
    """What somebody did on a day; of a question also with how many ways of writing: a name has one or two."""
    many = points if verb == Do.EVALUATE else number
    said = f"{many} {ONE_AND_MORE[verb][many > 1]}"
    if verb not in SPELLED:
        return said
    return f"{said}, met {points} {'schrijfwijzen' if points > 1 else 'schrijfwijze'}"
