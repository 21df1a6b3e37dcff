"""A server that leaves a matter out of its lists is told about on *Vandaag* and *Kwesties*; an honest one is not."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from nabij.matters.models import Matter
from tests.browser.practice import unlock
from tests.browser.sealed_practice import ALIAS, give_vault, keep_matter, open_vault, planned, store_vault
from tests.browser.sharing_hands import compare, make_pair, share, withdraw
from tests.browser.surroundings import Site, ready
from tests.personas import Personas

OTHERS = "Regenjas"


def lists_asked(page: Page) -> list[str]:
    """The queries with which this page asked for its cards."""
    found: list[str] = page.evaluate(
        "() => performance.getEntriesByType('resource').map(({ name }) => new URL(name))"
        ".filter(({ pathname }) => pathname === '/kwesties/kaarten.json').map(({ search }) => search)"
    )
    return found


@pytest.mark.parametrize("address", ["/vandaag/", "/kwesties/"])
def test_a_matter_that_the_server_leaves_out_is_reported_as_missing(
    address: str, people: Personas, page_for: Callable[..., Page], site: Site
) -> None:
    vault = give_vault(people.amina)
    hidden = keep_matter(people, vault, planned())
    keep_matter(people, vault, planned(alias=OTHERS))
    store_vault(people.amina, vault)
    page = page_for(people.amina)
    page.goto(site.workspace + address)
    open_vault(page, vault)
    expect(page.get_by_role("link", name=ALIAS)).to_be_visible()
    expect(page.get_by_text("ontbreekt")).to_have_count(0)
    # the grants are still served, so that only the list gives the lie away
    Matter.objects.filter(pk=hidden.pk).update(keeper=people.bram)
    page.reload()
    open_vault(page, vault)
    expect(page.get_by_role("link", name=OTHERS)).to_be_visible()
    warning = page.get_by_role("alert").filter(has_text="1 kwestie ontbreekt")
    expect(warning).to_contain_text(f"Kwestie {str(hidden.pk)[:8]}… ontbreekt.")
    expect(warning).to_contain_text("bel je beheerder")


def test_keys_come_along_only_when_the_keyring_lacks_one_and_what_was_taken_back_is_not_missing(
    people: Personas, page_for: Callable[..., Page], site: Site
) -> None:
    pair = make_pair(page_for, people, site)
    share(pair.amina, "alles, ook van eerder")
    bram = pair.bram
    bram.goto(pair.address)
    open_vault(bram, pair.brams)
    compare(bram)
    expect(bram.get_by_role("heading", level=1)).to_have_text(ALIAS)
    pair.amina.goto(f"{site.workspace}/vandaag/")
    open_vault(pair.amina, pair.aminas)
    expect(pair.amina.get_by_role("link", name=ALIAS)).to_be_visible()
    assert lists_asked(pair.amina) == [""]
    bram.goto(f"{site.workspace}/vandaag/")
    open_vault(bram, pair.brams)
    expect(bram.get_by_role("link", name=ALIAS)).to_be_visible()
    assert lists_asked(bram) == [""]
    pair.amina.goto(pair.address)
    open_vault(pair.amina, pair.aminas)
    withdraw(pair.amina)
    for address in ("/vandaag/", "/kwesties/"):
        bram.goto(site.workspace + address)
        open_vault(bram, pair.brams)
        expect(bram.get_by_text("Er loopt nu niets.")).to_be_visible()
        expect(bram.get_by_text("ontbreekt")).to_have_count(0)


def test_a_card_whose_key_is_not_in_the_keyring_is_opened_with_a_second_question(
    people: Personas, page_for: Callable[..., Page], site: Site
) -> None:
    vault = give_vault(people.amina)
    keep_matter(people, vault, planned())
    # the keyring as it was before the matter: its saving got lost
    vault.keys.clear()
    vault.keepers.clear()
    store_vault(people.amina, vault)
    page = page_for(people.amina)
    page.goto(f"{site.workspace}/vandaag/")
    ready(page)
    unlock(page, vault.words)
    expect(page.get_by_role("link", name=ALIAS)).to_be_visible()
    assert lists_asked(page) == ["", "?sleutels=1"]
