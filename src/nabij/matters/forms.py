"""What browsers send about matters, parsed and checked; codes and sealed bytes only, no free text anywhere."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from nabij.matters.models import Share
from nabij.matters.rules.consent import Heard, NewConsent, Sharing, Withdrawal
from nabij.matters.rules.importing import MOST_AT_ONCE, Chunk, ImportedMatter
from nabij.matters.rules.register import (
    DURABILITIES,
    Break,
    Closing,
    Codes,
    NewEncounter,
    NewMatter,
    Note,
    Pass,
    Recoding,
    TakenOn,
)
from nabij.matters.rules.turn import Step
from nabij.matters.rules.visitors import SameVisitor
from nabij.sealed.forms import as_part, read_grants, read_sealed, read_shred_key
from nabij.sealed.reading import (
    LARGEST,
    BadBody,
    Fields,
    as_code,
    as_code_or_none,
    as_codes,
    as_day,
    as_flag,
    as_list,
    as_month,
    as_number,
    as_one_of,
    as_uuid,
)
from nabij.sealed.rules import NewGrant, Place, Sealed

MANY = {"nature": "matter_nature", "integrity_levels": "integrity_level"}
ONE = {
    "primary_nature": "matter_nature",
    "subject_relation": "subject_relation",
    "person_role": "person_role",
    "person_position": "person_position",
}
OUTCOME = {"outcome": "outcome"}
DURABILITY = dict.fromkeys(DURABILITIES, "durability")
AFTER_OPENING = {**ONE, **OUTCOME, **DURABILITY}
STEP = ("turn", "due", "aftercare_month")


def _codes(fields: Fields, single: dict[str, str]) -> dict[str, str | tuple[str, ...]]:
    many = {name: fields.need(name, as_codes(codelist)) for name, codelist in MANY.items() if fields.has(name)}
    one = {name: fields.need(name, as_code_or_none(codelist)) for name, codelist in single.items() if fields.has(name)}
    return {**many, **one}


def _first_codes(value: object) -> Codes:
    return Codes(_codes(Fields(value, *MANY, *ONE), ONE))


def _imported_codes(value: object) -> Codes:
    return Codes(_codes(Fields(value, *MANY, *ONE, *DURABILITY), {**ONE, **DURABILITY}))


ENCOUNTER = ("id", "month", "channel", "duration", "involvement")


def _encounter(value: object) -> NewEncounter:
    return _encounter_of(Fields(value, *ENCOUNTER), as_code("duration"))


def _encounter_of(fields: Fields, duration: Callable[[object], str]) -> NewEncounter:
    return NewEncounter(
        id=fields.need("id", as_uuid),
        month=fields.maybe("month", as_month),
        channel=fields.need("channel", as_code("channel")),
        duration=fields.need("duration", duration),
        involvement=fields.need("involvement", as_codes("involvement")),
    )


def _imported_encounter(value: object) -> NewEncounter:
    """The same from a sheet of years: of more conversations perhaps, and nobody may have kept how long they took."""
    fields = Fields(value, *ENCOUNTER, "times", "quarters")
    one = _encounter_of(fields, as_code_or_none("duration"))
    times = fields.maybe("times", as_number)
    return replace(one, times=1 if times is None else times, quarters=fields.maybe("quarters", as_number))


def _step(fields: Fields) -> Step:
    return Step(
        turn=fields.need("turn", as_code("turn")),
        due=fields.maybe("due", as_day),
        aftercare_month=fields.maybe("aftercare_month", as_month),
    )


def _sealed(fields: Fields) -> Sealed:
    return fields.maybe("sealed", read_sealed) or Sealed()


def read_open(value: object) -> NewMatter:
    """The body of *openen*."""
    fields = Fields(
        value,
        *("id", "organisation", "unit", "visitor_handle", "shred_key", "grants", "register", "encounter"),
        *STEP,
        *("sealed", "draft"),
    )
    return NewMatter(
        sealed=fields.need("sealed", read_sealed),
        grants=fields.need("grants", read_grants),
        shred_key=fields.need("shred_key", read_shred_key),
        id=fields.need("id", as_uuid),
        organisation=fields.need("organisation", as_number),
        unit=fields.maybe("unit", as_number),
        visitor_handle=fields.need("visitor_handle", as_uuid),
        codes=fields.need("register", _first_codes),
        encounter=fields.maybe("encounter", _encounter),
        step=_step(fields),
        draft=fields.maybe("draft", as_uuid),
    )


def read_taking_on(value: object) -> TakenOn:
    """The body of *aannemen*: the matter that a visitor's conversation becomes."""
    fields = Fields(value, "unit", "visitor_handle", "grants", "register", *STEP, "sealed", "draft")
    return TakenOn(
        sealed=fields.need("sealed", read_sealed),
        grants=fields.need("grants", read_grants),
        unit=fields.maybe("unit", as_number),
        visitor_handle=fields.need("visitor_handle", as_uuid),
        codes=fields.need("register", _first_codes),
        step=_step(fields),
        draft=fields.maybe("draft", as_uuid),
    )


def read_note(value: object) -> Note:
    """The body of *noteren*."""
    fields = Fields(value, "encounter", *STEP, "sealed", "draft")
    return Note(
        sealed=fields.need("sealed", read_sealed),
        encounter=fields.need("encounter", _encounter),
        step=_step(fields),
        draft=fields.maybe("draft", as_uuid),
    )


def read_revision(value: object) -> tuple[Sealed, UUID | None]:
    """The body of *herzien*: the sealed records, and the draft that they replace."""
    fields = Fields(value, "sealed", "draft")
    return fields.need("sealed", read_sealed), fields.maybe("draft", as_uuid)


def read_pass(value: object) -> Pass:
    """The body of *aan-zet*."""
    fields = Fields(value, "turn_was", *STEP, "sealed")
    return Pass(
        sealed=_sealed(fields),
        turn_was=fields.need("turn_was", as_code("turn")),
        step=_step(fields),
    )


def read_recoding(value: object) -> Recoding:
    """The body of *register*: the version it was based on, and each field that changes."""
    fields = Fields(value, "based_on", "organisation", "unit", *MANY, *AFTER_OPENING)
    return Recoding(
        based_on=fields.need("based_on", as_number),
        codes=Codes(
            _codes(fields, AFTER_OPENING),
            fields.maybe("unit", as_number),
            fields.has("unit"),
            fields.maybe("organisation", as_number),
        ),
    )


def read_closing(value: object) -> Closing:
    """The body of *afsluiten*."""
    fields = Fields(value, "based_on", "outcome", "aftercare_month", "sealed")
    return Closing(
        sealed=_sealed(fields),
        based_on=fields.need("based_on", as_number),
        outcome=fields.need("outcome", as_code("outcome")),
        aftercare_month=fields.maybe("aftercare_month", as_month),
    )


def read_reopening(value: object) -> int:
    """The body of *heropenen*: the version it is based on."""
    return Fields(value, "based_on").need("based_on", as_number)


def _consent(value: object) -> NewConsent:
    fields = Fields(value, "sequence", "record_id", "width", "heard")
    return NewConsent(
        sequence=fields.need("sequence", as_number),
        record_id=fields.need("record_id", as_uuid),
        width=fields.need("width", as_one_of(*Share.Width.values)),
        heard=fields.need("heard", as_flag),
    )


def read_sharing(value: object) -> Sharing:
    """The body of *delen*."""
    fields = Fields(value, "colleague", "consent", "from_epoch", "grants", "sealed")
    return Sharing(
        sealed=fields.need("sealed", read_sealed),
        grants=fields.need("grants", read_grants),
        colleague=fields.need("colleague", as_uuid),
        consent=fields.need("consent", _consent),
        from_epoch=fields.need("from_epoch", as_number),
    )


def read_withdrawal(value: object) -> Withdrawal:
    """The body of *intrekken*."""
    fields = Fields(value, "colleague", "consent", "grants", "sealed")
    return Withdrawal(
        sealed=fields.need("sealed", read_sealed),
        grants=fields.need("grants", read_grants),
        colleague=fields.need("colleague", as_uuid),
        consent=fields.need("consent", _consent),
    )


def read_heard(value: object) -> Heard:
    """The body of *gehoord*."""
    fields = Fields(value, "sequence", "record_id", "state", "asked", "sealed")
    return Heard(
        sealed=fields.need("sealed", read_sealed),
        sequence=fields.need("sequence", as_number),
        record_id=fields.need("record_id", as_uuid),
        state=fields.need("state", as_one_of("given", "withdrawn")),
        asked=fields.maybe("asked", as_uuid),
    )


def read_same_visitor(value: object) -> SameVisitor:
    """The body of *inbrenger*."""
    fields = Fields(value, "same_as", "leaving", "sealed")
    return SameVisitor(
        sealed=_sealed(fields),
        same_as=fields.maybe("same_as", as_uuid),
        leaving=fields.need("leaving", as_flag),
    )


def read_renewal(value: object) -> tuple[tuple[NewGrant, ...], Sealed]:
    """The body of *sleutels*: the grants of the new epoch, and what was sealed under it."""
    fields = Fields(value, "grants", "sealed")
    return fields.need("grants", read_grants), fields.need("sealed", read_sealed)


def read_break(value: object) -> Break:
    """The body of *uitzondering*."""
    fields = Fields(value, "ground", "record_id", "sealed")
    return Break(
        sealed=fields.need("sealed", read_sealed),
        ground=fields.need("ground", as_code("confidentiality_break")),
        record_id=fields.need("record_id", as_uuid),
    )


def _imported(value: object) -> ImportedMatter:
    fields = Fields(
        value,
        *("id", "organisation", "unit", "visitor_handle", "shred_key", "grants", "register", "outcome", "encounters"),
        *("sealed", "closed"),
    )
    return ImportedMatter(
        over=fields.maybe("closed", as_flag) or False,
        sealed=fields.need("sealed", read_sealed),
        grants=fields.need("grants", read_grants),
        shred_key=fields.need("shred_key", read_shred_key),
        id=fields.need("id", as_uuid),
        organisation=fields.need("organisation", as_number),
        unit=fields.maybe("unit", as_number),
        visitor_handle=fields.need("visitor_handle", as_uuid),
        codes=fields.need("register", _imported_codes),
        outcome=fields.need("outcome", as_code_or_none("outcome")),
        encounters=fields.need("encounters", as_list(_imported_encounter)),
    )


def read_chunk(value: object) -> Chunk:
    """The body of *inlezen*."""
    fields = Fields(value, "import", "first", "matters")
    return Chunk(
        matters=fields.need("matters", as_list(_imported, most=MOST_AT_ONCE)),
        batch=fields.need("import", as_uuid),
        first=fields.need("first", as_flag),
    )


def read_known(value: object) -> tuple[UUID, ...]:
    """The body of *bekend*: ids of encounters."""
    return Fields(value, "encounters").need("encounters", as_list(as_uuid, most=20_000))


def read_nothing(value: object) -> None:
    """``{}``."""
    Fields(value)


def read_chain(query: dict[str, str]) -> tuple[Place, int]:
    """The query of *keten*: part and epoch, and the counter to start at."""
    return (as_part(query.get("part")), _number(query.get("epoch"))), _number(query.get("vanaf", "1"))


def read_page(query: dict[str, str]) -> int:
    """The query of *gesloten*: which page, from 1."""
    return _number(query.get("pagina", "1"))


def read_with_keys(query: dict[str, str]) -> bool:
    """The query of a list: whether the grants come along (``sleutels=1``)."""
    return as_one_of("", "1")(query.get("sleutels", "")) == "1"


def _number(text: str | None) -> int:
    if not text or not text.isascii() or not text.isdigit() or len(text) > len(str(LARGEST)):
        raise BadBody
    return as_number(int(text))
