"""What the board's browser sends about a letter, parsed and checked."""

from datetime import date
from uuid import UUID

from nabij.kit.envelope import parse_letter
from nabij.sealed.reading import Fields, as_day, as_number, as_uuid
from nabij.signals.actions.changing import Change
from nabij.signals.actions.handing import NewLetter


def read_day(value: object) -> tuple[Change, date, date | None]:
    """``{"based_on", "day", "was"/null}``: the day that is chosen, and the one that stood on the page."""
    fields = Fields(value, "based_on", "day", "was")
    day = fields.need("day", as_day)
    return Change(fields.need("based_on", as_number), day.isoformat()), day, fields.maybe("was", as_day)


def read_answer(value: object) -> tuple[Change, NewLetter, UUID | None]:
    """``{"based_on", "id", "sealed", "draft"/absent}``: the answer under its own id, and the draft that it ends."""
    fields = Fields(value, "based_on", "id", "sealed", "draft")
    reply = NewLetter(fields.need("id", as_uuid), fields.need("sealed", parse_letter))
    return Change(fields.need("based_on", as_number), str(reply.id)), reply, fields.maybe("draft", as_uuid)
