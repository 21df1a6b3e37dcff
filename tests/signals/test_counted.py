"""A letter that says how many are behind it: that number is in the ledger in the moment in which the letter goes."""

import pytest

from nabij.people.models import User
from nabij.releases.models import Ledger, Release
from nabij.sealed.models import Vault
from nabij.signals.behind import behind
from nabij.signals.models import Concern, Letter, Signal
from tests.making import Json, make_vault
from tests.personas import Personas
from tests.signals.making import except_, handed, pens, worded

pytestmark = pytest.mark.django_db(databases=["default", "shred"])


def daan(people: Personas) -> User:
    if not Vault.objects.filter(user=people.daan).exists():
        make_vault(people.daan)
    return people.daan


def handed_over(people: Personas, signal: Signal, count: object) -> tuple[int, Json]:
    return pens(people)[0].go(signal, "overdragen", **handed(daan(people)), count=count)


@pytest.fixture
def six(people: Personas, monkeypatch: pytest.MonkeyPatch) -> Signal:
    """A worded signal that six visitors are behind."""
    signal, _, _ = worded(people)
    monkeypatch.setattr("nabij.signals.actions.counted.behind", lambda row: 6)
    return signal


def test_the_number_goes_into_the_ledger_with_the_letter(people: Personas, six: Signal) -> None:
    assert handed_over(people, six, 6)[0] == 200
    line = Release.objects.get()
    assert (line.kind, line.receiver, line.author) == (Release.Kind.SIGNAL, Release.Receiver.BOARD, people.amina)
    assert line.shown.words == ("Totaal: 6",)
    (entry,) = Ledger.objects.get().history()
    assert entry.told
    assert Letter.objects.count() == 1


def test_a_letter_without_a_number_leaves_no_line(people: Personas) -> None:
    signal, _, _ = worded(people)
    assert handed_over(people, signal, None)[0] == 200
    assert not Release.objects.exists()


def test_another_number_than_of_those_behind_it_does_not_go(people: Personas, six: Signal) -> None:
    for count in (5, 7):
        status, said = handed_over(people, six, count)
        assert (status, said["code"]) == (422, "counted")
        assert "Er is niets verstuurd" in said["refused"]
    assert not Release.objects.exists()
    assert not Letter.objects.exists()
    for unread in (0, -1, "6", True):
        assert handed_over(people, six, unread)[0] == 422


def test_a_small_number_does_not_go_and_the_letter_stays(people: Personas) -> None:
    signal, _, _ = worded(people)
    status, said = handed_over(people, signal, 1)
    assert (status, said["code"]) == (422, "counted")
    assert "meerdere mensen" in said["refused"]
    signal.refresh_from_db()
    assert signal.step == "worded_neutral"
    assert not Release.objects.exists()
    assert not Letter.objects.exists()


def test_who_is_behind_it_is_counted_once_and_only_by_their_yes(people: Personas) -> None:
    signal, matter, _ = worded(people)
    assert behind(signal) == 1
    assert pens(people)[0].get(f"/signalen/{signal.pk}/ernaast.json")[1]["behind"] == 1
    Concern.objects.filter(signal=signal).update(consent=None, exception=except_(matter))
    assert behind(signal) is None
    Signal.objects.filter(pk=signal.pk).update(path="excepted")
    assert behind(Signal.objects.get(pk=signal.pk)) is None
