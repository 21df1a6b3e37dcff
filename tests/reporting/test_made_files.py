"""The fonts of the PDF and the Word template are what their recipes make."""

import io
import subprocess
import sys
import zipfile
from pathlib import Path

from nabij.reporting.word import DEFAULT

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ROOT / "tools"


def test_the_fonts_are_what_the_recipe_makes_of_those_of_the_pages() -> None:
    made = subprocess.run([sys.executable, TOOLS / "make_report_fonts.py", "--check"], capture_output=True, check=False)
    assert made.returncode == 0, made.stderr.decode()


def test_every_licence_lies_beside_the_fonts() -> None:
    names = {path.name for path in (ROOT / "src" / "nabij" / "kit" / "fonts").iterdir()}
    assert {"LICENSE-literata", "LICENSE-source-sans-3"} < names


def test_the_word_template_is_what_its_recipe_makes(tmp_path: Path) -> None:
    goal = tmp_path / "made.docx"
    subprocess.run([sys.executable, TOOLS / "make_report_template.py", goal], check=True, capture_output=True)
    assert _parts(goal.read_bytes()) == _parts(DEFAULT.read_bytes())


def _parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}
