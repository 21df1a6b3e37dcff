"""The page of repetition in a real browser: empty, with something that stands out, on a phone and on paper."""

import re

import pytest
from playwright.sync_api import Page, expect

from nabij.kit.clock import this_month
from nabij.kit.months import add_months
from nabij.matters.models import Matter
from tests.browser.pictures import picture
from tests.browser.sealed_practice import SLOW, give_vault, keep_matter, open_vault, planned, store_vault
from tests.browser.surroundings import Open, Site, axe_violations, ready
from tests.patterns.test_repetition_page import repeated
from tests.personas import Personas


@pytest.mark.parametrize("width", [1280, 360])
def test_what_stands_out_leads_to_ones_own_matters(
    open_context: Open, people: Personas, site: Site, width: int
) -> None:
    page = open_context(people.amina, width=width, bypass_csp=True).new_page()
    page.goto(f"{site.workspace}/organisaties/{people.organisation.pk}/")
    ready(page)
    page.get_by_role("link", name="Herhaling: waar kwamen").click()
    expect(page.get_by_text("Te klein om iets te zeggen.")).to_be_visible()
    picture(page, f"repetition-empty-{width}")
    mine, _ = repeated(people)
    page.reload()
    ready(page)
    expect(page.get_by_role("heading", name="Pesten: Noord")).to_be_visible()
    expect(page.get_by_role("heading", name="Wat het kan betekenen")).to_be_visible()
    assert axe_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    picture(page, f"repetition-found-{width}")
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", name="Pesten: Noord")).to_be_visible()
    picture(page, f"repetition-print-{width}")
    page.emulate_media(media="screen")
    page.get_by_role("link", name="Kwestie van").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/kwesties/{mine.pk}/")


def test_with_an_open_vault_ones_own_matters_go_by_their_alias(
    open_context: Open, people: Personas, site: Site
) -> None:
    repeated(people)
    vault = give_vault(people.amina)
    kept = keep_matter(people, vault, planned("Rode fiets"))
    store_vault(people.amina, vault)
    where = {"unit": people.unit, "opened_month": add_months(this_month(), -2)}
    Matter.objects.filter(pk=kept.pk).update(**where)
    page = open_context(people.amina, width=360, bypass_csp=True).new_page()
    address = f"/patronen/{people.organisation.pk}/herhaling/"
    page.goto(f"{site.workspace}{address}")
    ready(page)
    # shut, the month is all that the server knows
    expect(page.get_by_role("link", name="Rode fiets")).to_have_count(0)
    expect(page.locator(f"a[data-matter='{kept.pk}']")).to_contain_text("Kwestie van")
    page.goto(f"{site.workspace}/vandaag/")
    open_vault(page, vault)
    page.get_by_role("link", name="Organisaties").click()
    page.wait_for_url("**/organisaties/")
    page.get_by_role("link", name=people.organisation.name).click()
    page.get_by_role("link", name="Herhaling: waar kwamen").click()
    expect(page.get_by_role("link", name="Rode fiets")).to_be_visible()
    assert axe_violations(page) == []
    picture(page, "repetition-aliases-360")
    page.get_by_role("button", name="Nu sluiten").click()
    expect(page.get_by_role("link", name="Rode fiets")).to_have_count(0)


def test_a_signal_that_begins_here_takes_along_why_where_when_and_ones_own_matters(
    open_context: Open, people: Personas, site: Site
) -> None:
    repeated(people)
    vault = give_vault(people.amina)
    kept, _ = (keep_matter(people, vault, planned(alias)) for alias in ("Rode fiets", "Blauwe fiets"))
    store_vault(people.amina, vault)
    where = {"unit": people.unit, "opened_month": add_months(this_month(), -2)}
    Matter.objects.filter(pk=kept.pk).update(**where)
    page = open_context(people.amina, bypass_csp=True).new_page()
    page.goto(f"{site.workspace}/vandaag/")
    open_vault(page, vault)
    page.get_by_role("link", name="Organisaties").click()
    page.get_by_role("link", name=people.organisation.name).click()
    page.get_by_role("link", name="Herhaling: waar kwamen").click()
    page.get_by_role("region", name="Pesten: Noord").get_by_role("link", name="Begin een signaal").click()
    page.wait_for_url("**/signalen/nieuw/")
    begin_with_what_is_carried(page)
    what_was_carried_is_written(page)
    # once: a signal that begins elsewhere takes nothing of it along
    page.get_by_role("link", name="Signalen").first.click()
    page.get_by_role("link", name="Nieuw signaal").click()
    expect(page.get_by_label("Herhaling rond een plek", exact=True)).not_to_be_checked()
    expect(page.locator("[data-part=carried]")).to_have_count(0)


def begin_with_what_is_carried(page: Page) -> None:
    """The reason is chosen already, and what was taken along is said."""
    carried = page.locator("[data-part=carried]")
    expect(carried).to_contain_text("Overgenomen van Herhaling.")
    expect(page.get_by_label("Herhaling rond een plek", exact=True)).to_be_checked()
    picture(page, "repetition-carried-1280")
    assert axe_violations(page) == []
    page.get_by_role("button", name="Begin", exact=True).click()
    page.get_by_role("button", name="Begin te schrijven").click()


def what_was_carried_is_written(page: Page) -> None:
    """One's own matter, why, where and when stand in the first step, and in the weighing after that."""
    step = page.get_by_role("region", name="Wat je ziet", exact=True)
    expect(step.get_by_label("Rode fiets", exact=True)).to_be_checked(timeout=SLOW)
    expect(step.get_by_label("Blauwe fiets", exact=True)).not_to_be_checked()
    expect(step.get_by_label("Wat zie je?")).to_have_value(
        re.compile("^Op Herhaling valt op: pesten, Noord, van .* tot en met ")
    )
    picture(page, "repetition-carried-noticed-1280")
    step.get_by_role("button", name="Bewaar", exact=True).click()
    weighing = page.get_by_role("region", name="Wegen met een collega", exact=True)
    expect(weighing.get_by_label("Herhaling", exact=True)).to_have_value(
        re.compile("^Op Herhaling valt op"), timeout=SLOW
    )
