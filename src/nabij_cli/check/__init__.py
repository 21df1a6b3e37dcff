"""``./nabij check``: everything that CI runs, in parts, with a summary and one last line to read."""

import argparse

from nabij.kit.errors import BadConfiguration
from nabij_cli.check.bench import Bench, Outcome
from nabij_cli.check.order import run_parts
from nabij_cli.check.parts import PARTS


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("parts", nargs="*")


def run(arguments: argparse.Namespace) -> int:
    """Run all parts, or the named ones; exit code 1 when one of them failed."""
    names = arguments.parts or list(PARTS)
    unknown = [name for name in names if name not in PARTS]
    if unknown:
        raise BadConfiguration(f"Het onderdeel {unknown[0]} bestaat niet. Kies uit: {', '.join(PARTS)}.")
    with Bench() as bench:
        outcomes = run_parts(bench, [name for name in PARTS if name in names])
    _summarise(outcomes)
    return 1 if any(outcome.failed for outcome in outcomes) else 0


def _summarise(outcomes: list[Outcome]) -> None:
    print("\nsummary")
    for outcome in outcomes:
        verdict = "failed" if outcome.failed else "ok"
        print(f"  {outcome.part:<18} {outcome.seconds:7.1f} s  {verdict:<6}  {outcome.note}".rstrip())
    failed = sum(outcome.failed for outcome in outcomes)
    print(f"{len(outcomes) - failed} passed, {failed} failed", flush=True)
