"""One person in what a correction says, none or a first one beside a class, and what is seen of one person."""

import pytest

from nabij.reporting.rules.findings import Kind
from nabij.reporting.rules.known import Known
from nabij.reporting.rules.linter import lint
from nabij.reporting.rules.looking_over import looked_over
from nabij.reporting.rules.none_of_them import names_in
from nabij.reporting.rules.story import Beside, Story
from tests.reporting.test_linter import KNOWN, found

ONE = [
    "Er ontbrak een gesprek over pesten.",
    "Er ontbrak een gesprek over discriminatie.",
    "Een inbrenger was dubbel geteld.",
    "Iemand was niet meegeteld.",
    "Iemand uit een ander team was niet meegeteld.",
    "We hadden iemand niet meegeteld.",
    "Een van de inbrengers stond bij de verkeerde aard.",
    "Er was een gesprek weggevallen.",
    "Eén melding was dubbel geteld.",
    "Een vertrouwelijk gesprek ontbrak.",
]


@pytest.mark.parametrize("text", ONE)
def test_one_person_in_a_correction_is_pointed_at(text: str) -> None:
    spots = looked_over(Story(corrected=(text,)), Known())
    assert Kind.NUMBER in {spot.finding.kind for spot in spots}
    # the same sentence anywhere else tells as much
    assert Kind.NUMBER in {spot.finding.kind for spot in looked_over(Story(foreword=(text,)), Known())}


def test_a_correction_with_one_in_it_that_names_no_mistake_is_pointed_at_in_that_text_alone() -> None:
    text = "Een inbrenger staat nu bij een andere aard."
    (spot,) = looked_over(Story(corrected=(text,)), Known())
    assert spot.finding.suggestion.endswith("“Een aantal was verkeerd opgeteld; nu klopt het.”")
    assert looked_over(Story(foreword=(text,)), Known()) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Een aantal was verkeerd opgeteld; nu klopt het.",
        "De cijfers naar aard zijn opnieuw geteld.",
        "In de eerste uitgave stonden aantallen bij de verkeerde aard.",
        "De tekst bij de aanbevelingen is duidelijker geworden.",
    ],
)
def test_what_the_suggestion_says_is_left_alone(text: str) -> None:
    assert looked_over(Story(corrected=(text,)), Known()) == ()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Pesten kwam niet voor.", Kind.EVERYBODY),
        ("Pesten kwam dit jaar in het geheel niet voor.", Kind.EVERYBODY),
        ("Over discriminatie hoorden we dit jaar niets.", Kind.EVERYBODY),
        ("We hoorden niets over discriminatie.", Kind.EVERYBODY),
        ("Geweld bleef uit.", Kind.EVERYBODY),
        ("Geweld bleef dit jaar gelukkig uit.", Kind.EVERYBODY),
        ("Geweld hebben we niet gezien.", Kind.EVERYBODY),
        ("Geweld was dit jaar geen onderwerp.", Kind.EVERYBODY),
        ("Discriminatie speelde dit jaar nergens.", Kind.EVERYBODY),
        ("Geweld: nihil.", Kind.EVERYBODY),
        ("Nihil.", Kind.NUMBER),
        ("Niemand noemde pesten.", Kind.EVERYBODY),
        ("Uit Thuiszorg hoorden we niets.", Kind.EVERYBODY),
        ("Over omgang hoorden we dit jaar niets.", Kind.EVERYBODY),
        ("Over de promotor hoorden we dit jaar niets.", Kind.EVERYBODY),
        ("Voor het eerst hoorden we over discriminatie.", Kind.NUMBER),
        ("Een enkele keer ging het over geweld.", Kind.NUMBER),
        ("Er kwam nog iemand bij.", Kind.NUMBER),
        ("Ooit kwam er iemand over discriminatie.", Kind.NUMBER),
    ],
)
def test_none_or_a_first_beside_a_class_is_pointed_at(text: str, kind: Kind) -> None:
    known = Known(units=("Thuiszorg",), labels=("Begeleider / promotor",), groups=("Omgang",))
    assert kind in {one.kind for one in lint(text, known)}


@pytest.mark.parametrize(
    "text",
    [
        "Pesten is nooit gewoon.",
        "Over ons werk hoorden we niets nieuws.",
        "Pesten was niet altijd zichtbaar.",
        "Voor het eerst gaven we een workshop over luisteren.",
        "Wij bespraken wat pesten met een team doet.",
    ],
)
def test_what_is_said_of_no_class_or_of_what_ought_to_be_is_left_alone(text: str) -> None:
    assert lint(text, Known()) == ()


def test_a_decision_about_one_class_decides_nothing_about_another() -> None:
    keys = set()
    for nature in ("pesten", "geweld"):
        text = f"Over {nature} hoorden we dit hele lange verslagjaar met zijn vele dagen niets."
        keys |= {one.key for one in lint(text, Known()) if one.kind is Kind.EVERYBODY}
    assert len(keys) == 2


def test_the_names_of_classes_are_the_parts_of_their_labels_without_what_is_said_anyway() -> None:
    assert names_in(("Collega", "Bestuur / directie / toezicht", "Kwaadspreken, roddel, uitsluiting")) == (
        "kwaadspreken",
        "roddel",
        "uitsluiting",
    )


@pytest.mark.parametrize(
    "text",
    [
        "Er kwamen XIV mensen.",
        "Er kwamen XL mensen.",
        "Er kwam een handjevol collega's.",
        "Dat was er eentje.",
        "Er kwamen 三 mensen.",
        "Er kwamen ٣ mensen.",
        "Er kwamen 𝟑 mensen.",
        "Mensen kwamen: ||||",
        "Mensen kwamen: *****",
        "Mensen kwamen: • • •",
    ],
)
def test_numbers_in_other_signs_are_pointed_at(text: str) -> None:
    assert Kind.NUMBER in {kind for kind, _ in found(text)}


@pytest.mark.parametrize(
    "text",
    [
        "Het vertrouwenswerk\n\n* * *\n\nHet jaar",
        "Deel XIV van de reeks.",
        "Punten: • rust • ruimte",
        "Dat is **heel** goed.",
    ],
)
def test_marks_that_count_nobody_are_left_alone(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "name", ["Тhuiszorg", "ТНUISZORG", "Thu1szorg", "Thuisz0rg", "τhuiszorg", "ᴛʜᴜɪꜱᴢᴏʀɢ", "Thuıszorg"]
)
def test_a_name_in_letters_that_look_alike_is_the_name(name: str) -> None:
    assert (Kind.OWN_NAME, name) in found(f"Bij {name} was het onrustig.")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Het OR-lid kwam bij ons.", Kind.FUNCTION),
        ("De preventiemedewerker kwam bij ons.", Kind.FUNCTION),
        ("De bestuurssecretaris klopte bij ons aan.", Kind.FUNCTION),
        ("De bedrijfsarts belde.", Kind.FUNCTION),
        ("De HR-adviseur belde in maart.", Kind.FUNCTION),
        ("De HR-adviseur gaf een training in maart en werd uitgelachen.", Kind.FUNCTION),
        ("De collega in de rolstoel kwam.", Kind.PERSON),
        ("Een collega met een hoofddoek kwam.", Kind.PERSON),
        ("De dove medewerker kwam.", Kind.PERSON),
        ("De Turkse collega vertelde dit.", Kind.PERSON),
        ("De stagiair uit Suriname kwam bij ons.", Kind.PERSON),
    ],
)
def test_who_came_with_an_office_or_a_trait_is_pointed_at(text: str, kind: Kind) -> None:
    assert kind in {one for one, _ in found(text)}


@pytest.mark.parametrize(
    "text",
    [
        "De HR-adviseur gaf een training in maart.",
        "De HR-adviseur opende in maart de week van het werkgeluk.",
        "De preventiemedewerker dacht met ons mee.",
        "Collega's met een beperking vinden ons minder makkelijk.",
        "Elke collega met een beperking kan bellen.",
    ],
)
def test_what_was_given_to_many_and_what_is_said_of_many_is_left_alone(text: str) -> None:
    kinds = {one for one, _ in found(text)}
    assert not kinds & {Kind.FUNCTION, Kind.PERSON}


def test_every_part_of_a_story_is_read_so() -> None:
    story = Story(beside={"nature": Beside(("Pesten kwam niet voor.",))})
    (spot,) = looked_over(story, KNOWN)
    assert spot.found == "Pesten kwam niet voor"
