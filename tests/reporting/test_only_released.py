"""No template of the board's report and letters can name anything that was not released, however it is written."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.db.models import Model
from django.template import Context, Engine, TemplateSyntaxError, engines
from django.test import RequestFactory

from nabij.kit import plain
from nabij.people.models import User
from nabij.releases.models import Release
from nabij.reporting import board_urls, pdf, word
from nabij.reporting.reading import finished
from nabij.signals import board_urls as letter_urls
from nabij.site.hosts import page_context
from tests.personas import Personas
from tests.reporting.boards import HOSTILE, Out, engine_of, everything_out, handed, wrong_in
from tests.reporting.reaching import reached

pytestmark = pytest.mark.django_db(databases=["default", "shred"])


@pytest.fixture
def out(people: Personas) -> Out:
    return everything_out(people)


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


def test_nothing_that_a_page_is_handed_leads_to_a_row_or_to_the_request(out: Out) -> None:
    assert {name: wrong[:3] for name, page in out.pages().items() if (wrong := wrong_in(page))} == {}


def test_a_hostile_template_in_the_place_of_any_page_gets_nothing(out: Out) -> None:
    wrong = []
    for name, page in out.pages().items():
        for template, context in zip(page.templates, handed(page), strict=True):
            for way in HOSTILE:
                text = template.engine.from_string(f"{{{{ {way} }}}}").render(Context(context.flatten()))
                if text:
                    wrong.append((name, template.name, way, text[:60]))
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
    assert engine.libraries == {
        "static": "django.templatetags.static",
        "addressing": "nabij.kit.templatetags.addressing",
    }
    assert set(engine.builtins) == set(Engine.default_builtins)
    asked = set(engine.context_processors)
    assert not {one for one in asked if one.startswith("django.")}
    assert page_context.__module__ + ".page_context" in asked


@pytest.mark.parametrize("library", ["humanize", "cache", "i18n", "tz", "account", "allauth", "mfa"])
def test_a_template_of_the_board_loads_no_other_tags(library: str) -> None:
    with pytest.raises(TemplateSyntaxError, match="not a registered tag library"):
        engines[plain.NAME].from_string(f"{{% load {library} %}}")


def test_the_other_engine_draws_nothing_at_the_boards_address() -> None:
    request = RequestFactory().get("/")
    request.audience = "board"  # type: ignore[attr-defined]
    with pytest.raises(TypeError, match="a page of the board is drawn from plain values"):
        engines["django"].from_string("niets").render({}, request)


def test_the_walk_finds_a_row_however_deep_it_lies(people: Personas) -> None:
    assert list(reached({"a": Holding({"b": [Holding(lambda: people.daan)]})})) == ["a.inside.b.0.inside: User"]
    assert next(reached({"request": RequestFactory().get("/")}))
    assert isinstance(people.daan, Model)
