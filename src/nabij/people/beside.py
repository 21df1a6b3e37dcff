"""What the subjects above this one add to its pages: tasks to *Inrichting*, lines to the page of an organisation, and
what is said before somebody's work ends.

As in ``still_running``, people asks without knowing who answers.
"""

from collections.abc import Callable
from dataclasses import dataclass

from nabij.people.models import Organisation, Practice, User
from nabij.people.rules import Task


@dataclass(frozen=True, slots=True)
class SetupLine:
    """A task with what it says, why, and the name of the page where it is done."""

    task: Task
    label: str
    why: str
    address: str


@dataclass(frozen=True, slots=True)
class Remark:
    """A line on an organisation's page: a sentence, how the link to the page about it reads, its address.

    ``urgent`` when somebody has to do something.
    """

    sentence: str
    label: str
    address: str
    urgent: bool = False


type SetupLines = Callable[[Practice], list[SetupLine]]
type Remarks = Callable[[Organisation, User], list[Remark]]
type BeforeLeaving = Callable[[User, Organisation | None], list[str]]

_setup_lines: list[SetupLines] = []
_remarks: list[Remarks] = []
_before_leaving: list[BeforeLeaving] = []


def adds_to_setup(lines: SetupLines) -> None:
    """Have these tasks listed too, after those of people. Called once, at start."""
    _setup_lines.append(lines)


def adds_to_organisation(remarks: Remarks) -> None:
    """Have these lines shown too. Called once, at start."""
    _remarks.append(remarks)


def adds_before_leaving(lines: BeforeLeaving) -> None:
    """Have these sentences said too before a counsellor's work ends. Called once, at start."""
    _before_leaving.append(lines)


def before_leaving(leaver: User, organisation: Organisation | None = None) -> list[str]:
    """What the subjects above say of the end of a counsellor's work: at one organisation, or everywhere."""
    return [line for lines in _before_leaving for line in lines(leaver, organisation)]


def setup_lines(practice: Practice) -> list[SetupLine]:
    """The tasks of the subjects above, in order."""
    return [line for lines in _setup_lines for line in lines(practice)]


def remarks_on(organisation: Organisation, reader: User) -> list[Remark]:
    """What the subjects above tell this reader of this organisation."""
    return [remark for remarks in _remarks for remark in remarks(organisation, reader)]
