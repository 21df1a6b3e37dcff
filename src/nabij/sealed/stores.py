"""Keeps shred keys in a store of their own, with their own backup and their own short retention."""

from typing import Any

from django.db.models import Model

SHRED = "shred"
# SQLite allows some thousands of parameters in one statement; PostgreSQL plans short lists best.
AT_ONCE = 500


class ShredRouter:
    """Sends ``ShredKey`` to the shred store and everything else to the default one."""

    def _store(self, model: type[Model]) -> str | None:
        return SHRED if (model._meta.app_label, model._meta.model_name) == ("sealed", "shredkey") else None

    def db_for_read(self, model: type[Model], **hints: Any) -> str | None:
        return self._store(model)

    def db_for_write(self, model: type[Model], **hints: Any) -> str | None:
        return self._store(model)

    def allow_migrate(self, db: str, app_label: str, model_name: str | None = None, **hints: Any) -> bool:
        return (db == SHRED) == (app_label == "sealed" and model_name == "shredkey")
