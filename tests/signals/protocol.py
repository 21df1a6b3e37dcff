"""The people, texts and actions with which the protocol of a signal is tried."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from uuid import UUID

from nabij.signals.rules import after, sections, steps, watching, wording
from nabij.signals.rules.steps import CONFLICT, State, Weighing
from nabij.signals.rules.wording import Handing

AMINA, BRAM, CARLA, DAAN = (UUID(int=n) for n in range(1, 5))
ONE, TWO = UUID(int=11), UUID(int=12)
PAIR, ALONE = frozenset({AMINA, BRAM}), frozenset({AMINA})
TODAY = date(2026, 3, 2)
ALL = dict.fromkeys(sections.names(), 1)
EACH_ASKS = watching.Asks(PAIR, each=True)
NOTHING: dict[str, int] = {}
BOTH = frozenset({ONE, TWO})
NOBODY_GONE = frozenset[UUID]()
AGAIN = ALL | {sections.SECOND: 2}
# everything was looked at once more
NEWER = dict.fromkeys(sections.names(), 2)
# nobody took anything back; one of two did and is not told, or is; both did and are not, or are
BACKS = [
    after.NOBODY,
    *(after.Back(taken, told) for taken in (frozenset({ONE}), BOTH) for told in (frozenset[UUID](), taken)),
]

type Act = Callable[[State], State]


def weighing(
    by: UUID = AMINA, needed: int = 1, written: dict[str, int] = ALL, gone: frozenset[UUID] = frozenset()
) -> Weighing:
    return Weighing(by, needed, written, gone)


def acts() -> Iterator[tuple[str, Act]]:
    """Every action, with what is right and with what is wrong."""
    yield from acts_on_what_is_written()
    yield from acts_of_people()


def acts_on_what_is_written() -> Iterator[tuple[str, Act]]:
    """Those that ask what is written."""
    for written in (ALL, NEWER, NOTHING):
        for by, other, pair in ((AMINA, BRAM, PAIR), (AMINA, AMINA, PAIR), (AMINA, CARLA, PAIR), (AMINA, BRAM, ALONE)):
            for needed in (-1, 0, 1, 2):
                put = weighing(by, needed, written)
                yield "ask", lambda s, put=put, other=other, pair=pair: steps.ask_colleague(s, put, other, pair)
                yield "peer", lambda s, put=put, pair=pair: steps.weigh_with_peer(s, put, pair)
                yield "haste", lambda s, put=put: steps.weigh_in_haste(s, put)
        for standing in (frozenset[UUID](), frozenset({ONE}), BOTH):
            yield "agree", lambda s, on=standing, written=written: steps.agree(s, on, written)
            for grounds in (("statutory_duty",), CONFLICT, CONFLICT[:3], (), ("consent",)):
                yield "ground", lambda s, on=standing, g=grounds, w=written: steps.ground(s, g, on, w)
            for revision in (0, 1, 2):
                yield "word", lambda s, on=standing, n=revision, w=written: wording.word(s, n, on, w)
            handing = Handing(DAAN, TODAY, 28)
            yield "deliver", lambda s, on=standing, h=handing, w=written: wording.deliver(s, h, on, w)
        yield "unsent", lambda s, written=written: wording.leave_unsent(s, written)
        for day in (TODAY, TODAY + timedelta(days=60)):
            for back in BACKS:
                yield "follow", lambda s, d=day, w=written, back=back: after.follow_up(s, d, w, back)
            for by in PAIR:
                yield "watched", lambda s, d=day, by=by, w=written: watching.note(s, by, 2, d, EACH_ASKS, w)


def acts_of_people() -> Iterator[tuple[str, Act]]:
    """Those that ask who does it, of which visitor, and on which day."""
    for by in (AMINA, BRAM, CARLA):
        yield "second", lambda s, by=by: steps.second(s, by, ALL, NOBODY_GONE)
        yield "second", lambda s, by=by: steps.second(s, by, AGAIN, NOBODY_GONE)
        yield "second", lambda s, by=by: steps.second(s, by, NOTHING, NOBODY_GONE)
        for needed in (0, 2):
            yield "second", lambda s, by=by, n=needed: steps.second(s, by, AGAIN, NOBODY_GONE, n)
        yield "send back", lambda s, by=by: steps.send_back(s, by)
    for matter in (ONE, TWO):
        for same in (True, False):
            yield "lay", lambda s, matter=matter, same=same: steps.lay(s, matter, same=same)
        yield "lay", lambda s, m=matter: steps.lay(s, m, same=True, gone=True, revisions=ALL)
    for left in (ONE, TWO, None):
        for written in (ALL, NOTHING):
            yield "narrow", lambda s, left=left, written=written: steps.narrow(s, left, written)
    yield "reword", wording.reword
    yield "receive", after.receive
    yield "answer", after.answer
    for back in BACKS:
        yield "close", lambda s, back=back: after.close(s, back)
    for day in (TODAY - timedelta(days=1), TODAY, TODAY + timedelta(days=400)):
        for back in BACKS:
            yield "plan", lambda s, day=day, back=back: after.plan(s, day, TODAY, back)


ACTS = list(acts())
