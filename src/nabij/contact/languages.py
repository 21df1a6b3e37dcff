"""The languages of the visitor's pages, chosen in the address and nowhere kept."""

from dataclasses import dataclass

from django.utils.translation import get_language_info

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
