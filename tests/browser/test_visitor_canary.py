"""Nothing that a visitor types, says or attaches can be found at the server or on their own disk: not one canary."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.canaries import Canaries
from tests.browser.canary_browser import Asked
from tests.browser.canary_server import Installation, files_in, memory_of, prepared, processes_of, serving
from tests.browser.canary_stores import kept, plain_store, store
from tests.browser.door_hands import answer_step, at, leave, onward
from tests.browser.surroundings import ready
from tests.browser.test_visitor_profile import opened

PHOTO = Path(__file__).parents[1] / "js" / "photos" / "upright.jpg"
# with a mail server to be told of, at which nobody listens
MAIL = {"NABIJ_MAIL_URL": "smtp+plain://127.0.0.1:9", "NABIJ_MAIL_FROM": "bericht@post.example"}
# where the database lies: SQLite's file, and the tables, their rows and the journal of PostgreSQL
STORES = ("data/nabij.sqlite3", "cluster/base/", "cluster/pg_wal/", "rows of nabij: mail_visitoraddress")
TYPED = {"name", "reach", "when", "story", "message", "wish", "file name", "file content", "photo"} | {
    f"known {one}" for one in ("called", "name", "phone", "email", "when")
}


@dataclass
class Visit:
    """What a visit left behind: at the server, on the wire, and on the visitor's disk."""

    store: str
    organisation: str
    canaries: Canaries = field(default_factory=Canaries)
    words: str = ""
    in_memory: list[str] = field(default_factory=list)
    known_in_memory: bool = False
    # given in clear, once the page has said so
    for_mail: str = ""
    files: list[tuple[str, bytes]] = field(default_factory=list)
    said: bytes = b""
    asked: list[tuple[str, bytes]] = field(default_factory=list)
    profile: list[tuple[str, bytes]] = field(default_factory=list)

    def hits_in(self, named: list[tuple[str, bytes]]) -> list[str]:
        """Where a canary is, or the seven words as they were shown."""
        found = self.canaries.hits_in(named)
        forms = [self.words.replace(" ", between).encode() for between in " -,"]
        return found + [f"{name}: the words" for name, content in named if any(form in content for form in forms)]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def visit(request: pytest.FixtureRequest, chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Visit:
    """A visitor fills in everything there is and leaves by *Weg hier*; then everything is searched."""
    profile = tmp_path_factory.mktemp("profile")
    with store(request.param) as cluster:
        installation = prepared(tmp_path_factory.mktemp("visit"), cluster, "tests.browser.canary_visiting", MAIL)
        found = Visit(request.param, installation.world["organisation"])
        with serving(installation) as server:
            _come_and_go(chromium, profile, installation, found)
            found.files = files_in(installation.folder)
            for name, chunk in (part for pid in processes_of(server.pid) for part in memory_of(pid)):
                found.in_memory += found.hits_in([(name, chunk)])
                found.known_in_memory |= found.organisation.encode() in chunk
        found.said = installation.said.read_bytes()
        found.files += kept(installation)
    found.profile = files_in(profile)
    return found


def _come_and_go(chromium: Browser, profile: Path, installation: Installation, found: Visit) -> None:
    context = opened(chromium, profile)
    context.set_default_timeout(20_000)
    asked = Asked(context)
    page = context.pages[0]
    page.goto(f"http://praat.localhost:{installation.port}/ingang/{installation.world['code']}/")
    ready(page)
    _begin(page, found)
    _say_and_attach(page, found.canaries)
    _tell(page, found.canaries)
    _ask_for_mail(page, found)
    found.asked = asked.whole()
    context.route("**/*", lambda route: route.abort() if "praat." not in route.request.url else route.fallback())
    leave(page)
    expect(page.locator("section[data-step]")).to_have_count(0)
    context.close()


def _begin(page: Page, found: Visit) -> None:
    new = found.canaries.new
    for step in ("start", "device", "between", "choose"):
        at(page, step)
        answer_step(page, step)
    page.get_by_label("Een naam").fill(new("name"))
    onward(page)
    page.get_by_role("radio", name="Bellen").check()
    page.get_by_label("Je nummer").fill(new("reach"))
    # no number: asked about once, and taken as it is
    onward(page)
    onward(page)
    page.get_by_label("Dagen en tijden").fill(new("when"))
    onward(page)
    page.get_by_label("Je verhaal").fill(new("story"))
    onward(page)
    answer_step(page, "check")
    at(page, "words")
    found.words = " ".join(page.locator("[data-words] li").all_inner_texts())
    answer_step(page, "words")
    expect(page.locator("door-attach")).to_be_visible()


def _say_and_attach(page: Page, canaries: Canaries) -> None:
    page.get_by_label("Schrijf terug").fill(canaries.new("message"))
    page.locator("[data-talk-write]").get_by_role("button", name="Verstuur").click()
    expect(page.locator("[data-talk-messages] li")).to_have_count(2)
    page.get_by_text("Iets laten veranderen of wissen").click()
    page.get_by_label("Er staat iets dat niet klopt").check()
    page.locator("#talk-wish").fill(canaries.new("wish"))
    page.get_by_role("button", name="Vraag dit").click()
    expect(page.locator("[data-talk-messages] li")).to_have_count(3)
    text = canaries.new("file content").encode() * 40
    _attach(page, f"{canaries.new('file name')}.txt", "text/plain", text, own_name=True)
    _attach(page, "foto.jpg", "image/jpeg", PHOTO.read_bytes() + canaries.new("photo").encode(), own_name=False)
    expect(page.locator("[data-attach-list] li")).to_have_count(2)


def _attach(page: Page, name: str, mime: str, content: bytes, *, own_name: bool) -> None:
    before = page.locator("[data-attach-list] li").count()
    page.get_by_label("Stuur een bestand mee").set_input_files({"name": name, "mimeType": mime, "buffer": content})
    if own_name:
        page.get_by_label("Zoals het nu heet").check()
    page.locator("[data-attach-send]").click()
    expect(page.locator("[data-attach-list] li")).to_have_count(before + 1)


def _tell(page: Page, canaries: Canaries) -> None:
    page.get_by_text("Iets over mij vertellen of veranderen").click()
    for one in ("called", "name", "phone", "email", "when"):
        page.locator(f"#known-{one}").fill(canaries.new(f"known {one}"))
    page.get_by_role("button", name="Kijk het eerst na").click()
    page.get_by_role("button", name="Ja, vertel dit").click()
    expect(page.locator("[data-known-standing]")).to_contain_text(canaries.typed["known name"])


def _ask_for_mail(page: Page, found: Visit) -> None:
    # of another mark than what nobody may find: this one is in the database by choice, and looked for by itself
    found.for_mail = f"{Canaries().new('mail')}@post.test"
    page.get_by_text("Een mail krijgen").click()
    page.locator("#mail-address").fill(found.for_mail)
    page.get_by_role("button", name="Stuur mij een mail").click()
    expect(page.get_by_role("button", name="Stop, en wis mijn adres")).to_be_visible()


def nothing_in(hits: list[str]) -> None:
    """Fails with where each canary is."""
    assert not hits, "\n".join(hits)


def test_every_field_of_a_visitor_got_a_canary(visit: Visit) -> None:
    assert set(visit.canaries.typed) == TYPED
    assert len(visit.words.split()) == 7


def test_the_servers_memory_holds_nothing(visit: Visit) -> None:
    assert visit.known_in_memory
    nothing_in(visit.in_memory)


def test_database_files_mail_and_logs_hold_nothing(visit: Visit) -> None:
    assert visit.organisation.encode() in plain_store(visit.files, visit.store)
    nothing_in(visit.hits_in([*visit.files, ("said", visit.said)]))


def test_the_address_for_mail_is_in_the_database_by_choice_and_in_no_log(visit: Visit) -> None:
    address = visit.for_mail.encode()
    assert address in plain_store(visit.files, visit.store)
    assert address not in visit.said
    others = [name for name, content in visit.files if address in content and not name.startswith(STORES)]
    assert others == []
    assert [name for name, content in visit.asked if address in content and name.startswith("POST")]
    assert not [name for name, content in visit.profile if address in content]


def test_the_requests_hold_nothing(visit: Visit) -> None:
    assert sum(name.startswith(("POST", "PUT")) for name, _ in visit.asked) > 8
    nothing_in(visit.hits_in(visit.asked))


def test_the_visitors_own_disk_holds_nothing(visit: Visit) -> None:
    assert len(visit.profile) > 10
    nothing_in(visit.hits_in(visit.profile))
