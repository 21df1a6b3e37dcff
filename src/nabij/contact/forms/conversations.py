"""What a visitor's page sends, parsed and checked: sealed bytes, ids and keys, no words of anybody."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from nabij.contact.rules.conversation import (
    AnotherChosen,
    Erasure,
    Keeping,
    Letter,
    NewConversation,
    SignedAnswer,
    Words,
)
from nabij.kit.envelope import MOST_SEALED, parse_envelope
from nabij.kit.errors import Refused
from nabij.matters.models import Share
from nabij.matters.rules.consent import AS_SAID, Answer
from nabij.people.rules import LANGUAGES
from nabij.sealed.forms import read_grants, read_public_key, read_sealed, read_shred_key, read_version
from nabij.sealed.reading import Fields, as_flag, as_list, as_number, as_one_of, as_text, as_uuid
from nabij.sealed.rules import NewVersion, Sealed

WORDS = ("lookup", "token")
# RFC 5321, 4.5.3.1.3; a mailbox in quotes exists on paper only, and mail servers read it each in their own way
LONGEST_ADDRESS = 254
# more than fit in the record that names them too: whatever was asked can be taken back, however often it was asked
MOST_WISHES = MOST_SEALED // len('"00000000-0000-0000-0000-000000000000"')
_PLAIN_MAILBOX = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@", re.ASCII)
NO_ADDRESS = "Dit is geen mailadres. Er is niets bewaard. Kijk het na."
_CODE = re.compile(r"[A-Za-z0-9-]{1,16}")
_SIGN = re.compile(r"[A-Za-z0-9+/]{43}=")
_TOKEN = re.compile(r"[A-Za-z0-9+/]{43}=")
_SIGNATURE = re.compile(r"[A-Za-z0-9+/]{86}==")

_some_people = as_list(as_uuid, most=2)


def read_token_words(fields: Fields) -> Words:
    """The id and the token among these fields."""
    return Words(fields.need("lookup", as_uuid), fields.need("token", as_text(_TOKEN)))


def read_beginning(value: object) -> NewConversation:
    """The body of *beginnen*."""
    fields = Fields(
        value,
        *("entrance", "id", *WORDS, "recipient", "sign", "shred_key", "language", "chosen", "standby"),
        *("grants", "sealed", "keepsake"),
    )
    key = {name: fields.need(name, lambda given: given) for name in ("recipient", "sign")}
    return NewConversation(
        sealed=fields.need("sealed", read_sealed),
        keepsake=fields.need("keepsake", parse_envelope),
        grants=fields.need("grants", read_grants),
        shred_key=fields.need("shred_key", read_shred_key),
        entrance=fields.need("entrance", as_text(_CODE)),
        id=fields.need("id", as_uuid),
        words=read_token_words(fields),
        public_key=read_public_key(key),
        language=fields.need("language", as_one_of(*LANGUAGES)),
        chosen=fields.need("chosen", _some_people),
        standby=fields.need("standby", _some_people),
    )


def read_words(value: object) -> tuple[Words, None]:
    """``{"lookup", "token"}``."""
    return read_token_words(Fields(value, *WORDS)), None


def _mail_address(value: object) -> str:
    """An address that a mail can go to, as it was typed; refused with its own code, so that the page can say so."""
    email = value.strip() if isinstance(value, str) else ""
    try:
        validate_email(email)
    except ValidationError:
        raise Refused(NO_ADDRESS, code="bad_address") from None
    if len(email) > LONGEST_ADDRESS or not _PLAIN_MAILBOX.match(email):
        raise Refused(NO_ADDRESS, code="bad_address")
    return email


def read_mail(value: object) -> tuple[Words, str | None]:
    """The body of *mail*: with an address, or null to stop."""
    fields = Fields(value, *WORDS, "address")
    return read_token_words(fields), fields.maybe("address", _mail_address)


def read_letter(value: object) -> tuple[Words, Letter]:
    """The body of *schrijven*."""
    fields = Fields(value, *WORDS, "sealed", "keepsake", "erasure", "keeping")
    letter = Letter(
        sealed=fields.need("sealed", read_sealed),
        keepsake=fields.maybe("keepsake", read_version),
        erasure=fields.maybe("erasure", _erasure),
        keeping=fields.maybe("keeping", _keeping),
    )
    return read_token_words(fields), letter


def _erasure(value: object) -> Erasure:
    fields = Fields(value, "record_id", "signature")
    return Erasure(fields.need("record_id", as_uuid), fields.need("signature", as_text(_SIGNATURE)))


def _keeping(value: object) -> Keeping:
    fields = Fields(value, "record_id", "wishes", "signature")
    return Keeping(
        record_id=fields.need("record_id", as_uuid),
        wishes=tuple(fields.need("wishes", as_list(as_uuid, most=MOST_WISHES))),
        signature=fields.need("signature", as_text(_SIGNATURE)),
    )


def _answer(value: object) -> Answer:
    fields = Fields(value, "sequence", "record_id", "receiver", "width", "state")
    return Answer(
        sequence=fields.need("sequence", as_number),
        record_id=fields.need("record_id", as_uuid),
        receiver=fields.maybe("receiver", as_text(_SIGN)),
        width=fields.need("width", as_one_of(*Share.Width.values, AS_SAID)),
        state=fields.need("state", as_one_of("given", "withdrawn", "refused")),
    )


def read_answer(value: object) -> tuple[Words, SignedAnswer]:
    """The body of *toestemming*."""
    fields = Fields(value, *WORDS, "consent", "sealed", "keepsake")
    answer = SignedAnswer(
        fields.need("consent", _answer), fields.need("sealed", read_sealed), fields.maybe("keepsake", read_version)
    )
    return read_token_words(fields), answer


def read_choice(value: object) -> tuple[Words, AnotherChosen]:
    """The body of *kiezen*."""
    fields = Fields(value, *WORDS, "counsellor", "grants", "sealed", "keepsake")
    chosen = AnotherChosen(
        counsellor=fields.need("counsellor", as_uuid),
        grants=fields.need("grants", read_grants),
        sealed=fields.need("sealed", read_sealed),
        keepsake=fields.need("keepsake", read_version),
    )
    return read_token_words(fields), chosen


def read_instead(value: object) -> tuple[Sealed, bool]:
    """The body of *antwoorden*, by who answers in place of a colleague; whether it only tells how far a letter is."""
    fields = Fields(value, "sealed", "tells")
    return fields.need("sealed", read_sealed), bool(fields.maybe("tells", as_flag))


def read_keeping(value: object) -> tuple[Words, NewVersion]:
    """The body of *onthouden*."""
    fields = Fields(value, *WORDS, "keepsake")
    return read_token_words(fields), fields.need("keepsake", read_version)


def read_headers(lookup: str | None, token: str | None) -> Words:
    """The same words from the headers of an upload."""
    return Words(as_uuid(lookup), as_text(_TOKEN)(token))
