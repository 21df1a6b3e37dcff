"""The story of a report in the making: the pair that writes it; for everybody else it does not exist."""

from typing import Any

from tests.access import Row, World, expect
from tests.reporting.stories import make_report

PAIR = expect(amina=200, bram=200)
ASKED = expect(signed_out=401, amina=200, bram=200)
WRITES = expect(signed_out=401, amina=422, bram=422)


def _report(world: World) -> dict[str, Any]:
    return {"pk": make_report(world.people).pk}


ROWS = {
    "report_story": Row(PAIR, address=_report),
    "story_box": Row(ASKED, address=_report),
    # which key, it does not say
    "story_chain": Row(WRITES, address=_report),
    "story_keys": Row(WRITES, address=_report, method="post", json={}),
    "story_sections": Row(WRITES, address=_report, method="post", json={}),
    "set_story_ready": Row(WRITES, address=_report, method="post", json={}),
    "take_story_back": Row(expect(amina=302, bram=302), address=_report, method="post"),
    "decide_on_finding": Row(expect(amina=422, bram=422), address=_report, method="post"),
}
