"""Everything that the board has pages of, and whatever a template of one could try to name."""

from dataclasses import dataclass, field
from typing import Any

from django.template import Context, engines
from django.test import Client

from nabij.kit import plain
from nabij.kit.permit import permit
from nabij.reporting.actions import meeting as actions
from nabij.reporting.interim import InInterim, Interim
from nabij.reporting.models import Do, Report
from tests.people.asking import browser_of
from tests.personas import Personas
from tests.reporting.published import OUT, corrected, published
from tests.reporting.reaching import reached
from tests.signals.lettering import handed_over

HOSTILE = (
    "request.user.organisation.release_set.all",
    "request.user.practice.pk",
    "block.context.request.user.organisation.release_set.all",
    "request.session.session_key",
    "user.organisation.release_set.all",
    "user.practice.name",
    "perms.reporting",
    "messages.request.user",
    "view.request",
    "report.organisation.release_set.all.0.entry",
    "report.releases.0.entry",
    "report.plan",
    "newer.releases.0.entry",
    "older.releases.0.entry",
    "rows.0.0.releases.0.entry",
    "rows.0.report.releases.0.entry",
    "rows.0.organisation",
    "interim.releases.0.entry",
    "interims.0.organisation.ledger.seed",
    "organisation.ledger.seed",
    "talk.meeting.organisation",
    "talk.agreements.0.meeting.organisation",
    "talk.authors.0.practice.name",
    "talk.points.0.answer.meeting.organisation",
    "point.answer.written_by.organisation",
    "meeting.organisation.release_set.all",
    "signal.organisation.release_set.all",
)


@dataclass
class Out:
    """Everything of a report that the board has pages of."""

    people: Personas
    report: Report
    later: Report
    interim: Interim
    letter: str
    client: Client = field(init=False)

    def __post_init__(self) -> None:
        self.client = browser_of(self.people.daan, audience="board")

    def pages(self) -> dict[str, Any]:
        """By the name of their address, also what it says to a form that is wrong."""
        first, newest = f"/jaarverslag/{self.report.pk}/", f"/jaarverslag/{self.later.pk}/"
        ask, post = self.client.get, self.client.post
        return {
            "home": ask("/jaarverslagen/"),
            "report": ask(newest),
            "report of before": ask(first),
            "answer": ask(f"{newest}vraag/nature/"),
            "answer that is empty": post(f"{newest}vraag/nature/", {"text": "", "version": 0}),
            "answer that is overtaken": post(f"{newest}vraag/nature/", {"text": "Iets anders.", "version": 0}),
            "answer that tells": post(
                f"{newest}vraag/nature/", {"text": "Er kwamen 4 mensen om werkdruk.", "version": 1}
            ),
            "talk": ask(f"{newest}gesprek/"),
            "plan_talk": ask(f"{newest}gesprek/plannen/"),
            "plan_talk that is empty": post(f"{newest}gesprek/plannen/", {"version": 0}),
            "interim": ask(f"/tussentijds/{self.interim.pk}/"),
            "letters": ask("/brieven/"),
            "letter": ask(f"/brieven/{self.letter}/"),
        }


def everything_out(people: Personas) -> Out:
    """A report with a correction and an answer, an interim overview of its figures, and a letter."""
    report = published(people.amina, people.organisation)
    later = corrected(report)
    named: Any = {"practice": people.practice, "organisation": people.organisation, "published_by": people.amina}
    interim = Interim.objects.create(year=2025, first=1, last=6, published_at=OUT, text="Een half jaar.", **named)
    for place, release in enumerate(report.releases()):
        InInterim.objects.create(practice=people.practice, interim=interim, release=release, position=place)
    actions.answer(permit(people.daan, Do.ANSWER, later), "nature", "Grappen.", 0, [])
    return Out(people, report, later, interim, str(handed_over(people).pk))


def handed(answer: Any) -> list[Context]:
    """What every template behind an answer was handed."""
    return list(answer.context or ())


def engine_of(name: str) -> Any:
    """What draws the templates of this name."""
    back: Any = engines[name]
    return back.engine


def wrong_in(answer: Any) -> list[str]:
    """What is wrong with how this answer was drawn: another engine, or a way to something live; mostly nothing."""
    wrong = [f"{one.name}: another engine" for one in answer.templates if one.engine is not engine_of(plain.NAME)]
    for context in handed(answer):
        names = context.flatten()
        # what stands in a block of the template is changed by calling it
        block = {"block": names.pop("block", None)}
        wrong += [*reached(names), *reached(block, calls=False)]
    return wrong
