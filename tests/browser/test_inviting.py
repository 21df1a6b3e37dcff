"""Uitnodigen in two browsers: a code on paper, seven words of the visitor's own, and a conversation of the door."""

import re

from django.db import connection
from playwright.sync_api import Page, Route, expect

from nabij.contact.invitations import VisitorCode
from nabij.contact.models import Addressed, Conversation
from nabij.matters.models import Matter, Share
from nabij_demo.sealing import DemoVault
from tests.browser.door_hands import at, onward
from tests.browser.pictures import both_widths, picture
from tests.browser.sealed_practice import FIRST_NOTE, give_vault, keep_matter, open_vault, planned, store_vault
from tests.browser.sharing_hands import digits_of, share
from tests.browser.surroundings import Open, Site, ready
from tests.browser.talk_hands import come_back, it_rose, seven_words, watch_progress
from tests.contact.doors import confirm
from tests.contact.test_texts_unread import sentences
from tests.personas import Personas

ANSWER = "Fijn dat je er bent, kanarie."


def open_matter(
    open_context: Open, people: Personas, site: Site, *compared: DemoVault
) -> tuple[Page, DemoVault, Matter]:
    vault = give_vault(people.amina)
    matter = keep_matter(people, vault, planned())
    store_vault(people.amina, vault, *compared)
    page = open_context(people.amina).new_page()
    page.goto(f"{site.workspace}/kwesties/{matter.pk}/")
    open_vault(page, vault)
    return page, vault, matter


def make_code(amina: Page) -> str:
    """The code on the slip that Amina hands over."""
    amina.get_by_role("button", name="Maak een code").dblclick()
    code = amina.locator(".slip .code span").inner_text()
    assert re.fullmatch(r"([0-9A-Z]{4}-){4}[0-9A-Z]{4}", code)
    return code


def prints_only_the_slip(amina: Page) -> None:
    """What the printer gets names nobody and tells nothing of the matter."""
    amina.evaluate(
        "window.print = () => { window.printed = [document.title, document.documentElement.dataset.printing] }"
    )
    amina.get_by_role("button", name="Druk het briefje af").click()
    assert amina.evaluate("window.printed") == ["Papier", "slip"]
    assert amina.title() != "Papier"
    amina.evaluate("document.documentElement.dataset.printing = 'slip'")
    amina.emulate_media(media="print")
    expect(amina.locator(".slip .code")).to_be_visible()
    for hidden in ("h1", "nabij-matter-words", "nabij-matter-person", "nabij-matter-timeline"):
        expect(amina.locator(hidden).first).to_be_hidden()
    picture(amina, "code-paper")
    amina.emulate_media(media="screen")
    amina.evaluate("delete document.documentElement.dataset.printing")


def use_code(page: Page, site: Site, code: str) -> str:
    """What the visitor does with it on their own phone; their seven words."""
    page.goto(site.visitor)
    ready(page)
    page.get_by_role("link", name="Ik kreeg een code").click()
    page.get_by_label("Je code").fill(code.lower().replace("-", " "))
    page.get_by_role("button", name="Kijk van wie de code is").click()
    at(page, "who")
    expect(page.locator("[data-code-who]")).to_contain_text("Amina")
    expect(page.locator("[data-code-digits]")).to_have_text(digits_of("Amina"))
    both_widths(page, "code-who")
    onward(page)
    at(page, "between")
    both_widths(page, "code-between")
    onward(page)
    at(page, "make")
    both_widths(page, "code-make")
    page.get_by_role("button", name="Maak mijn zeven woorden").dblclick()
    words = seven_words(page)
    both_widths(page, "code-words")
    page.get_by_role("button", name="Ik heb ze opgeschreven").click()
    expect(page.locator("[data-talk-turn]")).to_contain_text("Je vertrouwenspersoon moet dit gesprek eerst openen")
    expect(page.get_by_label("Stuur een bestand mee")).to_be_hidden()
    expect(page.get_by_role("button", name="Spreek iets in")).to_be_hidden()
    expect(page.get_by_label("Schrijf terug")).to_be_hidden()
    # there is a matter, of which nothing can be read yet
    expect(page.locator("[data-talk-register]")).to_contain_text("Wat er is geteld, lees je hier als")
    expect(page.locator("[data-talk-register]")).not_to_contain_text("nog niets geteld")
    expect(page.locator("[data-talk-notes]")).to_contain_text("de naam van iemand over wie je vertelde")
    both_widths(page, "code-waits")
    return words


def let_in(amina: Page, site: Site, vault: DemoVault) -> None:
    amina.goto(f"{site.workspace}/vandaag/")
    open_vault(amina, vault)
    expect(amina.locator("section[aria-labelledby=answered]")).to_be_visible()
    both_widths(amina, "code-today")
    amina.locator("section[aria-labelledby=answered] a").click()
    expect(amina.locator("nabij-matter-invite")).to_contain_text("Iemand gebruikte je code")
    both_widths(amina, "code-answered")
    amina.get_by_role("button", name="Open het gesprek").dblclick()
    talk = amina.locator("nabij-matter-talk")
    expect(talk).to_contain_text("met jouw code: de sleutel is nagegaan")
    expect(amina.locator("nabij-matter-invite")).to_be_hidden()
    talk.get_by_label("Antwoord").fill(ANSWER)
    talk.get_by_role("button", name="Verstuur").click()
    expect(talk.locator("li.own")).to_have_count(1)
    both_widths(amina, "code-talk")


def tells_more(page: Page) -> None:
    """Somebody who was spoken with before is not called anonymous, and tells their number here for the first time."""
    known = page.locator("door-known")
    expect(known).to_contain_text("Maar jullie spraken elkaar al")
    known.locator("summary").click()
    expect(known.get_by_label("Weet ik niet")).to_be_checked()
    known.get_by_label("Telefoon").fill("06 12345678")
    known.get_by_role("button", name="Kijk het eerst na").click()
    expect(known).to_contain_text("Met dit nummer ben je niet meer anoniem.")
    known.get_by_role("button", name="Ja, vertel dit").dblclick()
    expect(known.locator("[data-known-standing]")).to_contain_text("ben je toch niet anoniem", timeout=20_000)


def test_who_came_by_phone_gets_words_of_their_own_and_talks_on_here(
    open_context: Open, people: Personas, site: Site
) -> None:
    amina, vault, _ = open_matter(open_context, people, site)
    code = make_code(amina)
    both_widths(amina, "code-slip")
    prints_only_the_slip(amina)
    visitor = open_context(width=360).new_page()
    words = use_code(visitor, site, code)
    let_in(amina, site, vault)
    other = open_context().new_page()
    come_back(other, site, words)
    expect(other.locator("[data-talk-messages]")).to_contain_text(ANSWER, timeout=20_000)
    assert FIRST_NOTE not in other.content()
    other.get_by_label("Schrijf terug").fill("Dank je.")
    other.locator("[data-talk-write]").get_by_role("button", name="Verstuur").click()
    expect(other.locator("[data-talk-messages] li")).to_have_count(2)
    tells_more(other)
    amina.reload()
    open_vault(amina, vault)
    expect(amina.locator("nabij-matter-talk")).to_contain_text("Dank je.")
    expect(amina.locator("nabij-matter-talk")).to_contain_text("met een nummer of adres niet anoniem")
    if connection.vendor == "sqlite":
        rows = "".join(connection.connection.iterdump())
        assert code not in rows
        assert code.replace("-", "") not in rows
        assert ANSWER not in rows


def test_keys_that_the_server_puts_in_between_are_told_and_open_nothing(
    open_context: Open, people: Personas, site: Site
) -> None:
    amina, vault, matter = open_matter(open_context, people, site)
    code = make_code(amina)
    use_code(open_context().new_page(), site, code)
    between = give_vault(people.bram).own.public
    Conversation.objects.update(recipient=between.recipient, sign=between.sign)
    amina.reload()
    open_vault(amina, vault)
    amina.get_by_role("button", name="Open het gesprek").click()
    expect(amina.locator("nabij-matter-invite [role=alert]")).to_contain_text("hoort niet bij jouw code")
    both_widths(amina, "code-refused")
    expect(amina.locator("nabij-matter-talk")).to_be_hidden()
    amina.get_by_role("button", name="Trek de code in").click()
    expect(amina.get_by_role("button", name="Maak een code")).to_be_visible()
    assert (Conversation.objects.count(), VisitorCode.objects.count()) == (0, 0)
    assert Matter.objects.filter(pk=matter.pk).exists()


def test_a_code_that_is_sent_before_its_scripts_are_here_is_looked_up_once_they_are(
    open_context: Open, people: Personas, site: Site
) -> None:
    amina, _, _ = open_matter(open_context, people, site)
    code = make_code(amina)
    page = open_context().new_page()
    held: list[Route] = []
    page.route("**/door/door-code.js", lambda route: held.append(route))
    page.goto(f"{site.visitor}/code/", wait_until="commit")
    ready(page)
    page.get_by_label("Je code").fill(code)
    page.get_by_role("button", name="Kijk van wie de code is").click()
    expect(page.get_by_label("Je code")).to_have_value(code)
    held[0].continue_()
    at(page, "who")
    expect(page.locator("[data-code-who]")).to_contain_text("Amina")


def test_a_link_brings_the_code_along_and_one_that_is_used_or_wrong_is_told(
    open_context: Open, people: Personas, site: Site
) -> None:
    amina, _, _ = open_matter(open_context, people, site)
    code = make_code(amina)
    page = open_context(width=360).new_page()
    page.goto(f"{site.visitor}/code/?taal=en#u={code}")
    ready(page)
    expect(page.get_by_label("Your code")).to_have_value(code)
    page.get_by_label("Your code").fill("ABCD")
    page.get_by_role("button", name="See whose code it is").click()
    expect(page.locator("[data-code-trouble]:visible")).to_contain_text("not a whole code")
    page.get_by_label("Your code").fill(code[:-4] + "0000")
    page.get_by_role("button", name="See whose code it is").click()
    expect(page.locator("[data-code-trouble]:visible")).to_contain_text("does not work")
    both_widths(page, "code-wrong")
    VisitorCode.objects.update(offer="A" * 43 + "=")
    page.get_by_label("Your code").fill(code)
    page.get_by_role("button", name="See whose code it is").click()
    expect(page.locator("[data-code-trouble]:visible")).to_contain_text("Stop here")
    assert not Conversation.objects.exists()


def look_up(page: Page, code: str, *, field: str = "Je code", button: str = "Kijk van wie de code is") -> None:
    page.get_by_label(field).fill(code)
    page.get_by_role("button", name=button).click()
    at(page, "who")
    onward(page)
    at(page, "between")


def test_what_the_law_asks_is_read_before_the_words_once_it_is_known_whose_code_it_is(
    open_context: Open, people: Personas, site: Site
) -> None:
    confirm(people, people.organisation, "nl")
    amina, _, _ = open_matter(open_context, people, site)
    code = make_code(amina)
    told = sentences(people.organisation.sector, "nl")
    page = open_context(width=360).new_page()
    page.goto(f"{site.visitor}/code/")
    ready(page)
    page.get_by_role("link", name="Wat gebeurt er met mijn verhaal?").click()
    at(page, "between")
    law, lawless = page.locator("[data-code-law]"), page.locator("p[data-code-lawless]")
    expect(law).to_be_hidden()
    expect(lawless).to_contain_text("Typ eerst je code")
    both_widths(page, "code-between-before")
    page.get_by_role("button", name="Naar mijn code").click()
    at(page, "start")
    look_up(page, code)
    expect(lawless).to_be_hidden()
    for sentence in told:
        expect(law).to_contain_text(sentence)
    both_widths(page, "code-law")
    expect(page.get_by_role("link", name="Ik heb nu hulp nodig").locator("visible=true")).to_have_count(1)
    onward(page)
    at(page, "make")
    # the page in English has no text that was looked over: the Dutch one, and it says that it is Dutch
    page.goto(f"{site.visitor}/code/?taal=en")
    ready(page)
    look_up(page, code, field="Your code", button="See whose code it is")
    expect(page.locator("[data-code-law-text]")).to_have_attribute("lang", "nl")
    expect(page.locator("[data-code-law]")).to_contain_text(told[-1])


def test_a_text_of_the_law_that_nobody_looked_over_is_not_read_by_who_has_a_code(
    open_context: Open, people: Personas, site: Site
) -> None:
    amina, _, _ = open_matter(open_context, people, site)
    code = make_code(amina)
    page = open_context().new_page()
    page.goto(f"{site.visitor}/code/")
    ready(page)
    look_up(page, code)
    expect(page.locator("[data-code-law]")).to_be_hidden()
    expect(page.locator("p[data-code-lawless]")).to_contain_text("Vraag je vertrouwenspersoon wat er voor jou geldt")
    onward(page)
    at(page, "make")


def choose_bram(open_context: Open, people: Personas, site: Site, *, compared: bool) -> tuple[Page, str]:
    """Somebody chose with Amina's code that Bram may answer in her place, and was let in; their page and words."""
    bram = give_vault(people.bram)
    store_vault(people.bram, bram)
    amina, vault, _ = open_matter(open_context, people, site, *([bram] if compared else []))
    code = make_code(amina)
    page = open_context(width=360).new_page()
    page.goto(f"{site.visitor}/code/")
    ready(page)
    look_up(page, code)
    onward(page)
    at(page, "make")
    expect(page.get_by_role("group", name="En als Amina er niet is?")).to_be_visible()
    expect(page.get_by_label("Dan wacht ik. Alleen Amina mag het lezen.")).to_be_checked()
    page.get_by_label("Dan mag Bram antwoorden.").check()
    both_widths(page, "code-standby")
    watch_progress(page)
    page.get_by_role("button", name="Maak mijn zeven woorden").click()
    words = seven_words(page)
    it_rose(page, "Even geduld. Je browser maakt een slot voor je.")
    amina.reload()
    open_vault(amina, vault)
    expect(amina.locator("nabij-matter-invite")).to_contain_text("ben jij er niet, dan mag een collega antwoorden")
    both_widths(amina, "code-answered-standby")
    amina.get_by_role("button", name="Open het gesprek").click()
    expect(amina.locator("nabij-matter-talk")).to_contain_text("met jouw code: de sleutel is nagegaan")
    come_back(page, site, words)
    return page, words


def test_who_has_a_code_chooses_at_the_start_that_a_colleague_may_answer_and_their_browser_does_it(
    open_context: Open, people: Personas, site: Site
) -> None:
    page, words = choose_bram(open_context, people, site, compared=True)
    expect(page.locator("[data-talk-holders]")).to_contain_text("Bram: mag invallen", timeout=20_000)
    expect(page.locator("door-away")).to_be_hidden()
    (stands,) = Addressed.objects.all()
    assert (stands.counsellor, stands.standby) == (people.bram, True)
    both_widths(page, "code-stands-by")
    again = open_context().new_page()
    come_back(again, site, words)
    expect(again.locator("[data-talk-holders]")).to_contain_text("Bram: mag invallen", timeout=20_000)


def is_stopped(page: Page, site: Site, code: str) -> None:
    page.goto(f"{site.visitor}/code/")
    ready(page)
    page.get_by_label("Je code").fill(code)
    page.get_by_role("button", name="Kijk van wie de code is").click()
    trouble = page.locator("[data-code-trouble]:visible")
    expect(trouble).to_contain_text("Stop hier.")
    expect(trouble).to_contain_text("Er is niets verstuurd.")


def test_somebody_else_under_the_name_that_the_counsellor_vouched_for_is_refused_in_plain_words(
    open_context: Open, people: Personas, site: Site
) -> None:
    amina, _, _ = open_matter(open_context, people, site, give_vault(people.bram))
    code = make_code(amina)
    lie = str(people.carla.pk)
    page = open_context().new_page()
    # somebody whom the counsellor never named
    page.add_init_script(
        f"""const read = Response.prototype.json;
        Response.prototype.json = async function () {{
          const found = await read.call(this);
          return this.url.endsWith("/code/openen.json") ? {{ ...found, other: "{lie}" }} : found;
        }};"""
    )
    is_stopped(page, site, code)
    # somebody under the name of who was named
    VisitorCode.objects.update(others=[{"id": lie, "name": "Bram"}])
    is_stopped(open_context().new_page(), site, code)
    assert not VisitorCode.objects.get().answer


def test_a_colleague_whose_keys_the_counsellor_did_not_compare_is_let_in_after_one_more_question(
    open_context: Open, people: Personas, site: Site
) -> None:
    page, _ = choose_bram(open_context, people, site, compared=False)
    away = page.locator("door-away")
    expect(away).to_contain_text("We konden niet nakijken of dit echt Bram is", timeout=20_000)
    assert not Addressed.objects.exists()
    both_widths(page, "code-stands-by-asked")
    away.get_by_role("button", name="Kies Bram").click()
    expect(away.get_by_role("heading", name="Mag Bram alles lezen?")).to_be_focused()
    away.get_by_role("button", name="Ja, Bram mag dit lezen").click()
    expect(page.locator("[data-talk-holders]")).to_contain_text("Bram: mag invallen", timeout=20_000)
    expect(away).to_be_hidden()
    assert Addressed.objects.get().standby


def test_what_was_heard_before_there_were_words_is_read_here_and_taken_back(
    open_context: Open, people: Personas, site: Site
) -> None:
    store_vault(people.bram, give_vault(people.bram))
    amina, vault, matter = open_matter(open_context, people, site)
    share(amina, "alles, ook van eerder")
    code = make_code(amina)
    page = open_context(width=360).new_page()
    words = use_code(page, site, code)
    amina.reload()
    open_vault(amina, vault)
    amina.get_by_role("button", name="Open het gesprek").click()
    expect(amina.locator("nabij-matter-talk")).to_contain_text("met jouw code: de sleutel is nagegaan")
    expect(amina.get_by_role("button", name="Trek in wat Bram mag zien")).to_be_visible()
    expect(amina.locator("body")).to_contain_text("Opnieuw vastgelegd, zodat de inbrenger het ook ziet")
    both_widths(amina, "code-heard-amina")
    come_back(page, site, words)
    heard = page.locator("[data-heard]")
    expect(heard).to_have_count(1, timeout=20_000)
    expect(heard).to_contain_text(re.compile("Amina schreef op .* op dat jij ja zei in een gesprek"))
    expect(heard).to_contain_text("Bram leest alles mee, ook van eerder.")
    expect(heard).to_contain_text("Zei je dit niet? Trek het dan in.")
    expect(page.locator("[data-talk-unchecked]")).to_be_hidden()
    expect(page.locator("[data-talk-holders] li")).to_contain_text(
        [f"{who}: kan lezen wat er is" for who in ("Jij", "Amina", "Bram")]
    )
    both_widths(page, "code-heard")
    heard.get_by_role("button", name="Trek in").click()
    page.get_by_role("button", name="Trek mijn toestemming in").click()
    expect(heard).to_contain_text("Je trok dit in op", timeout=20_000)
    assert not Share.objects.filter(matter=matter, withdrawn=False).exists()
