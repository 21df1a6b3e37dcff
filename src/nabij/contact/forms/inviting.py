"""What is sent to make a code, to use it, and to let in who did."""

import re

from nabij.contact.forms.conversations import read_token_words
from nabij.contact.languages import DEFAULT
from nabij.contact.rules.conversation import Words
from nabij.contact.rules.inviting import NewAnswer, NewInvitation, Other
from nabij.kit.envelope import parse_envelope
from nabij.matters.rules.consent import Anew
from nabij.people.rules import LANGUAGES
from nabij.sealed.forms import read_grants, read_public_key, read_sealed
from nabij.sealed.reading import Fields, as_flag, as_list, as_number, as_one_of, as_text, as_uuid
from nabij.sealed.rules import NewGrant, Sealed

_HASH = re.compile(r"[0-9a-f]{64}")
# as long as a name may be
_NAME = re.compile(r"[^\x00-\x1f]{1,200}")
_PROOF = re.compile(r"[A-Za-z0-9+/]{43}=")


def read_invitation(value: object) -> NewInvitation:
    """The body of *uitnodigen*."""
    fields = Fields(value, "lookup", "token_hash", "offer", "sealed", "others")
    return NewInvitation(
        lookup=fields.need("lookup", as_uuid),
        token_hash=fields.need("token_hash", as_text(_HASH)),
        offer=fields.need("offer", as_text(_PROOF)),
        sealed=fields.need("sealed", read_sealed),
        others=fields.maybe("others", as_list(_other, most=20)) or (),
    )


def _other(value: object) -> Other:
    fields = Fields(value, "id", "name")
    return Other(id=fields.need("id", as_uuid), name=fields.need("name", as_text(_NAME)))


def read_withdrawal(value: object) -> Sealed:
    """The body of *uitnodiging intrekken*."""
    return Fields(value, "sealed").need("sealed", read_sealed)


def read_opening(value: object) -> tuple[Words, str]:
    """The body of *openen*: the code's id and token, and the language of the page."""
    fields = Fields(value, "lookup", "token", "language")
    return read_token_words(fields), fields.maybe("language", as_one_of(*LANGUAGES)) or DEFAULT


def read_answer(value: object) -> tuple[Words, NewAnswer]:
    """The body of *antwoorden*: the code's id and token, and with them what came of it."""
    fields = Fields(value, "lookup", "token", "words", "recipient", "sign", "proof", "language", "keepsake", "standby")
    key = {name: fields.need(name, lambda given: given) for name in ("recipient", "sign")}
    answer = NewAnswer(
        words=fields.need("words", lambda given: read_token_words(Fields(given, "lookup", "token"))),
        public_key=read_public_key(key),
        proof=fields.need("proof", as_text(_PROOF)),
        language=fields.need("language", as_one_of(*LANGUAGES)),
        keepsake=fields.need("keepsake", parse_envelope),
        standby=fields.maybe("standby", as_flag) or False,
    )
    return read_token_words(fields), answer


def read_admission(value: object) -> tuple[tuple[NewGrant, ...], Sealed, tuple[Anew, ...]]:
    """The body of *toelaten*: the grants of the new epoch, what was sealed under it, and the consents among that."""
    fields = Fields(value, "grants", "sealed", "consents")
    anew = fields.maybe("consents", as_list(_anew)) or ()
    return fields.need("grants", read_grants), fields.need("sealed", read_sealed), anew


def _anew(value: object) -> Anew:
    fields = Fields(value, "sequence", "record_id", "anew")
    return Anew(
        sequence=fields.need("sequence", as_number),
        record_id=fields.need("record_id", as_uuid),
        anew=fields.need("anew", as_number),
    )
