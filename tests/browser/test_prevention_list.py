"""A list of prevention in a real browser, while somebody else brings in the same one."""

from uuid import uuid4

from playwright.sync_api import expect

from nabij.outreach.models import Activity
from tests.browser.pictures import fits
from tests.browser.sealed_practice import give_vault, open_vault, store_vault
from tests.browser.sheets import xlsx
from tests.browser.surroundings import Open, Site, axe_violations
from tests.making import Desk
from tests.personas import Personas

HEAD = ("Maand", "Activiteit", "Deelnemers", "Uren")
ROWS = (("mrt 2026", "Workshop", "12", "1,5"), ("apr 2026", "Column", "400", "1"))


def test_who_brings_in_what_a_colleague_just_brought_in_is_told_and_nothing_is_doubled(
    open_context: Open, people: Personas, site: Site
) -> None:
    vault = give_vault(people.amina)
    store_vault(people.amina, vault)
    page = open_context(people.amina, width=360, bypass_csp=True).new_page()
    address = f"/preventie/{people.organisation.pk}/lijst/"
    page.goto(f"{site.workspace}{address}")
    open_vault(page, vault)
    page.get_by_label("Je bestand").set_input_files(
        {"name": "lijst.xlsx", "mimeType": "application/octet-stream", "buffer": xlsx(HEAD, *ROWS)}
    )
    page.get_by_role("button", name="Controleer").click()
    page.get_by_label("Hoe weten jullie het aantal mensen?").select_option("by_eye")
    row = {"month": "2026-03", "kind": "workshop", "units": [], "people": 12, "people_how": "by_eye", "quarters": 6}
    assert Desk(people.bram).post(f"{address}inlezen.json", {"list": str(uuid4()), "activities": [row]})[0] == 200
    page.get_by_role("button", name="Lees 2 activiteiten in").click()
    expect(page.locator("[data-part=present]")).to_contain_text("1 activiteit kwam erbij. 1 rij stond er intussen al")
    assert fits(page)
    assert axe_violations(page) == []
    assert sorted(Activity.objects.values_list("kind", flat=True)) == ["column", "workshop"]
    page.get_by_role("link", name="Naar de activiteiten").click()
    expect(page.get_by_text("Workshop").first).to_be_visible()
