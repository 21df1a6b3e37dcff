"""Conversations that nobody can answer, or not in time, as the practice's office reads it: a number, never which."""

from django.urls import reverse

from nabij.contact.actions.answering import late_with_nobody_to_choose, running_at, with_all_away, without_anybody
from nabij.contact.models import Do, ErasureAsked
from nabij.contact.rules.erasing import LeftErasure
from nabij.people.beside import Remark
from nabij.people.models import Appointment, Organisation, Role, User

WHAT_THEN = "Die mensen lezen dat op hun eigen pagina en kunnen daar iemand anders kiezen."


def said(count: int) -> str:
    """Such as "2 gesprekken"."""
    return "1 gesprek" if count == 1 else f"{count} gesprekken"


def erasures_left_to(actor: User, organisation: Organisation | None = None) -> list[LeftErasure]:
    """What this person may destroy without a key, at its visitor's signed wish; the oldest first."""
    asked = ErasureAsked.objects.filter(practice_id=actor.practice_id, taken_back="")
    rows = asked.filter(conversation__matter__destroyed=False)
    if organisation:
        rows = rows.filter(conversation__matter__organisation=organisation)
    kept = rows.select_related("conversation__matter__keeper", "conversation__matter__organisation")
    found = []
    for one in kept.order_by("on", "pk"):
        matter = one.conversation.matter
        if matter and one.conversation.may(actor, Do.DESTROY_UNREAD):
            where = matter.organisation_id, matter.organisation.name
            found.append(LeftErasure(one.conversation_id, where, matter.keeper.name, one.on))
    return found


def erasing_remarks_on(organisation: Organisation, reader: User) -> list[Remark]:
    """What the practice manager has to do, as no counsellor of the organisation is left who can."""
    asked = erasures_left_to(reader, organisation) if reader.role == Role.PRACTICE_MANAGER else []
    if not asked:
        return []
    who = "1 inbrenger vroeg" if len(asked) == 1 else f"{len(asked)} inbrengers vroegen"
    sentence = f"{who} om alles te wissen. Er werkt hier niemand meer die dat kan."
    return [Remark(sentence, "Kijk na en wis", reverse("erasures", args=[organisation.pk]), urgent=True)]


def remarks_on(organisation: Organisation, reader: User) -> list[Remark]:
    """What the page of an organisation tells of conversations that no counsellor of it can open, or answer in time."""
    running, found = running_at(organisation=organisation), []
    if count := without_anybody(running):
        sentence = (
            f"{said(count).capitalize()} {'kan' if count == 1 else 'kunnen'} door niemand worden geopend die nu voor "
            f"deze organisatie werkt. {WHAT_THEN} Zorg dat er iemand te kiezen is."
        )
        address = reverse("appoint", args=[organisation.pk])
        found.append(Remark(sentence, "Stel iemand aan", address, urgent=True))
    if count := with_all_away(running):
        sentence = (
            f"Bij {said(count)} is iedereen weg die het kan openen, tot na de dag waarop antwoord is beloofd of voor "
            f"lange tijd. {WHAT_THEN} Zorg dat er iemand te kiezen is."
        )
        address = reverse("entrance", args=[organisation.pk])
        found.append(Remark(sentence, "Kijk bij de ingang wie er is", address, urgent=True))
    if count := late_with_nobody_to_choose(running):
        sentence = (
            f"Bij {said(count)} is het antwoord meer dan twee werkdagen te laat, en die mensen kunnen niemand anders "
            "kiezen. Vraag of de vertrouwenspersoon er is. Is die ziek of weg? Vul de afwezigheid in. Stel iemand aan, "
            "zodat er iemand te kiezen is."
        )
        address = reverse("appoint", args=[organisation.pk])
        found.append(Remark(sentence, "Stel iemand aan", address, urgent=True))
    return found


def before_leaving(leaver: User, organisation: Organisation | None) -> list[str]:
    """What is said before a counsellor's work ends: at one organisation, or (None) everywhere.

    How many conversations have nobody else then, beside those that have nobody already.
    """
    there = Appointment.objects.filter(counsellor=leaver, ended=None).values("organisation")
    where = {"organisation": organisation} if organisation else {"organisation__in": there}
    running = running_at(practice=leaver.practice_id, **where)
    count = without_anybody(running, but={leaver.pk}) - without_anybody(running)
    if not count:
        return ["Er is geen gesprek met een bezoeker waarbij er dan niemand anders meer is."]
    return [f"Bij {said(count)} met een bezoeker is er dan niemand anders meer. {WHAT_THEN}"]
