"""A visitor sends files and their voice, and tells more of themselves: sealed, cleaned, once; the counsellor has it."""

from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from nabij.contact.models import Conversation
from nabij.sealed.models import File, Record
from nabij_demo.sealing import DemoVault
from tests.browser.door_hands import answer_step
from tests.browser.pictures import both_widths
from tests.browser.sealed_practice import open_vault
from tests.browser.surroundings import ARGUMENTS, CHROMIUM, Open, Site, watch
from tests.browser.talk_hands import begin, come_back, take_on, the_pair_is_there
from tests.personas import Personas

PHOTO = Path(__file__).parents[1] / "js" / "photos" / "upright.jpg"
LARGEST = 26_214_400


def begin_and_open(page: Page, site: Site) -> str:
    """Begins a conversation and opens it; the words."""
    words = begin(page, site)
    answer_step(page, "words")
    expect(page.locator("door-attach")).to_be_visible(timeout=20_000)
    return words


def choose(page: Page, name: str, content: bytes, mime: str) -> None:
    page.get_by_label("Stuur een bestand mee").set_input_files({"name": name, "mimeType": mime, "buffer": content})


def send(page: Page) -> None:
    page.locator("[data-attach-send]").dblclick()


def saved(page: Page, name: str) -> bytes:
    """What the browser saves when this attachment is asked for."""
    with page.expect_download() as download:
        page.get_by_role("button", name=name).click()
    assert download.value.suggested_filename == name.removeprefix("Bewaar ")
    return Path(download.value.path()).read_bytes()


def test_a_photo_goes_without_its_place_and_its_name_and_the_counsellor_opens_it(
    open_context: Open, people: Personas, site: Site
) -> None:
    vault = the_pair_is_there(people)
    visitor = open_context().new_page()
    words = begin_and_open(visitor, site)
    choose(visitor, "Merel op vakantie.jpg", PHOTO.read_bytes(), "image/jpeg")
    check = visitor.locator("[data-attach-check]")
    expect(check).to_contain_text("Wij haalden eruit waar en wanneer de foto is gemaakt")
    expect(check.get_by_label("bijlage-1.jpg")).to_be_checked()
    both_widths(visitor, "attach-check")
    send(visitor)
    expect(visitor.locator("[data-attach-list] li")).to_have_count(1, timeout=20_000)
    assert (File.objects.count(), Record.objects.filter(kind="file").count()) == (1, 1)
    clean = saved(visitor, "Bewaar bijlage-1.jpg")
    assert clean.startswith(b"\xff\xd8\xff")
    assert b"Apple" in PHOTO.read_bytes()
    assert b"Apple" not in clean
    assert b"Exif" not in clean
    assert same_picture(visitor, PHOTO.read_bytes(), clean)
    both_widths(visitor, "attach-list")
    the_counsellor_has_it(open_context(people.amina).new_page(), site, vault, clean)
    come_back(visitor, site, words)
    expect(visitor.locator("[data-attach-list] li")).to_contain_text("bijlage-1.jpg", timeout=20_000)


def the_counsellor_has_it(amina: Page, site: Site, vault: DemoVault, clean: bytes) -> None:
    """Amina takes the conversation on, and saves what came with it; nothing of it is shown in the page."""
    amina.goto(f"{site.workspace}/vandaag/")
    open_vault(amina, vault)
    expect(amina.locator("[data-waiting]")).to_contain_text("Stuurde 1 bestand of opname mee.")
    take_on(amina, site, vault)
    files = amina.locator("nabij-matter-files")
    expect(files).to_contain_text("van de inbrenger")
    assert files.locator("img, iframe, embed, object, audio, video").count() == 0
    assert saved(amina, "bijlage-1.jpg") == clean
    both_widths(amina, "attach-counsellor")


def same_picture(page: Page, one: bytes, other: bytes) -> bool:
    """Whether the browser draws the same pixels from both."""
    same: bool = page.evaluate(
        """async (both) => {
          const [one, other] = await Promise.all(both.map(async (bytes) => {
            const image = await createImageBitmap(new Blob([new Uint8Array(bytes)]));
            const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d");
            canvas.drawImage(image, 0, 0);
            return canvas.getImageData(0, 0, image.width, image.height).data;
          }));
          return one.length > 1000 && one.length === other.length && one.every((value, at) => value === other[at]);
        }""",
        [list(one), list(other)],
    )
    return same


def test_what_cannot_be_cleaned_is_said_and_a_lost_connection_keeps_it(
    open_context: Open, people: Personas, site: Site
) -> None:
    the_pair_is_there(people)
    page = open_context().new_page()
    begin_and_open(page, site)
    choose(page, "IMG_1.HEIC", b"\0\0\0\x18ftypheic" + bytes(200), "image/heic")
    expect(page.locator("[data-attach-tells]")).to_contain_text("kunnen wij niet schoon maken")
    page.locator("[data-attach-check]").get_by_role("button", name="Toch niet").click()
    expect(page.get_by_label("Stuur een bestand mee")).to_be_focused()
    choose(page, "Klacht van Merel.pdf", b"%PDF-1.7 " + bytes(3_000_000), "application/pdf")
    expect(page.locator("[data-attach-tells]")).to_contain_text("staat vaak wie het maakte")
    page.get_by_label("Zoals het nu heet").check()

    def cut(route: Route) -> None:
        route.abort()

    page.route("**/gesprek/bestanden/*", cut)
    send(page)
    expect(page.locator("[data-attach-trouble]")).to_contain_text("Wat je koos staat er nog", timeout=20_000)
    both_widths(page, "attach-cut")
    page.unroute("**/gesprek/bestanden/*", cut)
    page.route("**/gesprek/schrijven.json", cut)
    send(page)
    expect(page.locator("[data-attach-trouble]")).to_contain_text("geen verbinding")
    page.unroute("**/gesprek/schrijven.json", cut)
    send(page)
    expect(page.locator("[data-attach-list] li")).to_have_count(1, timeout=20_000)
    assert (File.objects.count(), Record.objects.filter(kind="file").count()) == (1, 1)
    expect(page.locator("[data-attach-list]")).to_contain_text("Klacht van Merel.pdf")


def test_too_large_is_told_before_it_is_read(open_context: Open, people: Personas, site: Site, tmp_path: Path) -> None:
    the_pair_is_there(people)
    page = open_context().new_page()
    begin_and_open(page, site)
    page.evaluate("File.prototype.arrayBuffer = () => { throw new Error('read'); }; null")
    large = tmp_path / "film.mp4"
    large.write_bytes(bytes(LARGEST + 1))
    page.get_by_label("Stuur een bestand mee").set_input_files(large)
    expect(page.locator("[data-attach-trouble]")).to_contain_text("te groot: hooguit 25 MB")
    assert File.objects.count() == 0


# what the bar was set to, one after the other
FOLLOW_THE_BAR = """() => {
  globalThis.seen = [];
  const { get, set } = Object.getOwnPropertyDescriptor(HTMLProgressElement.prototype, "value");
  Object.defineProperty(document.querySelector("door-attach progress"), "value", {
    get() { return get.call(this); },
    set(done) { globalThis.seen.push(done); set.call(this, done); },
  });
}"""


def test_the_largest_file_arrives_and_one_sees_how_far_it_is(
    open_context: Open, people: Personas, site: Site, tmp_path: Path
) -> None:
    the_pair_is_there(people)
    page = open_context().new_page()
    begin_and_open(page, site)
    large = tmp_path / "film.mp4"
    large.write_bytes(bytes(LARGEST))
    page.get_by_label("Stuur een bestand mee").set_input_files(large)
    page.evaluate(FOLLOW_THE_BAR)
    # some seconds on the way: on this machine alone it arrives between two looks
    line = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": LARGEST // 3}
    page.context.new_cdp_session(page).send("Network.emulateNetworkConditions", line)
    page.locator("[data-attach-send]").click()
    expect(page.locator("door-attach progress")).to_be_visible(timeout=60_000)
    expect(page.locator("[data-attach-list] li")).to_contain_text("25 MB", timeout=90_000)
    expect(page.locator("door-attach progress")).to_be_hidden()
    seen = page.evaluate("globalThis.seen")
    assert seen == sorted(seen)
    assert (seen[0], seen[-1]) == (0, 1)
    assert any(0 < done < 1 for done in seen)


def a_microphone(chromium: Browser, site: Site, given: bool) -> BrowserContext:
    """A browser with a microphone that hums; ``given`` when the person lets the page listen."""
    more = ["--use-fake-device-for-media-stream"] + (["--use-fake-ui-for-media-stream"] if given else [])
    browser = chromium.browser_type.launch(executable_path=CHROMIUM, args=[*ARGUMENTS, *more])
    return browser.new_context(locale="nl-NL", permissions=["microphone"] if given else [])


def test_a_voice_is_recorded_after_a_question_heard_back_and_sent(
    chromium: Browser, people: Personas, site: Site
) -> None:
    the_pair_is_there(people)
    violations: list[str] = []
    context = a_microphone(chromium, site, given=True)
    watch(context, violations)
    page = context.new_page()
    begin_and_open(page, site)
    page.get_by_role("button", name="Spreek iets in").click()
    expect(page.get_by_role("heading", name="Wil je iets inspreken?")).to_be_focused()
    both_widths(page, "attach-ask")
    page.get_by_role("button", name="Ja, neem op").click()
    expect(page.locator("[data-attach-time]")).to_have_text("0:02", timeout=10_000)
    both_widths(page, "attach-recording")
    page.get_by_role("button", name="Stop de opname").click()
    page.get_by_role("button", name="Luister terug").click()
    expect(page.locator("[data-attach-play]")).to_have_text("Stop met luisteren")
    page.locator("[data-attach-play]").click()
    expect(page.locator("[data-attach-play]")).to_have_text("Luister terug")
    both_widths(page, "attach-spoken")
    send(page)
    expect(page.locator("[data-attach-list] li")).to_have_count(1, timeout=20_000)
    assert saved(page, "Bewaar opname-1.webm").startswith(b"\x1aE\xdf\xa3")
    assert violations == []
    assert context.browser
    context.browser.close()


def test_without_a_microphone_it_is_said_and_everything_else_works(
    chromium: Browser, people: Personas, site: Site
) -> None:
    the_pair_is_there(people)
    context = a_microphone(chromium, site, given=False)
    page = context.new_page()
    begin_and_open(page, site)
    page.get_by_role("button", name="Spreek iets in").click()
    page.get_by_role("button", name="Ja, neem op").click()
    expect(page.locator("[data-attach-trouble]")).to_contain_text("Er is niets opgenomen", timeout=10_000)
    choose(page, "brief.txt", b"Dag", "text/plain")
    send(page)
    expect(page.locator("[data-attach-list] li")).to_have_count(1, timeout=20_000)
    assert context.browser
    context.browser.close()


def test_a_visitor_tells_their_name_in_a_step_of_its_own_and_the_counsellor_sees_it(
    open_context: Open, people: Personas, site: Site
) -> None:
    vault = the_pair_is_there(people)
    visitor = open_context().new_page()
    words = begin_and_open(visitor, site)
    known = visitor.locator("door-known")
    expect(known).to_contain_text("Je heet hier Merel. Met je nummer of adres ben je niet anoniem.")
    known.get_by_text("Iets over mij vertellen of veranderen").click()
    known.get_by_role("button", name="Kijk het eerst na").click()
    expect(known).to_contain_text("Je hebt niets veranderd")
    known.get_by_label("Je echte naam").fill("Merel de Wit")
    both_widths(visitor, "known-form")
    known.get_by_role("button", name="Kijk het eerst na").click()
    expect(known.get_by_role("heading", name="Klopt dit?")).to_be_focused()
    expect(known).to_contain_text("Vanaf nu weet Amina dat je Merel de Wit heet.")
    expect(known).to_contain_text("Dat kan niet meer ongezien gemaakt worden.")
    both_widths(visitor, "known-check")
    assert Record.objects.filter(kind="contact").count() == 1
    known.get_by_role("button", name="Ja, vertel dit").dblclick()
    expect(known).to_contain_text("Je vertelde je naam: Merel de Wit.", timeout=20_000)
    assert Record.objects.filter(kind="contact").count() == 2
    amina = open_context(people.amina).new_page()
    talk = take_on(amina, site, vault)
    expect(talk).to_contain_text("De inbrenger is bekend met naam, veranderd op")
    expect(talk).to_contain_text("daarvoor bekend met een gekozen naam, en met een nummer of adres niet anoniem")
    expect(talk).not_to_contain_text("Merel de Wit")
    amina.get_by_role("button", name="Toon naam en contact").click()
    expect(amina.locator("nabij-matter-person [data-told]")).to_contain_text("Merel de Wit")
    both_widths(amina, "known-counsellor")
    come_back(visitor, site, words)
    expect(known).to_contain_text("Je vertelde je naam: Merel de Wit.", timeout=20_000)
    expect(visitor.locator("[data-talk-holders]")).to_contain_text("Amina: kan alles lezen, vanaf het begin.")
    expect(visitor.locator("[data-talk-register]")).to_contain_text("Aangenomen")
    both_widths(visitor, "known-after")
    assert Conversation.objects.count() == 1
    amina.reload()
    open_vault(amina, vault)
    expect(amina.locator("nabij-matter-talk")).to_contain_text("bekend met naam")
