"""Looking through what somebody typed about a report, on the server, before others read it."""

from collections.abc import Iterable

from django.http import QueryDict

from nabij.reporting.actions.giving import tables_out
from nabij.reporting.conversation import Pointed, pointed_at, surroundings_of
from nabij.reporting.forms.interim import read_chosen
from nabij.reporting.forms.meeting import Seen
from nabij.reporting.models import Report
from nabij.reporting.rules.weighing import Weighed, chosen_before, weighed


def looked_through(form: Seen, row: Report, sentence: str) -> tuple[Pointed, ...]:
    """What these texts may betray; ``sentence`` stops the form while something in it was not on the screen before."""
    if not form.is_valid():
        return ()
    found = pointed_at(form.texts(), surroundings_of(row))
    if not all(form.lets_stand(one.key) for one in found):
        form.add_error(None, sentence)
        form.now_seen([one.key for one in found])
    return found


def weighed_through(
    form: Seen, row: Report, sentence: str, posted: QueryDict, before: Iterable[object] = ()
) -> tuple[Weighed, ...]:
    """What the texts of an author may betray; ``sentence`` stops the form while a number in them is undecided.

    So it does while anything else in them was not on the screen before. ``before``: what was decided the last time.
    """
    if not form.is_valid():
        return ()
    chosen = chosen_before(before) | read_chosen(posted)
    found = weighed(form.texts(), surroundings_of(row, author=True), tables_out(row), chosen)
    if any(one.decision is None if one.is_count else not form.lets_stand(one.key) for one in found):
        form.add_error(None, sentence)
        form.now_seen([one.key for one in found])
    return found
