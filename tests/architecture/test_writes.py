"""Writes happen in actions: views and forms change no row, and begin or end nobody's session by themselves."""

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


# allauth's, of its rows of who is signed in where
BY_ALLAUTH = {"purge_and_list", "create_from_request"}
# keeping when a session was last seen is nobody's doing: it needs no permit and no audit line
MAY = {("src/nabij/people/seen.py", "create_from_request")}
# a session is a row too; perform_login is not here: its signal writes the audit line
SESSION_METHODS = {"end", "flush", "cycle_key", "cycle_session"}
SESSION_FUNCTIONS = {"login", "logout", "end_sessions", "end_other_sessions", "update_session_auth_hash"}
BY_OTHERS = ("django", "allauth")


def writes_in(text: str) -> list[tuple[int, str]]:
    """Line and name of each call that writes, and of each import of a function of others that writes a session."""
    found = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            if node.func.attr in WRITES | BY_ALLAUTH | SESSION_METHODS:
                found.append((node.lineno, node.func.attr))
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith(BY_OTHERS):
            found += [(node.lineno, name.name) for name in node.names if name.name in SESSION_FUNCTIONS]
    return found


def is_view_or_form(path: Path) -> bool:
    """Views and forms by their name; the demo's module holds views too, and a middleware is asked with every page."""
    parts = path.relative_to(SERVER).with_suffix("").parts
    return bool({"views", "forms"} & {*parts}) or parts in {("site", "demo"), ("people", "seen")}


def test_a_write_is_recognised() -> None:
    assert writes_in("x = Matter.objects.filter(pk=1).update(turn='visitor')\nrow.save()") == [
        (1, "update"),
        (2, "save"),
    ]


def test_beginning_or_ending_a_session_is_recognised() -> None:
    text = "from django.contrib.auth import login\nfrom nabij.people import login\nfor s in found:\n    s.end()\n"
    assert writes_in(text) == [(1, "login"), (4, "end")]
    assert writes_in("UserSession.objects.purge_and_list(user)") == [(1, "purge_and_list")]
    assert writes_in("from allauth.usersessions.internal.flows.sessions import end_other_sessions") == [
        (1, "end_other_sessions")
    ]


def test_views_and_forms_write_nothing() -> None:
    read = [path for path in files(".py", under=SERVER) if is_view_or_form(path)]
    assert len(read) > 3
    found = [(str(path.relative_to(ROOT)), *write) for path in read for write in writes_in(path.read_text("utf-8"))]
    assert {(path, name) for path, _, name in found} == MAY
