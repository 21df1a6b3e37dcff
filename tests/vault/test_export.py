"""Exports open with the owner's identity, the recovery code and the standard tools, and with nothing else in them."""

import io
import stat
import subprocess
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from nabij_vault import open_command
from nabij_vault.age_file import seal_to_recipients
from nabij_vault.errors import BadFile, UnknownVersion, WrongSecret
from nabij_vault.export import (
    ExportedFile,
    ExportedMatter,
    ExportedRecord,
    open_export,
    safe_name,
    seal_export,
)
from nabij_vault.keys import identity_to_recipient
from nabij_vault.recovery import code_identity, show_code
from nabij_vault.text import json_bytes
from tests.vault.vector_contents.people import (
    AMINA,
    CARLA,
    MATTER,
    OTHER_RECORD,
    PRACTICE,
    RECORD,
    USER,
    drawn,
    stream,
)

CODE = drawn("export code", 20)
RECIPIENTS = [AMINA.public.recipient, identity_to_recipient(code_identity(CODE))]
WHEN = datetime(2031, 3, 4, 10, 15, tzinfo=UTC)
NOTE = ExportedRecord("notes", 1, RECORD, "note", 2, AMINA.signer.sign, {"text": "Rustig gesprek, één uur"})
BRIEF = ExportedFile(OTHER_RECORD, "../brief aan: Çağla.pdf", b"%PDF-")
MATTERS = [ExportedMatter(MATTER, {"turn": "visitor"}, (NOTE,), (BRIEF,))]
FILE_PATH = f"matters/{MATTER}/files/{OTHER_RECORD}-.._brief aan_ Çağla.pdf"
MATTER_PATH = f"matters/{MATTER}/matter.json"
ABOUT = json_bytes({"format": "nabij/export/1", "practice": PRACTICE, "user": USER, "when": WHEN.isoformat()})


@pytest.fixture
def export(tmp_path: Path) -> Path:
    path = tmp_path / "export.age"
    path.write_bytes(seal_export(PRACTICE, USER, WHEN, MATTERS, RECIPIENTS))
    return path


@pytest.fixture
def identity(tmp_path: Path) -> Path:
    path = tmp_path / "sleutel.txt"
    path.write_text(f"# created: 2031-03-04\n# public key: {AMINA.public.recipient}\n{AMINA.identity}\n")
    return path


@pytest.mark.parametrize("secret", [AMINA.identity, show_code(CODE), show_code(CODE).lower().replace("-", " ")])
def test_an_export_opens_with_the_identity_and_with_the_recovery_code(export: Path, secret: str) -> None:
    opened = open_export(export, secret)
    assert (opened.practice, opened.user, opened.when) == (PRACTICE, USER, "2031-03-04T10:15:00+00:00")
    assert opened.matters == (MATTER,)
    assert opened.matter(MATTER) == {"matter": MATTER, "register": {"turn": "visitor"}, "records": [vars(NOTE)]}
    assert opened.contents[FILE_PATH] == b"%PDF-"
    assert opened.file_count == 1


@pytest.mark.parametrize("secret", [CARLA.identity, show_code(drawn("another", 20)), "", "AGE-SECRET-KEY-1", "appel"])
def test_another_secret_does_not_open_an_export(export: Path, secret: str) -> None:
    with pytest.raises(WrongSecret):
        open_export(export, secret)


def test_the_standard_tools_open_an_export(export: Path, identity: Path) -> None:
    plain = subprocess.run(["age", "-d", "-i", identity, export], stdout=subprocess.PIPE, check=True).stdout
    with zipfile.ZipFile(io.BytesIO(plain)) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["export.json", MATTER_PATH, FILE_PATH]
        assert archive.read("export.json") == ABOUT


def test_an_export_with_given_randomness_is_always_the_same() -> None:
    first, second = (seal_export(PRACTICE, USER, WHEN, MATTERS, RECIPIENTS, stream("export")) for _ in range(2))
    assert first == second


@pytest.mark.parametrize(
    "damage", [lambda file: file[:-1], lambda file: file[:-1] + b"\x00", lambda _: b"", lambda _: b"a"]
)
def test_a_damaged_export_does_not_open(export: Path, damage: Callable[[bytes], bytes]) -> None:
    export.write_bytes(damage(export.read_bytes()))
    with pytest.raises(BadFile):
        open_export(export, AMINA.identity)


def _zipped(members: list[tuple[zipfile.ZipInfo | str, bytes]], compression: int = zipfile.ZIP_STORED) -> bytes:
    plain = io.BytesIO()
    with zipfile.ZipFile(plain, "w", compression) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return plain.getvalue()


def _link() -> zipfile.ZipInfo:
    link = zipfile.ZipInfo(MATTER_PATH)
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    return link


@pytest.mark.parametrize(
    "path",
    [
        "../escaped",
        "/etc/escaped",
        "matters/../../escaped",
        f"matters/{MATTER}/files/../../../escaped",
        f"matters/{MATTER}/files/{RECORD}-../escaped",
        f"matters\\{MATTER}\\matter.json",
        "C:escaped",
        f"matters/{MATTER}/",
        f"matters/{MATTER}/other.json",
        f"matters/{MATTER}/files/{RECORD}-a:b",
        f"matters/{MATTER}/files/{RECORD}-ends with a dot.",
        f"matters/{MATTER}/files/{RECORD}-new\nline",
        f"matters/{MATTER}/files/{RECORD}-\x1b[2J",
        f"matters/{MATTER}/files/{RECORD}-",
        f"matters/{MATTER.upper()}/matter.json",
    ],
)
def test_a_path_that_no_export_has_is_refused(tmp_path: Path, path: str) -> None:
    with pytest.raises(BadFile):
        open_export(_sealed(tmp_path, _zipped([("export.json", ABOUT), (path, b"{}")])), AMINA.identity)


def _sealed(directory: Path, plain: bytes) -> Path:
    path = directory / "odd.age"
    path.write_bytes(seal_to_recipients(plain, RECIPIENTS))
    return path


FILES = f"matters/{MATTER}/files/{RECORD}"
ODD_ZIPS = {
    "not-a-zip": b"hello",
    "nothing": b"",
    "no-about": _zipped([(MATTER_PATH, b"{}")]),
    "about-not-json": _zipped([("export.json", b"hello")]),
    "about-with-an-escape": _zipped([("export.json", ABOUT.replace(b"2031", b"\\u001b"))]),
    "about-without-ids": _zipped([("export.json", ABOUT.replace(USER.encode(), b"Amina"))]),
    "compressed": _zipped([("export.json", ABOUT)], zipfile.ZIP_DEFLATED),
    "a-link": _zipped([("export.json", ABOUT), (_link(), b"/etc/passwd")]),
    "one-name-on-some-systems": _zipped([("export.json", ABOUT), (f"{FILES}-a", b""), (f"{FILES}-A", b"")]),
    "altered-content": _zipped([("export.json", ABOUT), (MATTER_PATH, b"{1}")]).replace(b"{1}", b"{2}"),
}


@pytest.mark.parametrize("plain", ODD_ZIPS.values(), ids=ODD_ZIPS.keys())
def test_a_zip_that_is_no_export_is_refused(tmp_path: Path, plain: bytes) -> None:
    with pytest.raises(BadFile):
        open_export(_sealed(tmp_path, plain), AMINA.identity)


def test_one_name_twice_is_refused(tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        plain = _zipped([("export.json", ABOUT), ("export.json", ABOUT)])
    with pytest.raises(BadFile):
        open_export(_sealed(tmp_path, plain), AMINA.identity)
    double = [ExportedMatter(MATTER, {}), ExportedMatter(MATTER, {})]
    with pytest.raises(ValueError, match="one name"):
        seal_export(PRACTICE, USER, WHEN, double, RECIPIENTS)


def test_an_export_says_what_did_not_open_when_it_was_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    matter = MATTERS[0].id
    lacking = b',"incomplete":[{"matter":"%s","missing":["notes 1"]}]}' % matter.encode()
    sealed = _sealed(tmp_path, _zipped([("export.json", ABOUT[:-1] + lacking)]))
    assert open_export(sealed, AMINA.identity).incomplete == {matter: ("notes 1",)}
    for wrong in (
        b',"incomplete":{}}',
        lacking.replace(matter.encode(), b"Roos"),
        lacking.replace(b'["notes 1"]', b"1"),
    ):
        with pytest.raises(BadFile):
            open_export(_sealed(tmp_path, _zipped([("export.json", ABOUT[:-1] + wrong)])), AMINA.identity)
    (tmp_path / "sleutel").write_text(AMINA.identity)
    key = tmp_path / "sleutel"
    key.write_text(AMINA.identity)
    sealed = _sealed(tmp_path, _zipped([("export.json", ABOUT[:-1] + lacking)]))
    assert open_command.main([str(sealed), "--identity", str(key)]) == 0
    said = capsys.readouterr().out
    assert "niet volledig: van 1 kwestie" in said
    assert f"het staat niet in de export\n  kwestie {matter}\n" in said


def test_a_later_format_is_refused(tmp_path: Path) -> None:
    plain = _zipped([("export.json", ABOUT.replace(b"export/1", b"export/2"))])
    with pytest.raises(UnknownVersion):
        open_export(_sealed(tmp_path, plain), AMINA.identity)


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("brief.pdf", "brief.pdf"),
        ("../../brief.pdf", ".._.._brief.pdf"),
        ("a\\b:c\x00d\ne", "a_b_c_d_e"),
        ("cafe\u0301 (1).txt", "café _1_.txt"),
        ("x" * 60 + ".jpeg", "x" * 45 + ".jpeg"),
        ("ends with a dot. ", "ends with a dot"),
        ("", "_"),
        (" . ", "_"),
    ],
)
def test_a_file_name_becomes_safe(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_opening_writes_everything_under_out_for_the_owner_only(export: Path, identity: Path, tmp_path: Path) -> None:
    out = tmp_path / "uit"
    before = set(tmp_path.iterdir())
    assert open_command.main([str(export), "--identity", str(identity), "--out", str(out)]) == 0
    assert set(tmp_path.iterdir()) == before | {out}
    written = {path.relative_to(out).as_posix(): path for path in out.rglob("*") if path.is_file()}
    texts = {path for path in written if path.endswith(".txt")}
    assert set(written) - texts == {"export.json", MATTER_PATH, FILE_PATH}
    assert texts == {f"Zonder-schuilnaam-{MATTER_PATH.split('/')[1][:8]}.txt"}
    assert "Rustig gesprek, één uur" in written[texts.pop()].read_text(encoding="utf-8")
    assert written[FILE_PATH].read_bytes() == b"%PDF-"
    assert {stat.S_IMODE(path.stat().st_mode) for path in written.values()} == {0o600}
    assert {stat.S_IMODE(path.stat().st_mode) for path in (out, *out.rglob("*")) if path.is_dir()} == {0o700}


def test_opening_without_out_shows_what_is_in_it_and_writes_nothing(
    export: Path, identity: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    before = set(tmp_path.rglob("*"))
    assert open_command.main([str(export), "--identity", str(identity)]) == 0
    assert set(tmp_path.rglob("*")) == before
    shown = capsys.readouterr().out
    assert "kwesties: 1" in shown
    assert "Rustig gesprek" not in shown


def test_opening_asks_for_the_recovery_code(
    export: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("getpass.getpass", lambda _: show_code(CODE).lower())
    assert open_command.main([str(export), "--out", str(tmp_path / "uit")]) == 0
    assert (tmp_path / "uit" / "export.json").read_bytes() == ABOUT
    monkeypatch.setattr("getpass.getpass", lambda _: "niet de code")
    assert open_command.main([str(export)]) == 1
    assert "herstelcode" in capsys.readouterr().err


@pytest.mark.parametrize("occupied", ["file", "full", "link"])
def test_opening_refuses_to_write_over_anything(export: Path, identity: Path, tmp_path: Path, occupied: str) -> None:
    out, elsewhere = tmp_path / "uit", tmp_path / "elders"
    elsewhere.mkdir()
    if occupied == "file":
        out.write_text("van mij")
    elif occupied == "full":
        out.mkdir()
        (out / "export.json").write_text("van mij")
    else:
        out.symlink_to(elsewhere)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert open_command.main([str(export), "--identity", str(identity), "--out", str(out)]) == 1
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_writing_refuses_a_path_that_leaves_the_directory(tmp_path: Path) -> None:
    for path in ("../escaped", "/escaped", "a/../../escaped", "..\\escaped", ""):
        with pytest.raises(ValueError, match="leaves"):
            open_command.write_contents({path: b""}, tmp_path / "uit")
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_opening_says_in_dutch_what_is_wrong(
    export: Path, identity: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken, nowhere, keyless = tmp_path / "stuk.age", tmp_path / "weg.age", tmp_path / "leeg.txt"
    broken.write_bytes(export.read_bytes()[:-1])
    keyless.write_text("# niets\n")
    cases = [(broken, identity, "beschadigd"), (nowhere, identity, "is er niet"), (export, keyless, "sleutel")]
    for file, key, message in cases:
        assert open_command.main([str(file), "--identity", str(key)]) == 1
        assert message in capsys.readouterr().err
