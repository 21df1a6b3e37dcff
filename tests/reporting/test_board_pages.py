"""The board's pages: who gets there, what lies there, and that no unreleased count is in anything they send."""

import re
from html import unescape
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from nabij.audit.models import Entry
from nabij.kit.permit import permit
from nabij.people.actions.invitations import Invited, give_sign_in_link, invite
from nabij.people.models import Do, Organisation, Role, User
from nabij.releases.models import Release
from nabij.reporting.models import Report
from tests.people.asking import browser_of
from tests.personas import PASSWORD, Personas
from tests.releases.forging import forged
from tests.reporting import published
from tests.reporting.published import COUNTS, OTHER_QUESTION, QUESTION
from tests.reporting.searched import places_of

pytestmark = pytest.mark.django_db(databases=["default", "shred"])
ACCOUNT_PAGES = ("mfa_activate_totp", "mfa_add_webauthn", "usersessions_list", "mfa_list_webauthn")
NEW = "zeven gele tassen 4"
CHANGING = re.compile(r'nonce="[^"]*"|name="csrfmiddlewaretoken" value="[^"]*"|name="csrf" content="[^"]*"')


@pytest.fixture(autouse=True)
def _no_limits_from_before(db: None) -> None:
    cache.clear()


def board(user: User | None = None) -> Client:
    return browser_of(user, audience="board")


def everything(client: Client, report: Report) -> dict[str, Any]:
    """Every answer that shows figures of this report."""
    kinds = ("", "pdf/", "word/", "csv/", "gesprek/", "vraag/nature/")
    return {kind: client.get(f"/jaarverslag/{report.pk}/{kind}") for kind in kinds}


def test_a_board_contact_signs_in_at_the_own_address_and_lands_on_the_reports(people: Personas) -> None:
    client = board()
    assert client.get("/jaarverslagen/")["Location"] == "/inloggen/?next=/jaarverslagen/"
    answer = client.post("/inloggen/", {"login": people.daan.email, "password": PASSWORD})
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert client.get("/")["Location"] == "/jaarverslagen/"
    page = client.get("/jaarverslagen/").content.decode()
    assert "Er is nog geen jaarverslag." in page
    assert people.organisation.name in page
    assert Entry.objects.filter(verb="sign_in", actor_id=people.daan.pk).count() == 1
    assert answer.cookies["sessionid"]["domain"] == "", "a cookie of this host alone"


@pytest.mark.parametrize("name", ["amina", "els"])
def test_counsellors_and_managers_do_not_get_in_there(people: Personas, name: str) -> None:
    client, user = board(), getattr(people, name)
    answer = client.post("/inloggen/", {"login": user.email, "password": PASSWORD})
    assert answer.status_code == 403
    assert "Hier lezen eindverantwoordelijken." in answer.content.decode()
    assert "_auth_user_id" not in client.session
    # nor with a session of the workspace carried over
    taken = board(user)
    assert [taken.get(path).status_code for path in ("/jaarverslagen/", "/account/")] == [404, 404]


def test_a_session_of_the_board_opens_nothing_in_the_workspace(people: Personas) -> None:
    client = browser_of(people.daan)
    paths = ("/", "/account/", "/account/passkeys/", "/kluis/", "/organisaties/", "/jaarverslagen/gesprekken/")
    assert {client.get(path).status_code for path in paths} == {404}
    assert "Hoofdmenu" not in client.get("/account/").content.decode()


def test_an_invitation_of_a_board_contact_leads_to_the_boards_address_and_signs_in_there(people: Personas) -> None:
    whom = {"name": "Gijs", "email": "gijs@voorbeeld.test", "role": "board_contact", "kind": "external"}
    page = browser_of(people.els).post("/mensen/uitnodigen/", whom | {"organisation": people.organisation.pk})
    found = re.search(r"http://bestuur\.localhost/uitnodiging/#([\w-]{32})<", page.content.decode())
    assert found
    client = board()
    welcome = client.post("/uitnodiging/", {"secret": found[1]}).content.decode()
    assert "Welkom, Gijs" in welcome
    assert "kluis" not in welcome
    answer = client.post("/uitnodiging/", {"secret": found[1], "password": NEW, "again": NEW})
    assert client.get(answer["Location"], follow=True).status_code == 200
    assert User.objects.get(email="gijs@voorbeeld.test").role == Role.BOARD_CONTACT


def test_a_new_sign_in_link_leads_to_the_address_of_its_person(people: Personas) -> None:
    els = browser_of(people.els)
    for person, host in ((people.daan, "bestuur"), (people.bram, "werk")):
        page = els.post(f"/mensen/{person.pk}/inloglink/", {"clears_second_factor": "no"}).content.decode()
        assert f"http://{host}.localhost/uitnodiging/#" in page


def test_a_link_of_a_counsellor_used_at_the_board_gives_an_account_and_the_way_to_the_workspace(
    people: Personas,
) -> None:
    secret = invite(permit(people.els, Do.INVITE, people.practice), Invited("Gijs", "g@voorbeeld.test", "counsellor"))
    client = board()
    answer = client.post("/uitnodiging/", {"secret": secret, "password": NEW, "again": NEW})
    assert 'href="http://werk.localhost/"' in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_the_own_account_at_the_board_tells_the_vault_apart_and_loads_the_shell_of_the_board(people: Personas) -> None:
    give_sign_in_link(permit(people.els, Do.GIVE_SIGN_IN_LINK, people.daan))
    client = board(people.daan)
    for path in ("/account/", "/account/wachtwoord/", "/account/passkeys/", "/jaarverslagen/"):
        page = client.get(path, follow=True).content.decode()
        assert "desk/start-board.js" in page
        assert "desk/start.js" not in page
    assert "Het opent uw kluis niet." in client.get("/account/").content.decode()
    assert "Uw kluis blijft zoals hij is." in board().get("/inloggen/").content.decode()
    assert "maakte Els een nieuwe inloglink voor u" in client.get("/jaarverslagen/").content.decode()


FAMILIAR = re.compile(r"\b(?:je|jij|jou|jouw|jullie)\b", re.IGNORECASE)


def _spoken(html: str) -> str:
    """What a page says, without what the authors wrote in their report."""
    return unescape(re.sub(r"<[^>]*>", " ", re.sub(r'(?s)<div class="sheet letter">.*?<section', "<section", html)))


def test_the_board_is_spoken_to_as_u_on_every_page(people: Personas) -> None:
    report = published.of(people)
    give_sign_in_link(permit(people.els, Do.GIVE_SIGN_IN_LINK, people.daan))
    paths = [
        "/jaarverslagen/",
        "/brieven/",
        f"/jaarverslag/{report.pk}/",
        "/account/",
        "/account/wachtwoord/",
        "/account/passkeys/",
    ]
    paths += [f"/jaarverslag/{report.pk}/{below}" for below in ("vraag/nature/", "gesprek/", "gesprek/plannen/")]
    paths += [reverse(f"{name}", urlconf="nabij.site.urls_board") for name in ACCOUNT_PAGES]
    client, door = board(people.daan), board()
    said = {path: _spoken(client.get(path, follow=True).content.decode()) for path in paths}
    said |= {path: _spoken(door.get(path).content.decode()) for path in ("/", "/inloggen/")}
    wrong = door.post("/inloggen/", {"login": people.daan.email, "password": "verkeerd wachtwoord"})
    said["wrong"] = _spoken(wrong.content.decode())
    said["refused"] = _spoken(client.post("/account/wachtwoord/", {}).content.decode())
    said["empty"] = _spoken(client.post(f"/jaarverslag/{report.pk}/vraag/nature/", {"version": 0}).content.decode())
    assert {path: FAMILIAR.findall(text) for path, text in said.items() if FAMILIAR.search(text)} == {}
    assert "Bent u het?" in "".join(said.values()), "the page that asks for the password once more is among them"


def test_who_is_spoken_to_follows_from_the_address(people: Personas) -> None:
    counsellor = browser_of(people.amina)
    assert "Waar je bent ingelogd" in counsellor.get("/account/").content.decode()
    assert "Waar u bent ingelogd" in board(people.daan).get("/account/").content.decode()


def test_a_report_that_is_out_is_read_with_its_questions_and_taken_along(people: Personas) -> None:
    report, client = published.of(people), board(people.daan)
    assert f"/jaarverslag/{report.pk}/" in client.get("/jaarverslagen/").content.decode()
    page = client.get(f"/jaarverslag/{report.pk}/").content.decode()
    assert 'look/report.css"' in page
    assert page.count("<h1>") == 1
    assert QUESTION in page
    assert OTHER_QUESTION in page
    assert page.count("Antwoord schrijven") == 2
    names = {"pdf/": "jaarverslag-2025.pdf", "word/": "jaarverslag-2025.docx", "csv/": "jaarverslag-2025.csv"}
    for kind, name in names.items():
        answer = client.get(f"/jaarverslag/{report.pk}/{kind}")
        assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
        assert answer["Cache-Control"] == "no-store"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert len(answer.content) > 100
    assert client.post(f"/jaarverslag/{report.pk}/pdf/").status_code == 405


def test_no_unreleased_count_is_in_anything_that_the_board_gets(people: Personas) -> None:
    report = published.of(people)
    shown = {figure for one in report.releases() for figure in one.shown.figures.values() if isinstance(figure, int)}
    hidden = {count for count in COUNTS.values() if count > 99} - shown
    assert hidden, "beside two small cells a large one is withheld"
    answers = everything(board(people.daan), report)
    assert {place for count in hidden for place in places_of(answers, count)} == set()
    assert all(places_of(answers, figure) for figure in shown if figure > 99)


def test_whatever_stands_behind_the_hidden_cells_the_board_gets_the_same_bytes(people: Personas) -> None:
    report, client = published.of(people), board(people.daan)
    before = everything(client, report)
    for release in Release.objects.all():
        entry = release.entry
        hidden = [cell for cell in entry["counts"] if cell[0] in entry["hidden"]]
        # another truth with the same sum
        counts = [count for _, count in hidden]
        for cell, count in zip(hidden, counts[1:] + counts[:1], strict=True):
            cell[1] = count
        with forged() as lines:
            lines.filter(pk=release.pk).update(entry=entry)
    after = everything(client, report)
    for kind, answer in before.items():
        assert CHANGING.sub("", answer.content.decode("latin-1")) == CHANGING.sub(
            "", after[kind].content.decode("latin-1")
        ), kind
        # the policy names the nonce of its page
        heads = [{**one.headers, "Content-Security-Policy": ""} for one in (answer, after[kind])]
        assert heads[0] == heads[1]


def test_what_is_not_out_or_not_theirs_does_not_exist(people: Personas) -> None:
    report = published.of(people)
    making = published.in_the_making(people.amina, people.organisation, 2026)
    neighbour = Organisation.objects.create(practice=people.practice, name="Scholenkring", sector="education")
    strangers = [
        board(
            User.objects.create(
                practice=there.practice,
                email=f"{there.pk}@voorbeeld.test",
                name="Fleur",
                role=Role.BOARD_CONTACT,
                organisation=there,
            )
        )
        for there in (people.other_organisation, neighbour)
    ]
    daan = board(people.daan)
    for kind in ("", "pdf/", "word/", "csv/", "vraag/nature/", "gesprek/", "gesprek/plannen/"):
        assert daan.get(f"/jaarverslag/{making.pk}/{kind}").status_code == 404
        assert {one.get(f"/jaarverslag/{report.pk}/{kind}").status_code for one in strangers} == {404}
    posts = {"vraag/nature/": {"text": "x", "version": 0}, "gesprek/plannen/": {"first": "2027-01-01T10:00"}}
    for kind, body in posts.items():
        assert daan.post(f"/jaarverslag/{making.pk}/{kind}", body).status_code == 404
        assert {one.post(f"/jaarverslag/{report.pk}/{kind}", body).status_code for one in strangers} == {404}
    assert daan.get(f"/jaarverslag/{report.pk}/vraag/bestaat-niet/").status_code == 404
    assert str(making.pk) not in daan.get("/jaarverslagen/").content.decode()


def test_a_board_contact_whose_account_is_off_gets_nothing(people: Personas) -> None:
    report, client = published.of(people), board(people.daan)
    User.objects.filter(pk=people.daan.pk).update(is_active=False)
    for kind in ("", "pdf/", "vraag/nature/"):
        assert client.get(f"/jaarverslag/{report.pk}/{kind}").status_code == 302
    assert (
        "Dit account staat uit."
        in board().post("/inloggen/", {"login": people.daan.email, "password": PASSWORD}).content.decode()
    )


def test_a_later_edition_says_what_it_corrects_and_the_earlier_one_where_it_stands(people: Personas) -> None:
    first = published.of(people)
    second = published.corrected(first)
    client = board(people.daan)
    page = client.get("/jaarverslagen/").content.decode()
    assert f"/jaarverslag/{second.pk}/" in page
    assert f"/jaarverslag/{first.pk}/" not in page
    newer = client.get(f"/jaarverslag/{second.pk}/").content.decode()
    assert "Tweede uitgave, 12 maart 2026. Vervangt de uitgave van 12 februari 2026." in newer
    assert "Jaarverslag 2025, tweede uitgave" in page
    older = client.get(f"/jaarverslag/{first.pk}/").content.decode()
    assert "Dit is een eerdere uitgave." in older
    assert f'href="/jaarverslag/{second.pk}/"' in older
    assert "Antwoord schrijven" not in older
    assert client.get(f"/jaarverslag/{first.pk}/vraag/nature/").status_code == 422
    assert "2e-uitgave" in client.get(f"/jaarverslag/{second.pk}/pdf/")["Content-Disposition"]


def test_every_page_of_the_board_carries_the_strict_headers(people: Personas) -> None:
    report, client = published.of(people), board(people.daan)
    for path in ("/", "/inloggen/", "/jaarverslagen/", f"/jaarverslag/{report.pk}/", f"/jaarverslag/{report.pk}/csv/"):
        headers = client.get(path).headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert headers["Cache-Control"].startswith(("no-store", "max-age=0")), (path, headers["Cache-Control"])
        assert "no-store" in headers["Cache-Control"]
        assert headers["X-Robots-Tag"] == "noindex, nofollow"
