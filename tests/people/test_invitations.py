import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from tests.people.asking import audited, browser_of
from tests.personas import PASSWORD, Personas

from nabij.kit.errors import Refused
from nabij.kit.permit import permit
from nabij.people.actions import invitations as actions
from nabij.people.models import Counsellor, Do, Invitation, Role, User
from nabij.sealed.models import Vault

pytestmark = pytest.mark.django_db(databases=["default", "shred"])
NEW = "zeven gele tassen 4"
GIJS = {"name": "Gijs", "email": "Gijs@voorbeeld.test", "role": "counsellor", "kind": "internal"}


@pytest.fixture(autouse=True)
def _no_limits_from_before(db: None) -> None:
    cache.clear()


def secret_on(page: HttpResponse) -> str:
    found = re.search(r"http://(?:werk|bestuur)\.localhost/uitnodiging/#([\w-]{32})<", page.content.decode())
    assert found, page.content.decode()
    return found.group(1)


def invited(people: Personas, **changes: object) -> str:
    return secret_on(browser_of(people.els).post("/mensen/uitnodigen/", GIJS | changes))  # type: ignore[arg-type]


def accept(secret: str, password: str = NEW, again: str | None = None, client: Client | None = None) -> HttpResponse:
    typed = {"secret": secret, "password": password, "again": password if again is None else again}
    return (client or browser_of()).post("/uitnodiging/", typed)  # type: ignore[return-value]


def test_an_invitation_shows_its_link_once_and_keeps_only_a_hash(people: Personas) -> None:
    els = browser_of(people.els)
    secret = secret_on(els.post("/mensen/uitnodigen/", GIJS))  # type: ignore[arg-type]
    kept = Invitation.objects.get()
    assert secret not in str(vars(kept))
    assert kept.secret_hash == actions.hash_of(secret)
    assert kept.email == "gijs@voorbeeld.test"
    page = els.get("/mensen/").content.decode()
    assert "Gijs" in page
    assert secret not in page
    assert audited(people.practice) == [("invite", "people.practice")]


def test_the_secret_stands_behind_the_hash_so_that_no_server_is_asked_for_it(people: Personas) -> None:
    page = browser_of().get("/uitnodiging/")
    assert page.status_code == 200
    assert "desk/invitation.js" in page.content.decode()


def test_who_is_invited_chooses_a_password_and_is_signed_in(people: Personas) -> None:
    secret, client = invited(people), browser_of()
    page = client.post("/uitnodiging/", {"secret": secret}).content.decode()
    assert "Welkom, Gijs" in page
    assert "Praktijk Oost nodigt je uit als vertrouwenspersoon" in page
    answer = accept(secret, client=client)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert client.get("/")["Location"] == "/kluis/inrichten/"
    gijs = User.objects.get(email="gijs@voorbeeld.test")
    assert gijs.check_password(NEW)
    assert gijs.practice == people.practice
    assert Counsellor.objects.get(user=gijs).kind == "internal"
    assert audited(people.practice) == [
        ("invite", "people.practice"),
        ("accept_invitation", "people.invitation"),
        ("sign_in", "people.user"),
    ]


def test_a_manager_who_was_invited_comes_home_at_the_set_up(people: Personas) -> None:
    client = browser_of()
    accept(invited(people, role="practice_manager"), client=client)
    assert client.get("/")["Location"] == "/inrichting/"


def test_a_board_contact_who_opens_the_link_elsewhere_has_an_account_but_no_session(people: Personas) -> None:
    client = browser_of()
    answer = accept(invited(people, role="board_contact", organisation=people.organisation.pk), client=client)
    assert "Je account is klaar" in answer.content.decode()
    assert 'href="http://bestuur.localhost/"' in answer.content.decode()
    assert "_auth_user_id" not in client.session
    assert User.objects.get(email="gijs@voorbeeld.test").organisation == people.organisation


def test_a_board_contact_needs_an_organisation_of_this_practice(people: Personas) -> None:
    els = browser_of(people.els)
    without = els.post("/mensen/uitnodigen/", GIJS | {"role": "board_contact"})  # type: ignore[arg-type]
    elsewhere = els.post(
        "/mensen/uitnodigen/",
        GIJS | {"role": "board_contact", "organisation": people.other_organisation.pk},  # type: ignore[arg-type]
    )
    assert (without.status_code, elsewhere.status_code) == (422, 422)
    assert "Kies voor welke organisatie" in without.content.decode()
    assert 'value="Gijs"' in without.content.decode()
    assert not Invitation.objects.exists()


def test_a_link_works_once(people: Personas) -> None:
    secret = invited(people)
    accept(secret)
    again = accept(secret, "acht paarse sloten 2")
    assert again.status_code == 422
    assert "Deze link werkt niet meer" in again.content.decode()
    assert User.objects.get(email="gijs@voorbeeld.test").check_password(NEW)


def test_of_two_uses_at_once_one_wins(people: Personas) -> None:
    secret = invited(people)
    first, second = (actions.open_invitation(secret) for _ in range(2))
    person = actions.person_of(first)
    actions.accept_invitation(permit(person, Do.ACCEPT_INVITATION, first), person, NEW)
    late = actions.person_of(second)
    with pytest.raises(Refused, match="werkt niet meer"):
        actions.accept_invitation(permit(late, Do.ACCEPT_INVITATION, second), late, "acht paarse sloten 2")
    assert User.objects.get(email="gijs@voorbeeld.test").check_password(NEW)
    assert audited(people.practice).count(("accept_invitation", "people.invitation")) == 1


def test_a_link_expires_after_seven_days(people: Personas) -> None:
    secret = invited(people)
    kept = Invitation.objects.get()
    assert timedelta(days=7) - timedelta(minutes=1) < kept.expires - timezone.now() <= timedelta(days=7)
    Invitation.objects.update(expires=timezone.now())
    assert accept(secret).status_code == 422
    assert not User.objects.filter(email="gijs@voorbeeld.test").exists()


def test_a_withdrawn_link_does_not_work(people: Personas) -> None:
    secret, els = invited(people), browser_of(people.els)
    address = f"/mensen/uitnodigingen/{Invitation.objects.get().pk}/intrekken/"
    assert els.post(address)["Location"] == "/mensen/"
    assert els.post(address).status_code == 422
    assert accept(secret).status_code == 422
    assert audited(people.practice) == [("invite", "people.practice"), ("withdraw_invitation", "people.invitation")]


def test_inviting_twice_leaves_only_the_last_link(people: Personas) -> None:
    first, second = invited(people), invited(people)
    assert accept(first).status_code == 422
    assert accept(second).status_code == 302
    assert User.objects.filter(email="gijs@voorbeeld.test").count() == 1


def test_who_has_an_account_is_not_invited_again(people: Personas) -> None:
    answer = browser_of(people.els).post("/mensen/uitnodigen/", GIJS | {"email": "AMINA@voorbeeld.test"})  # type: ignore[arg-type]
    assert answer.status_code == 422
    assert "heeft al een account" in answer.content.decode()


def test_an_address_of_another_practice_is_told_to_nobody_but_who_holds_the_link(people: Personas) -> None:
    secret = invited(people, email=people.carla.email)
    answer = accept(secret)
    assert answer.status_code == 422
    assert "al in gebruik" in answer.content.decode()
    people.carla.refresh_from_db()
    assert people.carla.check_password(PASSWORD)
    assert Invitation.objects.open().count() == 1


@pytest.mark.parametrize(
    ("password", "again", "sentence"),
    [("kort", "kort", "12"), (NEW, "iets anders 123", "niet hetzelfde wachtwoord"), ("", "", "id_password_error")],
)
def test_a_password_that_is_not_good_enough_keeps_the_link(
    people: Personas, password: str, again: str, sentence: str
) -> None:
    secret = invited(people)
    answer = accept(secret, password, again)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert f'value="{secret}"' in answer.content.decode()
    assert accept(secret).status_code == 302


def test_a_made_up_secret_opens_nothing(people: Personas) -> None:
    for secret in ("", "x" * 32):
        assert browser_of().post("/uitnodiging/", {"secret": secret}).status_code == 422


def test_who_is_signed_in_uses_no_link_of_another(people: Personas) -> None:
    secret = invited(people)
    page = accept(secret, client=browser_of(people.els))
    assert "Je bent ingelogd als Els" in page.content.decode()
    assert Invitation.objects.open().exists()


def test_a_new_sign_in_link_sets_a_password_and_ends_sessions_but_leaves_the_vault(people: Personas) -> None:
    vault = Vault.objects.create(user=people.amina, practice=people.practice, bundle=b"b", keyring=b"k")
    passkey = Authenticator.objects.create(user=people.amina, type="totp", data={"secret": "A"})
    before = browser_of(people.amina)
    page = browser_of(people.els).post(f"/mensen/{people.amina.pk}/inloglink/", {"clears_second_factor": "no"})
    client = browser_of()
    answer = accept(secret_on(page), client=client)  # type: ignore[arg-type]
    assert answer["Location"] == "/inloggen/code/", "the second factor still stands"
    people.amina.refresh_from_db()
    assert people.amina.check_password(NEW)
    assert before.get("/account/").status_code == 302
    assert Authenticator.objects.filter(pk=passkey.pk).exists()
    kept = Vault.objects.get(user=people.amina)
    assert (bytes(kept.bundle), kept.bundle_version) == (b"b", vault.bundle_version)
    assert audited(people.practice) == [
        ("give_sign_in_link", "people.user"),
        ("accept_invitation", "people.invitation"),
    ]


def test_a_link_that_clears_the_second_factor_says_so_and_does(people: Personas) -> None:
    Authenticator.objects.create(user=people.amina, type="totp", data={"secret": "A"})
    Authenticator.objects.create(user=people.bram, type="totp", data={"secret": "B"})
    page = browser_of(people.els).post(f"/mensen/{people.amina.pk}/inloglink/", {"clears_second_factor": "yes"})
    secret, client = secret_on(page), browser_of()  # type: ignore[arg-type]
    assert "herstelcodes vervallen" in client.post("/uitnodiging/", {"secret": secret}).content.decode()
    assert accept(secret, client=client)["Location"] == "/"
    assert list(Authenticator.objects.values_list("user__name", flat=True)) == ["Bram"]
    assert audited(people.practice)[0] == ("give_sign_in_link_clearing_second_factor", "people.user")


def link_for(people: Personas, clears: str) -> str:
    page = browser_of(people.els).post(f"/mensen/{people.amina.pk}/inloglink/", {"clears_second_factor": clears})
    return secret_on(page)


def test_a_counsellor_is_told_of_a_link_on_every_page_until_it_is_read(people: Personas) -> None:
    link_for(people, "no")
    amina, bram = browser_of(people.amina), browser_of(people.bram)
    told = "maakte Els een nieuwe inloglink voor jou. De link is niet gebruikt. Vroeg je daar niet om?"
    for address in ("/account/", "/organisaties/", "/account/"):
        assert told in amina.get(address).content.decode()
        assert told not in bram.get(address).content.decode()
    address = f"/account/inloglinks/{Invitation.objects.get().pk}/gelezen/"
    assert bram.post(address).status_code == 404
    assert browser_of(people.els).post(address).status_code == 422
    assert amina.post(address)["Location"] == "/"
    assert amina.post(address).status_code == 302
    assert told not in amina.get("/account/").content.decode()
    assert audited(people.practice) == [
        ("give_sign_in_link", "people.user"),
        ("read_sign_in_link", "people.invitation"),
    ]


def test_a_used_link_that_cleared_everything_stays_in_the_list_whoever_read_the_notice(people: Personas) -> None:
    taken = browser_of()
    accept(link_for(people, "yes"), client=taken)
    used = "daarmee is je wachtwoord veranderd. Je passkeys om in te loggen, je app-code en je herstelcodes"
    assert used in taken.get("/account/").content.decode()
    taken.post(f"/account/inloglinks/{Invitation.objects.get().pk}/gelezen/")
    assert used in taken.get("/account/ingelogd/").content.decode()
    assert used not in browser_of(people.bram).get("/account/ingelogd/").content.decode()


def test_an_invitation_to_a_new_account_is_nothing_to_be_told_about(people: Personas) -> None:
    client = browser_of()
    accept(invited(people), client=client)
    assert "inloglink voor jou" not in client.get("/account/").content.decode()


def test_no_link_to_oneself_to_a_disabled_account_or_to_another_practice(people: Personas) -> None:
    els, typed = browser_of(people.els), {"clears_second_factor": "no"}
    User.objects.filter(pk=people.bram.pk).update(is_active=False)
    assert els.post(f"/mensen/{people.els.pk}/inloglink/", typed).status_code == 422
    assert els.post(f"/mensen/{people.bram.pk}/inloglink/", typed).status_code == 422
    assert els.post(f"/mensen/{people.carla.pk}/inloglink/", typed).status_code == 404
    assert not Invitation.objects.exists()


def test_disabling_an_account_makes_its_open_link_worthless(people: Personas) -> None:
    els = browser_of(people.els)
    secret = secret_on(els.post(f"/mensen/{people.amina.pk}/inloglink/", {"clears_second_factor": "no"}))  # type: ignore[arg-type]
    els.post(f"/mensen/{people.amina.pk}/uitzetten/")
    els.post(f"/mensen/{people.amina.pk}/aanzetten/")
    assert accept(secret).status_code == 422


def test_an_expired_invitation_does_not_stand_in_the_way_of_a_new_one(people: Personas) -> None:
    invited(people)
    Invitation.objects.update(expires=timezone.now() - timedelta(days=1))
    assert "verlopen op" in browser_of(people.els).get("/mensen/").content.decode()
    assert accept(invited(people)).status_code == 302
    assert User.objects.get(email="gijs@voorbeeld.test").role == Role.COUNSELLOR


def test_only_where_there_was_a_link_is_it_said_to_work_no_longer(people: Personas) -> None:
    els = browser_of(people.els)
    first, second = (els.post("/mensen/uitnodigen/", GIJS).content.decode() for _ in range(2))
    assert "Geef deze link aan Gijs" in first
    assert "Een eerdere link" not in first
    assert "Een eerdere link voor Gijs werkt niet meer." in second
