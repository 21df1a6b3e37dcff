"""``python -m nabij_disclosure protect TABLE.csv``."""

import sys


def _run(words: list[str]) -> int:
    try:
        # here, since loading the solver takes long enough for somebody to stop it
        from nabij_disclosure.protect import main
    except KeyboardInterrupt:
        return 130
    return main(words[1:] if words[:1] == ["protect"] else words)


if __name__ == "__main__":
    raise SystemExit(_run(sys.argv[1:]))
