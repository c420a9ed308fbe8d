"""Notes everything that goes wrong on a page, or that leaves the reader's browser."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, ConsoleMessage, Request, WebError, WebSocket

# Runs on every page before its own scripts, outside the page's policy.
TELL_VIOLATIONS = """
addEventListener("securitypolicyviolation", (event) =>
  noteViolation(`${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile ?? ""}`));
"""


@dataclass
class Watch:
    """What was seen on the pages of one test. A test that expects some of it clears it."""

    served: str
    errors: list[str] = field(default_factory=list)
    """What the console said as an error, and exceptions that no script caught."""
    violations: list[str] = field(default_factory=list)
    """What the Content-Security-Policy forbade."""
    elsewhere: list[str] = field(default_factory=list)
    """Addresses on other hosts that a page asked for."""

    def follow(self, context: BrowserContext) -> None:
        """Watch every page of a context."""
        context.on("console", self._console)
        context.on("weberror", self._exception)
        context.on("request", self._request)
        context.on("page", lambda page: page.on("websocket", self._socket))
        context.expose_function("noteViolation", self._violation)
        context.add_init_script(TELL_VIOLATIONS)

    def assert_quiet(self) -> None:
        """Fail unless nothing went wrong and nothing left the browser."""
        assert self.errors == []
        assert self.violations == []
        assert self.elsewhere == []

    def clear(self) -> None:
        """Forget what was seen so far."""
        for seen in (self.errors, self.violations, self.elsewhere):
            seen.clear()

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.errors.append(f"{message.text} ({message.location.get('url')})")

    def _exception(self, error: WebError) -> None:
        self.errors.append(str(error.error))

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.served, "data:", "blob:")):
            self.elsewhere.append(request.url)

    def _violation(self, what: str) -> None:
        self.violations.append(what)

    def _socket(self, socket: WebSocket) -> None:
        self.elsewhere.append(socket.url)
