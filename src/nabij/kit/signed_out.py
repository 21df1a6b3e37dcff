"""What a browser module hears when its session ended or its form token is missing: JSON, never a page."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponseBase, JsonResponse

from nabij.kit import plain
from nabij.kit.refusals import wants_json


class SignInFirst(LoginRequiredMiddleware):
    """People are led to the sign-in page; browser modules get 401 ``signed_out``."""

    def handle_no_permission(self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]) -> Any:
        if wants_json(request):
            return JsonResponse({"code": "signed_out"}, status=401)
        return super().handle_no_permission(request, view_func)


def no_token(request: HttpRequest, reason: str = "") -> HttpResponseBase:
    """403 for a write without the page's token; the reason stays out of the answer."""
    if wants_json(request):
        sentence = "Deze pagina stond te lang open. Laad de pagina opnieuw; er is niets bewaard."
        return JsonResponse({"refused": sentence, "code": "csrf"}, status=403)
    return plain.page(request, "403_csrf.html", status=403)
