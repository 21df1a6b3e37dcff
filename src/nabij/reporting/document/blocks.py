"""What stands in a section beside its charts: texts, tables, lists."""

from dataclasses import dataclass

from nabij.reporting.document.figures import Checked, Figure, Mark


@dataclass(frozen=True)
class Stated(Checked):
    """A figure that a sentence says, by name and unit: so that the file of figures holds it too."""

    label: str
    unit: str
    figure: int | Mark


@dataclass(frozen=True)
class Row(Checked):
    """A label and its figures."""

    label: str
    figures: tuple[Figure, ...]
    total: bool = False


@dataclass(frozen=True)
class Table(Checked):
    """``corner`` names what the labels of the rows are; ``columns`` one label for each figure of a row."""

    title: str
    corner: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    def __post_init__(self) -> None:
        super().__post_init__()
        if not self.rows or not self.columns or any(len(row.figures) != len(self.columns) for row in self.rows):
            raise ValueError("every row of a table has one figure for each column")


@dataclass(frozen=True)
class Paragraph(Checked):
    """Story: plain text, never markup."""

    text: str
    stated: tuple[Stated, ...] = ()


@dataclass(frozen=True)
class Statement(Checked):
    """A released sentence that takes the place of a table, such as the fixed band of few people."""

    text: str
    stated: tuple[Stated, ...] = ()


@dataclass(frozen=True)
class Question(Checked):
    """A question for the conversation with the board."""

    text: str

    def __post_init__(self) -> None:
        super().__post_init__()
        if not self.text.endswith("?"):
            raise ValueError("a question ends in a question mark")


@dataclass(frozen=True)
class Point(Checked):
    """One line of a list: a name, what is said of it, and how that is known or what became of it; or a text alone."""

    name: str
    text: str = ""
    note: str = ""
    stated: tuple[Stated, ...] = ()

    def __post_init__(self) -> None:
        super().__post_init__()
        if not (self.name or self.text) or (self.note and not self.name):
            raise ValueError("a point says something, and a note belongs to a name")


@dataclass(frozen=True)
class Points(Checked):
    """A list under a short title: what was meant, recommended, accounted for. ``in_line``: a name beside its text."""

    title: str
    points: tuple[Point, ...]
    in_line: bool = False

    def __post_init__(self) -> None:
        super().__post_init__()
        if not self.points:
            raise ValueError("a list has at least one point")
