"""A server that leaves things out of a matter, a colleague who posts junk, a share taken back under an open page."""

import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from nabij.kit.envelope import digest
from nabij.matters.models import Consent, Encounter
from nabij.people.models import User
from nabij.sealed.models import Manifest, Record
from tests.browser.sealed_practice import ALIAS, FIRST_NOTE, open_vault
from tests.browser.sharing_hands import Pair, come_back, compare, correct, make_pair, share, try_to_correct, withdraw
from tests.browser.surroundings import Site, axe_violations
from tests.personas import Personas

JUNK = b"\x01" + bytes(300)


@pytest.fixture
def pair(page_for: Callable[..., Page], people: Personas, site: Site) -> Pair:
    return make_pair(page_for, people, site)


def _post_junk(pair: Pair) -> None:
    """What the server takes from anyone with a key: bytes of the right shape, which nobody can open."""
    box = {"practice": pair.matter.practice, "box": pair.matter.pk, "part": "notes", "epoch": 1}
    counter = Manifest.objects.filter(**box).latest("counter").counter + 1
    Record.objects.create(**box, record_id=uuid4(), kind="note", revision=1, digest=digest(JUNK), sealed=JUNK)
    Manifest.objects.create(**box, counter=counter, digest=digest(JUNK), sealed=JUNK)


def _open_for_bram(pair: Pair) -> None:
    pair.bram.goto(pair.address)
    open_vault(pair.bram, pair.brams)
    compare(pair.bram)
    expect(pair.bram.get_by_text(FIRST_NOTE)).to_be_visible()


def test_junk_leaves_a_matter_readable_and_its_keeper_mends_it_for_everyone(pair: Pair) -> None:
    amina, bram = pair.amina, pair.bram
    share(amina, "alles, ook van eerder")
    _open_for_bram(pair)
    _post_junk(pair)
    come_back(amina, pair.aminas)
    expect(amina.get_by_role("heading", name="Een deel van deze kwestie is niet te controleren")).to_be_visible()
    trouble = amina.locator("[data-trouble='notes 1']")
    expect(trouble).to_contain_text("Notitie: gaat niet open")
    expect(amina.get_by_role("heading", level=1)).to_have_text(ALIAS)
    expect(amina.get_by_text(FIRST_NOTE)).to_be_visible()
    expect(amina.get_by_role("button", name="Verbeter de notitie")).to_have_count(0)
    assert axe_violations(amina) == []
    come_back(bram, pair.brams)
    expect(bram.locator("[data-trouble='notes 1']")).to_contain_text("Vraag Amina om dit deel te herstellen")
    expect(bram.get_by_role("button", name="Herstel dit deel")).to_have_count(0)
    expect(bram.get_by_text(FIRST_NOTE)).to_be_visible()
    trouble.get_by_role("button", name="Herstel dit deel").click()
    expect(amina.locator("[data-trouble]")).to_have_count(0)
    correct(amina, "Na het herstel.")
    come_back(bram, pair.brams)
    expect(bram.get_by_text("Na het herstel.")).to_be_visible()
    expect(bram.locator("[data-part=troubles] section")).to_have_count(0)
    expect(bram.locator(".written .writer").first).to_have_text(
        re.compile(r"^verbeterd door Amina op \d+ \w+ \d{4}, \d\d:\d\d$")
    )


def test_mending_below_what_this_device_saw_says_before_and_after_that_something_goes(pair: Pair) -> None:
    amina = pair.amina
    correct(amina, "Een latere versie.")
    notes = {"practice": pair.matter.practice, "box": pair.matter.pk, "part": "notes", "epoch": 1}
    newest = Manifest.objects.filter(**notes).latest("counter")
    Manifest.objects.filter(pk=newest.pk).update(digest=digest(JUNK), sealed=JUNK)
    Record.objects.filter(**notes, kind="note", revision=2).delete()
    come_back(amina, pair.aminas)
    trouble = amina.locator("[data-trouble='notes 1']")
    expect(trouble).to_contain_text("ouder of anders dan wat dit apparaat eerder zag")
    expect(trouble).not_to_contain_text("De server geeft 1 stuk niet")
    expect(trouble).to_contain_text("Wat de server niet geeft, is dan weg.")
    trouble.get_by_role("button", name="Herstel dit deel").click()
    expect(amina.locator("[data-alarm]")).to_contain_text("Wat de server niet gaf, is weg.")
    expect(amina.locator("[data-trouble]")).to_have_count(0)
    come_back(amina, pair.aminas)
    expect(amina.get_by_text(FIRST_NOTE)).to_be_visible()
    expect(amina.locator("[data-alarm]")).to_have_count(0)


def test_what_the_lists_leave_out_is_drawn_from_the_vault_and_told(pair: Pair) -> None:
    amina = pair.amina
    share(amina, "alles, ook van eerder")
    expect(amina.locator("[data-alarm]")).to_have_count(0)
    Encounter.objects.all().delete()
    Consent.objects.update(given=False)
    User.objects.filter(name="Bram").update(name="Dirk")
    come_back(amina, pair.aminas)
    expect(amina.locator("[data-alarm]")).to_have_count(2)
    expect(amina.get_by_text("De server laat dit gesprek weg uit de telling.")).to_be_visible()
    expect(amina.get_by_text(FIRST_NOTE)).to_be_visible()
    expect(amina.locator("[data-consent]")).to_have_text(
        re.compile(r"^Afgesproken in gesprek op \d+ \w+ \d{4}: Bram ziet alles, ook van eerder$")
    )
    assert axe_violations(amina) == []


def test_a_page_whose_share_was_taken_back_says_so_and_keeps_what_was_typed(pair: Pair) -> None:
    share(pair.amina, "alles, ook van eerder")
    _open_for_bram(pair)
    withdraw(pair.amina)
    try_to_correct(pair.bram, "Nog net getypt.")
    gone = pair.bram.locator("[data-gone]")
    expect(gone).to_contain_text("Amina deelt deze kwestie niet meer met jou")
    expect(pair.bram.get_by_label("Wat er gezegd is").last).to_have_value("Nog net getypt.")
    expect(pair.bram.locator("[data-section] button:visible:not([data-reads])")).to_have_count(0)
    assert axe_violations(pair.bram) == []
