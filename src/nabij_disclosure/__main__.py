"""``python -m nabij_disclosure protect TABLE.csv``."""

import sys

from nabij_disclosure.protect import main

if __name__ == "__main__":
    words = sys.argv[1:]
    raise SystemExit(main(words[1:] if words[:1] == ["protect"] else words))
