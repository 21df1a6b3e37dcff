"""Looking through what somebody typed about a report, on the server, before others read it."""

from nabij.reporting.conversation import Pointed, pointed_at, surroundings_of
from nabij.reporting.forms.meeting import Seen
from nabij.reporting.models import Report


def looked_through(form: Seen, row: Report, sentence: str) -> tuple[Pointed, ...]:
    """What these texts may betray; ``sentence`` stops the form while something in it was not on the screen before."""
    if not form.is_valid():
        return ()
    found = pointed_at(form.texts(), surroundings_of(row))
    if not all(form.lets_stand(one.key) for one in found):
        form.add_error(None, sentence)
        form.now_seen([one.key for one in found])
    return found
