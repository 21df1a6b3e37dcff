"""Whose words these are. An unknown id and a wrong token are told apart by nothing: not by the answer, not by time."""

from dataclasses import dataclass

from nabij.contact.models import Conversation
from nabij.contact.rules.conversation import Visitor, Words, opens
from nabij.kit.errors import Refused


class UnknownWords(Refused):
    """There is no conversation with these words."""

    status = 404

    def __init__(self) -> None:
        super().__init__(
            "Met deze woorden is hier geen gesprek. Kijk of ze alle zeven kloppen, in deze volgorde.",
            code="unknown_words",
        )


@dataclass(frozen=True, slots=True)
class Asked[T]:
    """A conversation that its visitor opened, and what else they sent."""

    conversation: Conversation
    rest: T

    @property
    def visitor(self) -> Visitor:
        return Visitor(self.conversation.pk, self.conversation.practice_id)


@dataclass(frozen=True, slots=True)
class Coded[Row, T]:
    """An invitation that its code opened, and what else was sent."""

    invitation: Row
    rest: T


def conversation_of(words: Words) -> Conversation:
    """The conversation that these words open, or ``UnknownWords``."""
    # the token is judged before anything of the row is read: a large row must not make a wrong token slower
    found = Conversation.objects.filter(lookup=words.lookup).values_list("pk", "token_hash").first()
    if not opens(words.token, found[1] if found else None) or found is None:
        raise UnknownWords
    conversation = Conversation.objects.select_related("organisation", "practice", "matter").filter(pk=found[0]).first()
    if conversation is None:
        raise UnknownWords
    return conversation
