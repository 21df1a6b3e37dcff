"""A visitor who is known by one thing here and by another there counts once, between two counsellors as well."""

from dataclasses import dataclass
from uuid import UUID, uuid4, uuid5

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nabij.patterns.rules import Kept, Named, NewToken
from nabij.patterns.rules.counting import others
from tests.patterns.browsing import begin
from tests.personas import Personas

KEY = UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8")
TOKEN = uuid4()


@dataclass(frozen=True)
class Came:
    """One matter: of which visitor in truth, whom it is with, and by what that counsellor knows the visitor."""

    person: int
    counsellor: str
    known: str

    @property
    def visitor(self) -> UUID:
        """By the address, else the name, else as the counsellor alone tells them apart."""
        return uuid5(KEY, f"{self.known} {self.person} {'' if self.known else self.counsellor}")

    @property
    def whose(self) -> UUID:
        return uuid5(KEY, self.counsellor)


def told(mine: Came, *rest: Came) -> int:
    """What is counted for the first of these."""
    handle = uuid4()
    asked = Named(handle, 1, 1, mine.known, (NewToken(TOKEN, mine.visitor, False, mine.whose),))
    rows = [Kept(uuid4(), (1, 1), TOKEN, one.visitor, False, False, one.known, one.whose) for one in rest]
    return others([asked], rows)


def test_one_visitor_of_both_counsellors_counts_once_however_they_are_known() -> None:
    for here in ("email", "name", ""):
        for there in ("email", "name", ""):
            assert told(Came(1, "amina", here), Came(1, "bram", there)) == 0
            # two others of Amina, one of whom came to Bram as well
            rest = [Came(2, "amina", here), Came(3, "amina", here), Came(2, "bram", there)]
            assert told(Came(1, "amina", here), *rest) == 2


def test_those_of_one_counsellor_are_told_apart_also_when_nobody_knows_who_they_are() -> None:
    assert told(Came(1, "amina", ""), *(Came(nth, "amina", "") for nth in (2, 3, 4))) == 3


def test_between_two_counsellors_only_those_count_who_are_known_by_the_same_thing() -> None:
    for known, counted in (("email", 3), ("name", 3), ("", 2)):
        rest = [Came(2, "bram", known), Came(3, "bram", known), Came(4, "amina", known)]
        found = told(Came(1, "amina", known), *rest)
        # of nobody else's visitors is it sure that none of them is one's own
        assert found == (counted if known else 1)
    assert told(Came(1, "amina", "email"), *(Came(nth, "bram", "name") for nth in (2, 3, 4))) == 2


matters = st.builds(
    Came, st.integers(1, 6), st.sampled_from(["amina", "bram", "carla"]), st.sampled_from(["email", "name", ""])
)


@given(st.lists(matters, min_size=1, max_size=14))
def test_never_more_than_there_are(came: list[Came]) -> None:
    # a counsellor knows their own visitors by one thing each, as *Kwam deze inbrenger eerder bij jou?* sees to
    known = {(one.person, one.counsellor): one.known for one in reversed(came)}
    mine, *rest = [Came(one.person, one.counsellor, known[one.person, one.counsellor]) for one in came]
    assert told(mine, *rest) <= len({one.person for one in rest} - {mine.person})


@pytest.mark.django_db(databases=["default", "shred"])
def test_at_the_server_the_same_visitor_makes_no_third(people: Personas, matcher: None) -> None:
    assert matcher is None
    amina, bram = begin(people.organisation, people.amina, people.bram)
    mine = amina.noted("noor@linde.test", "piet jansen", known="email")
    amina.noted("els bakker", "piet jansen")
    amina.noted("2c1f", "piet jansen", known="")
    # Els came to Bram too, who knows only her address: whether she is a third, nobody can tell
    bram.noted("els@linde.test", "piet jansen", known="email")
    assert amina.look(mine) == {"enough": False}
    amina.noted("5d2e", "piet jansen", known="")
    assert amina.look(mine) == {"enough": True}
