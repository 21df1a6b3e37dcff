"""The addresses of who was handed a code. No session says who asks: the code does."""

from collections.abc import Callable
from dataclasses import asdict

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_POST

from nabij.contact import texts
from nabij.contact.actions import inviting as actions
from nabij.contact.actions.answering import may_stand_by
from nabij.contact.actions.conversations import salt
from nabij.contact.forms import inviting as forms
from nabij.contact.invitations import DoInvite, VisitorCode
from nabij.contact.reading import MOST_LETTER, MOST_WORDS, admit, body_of
from nabij.contact.rules.conversation import Visitor, Words
from nabij.contact.rules.inviting import NewAnswer
from nabij.contact.rules.rates import BEGIN, LOOK
from nabij.contact.who import Coded
from nabij.kit.access import by_words
from nabij.kit.permit import permit
from nabij.people.models import PublicKey
from nabij.sealed.models import as_base64


def _with_code[T](
    read: Callable[[object], tuple[Words, T]], kind: str, most: int, *, answered: bool
) -> Callable[[HttpRequest], Coded[VisitorCode, T]]:
    """Find the invitation by what its code yields, with what else the body holds."""

    def find(request: HttpRequest) -> Coded[VisitorCode, T]:
        admit(request, kind)
        words, rest = read(body_of(request, most))
        return Coded(actions.invitation_of(words, answered=answered), rest)

    return find


@by_words(_with_code(forms.read_opening, LOOK, MOST_WORDS, answered=False))
@require_POST
def offer(request: HttpRequest, asked: Coded[VisitorCode, str]) -> JsonResponse:
    """Who handed the code over, with which keys and what vouches for them; what the law requires where they work; who
    may answer while they are away.
    """
    matter = asked.invitation.matter
    keys = PublicKey.objects.filter(owner=matter.keeper_id).order_by("version").last()
    law = texts.told_to(matter.organisation, asked.rest)
    others = asked.invitation.others
    named = {one["id"] for one in others}
    beside = [one for one in may_stand_by(matter) if str(one.pk) in named]
    return JsonResponse(
        {
            "practice": str(matter.practice_id),
            "matter": str(matter.pk),
            "organisation": matter.organisation.name,
            "law": asdict(law) if law else None,
            "salt": as_base64(salt()),
            "counsellor": {
                "id": str(matter.keeper_id),
                "name": matter.keeper.name,
                "recipient": keys.recipient if keys else "",
                "sign": keys.sign if keys else "",
            },
            "others": others,
            "other": str(beside[0].pk) if beside else None,
            "offer": asked.invitation.offer,
        }
    )


@by_words(_with_code(forms.read_answer, BEGIN, MOST_LETTER, answered=True))
@require_POST
def answer(request: HttpRequest, asked: Coded[VisitorCode, NewAnswer]) -> JsonResponse:
    """The words' id and the keys of who used the code."""
    invitation = asked.invitation
    visitor = Visitor(invitation.pk, invitation.practice_id)
    already = actions.answer(permit(visitor, DoInvite.ANSWER, invitation), asked.rest)
    return JsonResponse({"saved": True, "already": already})
