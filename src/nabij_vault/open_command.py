"""`nabij open`: opens an export on one's own machine, without any server."""

import argparse
import errno
import getpass
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import NoReturn

from nabij_vault.errors import UnknownVersion, VaultError, WrongSecret
from nabij_vault.export import Export, open_export
from nabij_vault.overview import overview
from nabij_vault.readable import readable

_REFUSED = 1
MISREAD = (
    "Dit klopt niet bij ./nabij open. Er is niets gelezen of geschreven. "
    "Zo kan het: ./nabij open BESTAND.age [--identity BESTAND] [--out MAP]"
)


def main(argv: Sequence[str]) -> int:
    """Opens an export and shows what is in it; with --out writes it there. The exit code: 0, or 1 when refused."""
    try:
        arguments = _parser().parse_args(argv)
    except _Misread:
        return _refuse(MISREAD)
    try:
        # Nobody should type a long code only to hear then that the directory is not empty.
        arguments.file.open("rb").close()
        if arguments.out is not None:
            check_free(arguments.out)
        export = open_export(arguments.file, _secret(arguments.identity))
        _show(export)
        if arguments.out is None:
            print("Er is niets weggeschreven. Geef --out MAP om de inhoud op te slaan.")
        else:
            write_contents({**export.contents, **readable(export)}, arguments.out)
            print(f"Opgeslagen in {arguments.out}. De inhoud is daar niet meer versleuteld: bewaar de map veilig.")
    except WrongSecret:
        return _refuse("Dit opent niet met deze sleutel of herstelcode. Controleer wat je hebt ingetypt.")
    except UnknownVersion:
        return _refuse("Deze export is van een nieuwere versie. Gebruik een nieuwere versie van dit programma.")
    except VaultError:
        return _refuse("Dit bestand is beschadigd, onvolledig of geen export.")
    except FileExistsError:
        return _refuse(f"{arguments.out} bestaat al en is niet leeg. Kies een andere map.")
    except OSError as problem:
        return _refuse(_about(problem))
    except (EOFError, KeyboardInterrupt):
        return _refuse("Gestopt.")
    return 0


def write_contents(contents: Mapping[str, bytes], out: Path) -> None:
    """Writes every path under `out`, a directory that is new or empty. Files get mode 0600, directories 0700.

    FileExistsError when something is already there; then nothing is written over. OSError.
    """
    for path in contents:
        parts = PurePosixPath(path).parts
        if not parts or PurePosixPath(path).is_absolute() or ".." in parts or "\\" in path:
            raise ValueError(f"a path that leaves the directory: {path!r}")
    check_free(out)
    out.mkdir(mode=0o700, exist_ok=True)
    out.chmod(0o700)
    for path, content in contents.items():
        parts = PurePosixPath(path).parts
        _make_directories(out, parts[:-1])
        _write_new(out.joinpath(*parts), content)


def check_free(out: Path) -> None:
    """FileExistsError unless `out` is nothing yet, or an empty directory."""
    if out.is_symlink() or (out.exists() and (not out.is_dir() or any(out.iterdir()))):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(out))


def _make_directories(out: Path, names: Sequence[str]) -> None:
    # Path.mkdir(parents=True) would give the parents an ordinary mode.
    for name in names:
        out = out / name
        out.mkdir(mode=0o700, exist_ok=True)


def _write_new(path: Path, content: bytes) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags, 0o600), "wb") as file:
        file.write(content)


def _secret(identity: Path | None) -> str:
    """The identity in a file as age-keygen writes it, or a recovery code typed unseen."""
    if identity is None:
        return getpass.getpass("Typ je herstelcode (je ziet niet wat je typt): ")
    lines = identity.read_text(encoding="utf-8", errors="replace").splitlines()
    found = [line.strip() for line in lines if line.strip().startswith("AGE-SECRET-KEY-1")]
    if len(found) != 1:
        raise WrongSecret("not exactly one identity in this file")
    return found[0]


def _show(export: Export) -> None:
    print(f"Export van {export.when}")
    print(f"  praktijk: {export.practice}")
    print(f"  gebruiker: {export.user}")
    print(f"  kwesties: {len(export.matters)}")
    print(f"  bestanden: {export.file_count}")
    if export.incomplete:
        matters = "1 kwestie" if len(export.incomplete) == 1 else f"{len(export.incomplete)} kwesties"
        print(f"  niet volledig: van {matters} ging iets niet open bij het maken; hieronder staat wat")
    for line in overview(export):
        print(line if line.startswith(" ") else f"\n{line}")
    print()


def _about(problem: OSError) -> str:
    """What happened, that nothing is lost, what to do; the system's own words are not Dutch."""
    where = f" ({problem.filename})" if problem.filename else ""
    if isinstance(problem, FileNotFoundError):
        return f"Het bestand is er niet{where}. Er is niets veranderd. Kijk of de naam klopt."
    if isinstance(problem, IsADirectoryError):
        return f"Dit is een map{where}. Er is niets veranderd. Noem het bestand van de export zelf."
    if isinstance(problem, PermissionError):
        return f"Je mag hier niet bij{where}. Er is niets veranderd. Kies een plek waar je wel bij mag."
    return (
        f"Lezen of schrijven lukt niet{where}. De export zelf is niet veranderd. "
        "Kijk of er ruimte is en probeer het opnieuw."
    )


def _refuse(message: str) -> int:
    print(message, file=sys.stderr)
    return _REFUSED


class _Misread(Exception):
    """The words after the command are not those it takes."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise _Misread


class _DutchHelp(argparse.HelpFormatter):
    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, prefix or "gebruik: ")


def _parser() -> argparse.ArgumentParser:
    about = "Opent een export op je eigen computer, zonder server."
    parser = _Parser(prog="nabij open", description=about, add_help=False, formatter_class=_DutchHelp)
    needed, options = parser.add_argument_group("nodig"), parser.add_argument_group("opties")
    needed.add_argument("file", metavar="BESTAND.age", type=Path, help="de export")
    options.add_argument(
        "--identity", metavar="BESTAND", type=Path, help="bestand met je sleutel (anders: herstelcode)"
    )
    options.add_argument("--out", metavar="MAP", type=Path, help="nieuwe of lege map voor de inhoud")
    options.add_argument("-h", "--help", action="help", help="laat deze uitleg zien")
    return parser


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
