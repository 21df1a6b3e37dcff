"""Where the browser is, which addresses there are, and what counts as a page that breaks its own rules."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from playwright.sync_api import BrowserContext, ConsoleMessage, Page

from nabij.people.models import User

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"


class Open(Protocol):
    def __call__(self, user: User | None = None, *, width: int = 1280, bypass_csp: bool = False) -> BrowserContext: ...


@dataclass(frozen=True, slots=True)
class Site:
    """One server, three origins."""

    port: int

    @property
    def workspace(self) -> str:
        return f"http://werk.localhost:{self.port}"

    @property
    def visitor(self) -> str:
        return f"http://praat.localhost:{self.port}"

    @property
    def board(self) -> str:
        return f"http://bestuur.localhost:{self.port}"


def watch(context: BrowserContext, found: list[str]) -> None:
    """Collect every violation and uncaught error of every tab. An answer of 4xx or 5xx is no violation."""

    def on_console(message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            found.append(message.text)

    context.on("console", on_console)
    context.on("weberror", lambda error: found.append(str(error.error)))


def axe_violations(page: Page) -> list[str]:
    """What axe-core finds, as "rule: selectors". The page's context needs ``bypass_csp``."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    result: dict[str, Any] = page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{rule['id']}: {', '.join(' '.join(map(str, node['target'])) for node in rule['nodes'])}"
        for rule in result["violations"]
    ]


def ready(page: Page) -> None:
    """Wait until the shell listens."""
    page.locator("html[data-ready]").wait_for(state="attached", timeout=30_000)
