"""The door: whoever has the words, and nobody by their session; conversations that wait for a counsellor."""

from typing import Any

from nabij.contact.models import Addressed, Conversation, Entrance
from nabij.kit.clock import today
from tests.access import Row, World, everybody, expect
from tests.contact.making import confirm_texts
from tests.making import new_id

JSON = {"Accept": "application/json"}


def _entrance(world: World) -> dict[str, Any]:
    here = world.people.organisation
    confirm_texts(here)
    found = Entrance.objects.filter(organisation=here).first() or Entrance.objects.create(
        practice=here.practice, organisation=here, code="wilg-3571", is_open=True
    )
    return {"code": found.code}


def _file(world: World) -> dict[str, Any]:
    return {"file": new_id()}


def _conversation(world: World) -> dict[str, Any]:
    """One that was addressed to Amina."""
    kept = Conversation.objects.first()
    if kept is None:
        people = world.people
        kept = Conversation(
            id=new_id(),
            practice=people.practice,
            organisation=people.organisation,
            lookup=new_id(),
            token_hash="0" * 64,
            recipient="age1",
            sign="",
            keepsake=b"",
            language="nl",
            due=today(),
        )
        kept.save(force_insert=True)
        Addressed.objects.create(practice=people.practice, conversation=kept, counsellor=people.amina)
    return {"pk": kept.pk}


def _by_words() -> Row:
    # a session adds nothing and takes nothing away; the body is empty
    return Row(everybody(422), method="post", json={})


ROWS = {
    "visitor:who_is_there": Row(everybody(200), address=_entrance),
    "visitor:salt": Row(everybody(200)),
    "visitor:begin_conversation": _by_words(),
    "visitor:conversation": _by_words(),
    "visitor:conversation_news": _by_words(),
    "visitor:write_in_conversation": _by_words(),
    "visitor:keep_note_to_self": _by_words(),
    "visitor:answer_as_visitor": _by_words(),
    "visitor:choose_another": _by_words(),
    "visitor:let_stand_by": _by_words(),
    "visitor:mail_for_visitor": _by_words(),
    "visitor:put_file": Row(everybody(422), address=_file, method="put", headers=JSON),
    "visitor:get_file": Row(everybody(422), address=_file, method="post", json={}),
    "visitor:erase_conversation": _by_words(),
    "visitor:proof_of_destruction": _by_words(),
    "desk_mark": Row(expect(signed_out=401, amina=200, bram=200, carla=200)),
    "visitor_news": Row(expect(signed_out=401, amina=200, bram=200, carla=200)),
    "look_at_conversation": Row(expect(signed_out=401), address=_conversation, method="post", json={}),
    "erasures_asked": Row(expect(signed_out=401, amina=200, bram=200, carla=200)),
    "erase_matter": Row(expect(signed_out=401), address=_conversation, method="post", json={}),
    "visitor:code": Row(everybody(200)),
    "visitor:conversation_later": Row(everybody(200)),
    "visitor:conversation_after_code": Row(everybody(200)),
    "visitor:invitation_offer": _by_words(),
    "visitor:answer_invitation": _by_words(),
    "answered_invitations": Row(expect(signed_out=401, amina=200, bram=200, carla=200)),
    "waiting_conversations": Row(expect(signed_out=401, amina=200, bram=200, carla=200)),
    "instead_of_colleagues": Row(expect(signed_out=401, amina=200, bram=200, carla=200)),
    "answer_instead": Row(expect(signed_out=401, amina=422), address=_conversation, method="post", json={}),
    "take_on_conversation": Row(expect(signed_out=401, amina=422), address=_conversation, method="post", json={}),
}
