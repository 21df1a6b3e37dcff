"""``./nabij audit-verify``: walks every practice's chain of audit lines, and every ledger of figures that went out."""

import argparse

from nabij_cli.preparation import prepare, start_django


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Takes none."""


def run(arguments: argparse.Namespace) -> int:
    """Exit code 0 when every line of every practice and every ledger follows from the one before it, 1 otherwise."""
    found = prepare()
    start_django()
    from nabij.audit.models import Entry, Head, first_break_of
    from nabij.matters.models import Matter
    from nabij.people.models import User
    from nabij.releases.models import Ledger, Release, broken_ledgers

    headed = set(Head.objects.values_list("practice_id", flat=True))
    practices = headed | set(Entry.objects.order_by().values_list("practice_id", flat=True).distinct())
    broken = {practice: number for practice in practices if (number := first_break_of(practice)) is not None}
    for practice, number in sorted(broken.items()):
        print(f"De keten van praktijk {practice} breekt bij regel {number}.")
    # without the head nobody can tell whether lines at the end are gone
    headless = practices - headed
    for practice in sorted(headless):
        print(f"De keten van praktijk {practice} heeft geen einde meer.")
    # every account and every matter came with a line, so a practice that has one without any lines lost them
    working = {*User.objects.order_by().values_list("practice_id", flat=True).distinct()}
    working |= {*Matter.objects.order_by().values_list("practice_id", flat=True).distinct()}
    # only a demo begins with work that nobody did
    emptied = set() if found.demo else working - practices
    for practice in sorted(emptied):
        print(f"Het logboek van praktijk {practice} is leeg, terwijl er mensen of kwesties zijn.")
    ledgers = broken_ledgers()
    for organisation, wrong in sorted(ledgers.items()):
        print(f"Het register van cijfers van {organisation} {wrong}.")
    if broken or headless or emptied or ledgers:
        return 1
    print(f"Het logboek klopt: {Entry.objects.count()} regels, {len(practices)} praktijken.")
    print(f"Het register van cijfers klopt: {Release.objects.count()} regels, {Ledger.objects.count()} organisaties.")
    return 0
