"""Makes the fonts of the PDF from the fonts of the pages: typst reads no woff2 and no variable fonts.

    python tools/make_report_fonts.py          # writes src/nabij/kit/fonts/
    python tools/make_report_fonts.py --check  # exit code 1 when what lies there is not what would be written

Needs the packages fonttools and brotli, which are in the development lock. The same versions give the same
bytes. Each face stays two files, Latin and Latin Extended, as the pages have them; the second is named "… Ext".
"""

import argparse
import io
import sys
from pathlib import Path

from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

HERE = Path(__file__).resolve().parent.parent / "src" / "nabij"
PAGES = HERE / "browser" / "look" / "fonts"
REPORT = HERE / "kit" / "fonts"
# family on paper, file of the pages, weights: text, emphasis; headings
FACES = (
    ("Source Sans 3", "source-sans-3-latin", (400, 600)),
    ("Source Sans 3 Ext", "source-sans-3-latin-ext", (400, 600)),
    ("Literata", "literata-latin", (460,)),
    ("Literata Ext", "literata-latin-ext", (460,)),
)
STYLES = {400: "Regular", 460: "Regular", 600: "SemiBold"}
LICENCES = ("LICENSE-literata", "LICENSE-source-sans-3")


def static_face(source: Path, family: str, weight: int) -> bytes:
    """One weight of a variable font as TrueType, named so that family and weight are found by name."""
    font = TTFont(source, recalcTimestamp=False)
    instancer.instantiateVariableFont(font, {"wght": weight}, inplace=True)
    font.flavor = None
    style = STYLES[weight]
    # the headings' weight answers to "regular": there is one
    font["OS/2"].usWeightClass = 400 if style == "Regular" else weight
    names = font["name"]
    for number in (16, 17, 21, 22, 25):
        names.removeNames(nameID=number)
    postscript = f"{family.replace(' ', '')}-{style}"
    for number, text in ((1, family), (2, "Regular"), (4, f"{family} {style}"), (6, postscript), (3, postscript)):
        names.removeNames(nameID=number)
        names.setName(text, number, 3, 1, 0x409)
    if style != "Regular":
        names.setName(family, 16, 3, 1, 0x409)
        names.setName(style, 17, 3, 1, 0x409)
        names.setName(f"{family} {style}", 1, 3, 1, 0x409)
    if "STAT" in font:
        del font["STAT"]
    written = io.BytesIO()
    font.save(written, reorderTables=True)
    return written.getvalue()


def everything() -> dict[str, bytes]:
    """Each file of the folder and its bytes, licences included."""
    found = {name: (PAGES / name).read_bytes() for name in LICENCES}
    for family, file, weights in FACES:
        source = PAGES / f"{file}-wght-normal.woff2"
        for weight in weights:
            found[f"{file}-{weight}.ttf"] = static_face(source, family, weight)
    return found


def main() -> int:
    """Writes the folder, or compares."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--check", action="store_true")
    check = options.parse_args().check
    found = everything()
    if check:
        there = {path.name: path.read_bytes() for path in REPORT.iterdir()}
        return int(there != found)
    REPORT.mkdir(exist_ok=True)
    for name, content in found.items():
        (REPORT / name).write_bytes(content)
    return 0


if __name__ == "__main__":
    sys.exit(main())
