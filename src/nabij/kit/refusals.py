"""One place where a ``Refused`` becomes an answer: mostly 422, in Dutch, as JSON or as a page."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse

from nabij.kit import plain
from nabij.kit.errors import Refused


def wants_json(request: HttpRequest) -> bool:
    """Whether the browser module asked, rather than a person following a link or sending a form."""
    return (
        request.path.endswith(".json")
        or request.content_type == "application/json"
        or "application/json" in request.headers.get("Accept", "")
    )


class answer_refusals:  # noqa: N801 - a middleware reads as a function in the settings
    """Answer ``Refused`` with its sentence; anything else stays a 500 without content."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refused):
            return None
        # for the log: a refusal is told apart by its code there
        request.refused = exception.code  # type: ignore[attr-defined]  # a request carries what its middleware adds
        answer = _answer(request, exception)
        if exception.retry_after:
            answer.headers["Retry-After"] = str(exception.retry_after)
        return answer


def _answer(request: HttpRequest, refused: Refused) -> HttpResponse:
    if wants_json(request):
        return JsonResponse({"refused": refused.sentence, "code": refused.code}, status=refused.status)
    return plain.page(request, "kit/refused.html", {"sentence": refused.sentence}, status=refused.status)
