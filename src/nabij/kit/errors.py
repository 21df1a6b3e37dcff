"""Errors that a person may be told."""


class Refused(Exception):
    """Carries finished Dutch for the person at the screen; a middleware answers it with ``status``.

    ``code`` lets the browser tell refusals apart (``stale``, ``locked``…); it holds no content.
    """

    status = 422
    # seconds after which asking again makes sense
    retry_after: int | None = None

    def __init__(self, sentence: str, *, code: str = "refused") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.code = code


class BadConfiguration(Exception):
    """A setting is wrong; the sentence says which, and what to do. Raised at start only."""
