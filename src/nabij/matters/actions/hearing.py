"""What a visitor said in conversation about somebody outside: recorded by who keeps the matter."""

from typing import Literal

from django.db import IntegrityError, transaction

from nabij.audit import actions as audit
from nabij.kit.permit import Permit
from nabij.matters.actions.answers_given import history_of
from nabij.matters.actions.begin import locked
from nabij.matters.models import Consent, Do, Matter
from nabij.matters.rules import consent as consents
from nabij.matters.rules.consent import AS_SAID, Given, Heard
from nabij.sealed import actions as sealed_actions
from nabij.sealed.rules import conflict


def hear(permit: Permit[Matter, Literal[Do.HEAR]], heard: Heard) -> bool:
    """Record a yes that was heard, with the question, or that it was taken back; True when that was done before.

    Raises ``stale`` for a number that is not the next one. Nobody gets a key by it.
    """
    given = heard.state == "given"
    with transaction.atomic():
        matter = locked(permit)
        said = {"sequence": heard.sequence, "record_id": heard.record_id, "receiver": None, "width": AS_SAID}
        row = Consent(practice_id=matter.practice_id, matter=matter, given=given, heard=True, **said)
        if Consent.objects.filter(matter=matter, given=given, heard=True, **said).exists():
            if sealed_actions.is_kept(permit, matter.pk, (), heard.sealed):
                return True
            raise conflict()
        consents.check_heard(heard)
        consents.follow_answer(history_of(matter), Given(heard.sequence, None, AS_SAID, given), heard.state)
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError:
            raise conflict() from None
        sealed_actions.write_sealed(permit, matter.pk, heard.sealed, counted=(heard.record_id, "consent"))
        audit.record(permit)
    return False
