"""Writes happen in actions: views and forms call none of the methods that change a row."""

import ast
from pathlib import Path

from tests.architecture.sources import ROOT, SERVER, files

WRITES = {
    prefix + name
    for prefix in ("", "a")
    for name in (
        "save",
        "create",
        "update",
        "delete",
        "bulk_create",
        "bulk_update",
        "get_or_create",
        "update_or_create",
        "save_base",
    )
}


def writes_in(text: str) -> list[tuple[int, str]]:
    """Line and method of each call that writes."""
    calls = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call)]
    return [
        (call.lineno, call.func.attr)
        for call in calls
        if isinstance(call.func, ast.Attribute) and call.func.attr in WRITES
    ]


def is_view_or_form(path: Path) -> bool:
    return bool({"views", "forms"} & {*path.relative_to(SERVER).with_suffix("").parts})


def test_a_write_is_recognised() -> None:
    assert writes_in("x = Matter.objects.filter(pk=1).update(turn='visitor')\nrow.save()") == [
        (1, "update"),
        (2, "save"),
    ]


def test_views_and_forms_write_nothing() -> None:
    read = [path for path in files(".py", under=SERVER) if is_view_or_form(path)]
    assert len(read) > 3
    found = [(str(path.relative_to(ROOT)), *write) for path in read for write in writes_in(path.read_text("utf-8"))]
    assert found == []
