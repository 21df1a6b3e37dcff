"""A place in folded text that a reader should look at, before it becomes a finding."""

from dataclasses import dataclass

from nabij.reporting.rules.findings import Kind
from nabij.reporting.rules.folding import Span


@dataclass(frozen=True, slots=True)
class Hit:
    """``subject``: what the finding is about, where that is not the text of its span."""

    span: Span
    kind: Kind
    reason: str
    suggestion: str
    subject: str = ""
