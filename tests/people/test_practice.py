import pytest
from tests.people.asking import audited, browser_of
from tests.personas import PASSWORD, Personas

from nabij.people.models import Counsellor, PublicKey, User

pytestmark = pytest.mark.django_db(databases=["default", "shred"])
SETTINGS = {
    "name": "Praktijk Oost",
    "reply_days": "3",
    "aftercare_weeks": "8",
    "pattern_threshold": 3,
    "signal_days": 28,
    "plus_style": "on",
}


def test_the_set_up_list_says_what_is_left(people: Personas) -> None:
    page = browser_of(people.els).get("/inrichting/")
    assert {line.task.key for line in page.context["lines"] if not line.task.finished} == {
        "security",
        "practice",
        "vaults",
        "sector_texts",
        "entrances",
    }
    assert "0 van 2" in page.content.decode()


def test_the_set_up_list_follows_what_is_done(people: Personas) -> None:
    for person in (people.amina, people.bram):
        PublicKey.objects.create(practice=people.practice, owner=person, version=1, recipient="age1x", sign="s")
    els = browser_of(people.els)
    els.post("/inrichting/praktijk/", SETTINGS)
    left = [line.task.key for line in els.get("/inrichting/").context["lines"] if not line.task.finished]
    assert left == ["security", "sector_texts", "entrances"]


def test_the_set_up_list_counts_only_this_practice(people: Personas) -> None:
    tasks = {line.task.key: line.task for line in browser_of(people.els).get("/inrichting/").context["lines"]}
    assert (tasks["vaults"].of, tasks["pairs"].of) == (2, 1)


def test_the_settings_are_kept(people: Personas) -> None:
    answer = browser_of(people.els).post("/inrichting/praktijk/", SETTINGS, follow=True)
    people.practice.refresh_from_db()
    assert (people.practice.reply_days, people.practice.aftercare_weeks, people.practice.plus_style) == (3, 8, True)
    assert "De instellingen zijn bewaard." in answer.content.decode()
    assert audited(people.practice) == [("change", "people.practice")]


def test_bad_settings_change_nothing_and_keep_what_was_typed(people: Personas) -> None:
    answer = browser_of(people.els).post("/inrichting/praktijk/", SETTINGS | {"name": "Nieuw", "reply_days": "99"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "error-summary" in page
    assert 'value="Nieuw"' in page
    assert 'value="99"' in page
    people.practice.refresh_from_db()
    assert people.practice.name == "Praktijk Oost"
    assert audited(people.practice) == []


def test_the_list_of_people_shows_this_practice_only(people: Personas) -> None:
    page = browser_of(people.els).get("/mensen/").content.decode()
    assert "Amina" in page
    assert "Carla" not in page
    assert "nog geen kluis" in page
    assert "dat ben jij" in page


def test_disabling_signs_out_at_once_and_enabling_revives_no_session(people: Personas) -> None:
    amina, els = browser_of(people.amina), browser_of(people.els)
    address = f"/mensen/{people.amina.pk}/uitzetten/"
    assert "uitzetten?" in els.get(address).content.decode()
    assert User.objects.get(pk=people.amina.pk).is_active, "asking changes nothing"
    assert els.post(address)["Location"] == "/mensen/"
    assert els.post(address).status_code == 422, "a second press says that it is off already"
    assert amina.get("/account/").status_code == 302
    els.post(f"/mensen/{people.amina.pk}/aanzetten/")
    assert amina.get("/account/").status_code == 302
    assert User.objects.get(pk=people.amina.pk).check_password(PASSWORD)
    assert audited(people.practice) == [("disable", "people.user"), ("enable", "people.user")]


def test_a_manager_cannot_disable_the_own_account_or_one_of_another_practice(people: Personas) -> None:
    els = browser_of(people.els)
    assert els.post(f"/mensen/{people.els.pk}/uitzetten/").status_code == 422
    assert els.post(f"/mensen/{people.carla.pk}/uitzetten/").status_code == 404
    assert User.objects.filter(is_active=True).count() == 5


def test_a_counsellor_cannot_disable_a_colleague(people: Personas) -> None:
    assert browser_of(people.amina).post(f"/mensen/{people.bram.pk}/uitzetten/").status_code == 404
    assert User.objects.get(pk=people.bram.pk).is_active


def test_a_counsellor_keeps_the_own_profile(people: Personas) -> None:
    typed = {"name": "Amina de Wit", "languages": ["nl", "tr"], "expertise": ["care", "sport"]}
    assert browser_of(people.amina).post("/account/profiel/", typed)["Location"] == "/account/profiel/"
    kept = Counsellor.objects.get(user=people.amina)
    assert (kept.languages, kept.expertise) == (["nl", "tr"], ["care", "sport"])
    assert User.objects.get(pk=people.amina.pk).name == "Amina de Wit"
    assert Counsellor.objects.get(user=people.bram).languages == ["nl"]
    assert audited(people.practice) == [("change_own_profile", "people.user")]


def test_a_language_that_is_not_in_the_list_is_refused(people: Personas) -> None:
    answer = browser_of(people.amina).post("/account/profiel/", {"name": "Nieuwe naam", "languages": ["klingon"]})
    assert answer.status_code == 422
    assert 'value="Nieuwe naam"' in answer.content.decode()
    assert Counsellor.objects.get(user=people.amina).languages == ["nl"]
