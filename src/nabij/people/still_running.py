"""What still runs at an organisation, as the subjects above this one count it: a number of each kind, never a row."""

from collections.abc import Callable

from nabij.people.models import Organisation

type Count = Callable[[Organisation], str]

_counts: list[Count] = []


def counts(count: Count) -> Count:
    """Have this asked too; it answers with what runs, such as "3 kwesties", or with nothing. Called once, at start."""
    _counts.append(count)
    return count


def still_running(organisation: Organisation) -> list[str]:
    """What runs there now, by kind."""
    return [found for count in _counts if (found := count(organisation))]
