"""Holds the word list from which vault words are drawn to every promise that a machine can check."""

import hashlib
import importlib.util
import re
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "src" / "nabij" / "browser" / "words"
RAW = (FOLDER / "nl.txt").read_bytes()
WORDS = RAW.decode("ascii").splitlines()
PREFIX_LENGTH = 6


def load_tool() -> ModuleType:
    """Returns tools/build_word_list.py as a module; tools is not a package."""
    spec = importlib.util.spec_from_file_location("build_word_list", ROOT / "tools" / "build_word_list.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


TOOL = load_tool()


def distance(one: str, other: str) -> int:
    """Returns the Damerau-Levenshtein distance in its optimal string alignment form."""
    rows = [list(range(len(other) + 1))]
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, against in enumerate(other, 1):
            cost = min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (letter != against))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == against:
                cost = min(cost, rows[-2][j - 2] + 1)
            row.append(cost)
        rows.append(row)
    return rows[-1][-1]


def pairs_within_one_edit(words: list[str]) -> list[tuple[str, str]]:
    """Returns the pairs at distance 1 or less: words that share a rest after one deletion, checked one by one."""
    by_rest: dict[str, set[str]] = {}
    for word in words:
        for rest in {word} | {word[:i] + word[i + 1 :] for i in range(len(word))}:
            by_rest.setdefault(rest, set()).add(word)
    groups = [sorted(group) for group in by_rest.values() if len(group) > 1]
    candidates = {(a, b) for group in groups for k, a in enumerate(group) for b in group[k + 1 :]}
    return sorted(pair for pair in candidates if distance(*pair) < 2)


def homophones(words: list[str]) -> list[list[str]]:
    """Returns the groups of words that sound alike once folded."""
    by_sound: dict[str, list[str]] = {}
    for word in words:
        by_sound.setdefault(TOOL.fold_sound(word), []).append(word)
    return [group for group in by_sound.values() if len(group) > 1]


def forms_of(base: str) -> set[str]:
    """Returns the plain plurals and inflected forms of a word, right or not: brief -> brieven, museum -> musea."""
    stems = {base, base + base[-1]}
    if re.search("([aeou])\\1[^aeiou]$", base):
        stems.add(base[:-2] + base[-1])
    stems |= {stem[:-1] + {"f": "v", "s": "z"}[stem[-1]] for stem in stems if stem[-1] in "fs"}
    forms = {stem + ending for stem in stems for ending in ("en", "e", "er", "ere")}
    if base.endswith("en"):
        forms |= {"ge" + base, "ge" + base[:-2] + "t", "ge" + base[:-2] + "d"}
    endings = {"um": "a", "ion": "ia", "us": "i", "lid": "leden", "heid": "heden", "man": "lui"}
    for single, plural in endings.items():
        if base.endswith(single):
            forms.add(base.removesuffix(single) + plural)
    if base.endswith("man"):
        forms |= {base.removesuffix("man") + "lieden", base.removesuffix("man") + "mensen"}
    return forms - {base}


def test_there_are_exactly_7776_words_of_plain_letters() -> None:
    assert len(WORDS) == 7776
    assert [word for word in WORDS if not re.fullmatch("[a-z]{4,10}", word)] == []


def test_the_file_is_sorted_without_repeats_and_ends_with_one_newline() -> None:
    assert [pair for pair in pairwise(WORDS) if pair[0] >= pair[1]] == []
    assert "".join(word + "\n" for word in WORDS).encode("ascii") == RAW


def test_no_word_begins_with_another_word() -> None:
    known = set(WORDS)
    assert [word for word in WORDS if any(word[:length] in known for length in range(1, len(word)))] == []


def test_the_first_six_letters_tell_the_word_and_fewer_do_not() -> None:
    assert len({word[:PREFIX_LENGTH] for word in WORDS}) == len(WORDS)
    assert len({word[: PREFIX_LENGTH - 1] for word in WORDS}) < len(WORDS)


def test_one_slip_of_the_finger_never_makes_another_word() -> None:
    assert pairs_within_one_edit(WORDS) == []


@pytest.mark.parametrize("slip", ["tafl", "tafels", "tagel", "tafle", "tfael"])
def test_the_search_for_slips_finds_every_kind_of_slip(slip: str) -> None:
    assert pairs_within_one_edit(["appel", "tafel", slip]) == [tuple(sorted(("tafel", slip)))]


def test_the_search_for_slips_agrees_with_comparing_every_pair() -> None:
    words = [*WORDS[::40], "aalmoezen", "aalmoesen", "zwemmen", "zwermen"]
    every_pair = sorted((a, b) for a in words for b in words if a < b and distance(a, b) < 2)
    assert ("zwemmen", "zwermen") in every_pair
    assert pairs_within_one_edit(words) == every_pair


def test_no_two_words_sound_alike() -> None:
    assert homophones(WORDS) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [("leiden", "lijden"), ("rauw", "rouw"), ("kou", "kau"), ("nood", "noot"), ("licht", "ligt"), ("actie", "aksie"),
     ("cent", "sent"), ("kop", "kob"), ("taxi", "taksi"), ("thee", "tee"), ("foto", "photo"), ("lach", "lag")],
)  # fmt: skip
def test_the_fold_hears_what_a_dutch_speaker_hears(one: str, other: str) -> None:
    assert homophones([one, other, "tafel"]) == [[one, other]]


def test_no_word_stands_beside_a_form_of_itself() -> None:
    known = set(WORDS)
    assert {(word, form) for word in WORDS for form in forms_of(word) & known} == set()


def test_no_blocked_word_or_part_of_a_word_came_through() -> None:
    blocked = TOOL.Blocked(TOOL.BLOCKED_FILE)
    assert len(blocked.words) > 3000
    assert all(blocked.forbids(word) for word in ("moordenaar", "pesten", "dader", "slachtoffer", "melding", "kanker"))
    assert [word for word in WORDS if blocked.forbids(word)] == []


def test_the_origin_names_the_bytes_of_the_list() -> None:
    origin = (FOLDER / "ORIGIN.md").read_text(encoding="utf-8")
    assert re.findall("sha256 of `nl.txt`: `([0-9a-f]{64})`", origin) == [hashlib.sha256(RAW).hexdigest()]


def test_the_tool_refuses_to_deliver_too_few_words() -> None:
    with pytest.raises(SystemExit, match="Only 2 words"):
        TOOL.choose(["tafel", "tafels", "stoel", "stoer"], count=3, prefix_length=6)
