"""One person named by several visitors: two counsellors, two browsers, the matcher there, down, or with a new key."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings

from nabij.matters.models import Matter
from nabij.patterns.models import Asked, Token
from nabij.people.models import Practice
from nabij.sealed.models import Record
from nabij.site.configuration import RemoteMatcher
from nabij_demo.sealing import DemoVault
from nabij_matcher.keys import destroy_key, new_key
from tests.browser.comparing_hands import (
    PANEL,
    at_matter,
    at_pair,
    found,
    look,
    name_person,
    named,
    picture,
    write_number,
)
from tests.browser.sealed_practice import give_vault, keep_matter, planned, store_vault
from tests.browser.sharing_hands import ask_to_share
from tests.browser.surroundings import Open, Site, axe_violations
from tests.browser.test_today_arrives import IN_SIGHT
from tests.matcher.serving import local
from tests.personas import Personas


@dataclass(frozen=True)
class Scene:
    """Amina with two matters and Bram with one, each of another visitor; they compared their digits."""

    site: Site
    organisation: int
    amina: Page
    aminas: DemoVault
    first: Matter
    second: Matter
    bram: Page
    brams: DemoVault
    third: Matter


@pytest.fixture
def scene(open_context: Open, people: Personas, site: Site) -> Scene:
    Practice.objects.filter(pk=people.practice.pk).update(pattern_threshold=2)
    aminas, brams = give_vault(people.amina), give_vault(people.bram)
    first = keep_matter(people, aminas, planned("Blauwe fiets", name="Fatima Wolters"))
    second = keep_matter(people, aminas, planned("Rode jas", name="Noor Bosman"))
    third = keep_matter(people, brams, planned("Groene deur", name="Sam Kok"), people.bram)
    store_vault(people.amina, aminas, brams)
    store_vault(people.bram, brams, aminas)
    amina, bram = (open_context(user, bypass_csp=True).new_page() for user in (people.amina, people.bram))
    return Scene(site, people.organisation.pk, amina, aminas, first, second, bram, brams, third)


def three_named(scene: Scene) -> None:
    """Each matter names the same person, written in three ways; Amina ends at her second."""
    amina, bram, site = scene.amina, scene.bram, scene.site
    at_matter(amina, site, scene.first, scene.aminas)
    named(amina, "Piet Jansen")
    at_matter(bram, site, scene.third, scene.brams)
    named(bram, "Jansen, drs. Piet")
    at_matter(amina, site, scene.second, scene.aminas)
    named(amina, "P. Piet van Jansen")


def test_the_third_visitor_makes_it_a_pattern_for_both_and_striking_out_undoes_it(
    scene: Scene, matcher: None, people: Personas
) -> None:
    assert matcher is None
    amina, bram, site = scene.amina, scene.bram, scene.site
    at_matter(amina, site, scene.first, scene.aminas)
    named(amina, "Piet Jansen")
    picture(amina, "ready", PANEL)
    # what is compared is kept beside what is drawn: no news of somebody else
    with amina.expect_response("**/merk.json"):
        amina.evaluate(IN_SIGHT)
    expect(amina.locator("nabij-matter [data-part=fresh]")).to_be_empty()
    assert found(amina) == "nothing"
    nothing = amina.locator(PANEL).inner_text()
    picture(amina, "nothing", PANEL)
    name_it_twice_more(scene, nothing)
    look_at_the_pair(scene)
    name_person(amina, "")
    expect(amina.locator(PANEL).get_by_role("heading")).to_have_count(0)
    at_matter(bram, site, scene.third, scene.brams)
    assert found(bram) == "nothing"
    assert Token.objects.values("handle").distinct().count() == 2
    rows = b"".join(bytes(one.sealed) for one in Record.objects.all())
    assert b"jansen" not in (rows + repr(list(Token.objects.values())).encode()).lower()


def name_it_twice_more(scene: Scene, nothing: str) -> None:
    """By Bram, which changes nothing that is shown, and by Amina in her second matter, which makes it a pattern."""
    amina, bram, site = scene.amina, scene.bram, scene.site
    at_matter(bram, site, scene.third, scene.brams)
    named(bram, "Jansen, drs. Piet")
    assert found(bram) == "nothing"
    # one other, or none: the same to the letter
    assert found(amina) == "nothing"
    assert amina.locator(PANEL).inner_text() == nothing
    at_matter(amina, site, scene.second, scene.aminas)
    named(amina, "Piet van Jansen")
    assert found(amina) == "enough"
    expect(amina.locator(PANEL)).to_contain_text("Ten minste 2 andere kwesties.")
    expect(amina.locator(PANEL)).to_contain_text("Vraag je eigen inbrenger")
    picture(amina, "enough", PANEL)
    assert axe_violations(amina) == []
    assert found(bram) == "enough"
    assert "Blauwe fiets" not in bram.locator(PANEL).inner_text()


def look_at_the_pair(scene: Scene) -> None:
    """Bram reads who has the key, and who named and looked how often."""
    bram, site = scene.bram, scene.site
    at_pair(bram, site, scene.organisation, scene.brams)
    expect(bram.locator("nabij-comparing")).to_contain_text("Amina heeft de sleutel")
    expect(bram.get_by_role("row", name="Amina")).to_contain_text("2 personen aangemeld3 keer gekeken")
    assert axe_violations(bram) == []
    picture(bram, "pair")


def test_on_a_phone_it_reads_as_well(scene: Scene, matcher: None, open_context: Open, people: Personas) -> None:
    assert matcher is None
    three_named(scene)
    page = open_context(people.amina, width=360, bypass_csp=True).new_page()
    at_matter(page, scene.site, scene.first, scene.aminas)
    look(page)
    picture(page, "enough-360", PANEL)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    at_pair(page, scene.site, scene.organisation, scene.aminas)
    picture(page, "pair-360")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert axe_violations(page) == []


def test_a_matcher_that_is_down_blocks_nothing_and_what_waits_goes_later(
    scene: Scene, matcher_keys: Path, tmp_path: Path, settings: Settings
) -> None:
    amina = scene.amina
    settings.MATCHER = RemoteMatcher(socket=tmp_path / "nowhere")
    at_matter(amina, scene.site, scene.first, scene.aminas)
    name_person(amina, "Piet Jansen")
    panel = amina.locator(PANEL)
    expect(panel).to_contain_text("Nog niet vergeleken.")
    expect(panel).to_contain_text("De vergelijkdienst antwoordt niet.")
    picture(amina, "down", PANEL)
    assert Record.objects.filter(kind="named_party").count() == 1
    assert Record.objects.filter(kind="match").count() == 1
    assert not Token.objects.exists()
    assert not Asked.objects.filter(verb__in=["evaluate_blinded", "look_for_pattern"]).exists()
    settings.MATCHER = RemoteMatcher(socket=tmp_path / "m")
    with local(tmp_path / "m", matcher_keys):
        at_matter(amina, scene.site, scene.first, scene.aminas)
        look(amina)
    assert Token.objects.values("handle").distinct().count() == 1
    # tokens that lie in the notes are looked up without it
    assert found(amina) == "nothing"


def test_in_the_middle_of_a_new_key_both_versions_count_and_the_old_goes_when_all_is_done(
    scene: Scene, matcher: None, matcher_keys: Path
) -> None:
    assert matcher is None
    amina, bram, site = scene.amina, scene.bram, scene.site
    three_named(scene)
    new_key(matcher_keys)
    # until somebody asks to go on, nothing new is made; what was there is still looked up
    assert found(amina) == "enough"
    at_pair(amina, site, scene.organisation, scene.aminas)
    expect(amina.get_by_role("heading", name="De vergelijkdienst heeft een nieuwe sleutel")).to_be_visible()
    picture(amina, "new-matcher")
    amina.get_by_role("button", name="Het klopt, ga verder").click()
    expect(amina.get_by_text("Van jullie samen wachten nog 3 kwesties.")).to_be_visible()
    picture(amina, "renewing")
    assert axe_violations(amina) == []
    amina.get_by_role("button", name="Werk mijn kwesties bij").click()
    expect(amina.locator("nabij-comparing").get_by_text("2 kwesties bijgewerkt.")).to_be_visible()
    expect(amina.get_by_text("Van jullie samen wacht nog 1 kwestie.")).to_be_visible()
    assert {row.matcher for row in Token.objects.all()} == {1, 2}
    at_matter(amina, site, scene.first, scene.aminas)
    assert found(amina) == "enough"
    at_pair(bram, site, scene.organisation, scene.brams)
    bram.get_by_role("button", name="Het klopt, ga verder").click()
    bram.get_by_role("button", name="Werk mijn kwesties bij").click()
    expect(bram.locator("nabij-comparing").get_by_text("1 kwestie bijgewerkt.")).to_be_visible()
    assert {row.matcher for row in Token.objects.all()} == {2}
    destroy_key(matcher_keys, 1)
    at_matter(bram, site, scene.third, scene.brams)
    assert found(bram) == "enough"


def test_who_never_compared_digits_has_no_key_until_they_do(
    page_for: Callable[..., Page], people: Personas, site: Site, matcher: None
) -> None:
    from tests.browser.sharing_hands import hear_the_digits

    assert matcher is None
    aminas, brams = give_vault(people.amina), give_vault(people.bram)
    first = keep_matter(people, aminas, planned("Blauwe fiets"))
    third = keep_matter(people, brams, planned("Groene deur", name="Sam Kok"), people.bram)
    store_vault(people.amina, aminas)
    store_vault(people.bram, brams, aminas)
    amina, bram = page_for(people.amina, bypass_csp=True), page_for(people.bram, bypass_csp=True)
    at_matter(amina, site, first, aminas)
    named(amina, "Piet Jansen")
    at_matter(bram, site, third, brams)
    name_person(bram, "Piet Jansen")
    expect(bram.locator(PANEL)).to_contain_text("Jij hebt de sleutel om te vergelijken nog niet.")
    at_pair(amina, site, people.organisation.pk, aminas)
    expect(amina.locator("nabij-comparing")).to_contain_text(
        "Bram heeft de sleutel nog niet: vergelijk eerst de cijfers"
    )
    picture(amina, "lacks-key")
    amina.get_by_role("button", name="Cijfers vergelijken").click()
    hear_the_digits(amina)
    expect(amina.locator("nabij-comparing")).to_contain_text("Bram heeft de sleutel")
    expect(amina.get_by_role("button", name="Cijfers vergelijken")).to_have_count(0)
    at_matter(bram, site, third, brams)
    look(bram)


def test_nobody_keeps_both_sides_and_the_pair_hears_of_it_without_a_name(scene: Scene, matcher: None) -> None:
    assert matcher is None
    amina, bram, site = scene.amina, scene.bram, scene.site
    at_matter(amina, site, scene.first, scene.aminas)
    # the visitor of her own other matter
    name_person(amina, "Bosman, Noor")
    summary = amina.locator("nabij-matter-person .error-summary")
    expect(summary).to_contain_text("Deze persoon is zelf inbrenger in een andere kwestie van jou: ‘Rode jas’.")
    expect(summary).to_contain_text("Deze kwestie kan beter bij je collega of een ander.")
    picture(amina, "both-sides", "nabij-matter-person")
    assert not Record.objects.filter(kind="named_party").exists()
    amina.get_by_label("Naam").fill("Sam Kok")
    amina.get_by_role("button", name="Bewaar in de kluis").click()
    expect(amina.locator(PANEL).get_by_role("button", name="Kijk of dit vaker speelt")).to_be_visible()
    at_matter(bram, site, scene.third, scene.brams)
    told = bram.locator(f"{PANEL} [data-both-sides]")
    expect(told).to_contain_text("Deze inbrenger wordt in een andere kwestie genoemd.")
    assert "Blauwe fiets" not in told.inner_text()
    picture(bram, "told-pair", PANEL)
    assert axe_violations(bram) == []
    # asked once: a later opening tells it again from the notes
    at_matter(bram, site, scene.third, scene.brams)
    expect(told).to_be_visible()
    assert Asked.objects.filter(verb="compare_sides", counsellor__name="Bram").count() == 1
    # where the matter is shared with him all the same, his own browser says so before he reads on
    at_matter(amina, site, scene.first, scene.aminas)
    ask_to_share(amina, "alles, ook van eerder")
    amina.get_by_role("button", name="Deel", exact=True).click()
    expect(amina.get_by_role("button", name="Trek in wat Bram mag zien")).to_be_visible()
    at_matter(bram, site, scene.first, scene.brams)
    expect(told).to_contain_text("Je steunt hier al de andere kant")
    expect(told.get_by_role("link", name="Groene deur")).to_be_visible()
    expect(told).to_contain_text("Vraag Amina om het delen in te trekken.")
    assert axe_violations(bram) == []
    picture(bram, "reads-along", PANEL)


def test_a_colleague_who_supports_the_other_side_later_is_noticed_a_month_on(scene: Scene, matcher: None) -> None:
    assert matcher is None
    amina, bram, site = scene.amina, scene.bram, scene.site
    at_matter(amina, site, scene.second, scene.aminas)
    named(amina, "Els Bakker")
    told = bram.locator(f"{PANEL} [data-both-sides]")
    questions = Asked.objects.filter(verb="compare_sides", counsellor__name="Bram")
    with bram.expect_response("**/kanten.json"):
        at_matter(bram, site, scene.third, scene.brams)
    at_matter(amina, site, scene.first, scene.aminas)
    named(amina, "Sam Kok")
    at_matter(bram, site, scene.third, scene.brams)
    bram.wait_for_load_state("networkidle")
    expect(told).to_have_count(0)
    assert questions.count() == 1
    bram.clock.set_system_time(datetime.now(UTC) + timedelta(days=31))
    at_matter(bram, site, scene.third, scene.brams)
    expect(told).to_contain_text("Deze inbrenger wordt in een andere kwestie genoemd.")
    assert questions.count() == 2


def test_a_slip_of_the_pen_is_a_hint_among_ones_own_and_one_visitor_can_be_said_to_be_one(
    scene: Scene, matcher: None
) -> None:
    assert matcher is None
    amina, bram, site = scene.amina, scene.bram, scene.site
    at_matter(amina, site, scene.second, scene.aminas)
    named(amina, "Piet Janssen")
    at_matter(amina, site, scene.first, scene.aminas)
    named(amina, "Piet Jansen")
    assert found(amina) == "nothing"
    hint = amina.locator(f"{PANEL} [data-alike]")
    expect(hint.get_by_role("link", name="Rode jas")).to_be_visible()
    picture(amina, "hint", PANEL)
    hint.get_by_role("link").click()
    expect(amina.get_by_role("heading", level=1)).to_have_text("Rode jas")
    named(amina, "Piet Jansen")
    at_matter(bram, site, scene.third, scene.brams)
    named(bram, "Piet Jansen")
    assert found(bram) == "enough"
    amina.locator(PANEL).get_by_role("button", name="Kwam deze inbrenger eerder bij jou?").click()
    amina.get_by_label("Dit is dezelfde inbrenger als in").select_option(label="Blauwe fiets")
    picture(amina, "same-visitor", PANEL)
    amina.locator(PANEL).get_by_role("button", name="Bewaar").click()
    expect(amina.locator(PANEL)).to_contain_text("Telt mee als dezelfde inbrenger")
    assert found(bram) == "nothing"


def test_who_gave_each_counsellor_another_name_counts_once_by_a_number_in_common(scene: Scene, matcher: None) -> None:
    assert matcher is None
    amina, bram, site = scene.amina, scene.bram, scene.site
    three_named(scene)
    at_matter(amina, site, scene.first, scene.aminas)
    assert found(amina) == "enough"
    # the visitor of Amina's other matter and the one of Bram are one, under two names
    at_matter(bram, site, scene.third, scene.brams)
    write_number(bram, "06-12345678")
    at_matter(amina, site, scene.first, scene.aminas)
    assert found(amina) == "enough"
    at_matter(amina, site, scene.second, scene.aminas)
    write_number(amina, "+31 6 1234 5678")
    at_matter(amina, site, scene.first, scene.aminas)
    assert found(amina) == "nothing"
    assert Token.objects.values("handle").distinct().count() == 3
    at_pair(amina, site, scene.organisation, scene.aminas)
    expect(amina.get_by_text("mogelijk dezelfde inbrenger")).to_be_visible()
    rows = repr(list(Token.objects.values())) + repr([bytes(one.sealed) for one in Record.objects.all()])
    assert "12345678" not in rows
