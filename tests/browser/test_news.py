"""What an inbrenger does is new on *Vandaag*, on every device, until it is opened; and a question half typed stays."""

from playwright.sync_api import Page, expect

from nabij.contact.models import Conversation
from nabij.sealed.models import Vault
from nabij_demo.sealing import DemoVault
from tests.browser.pictures import both_widths
from tests.browser.sealed_practice import give_vault, open_vault
from tests.browser.sharing_hands import share
from tests.browser.surroundings import Open, Site
from tests.browser.talk_hands import begin, come_back, comes_back, take_on, talk_under_way, the_pair_is_there
from tests.personas import Personas


def _today(page: Page, site: Site, vault: DemoVault) -> None:
    page.goto(f"{site.workspace}/vandaag/")
    open_vault(page, vault)


def _writes_back(page: Page, site: Site, words: str) -> None:
    come_back(page, site, words)
    page.get_by_label("Schrijf terug").fill("Dank je, bel maar.")
    page.locator("[data-talk-write]").get_by_role("button", name="Verstuur").click()
    expect(page.locator("[data-talk-messages] li")).to_have_count(3)
    page.get_by_text("Iets laten veranderen of wissen").click()
    page.get_by_label("Er staat iets dat niet klopt").check()
    page.get_by_role("button", name="Vraag dit").click()
    expect(page.locator("[data-talk-messages] li")).to_have_count(4)


def test_who_waits_at_the_door_is_counted_and_what_comes_after_is_new_on_every_device_until_it_is_opened(
    open_context: Open, people: Personas, site: Site
) -> None:
    vault = the_pair_is_there(people)
    visitor = open_context().new_page()
    words = begin(visitor, site)
    amina = open_context(people.amina).new_page()
    _today(amina, site, vault)
    expect(amina.locator("[data-part=intro]")).to_have_text("Eén mens wacht op jou.")
    take_on(amina, site, vault)
    amina.get_by_role("link", name="Vandaag").first.click()
    expect(amina.locator("[data-part=intro]")).to_have_text("Niemand wacht op jou. Eén denkt er zelf nog over na.")
    row = amina.locator("nabij-today a.matter", has_text="Rode fiets")
    expect(row).not_to_contain_text("Antwoorden")
    _writes_back(visitor, site, words)
    for page in (amina, open_context(people.amina).new_page()):
        _today(page, site, vault)
        news = page.locator("[data-news]")
        expect(news).to_contain_text("Vraagt: er staat iets dat niet klopt. Schreef terug.")
        # once: where it is new, and not again by its turn
        expect(page.locator(".new-mark")).to_have_count(1)
        expect(page.locator("nabij-today a.matter", has_text="Rode fiets")).to_have_count(1)
        expect(page.locator("[data-part=intro]")).to_have_text("Eén mens wacht op jou.")
    both_widths(amina, "news-today")
    # the other device opens it
    news.click()
    talk = page.locator("nabij-matter-talk")
    expect(talk.locator("li .new-mark")).to_have_count(2)
    both_widths(page, "news-matter")
    _today(amina, site, vault)
    expect(amina.locator("nabij-today a.matter", has_text="Rode fiets")).to_have_count(1)
    expect(amina.locator("[data-news], .new-mark")).to_have_count(0)


def test_what_is_new_where_a_colleague_reads_along_is_told_apart_and_asks_no_answer(
    open_context: Open, people: Personas, site: Site
) -> None:
    talk = talk_under_way(open_context, people, site)
    share(talk.amina, "alles, ook van eerder")
    brams = give_vault(people.bram)
    # whoever reads along compared the digits too
    Vault.objects.filter(user=people.bram).update(bundle=brams.bundle({talk.vault.user: talk.vault.own.public}))
    bram = open_context(people.bram).new_page()
    _today(bram, site, brams)
    visitor = comes_back(talk, site)
    visitor.get_by_label("Schrijf terug").fill("Dank je, bel maar.")
    visitor.locator("[data-talk-write]").get_by_role("button", name="Verstuur").click()
    expect(visitor.locator("[data-talk-messages]")).to_contain_text("Dank je, bel maar.")
    _today(bram, site, brams)
    along = bram.locator("section[aria-labelledby=news-along]")
    expect(along.get_by_role("heading", name="Nieuw waar je meeleest")).to_be_visible()
    expect(along).to_contain_text("Schreef terug.")
    expect(along).to_contain_text("Amina antwoordt, niet jij.")
    expect(bram.locator("section[aria-labelledby=news]")).to_have_count(0)
    both_widths(bram, "news-along")
    along.get_by_role("link").first.click()
    expect(bram.locator("nabij-matter-talk")).to_contain_text("Dank je, bel maar.")
    _today(bram, site, brams)
    expect(bram.locator("section[aria-labelledby=news-along]")).to_have_count(0)


def test_a_question_that_was_half_typed_comes_back_after_a_lock_and_is_asked_once(
    open_context: Open, people: Personas, site: Site
) -> None:
    vault = the_pair_is_there(people)
    visitor = open_context().new_page()
    begin(visitor, site)
    amina = open_context(people.amina).new_page()
    take_on(amina, site, vault)
    amina.get_by_role("button", name="Vraag of je iets mag zeggen").click()
    amina.get_by_label("Aan wie?").fill("de bestuurder")
    amina.get_by_label("Wat vraag je aan de inbrenger?").fill("Mag ik zeggen dat er iets speelt?")
    expect(amina.get_by_text("Concept bewaard")).to_be_visible()
    amina.goto(f"{site.workspace}/kwesties/{Conversation.objects.get().pk}/")
    open_vault(amina, vault)
    offered = amina.locator("[data-part=drafts]")
    expect(offered).to_contain_text("een vraag aan de inbrenger")
    both_widths(amina, "question-kept")
    offered.get_by_role("button", name="Verder schrijven").click()
    expect(amina.get_by_label("Aan wie?")).to_have_value("de bestuurder")
    expect(amina.get_by_label("Wat vraag je aan de inbrenger?")).to_have_value("Mag ik zeggen dat er iets speelt?")
    amina.get_by_role("button", name="Vraag het").dblclick()
    expect(amina.locator("[data-ask]")).to_have_count(1)
    amina.reload()
    open_vault(amina, vault)
    expect(amina.locator("[data-ask]")).to_have_count(1)
    expect(offered).not_to_contain_text("een vraag aan de inbrenger")
