"""Letters: a signal, sealed to the board contact and the counsellors, the answer to it, and what was learnt of one."""

import hashlib
import os
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from nabij_vault.age_file import open_with_identities, seal_to_recipients
from nabij_vault.errors import BadEnvelope, Misaddressed, UntrustedSigner, WrongContext
from nabij_vault.keys import SigningKey, check_signature
from nabij_vault.padding import pad, unpad
from nabij_vault.randomness import Randomness
from nabij_vault.text import (
    JsonObject,
    check_ids,
    check_numbers,
    day,
    fields,
    from_b64,
    json_bytes,
    parse_object,
    string,
    to_b64,
    whole,
)

_LETTER = b"nabij/letter/1\x00"
_REPLY = b"nabij/reply/1\x00"
_LESSON = b"nabij/lesson/1\x00"
_PLACE = ("practice", "organisation", "signal")


@dataclass(frozen=True)
class Place:
    """Where a letter belongs."""

    practice: str
    organisation: int
    signal: str

    def __post_init__(self) -> None:
        check_ids(self.practice, self.signal)
        check_numbers(self.organisation)


@dataclass(frozen=True)
class Letter:
    """What a counsellor writes to the board contact. `sender` and `to` are ids of people, `written` is YYYY-MM-DD."""

    place: Place
    sender: str
    to: str
    written: str
    text: str
    questions: tuple[str, ...]
    title: str | None = None

    def to_json(self) -> JsonObject:
        title = {} if self.title is None else {"title": self.title}
        head = {**vars(self.place), "from": self.sender, "to": self.to, "written": self.written}
        return {**head, **title, "text": self.text, "questions": list(self.questions)}


@dataclass(frozen=True)
class Reply:
    """The answer to one letter, named by its hash."""

    place: Place
    letter: str
    sender: str
    to: str
    written: str
    text: str

    def to_json(self) -> JsonObject:
        head = {**vars(self.place), "letter": self.letter, "from": self.sender, "to": self.to}
        return {**head, "written": self.written, "text": self.text}


@dataclass(frozen=True)
class Lesson:
    """What a pair learnt, for counsellors of the practice: of no signal and no organisation. `lesson` is its own id."""

    practice: str
    lesson: str
    sender: str
    written: str
    text: str

    def to_json(self) -> JsonObject:
        head = {"practice": self.practice, "lesson": self.lesson, "from": self.sender}
        return {**head, "written": self.written, "text": self.text}


@dataclass(frozen=True)
class Reader:
    """Who reads: their identities, former ones too, and the keys that each person is believed to sign with."""

    identities: tuple[str, ...]
    signers: Mapping[str, Collection[str]]


def letter_hash(file: bytes) -> str:
    """What an answer names the letter by that it answers."""
    return to_b64(hashlib.sha256(file).digest())


def seal_letter(
    letter: Letter, signer: SigningKey, recipients: Iterable[str], randomness: Randomness = os.urandom
) -> bytes:
    """An age file that each of the recipients (`age1…`) opens. BadEnvelope when it is no letter."""
    return _seal(_LETTER, parse_letter(letter.to_json()).to_json(), signer, recipients, randomness)


def seal_reply(
    reply: Reply, signer: SigningKey, recipients: Iterable[str], randomness: Randomness = os.urandom
) -> bytes:
    """The same for an answer."""
    return _seal(_REPLY, parse_reply(reply.to_json()).to_json(), signer, recipients, randomness)


def seal_lesson(
    lesson: Lesson, signer: SigningKey, recipients: Iterable[str], randomness: Randomness = os.urandom
) -> bytes:
    """The same for what was learnt."""
    return _seal(_LESSON, parse_lesson(lesson.to_json()).to_json(), signer, recipients, randomness)


def open_letter(place: Place, sender: str, to: str, reader: Reader, file: bytes) -> Letter:
    """The letter, when `sender`, whose key is pinned, wrote it here to `to`.

    BadEnvelope, WrongKey, BadPadding, BadEnvelope, UntrustedSigner, ForgedSignature, WrongContext, Misaddressed.
    """
    letter = _open(_LETTER, parse_letter, reader, file)
    if letter.place != place or letter.sender != sender:
        raise WrongContext("a letter of another practice, organisation or signal, or by somebody else")
    if letter.to != to:
        raise Misaddressed("a letter to someone else")
    return letter


def open_reply(place: Place, letter: str, sender: str, to: str, reader: Reader, file: bytes) -> Reply:
    """The answer to the letter with this hash, by `sender`; refuses as `open_letter`."""
    reply = _open(_REPLY, parse_reply, reader, file)
    if reply.place != place or reply.letter != letter or reply.sender != sender:
        raise WrongContext("an answer in another place, to another letter, or by somebody else")
    if reply.to != to:
        raise Misaddressed("an answer to someone else")
    return reply


def open_lesson(practice: str, lesson: str, sender: str, reader: Reader, file: bytes) -> Lesson:
    """What was learnt, by `sender`; refuses as `open_letter`, but for Misaddressed."""
    read = _open(_LESSON, parse_lesson, reader, file)
    if (read.practice, read.lesson, read.sender) != (practice, lesson, sender):
        raise WrongContext("a lesson of another practice, another one, or by somebody else")
    return read


def parse_letter(value: object) -> Letter:
    """The letter in the fields before `signer`. BadEnvelope when it is none."""
    titled = isinstance(value, Mapping) and "title" in value
    names = ("from", "to", "written", *(("title",) if titled else ()), "text", "questions")
    practice, organisation, signal, sender, to, written, *title, text, questions = fields(value, *_PLACE, *names)
    if not isinstance(questions, list):
        raise BadEnvelope("not questions")
    return Letter(
        place=_place(practice, organisation, signal),
        sender=_id(sender),
        to=_id(to),
        written=day(written),
        text=string(text),
        questions=tuple(map(string, questions)),
        title=string(title[0]) if title else None,
    )


def parse_reply(value: object) -> Reply:
    """The answer in the fields before `signer`. BadEnvelope when it is none."""
    names = ("letter", "from", "to", "written", "text")
    practice, organisation, signal, letter, sender, to, written, text = fields(value, *_PLACE, *names)
    from_b64(letter, 32)
    return Reply(
        place=_place(practice, organisation, signal),
        letter=string(letter),
        sender=_id(sender),
        to=_id(to),
        written=day(written),
        text=string(text),
    )


def parse_lesson(value: object) -> Lesson:
    """The lesson in the fields before `signer`. BadEnvelope when it is none."""
    practice, lesson, sender, written, text = fields(value, "practice", "lesson", "from", "written", "text")
    return Lesson(_id(practice), _id(lesson), _id(sender), day(written), string(text))


def _place(practice: object, organisation: object, signal: object) -> Place:
    try:
        return Place(string(practice), whole(organisation), string(signal))
    except ValueError as problem:
        raise BadEnvelope("not the place of a letter") from problem


def _id(value: object) -> str:
    try:
        check_ids(string(value))
    except ValueError as problem:
        raise BadEnvelope("not an id") from problem
    return string(value)


def _message(label: bytes, content: JsonObject, signer: str) -> bytes:
    return label + json_bytes({**content, "signer": signer})


def _seal(
    label: bytes, content: JsonObject, signer: SigningKey, recipients: Iterable[str], randomness: Randomness
) -> bytes:
    signature = signer.signature(_message(label, content, signer.sign))
    signed = {**content, "signer": signer.sign, "signature": signature}
    return seal_to_recipients(pad(json_bytes(signed)), recipients, randomness)


def _open[Written: (Letter, Reply, Lesson)](
    label: bytes, parse: Callable[[object], Written], reader: Reader, file: bytes
) -> Written:
    content = parse_object(unpad(open_with_identities(file, reader.identities)))
    signer, signature = content.pop("signer", None), content.pop("signature", None)
    from_b64(signer, 32)
    string(signature)
    written = parse(content)
    if signer not in reader.signers.get(written.sender, ()):
        raise UntrustedSigner("signed by someone who is not pinned as its sender")
    check_signature(string(signer), signature, _message(label, written.to_json(), string(signer)))
    return written
