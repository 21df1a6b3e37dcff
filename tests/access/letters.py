"""Letters at the board: whom they were handed to alone; for everybody else they do not exist."""

from typing import Any

from nabij.signals.models import Signal
from tests.access import Row, World, expect
from tests.signals.lettering import a_letter, handed_over, lay_letter, new_pens

DAAN = expect(daan=200)
READS = expect(signed_out=401, daan=200)
WRITES = expect(signed_out=401, daan=422)


def _letter(world: World) -> dict[str, Any]:
    found = Signal.objects.filter(contact=world.people.daan).first()
    if found is None:
        found = handed_over(world.people)
        lay_letter(found, world.people.amina, a_letter(found, world.people, new_pens()))
    return {"pk": found.pk}


def _post() -> Row:
    return Row(WRITES, address=_letter, method="post", json={})


ROWS = {
    "board:letters": Row(DAAN),
    "board:letter": Row(DAAN, address=_letter),
    "board:letter_data": Row(READS, address=_letter),
    "board:receive_letter": _post(),
    "board:change_letter_day": _post(),
    "board:answer_letter": _post(),
}
