"""Who answers when a counsellor is away or gone: who stands by, somebody whom the visitor chose, or nobody yet."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.utils import timezone

from nabij.contact.actions import standing_in
from nabij.contact.models import Do, Entrance
from nabij.kit.permit import permit
from nabij.people.actions.organisations import appoint, end_appointment
from nabij.people.models import Appointment, Organisation, User
from nabij.people.models import Do as DoPeople
from nabij_demo.conversations.counsellor import say, take_on
from nabij_demo.conversations.sides import Desk, Talk
from nabij_demo.conversations.visitor import ask_erasure, begin, let_in, write

PRESSED: dict[str, str | tuple[str, ...]] = {
    "nature": ("aggression_violence",),
    "primary_nature": "aggression_violence",
}


def stood_in(door: Entrance, keeper: Desk, standby: Desk) -> None:
    """The keeper is away; who stands by answered once, and the visitor wrote again."""
    at = timezone.localtime() - timedelta(days=3)
    said = ({"called": "Wil"}, "Op de buitendienst wordt geschreeuwd als iets niet af is. Ik durf niets te vragen.")
    talk = begin("stood in", door, [keeper], [standby], said, at)
    card = take_on(talk, keeper, (standby,), "Schemerlamp", PRESSED)
    say(talk, keeper, talk.message("Goed dat je schrijft. Wat zou je nu het liefst willen?"), card)
    write(talk, "Dat iemand meegaat naar het gesprek van donderdag.")
    text = f"{keeper.user.name} is er even niet. Ik lees mee. Zullen we woensdag bellen over donderdag?"
    _answer_instead(talk, standby, text)
    write(talk, "Graag. Na vier uur kan ik praten.")


def _answer_instead(talk: Talk, standby: Desk, text: str) -> None:
    sealed = talk.box.seal(standby.signer, [talk.message(text)])
    standing_in.answer_instead(permit(standby.user, Do.ANSWER_INSTEAD, talk.row), sealed)


def left_behind(door: Entrance, leaver: Desk, other: Desk, manager: User) -> None:
    """Somebody worked here for a while: one visitor chose another counsellor since, one wants all of it destroyed."""
    at = timezone.localtime() - timedelta(days=6)
    with _appointed(door.organisation, leaver.user, manager):
        said = ({"called": "Bo"}, "Ik kreeg te horen dat ik niet moet zeuren. Daarna stond ik niet meer op de lijst.")
        chose = begin("chose another", door, [leaver], [], said, at)
        card = take_on(chose, leaver, (), "Leeslamp", PRESSED)
        say(chose, leaver, chose.message("Wat vervelend. Bewaar je die lijst?"), card)
        said = ({"called": "Fen"}, "Een ouder stond te schelden in de gang. Ik wil er toch niets mee.")
        alone = begin("left alone", door, [leaver], [], said, at)
        card = take_on(alone, leaver, (), "Zijdeur", PRESSED)
        say(alone, leaver, alone.message("Dat is aan jou. Je kunt hier altijd terugkomen."), card)
    let_in(chose, other)
    write(chose, "Ja, die heb ik. Kan ik die aan iemand laten zien?")
    ask_erasure(alone)


@contextmanager
def _appointed(organisation: Organisation, counsellor: User, manager: User) -> Iterator[None]:
    """For as long as this lasts the counsellor works for the organisation."""
    appointment: Appointment = appoint(permit(manager, DoPeople.APPOINT, organisation), counsellor.pk)
    yield
    end_appointment(permit(manager, DoPeople.END_APPOINTMENT, appointment))
