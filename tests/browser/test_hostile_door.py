"""A server that lies to a visitor: what is left out, replayed, exchanged, forged or older is told in plain words."""

from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from nabij.contact.models import Conversation
from nabij.sealed.models import Record
from tests.browser.door_hands import STORY, answer_step
from tests.browser.pictures import both_widths
from tests.browser.sharing_hands import hear_the_digits
from tests.browser.surroundings import Open, Site, axe_violations
from tests.browser.talk_hands import begin, come_back, take_on, the_pair_is_there
from tests.personas import Personas

GONE = "Let op. Er is iets weg of veranderd in dit gesprek."
SHUT = "Let op. Je gesprek gaat niet open. Er is iets weg of veranderd, en niet door jou."
FORGED = "Let op. Er staat een toestemming die niet van jou is, of er ontbreekt er een."
SECOND, THIRD = "En nog iets.", "En dit is het laatste."
LATER = 20_000
SHARING = Path(__file__).parents[2] / "src" / "nabij" / "browser" / "day" / "sharing.js"

# every answer with the conversation comes with its records and manifests in the opposite order
TURNED = """() => {
  const real = globalThis.fetch;
  globalThis.fetch = async (...asked) => {
    const answer = await real(...asked);
    if (!String(asked[0]).includes("openen.json")) return answer;
    const { records, manifests, ...rest } = await answer.json();
    const turned = { ...rest, records: records.reverse(), manifests: manifests.reverse() };
    return new Response(JSON.stringify(turned), { headers: { "Content-Type": "application/json" } });
  };
}"""


def write(page: Page, text: str) -> None:
    page.get_by_label("Schrijf terug").fill(text)
    page.locator("[data-talk-write]").get_by_role("button", name="Verstuur").click()
    expect(page.locator("[data-talk-messages]")).to_contain_text(text, timeout=LATER)


def three_messages(page: Page, site: Site) -> str:
    """Somebody in their own conversation who wrote three times; their words."""
    words = begin(page, site)
    answer_step(page, "words")
    expect(page.locator("[data-talk-messages]")).to_contain_text(STORY, timeout=LATER)
    for text in (SECOND, THIRD):
        write(page, text)
    return words


def told(page: Page, sentence: str) -> None:
    """In plain words, what to do included, and never as something to try once more."""
    trouble = page.locator("[data-talk-trouble]")
    expect(trouble).to_contain_text(sentence, timeout=LATER)
    expect(trouble).to_contain_text("Bel je vertrouwenspersoon.")
    expect(trouble).not_to_contain_text("Probeer het")
    expect(trouble).to_be_focused()
    expect(page.locator("[data-talk-write]")).to_be_hidden()
    expect(page.locator("[data-talk-wishes]")).to_be_hidden()


def messages() -> list[Record]:
    return list(Record.objects.filter(kind="message").order_by("pk"))


def drop() -> None:
    messages()[1].delete()


def replay() -> None:
    again = messages()[1]
    again.pk, again.record_id = None, uuid4()
    again.save(force_insert=True)


def exchange() -> None:
    _, second, third = messages()
    for row, other in ((second, third), (third, second)):
        Record.objects.filter(pk=row.pk).update(sealed=other.sealed, digest=other.digest)


@pytest.mark.parametrize(
    ("lie", "read"), [(drop, [STORY, THIRD]), (replay, [STORY, SECOND, THIRD]), (exchange, [STORY])]
)
def test_a_message_that_was_dropped_replayed_or_put_elsewhere_is_told(
    open_context: Open, people: Personas, site: Site, lie: object, read: list[str]
) -> None:
    assert callable(lie)
    the_pair_is_there(people)
    words = three_messages(open_context().new_page(), site)
    lie()
    page = open_context(bypass_csp=True).new_page()
    come_back(page, site, words)
    told(page, GONE)
    expect(page.locator("[data-talk-messages] li")).to_have_count(len(read))
    for text in read:
        expect(page.locator("[data-talk-messages]")).to_contain_text(text)
    assert axe_violations(page) == []
    both_widths(page, f"hostile-{lie.__name__}")


def test_messages_in_another_order_are_shown_as_they_were_written(
    open_context: Open, people: Personas, site: Site
) -> None:
    the_pair_is_there(people)
    words = three_messages(open_context().new_page(), site)
    context = open_context()
    context.add_init_script(f"({TURNED})()")
    page = context.new_page()
    come_back(page, site, words)
    expect(page.locator("[data-talk-messages] li")).to_contain_text([STORY, SECOND, THIRD], timeout=LATER)
    expect(page.locator("[data-talk-trouble]")).to_be_hidden()


def forging(context: BrowserContext) -> None:
    """This browser writes down what it heard as if the visitor had given it themselves."""
    honest = "content: { ...heard.content }"
    source = SHARING.read_text(encoding="utf-8")
    assert source.count(honest) == 1
    body = source.replace(honest, "content: { ...heard.content, heard: false }")

    def answer(route: Route) -> None:
        route.fulfill(body=body, content_type="text/javascript")

    context.route("**/day/sharing.js", answer)


def test_a_consent_that_was_forged_in_the_visitors_name_is_told(
    open_context: Open, people: Personas, site: Site
) -> None:
    vault = the_pair_is_there(people)
    words = begin(open_context().new_page(), site)
    liar = open_context(people.amina)
    forging(liar)
    amina = liar.new_page()
    take_on(amina, site, vault)
    amina.get_by_role("button", name="Deel met een collega").click()
    amina.get_by_role("radio", name="Bram").check()
    amina.get_by_role("radio", name="alles, ook van eerder").check()
    amina.get_by_label("De inbrenger zei ja").check()
    amina.get_by_role("button", name="Deel", exact=True).click()
    hear_the_digits(amina)
    expect(amina.get_by_role("button", name="Trek in wat Bram mag zien")).to_be_visible(timeout=LATER)
    page = open_context(bypass_csp=True).new_page()
    come_back(page, site, words)
    told(page, FORGED)
    expect(page.locator("[data-talk-messages]")).to_contain_text(STORY)
    assert axe_violations(page) == []
    both_widths(page, "hostile-forged")


def the_old_note(kept: Conversation, *, under_the_new_number: bool) -> None:
    """The server puts the note to self of an earlier day back."""
    now = Conversation.objects.get()
    version = now.keepsake_version if under_the_new_number else kept.keepsake_version
    Conversation.objects.filter(pk=now.pk).update(keepsake=kept.keepsake, keepsake_version=version)


@pytest.mark.parametrize("under_the_new_number", [True, False])
def test_an_old_note_to_self_is_told_on_the_open_page(
    open_context: Open, people: Personas, site: Site, under_the_new_number: bool
) -> None:
    the_pair_is_there(people)
    page = open_context(bypass_csp=True).new_page()
    page.clock.install()
    words = three_messages(page, site)
    kept = Conversation.objects.get()
    # the page itself saw a later one
    write(page, "En nog een.")
    page.clock.fast_forward(31_000)
    other = open_context().new_page()
    come_back(other, site, words)
    expect(other.locator("[data-talk-messages] li")).to_have_count(4, timeout=LATER)
    write(other, "Van een ander apparaat.")
    the_old_note(kept, under_the_new_number=under_the_new_number)
    page.clock.fast_forward(31_000)
    told(page, GONE)
    expect(page.locator("[data-talk-messages] li")).to_have_count(4)
    assert axe_violations(page) == []
    both_widths(page, "hostile-old-note-open")


def test_an_old_note_to_self_is_told_to_who_writes(open_context: Open, people: Personas, site: Site) -> None:
    the_pair_is_there(people)
    page = open_context().new_page()
    begin(page, site)
    answer_step(page, "words")
    expect(page.locator("[data-talk-messages]")).to_contain_text(STORY, timeout=LATER)
    kept = Conversation.objects.get()
    write(page, SECOND)
    the_old_note(kept, under_the_new_number=False)
    page.get_by_label("Schrijf terug").fill(THIRD)
    page.locator("[data-talk-write]").get_by_role("button", name="Verstuur").click()
    told(page, GONE)
    assert len(messages()) == 2


def test_an_old_note_to_self_is_told_on_a_device_that_never_saw_it(
    open_context: Open, people: Personas, site: Site
) -> None:
    the_pair_is_there(people)
    page = open_context().new_page()
    words = begin(page, site)
    answer_step(page, "words")
    expect(page.locator("[data-talk-messages]")).to_contain_text(STORY, timeout=LATER)
    kept = Conversation.objects.get()
    write(page, SECOND)
    the_old_note(kept, under_the_new_number=True)
    page = open_context(bypass_csp=True).new_page()
    come_back(page, site, words)
    told(page, SHUT)
    expect(page.locator("[data-talk-open]")).to_be_hidden()
    assert axe_violations(page) == []
    both_widths(page, "hostile-old-note")
