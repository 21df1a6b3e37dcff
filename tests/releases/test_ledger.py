"""Whatever goes out goes through the ledger: judged against everything before it, recorded whole, never taken back."""

from collections.abc import Callable
from dataclasses import replace
from typing import Literal

import pytest
from django.db.models import ProtectedError
from tests.disclosure.random_tables import random_table, units
from tests.making import make_matter
from tests.personas import Personas
from tests.releases.forging import forged

from nabij.audit.models import Entry
from nabij.kit.errors import Refused
from nabij.kit.permit import Permit, permit
from nabij.matters.models import Matter
from nabij.people.models import Appointment, User
from nabij.releases.actions import (
    Moved,
    draft,
    open_ledger,
    publish,
    record_open,
    release_figures,
    tell_figures,
    with_told,
)
from nabij.releases.models import Do, Ledger, Release
from nabij.releases.rules import OPEN_MEASURES, STAFF, Shown, entry_of
from nabij_disclosure.errors import BrokenLedger, Contradiction
from nabij_disclosure.pose import Asked
from nabij_disclosure.release import Mark
from nabij_disclosure.release import Release as Proven
from nabij_disclosure.sensitive import Settings
from nabij_disclosure.statements import number
from nabij_disclosure.table import TOTAL, Dimension, Table

SETTINGS = Settings()
YEAR = frozenset({"2025"})
KIND, BOARD = Release.Kind.REPORT, Release.Receiver.BOARD

pytestmark = pytest.mark.django_db(databases=["default", "shred"])


@pytest.fixture
def ledger(people: Personas) -> Ledger:
    return open_ledger(people.organisation)


def by(person: User, ledger: Ledger) -> Permit[Ledger, Literal[Do.RELEASE]]:
    return permit(person, Do.RELEASE, ledger)


def asked(table: Table, periods: frozenset[str] = YEAR) -> tuple[Asked, ...]:
    return (Asked(table, periods),)


def cells(seed: int = 1) -> Table:
    return random_table((4, 3), 9, seed)


def test_what_goes_out_is_a_line_of_the_chain_and_of_the_audit(people: Personas, ledger: Ledger) -> None:
    (out,) = release_figures(by(people.amina, ledger), asked(cells()), SETTINGS, kind=KIND, receiver=BOARD)
    assert (out.sequence, out.author, out.receiver, out.restates) == (1, people.amina, "board", None)
    ledger.refresh_from_db()
    (entry,) = ledger.history()
    assert entry == entry_of(Release.objects.get().entry)
    assert (entry.table, entry.periods, entry.threshold) == (cells(), YEAR, 5)
    line = Entry.objects.get(verb="release_figures")
    assert (line.actor_id, line.kind, line.row) == (people.amina.pk, "releases.ledger", str(ledger.pk))


def test_only_the_pair_of_the_organisation_releases_its_figures(people: Personas, ledger: Ledger) -> None:
    by(people.bram, ledger)
    for person in (people.carla, people.daan, people.els):
        with pytest.raises(Refused):
            by(person, ledger)
    Appointment.objects.filter(counsellor=people.bram).update(ended="2026-01-01")
    with pytest.raises(Refused):
        by(people.bram, ledger)
    assert list(Ledger.objects.visible_to(people.amina)) == [ledger]
    for person in (people.bram, people.carla, people.daan, people.els):
        assert not Ledger.objects.visible_to(person).exists()


def test_the_second_of_two_who_publish_at_once_is_judged_against_the_first(people: Personas, ledger: Ledger) -> None:
    first = draft(ledger, asked(cells()), SETTINGS)
    second = draft(ledger, asked(cells(2), frozenset({"2025", "2026"})), SETTINGS)
    publish(by(people.amina, ledger), first, kind=KIND, receiver=BOARD)
    with pytest.raises(Moved):
        publish(by(people.bram, ledger), second, kind=KIND, receiver=BOARD)
    assert Release.objects.count() == 1
    assert Entry.objects.filter(verb="release_figures").count() == 1


def test_who_publishes_twice_by_a_double_click_publishes_once(people: Personas, ledger: Ledger) -> None:
    once = draft(ledger, asked(cells()), SETTINGS)
    publish(by(people.amina, ledger), once, kind=KIND, receiver=BOARD)
    with pytest.raises(Moved):
        publish(by(people.amina, ledger), once, kind=KIND, receiver=BOARD)
    assert Release.objects.count() == 1


def test_a_draft_that_proves_nothing_is_not_published(people: Personas, ledger: Ledger) -> None:
    judged = draft(ledger, asked(cells()), SETTINGS)
    (out,) = judged.outs
    assert isinstance(out, Proven)
    assert out.entry.hidden
    open_entry = replace(out.entry, hidden=frozenset(), watched={})
    forged = Proven(out.table, out.figures, out.reasons, out.certificate, open_entry, out.bound, out.extra, _key(out))
    with pytest.raises(Refused):
        publish(by(people.amina, ledger), replace(judged, outs=(forged,)), kind=KIND, receiver=BOARD)
    assert not Release.objects.exists()


def test_a_correction_is_a_linked_line_and_gives_nothing_away(people: Personas, ledger: Ledger) -> None:
    allowed = by(people.amina, ledger)
    (old,) = release_figures(allowed, asked(cells()), SETTINGS, kind=KIND, receiver=BOARD)
    top = max(cells().counts, key=lambda cell: cells().counts[cell])
    mended = replace(cells(), counts=cells().counts | {top: cells().counts[top] + 2})
    (new,) = release_figures(allowed, asked(mended), SETTINGS, kind=KIND, receiver=BOARD, restates=old)
    assert (new.restates, new.sequence) == (old, 2)
    assert Release.objects.get(pk=old.pk).shown == old.shown


def test_a_release_is_not_restated_by_another_organisation(people: Personas, ledger: Ledger) -> None:
    other = open_ledger(people.other_organisation)
    (theirs,) = release_figures(by(people.carla, other), asked(cells()), SETTINGS, kind=KIND, receiver=BOARD)
    with pytest.raises(Refused):
        release_figures(by(people.amina, ledger), asked(cells()), SETTINGS, kind=KIND, receiver=BOARD, restates=theirs)
    assert Release.objects.count() == 1


def test_matters_that_are_deleted_take_no_release_with_them(people: Personas, ledger: Ledger) -> None:
    make_matter(people.amina)
    release_figures(by(people.amina, ledger), asked(cells()), SETTINGS, kind=KIND, receiver=BOARD)
    Matter.objects.all().delete()
    ledger.refresh_from_db()
    assert len(ledger.history()) == 1
    with pytest.raises(ProtectedError):
        people.organisation.delete()


@pytest.mark.parametrize("spoilt", ["count", "order", "cut", "receiver", "author"])
def test_a_ledger_that_somebody_changed_lets_nothing_out(people: Personas, ledger: Ledger, spoilt: str) -> None:
    allowed = by(people.amina, ledger)
    for year in ("2024", "2025"):
        release_figures(allowed, asked(cells(int(year)), frozenset({year})), SETTINGS, kind=KIND, receiver=BOARD)
    last = Release.objects.get(sequence=2)
    match spoilt:
        case "count":
            last.entry["counts"][0][1] += 1
            with forged() as lines:
                lines.filter(pk=last.pk).update(entry=last.entry)
        case "order":
            with forged() as lines:
                lines.filter(sequence=1).update(sequence=3)
        case "cut":
            with forged() as lines:
                lines.filter(pk=last.pk).delete()
        case "receiver":
            with forged() as lines:
                lines.filter(sequence=1).update(receiver="public")
        case "author":
            with forged() as lines:
                lines.filter(sequence=1).update(author=people.bram)
    ledger.refresh_from_db()
    with pytest.raises(BrokenLedger):
        ledger.history()
    with pytest.raises(Refused, match="beschadigd"):
        draft(ledger, asked(cells(7), frozenset({"2026"})), SETTINGS)


def test_a_board_contact_sees_what_was_given_to_it_and_no_count_that_was_not_shown(
    people: Personas, ledger: Ledger
) -> None:
    table = units(21, 37, 2, 3, 44)
    (out,) = release_figures(by(people.amina, ledger), asked(table), SETTINGS, kind=KIND, receiver=BOARD)
    (seen,) = Release.objects.visible_to(people.daan)
    assert seen == out
    assert seen.shown.figures["c",] is Mark.HIDDEN
    assert seen.shown.figures[seen.shown.top] in {107, Mark.HIDDEN}
    hidden = {table.values[cell] for cell, figure in seen.shown.figures.items() if figure is Mark.HIDDEN}
    told = {figure for figure in seen.shown.figures.values() if isinstance(figure, int)}
    assert hidden
    assert not hidden & told
    assert not Release.objects.visible_to(people.carla).exists()
    assert not Release.objects.visible_to(people.els).exists()


def test_what_is_shown_comes_out_of_the_ledger_only(people: Personas) -> None:
    table = units(21, 37)
    with pytest.raises(TypeError):
        Shown("t", "", table.dimensions, YEAR, dict(table.values), None, (), object())


def test_too_few_people_leave_one_sentence_and_no_table(people: Personas, ledger: Ledger) -> None:
    (out,) = release_figures(by(people.amina, ledger), asked(units(1, 2)), SETTINGS, kind=KIND, receiver=BOARD)
    assert out.shown.band == (0, 4)
    assert set(out.shown.figures.values()) == {Mark.HIDDEN}


def test_a_number_in_a_sentence_is_in_the_ledger_before_it_is_read(people: Personas, ledger: Ledger) -> None:
    table, allowed = units(21, 37, 30), by(people.amina, ledger)
    said = number(table, (TOTAL,))
    out = tell_figures(allowed, Asked(table, YEAR), (said,), SETTINGS, kind=Release.Kind.SENTENCE, receiver=BOARD)
    assert out.shown.words == (said.words,)
    few = units(2, 37, 30)
    with pytest.raises(Refused):
        tell_figures(
            allowed,
            Asked(few, frozenset({"2026"})),
            (number(few, ("a",)),),
            SETTINGS,
            kind=Release.Kind.SENTENCE,
            receiver=BOARD,
        )
    assert Release.objects.count() == 1


def test_quarters_and_their_year_out_of_the_ledger_give_nobody_away_by_subtraction(
    people: Personas, ledger: Ledger
) -> None:
    first, second = cells(), cells(1001)
    year = replace(first, counts={cell: count + second.counts[cell] for cell, count in first.counts.items()})
    for table, periods in ((first, {"K1"}), (second, {"K2"}), (year, {"K1", "K2"})):
        release_figures(by(people.amina, ledger), asked(table, frozenset(periods)), SETTINGS, kind=KIND, receiver=BOARD)
    outs = [one.shown for one in Release.objects.order_by("sequence")]
    assert len(outs) == 3
    q1, q2, both = outs
    for cell, count in year.values.items():
        if second.values[cell] < 5:
            assert Mark.HIDDEN in {q1.figures[cell], both.figures[cell]}, (cell, count)
            assert q2.figures[cell] is Mark.HIDDEN


def _key(out: Proven) -> object:
    return type(out).__post_init__.__globals__["_PASS"]


def heads(*counts: int, measure: str = STAFF) -> Table:
    names = ("Noord", "Zuid")
    table = {(name,): count for name, count in zip(names, counts, strict=True)}
    return Table("medewerkers naar onderdeel", (Dimension.flat("onderdeel", names),), table, measure=measure)


def test_what_is_counted_of_nobody_who_came_goes_out_as_it_is_and_hides_nothing(
    people: Personas, ledger: Ledger
) -> None:
    allowed = by(people.amina, ledger)
    (first,) = record_open(allowed, (heads(120, 3),), YEAR, kind=KIND, receiver=BOARD)
    assert first.shown.figures == {(TOTAL,): 123, ("Noord",): 120, ("Zuid",): 3}
    # another count of the same year is no correction of people, and a later release is not judged against either
    record_open(allowed, (heads(121, 4),), YEAR, kind=KIND, receiver=BOARD)
    (out,) = release_figures(allowed, asked(cells()), SETTINGS, kind=KIND, receiver=BOARD)
    assert out.sequence == 3
    ledger.refresh_from_db()
    assert [entry.table for entry in ledger.history()] == [cells()]
    assert [one.shown.threshold for one in Release.objects.order_by("sequence")] == [0, 0, 5]


def test_people_who_came_do_not_go_out_unjudged(people: Personas, ledger: Ledger) -> None:
    with pytest.raises(TypeError):
        record_open(by(people.amina, ledger), (heads(3, 1, measure="inbrengers"),), YEAR, kind=KIND, receiver=BOARD)
    with pytest.raises(TypeError):
        draft(ledger, asked(heads(120, 3)), SETTINGS)
    assert not Release.objects.exists()
    assert {"inbrengers", "gesprekken", "kwartieren"}.isdisjoint(OPEN_MEASURES)


def test_a_ledger_that_grew_while_it_was_read_is_whole(people: Personas, ledger: Ledger) -> None:
    """Its end and its lines are read one after the other: what goes out in between breaks nothing."""
    stale = Ledger.objects.get(pk=ledger.pk)
    release_figures(by(people.amina, ledger), asked(cells()), SETTINGS, kind=KIND, receiver=BOARD)
    assert stale.sequence == 0
    assert len(stale.history()) == 1
    assert stale.sequence == 1


def test_a_line_behind_the_end_of_now_is_a_break(people: Personas, ledger: Ledger) -> None:
    release_figures(by(people.amina, ledger), asked(cells()), SETTINGS, kind=KIND, receiver=BOARD)
    Ledger.objects.filter(pk=ledger.pk).update(sequence=0)
    with pytest.raises(BrokenLedger):
        Ledger.objects.get(pk=ledger.pk).history()


@pytest.mark.parametrize("says", [False, True])
def test_what_goes_out_between_end_and_lines_is_judged_with_or_told_as_moved(
    people: Personas, ledger: Ledger, monkeypatch: pytest.MonkeyPatch, says: bool
) -> None:
    other, read = frozenset({"2024"}), Ledger.refresh_from_db
    before = draft(ledger, asked(cells()), SETTINGS)
    waiting = [True]

    def refresh(self: Ledger) -> None:
        read(self)
        if waiting:
            waiting.clear()
            release_figures(by(people.amina, ledger), asked(cells(2), other), SETTINGS, kind=KIND, receiver=BOARD)

    monkeypatch.setattr(Ledger, "refresh_from_db", refresh)
    mine = Ledger.objects.get(pk=ledger.pk)
    if says:
        with pytest.raises(Moved):
            with_told(mine, before, ())
    else:
        assert draft(mine, asked(cells()), SETTINGS).sequence == 1


@pytest.mark.parametrize("way", ["draft", "told", "publish", "sentence"])
@pytest.mark.parametrize("broken", [False, True], ids=["contradicted", "broken"])
def test_counts_that_contradict_are_told_apart_from_a_ledger_that_is_damaged(
    people: Personas, ledger: Ledger, monkeypatch: pytest.MonkeyPatch, way: str, broken: bool
) -> None:
    allowed, table = by(people.amina, ledger), units(21, 37, 30)
    judged, said = draft(ledger, asked(cells()), SETTINGS), (number(table, (TOTAL,)),)

    def contradicts(*_: object, **__: object) -> None:
        raise Contradiction("no table is consistent with everything that was released")

    for name in ("outs_of", "tell", "audit"):
        monkeypatch.setattr(f"nabij.releases.actions.{name}", contradicts)
    if broken:
        Ledger.objects.filter(pk=ledger.pk).update(hash="f" * 64)
    ways: dict[str, Callable[[], object]] = {
        "draft": lambda: draft(ledger, asked(cells()), SETTINGS),
        "told": lambda: with_told(ledger, judged, ((Asked(table, YEAR), said),)),
        "publish": lambda: publish(allowed, judged, kind=KIND, receiver=BOARD),
        "sentence": lambda: tell_figures(allowed, Asked(table, YEAR), said, SETTINGS, kind=KIND, receiver=BOARD),
    }
    with pytest.raises(Refused) as caught:
        ways[way]()
    sentence = caught.value.sentence
    assert caught.value.code == ("broken" if broken else "contradicted")
    assert ("beschadigd" in sentence) == broken
    assert ("wat verwijderd is, kan niet meer opnieuw geteld worden" in sentence) != broken
    assert not Release.objects.exists()


def test_a_line_is_neither_changed_nor_taken_away(people: Personas, ledger: Ledger) -> None:
    (out,) = release_figures(by(people.amina, ledger), asked(cells()), SETTINGS, kind=KIND, receiver=BOARD)
    for one in (out, Release.objects.get()):
        with pytest.raises(TypeError, match="never changed"):
            one.save()
        with pytest.raises(TypeError, match="never taken away"):
            one.delete()
    assert len(Ledger.objects.get(pk=ledger.pk).history()) == 1


def test_no_line_is_changed_taken_away_or_added_past_the_chain_by_a_set_of_them(
    people: Personas, ledger: Ledger
) -> None:
    (one,) = release_figures(by(people.amina, ledger), asked(cells()), SETTINGS, kind=KIND, receiver=BOARD)
    for rows in (Release.objects.all(), Release.objects.filter(pk=one.pk), people.organisation.release_set):
        for does in (
            lambda rows=rows: rows.update(receiver="board,public"),
            lambda rows=rows: rows.all().delete(),
            lambda rows=rows: rows.bulk_create([Release()]),
            lambda rows=rows: rows.bulk_update([one], ["receiver"]),
        ):
            with pytest.raises(TypeError, match="a line of the ledger is"):
                does()
    assert list(Release.objects.all()) == [one]
    assert Ledger.objects.get().history()
