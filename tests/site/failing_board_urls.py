"""The board's addresses, and beside them those that fail."""

from nabij.site import urls_board
from nabij.site.urls_board import handler400, handler403, handler404, handler429, handler500
from tests.site import failing_urls

__all__ = ["handler400", "handler403", "handler404", "handler429", "handler500", "urlpatterns"]

urlpatterns = [*urls_board.urlpatterns, *failing_urls.urlpatterns]
