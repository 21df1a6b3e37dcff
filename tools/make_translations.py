"""The visitor's translations: which sentences there are, and the compiled catalogue from the one that people edit.

``python tools/make_translations.py`` brings ``django.po`` up to date (new sentences empty, old ones gone) and writes
``django.mo`` beside it. Needs Babel; nobody who runs Nabij needs this, because the result lies in the repository.
"""

import ast
import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

CONTACT = Path(__file__).resolve().parent.parent / "src" / "nabij" / "contact"
TEMPLATES = CONTACT / "templates"
LANGUAGES = ("en",)
# where the labels of codes that a visitor reads are looked up
CODE_WORDS = "code_words.py"


def catalogue(language: str) -> Path:
    """Where the sentences of one language lie."""
    return CONTACT / "locale" / language / "LC_MESSAGES" / "django.po"


def in_template(text: str) -> Iterator[str]:
    """The sentences of one template, as Django looks them up."""
    from django.template import Node, Template
    from django.templatetags.i18n import BlockTranslateNode, TranslateNode

    def walk(nodes: Any) -> Iterator[str]:
        for node in nodes:
            if isinstance(node, TranslateNode):
                yield str(node.filter_expression.var.literal)
            if isinstance(node, BlockTranslateNode):
                yield node.render_token_list(node.singular)[0]
            for name in getattr(node, "child_nodelists", ()) if isinstance(node, Node) else ():
                yield from walk(getattr(node, name, ()))
            for _, inside in getattr(node, "conditions_nodelists", ()):
                yield from walk(inside)

    yield from walk(Template(text).nodelist)


def in_module(text: str) -> Iterator[str]:
    """What a module marks with ``_("…")``."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_":
            yield ast.literal_eval(node.args[0])


def sentences() -> dict[str, str]:
    """Every sentence of the visitor's pages, with the file that has it first."""
    found: dict[str, str] = {}
    for reader, paths in ((in_template, TEMPLATES.rglob("*.html")), (in_module, CONTACT.glob("*.py"))):
        for path in sorted(paths):
            for sentence in reader(path.read_text(encoding="utf-8")):
                found.setdefault(sentence, path.relative_to(CONTACT).as_posix())
    from nabij.contact.code_words import all_words

    for label in all_words():
        found.setdefault(label, CODE_WORDS)
    return found


def read(language: str) -> Catalog:
    """The catalogue of one language as it lies in the repository; an empty one when there is none yet."""
    path = catalogue(language)
    if not path.is_file():
        return _empty(language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def _empty(language: str) -> Catalog:
    return Catalog(
        locale=language,
        charset="utf-8",
        fuzzy=False,
        project="Nabij",
        version="0",
        msgid_bugs_address="",
        last_translator="",
        language_team="",
        header_comment="# The visitor's pages.",
    )


def compiled(found: Catalog) -> bytes:
    """The bytes that a program reads."""
    out = io.BytesIO()
    write_mo(out, found)
    return out.getvalue()


def bring_up_to_date(language: str) -> int:
    """Write both files; how many sentences wait for a translation."""
    was = read(language)
    now = _empty(language)
    # the same sentences make the same file, whenever it is made
    now.creation_date = was.creation_date
    for sentence, place in sentences().items():
        old = was.get(sentence)
        now.add(sentence, old.string if old else "", locations=[(place, None)])
    path = catalogue(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, now, width=120, omit_header=False)
    path.with_suffix(".mo").write_bytes(compiled(read(language)))
    return sum(1 for message in now if message.id and not message.string)


def main() -> int:
    """Bring every language up to date; exit status 1 while sentences wait for a translation."""
    import os
    import tempfile

    sys.path.insert(0, str(CONTACT.parent.parent))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nabij.site.settings")
    os.environ.setdefault("NABIJ_DATA", tempfile.mkdtemp(prefix="nabij-translations-"))
    import django

    django.setup()
    waiting = {language: bring_up_to_date(language) for language in LANGUAGES}
    for language, count in waiting.items():
        print(f"{language}: {count} sentences wait for a translation")
    return 1 if any(waiting.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
