"""What a letter is held against: names of the organisation, and figures that went out; no other count."""

import pytest

from nabij.kit.permit import permit
from nabij.people.models import Unit
from nabij.releases.actions import open_ledger, release_figures
from nabij.releases.models import Do, Release
from nabij.signals.models import Signal
from nabij_disclosure.pose import Asked
from nabij_disclosure.sensitive import Settings
from tests.disclosure.random_tables import random_table
from tests.making import Json
from tests.personas import Personas
from tests.signals.making import Pen, address, begun, pens

pytestmark = pytest.mark.django_db(databases=["default", "shred"])


def beside(pen: Pen, signal: Signal) -> Json:
    status, found = pen.get(address(signal, "ernaast"))
    assert status == 200
    return found


def release(people: Personas, receiver: Release.Receiver = Release.Receiver.BOARD) -> Release:
    ledger = open_ledger(people.organisation)
    asked = (Asked(random_table((4, 3), 9, 1), frozenset({"2025"})),)
    allowed = permit(people.amina, Do.RELEASE, ledger)
    (out,) = release_figures(allowed, asked, Settings(), kind=Release.Kind.REPORT, receiver=receiver)
    return out


def test_both_of_the_pair_get_the_names_of_their_own_organisation(people: Personas) -> None:
    signal = begun(people)
    Unit.objects.create(practice=people.other_practice, organisation=people.other_organisation, name="Elders")
    for pen in pens(people):
        found = beside(pen, signal)
        assert found["units"] == ["Noord"]
        assert "Leidinggevende" in found["roles"]
        assert found["released"] == []
        assert found["always"] == [f"binnen {people.practice.reply_days} werkdagen"]


def test_how_many_work_in_each_part_and_how_many_are_few_are_the_practices_own(people: Personas) -> None:
    signal = begun(people)
    people.unit.head_count = 14
    people.unit.save()
    people.practice.pattern_threshold = 4
    people.practice.save()
    found = beside(pens(people)[0], signal)
    assert found["parts"] == [{"id": people.unit.pk, "name": "Noord", "heads": 14}]
    assert found["few"] == 4
    people.practice.pattern_threshold = 1
    people.practice.save()
    assert beside(pens(people)[0], signal)["few"] == 2


def test_only_figures_that_readers_saw_are_known_and_small_ones_free_nothing(people: Personas) -> None:
    signal = begun(people)
    out = release(people)
    shown = {one for one in out.shown.figures.values() if isinstance(one, int)}
    hidden = set(random_table((4, 3), 9, 1).values.values()) - shown
    found = set(beside(pens(people)[0], signal)["released"])
    assert found == {one for one in shown if one >= 5}
    assert found
    assert found.isdisjoint(hidden)


def test_each_figure_says_what_it_counted_when_it_went_out_and_nothing_of_what_was_hidden(people: Personas) -> None:
    signal = begun(people)
    out = release(people).shown
    found = beside(pens(people)[0], signal)
    assert {int(figure) for figure in found["counted"]} == set(found["released"])
    for cell, figure in out.figures.items():
        about = [node for node, dimension in zip(cell, out.dimensions, strict=True) if node != dimension.root]
        told = found["counted"].get(str(figure), [])
        assert ({"of": out.measure, "classes": about} in told) == (isinstance(figure, int) and figure >= 5)
