"""``python -m nabij_cli``: what ``./nabij`` runs."""

import sys

from nabij_cli.commands import main

if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
