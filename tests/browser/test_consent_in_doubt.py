"""A signed yes in a place that does not hold: the counsellor reads the doubt in words, and nothing is shared by it."""

from pathlib import Path

from playwright.sync_api import BrowserContext, Route, expect

from nabij.matters.models import Consent, Share
from nabij.sealed.models import KeyGrant
from tests.browser.pictures import both_widths
from tests.browser.sharing_hands import ask_to_share
from tests.browser.surroundings import Open, Site, axe_violations
from tests.browser.talk_hands import come_back
from tests.browser.test_visitor_consents import Three, again, answer, ask_for_bram, three
from tests.personas import Personas

DOUBT = "De toestemmingen in je kluis volgen niet op elkaar. Vertrouw er niet op voordat je ze met de inbrenger"
REFUSED = "Wie deze kwestie mag lezen, is nu niet zeker"
SIGNING = Path(__file__).parents[2] / "src" / "nabij" / "browser" / "vault" / "visitor-consents.js"


def signing_elsewhere(context: BrowserContext) -> None:
    """This browser signs its answers as if something else had been agreed to before."""
    honest = "...regie.next, state: said.state"
    source = SIGNING.read_text(encoding="utf-8")
    assert source.count(honest) == 1
    body = source.replace(honest, f'...regie.next, previous: "{"A" * 43}=", state: said.state')

    def fulfil(route: Route) -> None:
        route.fulfill(body=body, content_type="text/javascript")

    context.route("**/vault/visitor-consents.js", fulfil)


def says_yes(open_context: Open, at: Three, site: Site) -> None:
    context = open_context()
    signing_elsewhere(context)
    page = context.new_page()
    come_back(page, site, at.words)
    asked = page.locator("[data-asked]").filter(has_text="Bram")
    answer(asked, "Ja, dit mag")
    expect(page.locator("[data-talk-trouble], [data-consents-trouble]").filter(has_text=".").first).to_be_visible(
        timeout=20_000
    )


def test_a_signed_yes_that_follows_nothing_is_told_and_opens_nothing(
    open_context: Open, people: Personas, site: Site
) -> None:
    at = three(open_context, people, site)
    ask_for_bram(at.amina)
    says_yes(open_context, at, site)
    # the server orders and cannot check: to it this is a yes like any other
    assert list(Consent.objects.values_list("given", "heard")) == [(True, False)]
    keys = KeyGrant.objects.count()
    page = open_context(people.amina, bypass_csp=True).new_page()
    again(page, at.aminas, at.address)
    expect(page.locator("[data-alarm]")).to_contain_text(DOUBT)
    expect(page.get_by_role("button", name="Deel nu")).to_have_count(0)
    expect(page.locator("[data-given]")).to_have_count(0)
    assert axe_violations(page) == []
    both_widths(page, "consent-in-doubt")
    ask_to_share(page, "alles, ook van eerder")
    page.get_by_role("button", name="Deel", exact=True).click()
    expect(page.locator("nabij-matter-sharing .error-summary")).to_contain_text(REFUSED)
    both_widths(page, "consent-in-doubt-refused")
    assert not Share.objects.exists()
    assert KeyGrant.objects.count() == keys
