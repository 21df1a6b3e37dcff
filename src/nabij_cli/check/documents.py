"""What the documents promise, held against the repository."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from nabij_cli.help_text import HELP

LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#{1,6} (.+?)\s*$", re.MULTILINE)
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
OURS = re.compile(r"\./nabij(?: ([a-z][a-z-]*))?((?: --[a-z-]+| [^-`\n][^ `\n]*)*)")
RECIPE = re.compile(r"^([a-z][\w-]*)(?: [^:=\n]*)?:(?!=)", re.MULTILINE)
ALIKE = 100
"""So many characters of two paragraphs are not the same by chance."""
# a funding page in package-lock.json is not fetched
PLACES_TO_FETCH = {
    "requirements/base.txt": re.compile(r"https?://|--(?:extra-)?index-url"),
    "requirements/dev.txt": re.compile(r"https?://|--(?:extra-)?index-url"),
    "package-lock.json": re.compile(r'"resolved"'),
}


def complaints(root: Path) -> list[str]:
    """One English sentence for each promise that does not hold; empty when all do."""
    return [*_links(root), *_commands(root), *_version(root), *_said_twice(root), *_lock_files(root)]


def _documents(root: Path) -> list[Path]:
    return sorted([*root.glob("*.md"), *(root / "docs").rglob("*.md")])


def _links(root: Path) -> Iterator[str]:
    for page in _documents(root):
        for target in LINK.findall(FENCE.sub("", page.read_text(encoding="utf-8"))):
            if re.match(r"[a-z]+:", target):
                continue
            name, _, anchor = target.partition("#")
            goal = (page.parent / name).resolve() if name else page
            if not goal.exists():
                yield f"{page.relative_to(root)} links to {target}, which is not there."
            elif anchor and goal.suffix == ".md" and anchor not in _anchors(goal):
                yield f"{page.relative_to(root)} links to {target}, a heading that is not there."


def _anchors(page: Path) -> set[str]:
    headings = HEADING.findall(FENCE.sub("", page.read_text(encoding="utf-8")))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def _commands(root: Path) -> Iterator[str]:
    readme = root / "README.md"
    if not readme.is_file():
        yield "README.md is not there."
        return
    text = readme.read_text(encoding="utf-8")
    # the help names every command (tests/cli/test_refusals.py)
    known = set(re.findall(r"^  \./nabij ([a-z-]+)", HELP, re.MULTILINE))
    for name, rest in OURS.findall(text):
        if name and name not in known:
            yield f"README.md names ./nabij {name}, which does not exist."
        for option in re.findall(r"--[a-z-]+", rest):
            if option not in HELP:
                yield f"README.md names {option}, which no command takes."
    justfile = root / "justfile"
    recipes = set(RECIPE.findall(justfile.read_text(encoding="utf-8"))) if justfile.is_file() else set()
    for name in re.findall(r"(?:^|`)just ([a-z][\w-]*)", text, re.MULTILINE):
        if name not in recipes:
            yield f"README.md names just {name}, which does not exist."


def _version(root: Path) -> Iterator[str]:
    version = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    changes = root / "CHANGELOG.md"
    if not changes.is_file() or not re.search(
        rf"^##.*\b{re.escape(version)}\b", changes.read_text("utf-8"), re.MULTILINE
    ):
        yield f"CHANGELOG.md has no heading for version {version}."


def _said_twice(root: Path) -> Iterator[str]:
    """Paragraphs that begin alike: two versions of one, where only the later may be true."""
    for page in _documents(root):
        seen: set[str] = set()
        for line in page.read_text(encoding="utf-8").splitlines():
            start = line.strip()[:ALIKE]
            if len(start) < ALIKE or start.startswith("|"):
                continue
            if start in seen:
                yield f"{page.relative_to(root)} says twice: {start}"
            seen.add(start)


def _lock_files(root: Path) -> Iterator[str]:
    for name, place in PLACES_TO_FETCH.items():
        if found := place.search((root / name).read_text(encoding="utf-8")):
            yield f"{name} names a place to download from ({found[0]})."
