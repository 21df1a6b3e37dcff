"""The browser tests of signing in use the same Chromium and live server as those in tests/browser."""

from tests.browser.conftest import chromium, open_context, page_for, site, violations

__all__ = ["chromium", "open_context", "page_for", "site", "violations"]
