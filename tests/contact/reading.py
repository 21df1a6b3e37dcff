"""How easy the visitor's texts are to read: Flesch-Douma for Dutch, Flesch-Kincaid for English.

``python -m tests.contact.reading --write`` writes ``docs/reading-level.md``; a test fails when that page is stale.

Flesch-Douma: 206.8 - 0.77 x (syllables per hundred words) - 0.93 x (words per sentence); W.H. Douma,
*De leesbaarheid van landbouwbladen*, Wageningen 1960. 60-70 is "normal", 70-80 "fairly easy" (the last classes of
primary school), 80-90 "easy". Flesch-Kincaid gives the American school year: 0.39 x words per sentence +
11.8 x syllables per word - 15.59 (Kincaid and others, 1975). A formula counts, it does not read: short words can
still be put together badly.
"""

import os
import re
import sys
import tempfile
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = ROOT / "docs" / "reading-level.md"
# at the least, and at the most: about B1
EASIEST_NL, HARDEST_EN = 70.0, 6.0
LONGEST_SENTENCE = 18
# a file with fewer words is scored together with the others that have so few
SHORT = 10
ERRORS = ("400.html", "403.html", "403_csrf.html", "404.html", "429.html", "500.html", "kit/refused.html")

HEAD = f"""# How easy the visitor's texts are to read

Every text of the door, the pages that tell what went wrong, what stands on paper and the mail, scored as
`tests/contact/reading.py` says: Dutch by Flesch-Douma (higher is easier; a test fails below
{EASIEST_NL:.0f}, which is about B1), English by Flesch-Kincaid (the school year that it asks; a test fails above year
{HARDEST_EN:.0f}). No sentence has more than {LONGEST_SENTENCE} words. A formula counts words and syllables; it does not
say whether a text is true, kind or clear. Files with a few words each are scored together. Labels of codes
(`code_words.py`) are listed and have no limit: they are no sentences, and the words in which the profession counts;
a visitor reads them beside a title, under what is kept about them.
`python -m tests.contact.reading --write` writes the page.

| text | Dutch | English | words (Dutch) | longest sentence |
| --- | --- | --- | --- | --- |
"""

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_DUTCH = re.compile(r"aai|ooi|oei|eeu|ieu|éé|aa|ee|oo|uu|ie|oe|eu|ui|ij|ei|ai|au|ou|[aeiouyáéíóúàèìòùâêîôûäëïöü]")
_ENGLISH = re.compile(r"[aeiouy]+")


@dataclass(frozen=True, slots=True)
class Text:
    """A text by its name: the sentences, in both languages; ``labels`` are no sentences, and have no limit."""

    name: str
    dutch: str
    english: str
    labels: bool = False


def words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]


def sentences(text: str) -> list[list[str]]:
    """The words of each sentence; a line is a sentence of its own."""
    found = (words(part) for line in text.splitlines() for part in re.split(r"[.!?:…](?:\s|$)", line))
    return [sentence for sentence in found if sentence]


def dutch_syllables(word: str) -> int:
    return max(1, len(_DUTCH.findall(word)))


def english_syllables(word: str) -> int:
    """Groups of vowels; a silent e at the end does not count."""
    bare = re.sub(r"(?<=[^aeiouyl])e(?:s|d)?$", "", word) if len(word) > 3 else word
    return max(1, len(_ENGLISH.findall(bare)))


def flesch_douma(text: str) -> float:
    """The ease of a Dutch text; ZeroDivisionError without words."""
    found = words(text)
    syllables = sum(map(dutch_syllables, found))
    return 206.8 - 0.77 * 100 * syllables / len(found) - 0.93 * len(found) / len(sentences(text))


def flesch_kincaid(text: str) -> float:
    """The school year of an English text; ZeroDivisionError without words."""
    found = words(text)
    syllables = sum(map(english_syllables, found))
    return 0.39 * len(found) / len(sentences(text)) + 11.8 * syllables / len(found) - 15.59


def longest(text: str) -> int:
    return max(map(len, sentences(text)))


def texts() -> list[Text]:
    """Everything that a visitor reads, by page and by sector."""
    return [*_door(), *_sectors(), *_errors(), *_paper(), _mail()]


def _door() -> list[Text]:
    """By file; those with a few words each as one, because a formula says nothing of a single word."""
    from django.utils import translation

    from tests.contact.translations import by_file, tool

    found, short = [], []
    for name, said in by_file().items():
        with translation.override("en"):
            english = [translation.gettext(sentence) for sentence in said]
        text = Text(name, "\n".join(said), "\n".join(english), labels=name == tool().CODE_WORDS)
        (found if len(words(text.dutch)) >= SHORT else short).append(text)
    together = ("\n".join(getattr(text, language) for text in short) for language in ("dutch", "english"))
    return [*found, Text(", ".join(text.name for text in short), *together)]


def _sectors() -> list[Text]:
    from nabij.contact.prose import blocks
    from nabij.contact.texts import shipped
    from nabij.kit import codes

    def lines(sector: str, language: str) -> str:
        return "\n".join(line for block in blocks(shipped(sector, language)) for line in block.lines)

    return [Text(f"texts/{sector}", lines(sector, "nl"), lines(sector, "en")) for sector in codes.labels("sector")]


def _errors() -> list[Text]:
    """What a visitor reads where something went wrong, without the links to the other language."""
    from django.template.loader import render_to_string

    def told(template: str, tongue: str) -> str:
        page = render_to_string(template, {"audience": "visitor", "tongue": tongue})
        reader = _Reader(tongue)
        reader.feed(page[page.index("<main") : page.index("</main>")])
        return "\n".join(reader.lines)

    return [Text(f"kit/{name.removeprefix('kit/')}", told(name, "nl"), told(name, "en")) for name in ERRORS]


class _Reader(HTMLParser):
    """The text of each block; what is marked as another language is left out."""

    def __init__(self, tongue: str) -> None:
        super().__init__()
        self.lines = [""]
        self._tongue = tongue
        self._foreign = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._foreign = (dict(attrs).get("lang") or self._tongue) != self._tongue
        self.lines.append("")

    def handle_endtag(self, tag: str) -> None:
        self._foreign = False

    def handle_data(self, data: str) -> None:
        if not self._foreign:
            self.lines[-1] += " ".join(data.split())


def _paper() -> list[Text]:
    """The poster, a card, and the text that an organisation copies to its own pages."""
    from nabij.contact.poster import WORDS

    def lines(kind: str, language: str) -> str:
        said = WORDS[language]
        found = {
            "poster": (said.question, said.lead, *said.points, said.scan, said.typed, said.people, said.danger),
            "cards": (said.question, said.card, said.card_scan),
            "intranet": said.intranet,
        }
        return "\n".join(found[kind])

    return [Text(f"paper/{kind}", lines(kind, "nl"), lines(kind, "en")) for kind in ("poster", "cards", "intranet")]


def _mail() -> Text:
    from nabij.mail import rules

    letters = (rules.letter(rules.Text.VISITOR, language) for language in ("nl", "en"))
    return Text("mail to a visitor", *(f"{one.subject}\n{one.body}" for one in letters))


def page() -> str:
    """The text of ``docs/reading-level.md``."""
    return HEAD + "".join(
        f"| {text.name} | {flesch_douma(text.dutch):.0f} | {flesch_kincaid(text.english):.1f} "
        f"| {len(words(text.dutch))} | {max(longest(text.dutch), longest(text.english))} |\n"
        for text in texts()
    )


def main(arguments: list[str]) -> int:
    """Write the page with ``--write``; otherwise say whether it is up to date (exit status 1 when not)."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nabij.site.settings")
    os.environ.setdefault("NABIJ_DATA", tempfile.mkdtemp(prefix="nabij-reading-"))
    import django

    django.setup()
    if "--write" in arguments:
        DOCUMENT.write_text(page(), encoding="utf-8")
        return 0
    fresh = DOCUMENT.is_file() and DOCUMENT.read_text(encoding="utf-8") == page()
    print("docs/reading-level.md is up to date" if fresh else "docs/reading-level.md is stale: run with --write")
    return 0 if fresh else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
