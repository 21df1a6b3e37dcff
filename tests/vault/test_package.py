"""The vault stands alone: nothing of the server, nothing but two libraries."""

import ast
import sys
from pathlib import Path

import nabij_vault

ALLOWED = {"cryptography", "pyrage", "nabij_vault", *sys.stdlib_module_names}
NETWORK = {"socket", "ssl", "http", "urllib", "ftplib", "smtplib", "asyncio", "subprocess"}


def test_the_vault_imports_only_the_standard_library_and_two_libraries_and_no_network() -> None:
    assert nabij_vault.__file__ is not None
    imported = set()
    for path in Path(nabij_vault.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Import):
                imported |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                imported.add((node.module or "").partition(".")[0])
    assert imported
    assert imported <= ALLOWED - NETWORK
