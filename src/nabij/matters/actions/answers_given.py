"""What a visitor answered: its place in the order of consents, and what follows for who reads along."""

from typing import Any

from django.db import IntegrityError, transaction

from nabij.kit.errors import Refused
from nabij.kit.permit import Permit
from nabij.matters.models import Consent, Matter, Share
from nabij.matters.rules import consent as consents
from nabij.matters.rules.consent import Answer, Given
from nabij.people.models import PublicKey, Role, User
from nabij.sealed.rules import conflict


def answer(permit: Permit[Any, Any], matter: Matter, new: Answer) -> None:
    """Record an answer of the visitor, in the transaction and under the audit line of the caller, who holds the matter.

    Raises ``stale`` for a number that is not the next one. Whose share is taken back is served nothing from now on; the
    keys follow when the keeper opens the matter.
    """
    receiver = _receiver(matter, new)
    history = history_of(matter)
    consents.follow_answer(history, Given(new.sequence, receiver, new.width, new.state == "given"), new.state)
    try:
        with transaction.atomic():
            Consent.objects.create(
                practice_id=permit.actor.practice_id,
                matter=matter,
                sequence=new.sequence,
                record_id=new.record_id,
                receiver_id=receiver,
                width=new.width,
                given=new.state == "given",
                refused=new.state == "refused",
                heard=False,
            )
    except IntegrityError:
        raise conflict() from None
    if new.state == "withdrawn" and receiver:
        Share.objects.filter(matter=matter, colleague_id=receiver, withdrawn=False).update(withdrawn=True)


def history_of(matter: Matter) -> list[Given]:
    """Every consent of a matter as the register knows it."""
    rows = matter.consent_set.values_list("sequence", "receiver_id", "width", "given", "refused")
    return [Given(*row) for row in rows]


def _receiver(matter: Matter, new: Answer) -> Any:
    """Whose key it names; None for somebody outside, who has none."""
    if new.width == consents.AS_SAID:
        if new.receiver is not None:
            raise Refused(
                "Iemand buiten de praktijk heeft hier geen sleutel. Er is niets bewaard. Laad de pagina opnieuw."
            )
        return None
    people = User.objects.filter(practice_id=matter.practice_id, role=Role.COUNSELLOR)
    found = PublicKey.objects.filter(sign=new.receiver or "", owner__in=people).values_list("owner", flat=True).first()
    if found is None:
        raise Refused("Deze collega kennen we hier niet. Er is niets bewaard. Laad de pagina opnieuw.")
    return found
