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


@dataclass(frozen=True)
class Seen:
    """One matter: whose it is in truth, whom it is with, and every thing by which that counsellor knows the visitor."""

    person: int
    counsellor: str
    things: tuple[str, ...]

    @property
    def known(self) -> str:
        """By a name, else by an address, else by nothing that counts by itself."""
        return next((kind for kind in ("name", "email") if any(one.startswith(kind) for one in self.things)), "")

    @property
    def first(self) -> str:
        own = f"{self.counsellor} {self.person}"
        return next((one for one in self.things if self.known and one.startswith(self.known)), own)

    @property
    def also(self) -> frozenset[UUID]:
        return frozenset(uuid5(KEY, one) for one in self.things if one != self.first)


def counted(mine: Seen, *rest: Seen) -> int:
    """What is counted for the first of these, by all that each is known by."""
    whose = {one.counsellor: uuid5(KEY, one.counsellor) for one in (mine, *rest)}
    first = NewToken(TOKEN, uuid5(KEY, mine.first), False, whose[mine.counsellor], mine.also)
    asked = Named(uuid4(), 1, 1, mine.known, (first,))
    rows = [
        Kept(uuid4(), (1, 1), TOKEN, uuid5(KEY, one.first), False, False, one.known, whose[one.counsellor], one.also)
        for one in rest
    ]
    return others([asked], rows)


def test_a_false_name_here_and_the_own_name_there_are_one_visitor_by_a_number_or_address_in_common() -> None:
    for thing in ("phone 1", "email 1", "chosen 1"):
        here, there = Seen(1, "amina", ("name roos", thing)), Seen(1, "bram", ("name noor", thing))
        mine = Seen(9, "amina", ("name els",))
        assert counted(mine, here, there) == 1
        # of whoever asks about their own visitor as well
        assert counted(here, there) == 0
        # without anything in common nobody can know it (docs/patterns.md)
        assert counted(mine, Seen(1, "amina", ("name roos",)), Seen(1, "bram", ("name noor",))) == 2


def test_what_two_have_in_common_joins_through_a_third_and_whatever_they_count_by() -> None:
    mine = Seen(9, "amina", ("name els",))
    # a name here, only a number there, and both at a third
    assert counted(mine, Seen(1, "amina", ("name noor",)), Seen(1, "bram", ("phone 1",))) == 1
    three = (Seen(1, "amina", ("name noor",)), Seen(1, "bram", ("name roos", "phone 1")))
    assert counted(mine, *three, Seen(1, "carla", ("name noor", "phone 1"))) == 1
    # the address that one counts by is the other's second thing
    assert counted(mine, Seen(1, "amina", ("name noor", "email 1")), Seen(1, "bram", ("email 1",))) == 1


def test_two_who_have_nothing_in_common_still_add_up() -> None:
    mine = Seen(9, "amina", ("name els",))
    rest = [Seen(nth, who, (f"name {nth}", f"phone {nth}")) for nth, who in ((1, "bram"), (2, "bram"), (3, "amina"))]
    assert counted(mine, *rest) == 3


@st.composite
def seen(draw: st.DrawFn) -> Seen:
    """Names may be false; then something in common gives it away: everybody keeps one number at every counsellor."""
    person, who = draw(st.integers(1, 6)), draw(st.sampled_from(["amina", "bram", "carla"]))
    things = draw(st.sets(st.sampled_from([f"name {person}", f"false {person}", f"email {person}"])))
    named = {"name " + one if one.startswith("false") else one for one in things}
    return Seen(person, who, (*sorted(named), f"phone {person}"))


@given(st.lists(seen(), min_size=1, max_size=14))
def test_with_one_thing_in_common_never_more_than_there_are(came: list[Seen]) -> None:
    mine, *rest = came
    assert counted(mine, *rest) <= len({one.person for one in rest} - {mine.person})


@pytest.mark.django_db(databases=["default", "shred"])
def test_at_the_server_a_number_in_common_makes_two_names_one_visitor(people: Personas, matcher: None) -> None:
    assert matcher is None
    amina, bram = begin(people.organisation, people.amina, people.bram)
    mine = amina.noted("els bakker", "piet jansen")
    amina.noted("linden roos", "piet jansen", also=("0612345678",))
    again = bram.noted("bosman noor", "piet jansen", also=("0612345678", "noor@linde.test"))
    third = bram.noted("kok sam", "piet jansen")
    assert amina.look(mine) == {"enough": False}
    # the same once more is no other registration
    assert bram.register(again)[0] == 200
    bram.withdraw(third["handle"])
    bram.withdraw(again["handle"])
    for visitor in ("bosman noor", "kok sam"):
        bram.noted(visitor, "piet jansen")
    assert amina.look(mine) == {"enough": True}
