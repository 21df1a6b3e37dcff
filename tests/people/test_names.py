"""Names tell people apart at consents and keys, so no two people of one practice share one."""

from collections.abc import Callable

import pytest
from tests.people.asking import audited, browser_of
from tests.personas import Personas

from nabij.kit.errors import Refused
from nabij.kit.permit import permit
from nabij.people.actions import accounts
from nabij.people.actions.invitations import Invited, invite, open_invitation
from nabij.people.models import Do, Invitation, Organisation, User
from nabij.people.rules import NAME_TAKEN, check_name_is_free, device_words, name_key

pytestmark = pytest.mark.django_db(databases=["default", "shred"])


@pytest.mark.parametrize(
    "name", ["Anna de Vries", "anna de vries", "  Anna  de\u00a0Vries ", "ＡNNA DE VRIES", "ANNA DE VRIES"]
)
def test_capitals_and_spaces_make_no_other_name(name: str) -> None:
    with pytest.raises(Refused, match="voorletter"):
        check_name_is_free(name, ["Bram", "Anna de Vries"])


LOOK_ALIKES = [
    "An\u200bna",
    "An\u00adna",
    "An\u2060na",
    "\u202eannA",
    "Anna\u0007",
    "\u0410nna",
    "Ann\u0430",
    "Ann\u03b1",
]


@pytest.mark.parametrize("name", LOOK_ALIKES)
def test_a_name_that_only_looks_like_another_is_refused(name: str, people: Personas) -> None:
    with pytest.raises(Refused, match="zonder te plakken"):
        inviting(people, name, "anna2@voorbeeld.test")()
    typed = {"name": name, "languages": ["nl"], "expertise": []}
    assert browser_of(people.amina).post("/account/profiel/", typed).status_code == 422
    place = {"name": name, "sector": "care", "head_count": 3, "languages": []}
    page = browser_of(people.els).post("/organisaties/nieuw/", place)
    assert page.status_code == 422
    assert "zonder te plakken" in page.content.decode()
    assert not Organisation.objects.filter(name=name).exists()


@pytest.mark.parametrize(
    "name", ["Zoë d’Hondt-Ørsted", "Łucja O'Neil 3e", "Анна Де Фрис", "山田 さくら", "Ｊan", "Maria ª"]
)
def test_a_name_in_one_script_is_a_name(name: str) -> None:
    check_name_is_free(name, ["Anna"])


@pytest.mark.parametrize("name", ["Anna B. de Vries", "Anna", "Anna de Vriès"])
def test_an_initial_makes_another_name(name: str) -> None:
    check_name_is_free(name, ["Anna de Vries"])
    assert name_key(name) != name_key("Anna de Vries")


def inviting(people: Personas, name: str, email: str) -> Callable[[], str]:
    asked = Invited(name, email, "counsellor")
    return lambda: invite(permit(people.els, Do.INVITE, people.practice), asked)


def test_inviting_somebody_with_a_name_that_is_there_is_refused_and_keeps_what_was_typed(people: Personas) -> None:
    typed = {"name": "bram ", "email": "bram2@voorbeeld.test", "role": "counsellor", "kind": "external"}
    page = browser_of(people.els).post("/mensen/uitnodigen/", typed)
    assert page.status_code == 422
    assert "Zet er een voorletter bij" in page.content.decode()
    assert "bram2@voorbeeld.test" in page.content.decode()
    with pytest.raises(Refused, match="voorletter"):
        inviting(people, "BRAM", "bram2@voorbeeld.test")()
    assert audited(people.practice) == []
    assert browser_of(people.els).post("/mensen/uitnodigen/", typed | {"name": "Bram K."}).status_code == 200


def test_a_name_with_an_open_link_is_taken_and_the_same_person_can_be_invited_again(people: Personas) -> None:
    inviting(people, "Gijs", "gijs@voorbeeld.test")()
    inviting(people, "gijs", "gijs@voorbeeld.test")()
    with pytest.raises(Refused, match="voorletter"):
        inviting(people, "Gijs", "gijs2@voorbeeld.test")()
    assert Invitation.objects.unused().get().name == "gijs"


def test_the_name_of_a_disabled_account_and_not_one_of_another_practice_is_taken(people: Personas) -> None:
    User.objects.filter(pk=people.bram.pk).update(is_active=False)
    with pytest.raises(Refused, match="voorletter"):
        inviting(people, "Bram", "bram2@voorbeeld.test")()
    assert open_invitation(inviting(people, "Carla", "carla2@voorbeeld.test")()).name == "Carla"


def test_nobody_takes_the_name_of_a_colleague(people: Personas) -> None:
    typed = {"name": "  bram", "languages": ["nl"], "expertise": []}
    page = browser_of(people.amina).post("/account/profiel/", typed)
    assert page.status_code == 422
    assert "Zet er een voorletter bij" in page.content.decode()
    with pytest.raises(Refused, match="voorletter"):
        accounts.change_own_profile(
            permit(people.amina, Do.CHANGE_OWN_PROFILE, people.amina), name="Bram", languages=["nl"], expertise=[]
        )
    assert User.objects.get(pk=people.amina.pk).name == "Amina"
    assert browser_of(people.amina).post("/account/profiel/", typed | {"name": "AMINA"}).status_code == 302


def test_who_shares_a_name_from_before_can_still_change_the_rest(people: Personas) -> None:
    User.objects.filter(pk=people.bram.pk).update(name="Amina")
    typed = {"name": "Amina", "languages": ["nl", "en"], "expertise": []}
    assert browser_of(people.amina).post("/account/profiel/", typed).status_code == 302


def test_the_sentence_says_why() -> None:
    assert "toestemmingen" in NAME_TAKEN


FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
EDGE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/139.0 Safari/537.36 Edg/139.0"
CHROME = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0 Mobile Safari/537.36"
SAFARI = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.5 Safari/605.1.15"


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (FIREFOX, "Firefox op Windows"),
        (EDGE, "Edge op Windows"),
        (CHROME, "Chrome op Android"),
        (SAFARI, "Safari op een Mac"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox op Linux"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) CriOS/139 Safari/604.1", "Chrome op een iPhone"),
        ("curl/8.5", "Onbekende browser"),
        ("", "Onbekende browser"),
        ("<script>alert(1)</script>", "Onbekende browser"),
    ],
)
def test_a_browser_is_called_what_a_person_calls_it(agent: str, words: str) -> None:
    assert device_words(agent) == words
