"""``./nabij open``: what is in an export, told by alias, in Dutch, on one's own machine."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from nabij_vault import open_command
from nabij_vault.export import Export, ExportedFile, ExportedMatter, ExportedRecord, open_export, seal_export
from nabij_vault.keys import generate_keys
from nabij_vault.overview import overview
from nabij_vault.randomness import seeded
from nabij_vault.readable import readable

KEYS = generate_keys(seeded(b"export"))
IDS = [f"{number:08d}-0000-4000-8000-000000000000" for number in range(30)]


def a_record(id: str, kind: str, revision: int = 1, **body: object) -> ExportedRecord:
    part = "conversation" if kind in {"words", "consent"} else "notes"
    return ExportedRecord(part, 1, id, kind, revision, KEYS.public.sign, body)


LONG = ExportedMatter(
    IDS[0],
    {},
    (
        a_record(IDS[2], "card", alias="Oude naam"),
        a_record(IDS[2], "card", 2, alias="Regenjas\x1b[31m"),
        a_record(IDS[3], "note", at="2031-03-04T10:00", text="Zeer geheim"),
        a_record(IDS[3], "note", 2, at="2031-03-05T10:00", text="Zeer geheim"),
        a_record(IDS[4], "note", at="2030-12-01T09:30", text="Zeer geheim"),
        a_record(IDS[5], "person", name="Ilse"),
        a_record(IDS[6], "words", text="Ik ga met buikpijn naar mijn werk."),
        a_record(IDS[7], "file", name="brief.pdf"),
    ),
    (ExportedFile(IDS[7], "brief.pdf", b"%PDF-"),),
)
SHORT = ExportedMatter(IDS[1], {}, (a_record(IDS[8], "note", at="2031-01-02T10:00", text="x"),))


@pytest.fixture
def export(tmp_path: Path) -> tuple[Path, Path]:
    """An export and a file with the key to it."""
    sealed, key = tmp_path / "alles.age", tmp_path / "sleutel.txt"
    when = datetime(2031, 4, 1, tzinfo=UTC)
    sealed.write_bytes(seal_export(IDS[9], IDS[10], when, [SHORT, LONG], [KEYS.public.recipient]))
    key.write_text(KEYS.identity)
    return sealed, key


def test_each_matter_is_told_by_its_alias_with_its_days_and_what_is_in_it(
    export: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert open_command.main([str(export[0]), "--identity", str(export[1])]) == 0
    said = capsys.readouterr().out
    assert (
        "\nRegenjas[31m\n"
        "  2030-12-01 tot en met 2031-03-05\n"
        "  2 gesprekken\n"
        "  eigen woorden\n"
        "  naam en contact\n"
        "  1 bijlage\n"
        f"  in matters/{IDS[0]}\n"
        "\nZonder schuilnaam\n"
        "  2031-01-02\n"
        "  1 gesprek\n"
        f"  in matters/{IDS[1]}\n"
    ) in said
    for unsaid in ("Oude naam", "Zeer geheim", "Ilse", "buikpijn", "\x1b"):
        assert unsaid not in said


def test_of_each_matter_is_told_what_did_not_open_and_of_which_nothing_did(export: tuple[Path, Path]) -> None:
    opened = open_export(export[0], KEYS.identity)
    missing = (f"file {IDS[11]}", f"file {IDS[12]}", "conversation 1", "note x", "\x1b[31m 2")
    incomplete = {IDS[21]: (), IDS[0]: missing, IDS[1]: (), IDS[20]: ("notes 1",)}
    said = overview(Export(opened.practice, opened.user, opened.when, opened.contents, incomplete))
    told = "bijlage (2×), gesprek en toestemmingen, notitie, iets anders"
    assert said[said.index("Regenjas[31m") :][6:8] == [f"  niet volledig: {told}", f"  in matters/{IDS[0]}"]
    assert said[said.index("Zonder schuilnaam") :][3] == "  niet volledig: niet alles was te controleren"
    assert said[-3:] == [
        "Hiervan ging niets open bij het maken; het staat niet in de export",
        f"  kwestie {IDS[20]}",
        f"  kwestie {IDS[21]}",
    ]
    assert not [line for line in overview(opened) if "volledig" in line or "ging" in line]


@pytest.mark.parametrize(
    ("problem", "sentence"),
    [
        (FileNotFoundError(2, "No such file or directory", "weg.age"), "Het bestand is er niet (weg.age)."),
        (IsADirectoryError(21, "Is a directory", "map"), "Dit is een map (map)."),
        (PermissionError(13, "Permission denied", "dicht.age"), "Je mag hier niet bij (dicht.age)."),
        (OSError(28, "No space left on device"), "Lezen of schrijven lukt niet."),
    ],
)
def test_what_the_system_says_is_told_in_dutch(
    problem: OSError,
    sentence: str,
    export: tuple[Path, Path],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def breaks(*_: object) -> None:
        raise problem

    monkeypatch.setattr(open_command, "open_export", breaks)
    assert open_command.main([str(export[0]), "--identity", str(export[1])]) == 1
    said = capsys.readouterr().err
    assert said.startswith(sentence)
    assert "veranderd" in said
    assert str(problem.strerror) not in said


def test_each_matter_becomes_a_text_under_its_alias_that_a_person_can_read(export: tuple[Path, Path]) -> None:
    texts = readable(open_export(export[0], KEYS.identity))
    assert set(texts) == {f"Regenjas-31m-{IDS[0][:8]}.txt", f"Zonder-schuilnaam-{IDS[1][:8]}.txt"}
    said = texts[f"Regenjas-31m-{IDS[0][:8]}.txt"].decode()
    assert said.startswith("Regenjas[31m\n")
    for part in (
        "In eigen woorden\n----------------\nIk ga met buikpijn naar mijn werk.\n",
        "Gesprek\n-------\nWanneer: 2030-12-01 09:30\nZeer geheim\n",
        "Naam en contact\n---------------\nNaam: Ilse\n",
        "Bijlage\n-------\nNaam: brief.pdf\n",
    ):
        assert part in said
    assert said.index("2030-12-01") < said.index("2031-03-05")
    assert "2031-03-04" not in said, "an earlier version"
    assert "Oude naam" not in said
