"""A yes is a yes to these words: what is told after it, or weighed anew, asks again."""

from importlib import import_module

import pytest
from django.apps import apps

from nabij.sealed.models import KeyGrant
from nabij.signals.models import Concern, Signal
from nabij.signals.rules import sections
from tests.making import a_grant, make_matter
from tests.personas import Personas
from tests.signals.making import NOTHING, WEIGHED, address, begun, except_, handed, laid, pens, say, weighed, worded
from tests.signals.test_handing import daan, delivered

pytestmark = pytest.mark.django_db(databases=["default", "shred"])


def test_what_is_told_after_the_yes_is_asked_again(people: Personas) -> None:
    matter, signal = make_matter(people.amina), weighed(people)
    amina, bram = pens(people)
    consent = say(matter)
    assert amina.write(signal, sections.LIMITS)[0] == 200
    assert amina.go(signal, "grond", **laid(matter, consent))[0] == 200
    assert bram.write(signal, sections.LIMITS)[0] == 200
    for pen in (amina, bram):
        assert pen.go(signal, "afstemmen")[1]["code"] == "withdrawn"
    seen = amina.get(address(signal, "stukken"))[1]["signal"]["concerns"]
    assert [(one["limits"], one["stands"]) for one in seen] == [(1, False)]
    assert [one["what"] for one in amina.get("/signalen/vandaag.json")[1]["due"]] == ["ask"]
    for old in (None, 1, 3):
        assert amina.go(signal, "grond", **laid(matter, consent, limits=old))[1]["code"] == "changed"
    assert amina.go(signal, "grond", **laid(matter, say(matter), limits=2))[0] == 200
    assert bram.go(signal, "afstemmen")[0] == 200


def test_there_is_no_yes_before_there_are_words(people: Personas) -> None:
    matter, signal = make_matter(people.amina), weighed(people)
    amina, _ = pens(people)
    for limits in (1, None):
        assert amina.go(signal, "grond", **laid(matter, say(matter), limits=limits))[1]["code"] == "changed"
    assert not Concern.objects.exists()


@pytest.mark.parametrize("step", ["verwoorden", "overdragen"])
def test_no_letter_goes_on_a_yes_to_older_words(people: Personas, step: str) -> None:
    signal, _, _ = worded(people)
    amina, _ = pens(people)
    if step == "verwoorden":
        assert amina.go(signal, "herschrijven")[0] == 200
    Concern.objects.update(limits=0)
    body = {"revision": 1} if step == "verwoorden" else handed(daan(people))
    assert amina.go(signal, step, **body)[1]["code"] == "withdrawn"


def test_nobody_looked_at_what_is_yet_to_be_said(people: Personas) -> None:
    matter, signal = make_matter(people.amina), weighed(people)
    amina, _ = pens(people)
    amina.write(signal, sections.LIMITS)
    before, consent, other = say(matter, refused=True, given=False), say(matter), say(matter)
    for seen in (2**31 - 1, other.sequence + 1, before.sequence, None):
        assert amina.go(signal, "grond", **laid(matter, consent, seen=seen))[0] == 422
    assert amina.go(signal, "grond", **laid(matter, consent, seen=other.sequence))[0] == 200
    say(matter, given=False)
    assert amina.go(signal, "afstemmen")[1]["code"] == "withdrawn"


def test_another_yes_of_the_same_matter_takes_no_place_after_it_was_agreed(people: Personas) -> None:
    signal, matter, consent = worded(people)
    amina, _ = pens(people)
    other = say(matter)
    say(matter, given=False)
    assert amina.go(signal, "overdragen", **handed(daan(people)))[1]["code"] == "withdrawn"
    assert amina.go(signal, "grond", **laid(matter, other, seen=3))[1]["code"] == "step"
    assert amina.go(signal, "overdragen", **handed(daan(people)))[1]["code"] == "withdrawn"
    assert amina.go(signal, "grond", **laid(matter, consent, seen=3))[0] == 200
    # it stands again, and the letter is looked at once more
    assert amina.go(signal, "overdragen", **handed(daan(people)))[1]["code"] == "step"
    assert amina.go(signal, "verwoorden", revision=1)[1]["code"] == "reread"
    assert amina.write(signal, sections.LETTER)[0] == 200
    assert amina.go(signal, "verwoorden", revision=2)[0] == 200


def test_what_is_weighed_anew_rests_on_nothing_of_before(people: Personas) -> None:
    matter, signal = make_matter(people.amina), weighed(people)
    amina, bram = pens(people)
    consent = say(matter)
    amina.write(signal, sections.LIMITS)
    assert amina.go(signal, "grond", **laid(matter, consent))[0] == 200
    assert amina.go(signal, "versmallen", concern=None)[0] == 200
    assert amina.write(signal, *WEIGHED)[0] == 200
    put = {"weigher": "colleague", "colleague": str(people.bram.pk), "needed": 1}
    assert amina.go(signal, "wegen", **put)[0] == 200
    assert bram.go(signal, "meewegen")[1]["code"] == "unwritten"
    assert bram.write(signal, sections.SECOND)[0] == 200
    assert bram.go(signal, "meewegen")[0] == 200
    assert amina.go(signal, "afstemmen")[1]["code"] == "withdrawn"
    assert amina.go(signal, "grond", **laid(matter, consent))[0] == 200
    assert amina.go(signal, "afstemmen")[0] == 200


def test_what_lies_under_an_older_key_is_no_text(people: Personas) -> None:
    signal = weighed(people)
    amina, _ = pens(people)
    amina.write(signal, sections.LIMITS)
    kept = signal.revisions()
    alone = {"epoch": 2, "shred_key": None, "grants": [a_grant("story", 2, people.amina)], "sealed": NOTHING}
    assert amina.post(address(signal, "sleutels"), alone)[0] == 422
    assert signal.revisions() == kept
    KeyGrant.objects.filter(box=signal.pk).update(epoch=2)
    assert signal.revisions() == {}
    assert amina.go(signal, "afstemmen")[0] == 422


def test_only_what_lies_under_this_signal_goes_with_its_narrowing(people: Personas) -> None:
    (one, _, _), (two, _, _) = worded(people), worded(people)
    amina, _ = pens(people)
    foreign = Concern.objects.get(signal=one).pk
    assert amina.go(two, "versmallen", concern=foreign)[0] == 422
    assert amina.go(two, "versmallen", concern=2**31 - 1)[0] == 422
    two.refresh_from_db()
    assert (two.step, Concern.objects.count()) == ("worded_neutral", 2)


def test_a_path_without_consent_rests_on_a_recorded_exception(people: Personas) -> None:
    signal = begun(people, "acute_danger", "excepted")
    amina, _ = pens(people)
    amina.write(signal, *WEIGHED)
    put = {"weigher": "colleague", "colleague": str(people.bram.pk), "needed": 0}
    assert amina.go(signal, "wegen", **put)[0] == 422
    old = weighed(people, "acute_danger", path="excepted")
    amina.write(old, sections.LIMITS, sections.GROUNDS)
    Signal.objects.filter(pk=old.pk).update(needed=0)
    assert amina.go(old, "redenen", grounds=["statutory_duty"])[0] == 422


@pytest.mark.parametrize("recorded", ["statutory_duty", "conflict_of_duties"])
def test_the_reasons_of_a_signal_are_those_recorded_with_the_visitor(people: Personas, recorded: str) -> None:
    matter, signal = make_matter(people.amina), weighed(people, "acute_danger", path="excepted")
    amina, _ = pens(people)
    amina.write(signal, sections.LIMITS, sections.GROUNDS)
    broken = except_(matter, recorded)
    assert amina.go(signal, "grond", matter=str(matter.pk), record_id=str(broken.record_id))[0] == 200
    duty, conflict = ["statutory_duty"], ["consent_sought", "conscience", "no_other_way", "serious_harm"]
    wrong, right = (conflict, duty) if recorded == "statutory_duty" else (duty, conflict)
    assert amina.go(signal, "redenen", grounds=wrong)[0] == 422
    assert amina.go(signal, "redenen", grounds=right)[0] == 200


def test_after_the_letter_went_nobody_is_said_to_have_withdrawn_by_a_new_key(people: Personas) -> None:
    signal = delivered(people)
    Concern.objects.update(limits=0)
    assert pens(people)[0].get("/signalen/vandaag.json")[1]["due"] == []
    assert signal.standing() == signal.not_taken_back() != frozenset()


def test_rows_of_before_stand_for_the_words_that_were_there(people: Personas) -> None:
    signal, _, _ = worded(people)
    Concern.objects.update(limits=0)
    Signal.objects.update(seconded=0)
    import_module("nabij.signals.migrations.0002_yes_to_words").fill(apps, None)
    signal.refresh_from_db()
    assert (Concern.objects.get().limits, signal.seconded) == (1, 1)
    assert signal.standing() != frozenset()
