"""What of all that a counsellor seals is for the visitor to read. Pure: the kind says so, not what is in it."""

from uuid import UUID

from nabij.sealed.rules import VISITORS_PART, Sealed

FOR_THE_VISITOR = frozenset({"message", "ask", "file", "words"})


def first_for_visitor(sealed: Sealed) -> UUID | None:
    """The id of the first record that is new for the visitor to read; None when there is none."""
    found = (one for one in sealed.records if one.part == VISITORS_PART and one.kind in FOR_THE_VISITOR)
    return next((one.id for one in found if one.revision == 1 or one.kind == "words"), None)
