"""Sentences that tell a count by what they leave unsaid, as somebody would write them to get past the linter."""

import pytest

from tests.reporting.test_linter import found


@pytest.mark.parametrize(
    "text",
    [
        "Sindsdien bleef het daarbij.",
        "Daarna is het bij die ene gebleven.",
        "Alleen die ene medewerker kwam nog terug.",
        "Het ging om dezelfde persoon als vorig jaar.",
        "Het was weer dezelfde die belde.",
        "Zij kwam in haar eentje.",
        "Dat gold voor haar alleen.",
        "Naast haar kwam er verder geen mens.",
        "Niet één kwam terug.",
        "Geen van beiden kwam terug.",
        "Verder klopte er geen mens bij ons aan.",
        "Na hem meldde zich nog een tweede.",
        "Vorig jaar kwam hij ook al.",
        "Op één na kozen zij voor mediation.",
        "Op een na durfden zij het aan.",
        "Meer dan een handvol waren het er niet.",
        "Het waren er evenveel als er vingers aan een hand zitten.",
        "Een broer en een zus kwamen samen.",
        "Het was een uitzondering dat iemand van Thuiszorg kwam.",
        "Zowel hij als zij wilden weg.",
        "Het bleef bij een gesprek.",
        "Meer waren het er niet.",
        "Zo iemand hadden we er maar een.",
        "We telden ze op de vingers van een hand.",
        "Slechts een enkeling kwam terug.",
        "Er was er maar eentje bij.",
        "Ook zijn opvolger klopte aan.",
        "De rest koos voor zwijgen.",
        "Er kwam ook een man.",
        "Dat was meteen de laatste.",
        "Allebei kwamen ze van dezelfde afdeling.",
        "Niemand van hen kwam uit Thuiszorg.",
        "Ditmaal was er geen.",
        "Dat bleef bij die keer.",
        "Sindsdien niet meer.",
        "Hij was niet de eerste.",
        "Tot nu toe staat zij daarin alleen.",
        "Zij staat niet alleen.",
        "Ook haar baas zocht ons op.",
        "Dit jaar geen.",
        "Het was er precies een te veel.",
        "De overige gesprekken gingen over werkdruk.",
        "Het aantal is op een hand te tellen.",
    ],
)
def test_a_count_that_is_left_unsaid_is_found(text: str) -> None:
    assert found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Wij bleven daarbij naast de inbrenger staan.",
        "Wie dat wil, houdt dezelfde vertrouwenspersoon.",
        "De rest van het jaar waren wij vaker op de werkvloer.",
        "De anderen in een team merken dat ook.",
        "Daarna volgden er geen maatregelen.",
        "Een gesprek blijft tussen ons.",
        "Blijft het bij luisteren, dan is dat goed.",
        "De een wil praten, de ander wil dat het stopt.",
        "Hij of zij kiest zelf de volgende stap.",
        "Voor het bestuur was dit de eerste stap.",
        "De inbrenger staat er niet alleen voor.",
    ],
)
def test_what_tells_no_count_is_left_alone(text: str) -> None:
    assert found(text) == []
