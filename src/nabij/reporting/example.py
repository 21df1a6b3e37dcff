"""A report about nobody, to try a layout with: every figure in it is made up, and its text says so."""

from datetime import date

from nabij.reporting.document import Bars, Count, Mark, Paragraph, Point, Points, Question, Report, Row, Section, Table

MADE_UP = "Dit is een voorbeeld. De organisatie bestaat niet en de cijfers zijn verzonnen."


def example_report(day: date) -> Report:
    """A title, a text, a chart, a table with a withheld figure, and a list."""
    return Report(
        title=f"Voorbeeld van een jaarverslag over {day.year - 1}",
        organisation="Verzonnen organisatie",
        practice="Jullie praktijk",
        period=f"1 januari tot en met 31 december {day.year - 1}",
        counted="Geteld in mensen, ieder één keer.",
        day=day,
        sections=(
            Section("Vooraf", (Paragraph(MADE_UP),)),
            Section("Waarover het ging", (_chart(), Question("Wat herkent u hiervan?"))),
            Section("Waar het heen ging", (_table(),)),
            Section("Aanbevelingen", (Points("Voor komend jaar", (Point("Leg uit wie u kunt bellen", MADE_UP),)),)),
        ),
    )


def _chart() -> Bars:
    return Bars(
        title="De meeste mensen kwamen over pesten",
        unit="mensen",
        corner="Aard",
        counts=(
            Count("Pesten", 14),
            Count("Discriminatie", 9),
            Count("Integriteit", 7),
            Count("Intimidatie", Mark.HIDDEN),
        ),
    )


def _table() -> Table:
    rows = (Row("Opgelost", (12,)), Row("Loopt nog", (9,)), Row("Anders", (Mark.HIDDEN,)))
    return Table("Hoe het afliep", "Afloop", ("Mensen",), rows)
