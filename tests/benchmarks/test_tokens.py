"""The million tokens that are looked among are rows as the server keeps them."""

import re

from benchmarks.tokens import FILL

from nabij.patterns.models import Token


def test_every_column_is_filled() -> None:
    found = re.search(r"patterns_token\s*\(([^)]*)\)", FILL)
    assert found
    filled = {column.strip() for column in found.group(1).split(",")}
    assert filled == {field.column for field in Token._meta.concrete_fields}
