"""Setting paper with typst, in our own letters only. Knows no Django.

typst refuses a picture without a text in its place, and a sign that no font of ours has; so a file that comes out has
both. The bytes depend on what is given alone: no clock, no machine, no user.
"""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import typst

from nabij.kit.errors import Refused

HERE = Path(__file__).resolve().parent
# PDF/A-4 wants PDF 2.0, which PDF/UA-1 does not know
STANDARDS = ["ua-1", "a-2a"]
_TOO_LONG = "a PDF string is longer than"
_UNKNOWN_SIGN = re.compile(r'the text `"(.+)"` could not be displayed')


def set_on_paper(source: bytes, inputs: Mapping[str, str], *, otherwise: str, **options: Any) -> Any:
    """What typst makes of the source: one file, or a list with a picture per page.

    Refuses a sign that cannot be printed and a word that no PDF can hold; ``otherwise`` then says what to do and what
    became of the text.
    """
    try:
        return typst.compile(source, root=HERE, font_paths=_fonts(), sys_inputs=dict(inputs), **options)
    except typst.TypstError as error:
        unknown = _UNKNOWN_SIGN.search(str(error))
        if _TOO_LONG in str(error):
            sentence = f"Er staan duizenden tekens achter elkaar zonder spatie; dat past op geen regel. {otherwise}"
            raise Refused(sentence) from error
        if unknown is None:
            raise
        sentence = f"Het teken “{unknown[1]}” kan niet op papier: onze letters hebben het niet. {otherwise}"
        raise Refused(sentence) from error


@cache
def _fonts() -> typst.Fonts:
    """Ours only: what is installed on the machine must not show."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[HERE / "fonts"])
