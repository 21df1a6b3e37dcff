"""How every benchmark runs: names the machine, measures, prints the figures, and cleans up however it ends."""

import argparse
import signal
import sys
from collections.abc import Callable, Sequence
from typing import NoReturn

from benchmarks.figures import Figure
from benchmarks.machine import busy, describe

type Measure = Callable[[bool], Sequence[Figure]]


def run(title: str, measure: Measure) -> NoReturn:
    """Measure and exit: 0, or 1 when a target is missed; with ``--quick`` there are few runs and it is always 0."""
    parser = argparse.ArgumentParser(description=title)
    parser.add_argument("--quick", action="store_true", help="few runs: to see that it works")
    quick = parser.parse_args().quick
    end_cleanly()
    print("\n".join([title, *describe()]), flush=True)
    sys.exit(show(measure(quick)) and not quick)


def end_cleanly() -> None:
    """Let SIGTERM unwind like Ctrl-C, so that servers are ended and directories removed."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)


def show(figures: Sequence[Figure]) -> int:
    """Print the figures; 1 when a target is missed, 0 otherwise."""
    for figure in figures:
        print("  " + figure.line())
    print(f"{busy()} at the end", flush=True)
    return int(any(figure.missed for figure in figures))
