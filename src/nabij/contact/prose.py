"""Plain text with headings and lists, as blocks that a template writes: no markup of anybody's reaches a page."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Block:
    """A heading or a paragraph (one line), or a list (a line for each item)."""

    kind: Literal["heading", "paragraph", "list"]
    lines: tuple[str, ...]


def blocks(text: str) -> list[Block]:
    """The blocks of a text, which lie an empty line apart; ``## `` opens a heading, ``- `` each item of a list."""
    parts = [part.strip().splitlines() for part in text.replace("\r\n", "\n").split("\n\n") if part.strip()]
    return [_block([line.strip() for line in part]) for part in parts]


def _block(lines: list[str]) -> Block:
    if lines[0].startswith("## "):
        return Block("heading", (" ".join(lines)[3:].strip(),))
    if all(line.startswith("- ") for line in lines):
        return Block("list", tuple(line[2:].strip() for line in lines))
    return Block("paragraph", (" ".join(lines),))
