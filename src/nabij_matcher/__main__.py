"""``python -m nabij_matcher``: what ``./nabij matcher`` runs."""

import sys

from nabij_matcher.command import main

if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
