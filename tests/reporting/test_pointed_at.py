"""Whom or where a text points at without a list: offices told about, full names, floors, and that few came."""

import pytest

from nabij.reporting.rules.findings import Kind
from nabij.reporting.rules.known import Known, Told
from nabij.reporting.rules.linter import lint

KNOWN = Known(names=("Stichting De Klaproos",), units=("Noord",))


def found(text: str, known: Known = KNOWN) -> list[tuple[Kind, str]]:
    return [(one.kind, text[one.start : one.end]) for one in lint(text, known)]


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("Zij spraken over de directeur.", Kind.FUNCTION, "directeur"),
        ("Er zijn zorgen over onze strenge teamleider.", Kind.FUNCTION, "teamleider"),
        ("De penningmeester werd vaak genoemd.", Kind.FUNCTION, "penningmeester"),
        ("Wij spraken Petra de Wit.", Kind.PERSON, "Petra de Wit"),
        ("Petra van den Berg belde.", Kind.PERSON, "Petra van den Berg"),
        ("Wij spraken met Kees Jansen.", Kind.PERSON, "Kees Jansen"),
        ("Op de tweede verdieping is het onrustig.", Kind.OWN_NAME, "Op de tweede verdieping"),
        ("De directeur kwam met een kwestie.", Kind.FUNCTION, "directeur kwam met een kwestie"),
        ("De bestuurder werd bedreigd.", Kind.FUNCTION, "bestuurder werd bedreigd"),
        ("De teamleider van de nachtdienst schreeuwde.", Kind.FUNCTION, "teamleider van de nachtdienst schreeuwde"),
        ("Dat betreft de teamleider van de nachtdienst.", Kind.FUNCTION, "teamleider van de nachtdienst"),
        ("Een zwangere collega vroeg raad.", Kind.PERSON, "zwangere collega"),
        ("Een trans collega vroeg raad.", Kind.PERSON, "trans collega"),
        ("Een moslima vroeg raad.", Kind.PERSON, "Een moslima"),
        ("Op de Kerkstraat is het onrustig.", Kind.OWN_NAME, "Op de Kerkstraat"),
        ("In Assen is het onrustig.", Kind.OWN_NAME, "In Assen"),
        ("Sinds de zomer is het onrustig.", Kind.DATE, "Sinds de zomer"),
        ("Wij spraken mannen uit het magazijn.", Kind.COMBINATION, "mannen uit het magazijn"),
        ("Er kwamen weinig mensen.", Kind.EVERYBODY, "kwamen weinig mensen"),
        ("Weinig medewerkers vonden de weg.", Kind.EVERYBODY, "Weinig medewerkers vonden"),
    ],
)
def test_it_is_found(text: str, kind: Kind, words: str) -> None:
    assert (kind, words) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Wij danken de directeur voor het gesprek.",
        "Met de bestuurder spraken wij het verslag door.",
        "De Raad van Toezicht las dit verslag.",
        "Wij volgden de training van de Landelijke Vereniging.",
        "Over de jaren heen werd het rustiger.",
        "Weinig reden tot zorg.",
        "Wij komen terug binnen drie maanden.",
        "Schrijf het in drie zinnen op.",
        "Weten mensen hoe een klacht werkt?",
        "Wij staan op de tweede plaats.",
        "De directeur kwam met een plan.",
        "De bestuurder werd bedankt.",
        "Een teamleider van de organisatie kan het gesprek beginnen.",
        "Dat is de weg naar een oplossing.",
        "In de zomer was het rustig.",
        "In essen en beuken zitten vogels.",
    ],
)
def test_it_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_a_town_in_the_name_of_the_organisation_is_no_secret() -> None:
    assert found("In Assen is het onrustig.", Known(names=("Gemeente Assen",))) == []


@pytest.mark.parametrize(
    ("town", "name"),
    [("Den Haag", "Gemeente Den Haag"), ("Bergen op Zoom", "Stad Bergen op Zoom"), ("Breda", "ROC Breda-West")],
)
def test_a_town_of_several_words_or_before_a_hyphen_is_no_secret_either(town: str, name: str) -> None:
    text = f"In {town} is het onrustig."
    assert found(text) != []
    assert found(text, Known(names=(name,))) == []
    assert found(text, Known(units=(name,))) == []


def test_a_town_that_is_only_part_of_a_word_of_the_name_is_pointed_at() -> None:
    assert found("In Ede is het onrustig.", Known(names=("Vrede en Recht",))) != []
    assert found("In Den Haag is het onrustig.", Known(names=("Den en Haag",))) != []


def test_that_few_came_may_be_said_where_the_total_is_shown() -> None:
    shown = Known(told=Told(2025, frozenset({12}), {}))
    assert found("Er kwamen weinig mensen.", shown) == []
    hidden = Known(told=Told(2025, frozenset(), {}))
    assert found("Er kwamen weinig mensen.", hidden)
