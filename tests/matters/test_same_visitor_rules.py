"""Who may be said to be one visitor."""

from uuid import uuid4

import pytest

from nabij.kit.errors import Refused
from nabij.matters.rules.visitors import Kept, SameVisitor, check_same, check_visitor
from nabij.sealed.rules import Sealed


def test_only_own_matters_at_one_organisation_may_be_one_visitors() -> None:
    mine = uuid4()
    here = Kept(1, mine)
    check_visitor([], here)
    check_visitor([Kept(1, mine), Kept(1, mine)], here)
    for other in (Kept(2, mine), Kept(1, uuid4()), None):
        with pytest.raises(Refused, match="Er is niets bewaard"):
            check_visitor([here, other], here)


def test_a_matter_is_not_said_to_be_the_same_as_itself_and_nothing_is_not_said() -> None:
    matter = uuid4()
    check_same(matter, SameVisitor(uuid4(), leaving=False, sealed=Sealed()))
    check_same(matter, SameVisitor(None, leaving=True, sealed=Sealed()))
    for said in (
        SameVisitor(matter, leaving=False, sealed=Sealed()),
        SameVisitor(None, leaving=False, sealed=Sealed()),
    ):
        with pytest.raises(Refused, match="Er is niets bewaard"):
            check_same(matter, said)
