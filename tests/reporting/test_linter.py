"""The linter of texts: what it points at, what it leaves alone, and that what it says is finished Dutch."""

import time
import tomllib
from decimal import Decimal

import pytest

from nabij.reporting.rules.findings import Kind
from nabij.reporting.rules.folding import Span, fold
from nabij.reporting.rules.known import WOMAN, Known, role, unit, word_list
from nabij.reporting.rules.linter import lint
from tests.architecture.sources import ROOT

KNOWN = Known(
    figures=frozenset({34, 128, 1250}),
    percentages=frozenset({Decimal(50), Decimal("62.5")}),
    ratios=frozenset({(40, 128)}),
    names=("Stichting Waterland", "Café Zuid"),
    units=("Thuiszorg", "Noord-Oost", "Beheer"),
    roles=("Teamleider", "Verpleegkundigen", "kok", "leraar"),
    staff={
        frozenset({unit("Thuiszorg")}): 120,
        frozenset({unit("Thuiszorg"), role("Verpleegkundigen")}): 60,
        frozenset({unit("Thuiszorg"), role("kok")}): 4,
        frozenset({unit("Noord-Oost"), role("kok"), WOMAN}): 5,
        frozenset({role("leraar")}): 3,
    },
    phrases=("binnen twee weken", "alle Waterlanders"),
)
N, S, E, OWN, C, D, A, W, X, P = (
    Kind.NUMBER,
    Kind.SHARE,
    Kind.EVERYBODY,
    Kind.OWN_NAME,
    Kind.COMBINATION,
    Kind.DATE,
    Kind.AGE,
    Kind.WORD,
    Kind.CONTACT,
    Kind.PERSON,
)


def found(text: str, known: Known = KNOWN) -> list[tuple[Kind, str]]:
    return [(one.kind, text[one.start : one.end]) for one in lint(text, known)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # numbers
        ("Er kwamen 12 mensen.", [(N, "12")]),
        ("Zeven mensen kwamen terug.", [(N, "Zeven")]),
        ("Wij spraken tweeëntwintig medewerkers.", [(N, "tweeëntwintig")]),
        ("Wij spraken TWEEËNTWINTIG medewerkers.", [(N, "TWEEËNTWINTIG")]),
        ("Er kwamen honderd en vijf mensen.", [(N, "honderd en vijf")]),
        ("Er kwamen twee honderd mensen.", [(N, "twee honderd")]),
        ("Er kwamen 2.345 mensen.", [(N, "2.345")]),
        ("Een drietal ouders belde.", [(N, "drietal")]),
        ("Zij kwamen met zijn vieren.", [(N, "vieren")]),
        ("Eén medewerker vertelde dit.", [(N, "Eén")]),
        ("Dat gebeurde tot drie keer toe.", [(N, "drie")]),
        ("Wij spraken met 2025 medewerkers.", [(N, "2025")]),
        ("Er kwamen ３ mensen.", [(N, "３")]),
        ("Er kwamen ze\u00adven mensen.", [(N, "ze\u00adven")]),
        ("Er kwamen 1 of 2 mensen.", [(N, "1"), (N, "2")]),
        ("Hij was al drie jaar ziek.", [(N, "drie")]),
        ("Er kwamen tussen de 3-5 mensen.", [(N, "3"), (N, "5")]),
        ("Twee functies, en zes mensen.", [(N, "zes")]),
        # parts
        ("3 van de 7 gesprekken gingen hierover.", [(S, "3 van de 7")]),
        ("Drie medewerkers van de zeven kwamen terug.", [(S, "Drie medewerkers van de zeven")]),
        ("8 van de 9 kwamen uit dezelfde hoek.", [(S, "8 van de 9")]),
        ("Een op de vijf vertelde dit.", [(S, "Een op de vijf")]),
        ("Een van de zeven sprak.", [(S, "Een van de zeven")]),
        ("34 van de 128 kwamen terug.", [(S, "34 van de 128")]),
        ("Dat was 3/7 van het geheel.", [(S, "3/7")]),
        ("Dat was 13% van de gesprekken.", [(S, "13%")]),
        ("Dat was dertien procent.", [(S, "dertien procent")]),
        ("34 procent bleef.", [(S, "34 procent")]),
        ("Een kwart kwam terug.", [(S, "kwart")]),
        ("Twee derde van de mensen bleef.", [(S, "Twee derde")]),
        ("Driekwart bleef.", [(S, "Driekwart")]),
        ("Dat was ½ van het werk.", [(S, "½")]),
        ("De meerderheid bleef.", [(S, "meerderheid")]),
        ("Het aantal is verdubbeld.", [(S, "verdubbeld")]),
        # everybody and nobody
        ("Alle gesprekken gingen over werkplezier.", [(E, "Alle")]),
        ("Iedereen vertelde hetzelfde.", [(E, "Iedereen")]),
        ("Zij was de enige.", [(E, "de enige")]),
        ("Geen enkele collega greep in.", [(E, "Geen enkele")]),
        ("Niemand kwam.", [(E, "Niemand")]),
        ("Het hele team wist ervan.", [(E, "Het hele team")]),
        # own names
        ("Bij Stichting Waterland speelt dit.", [(OWN, "Stichting Waterland")]),
        ("Bij stichting  waterland speelt dit.", [(OWN, "stichting  waterland")]),
        ("In CAFE ZUID speelt dit.", [(OWN, "CAFE ZUID")]),
        ("In cafe\u0301 zuid speelt dit.", [(OWN, "cafe\u0301 zuid")]),
        ("De thuiszorgmedewerkers zeggen dit.", [(OWN, "thuiszorgmedewerkers")]),
        ("De teamleiders zeggen dit.", [(OWN, "teamleiders")]),
        ("Een teamleidster zegt dit.", [(OWN, "teamleidster")]),
        ("Een verpleegkundige zegt dit.", [(OWN, "verpleegkundige")]),
        ("De leraren zeggen dit.", [(OWN, "leraren")]),
        ("De koks zeggen dit.", [(OWN, "koks")]),
        ("In Noord Oost speelt dit.", [(OWN, "Noord Oost")]),
        # moments
        ("Op 12 maart belde iemand.", [(D, "12 maart")]),
        ("Op 12-3-2025 belde iemand.", [(D, "12-3-2025")]),
        ("Op 2025-03-12 belde iemand.", [(D, "2025-03-12")]),
        ("Op twaalf maart belde iemand.", [(D, "twaalf maart")]),
        ("Op de eerste april belde iemand.", [(D, "eerste april")]),
        ("Vorige week dinsdag belde iemand.", [(D, "Vorige week dinsdag")]),
        ("In maart 2025 belde iemand.", [(D, "maart 2025")]),
        ("Eind juni belde iemand.", [(D, "Eind juni")]),
        ("Op vrijdagmiddag belde iemand.", [(D, "vrijdagmiddag")]),
        ("Om 9.30 uur belde iemand.", [(D, "Om 9.30 uur")]),
        ("Gisteren belde iemand.", [(D, "Gisteren")]),
        ("In week 12 belde iemand.", [(D, "week 12")]),
        # ages
        ("Een vrouw van 34 vertelde dit.", [(C, "vrouw van 34"), (A, "vrouw van 34")]),
        ("Iemand van 57 jaar vertelde dit.", [(A, "Iemand van 57 jaar")]),
        ("De 57-jarige vertelde dit.", [(A, "57-jarige")]),
        ("De zevenentwintigjarige vertelde dit.", [(A, "zevenentwintigjarige")]),
        ("Een collega van tweeëndertig vertelde dit.", [(A, "collega van tweeëndertig")]),
        ("Een vijftiger vertelde dit.", [(A, "vijftiger")]),
        ("Zij is begin vijftig.", [(A, "begin vijftig")]),
        # words that judge
        ("De dader werd gehoord.", [(W, "dader")]),
        ("Het slachtoffer belde.", [(W, "slachtoffer")]),
        ("De melder belde over de beklaagde.", [(W, "melder"), (W, "beklaagde")]),
        ("De klacht ging over lawaai.", [(W, "klacht")]),
        ("Een Melding kwam binnen.", [(W, "Melding")]),
        ("Alles is 100% vertrouwelijk.", [(W, "100% vertrouwelijk"), (S, "100%")]),
        # people and how to reach them
        ("Schrijf aan jan.jansen@waterland.nl.", [(X, "jan.jansen@waterland.nl")]),
        ("Bel 06-12345678.", [(X, "06-12345678")]),
        ("Bel 06 12 34 56 78.", [(X, "06 12 34 56 78")]),
        ("Bel +31 20 123 45 67.", [(X, "+31 20 123 45 67")]),
        ("Bij 1234 AB speelt dit.", [(X, "1234 AB")]),
        ("Mevrouw De Vries belde.", [(P, "Mevrouw De Vries")]),
        ("Dhr. J. van den Berg belde.", [(P, "Dhr. J. van den Berg")]),
        ("Dit zei collega Ömer ook.", [(P, "collega Ömer")]),
        ("Dit zei mw. K. ook.", [(P, "mw. K.")]),
        ("Toen vertrok K. met verlof.", [(P, "K.")]),
    ],
)
def test_what_might_betray_somebody_is_pointed_at(text: str, expected: list[tuple[Kind, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Er kwamen 34 mensen.",
        "Er kwamen vierendertig mensen, van wie er velen terugkwamen.",
        "Er kwamen 1.250 mensen, of twaalfhonderdvijftig.",
        "De helft kwam terug, dus 50%.",
        "Dat was 62,5 procent.",
        "40 van de 128 kwamen terug.",
        "Een van de gesprekken ging over samenwerken.",
        "Eén van de gesprekken ging over samenwerken.",
        "Het vertrouwenswerk kent drie functies en vier kwaliteiten.",
        "Wij beschrijven drie belangrijke functies.",
        "In 2025 was het rustiger dan in 2024.",
        "Het schooljaar 2024/2025 was rustig.",
        "Zie hoofdstuk 3 en tabel 2.",
        "1. Maak het bespreekbaar.\n2. Kom erop terug.",
        "Dit is de 3e keer dat wij dit schrijven, en het tweede verslag.",
        "Wij antwoorden binnen twee werkdagen.",
        "Wij antwoorden binnen twee weken.",
        "De afgelopen drie jaar zagen wij dit vaker.",
        "Wij nemen dit in acht.",
        "Een gesprek duurt gewoonlijk 30 minuten.",
        "Wij zijn er voor alle medewerkers en voor iedereen die hier werkt.",
        "Iedereen kan bij ons terecht.",
        "Niemand hoeft alleen te blijven.",
        "Na enige tijd werd het rustiger.",
        "Alle Waterlanders zijn welkom.",
        "De koksmaat lacht.",
        "Kokend water en beheerst gedrag.",
        "Van maandag tot en met vrijdag zijn wij bereikbaar.",
        "Het verslag loopt van januari tot en met december 2025.",
        "Dit is geen melding, en dat hoeft ook niet.",
        "Een formele klacht is een andere weg.",
        "De klachtencommissie en Slachtofferhulp Nederland staan op de sociale kaart.",
        "Meneer of mevrouw, dat maakt niet uit.",
        "Met een collega is besproken wat helpt.",
        "De B.V. vroeg advies.",
        "Een derde partij kan helpen.",
        "Gesprekken van een op een helpen.",
        "Mensen vertellen dat de toon in het overleg hen raakt, en dat zij niet weten bij wie zij terechtkunnen.",
        "Wij bevelen aan om de afspraken over omgangsvormen opnieuw te bespreken.",
        "Leidinggevenden vragen vaker hoe zij een moeilijk gesprek beginnen.",
        "Het kwartier erna was rustig, kwart over kwam ook voor.",
        "Een vrouw of een man, dat maakt voor ons niet uit.",
        "",
    ],
)
def test_ordinary_sentences_are_left_alone(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Een kok in de thuiszorg vertelde dit.", "te weinig"),
        ("Een kok in Noord-Oost vertelde dit.", ""),
        ("Een vrouw in Noord-Oost vertelde dit.", ""),
        ("Een kok in het beheer vertelde dit.", "niet bekend"),
        ("Een verpleegkundige in de thuiszorg vertelde over pesten.", ""),
        ("Een verpleegkundige van 34 in de thuiszorg vertelde dit.", "niet bekend"),
        ("Een vrouw in de thuiszorg vertelde dit.", "niet bekend"),
        ("In de thuiszorg ging het over pesten.", ""),
        ("In het beheer ging het over roddels.", "niet bekend"),
        ("Een leraar werd gepest.", "te weinig"),
        ("Een man voelt zich uitgesloten.", "niet bekend"),
        ("Koks en teamleiders vertelden dit.", ""),
        ("Een kok of verpleegkundige in de thuiszorg vertelde dit.", "te weinig"),
        ("Dit speelt in de thuiszorg. Een kok vertelde het.", "te weinig"),
        ("Dit speelt in de thuiszorg.\n\nEen kok vertelde het.", ""),
    ],
)
def test_a_combination_must_fit_enough_staff(text: str, reason: str) -> None:
    reasons = [one.reason for one in lint(text, KNOWN) if one.kind is Kind.COMBINATION]
    assert len(reasons) == bool(reason)
    assert all(reason in one for one in reasons)


def test_a_combination_spans_its_attributes_and_a_paragraph_is_told_once() -> None:
    text = "Een kok in de thuiszorg vertelde dit. Het raakte de kok."
    assert [span for kind, span in found(text) if kind is C] == ["kok in de thuiszorg"]
    text = "Dit speelt in de thuiszorg. Een kok vertelde het."
    assert [span for kind, span in found(text) if kind is C] == ["thuiszorg. Een kok"]


def test_a_nature_is_known_by_the_beginning_of_a_word() -> None:
    assert C not in [kind for kind, _ in found("Een leraar las The Tempest.")]
    assert [span for kind, span in found("Pesten raakte een leraar.") if kind is C] == ["Pesten raakte een leraar"]
    text = "Na The Tempest zag een leraar pesten, en weer pesten."
    assert [span for kind, span in found(text) if kind is C] == ["leraar pesten, en weer pest"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Zij is een jarige.", []),
        ("Een eenjarige en een tweejarige.", [(A, "tweejarige")]),
        ("Op eenendertig maart belde iemand.", [(D, "eenendertig maart")]),
        ("Wij zagen tweeëndertig maart en.", [(N, "tweeëndertig")]),
        ("Het was een maart vol regen, geen twee maart toch.", [(D, "twee maart")]),
        ("De kok van een school.", [(OWN, "kok")]),
        ("De kok van twee scholen.", [(C, "kok van twee"), (A, "kok van twee"), (OWN, "kok")]),
        ("Dit zei een collega één keer.", []),
        ("De beheerafdeling Beheer.", [(OWN, "beheerafdeling"), (OWN, "Beheer")]),
    ],
)
def test_near_misses_are_no_ages_days_or_people(text: str, expected: list[tuple[Kind, str]]) -> None:
    assert found(text) == expected


def test_of_names_that_overlap_the_widest_is_told_once() -> None:
    known = Known(names=("Zorg",), units=("Zorg Zuid", "Zuid"))
    assert found("Bij Zorg Zuid speelt dit.", known) == [(OWN, "Zorg"), (OWN, "Zuid")]
    known = Known(units=("Zuid", "Zorg Zuid"))
    assert found("Bij Zorg Zuid speelt dit.", known) == [(OWN, "Zorg Zuid")]


def test_spans_that_touch_do_not_overlap() -> None:
    assert Span(0, 3).overlaps(Span(2, 4))
    assert not Span(0, 3).overlaps(Span(3, 4))
    assert not Span(3, 4).overlaps(Span(0, 3))


def test_exactly_the_threshold_is_enough() -> None:
    text = "Een kok in de thuiszorg vertelde dit."
    four = Known(units=KNOWN.units, roles=KNOWN.roles, staff=KNOWN.staff, threshold=4)
    assert C not in [kind for kind, _ in found(text, four)]
    assert C in [kind for kind, _ in found(text)]


def test_head_counts_of_more_are_a_floor_and_of_fewer_a_ceiling() -> None:
    known = Known(staff={frozenset({unit("a"), role("b")}): 7, frozenset({unit("a")}): 30})
    assert known.staff_at_least(frozenset({role("b")})) == 7
    assert known.staff_at_least(frozenset({unit("a")})) == 30
    assert known.staff_at_least(frozenset({unit("a"), WOMAN})) is None
    assert known.staff_at_most(frozenset({unit("a"), WOMAN})) == 30
    assert known.staff_at_most(frozenset({unit("a"), role("b"), WOMAN})) == 7
    assert known.staff_at_most(frozenset({role("b")})) is None


def test_every_refused_word_of_the_glossary_about_people_is_known() -> None:
    glossary = tomllib.loads((ROOT / "docs" / "glossary.toml").read_text(encoding="utf-8"))
    refused = {word for term in glossary["term"] for word in term["not"]}
    # these say nothing of anybody
    refused -= {"accountmanager", "beheerdersaccount", "klacht over", "kwartaalrapportage", "tussenrapportage"}
    assert len(refused) > 20
    assert {word for word in refused if W not in [kind for kind, _ in found(f"Dit is {word} nu.")]} == set()


def test_a_refused_word_comes_with_what_to_say_instead() -> None:
    (finding,) = lint("De dader werd gehoord.", KNOWN)
    assert finding.suggestion == "Schrijf liever: kwestie-veroorzaker (volgens de inbrenger)."
    assert "oordeel" in finding.reason


def test_every_finding_says_why_and_what_to_do_in_whole_sentences() -> None:
    text = (
        "Op 12 maart belde mevrouw Jansen, 57-jarige kok van de thuiszorg, met de dader op 06-12345678. "
        "Iedereen, 7 mensen, de helft min 3%, de meeste ook. Een bakker uit Beheer kwam terug."
    )
    findings = lint(text, KNOWN)
    assert {one.kind for one in findings} == set(Kind)
    for one in findings:
        assert one.reason[0].isupper()
        assert one.reason.endswith(".")
        assert one.suggestion[0].isupper()
        assert one.suggestion.endswith(".")
    assert [one.start for one in findings] == sorted(one.start for one in findings)


def test_the_list_of_words_is_folded() -> None:
    lists = word_list()
    words = [word for entry in lists["refused"] for word in (*entry["words"], *entry["unless"])]
    words += [word for group in (lists["exempt"], lists["attributes"]) for kind in group.values() for word in kind]
    assert len(words) > 150
    assert [word for word in words if fold(word).text != word] == []


def test_folding_keeps_the_place_of_every_letter() -> None:
    text = "Cafe\u0301 ﬁn ½ ze\u00adven’s"
    folded = fold(text)
    assert folded.text == "cafe fin 1/2 zeven's"
    assert len(folded.places) == len(folded.text) + 1
    assert list(folded.places) == sorted(folded.places)
    start = folded.text.index("zeven")
    real = folded.unfold(Span(start, start + 5))
    assert text[real.start : real.end] == "ze\u00adven"


def test_initials_and_titles_end_no_sentence() -> None:
    folded = fold("Dit zei mw. J. de Vries. Daarna niets! Of toch?\nEen regel")
    assert [folded.text[one.start : one.end].strip() for one in folded.sentences()] == [
        "dit zei mw. j. de vries.",
        "daarna niets!",
        "of toch?",
        "een regel",
    ]


def test_a_long_text_is_read_in_no_time() -> None:
    text = "Op 12 maart kwamen 7 mensen van de thuiszorg, een vrouw van 34 en K. met de dader. " * 400
    began = time.perf_counter()
    assert len(lint(text, KNOWN)) > 2000
    assert time.perf_counter() - began < 20
