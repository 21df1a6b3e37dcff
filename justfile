# Short names for developers; each is one command. Everything that CI runs: just check

demo *options:
    ./nabij demo {{options}}

check *parts:
    ./nabij check {{parts}}

test *options:
    .venv/bin/python -m pytest -m "not browser" {{options}}

types:
    .venv/bin/python -m mypy

format:
    .venv/bin/python -m ruff format .
    .venv/bin/python -m ruff check --fix .
