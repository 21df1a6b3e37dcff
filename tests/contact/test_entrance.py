"""*Ingang*: opened when everything is there, renewed with a warning, and never on posters that lie."""

import pytest

from nabij.contact import texts
from nabij.contact.actions import entrances as actions
from nabij.contact.entrances import entrance_of
from nabij.contact.models import Do, Entrance, SectorText
from nabij.contact.rules.entrance import fingerprint
from nabij.kit.errors import Refused
from nabij.kit.permit import permit
from nabij.people.models import Appointment, Organisation, PublicKey
from tests.contact.keeping import confirm_text, make_entrance, renew_keys
from tests.making import make_vault
from tests.people.asking import audited, browser_of
from tests.personas import Personas

pytestmark = pytest.mark.django_db(databases=["default", "shred"])


def address(people: Personas, what: str = "") -> str:
    return f"/organisaties/{people.organisation.pk}/ingang/{what}"


def digits(people: Personas) -> list[str]:
    keys = PublicKey.objects.filter(owner__in=[people.amina, people.bram]).order_by("version")
    return sorted({key.owner_id: fingerprint(key.recipient, key.sign) for key in keys}.values())


def test_nothing_opens_before_a_vault_and_a_text_are_there(people: Personas) -> None:
    els = browser_of(people.els)
    page = els.get(address(people)).content.decode()
    assert "heeft een kluis" in page
    assert "nog niet nagekeken" in page
    assert "Ingang openen" not in page
    assert els.post(address(people, "openen/")).status_code == 422
    make_vault(people.amina)
    assert "nog niet nagekeken" in els.post(address(people, "openen/")).content.decode()
    confirm_text(people)
    assert els.post(address(people, "openen/")).status_code == 302
    entrance = Entrance.objects.get()
    assert entrance.is_open
    page = els.get(address(people)).content.decode()
    assert "Bezoekers kunnen Bram nog niet kiezen." in page
    assert audited(people.practice)[-1] == ("open_entrance", "contact.entrance")


def test_the_address_holds_the_fingerprints_of_those_appointed(people: Personas) -> None:
    entrance = make_entrance(people)
    whole = f"http://praat.localhost/ingang/{entrance.code}/#k={'.'.join(digits(people))}"
    for reader in (people.els, people.amina, people.bram):
        assert whole in browser_of(reader).get(address(people)).content.decode()
    confirm_text(people, language="en")
    assert f"/ingang/{entrance.code}/?taal=en#k=" in browser_of(people.els).get(address(people)).content.decode()


def test_who_is_appointed_no_longer_or_switched_off_stands_behind_it_no_longer(people: Personas) -> None:
    make_entrance(people)
    people.bram.is_active = False
    people.bram.save()
    text = browser_of(people.els).get(address(people)).content.decode()
    assert "Bram" not in text
    # who left is no reason to print again
    assert "Druk de posters" not in text
    Appointment.objects.filter(counsellor=people.amina).delete()
    text = browser_of(people.els).get(address(people)).content.decode()
    assert "Open, maar niemand komt erin" in text


def test_a_new_key_asks_for_new_posters_until_they_hang(people: Personas) -> None:
    make_entrance(people)
    els = browser_of(people.els)
    before = els.get(address(people))
    assert "Druk de posters" not in before.content.decode()
    renew_keys(people.amina)
    page = els.get(address(people)).content.decode()
    assert "Druk de posters en kaartjes opnieuw." in page
    assert ".".join(digits(people)) in page
    assert "De posters kloppen niet meer." in els.get(f"/organisaties/{people.organisation.pk}/").content.decode()
    # printed before the key changed
    stale = els.post(address(people, "opgehangen/"), {"showing": before.context["showing"]})
    assert stale.status_code == 422
    els.post(address(people, "opgehangen/"), {"showing": ".".join(digits(people))})
    assert "Druk de posters" not in els.get(address(people)).content.decode()
    assert audited(people.practice)[-1] == ("put_up_posters", "contact.entrance")


def test_closing_keeps_the_code_and_opening_again_needs_no_posters(people: Personas) -> None:
    entrance, els = make_entrance(people), browser_of(people.els)
    page = els.post(address(people, "sluiten/"), follow=True).content.decode()
    assert "Dicht" in page
    assert els.post(address(people, "sluiten/")).status_code == 422
    assert els.get(address(people, "poster.pdf")).status_code == 422
    els.post(address(people, "openen/"))
    assert els.post(address(people, "openen/")).status_code == 422
    again = Entrance.objects.get()
    assert (again.code, again.is_open) == (entrance.code, True)


def test_renewing_asks_first_and_a_double_click_renews_once(people: Personas) -> None:
    entrance, els = make_entrance(people), browser_of(people.els)
    assert "werken meteen niet meer" in els.get(address(people, "vernieuwen/")).content.decode()
    assert Entrance.objects.get().code == entrance.code
    said = {"instead_of": entrance.code}
    assert [els.post(address(people, "vernieuwen/"), said).status_code for _ in range(2)] == [302, 422]
    assert Entrance.objects.get().code != entrance.code
    assert [verb for verb, _ in audited(people.practice)].count("renew_entrance") == 1


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("what", ["poster", "kaartjes"])
def test_paper_has_a_neutral_name(people: Personas, what: str, language: str) -> None:
    make_entrance(people)
    unread = browser_of(people.bram).get(address(people, f"{what}.pdf?taal=en"))
    assert "nog niet nagekeken" in unread.content.decode()
    confirm_text(people, language="en")
    answer = browser_of(people.bram).get(address(people, f"{what}.pdf?taal={language}"))
    assert answer.content.startswith(b"%PDF")
    assert answer["Content-Disposition"] == f'attachment; filename="{what}.pdf"'
    assert answer["Cache-Control"] == "no-store"
    assert browser_of(people.bram).get(address(people, f"{what}.pdf?taal=xx")).status_code == 404


def test_only_the_manager_of_the_practice_opens_and_closes(people: Personas) -> None:
    make_entrance(people)
    for other in (people.amina, people.bram, people.carla, people.daan):
        for what in ("openen/", "sluiten/", "vernieuwen/", "opgehangen/"):
            assert browser_of(other).post(address(people, what)).status_code == 404
        with pytest.raises(Refused):
            permit(other, Do.CLOSE_ENTRANCE, Entrance.objects.get())
    assert Entrance.objects.get().is_open
    text = browser_of(people.amina).get(address(people)).content.decode()
    assert "Ingang sluiten" not in text
    assert "Nieuw adres" not in text


def test_two_at_once_make_one_entrance(people: Personas) -> None:
    first, second = entrance_of(people.organisation), entrance_of(people.organisation)
    make_vault(people.amina)
    confirm_text(people)
    actions.open_entrance(permit(people.els, Do.OPEN_ENTRANCE, first))
    with pytest.raises(Refused, match="intussen veranderd"):
        actions.open_entrance(permit(people.els, Do.OPEN_ENTRANCE, second))
    assert Entrance.objects.count() == 1


def test_a_text_that_changed_shuts_the_door(people: Personas) -> None:
    make_entrance(people)
    SectorText.objects.update(digest="0" * 64)
    assert texts.open_languages(people.organisation) == []
    text = browser_of(people.els).get(address(people)).content.decode()
    assert "Open, maar niemand komt erin" in text


def test_an_ended_organisation_has_no_door(people: Personas) -> None:
    make_entrance(people)
    Organisation.objects.filter(pk=people.organisation.pk).update(ended="2026-11-01")
    els = browser_of(people.els)
    els.post(address(people, "sluiten/"))
    assert els.post(address(people, "openen/")).status_code == 422
    assert els.get(f"/organisaties/{people.organisation.pk}/").status_code == 200
