"""A vault that was possibly seen gets new keys throughout, and everything of one's own goes along in one file."""

import itertools
import json
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from nabij.kit.clock import today
from nabij.matters.models import Matter
from nabij.people.models import PublicKey, User
from nabij.sealed.models import KeyGrant, Record
from nabij_vault.export import open_export
from nabij_vault.keys import generate_keys
from nabij_vault.recovery import code_identity, parse_code
from tests.browser.practice import DemoPractice, filled_practice, open_door
from tests.browser.sealed_practice import give_vault, keep_matter, open_vault, planned, store_vault
from tests.browser.sharing_hands import compare, hear_the_digits, make_pair, share_peer_card
from tests.browser.surroundings import Site
from tests.browser.vault_hands import code_on, is_own_vault, type_code_back, write_words
from tests.personas import Personas

SLOW = 60_000


@pytest.fixture
def practice(transactional_db: None) -> DemoPractice:
    return filled_practice(today())


@pytest.fixture
def page(practice: DemoPractice, page_for: Callable[..., Page], site: Site) -> Page:
    """Noor's tab, with her vault open on its own page."""
    page = page_for(practice.user("noor"))
    open_door(page, site, "/kluis/", practice.words("noor"))
    is_own_vault(page)
    return page


def newest_epochs(user: User) -> dict[object, int]:
    """The newest epoch that this person holds a key of, per running matter."""
    epochs: dict[object, int] = {}
    running = Matter.objects.running().filter(keeper=user)
    for matter, epoch in KeyGrant.objects.filter(grantee=user.pk, box__in=running.values("pk")).values_list(
        "box", "epoch"
    ):
        epochs[matter] = max(epoch, epochs.get(matter, 0))
    return epochs


def losing_the_third() -> Callable[[Route], None]:
    """Lets every request through but the third."""
    numbers = itertools.count(1)
    return lambda route: route.abort() if next(numbers) == 3 else route.continue_()


def test_after_a_vault_was_seen_every_running_matter_gets_new_keys_even_when_it_was_interrupted(
    practice: DemoPractice, page: Page, site: Site
) -> None:
    noor = practice.user("noor")
    before = newest_epochs(noor)
    assert len(before) > 3
    old_key = PublicKey.objects.filter(owner=noor).latest("version")
    page.get_by_role("button", name="Bekijk Iemand heeft mijn kluis misschien gezien").click()
    expect(
        page.get_by_text("Wat er al stond, ook in eerdere reservekopieën, blijft voor diegene open.")
    ).to_be_visible()
    page.get_by_role("button", name="Verder", exact=True).click()
    page.get_by_role("button", name="zes woorden").click()
    words = write_words(page)
    code = code_on(page)

    page.route("**/sleutels.json", losing_the_third())
    type_code_back(page, code, "Nieuwe sleutels gebruiken")
    expect(page.get_by_role("alert").filter(has_text="Er is geen verbinding")).to_be_visible(timeout=SLOW)
    assert PublicKey.objects.filter(owner=noor).latest("version").sign != old_key.sign
    assert sum(1 for matter, epoch in newest_epochs(noor).items() if epoch > before[matter]) == 2

    page.reload()
    open_door(page, site, "/kluis/", " ".join(words))
    expect(page.get_by_text(f"{len(before) - 2} lopende kwesties hebben nog sleutels")).to_be_visible(timeout=SLOW)
    page.get_by_role("button", name="Nieuwe sleutels maken").click()
    expect(page.locator("main").get_by_text("Al je lopende kwesties hebben nieuwe sleutels.")).to_be_visible(
        timeout=SLOW
    )
    assert {matter: epoch + 1 for matter, epoch in before.items()} == newest_epochs(noor)
    page.get_by_role("link", name="Vandaag").click()
    expect(page.locator("nabij-today a.matter").first).to_be_visible(timeout=SLOW)
    expect(page.locator("nabij-today")).not_to_contain_text("Niet te openen")


def test_a_tab_whose_keys_were_renewed_elsewhere_says_so_saves_nothing_and_keeps_the_text(
    people: Personas, page_for: Callable[..., Page], site: Site
) -> None:
    vault = give_vault(people.amina)
    matter = keep_matter(people, vault, planned())
    store_vault(people.amina, vault)
    page = page_for(people.amina)
    page.goto(f"{site.workspace}/kwesties/{matter.pk}/")
    open_vault(page, vault)
    page.get_by_role("button", name="Verbeter de notitie").first.click()
    elsewhere = generate_keys().public
    PublicKey.objects.create(
        practice=people.practice, owner=people.amina, version=2, recipient=elsewhere.recipient, sign=elsewhere.sign
    )
    before = Record.objects.count()
    note = page.get_by_label("Wat er gezegd is").last
    note.fill("Half geschreven.")
    page.get_by_role("button", name="Bewaar als nieuwe versie", exact=True).click()
    expect(page.get_by_text("Je kluis is intussen vernieuwd")).to_be_visible()
    expect(note).to_have_value("Half geschreven.")
    assert Record.objects.count() == before


def test_the_export_opens_without_a_server_here_and_with_the_age_tool(
    practice: DemoPractice, page: Page, tmp_path: Path
) -> None:
    noor = practice.user("noor")
    page.get_by_role("button", name="Nieuwe herstelcode").click()
    code = code_on(page)
    type_code_back(page, code, "Nieuwe code gebruiken")
    is_own_vault(page)
    page.get_by_role("button", name="Maak het bestand").click()
    page.get_by_role("link", name="Bewaar nabij-export-").wait_for(timeout=300_000)
    with page.expect_download() as download:
        page.get_by_role("link", name="Bewaar nabij-export-").click()
    assert download.value.suggested_filename == f"nabij-export-{today().isoformat()}.age"
    sealed = tmp_path / download.value.suggested_filename
    download.value.save_as(sealed)
    mine = set(map(str, Matter.objects.filter(keeper=noor).values_list("pk", flat=True)))

    export = open_export(sealed, code)
    assert set(export.matters) == mine
    assert export.user == str(noor.pk)
    told = [json.dumps(export.matter(one), ensure_ascii=False) for one in export.matters]
    assert all('"alias": "' in matter for matter in told)
    assert any('"kind": "note"' in matter for matter in told)

    page.locator("summary", has_text="Een sleutel voor age maken").click()
    page.get_by_label("Je herstelcode").fill(code.lower())
    page.get_by_role("button", name="Laat de sleutel zien").click()
    shown = page.locator(".export .code").inner_text()
    assert shown == code_identity(parse_code(code))
    key, plain = tmp_path / "sleutel.txt", tmp_path / "export.zip"
    key.write_text(shown + "\n", encoding="utf-8")
    subprocess.run(["age", "-d", "-i", str(key), "-o", str(plain), str(sealed)], check=True)
    with zipfile.ZipFile(plain) as archive:
        assert {name.split("/")[1] for name in archive.namelist() if name.startswith("matters/")} == mine


def test_new_keys_also_come_under_a_card_without_a_name_and_its_reader_reads_on(
    people: Personas, page_for: Callable[..., Page], site: Site
) -> None:
    pair = make_pair(page_for, people, site)
    amina, bram = pair.amina, pair.bram
    share_peer_card(amina, "Een medewerker wordt gepest.", "Hoe zou jij dit aanpakken?")
    bram.goto(pair.matters)
    open_vault(bram, pair.brams)
    compare(bram)
    expect(bram.get_by_text("Een medewerker wordt gepest.")).to_be_visible()
    amina.goto(f"{site.workspace}/kluis/")
    open_vault(amina, pair.aminas)
    is_own_vault(amina)
    amina.get_by_role("button", name="Bekijk Iemand heeft mijn kluis misschien gezien").click()
    amina.get_by_role("button", name="Verder", exact=True).click()
    amina.get_by_role("button", name="zes woorden").click()
    write_words(amina)
    type_code_back(amina, code_on(amina), "Nieuwe sleutels gebruiken")
    expect(amina.locator("main").get_by_text("Al je lopende kwesties hebben nieuwe sleutels.")).to_be_visible(
        timeout=SLOW
    )
    renewed = KeyGrant.objects.filter(box=pair.matter.pk, epoch=2, withdrawn=False)
    names = dict(User.objects.values_list("pk", "name"))
    assert {(part, names[grantee]) for part, grantee in renewed.values_list("part", "grantee")} == {
        ("conversation", "Amina"),
        ("notes", "Amina"),
        ("peer", "Amina"),
        ("peer", "Bram"),
    }
    bram.goto(f"{site.workspace}/kluis/")
    open_vault(bram, pair.brams)
    bram.get_by_role("button", name="Cijfers vergelijken met Amina").click()
    hear_the_digits(bram)
    is_own_vault(bram)
    bram.goto(pair.matters)
    open_vault(bram, pair.brams)
    expect(bram.get_by_text("Een medewerker wordt gepest.")).to_be_visible()
    expect(bram.get_by_text("Hoe zou jij dit aanpakken?")).to_be_visible()
