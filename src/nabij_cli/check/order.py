"""In which order the parts run: the long ones in turn, the small ones beside them, the browser alone at the end."""

import os
import time
from concurrent.futures import Future, ThreadPoolExecutor, as_completed

from nabij_cli.check.bench import Bench, Failed, Outcome, Workplace
from nabij_cli.check.machine import fetch_missing, missing
from nabij_cli.check.parts import ALONE, IN_TURN, PARTS

MOST_AT_ONCE = 4


def run_parts(bench: Bench, names: list[str]) -> list[Outcome]:
    """Run the parts and return their outcomes in this order; what the machine lacks fails the parts that need it."""
    fetch_missing(bench, names)
    lacking = {name: sentences for name in names if (sentences := missing(name))}
    outcomes = {name: Outcome(name, 0, True, " ".join(lacking[name]), "") for name in lacking}
    for outcome in outcomes.values():
        _report(outcome)
    able = [name for name in names if name not in lacking]
    in_turn = [name for name in IN_TURN if name in able]
    beside = [name for name in able if name not in ALONE and name not in IN_TURN]
    with ThreadPoolExecutor(max_workers=1) as one, ThreadPoolExecutor(max_workers=_at_once() - 1 or 1) as others:
        running = {one.submit(_run, bench, name) for name in in_turn}
        running |= {others.submit(_run, bench, name) for name in beside}
        try:
            _collect(running, outcomes)
        except KeyboardInterrupt:
            for pool in (one, others):
                pool.shutdown(wait=False, cancel_futures=True)
            bench.close()
            raise
    for name in [name for name in able if name in ALONE]:
        outcomes[name] = _run(bench, name)
        _report(outcomes[name])
    return [outcomes[name] for name in names]


def _at_once() -> int:
    return min(MOST_AT_ONCE, os.cpu_count() or 1)


def _collect(running: "set[Future[Outcome]]", outcomes: dict[str, Outcome]) -> None:
    for future in as_completed(running):
        outcome = future.result()
        outcomes[outcome.part] = outcome
        _report(outcome)


def _run(bench: Bench, name: str) -> Outcome:
    place = Workplace(bench, name)
    start = time.monotonic()
    print(f"{name}: started", flush=True)
    try:
        note, failed = PARTS[name](place), False
    except Failed as problem:
        note, failed = str(problem), True
    return Outcome(name, time.monotonic() - start, failed, note, "\n".join(place.lines))


def _report(outcome: Outcome) -> None:
    if outcome.failed:
        print(f"\n---- {outcome.part}: failed ({outcome.note})\n{outcome.output}\n----", flush=True)
    else:
        print(f"{outcome.part}: ok ({outcome.seconds:.1f} s) {outcome.note}".rstrip(), flush=True)
