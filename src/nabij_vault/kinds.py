"""Which kinds of records a visitor writes, and which only a visitor does."""

from nabij_vault.errors import WrongKind

VISITORS_PART = "conversation"
VISITOR_WRITES = frozenset({"message", "contact", "wish", "file", "consent"})
ONLY_VISITOR_WRITES = frozenset({"contact", "wish"})


def check_kind(part: str, kind: str, *, by_visitor: bool) -> None:
    """Refuse with WrongKind what its author may not write: nobody speaks for the visitor, nor they for a counsellor."""
    if by_visitor and (part != VISITORS_PART or kind not in VISITOR_WRITES):
        raise WrongKind("a visitor does not write this")
    if not by_visitor and part == VISITORS_PART and kind in ONLY_VISITOR_WRITES:
        raise WrongKind("only the visitor writes this")
