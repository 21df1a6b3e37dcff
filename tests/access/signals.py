"""Signals while they are made: the pair of the organisation; for everybody else they do not exist."""

from typing import Any

from nabij.signals.models import Signal
from tests.access import Row, World, expect
from tests.making import new_id

COUNSELLORS = expect(amina=200, bram=200, carla=200)
PAIR = expect(amina=200, bram=200)
ASKED = expect(signed_out=401, amina=200, bram=200)
WRITES = expect(signed_out=401, amina=422, bram=422)


def _signal(world: World) -> dict[str, Any]:
    people = world.people
    found = Signal.objects.filter(organisation=people.organisation).first()
    return {
        "pk": (
            found
            or Signal.objects.create(
                id=new_id(),
                practice=people.practice,
                organisation=people.organisation,
                reason="silence",
                path="agreed",
                begun_by=people.amina,
            )
        ).pk
    }


def _post() -> Row:
    return Row(WRITES, address=_signal, method="post", json={})


ROWS = {
    "signals": Row(COUNSELLORS),
    "new_signal": Row(COUNSELLORS),
    "signals_mark": Row(expect(signed_out=401, amina=200, bram=200, carla=200)),
    "signals_today": Row(expect(signed_out=401, amina=200, bram=200, carla=200)),
    "begin_signal": Row(expect(signed_out=401, amina=422, bram=422, carla=422), method="post", json={}),
    "signal": Row(PAIR, address=_signal),
    "signal_pieces": Row(ASKED, address=_signal),
    "signal_mark": Row(ASKED, address=_signal),
    "beside_signal": Row(ASKED, address=_signal),
    # which key, it does not say
    "signal_chain": Row(WRITES, address=_signal),
    "share_signal": _post(),
    "write_signal": _post(),
    "ask_to_weigh_signal": _post(),
    "weigh_signal": _post(),
    "send_signal_back": _post(),
    "lay_under_signal": _post(),
    "agree_signal": _post(),
    "ground_signal": _post(),
    "narrow_signal": _post(),
    "leave_signal_unsent": _post(),
    "tell_after_signal": _post(),
    "hear_back_at_signal": _post(),
    "word_signal": _post(),
    "reword_signal": _post(),
    "deliver_signal": _post(),
    "note_signal_received": _post(),
    "note_signal_answered": _post(),
    "plan_signal_meeting": _post(),
    "follow_signal_up": _post(),
    "close_signal": _post(),
    "watch_signal": _post(),
    "lessons": Row(COUNSELLORS),
    "lessons_given": Row(expect(signed_out=401, amina=200, bram=200, carla=200)),
    "share_lesson": _post(),
    # taking back what was never given changes nothing
    "take_lesson_back": Row(expect(signed_out=401, amina=200, bram=200), address=_signal, method="post", json={}),
}
