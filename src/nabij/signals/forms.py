"""What browsers send about signals, parsed and checked."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from nabij.kit.envelope import parse_lesson, parse_letter
from nabij.sealed.reading import (
    BadBody,
    Fields,
    as_code,
    as_day,
    as_list,
    as_number,
    as_one_of,
    as_uuid,
)
from nabij.signals.actions.changing import Change
from nabij.signals.actions.going import Put
from nabij.signals.actions.handing import NewLetter
from nabij.signals.actions.laying import NewGround
from nabij.signals.actions.lessons import NewLesson
from nabij.signals.rules.sections import WATCHES
from nabij.signals.rules.steps import GROUNDS, MOST_CONCERNED, Path, Weigher


@dataclass(frozen=True, slots=True)
class NewSignal:
    """A signal as it is begun."""

    id: UUID
    organisation: int
    reason: str
    path: Path


def read_begin(value: object) -> NewSignal:
    """``{"id", "organisation", "reason", "path"}``."""
    fields = Fields(value, "id", "organisation", "reason", "path")
    return NewSignal(
        id=fields.need("id", as_uuid),
        organisation=fields.need("organisation", as_number),
        reason=fields.need("reason", as_code("signal_reason")),
        path=Path(fields.need("path", as_one_of(*(one.value for one in Path)))),
    )


def _count(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= MOST_CONCERNED:
        raise BadBody
    return value


def _sent(fields: Fields, said: object = "") -> Change:
    return Change(fields.need("based_on", as_number), repr(said))


def read_change(value: object) -> Change:
    """``{"based_on"}``."""
    return _sent(Fields(value, "based_on"))


def read_put(value: object) -> tuple[Change, Put]:
    """``{"based_on", "weigher", "colleague"/null, "needed"}``."""
    fields = Fields(value, "based_on", "weigher", "colleague", "needed")
    put = Put(
        weigher=Weigher(fields.need("weigher", as_one_of(*(one.value for one in Weigher)))),
        colleague=fields.maybe("colleague", as_uuid),
        needed=fields.need("needed", _count),
    )
    return _sent(fields, put), put


def read_weighed(value: object) -> tuple[Change, int | None]:
    """``{"based_on", "needed"/null}``."""
    fields = Fields(value, "based_on", "needed")
    needed = fields.maybe("needed", _count)
    return _sent(fields, needed), needed


def _weeks(value: object) -> int:
    if value not in WATCHES or isinstance(value, bool) or not isinstance(value, int):
        raise BadBody
    return value


def read_watch(value: object) -> tuple[Change, int]:
    """``{"based_on", "weeks"}``: after how many weeks it was asked."""
    fields = Fields(value, "based_on", "weeks")
    weeks = fields.need("weeks", _weeks)
    return _sent(fields, weeks), weeks


def read_ground(value: object) -> tuple[Change, NewGround]:
    """``{"based_on", "matter", "record_id", "sequence"/null, "seen"/null, "limits"/null, "until"/null}``."""
    fields = Fields(value, "based_on", "matter", "record_id", "sequence", "seen", "limits", "until")
    new = NewGround(
        matter=fields.need("matter", as_uuid),
        record_id=fields.need("record_id", as_uuid),
        sequence=fields.maybe("sequence", as_number),
        seen=fields.maybe("seen", as_number) or 0,
        limits=fields.maybe("limits", as_number) or 0,
        until=fields.maybe("until", as_day),
    )
    return _sent(fields, new), new


def read_grounds(value: object) -> tuple[Change, tuple[str, ...]]:
    """``{"based_on", "grounds"}``."""
    fields = Fields(value, "based_on", "grounds")
    grounds = fields.need("grounds", as_list(as_one_of(*GROUNDS), most=len(GROUNDS)))
    return _sent(fields, grounds), grounds


def read_narrow(value: object) -> tuple[Change, int | None]:
    """``{"based_on", "concern"/null}``."""
    fields = Fields(value, "based_on", "concern")
    concern = fields.maybe("concern", as_number)
    return _sent(fields, concern), concern


def read_told(value: object) -> tuple[Change, int]:
    """``{"based_on", "concern"}``."""
    fields = Fields(value, "based_on", "concern")
    concern = fields.need("concern", as_number)
    return _sent(fields, concern), concern


def _reading(fields: Fields) -> int:
    """The revision of how the letter was read along, as the page showed it; 0 where it showed none."""
    return fields.maybe("reading", as_number) or 0


def read_word(value: object) -> tuple[Change, int, int]:
    """``{"based_on", "revision", "reading"/null}``."""
    fields = Fields(value, "based_on", "revision", "reading")
    revision, reading = fields.need("revision", as_number), _reading(fields)
    return _sent(fields, (revision, reading)), revision, reading


_DELIVERY = ("based_on", "contact", "id", "sealed", "count", "reading")


def read_delivery(value: object) -> tuple[Change, UUID, NewLetter]:
    """``{"based_on", "contact", "id", "sealed", "count"/null, "reading"/null}``; the count: ``read_count``."""
    fields = Fields(value, *_DELIVERY)
    letter = NewLetter(fields.need("id", as_uuid), fields.need("sealed", parse_letter), _reading(fields))
    contact = fields.need("contact", as_uuid)
    return _sent(fields, (contact, letter.id)), contact, letter


def read_count(value: object) -> int | None:
    """How many people a letter that is handed over says are behind it; None where it says none."""
    return Fields(value, *_DELIVERY).maybe("count", as_number)


def read_lesson(value: object) -> NewLesson:
    """``{"id", "sealed"}``."""
    fields = Fields(value, "id", "sealed")
    return NewLesson(fields.need("id", as_uuid), fields.need("sealed", parse_lesson))


def read_day(value: object) -> tuple[Change, date]:
    """``{"based_on", "day"}``."""
    fields = Fields(value, "based_on", "day")
    day = fields.need("day", as_day)
    return _sent(fields, day), day
