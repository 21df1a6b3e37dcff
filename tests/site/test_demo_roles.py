"""The role switcher exists in a demo only, and only by POST."""

from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.test import Client, RequestFactory
from pytest_django import Settings

from nabij.audit.models import Entry
from nabij.kit.permit import permit
from nabij.mail.actions import send_waiting
from nabij.people.models import Do
from nabij.site.actions import switch_role
from nabij.site.configuration import DEMO_MARKER
from nabij.site.mail_server import DEMO_SENDER, mailers
from tests.mail.hands import remind
from tests.personas import Personas

HOST = django_settings.HOSTS["workspace"]


@pytest.fixture
def demo(settings: Settings) -> None:
    settings.CONFIGURATION = replace(settings.CONFIGURATION, demo=True)


def _switch(client: Client, email: str) -> int:
    return client.post("/demo/rol/", {"email": email}, headers={"host": HOST}).status_code


def test_outside_a_demo_there_is_no_switcher(people: Personas) -> None:
    client = Client()
    assert client.get("/demo/rollen/", headers={"host": HOST}).status_code == 404
    assert _switch(client, people.amina.email) == 404
    assert "_auth_user_id" not in client.session


def test_a_marker_that_appears_in_a_running_installation_opens_nothing(
    people: Personas, settings: Settings, tmp_path: Path
) -> None:
    settings.CONFIGURATION = replace(settings.CONFIGURATION, data=tmp_path)
    (tmp_path / DEMO_MARKER).touch()
    assert Client().get("/demo/rollen/", headers={"host": HOST}).status_code == 404
    assert _switch(Client(), people.amina.email) == 404


def test_in_a_demo_one_post_signs_in_and_another_changes_the_person(people: Personas, demo: None) -> None:
    client = Client()
    page = client.get("/demo/rollen/", headers={"host": HOST})
    assert people.amina.name in page.content.decode()
    assert _switch(client, people.amina.email) == 302
    assert client.session["_auth_user_id"] == str(people.amina.pk)
    assert _switch(client, people.els.email) == 302
    assert client.session["_auth_user_id"] == str(people.els.pk)
    lines = Entry.objects.filter(verb="switch_role").order_by("sequence").values_list("actor_id", flat=True)
    assert list(lines) == [people.amina.pk, people.els.pk]


def test_the_action_itself_refuses_outside_a_demo(people: Personas) -> None:
    with pytest.raises(RuntimeError, match="demo only"):
        switch_role(permit(people.amina, Do.SWITCH_ROLE, people.amina), RequestFactory().post("/demo/rol/"))


def test_a_link_cannot_sign_in(people: Personas, demo: None) -> None:
    client = Client()
    answer = client.get(f"/demo/rol/?email={people.amina.email}", headers={"host": HOST})
    assert answer.status_code == 405
    assert "_auth_user_id" not in client.session


def test_a_post_from_elsewhere_is_refused(people: Personas, demo: None) -> None:
    assert _switch(Client(enforce_csrf_checks=True), people.amina.email) == 403


def test_a_board_contact_is_chosen_at_the_boards_address_and_lands_on_the_reports(people: Personas, demo: None) -> None:
    board, client = django_settings.HOSTS["board"], Client()
    here = client.get("/demo/rollen/", headers={"host": HOST}).content.decode()
    assert f'href="http://{board}/demo/rollen/"' in here
    assert people.daan.email not in here
    page = client.get("/demo/rollen/", headers={"host": board}).content.decode()
    assert people.daan.email in page
    assert people.amina.email not in page
    answer = client.post("/demo/rol/", {"email": people.daan.email}, headers={"host": board})
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert client.get("/", headers={"host": board})["Location"] == "/jaarverslagen/"
    assert client.get("/jaarverslagen/", headers={"host": board}).status_code == 200
    assert client.post("/demo/rol/", {"email": people.amina.email}, headers={"host": board}).status_code == 404


def test_whoever_is_disabled_or_at_home_elsewhere_cannot_be_chosen(people: Personas, demo: None) -> None:
    type(people.bram).objects.filter(pk=people.bram.pk).update(is_active=False)
    for email in (people.bram.email, people.daan.email, "niemand@voorbeeld.test"):
        assert _switch(Client(), email) == 404


def test_the_workspace_of_a_demo_leads_to_the_switcher(people: Personas, demo: None) -> None:
    client = Client()
    client.force_login(people.els)
    assert 'href="/demo/rollen/"' in client.get("/inrichting/", headers={"host": HOST}).content.decode()


def test_a_real_workspace_does_not(people: Personas) -> None:
    client = Client()
    client.force_login(people.els)
    assert "/demo/rollen/" not in client.get("/inrichting/", headers={"host": HOST}).content.decode()


def test_a_demo_shows_the_mails_that_it_wrote_down(
    people: Personas, demo: None, settings: Settings, tmp_path: Path
) -> None:
    settings.DEMO_MAIL, settings.MAIL_SENDER = tmp_path / "sent", DEMO_SENDER
    settings.MAILERS = mailers(None, settings.DEMO_MAIL)
    client = Client()
    assert "nog niets verstuurd" in client.get("/demo/post/", headers={"host": HOST}).content.decode()
    remind(people)
    assert send_waiting().sent == 1
    # of one round of sending several stand in one file
    (written,) = (tmp_path / "sent").glob("*.log")
    written.write_bytes(written.read_bytes() * 2)
    (tmp_path / "sent" / "half.log").write_text("Subject: ")
    page = client.get("/demo/post/", headers={"host": HOST}).content.decode()
    assert "Nieuw bericht" in page
    assert "Het jaarverslag staat klaar." in page
    assert people.daan.email in page
    assert page.count("Het jaarverslag staat klaar.") == 2
    assert "---" not in page
    assert "Content-Type" not in page
