"""What a replayed report counts is told in Dutch."""

import re
from pathlib import Path

from nabij_demo import replay_command
from nabij_demo.replay_command import COUNTED

MAPPINGS = Path(replay_command.__file__).parent / "mappings"


def test_everything_that_the_reports_count_has_a_dutch_word() -> None:
    texts = [path.read_text(encoding="utf-8") for path in MAPPINGS.glob("*.json")]
    counted = {unit for text in texts for unit in re.findall(r'"unit_of_counting": "(\w+)"', text)}
    assert counted
    assert counted <= COUNTED.keys()
    assert not {key for key, told in COUNTED.items() if key == told}
