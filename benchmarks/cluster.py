"""A PostgreSQL cluster in a temporary directory with its ordinary settings: every commit reaches the disk."""

from collections.abc import Iterator
from contextlib import contextmanager

from nabij_cli.check.bench import Bench, Failed
from nabij_cli.check.postgres import temporary_cluster


@contextmanager
def durable_cluster() -> Iterator[dict[str, str]]:
    """Start a cluster, reachable by a socket only; yields the settings that point Nabij at its two empty databases."""
    with Bench() as bench:
        try:
            with temporary_cluster(bench, durable=True) as cluster:
                yield cluster.settings
        except Failed as problem:
            raise SystemExit(str(problem)) from problem
