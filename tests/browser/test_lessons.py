"""What two learnt of a signal, in a real Chromium: looked through, given to the practice, read there, taken back."""

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from nabij.people.models import Counsellor, Role, User
from nabij.signals.models import Lesson
from tests.browser.letter_hands import Correspondents
from tests.browser.sealed_practice import ALIAS, SLOW, give_vault, keep_matter, planned, store_vault
from tests.browser.signal_hands import notice, panel, picture
from tests.browser.surroundings import Site, axe_violations
from tests.browser.test_signals import begin
from tests.personas import PASSWORD, Personas

LEARNT = "Eerder samen kijken scheelt een hoop."


def _fellow(people: Personas) -> User:
    """Fem works for other organisations of the practice."""
    fem = User(practice=people.practice, name="Fem", email="fem@praktijk.test", role=Role.COUNSELLOR)
    fem.set_password(PASSWORD)
    fem.save()
    Counsellor.objects.create(user=fem, practice=people.practice, kind=Counsellor.Kind.EXTERNAL)
    return fem


def _write(step: Locator, words: str, button: str, why: str = "") -> None:
    """``why``: an alias stays with a reason for the two of them."""
    step.get_by_role("button", name=button).click()
    step.get_by_label("Wat leren jullie hiervan?").fill(words)
    step.get_by_role("button", name="Bewaar", exact=True).click()
    if why:
        step.get_by_label("blijven staan?").fill(why)
        step.get_by_role("button", name="Bewaar", exact=True).click()
    expect(step).to_contain_text(words, timeout=SLOW)


def test_what_two_learnt_is_for_them_until_they_give_it_to_the_practice(
    people: Personas, site: Site, page_for: Callable[..., Page]
) -> None:
    fem = _fellow(people)
    users = (people.amina, people.bram, people.daan, fem)
    vaults = [give_vault(user) for user in users]
    keep_matter(people, vaults[0], planned())
    for user, vault in zip(users, vaults, strict=True):
        store_vault(user, vault, *vaults)
    amina = page_for(people.amina, bypass_csp=True)
    begin(amina, site, Correspondents(*vaults[:3]), "Structurele druk op veiligheid")
    notice(amina, ALIAS)
    amina.get_by_role("button", name="Dit signaal niet versturen").click()
    step = panel(amina, "Niet versturen")
    step.get_by_label("Waarom verstuur je het niet?").fill("We wachten de voorlichting af.")
    step.get_by_role("button", name="Niet versturen").click()
    step = panel(amina, "Waarom het niet is verstuurd")
    _write(step, f"{ALIAS} wilde wachten. {LEARNT}", "Schrijf op wat jullie leren", "Wij noemen het allebei zo.")
    lesson = step.locator("[data-part=lesson]")
    expect(lesson).to_contain_text("Voor jullie twee")
    lesson.get_by_role("button", name="Kijk na voor de praktijk").click()
    # a name goes to nobody
    expect(lesson).to_contain_text("Dit mag niet mee.", timeout=SLOW)
    expect(lesson.get_by_role("button", name="Deel met de praktijk")).to_have_count(0)
    picture(amina, "les-naam")
    assert axe_violations(amina) == []
    _write(step, LEARNT, "Verander dit")
    lesson.get_by_role("button", name="Kijk na voor de praktijk").click()
    expect(lesson).to_contain_text("Dit kan naar de praktijk", timeout=SLOW)
    expect(lesson).to_contain_text("Dit lezen dan: Bram en Fem.")
    lesson.get_by_role("button", name="Deel met de praktijk").click()
    expect(lesson.get_by_role("alert")).to_contain_text("Lees het na en bevestig dat.")
    lesson.get_by_label("Ik las dit na").check()
    picture(amina, "les-voorstel")
    assert axe_violations(amina) == []
    lesson.get_by_role("button", name="Deel met de praktijk").click()
    expect(lesson).to_contain_text("Jij deelde dit.", timeout=SLOW)
    picture(amina, "les-gedeeld")
    _read_and_take_back(page_for(fem, bypass_csp=True), amina, site, vaults[3].words, lesson)


def _read_and_take_back(fems: Page, amina: Page, site: Site, words: str, lesson: Locator) -> None:
    """Fem, who has nothing to do with the organisation, reads it; and then no more."""
    fems.goto(f"{site.workspace}/signalen/geleerd/")
    fems.get_by_label("Je zes woorden").fill(words)
    fems.get_by_role("button", name="Openen", exact=True).first.click()
    there = fems.locator("nabij-lessons")
    expect(there).to_contain_text(LEARNT, timeout=SLOW)
    expect(there).to_contain_text("Amina")
    assert "Linde" not in there.inner_text()
    assert axe_violations(fems) == []
    picture(fems, "wat-collegas-leerden")
    lesson.get_by_role("button", name="Neem terug").click()
    expect(lesson).to_contain_text("Voor jullie twee", timeout=SLOW)
    assert not Lesson.objects.exists()
    fems.reload()
    fems.get_by_label("Je zes woorden").fill(words)
    fems.get_by_role("button", name="Openen", exact=True).first.click()
    expect(there).to_contain_text("Nog niets.", timeout=SLOW)
