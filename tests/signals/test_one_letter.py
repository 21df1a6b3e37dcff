"""A yes is to one letter: under a second signal of the same words it is asked again."""

import pytest

from nabij.matters.models import Matter
from nabij.signals.models import Concern, Signal
from nabij.signals.rules import sections
from tests.making import make_matter
from tests.personas import Personas
from tests.signals.making import handed, laid, pens, say, weighed, worded
from tests.signals.test_handing import daan

pytestmark = pytest.mark.django_db(databases=["default", "shred"])


def second(people: Personas) -> Signal:
    """Another signal, weighed, with the same words and the same contact as far as the server knows."""
    signal = weighed(people)
    assert pens(people)[0].write(signal, sections.LIMITS)[0] == 200
    return signal


def lie_under_both(signal: Signal, matter: Matter) -> None:
    """As a database may hold it from before."""
    first = Concern.objects.get(matter=matter)
    Concern.objects.filter(signal=signal).delete()
    Concern.objects.create(
        practice=first.practice, signal=signal, matter=matter, consent=first.consent, seen=first.seen, limits=1
    )


@pytest.mark.parametrize("went", [False, True])
def test_a_yes_that_lies_under_another_signal_is_laid_nowhere_else(people: Personas, went: bool) -> None:
    signal, matter, consent = worded(people)
    amina, _ = pens(people)
    if went:
        assert amina.go(signal, "overdragen", **handed(daan(people)))[0] == 200
    other = second(people)
    status, answer = amina.go(other, "grond", **laid(matter, consent))
    assert (status, answer["code"]) == (422, "spent")
    assert "ja geldt voor één brief" in answer["refused"]
    assert not Concern.objects.filter(signal=other).exists()
    told = amina.get(f"/signalen/{other.pk}/stukken.json")[1]["signal"]
    assert told["spent"] == [str(consent.record_id)]
    assert amina.get(f"/signalen/{signal.pk}/stukken.json")[1]["signal"]["spent"] == []
    # asked anew, it counts
    assert amina.go(other, "grond", **laid(matter, say(matter)))[0] == 200


def test_a_signal_that_is_not_sent_leaves_the_yes_for_another(people: Personas) -> None:
    signal, matter, consent = worded(people)
    amina, _ = pens(people)
    assert amina.write(signal, sections.NOT_SENT)[0] == 200
    assert amina.go(signal, "niet-versturen")[0] == 200
    other = second(people)
    assert amina.get(f"/signalen/{other.pk}/stukken.json")[1]["signal"]["spent"] == []
    assert amina.go(other, "grond", **laid(matter, consent))[0] == 200


def test_what_lies_under_the_signal_itself_can_be_looked_at_again(people: Personas) -> None:
    signal, matter, consent = worded(people)
    say(matter)
    assert pens(people)[0].go(signal, "grond", **laid(matter, consent, seen=2))[0] == 200


def test_where_one_yes_lies_under_two_the_second_letter_stays(people: Personas) -> None:
    signal, matter, _ = worded(people)
    amina, _ = pens(people)
    other_matter = make_matter(people.amina)
    other = second(people)
    assert amina.go(other, "grond", **laid(other_matter, say(other_matter)))[0] == 200
    assert amina.go(other, "afstemmen")[0] == 200
    assert amina.write(other, sections.LETTER)[0] == 200
    assert amina.go(other, "verwoorden", revision=1)[0] == 200
    lie_under_both(other, matter)
    assert amina.go(signal, "overdragen", **handed(daan(people)))[0] == 200
    status, answer = amina.go(other, "overdragen", **handed(daan(people)))
    assert (status, answer["code"]) == (422, "spent")
    other.refresh_from_db()
    assert other.step == "worded_neutral"


def test_who_does_not_see_the_matter_reads_of_no_consent_in_it(people: Personas) -> None:
    worded(people)
    other = second(people)
    _, bram = pens(people)
    assert bram.get(f"/signalen/{other.pk}/stukken.json")[1]["signal"]["spent"] == []
