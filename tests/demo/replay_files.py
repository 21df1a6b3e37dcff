"""Small report files for the tests of the replay, and ways to look at what came back."""

import json
from pathlib import Path
from typing import Any

from nabij_demo import replay as replay_module
from nabij_demo.replay import (
    Message,
    RegisterRow,
    Replay,
    load_mapping,
    load_report,
    mapping_for,
    replay,
)

PACKAGE = Path(replay_module.__file__).parent
REPORTS = sorted((PACKAGE / "reports").glob("*.json"))


def raw_json(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return loaded


def rows_of(result: Replay, table: str, year: int, month: str | None = None) -> list[RegisterRow]:
    titles = [row for row in result.rows if row.year == year and row.month == month]
    return [row for row in titles if table in row.source_table.split(" | ")]


def is_lost(messages: tuple[Message, ...], table: str, row: str | None, column: str | None) -> bool:
    return any(
        m.lost and m.table == table and m.row in (None, row) and m.column in (None, column) and m.reason
        for m in messages
    )


def a_table(**changes: Any) -> dict[str, Any]:
    table: dict[str, Any] = {
        "title": "Aard",
        "row_labels": ["Pesten", "Intimidatie"],
        "column_labels": ["2024"],
        "cells": [[3], [4]],
        "totals": None,
        "unit_of_counting": "conversations",
    }
    return {**table, **changes}


def write(folder: Path, *tables: dict[str, Any], **more: Any) -> Path:
    path = folder / "eigen.json"
    path.write_text(json.dumps({"title": "Eigen cijfers", "tables": list(tables), **more}), "utf-8")
    return path


def of_own(folder: Path, *tables: dict[str, Any], **more: Any) -> Replay:
    path = write(folder, *tables, **more)
    assert mapping_for(path) is None
    return replay(load_report(path), None)


def with_mapping(folder: Path, plan: dict[str, Any], *tables: dict[str, Any]) -> Replay:
    path = folder / "afspraken.json"
    path.write_text(json.dumps({"tables": plan}), "utf-8")
    return replay(load_report(write(folder, *tables)), load_mapping(path))


def lost(result: Replay) -> list[tuple[str | None, str | None]]:
    return [(m.row, m.column) for m in result.messages if m.lost]
