"""The words around a place in a text, none of them cut in two. Pure."""

import re

_CUT = "…"
_LAST_BREAK = re.compile(r"\s+\S*$")


def before_it(text: str, start: int, most: int) -> str:
    """At most so many letters before a place, from the beginning of a word, with a sign where more stands before."""
    if start <= most:
        return text[:start]
    piece = text[start - most : start]
    inside = not text[start - most - 1].isspace() and not piece[0].isspace()
    # a word longer than all that is shown is cut after all
    whole = piece.split(None, 1)[1:] if inside else [piece.lstrip()]
    return f"{_CUT} {(whole or [piece])[0]}"


def after_it(text: str, end: int, most: int) -> str:
    """At most so many letters behind a place, up to the end of a word, with a sign where more stands behind."""
    if len(text) - end <= most:
        return text[end:]
    piece, following = text[end : end + most], text[end + most]
    inside = not following.isspace() and not piece[-1].isspace()
    whole = _LAST_BREAK.sub("", piece) if inside else piece.rstrip()
    return f"{whole or piece} {_CUT}"
