"""A card without a name, heard in conversation: its visitor reads for whom it is, in words that are true."""

from playwright.sync_api import expect

from nabij.kit.clock import today
from nabij.people.models import Appointment
from tests.browser.pictures import both_widths
from tests.browser.sealed_practice import open_vault
from tests.browser.sharing_hands import share_peer_card
from tests.browser.surroundings import Open, Site
from tests.browser.talk_hands import come_back, talk_under_way
from tests.personas import Personas


def test_who_has_no_name_there_is_told_of_by_what_they_are(open_context: Open, people: Personas, site: Site) -> None:
    there = Appointment.objects.filter(counsellor=people.bram)
    there.update(ended=today())
    talk = talk_under_way(open_context, people, site)
    # who came later was nobody's to see at the door
    there.update(ended=None)
    talk.amina.reload()
    open_vault(talk.amina, talk.vault)
    share_peer_card(talk.amina, "Iemand wordt gepest.", "Hoe zou jij dit aanpakken?")
    come_back(talk.visitor, site, talk.words)
    heard = talk.visitor.locator("[data-heard]")
    expect(heard).to_contain_text("Een andere vertrouwenspersoon ziet alleen een kaart zonder je naam.", timeout=20_000)
    both_widths(talk.visitor, "heard-card")
    heard.get_by_role("button", name="Trek in", exact=True).click()
    expect(heard.locator("[data-check]")).to_contain_text("Een andere vertrouwenspersoon leest daarna niets nieuws.")
