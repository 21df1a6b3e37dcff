"""One conversation in two tabs: what is written in both arrives once, and a glimpse that was torn stops nobody."""

from playwright.sync_api import Page, expect

from nabij.sealed.models import Record
from tests.browser.door_hands import STORY, answer_step
from tests.browser.surroundings import Open, Site
from tests.browser.talk_hands import begin, come_back, the_pair_is_there
from tests.personas import Personas

# the first time that it is fetched, the messages are missing
TEAR = """() => {
  const real = globalThis.fetch;
  globalThis.glimpses = 0;
  globalThis.fetch = async (...asked) => {
    const answer = await real(...asked);
    if (!String(asked[0]).includes("openen.json") || globalThis.glimpses++ > 0) return answer;
    const seen = await answer.json();
    const records = seen.records.filter(({ kind }) => kind !== "message");
    return new Response(JSON.stringify({ ...seen, records }), { headers: { "Content-Type": "application/json" } });
  };
}"""


def _two(open_context: Open, people: Personas, site: Site) -> tuple[Page, Page]:
    the_pair_is_there(people)
    context = open_context()
    first, second = context.new_page(), context.new_page()
    words = begin(first, site)
    answer_step(first, "words")
    come_back(second, site, words)
    for page in (first, second):
        expect(page.locator("[data-talk-messages]")).to_contain_text(STORY, timeout=20_000)
    return first, second


def _send(page: Page, text: str) -> None:
    page.get_by_label("Schrijf terug").fill(text)
    page.locator("[data-talk-write]").get_by_role("button", name="Verstuur").click()


def test_what_is_written_in_two_tabs_at_once_arrives_once_each(
    open_context: Open, people: Personas, site: Site
) -> None:
    first, second = _two(open_context, people, site)
    for nth in range(3):
        _send(first, f"Een {nth}")
        _send(second, f"Twee {nth}")
        for page in (first, second):
            expect(page.locator("[data-talk-sent]")).to_have_text("Het is verstuurd.", timeout=20_000)
            expect(page.locator("[data-talk-trouble]")).to_be_hidden()
            expect(page.get_by_label("Schrijf terug")).to_have_value("")
    assert Record.objects.filter(kind="message").count() == 7


def test_a_glimpse_that_was_torn_is_looked_at_again_before_anybody_is_told(
    open_context: Open, people: Personas, site: Site
) -> None:
    first, second = _two(open_context, people, site)
    _send(second, "Van het andere tabblad")
    expect(second.locator("[data-talk-messages] li")).to_have_count(2)
    first.evaluate(TEAR)
    _send(first, "Van dit tabblad")
    expect(first.locator("[data-talk-messages] li")).to_have_count(3, timeout=20_000)
    expect(first.locator("[data-talk-trouble]")).to_be_hidden()
    assert first.evaluate("globalThis.glimpses") > 1
