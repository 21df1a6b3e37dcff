"""The copied stores are those that migrating makes, and another migration makes others."""

from pathlib import Path

import pytest
from django.apps import apps
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from tests.made_stores import digest_of_migrations


@pytest.mark.django_db(databases=["default", "shred"])
def test_nothing_is_left_to_migrate() -> None:
    for store in connections.all():
        executor = MigrationExecutor(store)
        assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []
    assert "rate_limits" in connections["default"].introspection.table_names()
    assert "sealed_shredkey" in connections["shred"].introspection.table_names()
    assert "sealed_shredkey" not in connections["default"].introspection.table_names()


def test_another_migration_or_model_makes_other_stores(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    people = apps.get_app_config("people")
    here = Path(people.path)
    (tmp_path / "migrations").mkdir()
    for path in [*here.glob("migrations/*.py"), here / "models.py"]:
        (tmp_path / path.relative_to(here)).write_bytes(path.read_bytes())
    found = {digest_of_migrations()}
    monkeypatch.setattr(people, "path", str(tmp_path))
    assert digest_of_migrations() in found
    for name in ("migrations/9999_more.py", "models.py"):
        with (tmp_path / name).open("a") as file:
            file.write("# more\n")
        found.add(digest_of_migrations())
    assert len(found) == 3
