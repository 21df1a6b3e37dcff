"""The languages of the visitor's pages, chosen in the address and nowhere kept."""

import re
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import get_language_info
from django.utils.translation.trans_real import parse_accept_lang_header

DEFAULT = "nl"
# by the code in the address, in their own words
NAMES = {"nl": "Nederlands", "en": "English"}


@dataclass(frozen=True, slots=True)
class Language:
    """A language of the door; ``address`` is that of the page at hand in it."""

    code: str
    name: str
    address: str

    @property
    def direction(self) -> str:
        """The way its lines run: ltr or rtl."""
        return "rtl" if get_language_info(self.code)["bidi"] else "ltr"

    @property
    def query(self) -> str:
        """What an address carries to stay in this language."""
        return "" if self.code == DEFAULT else f"?taal={self.code}"


def language(code: str | None, path: str) -> Language:
    """The asked language for the page at ``path``; the default one for what is not ours."""
    known = code if code in NAMES else DEFAULT
    return Language(known, NAMES[known], path + ("" if known == DEFAULT else f"?taal={known}"))


def all_languages(path: str) -> list[Language]:
    """Each language, with the address of the page at ``path`` in it."""
    return [language(code, path) for code in NAMES]


def tongue_of(request: HttpRequest) -> str:
    """The code of the language in which to tell that something went wrong: the one that the address asks for, else the
    browser's first that is ours.
    """
    # not by request.GET: an address that cannot be read is itself an error that is told
    asked = re.search(r"(?:^|&)taal=([a-z]+)", str(request.META.get("QUERY_STRING", "")))
    browsers = [
        code.partition("-")[0] for code, _ in parse_accept_lang_header(request.headers.get("Accept-Language", ""))
    ]
    return next((code for code in (asked and asked[1], *browsers) if code in NAMES), DEFAULT)
