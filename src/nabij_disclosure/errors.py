"""What can be wrong with a table, a ledger or a request, one type each; a message is finished English for a log."""


class DisclosureError(Exception):
    """The ground of every error that this package raises on purpose."""


class MalformedTable(DisclosureError):
    """The input is no table of counts: what is wrong, and in which row where there is one."""

    def __init__(self, reason: str, row: int | None = None) -> None:
        super().__init__(reason if row is None else f"row {row}: {reason}")
        self.row = row


class PartOfWhole(MalformedTable):
    """A table covers part of a period of which the whole went out before."""


class BrokenLedger(DisclosureError):
    """The ledger is not what it was: a line, its chain or its seed is gone or changed, so nothing may pass."""


class Contradiction(DisclosureError):
    """No table at all is consistent with what was released and what is counted now; the ledger may well be whole."""


class CorrectionTooLarge(Contradiction):
    """Readers of what is out can tell, whatever is hidden now, that a figure that rests on few, or on one, is no 0."""


class TooLarge(DisclosureError):
    """More than can be attacked exactly: a cyclic set whose joint cube has too many cells, or time that ran out."""


class NoSafeTable(DisclosureError):
    """Nothing that can still be shown is safe; a coarser table is needed."""


class TellsTooMuch(DisclosureError):
    """A statement must not be told: what it would give away, in words for the counsellor."""


class NotProven(DisclosureError):
    """A certificate does not show what it should; nothing may be released on it."""


class Undecided(NotProven):
    """A solver neither found a world nor showed that there is none; whoever asks takes that for known."""


class OutOfReach(DisclosureError):
    """No world has this, whatever is hidden."""
