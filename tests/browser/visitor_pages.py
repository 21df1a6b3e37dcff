"""The visitor's addresses, and beside them those that only tests have: each fails in its own way."""

from nabij.site import urls_visitor
from tests.site import failing_urls

urlpatterns = [*urls_visitor.urlpatterns, *failing_urls.urlpatterns]
handler400 = urls_visitor.handler400
handler500 = urls_visitor.handler500
