"""``python -m nabij_disclosure protect TABLE.csv``."""

import sys
from itertools import pairwise

_OLDEST = (3, 12)


def _run(words: list[str]) -> int:
    if tuple(sys.version_info[:2]) < _OLDEST:
        # before the import: an older Python cannot read what is there
        english = "--lang=en" in words or ("--lang", "en") in pairwise(words)
        sys.stderr.write(f"Python 3.12 {'or newer is needed' if english else 'of nieuwer is nodig'}.\n")
        return 2
    try:
        # here, since loading the solver takes long enough for somebody to stop it
        from nabij_disclosure.protect import main
    except KeyboardInterrupt:
        return 130
    return main(words[1:] if words[:1] == ["protect"] else words)


if __name__ == "__main__":
    raise SystemExit(_run(sys.argv[1:]))
