"""What a text says of none, or of a first or single one, beside a class that a table counts. Pure.

Proof note. Before: folded text, and the names of what the tables count by: natures, subjects, roles, parts and groups.
After: a hit for each sentence that holds such a name and words for none ("kwam niet voor", "hoorden we niets", "bleef
uit", "nihil") or for a first or single time. Its key follows from both, so a decision about one class decides nothing
about another. Why only beside a class: "we hoorden niets terug" is about a letter. Of what is or ought to be ("pesten
is nooit gewoon") it finds nothing: what happened is told in the past. Other words for none are not seen.
"""

import re
from collections.abc import Iterable, Iterator

from nabij.reporting.rules.covering import Covering, within
from nabij.reporting.rules.findings import Kind
from nabij.reporting.rules.folding import Folded, Span, fold_word
from nabij.reporting.rules.hits import Hit
from nabij.reporting.rules.known import Known, pattern_of, word_list

_TOLD = (
    r"(?:hoorden?|zag(?:en)?|spraken?|sprak|kwam(?:en)?|speelden?|ging(?:en)?|noemden?|meldden?|kre(?:eg|gen)|vernam(?:en)?"
    r"|bereikten?|was|waren|gehoord|gezien|genoemd|gemeld|besproken|gekregen|vernomen|tegengekomen|ontvingen?)"
)
_NOTHING = r"(?:niets|niks|nooit|nergens|nihil)"
_FAR = r"(?:[^.!?\n]{0,60}\s)?"
_NONE = re.compile(
    rf"(?<![^\W_])(?:nihil|{_TOLD}\s+{_FAR}{_NOTHING}|{_NOTHING}\s+{_FAR}{_TOLD}"
    rf"|kwam(?:en)?\s+{_FAR}niet\s+(?:meer\s+)?(?:voor|ter\s+sprake|aan\s+de\s+orde|langs|terug)"
    r"|niet\s+(?:meer\s+)?(?:voorgekomen|gehoord|gezien|genoemd|gemeld|besproken|tegengekomen|teruggekomen|aangetroffen"
    r"|ter\s+sprake(?:\s+gekomen)?|aan\s+de\s+orde(?:\s+geweest)?)"
    rf"|(?:bleef|bleven)\s+{_FAR}(?:uit|achterwege|afwezig)|uitgebleven|speelden?\s+{_FAR}(?:niet|geen\s+rol)"
    rf"|(?:was|waren)\s+{_FAR}geen\s+(?:onderwerp|thema|sprake|kwestie|rol)|(?:ontbrak(?:en)?|ontbroken))(?![^\W_])"
)
_ORDINAL = r"(?:eerste?|tweede|derde|vierde|vijfde|laatste?|enige)"
_SOME = re.compile(
    rf"(?<![^\W_])(?:voor\s+het\s+eerst|(?:voor\s+)?de\s+{_ORDINAL}\s+(?:keer|maal)|een\s+enkele\s+(?:keer|maal)"
    rf"|hoo?guit\s+een|hoogstens\s+een|eenmalig|eenmaal|zelden|ooit|er\s+een\s+bij|{_ORDINAL}\s+(?:gesprek|verhaal|bericht))"
    r"(?![^\W_])"
)
_MORE = re.compile(
    r"(?<![^\W_])(?:(?:kwam|was)\s+(?:er\s+)?(?:nog\s+)?(?:iemand|een)\s+(?:meer\s+)?bij(?=\s*(?:[.,;!?\n]|$))|nihil(?![^\W_]))"
)
# names that ordinary sentences hold as well
_ORDINARY = frozenset(
    {"anders", "bericht", "beleid", "benoemen", "bestuur", "collega", "cultuur", "directie", "functioneren", "groep"}
    | {"informatie", "medewerker", "onbekend", "organisatie", "persoonlijk", "procedure", "team", "toezicht"}
    | {"nog niet te benoemen"}
)
_NONE_SAID = "Dit zegt dat iets niet voorkwam; dat is een cijfer dat misschien verborgen is."
_SOME_SAID = "Dit zegt dat iets één keer of voor het eerst voorkwam; dat is een cijfer dat misschien verborgen is."
_INSTEAD = "Laat dit weg, of noem wat er speelde zonder te zeggen hoe vaak."


def none_hits(folded: Folded, known: Known) -> Iterator[Hit]:
    """One hit for each sentence that says of a class that it did not happen, or once."""
    for found in _MORE.finditer(folded.text):
        yield Hit(Span(*found.span()), Kind.NUMBER, _SOME_SAID, _INSTEAD)
    said = [(Span(*one.span()), kind) for kind, pattern in _KINDS for one in pattern.finditer(folded.text)]
    if not said:
        return
    said.sort(key=lambda one: one[0].start)
    spans, classes = [span for span, _ in said], sorted(_classes(folded.text, known), key=lambda one: one.start)
    for sentence in folded.sentences():
        here, which = within(sentence, said, spans, 200), within(sentence, classes, classes, 200)
        taken = Covering(span for span, _ in here)
        if not here or not any(not taken.holds(one) for one in which):
            continue
        told = [*(span for span, _ in here), *which]
        whole = Span(min(one.start for one in told), max(one.end for one in told))
        subject = " ".join(sorted({fold_word(folded.text[one.start : one.end]) for one in told}))
        kind = here[0][1]
        why = _NONE_SAID if kind is Kind.EVERYBODY else _SOME_SAID
        yield Hit(whole, kind, why, _INSTEAD, subject=subject)


_KINDS = ((Kind.EVERYBODY, _NONE), (Kind.NUMBER, _SOME))


def _classes(text: str, known: Known) -> Iterator[Span]:
    for stem in word_list()["attributes"]["natures"]:
        yield from (Span(*one.span()) for one in re.finditer(rf"(?<![^\W_]){re.escape(stem)}[^\W_]*", text))
    for name in (*known.units, *known.groups, *names_in((*known.labels, *known.roles))):
        if name.strip():
            yield from (Span(*one.span()) for one in pattern_of(name).finditer(text))


def names_in(labels: Iterable[str]) -> tuple[str, ...]:
    """The words by which a text would name these classes: the parts of each label, without what is said anyway."""
    parts = {fold_word(part) for label in labels for part in re.split(r"[,/()]|\s(?:of|en)\s", label)}
    return tuple(sorted(part for part in parts if len(part) > 3 and part not in _ORDINARY))
