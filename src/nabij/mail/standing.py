"""What the practice's office reads of mail: how many did not arrive, never whose."""

from nabij.mail.models import failed_in
from nabij.people.beside import SetupLine
from nabij.people.models import Practice
from nabij.people.rules import Task


def setup_lines(practice: Practice) -> list[SetupLine]:
    """A line while mails did not arrive; none otherwise."""
    failed = failed_in(practice)
    if not failed:
        return []
    arrived = "1 mail kwam niet aan" if failed == 1 else f"{failed} mails kwamen niet aan"
    return [SetupLine(Task("mail", 0, 1), "Laat de mail nakijken", f"{arrived}.", "mail_standing")]
