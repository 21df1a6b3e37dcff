"""From first talk to answered signal: three visitors, two counsellors and the board, each in a browser of their own.

Nothing of it is put in the database beforehand but the practice, the vaults of the pair and an open entrance: the
visitors come by the door, the person whom they name is found by comparing, and each gives their own yes.
"""

import pytest
from django.core.cache import cache
from django.db import connection
from playwright.sync_api import Page, expect

from nabij.matters.models import Consent, Matter
from nabij.patterns.models import Token
from nabij.signals.models import Concern, Letter, Signal
from tests.browser.comparing_hands import PANEL, found, named
from tests.browser.letter_hands import hear
from tests.browser.sealed_practice import SLOW
from tests.browser.signal_hands import (
    LETTER,
    TOLD,
    ask_bram,
    at_signal,
    go_on,
    notice,
    panel,
    picture,
    set_limits,
    weigh,
    weigh_along,
    word,
)
from tests.browser.signal_parties import Parties, board_answers, board_reads
from tests.browser.surroundings import Open, Site, axe_violations
from tests.browser.three_hands import (
    Around,
    Visitor,
    agreeing,
    around,
    at_home,
    begins_a_signal_here,
    comes_by_the_door,
    is_asked,
    is_heard,
    opens,
    says_yes,
    yes_is_laid,
)
from tests.personas import Personas

# one person, as three people say the name
SAID = ("Piet Jansen", "P. Piet van Jansen", "Jansen, drs. Piet")
ANSWER = "Dank u. Wij praten er volgende week over."

type Visitors = tuple[Visitor, Visitor, Visitor]


@pytest.fixture(autouse=True)
def _no_limits_from_before(db: None) -> None:
    cache.clear()


def three_come_and_are_heard(scene: Around) -> Visitors:
    """Two to Amina and one to Bram; the counsellors write down whom each of them names. Amina ends at her second."""
    amina, bram = scene.amina, scene.bram
    first = comes_by_the_door(scene, amina, "Merel", "Kanarie op zolder", "Rode fiets")
    third = comes_by_the_door(scene, bram, "Tijn", "Otter in de sloot", "Groene trap")
    second = comes_by_the_door(scene, amina, "Yara", "Egel onder de heg", "Blauwe deur")
    for by, visitor, name in ((amina, first, SAID[0]), (bram, third, SAID[2]), (amina, second, SAID[1])):
        is_heard(scene, by, visitor)
        named(by.page, name)
    return first, second, third


def adds_while_weighing(scene: Around, signal: Signal, visitor: Visitor) -> None:
    """Bram was asked to weigh along, and adds the matter of his own that something comes from."""
    page = scene.bram.page
    at_signal(page, scene.site, signal, scene.bram.vault)
    step = panel(page, "Wegen met een collega")
    step.get_by_label(visitor.alias, exact=True).check()
    step.get_by_role("button", name="Bewaar je kwesties").click()
    expect(step.get_by_label(visitor.alias, exact=True)).to_be_checked(timeout=SLOW)
    opens(page, "noticed")
    expect(panel(page, "Wat je ziet")).to_contain_text(visitor.alias)


def weighed_by_both(scene: Around, signal: Signal, visitors: Visitors) -> None:
    """Each chooses their own matters; Bram reads no alias of Amina's."""
    first, second, third = visitors
    notice(scene.amina.page, first.alias, second.alias)
    weigh(scene.amina.page)
    ask_bram(scene.amina.page)
    adds_while_weighing(scene, signal, third)
    shown = scene.bram.page.locator("main").inner_text()
    assert not [one.alias for one in (first, second) if one.alias in shown]
    weigh_along(scene.bram.page, scene.site, scene.bram.vault, first.alias, second.alias)


def each_says_yes(scene: Around, signal: Signal, visitors: Visitors) -> None:
    """Asked by whom they talk with, answered in their own browsers, and each yes laid under it by the same."""
    whose = [(scene.amina, visitors[:2]), (scene.bram, visitors[2:])]
    at_signal(scene.amina.page, scene.site, signal, scene.amina.vault)
    set_limits(scene.amina.page)
    for by, own in whose:
        step = agreeing(scene, by, signal)
        for visitor in own:
            is_asked(step, visitor)
    for visitor in visitors:
        says_yes(scene, visitor, TOLD)
    # whoever lays the last yes under it goes on: that is Amina
    for by, own in reversed(whose):
        step = agreeing(scene, by, signal)
        for visitor in own:
            yes_is_laid(step, visitor)


def handed_over(scene: Around) -> None:
    """The name that all three said is refused in the letter; the digits of the board are compared by voice."""
    page = scene.amina.page
    go_on(page)
    word(page, SAID[0])
    step = panel(page, "Overdragen aan het bestuur")
    step.get_by_role("button", name="Vergelijk de cijfers met Daan").click()
    hear(page, "Daan", "Wat hoor je")
    step.get_by_role("button", name="Draag over aan Daan").click()
    expect(step).to_contain_text("Daan kan de brief lezen.", timeout=SLOW)


def board(scene: Around, visitor: Visitor) -> Parties:
    """The same people, as the hands of the board know them."""
    amina, bram = scene.amina, scene.bram
    return Parties(scene.site, amina.page, amina.vault, bram.page, bram.vault, scene.daan, visitor.page, visitor.words)


def test_three_visitors_two_counsellors_and_the_board_from_first_talk_to_answered_signal(
    open_context: Open, people: Personas, site: Site, matcher: None
) -> None:
    assert matcher is None
    scene = around(open_context, people, site)
    visitors = three_come_and_are_heard(scene)
    assert sorted(Matter.objects.values_list("keeper__name", flat=True)) == ["Amina", "Amina", "Bram"]
    assert Token.objects.values("handle").distinct().count() == 3
    # each known by the address that they gave at the door: so they are surely three
    assert set(Token.objects.values_list("known", flat=True)) == {"email"}
    assert found(scene.amina.page) == "enough"
    expect(scene.amina.page.locator(PANEL)).to_contain_text("Ten minste 2 andere kwesties.")
    signal = begins_a_signal_here(scene.amina, "Bram")
    assert signal.reason == "repeat_person"
    weighed_by_both(scene, signal, visitors)
    each_says_yes(scene, signal, visitors)
    # three consents, none of them heard by a counsellor: each of a visitor's own browser
    assert list(Consent.objects.values_list("heard", "given")) == [(False, True)] * 3
    assert Concern.objects.filter(signal=signal).count() == 3
    handed_over(scene)
    at = board(scene, visitors[0])
    board_reads(at, LETTER)
    read = scene.daan.locator("main").inner_text()
    assert not [
        word for word in (*SAID, *(one.alias for one in visitors), *(one.name for one in visitors)) if word in read
    ]
    board_answers(at, ANSWER)
    at_signal(scene.amina.page, site, signal, scene.amina.vault)
    scene.amina.page.get_by_role("button", name="Antwoord van het bestuur").click()
    expect(panel(scene.amina.page, "Antwoord van het bestuur")).to_contain_text(ANSWER, timeout=SLOW)
    assert Signal.objects.get().step == "answered"
    aftercare_is_set(scene.amina.page, visitors)
    each_reads_their_own(scene, visitors)
    nobody_stands_open(visitors)


def each_reads_their_own(scene: Around, visitors: Visitors) -> None:
    """What they were asked and said, and how to take it back; nothing of the others and of the answer."""
    for visitor in visitors:
        asked = at_home(scene, visitor)
        expect(asked).to_contain_text(TOLD)
        expect(asked).to_contain_text("Je zei ja op")
        expect(asked.get_by_role("button", name="Trek in", exact=True)).to_be_visible()
        # what the others told, and what the board wrote, is not theirs to read
        shown = visitor.page.locator("main").inner_text()
        assert not [one.story for one in visitors if one is not visitor and one.story in shown]
        assert ANSWER not in shown


def aftercare_is_set(page: Page, visitors: Visitors) -> None:
    """One click puts a day in Amina's own matters, and in nobody else's."""
    part = page.locator("[data-part=aftercare]")
    expect(part).to_contain_text("Nog geen dag voor nazorg")
    picture(page, "nazorg-na-antwoord")
    assert axe_violations(page) == []
    part.get_by_role("button", name="Zet de nazorg op").click()
    expect(part.get_by_role("listitem")).to_have_count(2, timeout=SLOW)
    expect(part.get_by_role("button")).to_have_count(0)
    assert not [one.alias for one in visitors[2:] if one.alias in part.inner_text()]
    picture(page, "nazorg-gezet")
    held = Matter.objects.filter(aftercare_month__isnull=False)
    assert list(held.values_list("keeper__name", flat=True)) == ["Amina", "Amina"]


def nobody_stands_open(visitors: Visitors) -> None:
    """No row holds a name, a story or the letter."""
    if connection.vendor != "sqlite":
        return
    assert Letter.objects.count() == 2
    rows = "".join(connection.connection.iterdump()).lower()
    assert not [word for word in ("jansen", LETTER, ANSWER, *(one.story for one in visitors)) if word.lower() in rows]
