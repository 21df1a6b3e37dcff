"""A difference between two versions may be negative; the counts of neither may."""

from dataclasses import replace

from nabij_disclosure.pose import pose
from nabij_disclosure.release import Release, release
from nabij_disclosure.sensitive import Settings
from tests.disclosure.random_tables import random_table

SEED = b"a secret of sixteen bytes and more"


def test_no_witness_of_a_corrected_table_counts_fewer_than_nobody() -> None:
    judged = 0
    for seed in range(12):
        first = random_table((3, 3), 5, seed)
        moved = {cell: max(0, count + (place % 3) - 1) for place, (cell, count) in enumerate(first.counts.items())}
        before = release(first, settings=Settings(), seed=SEED)
        out = release(replace(first, counts=moved), settings=Settings(), seed=SEED, history=(before.entry,))
        if not isinstance(out, Release):
            continue
        problem = pose(out.table, Settings(), history=(before.entry,))
        for figure in problem.figures:
            assert all(figure.form.at(world) >= 0 for world in out.certificate.worlds), figure.name
            judged += len(out.certificate.worlds)
    assert judged > 100


def test_a_correction_shows_nothing_that_was_hidden_because_most_cells_did_not_change() -> None:
    hidden = 0
    for seed in range(12):
        first = random_table((4, 4), 9, seed)
        before = release(first, settings=Settings(), seed=SEED)
        cell = max(first.counts, key=lambda one: first.counts[one])
        corrected = replace(first, counts=first.counts | {cell: first.counts[cell] + 9})
        # another seed draws another pattern: without the rule the two together give hidden counts away
        out = release(corrected, settings=Settings(), seed=SEED[::-1], history=(before.entry,))
        assert isinstance(out, Release)
        assert before.entry.hidden <= out.entry.hidden
        hidden += len(before.entry.hidden)
    assert hidden > 50
