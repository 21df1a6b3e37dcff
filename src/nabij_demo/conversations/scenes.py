"""The conversations at the door of the demo: each goes by the very actions of the product, sealed on both sides.

Nobody in them exists, and what they say happened to nobody.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from nabij.contact.actions.destroying import destroy
from nabij.contact.models import Do, Entrance
from nabij.kit.permit import permit
from nabij.matters.models import Matter
from nabij.people.models import User
from nabij_demo.conversations.counsellor import close_desk, open_desk, question, say, share_heard, take_on
from nabij_demo.conversations.instead import left_behind, stood_in
from nabij_demo.conversations.invited import invited
from nabij_demo.conversations.sealing import NOTES, TALK
from nabij_demo.conversations.sides import Desk, Talk
from nabij_demo.conversations.visitor import answer, begin, send_file, take_back, write
from nabij_demo.fill import SEED, DemoPerson
from nabij_demo.people import VISITOR
from nabij_demo.sealing import make_vault

BULLIED: dict[str, str | tuple[str, ...]] = {"nature": ("bullying",), "primary_nature": "bullying"}
LEADING: dict[str, str | tuple[str, ...]] = {"nature": ("leadership_style",), "primary_nature": "leadership_style"}
AGENDA = b"Maandag: overleg, niemand zei iets.\nWoensdag: weer een grap over mijn accent.\nVrijdag: ziek gemeld.\n"


@dataclass(frozen=True, slots=True)
class Stage:
    """Who plays, and the doors that stand open."""

    noor: Desk
    wietske: Desk
    tarik: Desk
    ruben: Desk
    anke: Desk
    linde: Entrance
    oost: Entrance
    waterrijk: Entrance


def converse() -> list[DemoPerson]:
    """Hold every conversation of the demo; gives the visitors whose words are told."""
    stage = Stage(
        *(_desk("noor"), _desk("wietske"), _desk("tarik"), _desk("ruben"), _desk("anke")),
        *(_door("Zorggroep De Linde"), _door("Scholenkring Oost"), _door("Gemeente Waterrijk")),
    )
    desks = (stage.noor, stage.tarik, stage.ruben, stage.anke)
    bundles = [open_desk(one) for one in desks]
    _waiting(stage)
    _answered(stage)
    asked = _asked(stage)
    _objected(stage)
    _let_in(stage)
    stood_in(stage.waterrijk, stage.ruben, stage.noor)
    left_behind(stage.oost, stage.anke, stage.tarik, User.objects.get(email="lidewij@demo.nabij.test"))
    destroyed = _destroyed(stage)
    for desk, bundle in zip(desks, bundles, strict=True):
        close_desk(desk, bundle)
    return [
        DemoPerson("Iemand van Zorggroep De Linde, in gesprek met Noor Verhagen", VISITOR, "", "", asked.words, ""),
        DemoPerson("Iemand van wie alles gewist is, met het bewijs daarvan", VISITOR, "", "", destroyed.words, ""),
    ]


def _desk(key: str) -> Desk:
    user = User.objects.get(email=f"{key}@demo.nabij.test")
    return Desk(user, make_vault(str(user.pk), SEED))


def _door(name: str) -> Entrance:
    return Entrance.objects.get(organisation__name=name)


def _waiting(stage: Stage) -> None:
    """Written this morning; nobody took it on yet."""
    contact = {"called": "Roos", "how": "secure_form", "when": "Na 19.00 uur", "voicemail": False}
    text = (
        "Ik weet niet of dit bij jullie hoort. In mijn team wordt een collega al weken genegeerd, en ik doe mee omdat "
        "ik niet de volgende wil zijn. Mag ik daarover praten zonder dat er iets gebeurt?"
    )
    begin(
        "waiting",
        stage.linde,
        [stage.noor],
        [stage.wietske],
        (contact, text),
        timezone.localtime() - timedelta(hours=2),
    )


def _answered(stage: Stage) -> None:
    """Taken on, answered, and a file came with it: the counsellor is aan zet."""
    at = timezone.localtime() - timedelta(days=2)
    said = ({"called": "Sam"}, "Elke week is er een grap over hoe ik praat. Ik heb het opgeschreven.")
    talk = begin("answered", stage.linde, [stage.noor], [stage.wietske], said, at)
    card = take_on(talk, stage.noor, (stage.wietske,), "Rode draad", BULLIED)
    text = "Dank je dat je dit opschreef. Je hoeft nu niets te beslissen. Wil je vertellen wie erbij waren?"
    say(talk, stage.noor, talk.message(text), card)
    write(talk, "Meestal het hele team. Ik stuur mee wat ik bijhield.")
    send_file(talk, AGENDA, "aantekeningen.txt", "text/plain")


def _asked(stage: Stage) -> Talk:
    """Three steps were asked: one may, one may not, and one still waits for an answer."""
    at = timezone.localtime() - timedelta(days=4)
    contact = {"called": "", "phone": "06 1234 5678", "how": "phone", "when": "Woensdagmiddag", "voicemail": False}
    said = (contact, "Mijn leidinggevende belt mij op mijn vrije dag. Zeg ik nee, dan krijg ik de slechte diensten.")
    talk = begin("asked", stage.linde, [stage.noor], [stage.wietske], said, at)
    card = take_on(talk, stage.noor, (stage.wietske,), "Vrije dag", LEADING)
    first = question(
        talk, "de bedrijfsarts", "Mag ik de bedrijfsarts vragen wat er kan als je slecht slaapt? Ik noem geen naam."
    )
    card = say(talk, stage.noor, first, card)
    answer(talk, first, "given")
    card = say(talk, stage.noor, talk.message("De bedrijfsarts heeft elke donderdag een open spreekuur."), card)
    second = question(talk, "de directeur", "Mag ik de directeur zeggen dat dit in jouw team speelt?")
    card = say(talk, stage.noor, second, card)
    answer(talk, second, "refused")
    write(talk, "Liever niet. Dan weet iedereen wie het zei.")
    card = say(talk, stage.noor, talk.message("Dat is goed. Er gebeurt niets zonder jouw ja."), card)
    third = question(
        talk, "de planner", "Mag ik de planner vragen hoe de diensten verdeeld worden, voor alle teams samen?"
    )
    say(talk, stage.noor, third, card)
    return talk


def _objected(stage: Stage) -> None:
    """What was heard in conversation was written down, and the visitor did not mean it so."""
    at = timezone.localtime() - timedelta(days=3)
    said = ({"called": "Juf Kaat"}, "Sinds ik nee zei tegen een extra klas, krijg ik alle pleindiensten.")
    talk = begin("objected", stage.oost, [stage.tarik], [], said, at)
    card = take_on(talk, stage.tarik, (), "Pleinwacht", LEADING)
    card = say(talk, stage.tarik, talk.message("Zullen we bellen? Dan denk ik graag met een collega mee."), card)
    share_heard(talk, stage.tarik, stage.wietske, card)
    take_back(talk, 1)
    write(talk, "Ik zei dat ik erover wilde nadenken. Ik wil nog niet dat een collega meeleest.")


def _let_in(stage: Stage) -> None:
    """Somebody who came by phone got a code, and writes now with words of their own."""
    at = timezone.localtime() - timedelta(days=1)
    talk = invited("invited", stage.noor, _came_by_phone(stage.noor), at)
    write(talk, "Het is gelukt met de code. Ik schrijf liever dan dat ik bel.")


def _came_by_phone(desk: Desk) -> Matter:
    """A running matter of which this counsellor alone has the keys."""
    running = Matter.objects.filter(keeper=desk.user, closed_month=None, share=None, conversation=None)
    alone = [one for one in running.order_by("opened_month", "pk") if (str(one.pk), NOTES, 1) in desk.vault.keys]
    return next(one for one in alone if (str(one.pk), TALK, 2) not in desk.vault.keys)


def _destroyed(stage: Stage) -> Talk:
    """Somebody thought better of it before anybody answered; the words still show the proof."""
    said = ({"called": "Niemand"}, "Ik wil hier eigenlijk toch niets over zeggen.")
    talk = begin("destroyed", stage.oost, [stage.tarik], [], said, timezone.localtime() - timedelta(hours=5))
    destroy(permit(talk.visitor, Do.DESTROY, talk.row))
    return talk
