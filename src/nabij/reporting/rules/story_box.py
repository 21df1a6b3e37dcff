"""The text of a story as it comes from a browser. Pure."""

from dataclasses import dataclass

from nabij.reporting.rules.story import Story


@dataclass(frozen=True, slots=True)
class NewText:
    """The text that is set ready, and the link of the sealed story that it was taken from."""

    epoch: int
    counter: int
    story: Story
