from uuid import UUID

import pytest

from nabij.kit.errors import Refused
from nabij.people.rules import (
    Appointed,
    Facts,
    Part,
    Task,
    appoint,
    check_account_holder,
    counts_that_do_not_fit,
    in_tree_order,
    setup_tasks,
    would_loop,
)

A, B, C = (UUID(int=number) for number in (1, 2, 3))


def test_the_first_external_counsellor_holds_the_account_and_the_second_does_not() -> None:
    first = appoint([], A, external=True)
    assert first == Appointed(A, external=True, account_holder=True)
    assert appoint([first], B, external=True) == Appointed(B, external=True, account_holder=False)


def test_a_third_external_counsellor_is_refused() -> None:
    with pytest.raises(Refused, match="twee externe"):
        appoint([Appointed(A, True, True), Appointed(B, True)], C, external=True)


def test_an_internal_counsellor_stands_beside_a_full_pair_and_holds_no_account() -> None:
    assert appoint([Appointed(A, True), Appointed(B, True)], C, external=False) == Appointed(C, False, False)


def test_internal_counsellors_do_not_fill_the_pair() -> None:
    assert appoint([Appointed(A, False), Appointed(B, False)], C, external=True).account_holder


def test_nobody_is_appointed_twice() -> None:
    with pytest.raises(Refused, match="al aangesteld"):
        appoint([Appointed(A, True)], A, external=True)


def test_only_an_external_counsellor_who_is_appointed_holds_the_account() -> None:
    running = [Appointed(A, True, True), Appointed(B, False)]
    check_account_holder(running, A)
    with pytest.raises(Refused, match="interne"):
        check_account_holder(running, B)
    with pytest.raises(Refused, match="al beëindigd"):
        check_account_holder(running, C)


def test_a_unit_cannot_hang_under_itself_or_below_itself() -> None:
    parents = {1: None, 2: 1, 3: 2, 4: None}
    assert would_loop(parents, 1, 1)
    assert would_loop(parents, 1, 3)
    assert not would_loop(parents, 3, 4)
    assert not would_loop(parents, 3, None)


def test_a_loop_that_is_there_already_ends_the_search() -> None:
    assert not would_loop({1: 2, 2: 1}, 3, 1)


def test_the_tree_lists_every_part_under_its_parent_by_name() -> None:
    parts = [Part(1, None, "Zuid", 5), Part(2, None, "noord", 9), Part(3, 2, "Team B", 2), Part(4, 2, "Team A", 3)]
    assert [(depth, part.name) for depth, part in in_tree_order(parts)] == [
        (0, "noord"),
        (1, "Team A"),
        (1, "Team B"),
        (0, "Zuid"),
    ]


def test_parts_that_count_more_people_than_the_whole_are_told() -> None:
    parts = [Part(1, None, "Noord", 30), Part(2, None, "Zuid", 80), Part(3, 1, "Team", 31)]
    assert counts_that_do_not_fit("De Linde", 100, parts) == [
        "De onderdelen van De Linde tellen samen 110 mensen, De Linde zelf telt er 100.",
        "De onderdelen van Noord tellen samen 31 mensen, Noord zelf telt er 30.",
    ]


def test_an_unknown_head_count_is_left_alone() -> None:
    assert counts_that_do_not_fit("De Linde", 0, [Part(1, None, "Noord", 30)]) == []


def test_a_task_about_nothing_yet_is_not_finished() -> None:
    assert not Task("pairs", 0, 0).finished
    assert Task("pairs", 2, 2).finished


def test_the_set_up_list_counts_what_is_done() -> None:
    facts = Facts(
        settings_chosen=True,
        own_account_secured=False,
        counsellors=3,
        counsellors_with_vault=2,
        organisations=2,
        organisations_with_head_count=2,
        organisations_with_account_holder=1,
        organisations_with_board_contact=0,
    )
    assert {task.key: (task.done, task.of, task.finished) for task in setup_tasks(facts)} == {
        "security": (0, 1, False),
        "practice": (1, 1, True),
        "counsellors": (1, 1, True),
        "organisations": (1, 1, True),
        "head_counts": (2, 2, True),
        "pairs": (1, 2, False),
        "vaults": (2, 3, False),
        "board_contacts": (0, 2, False),
    }
