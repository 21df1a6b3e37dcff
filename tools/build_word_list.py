"""Builds src/nabij/browser/words/nl.txt: 7,776 Dutch words that differ enough to be written down and typed back.

Run it with the Debian package `wdutch` installed and, in a throw-away environment, the Python package `wordfreq`:

    python tools/build_word_list.py

The same versions (see ORIGIN.md beside the list) give the same bytes. Words left out after reading the list stand in
word_list_blocked.txt beside this file, and so do the parts of words that are never welcome.
"""

import argparse
import hashlib
import importlib
import re
from collections.abc import Callable
from pathlib import Path

WORD_COUNT = 7776
SHORTEST, LONGEST = 4, 10
PREFIX_LENGTH = 6

DICTIONARY = Path("/usr/share/dict/dutch")
HERE = Path(__file__).resolve().parent
BLOCKED_FILE = HERE / "word_list_blocked.txt"
LIST_FILE = HERE.parent / "src" / "nabij" / "browser" / "words" / "nl.txt"

VOWELS = "aeiou"


def words_in(text: str) -> list[str]:
    """Returns the words of a text laid out in lines."""
    return text.split()


# Spellings that people hesitate over: q, x, y, th, ph, -eau-, silent or foreign letters.
HARD_SPELLING = re.compile("[qxy]|th|ph|rh|eau|sh|gn[aeiou]|^ch|oir|^sc[ea]|sz|cc|oo[ik]s|ea(?!u)|igh|gh")
# Loan-word shapes: welcome when everybody writes them (plastic, giraffe), not when rare.
LOAN_SHAPE = re.compile("c(?!h)|[aeou]i(?!.)|age$|isme$|ist$|iteit$|eur$|euse$|ette$|.ie$|ing$")
ABSTRACT_ENDING = re.compile("heid$|ing$|baar$|ig$|isch$")

SEPARABLE = words_in("""
    aan af achter bij binnen buiten door dood in langs los mee met na neer om omver onder op open over rond samen tegen
    terug thuis toe tussen uit vast voor voort vooruit weg weer zwart
""")
INSEPARABLE = words_in("be ver ont her ge er mis")

# Past tenses of strong verbs; a word that is one of these, or a verb particle and one of these, is not a base form.
STRONG_PAST = frozenset(
    words_in("""
        sprak brak trok liep ging hing ving kwam nam zat lag las gaf at stak stal bad trad mat genas sloeg droeg groef
        voer zwoer joeg vroeg stond bond vond wond zong zonk sprong dwong drong klonk blonk dronk stonk schonk zwom
        klom glom kromp hielp wierp stierf zwierf bedierf wierf sliep riep blies liet hield viel ried bleef dreef
        schreef wreef steeg zweeg kreeg neeg keek bleek leek week streek kneep greep sleep reed sneed streed gleed
        leed beet reet smeet spleet sleet spoot goot schoot vloot sloot noot verdroot bood kroop droop boog loog vloog
        bedroog zoog woog schoof stoof snoof kloof koos vroor verloor schoor floot wist kon zag deed zei had werd was
        wou mocht moest dacht bracht kocht zocht rook dook sloop scheen verscheen verdween schrok trof schold smolt
        zwol gold molk vocht vlocht lachte prees rees hees wees hief schiep bewoog beval beging genoot
    """)
)
# ... unless it is a noun as well.
PAST_BUT_NOUN = frozenset(
    words_in("""
        bond week streek beet spleet vloot sloot noot boog kloof rook sloop afbeet bleek vroeg hees goot aanbod verbod
        gebod sloep kater bruidspaar bras gras kras tras mast gebeten gordel las bad matras gymles mat omslag lag zat
    """)
)

GE_BUT_BASE = frozenset(
    words_in("gebeuren gebruiken gelieven gehelen geraken genereren gelijken gewelven geloven gedijen")
)

# Spelling variants that sound alike, applied in this order. The first of each pair becomes the second.
SOUND_FOLDS = (
    ("ij", "ei"), ("y", "i"), ("auw", "ou"), ("ouw", "ou"), ("au", "ou"), ("sch", "sg"), ("ch", "g"), ("ph", "f"),
    ("th", "t"), ("qu", "kw"), ("x", "ks"), ("tie", "sie"), ("ck", "k"),
)  # fmt: skip


def fold_sound(word: str) -> str:
    """Returns how the word sounds, roughly: two words with one folded form are homophones to a Dutch speaker."""
    for spelled, heard in SOUND_FOLDS:
        word = word.replace(spelled, heard)
    word = re.sub("c(?=[eiy])", "s", word).replace("c", "k").replace("z", "s").replace("v", "f")
    word = word.replace("ie", "i")
    word = re.sub(r"(.)\1", r"\1", word)
    word = re.sub("d?t$|d$", "t", word)
    return re.sub("b$", "p", word)


def deletion_neighbourhood(word: str) -> set[str]:
    """Returns the word and the word with one letter left out, for each letter.

    Two words at Damerau-Levenshtein distance 1 always share a member: a changed or swapped letter leaves the same rest.
    """
    return {word} | {word[:i] + word[i + 1 :] for i in range(len(word))}


def stems(root: str) -> set[str]:
    """Returns what may stand before -e, -en or -er when `root` remains: bakk -> bak, man -> maan, briev -> brief."""
    found = {root}
    if len(root) > 2 and root[-1] == root[-2] and root[-1] not in VOWELS:
        found.add(root[:-1])
    if len(root) > 2 and root[-1] not in VOWELS and root[-2] in VOWELS and root[-3] not in VOWELS:
        found.add(root[:-1] + root[-2] + root[-1])
    for stem in list(found):
        if stem[-1] in "vz":
            found.add(stem[:-1] + {"v": "f", "z": "s"}[stem[-1]])
    return {stem for stem in found if len(stem) > 2}


def before_ending(base: str) -> set[str]:
    """Returns the spellings of `base` before -e or -en: bak -> bakk, maan -> man, brief -> briev."""
    found = {base}
    if base[-1] not in VOWELS:
        found.add(base + base[-1])
        if len(base) > 2 and base[-2] in VOWELS and base[-2] == base[-3]:
            found.add(base[:-2] + base[-1])
    for spelling in list(found):
        if spelling[-1] in "fs":
            found.add(spelling[:-1] + {"f": "v", "s": "z"}[spelling[-1]])
    return found


class Blocked:
    """The words and parts of words that stay out, read from a file with a [parts] and a [words] section."""

    def __init__(self, path: Path) -> None:
        parts, words = path.read_text(encoding="utf-8").split("[parts]")[1].split("[words]")
        self.part = re.compile("|".join(parts.split()))
        self.words = frozenset(words.split())

    def forbids(self, word: str) -> bool:
        """Tells whether the word, or a part of it, stays out."""
        return word in self.words or self.part.search(word) is not None


class Grammar:
    """Guesses from a full-form dictionary what kind of word a word is; no claim to be right about every word."""

    def __init__(self, words: set[str]) -> None:
        self.words = words

    def infinitive(self, word: str) -> bool:
        """Tells whether the word ends in -en and the dictionary holds a past tense or a t-form of its stem."""
        if not word.endswith("en"):
            return False
        return any(
            stem + "te" in self.words
            or stem + "de" in self.words
            or stem + "ten" in self.words
            or (stem + "t" in self.words and (word + "d" in self.words or word + "de" in self.words))
            for stem in stems(word[:-2])
        )

    def noun(self, word: str) -> bool:
        """Tells whether the dictionary holds a diminutive or a plural of the word."""
        known = self.words
        ambiguous = word.endswith("t") and word[:-1] in known and word[:-1] + "tje" in known
        if ambiguous and word + "en" not in known and word[-2] in "lnrwaeiou":
            return False
        agent_like = re.search("(er|el|en|em|aar|aard|erd|eur|or|e|on|um)$", word) and not word.endswith("ste")
        if agent_like and word + "s" in known and not self.infinitive(word):
            return True
        if any(word + ending in known for ending in ("je", "tje", "pje", "'s", word[-1] + "etje")):
            return True
        if word.endswith(("heid", "ing", "schap", "teit")):
            return True
        plurals = (spelling + "en" for spelling in before_ending(word))
        return word[-1] not in "td" and any(plural in known and not self.infinitive(plural) for plural in plurals)

    def adjective(self, word: str) -> bool:
        """Tells whether the dictionary holds degrees of comparison of the word."""
        if word + "st" in self.words and word + "ste" in self.words:
            return True
        return any(spelling + "ere" in self.words for spelling in before_ending(word))

    def known_kind(self, word: str) -> bool:
        """Tells whether the word is a noun, a verb or an adjective as far as the dictionary shows."""
        return self.noun(word) or self.infinitive(word) or self.adjective(word)

    def verb_stem(self, stem: str) -> bool:
        """Tells whether `stem` and -en make a word."""
        return any(spelling + "en" in self.words for spelling in before_ending(stem))

    def past(self, word: str) -> bool:
        """Tells whether the word is a past tense of a strong verb, with or without a particle before it."""
        if word in PAST_BUT_NOUN:
            return False
        heads = [word[: -len(tail)] for tail in STRONG_PAST if word.endswith(tail)]
        particles = {"", *SEPARABLE, *INSEPARABLE, *(a + b for a in SEPARABLE for b in INSEPARABLE)}
        return any(head in particles for head in heads)

    def participle(self, word: str) -> bool:
        """Tells whether the word is a past participle: gewerkt, opgelopen, verdeeld."""
        if word not in GE_BUT_BASE and re.match(f"({'|'.join(SEPARABLE)})?ge.*(en|aan)$", word):
            return True
        if self.noun(word) or word[-1] not in "td":
            return False
        for particle in ["", *(p for p in SEPARABLE if word.startswith(p))]:
            rest = word[len(particle) :]
            if rest.startswith("ge") and len(rest) > 4 and (self.verb_stem(rest[2:-1]) or self.verb_stem(rest[2:])):
                return True
            bound = rest.startswith(tuple(INSEPARABLE)) and len(rest) > 4
            if bound and any(self.infinitive(particle + s + "en") for s in before_ending(rest[:-1])):
                return True
        return False

    def small_form(self, word: str) -> bool:
        """Tells whether the word is a diminutive of a word in the dictionary, or a plural diminutive."""
        if word.endswith("jes"):
            return True
        if word.endswith("etje") and (word[:-4] in self.words or word[:-5] in self.words):
            return True
        endings = {"je": "", "tje": "", "pje": "", "kje": "g"}
        return any(
            word.endswith(ending) and len(word) > len(ending) + 1 and word[: -len(ending)] + restored in self.words
            for ending, restored in endings.items()
        )

    def plural_or_en_form(self, word: str) -> bool:
        """Tells, of a word in -en, whether it is a plural or a past tense rather than an infinitive or a noun."""
        if word + "s" in self.words and word + "tje" in self.words:
            return False
        if word.endswith("heden") or (word[:-1] in self.words and self.noun(word[:-1])):
            return True
        bases = [stem for stem in stems(word[:-2]) if stem in self.words]
        if any(self.noun(base) for base in bases):
            return True
        if word.endswith(("ten", "den")) and any(s in self.words and self.verb_stem(s) for s in stems(word[:-3])):
            return True
        return bool(bases) and not self.infinitive(word)

    def e_form(self, word: str) -> bool:
        """Tells, of a word in -e, whether it is an inflected adjective or a past tense."""
        for base in stems(word[:-1]) & self.words:
            if self.adjective(base) or not self.noun(word):
                return True
        past = word.endswith(("te", "de")) and any(s in self.words and self.verb_stem(s) for s in stems(word[:-2]))
        return past and not (word + "s" in self.words or (word + "n" in self.words and self.noun(word)))

    def degree(self, word: str) -> bool:
        """Tells whether the word is a comparative or a superlative."""
        for ending in ("er", "ere"):
            bases = stems(word[: -len(ending)]) if word.endswith(ending) else set()
            if any(self.adjective(base) and base + "st" in self.words for base in bases):
                return True
        for ending in ("st", "ste"):
            base = word[: -len(ending)]
            if word.endswith(ending) and any(b in self.words and self.adjective(b) for b in (base, base + "s")):
                return True
        return False

    def inflected(self, word: str) -> bool:
        """Tells whether the word is, or looks too much like, a form of another word."""
        noun, adjective = self.noun(word), self.adjective(word)
        if word.removesuffix("e").endswith("end") and word.removesuffix("e")[:-1] in self.words:
            return True
        if self.small_form(word) or self.past(word) or self.participle(word) or self.degree(word):
            return True
        if word.endswith("s") and word[:-1] in self.words and not noun:
            return True
        if word.endswith("en"):
            return self.plural_or_en_form(word)
        if word.endswith("e") and self.e_form(word):
            return True
        if noun or adjective:
            return False
        bare_stem = any(self.infinitive(spelling + "en") for spelling in before_ending(word))
        return bare_stem or (word.endswith("t") and self.verb_stem(word[:-1]))


class Candidates:
    """The words that may be chosen, best first: common, short, concrete and plain before rare and abstract."""

    def __init__(self, words: set[str], blocked: Blocked, frequency: Callable[[str], float]) -> None:
        shape = re.compile(f"[a-z]{{{SHORTEST},{LONGEST}}}")
        self.frequency = frequency
        self.words, self.blocked = words, blocked
        self.grammar = Grammar(words)
        small = [w for w in words if re.fullmatch("[a-z]{3,7}", w) and frequency(w) >= 3.3]
        self.parts = {w for w in small if self.grammar.known_kind(w)}
        self.nouns = {w for w in small if len(w) < 7 and frequency(w) >= 3.7 and self.grammar.noun(w)}
        self.shaped = sorted(w for w in words if shape.fullmatch(w))

    def compound(self, word: str, parts: set[str]) -> bool:
        """Tells whether the word is two of the parts put together."""
        return any(word[:k] in parts and word[k:] in parts for k in range(3, len(word) - 2))

    def linked(self, word: str) -> bool:
        """Tells whether the word is two common words put together, with or without an s between."""
        return self.compound(word, self.parts) or any(
            word[:k] in self.parts and word[k] == "s" and word[k + 1 :] in self.parts for k in range(3, len(word) - 3)
        )

    def common_enough(self, word: str) -> bool:
        """Tells whether people will know the word: a compound of known words may be rarer than a word of its own."""
        frequency = self.frequency(word)
        if LOAN_SHAPE.search(word) and "ei" not in word[-3:] and frequency < (3.0 if "c" in word else 2.3):
            return False
        if len(word) == LONGEST:
            return frequency >= 2.0
        return frequency >= (1.0 if self.compound(word, self.nouns) else 1.3 if self.linked(word) else 2.0)

    def allowed(self, word: str) -> bool:
        """Tells whether nothing speaks against the word by itself."""
        if self.blocked.forbids(word) or HARD_SPELLING.search(word):
            return False
        grammar = self.grammar
        known_kind = grammar.known_kind(word)
        is_a_name_too = word.capitalize() in self.words
        if is_a_name_too and (self.frequency(word) < 2.5 or not known_kind):
            return False
        if not known_kind and re.search("(d|t|te|de)$", word) and not self.linked(word):
            return False
        return self.common_enough(word) and not grammar.inflected(word)

    def score(self, word: str) -> float:
        """Returns how gladly we take the word; the unit is a tenfold of frequency."""
        verb = self.grammar.infinitive(word)
        score = self.frequency(word)
        score += 0.5 if self.grammar.noun(word) else 0
        score += 0.5 if self.linked(word) and not verb else 0
        score -= 0.5 if verb and word.startswith(tuple(SEPARABLE)) else 0
        score -= 0.7 if len(word) == SHORTEST else 0.3 if len(word) >= 8 else 0
        score -= 0.5 if len(word) == LONGEST else 0
        score -= 0.8 if LOAN_SHAPE.search(word) else 0
        return score - (0.4 if ABSTRACT_ENDING.search(word) else 0)

    def best_first(self) -> list[str]:
        """Returns the allowed words, best first; words that score alike stand in the order of the alphabet."""
        allowed = [w for w in self.shaped if self.frequency(w) >= 1.0 and self.allowed(w)]
        return sorted(allowed, key=lambda word: (-self.score(word), word))


def choose(candidates: list[str], count: int, prefix_length: int) -> list[str]:
    """Returns the first `count` candidates that keep clear of each other, sorted.

    Clear means: another beginning of `prefix_length` letters, neither a prefix of the other, another sound, and an edit
    distance of 2 or more. Raises SystemExit when the candidates run out.
    """
    chosen: set[str] = set()
    taken: set[str] = set()
    sounds: set[str] = set()
    near: set[str] = set()
    for word in candidates:
        beginnings = {word[:length] for length in range(SHORTEST, len(word))}
        neighbours = deletion_neighbourhood(word)
        if word[:prefix_length] in taken or beginnings & chosen:
            continue
        if fold_sound(word) in sounds or neighbours & near:
            continue
        chosen.add(word)
        taken |= {word[:length] for length in range(SHORTEST, prefix_length + 1)}
        sounds.add(fold_sound(word))
        near |= neighbours
        if len(chosen) == count:
            return sorted(chosen)
    raise SystemExit(f"Only {len(chosen)} words keep clear of each other; {count} are needed.")


def main() -> None:
    """Writes the word list and prints its sha256."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=LIST_FILE)
    out: Path = parser.parse_args().out
    # wordfreq lives in a throw-away environment, so type checkers cannot see it.
    zipf = importlib.import_module("wordfreq").zipf_frequency
    words = set(DICTIONARY.read_text(encoding="utf-8").split())
    frequencies = {w: float(zipf(w, "nl", "large")) for w in words if re.fullmatch("[a-z]{3,10}", w)}
    ranked = Candidates(words, Blocked(BLOCKED_FILE), lambda word: frequencies.get(word, 0.0)).best_first()
    data = "".join(word + "\n" for word in choose(ranked, WORD_COUNT, PREFIX_LENGTH)).encode("ascii")
    out.write_bytes(data)
    print(hashlib.sha256(data).hexdigest())


if __name__ == "__main__":
    main()
