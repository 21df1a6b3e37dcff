"""Wiping at a visitor's wish in two browsers: checked, destroyed, proven; and nothing opens after it."""

import re

import pytest
from playwright.sync_api import Page, expect

from nabij.contact.models import Conversation
from nabij.contact.proofs import DestructionProof
from nabij.matters.models import Matter
from nabij.sealed.models import KeyGrant, Record, ShredKey, Vault
from nabij_vault.errors import UntrustedAuthor, WrongKey
from nabij_vault.keyring import Keyring, open_keyring
from nabij_vault.record import RecordContext, RecordKeys, open_record
from tests.browser.door_hands import STORY, answer_step
from tests.browser.pictures import both_widths
from tests.browser.surroundings import Open, Site, axe_violations
from tests.browser.talk_hands import (
    Talk,
    ask_to_erase,
    begin,
    come_back,
    comes_back,
    look_what_is_erased,
    talk_under_way,
    the_pair_is_there,
)
from tests.personas import Personas


def reads_the_proof(page: Page, site: Site, words: str) -> None:
    come_back(page, site, words)
    proof = page.locator("[data-talk-proof]")
    expect(proof).to_be_visible(timeout=20_000)
    expect(proof).to_contain_text(DestructionProof.objects.get().digest[:8])
    expect(page.get_by_label("Je zeven woorden")).to_be_hidden()
    for name in ("Amina", "Merel", STORY):
        expect(page.locator("door-conversation")).not_to_contain_text(name)
    expect(proof).to_contain_text(re.compile(r"\d{4}, \d\d:\d\d \(Nederlandse tijd\)"))
    assert axe_violations(page) == []
    both_widths(page, "erased-proof")
    is_printed(page)


def is_printed(page: Page) -> None:
    """The button prints, and on paper stands the proof without the page around it."""
    page.evaluate("() => { globalThis.print = () => { globalThis.printed = (globalThis.printed ?? 0) + 1; }; }")
    page.get_by_role("button", name="Druk het bewijs af").click()
    assert page.evaluate("globalThis.printed") == 1
    page.emulate_media(media="print")
    expect(page.locator("[data-talk-proof] dl")).to_be_visible()
    for gone in (page.get_by_role("link", name="Weg hier"), page.get_by_role("button")):
        expect(gone.filter(visible=True)).to_have_count(0)
    both_widths(page, "erased-paper")
    page.emulate_media(media="screen")


def begins_anew(page: Page) -> None:
    """From the proof back to the beginning, in place of it."""
    entries = page.evaluate("history.length")
    page.get_by_role("button", name="Begin opnieuw").click()
    expect(page.get_by_role("heading", name="Zit je iets dwars?")).to_be_visible()
    expect(page.locator("[data-talk-proof]")).to_be_hidden()
    assert page.evaluate("history.length") == entries


class Copied:
    """What somebody copied before: one record, and Amina's own key to it out of her opened vault."""

    def __init__(self, people: Personas, uvk: bytes) -> None:
        record = Record.objects.get(kind="message", epoch=1)
        self.user, self.uvk = people.amina, uvk
        self.box, self.sealed = str(record.box), bytes(record.sealed)
        self.place = RecordContext(
            str(record.practice_id), self.box, "conversation", 1, str(record.record_id), "message", 1
        )
        self.key = self.ring().keys[(self.box, "conversation", 1)]

    def ring(self) -> Keyring:
        """Her keyring as it is kept now, opened."""
        kept = Vault.objects.get(user=self.user)
        return open_keyring(str(self.user.pk), kept.keyring_version, self.uvk, bytes(kept.keyring))

    def open(self, shred: bytes) -> None:
        """Raises ``UntrustedAuthor`` where the bytes come open, as nobody is named who may have written them."""
        open_record(self.place, self.sealed, RecordKeys(self.key, shred), set())


def carry_out(talk: Talk) -> None:
    """Amina looks at what goes, and does it once."""
    erase, amina = look_what_is_erased(talk), talk.amina
    both_widths(amina, "erase-check")
    erase.get_by_role("button", name="Wis alles").click()
    expect(erase).to_contain_text("Er is niets gewist")
    erase.get_by_label("Ik heb dit nagekeken").check()
    erase.get_by_role("button", name="Wis alles").dblclick()
    expect(amina.get_by_role("heading", name="Het is gewist")).to_be_visible()
    both_widths(amina, "erase-done")


def test_the_counsellor_wipes_it_the_visitor_reads_the_proof_and_nothing_opens(
    open_context: Open, people: Personas, site: Site
) -> None:
    talk = talk_under_way(open_context, people, site)
    visitor, amina = comes_back(talk, site), talk.amina
    ask_to_erase(visitor)
    expect(visitor.locator("[data-talk-messages]")).to_contain_text("Je vroeg: wis alles")
    copied = Copied(people, talk.vault.uvk)
    with pytest.raises(UntrustedAuthor):
        copied.open(bytes(ShredKey.objects.get().key))
    carry_out(talk)
    amina.get_by_role("link", name="Naar Vandaag").click()
    expect(amina.locator("nabij-today")).to_contain_text("Er loopt nu niets")
    expect(amina.locator("nabij-today")).not_to_contain_text("Rode fiets")
    # in a copy of the databases that is made now there are no bytes, no key and no half of one
    assert not any(model.objects.exists() for model in (Record, KeyGrant, ShredKey, Conversation))
    assert not [place for place in copied.ring().keys if place[0] == copied.box]
    assert Matter.objects.get().destroyed
    with pytest.raises(WrongKey):
        copied.open(bytes(32))
    proof = open_context(width=360).new_page()
    reads_the_proof(proof, site, talk.words)
    # somebody took it on: the coded row of it stays
    expect(proof.get_by_text("blijft alleen een telling over")).to_be_visible()
    expect(proof.get_by_text("Er was nog niets geteld.")).to_be_hidden()
    begins_anew(proof)


def test_nobody_took_it_on_and_the_visitor_wipes_it_at_once(open_context: Open, people: Personas, site: Site) -> None:
    the_pair_is_there(people)
    page = open_context(width=360).new_page()
    words = begin(page, site)
    answer_step(page, "words")
    expect(page.locator("[data-talk-messages]")).to_contain_text(STORY)
    ask_to_erase(page)
    sure = page.locator("[data-talk-sure]")
    expect(sure).to_be_visible()
    both_widths(page, "erase-sure")
    sure.get_by_role("button", name="Toch niet").click()
    expect(sure).to_be_hidden()
    assert Conversation.objects.count() == 1
    page.get_by_role("button", name="Vraag dit").click()
    sure.get_by_role("button", name="Wis nu alles").dblclick()
    expect(page.locator("[data-talk-proof]")).to_be_visible()
    assert not any(model.objects.exists() for model in (Record, KeyGrant, ShredKey, Conversation))
    proof = open_context().new_page()
    reads_the_proof(proof, site, words)
    expect(proof.get_by_text("Er was nog niets geteld.")).to_be_visible()
    expect(proof.get_by_text("blijft alleen een telling over")).to_be_hidden()
