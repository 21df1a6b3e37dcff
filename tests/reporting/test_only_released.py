"""No template of the board's report and letters can name anything that was not released, however it is written."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db.models import Model
from django.template import Context, engines
from django.test import Client, RequestFactory

from nabij.kit import plain
from nabij.kit.permit import permit
from nabij.people.models import User
from nabij.releases.models import Release
from nabij.reporting import board_urls, pdf, word
from nabij.reporting.actions import meeting as actions
from nabij.reporting.interim import InInterim, Interim
from nabij.reporting.models import Do, Report
from nabij.reporting.reading import finished
from nabij.signals import board_urls as letter_urls
from nabij.site.hosts import page_context
from tests.people.asking import browser_of
from tests.personas import Personas
from tests.reporting.published import OUT, corrected, published
from tests.reporting.reaching import reached
from tests.signals.lettering import handed_over

pytestmark = pytest.mark.django_db(databases=["default", "shred"])

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


@pytest.fixture
def out(people: Personas) -> Out:
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
    return list(answer.context)


def test_each_page_of_the_board_with_a_template_is_looked_at(out: Out) -> None:
    files = {"report_pdf", "report_word", "report_csv", "interim_pdf", "interim_csv", "letter_data"}
    written = {"receive_letter", "change_letter_day", "answer_letter"}
    ways: list[Any] = [*board_urls.urlpatterns, *letter_urls.urlpatterns]
    every = {one.name for one in ways}
    pages = out.pages()
    assert every - files - written == {name for name in pages if name in every}
    assert {name: page.status_code for name, page in pages.items() if " that " not in name} == {
        name: 200 for name in pages if " that " not in name
    }
    assert all(page.status_code in {200, 422} and handed(page) for page in pages.values())


def test_what_is_wrong_with_a_form_is_drawn_as_it_is_and_not_as_text(out: Out) -> None:
    for name, page in out.pages().items():
        text = page.content.decode()
        assert ('id="error-summary"' in text) == (" that " in name), name
        assert "&lt;div" not in text
        assert "&lt;input" not in text


def engine_of(name: str) -> Any:
    """What draws the templates of this name."""
    back: Any = engines[name]
    return back.engine


def of_forms(template: Any) -> bool:
    """Whether it draws a form or a field of one, for a page that is handed what comes of it."""
    return template.engine not in {engine_of(name) for name in ("django", plain.NAME)}


def ways_of(template: Any, context: Context) -> list[str]:
    """Every way to something live; what draws a form, and the block that is drawn, would be changed by calling it."""
    names = context.flatten()
    block = {"block": names.pop("block", None)}
    return [*reached(names, calls=not of_forms(template)), *reached(block, calls=False)]


def test_nothing_that_a_page_is_handed_leads_to_a_row_or_to_the_request(out: Out) -> None:
    found = {
        name: ways[:3]
        for name, page in out.pages().items()
        for template, context in zip(page.templates, handed(page), strict=True)
        if (ways := ways_of(template, context))
    }
    assert not found


def test_a_hostile_template_in_the_place_of_any_page_gets_nothing(out: Out) -> None:
    wrong = []
    for name, page in out.pages().items():
        for template, context in zip(page.templates, handed(page), strict=True):
            for way in HOSTILE:
                text = template.engine.from_string(f"{{{{ {way} }}}}").render(Context(context.flatten()))
                if text:
                    wrong.append((name, template.name, way, text[:60]))
    assert not wrong


def test_every_page_is_drawn_by_the_engine_of_plain_values(out: Out) -> None:
    wrong = {
        (name, one.name)
        for name, page in out.pages().items()
        for one in page.templates
        if not of_forms(one) and one.engine is not engine_of(plain.NAME)
    }
    assert not wrong


def test_word_paper_and_the_file_of_figures_are_made_from_plain_values(
    out: Out, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[dict[str, Any]] = []
    fill, set_ = word.DocxTemplate.render, pdf.set_on_paper

    def filling(self: Any, context: dict[str, Any], *rest: Any, **more: Any) -> None:
        given.append(context)
        fill(self, context, *rest, **more)

    def setting(source: bytes, inputs: dict[str, str], **more: Any) -> Any:
        given.append(inputs)
        return set_(source, inputs, **more)

    monkeypatch.setattr(word.DocxTemplate, "render", filling)
    monkeypatch.setattr(pdf, "set_on_paper", setting)
    for kind in ("word", "pdf", "csv"):
        assert out.client.get(f"/jaarverslag/{out.later.pk}/{kind}/").status_code == 200
    assert out.client.get(f"/tussentijds/{out.interim.pk}/pdf/").status_code == 200
    assert len(given) >= 3
    assert all(type(value) is str for context in given for value in context.values())
    plain.check_plain(finished(out.later), "what the file of figures is made from")
    assert not list(reached({"report": finished(out.later)}))


@dataclass
class Loose:
    text: str


@dataclass(frozen=True)
class Holding:
    inside: object


def test_whatever_is_not_plain_is_refused_before_a_letter_is_drawn(people: Personas) -> None:
    template = engines[plain.NAME].from_string("{{ it }}")
    rows = Release.objects.all()
    request = RequestFactory().get("/")
    for wrong in (
        people.daan,
        rows,
        Release.objects,
        User,
        request,
        [1],
        {"a": 1},
        lambda: 1,
        1.5,
        Loose("a"),
        object(),
    ):
        for it in (wrong, (wrong,), Holding(wrong), Holding((wrong,))):
            with pytest.raises(TypeError, match="this template gets"):
                template.render({"it": it})
    assert template.render({"it": Holding(("a", 1))})


def test_the_engine_of_plain_values_knows_no_tag_beside_djangos_own_and_asks_no_processor_for_a_row() -> None:
    engine = engine_of(plain.NAME)
    assert set(engine.libraries) == {"static"}
    asked = set(engine.context_processors)
    assert not {one for one in asked if one.startswith("django.")}
    assert page_context.__module__ + ".page_context" in asked


def test_the_walk_finds_a_row_however_deep_it_lies(people: Personas) -> None:
    assert list(reached({"a": Holding({"b": [Holding(lambda: people.daan)]})})) == ["a.inside.b.0.inside: User"]
    assert next(reached({"request": RequestFactory().get("/")}))
    assert isinstance(people.daan, Model)
