"""The preview: a site renewed on every save, which says on its own pages what is wrong.

The host shows nothing at all while a mistake is left: it ends at the start, and later lets every
request hang. Here the last good site stays, with what is wrong over the foot of each page, and the
page renews itself when that is mended.
"""

from __future__ import annotations

import logging
import re
import shutil
import threading
from collections.abc import Callable, Iterable, Mapping
from contextlib import contextmanager
from html import escape
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias
from wsgiref.simple_server import WSGIRequestHandler, make_server

from watchdog.observers.polling import PollingObserver

if TYPE_CHECKING:
    from collections.abc import Iterator
    from wsgiref.types import StartResponse, WSGIEnvironment

    from mkdocs.livereload import LiveReloadServer

Look: TypeAlias = Callable[[], str]

log = logging.getLogger("mkdocs.treatments")

SECONDS_BETWEEN_LOOKS = 0.1
HELP = re.compile(r"(?<=help: )/(\S+)")
SHEET = """
<style>
.preview-fault { position: fixed; inset: auto 0 0; z-index: 1000; max-height: 70vh; overflow: auto; box-sizing: border-box;
  padding: 12px 16px; border-top: 4px solid #b3261e; background: Canvas; color: CanvasText; color-scheme: light dark;
  font: 16px/1.5 system-ui, sans-serif; }
.preview-fault summary { cursor: pointer; font-weight: 700; }
.preview-fault p { margin: 8px 0; }
.preview-fault pre { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; font: 14px/1.5 ui-monospace, monospace; }
.preview-fault a { color: LinkText; }
</style>
"""
FAULT = """
<details class="preview-fault" role="alert" open><summary>{title}</summary>
<p>{where}</p>
<pre>{text}</pre></details>
"""
# Asks again and again, since for a moment between this and the preview nobody answers.
WAITING = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title>{sheet}
<script>
setInterval(async () => {{
  try {{
    const answer = await fetch(location.href, {{ cache: "no-store" }});
    if (answer.headers.get("preview-waits") !== {number!r}) location.reload();
  }} catch {{}}
}}, 300);
</script></head><body>{fault}</body></html>
"""


class Preview:
    """What is shown while the site is edited."""

    def __init__(self) -> None:
        self.fault = ""
        """What is wrong, in the words of the check; empty if nothing is."""
        self.later: Mapping[str, Look] = {}
        """Files that are made only when somebody asks for them, by their addresses."""
        self._server: LiveReloadServer | None = None
        self._build: Callable[[], None] = lambda: None
        self._folders: list[str] = []
        self._next = ""

    # --- before the first build -------------------------------------------------------------------------------------

    @property
    def is_first(self) -> bool:
        """Whether there is no site yet that could be shown."""
        return self._server is None

    def wait(self, host: str, port: int, fault: str, look: Look) -> None:
        """Show what is wrong at the address of the preview, until `look` finds nothing more."""
        state = {"fault": fault, "number": "0"}

        def answer(_: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
            body = _waiting(state["fault"], state["number"])
            headers = [
                ("Content-Type", "text/html; charset=utf-8"),
                ("Content-Length", str(len(body))),
            ]
            headers += [("Cache-Control", "no-store"), ("Preview-Waits", state["number"])]
            start_response("503 Service Unavailable", headers)
            return [body]

        with make_server(host, port, answer, handler_class=_Silent) as server:
            thread = threading.Thread(target=server.serve_forever, args=[0.05], daemon=True)
            thread.start()
            log.info("No site yet; http://%s:%s/ says why until it is mended", host, port)
            try:
                while found := look():
                    if found != state["fault"]:
                        log.error(found)
                        state["number"] = str(int(state["number"]) + 1)
                        state["fault"] = found
                    threading.Event().wait(SECONDS_BETWEEN_LOOKS)
            finally:
                server.shutdown()
                thread.join()

    # --- from build to build ----------------------------------------------------------------------------------------

    def folder(self, given: str) -> str:
        """Give the folder to build into: not the one that is being shown."""
        if self._server is None:
            self._folders = [given, f"{given}-next"]
            return given
        self._next = next(each for each in self._folders if Path(each) != Path(self._server.root))
        return self._next

    def attend(self, server: LiveReloadServer) -> None:
        """Take over from the host what it does when a file changed, and what it answers."""
        self._server, self._build = server, server.builder
        server.builder = self.rebuild
        server.error_handler = self._error_page
        server.set_app(self.answer)
        _look_more_often(server)

    def rebuild(self) -> None:
        """Build the site; if that fails keep the last one, and what is wrong."""
        with _said() as said:
            try:
                self._build()
            except (Exception, SystemExit) as error:  # noqa: BLE001  # whatever it is, the preview goes on
                self.fault = self.fault or "\n".join(said) or f"{type(error).__name__}: {error}"
                log.error("The last good site stays; its pages say what is wrong")  # noqa: TRY400  # an editor reads this
                log.debug("The build failed", exc_info=True)
                return
        self.fault = ""
        if self._server is not None:
            self._server.root = self._next

    def close(self) -> None:
        """Remove what the host does not know of."""
        for folder in self._folders[1:]:
            shutil.rmtree(folder, ignore_errors=True)

    # --- what the browser gets --------------------------------------------------------------------------------------

    def answer(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request; what is wrong stands over the foot of every page."""
        server = self._server
        assert server is not None  # noqa: S101  # the host answers only after `attend`
        path = environ["PATH_INFO"]
        look = self.later.get(path.removeprefix(server.mount_path))
        if look is not None:
            return _send(start_response, "200 OK", server._guess_type(path), look().encode())  # noqa: SLF001  # its own would lack the file
        if not self.fault or path.startswith("/livereload/"):
            return server.serve_request(environ, start_response)
        head: list[Any] = []
        result = server.serve_request(environ, lambda *given: head.append(given))  # type: ignore[arg-type, func-returns-value]
        body = b"".join(result)
        status, headers = head[0][:2]
        kind = dict(headers).get("Content-Type", "")
        if kind.startswith("text/html"):
            body = _with_fault(body, self.fault, server.mount_path)
        return _send(start_response, status, kind, body)

    def _error_page(self, code: int) -> bytes | None:
        page = Path(self._server.root if self._server else "", f"{code}.html")
        return page.read_bytes() if code == HTTPStatus.NOT_FOUND and page.is_file() else None


class _Silent(WSGIRequestHandler):
    """Answers without a line on the terminal for each request."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def _send(start_response: StartResponse, status: str, kind: str, body: bytes) -> list[bytes]:
    start_response(status, [("Content-Type", kind), ("Content-Length", str(len(body)))])
    return [body]


def _with_fault(page: bytes, fault: str, mount: str) -> bytes:
    where = "This is the last good site. It comes up to date by itself when this is mended."
    panel = (SHEET + _panel(fault, where, mount)).encode()
    before, body, after = page.rpartition(b"</body>")
    return before + panel + body + after if body else page + panel


def _waiting(fault: str, number: str) -> bytes:
    where = "There is no site to show yet. It comes by itself when this is mended."
    title = escape(_title(fault))
    panel = _panel(fault, where, "/")
    return WAITING.format(title=title, sheet=SHEET, fault=panel, number=number).encode()


def _panel(fault: str, where: str, mount: str) -> str:
    text = HELP.sub(rf'<a href="{escape(mount)}\1">/\1</a>', escape(fault))
    return FAULT.format(title=escape(_title(fault)), where=where, text=text)


def _title(fault: str) -> str:
    """Say in a line how much is wrong; the check counts at its end."""
    last = fault.splitlines()[-1]
    return last if re.match(r"\d+ errors?, ", last) else "The site could not be built"


@contextmanager
def _said() -> Iterator[list[str]]:
    """Note the warnings and errors that the host logs."""
    said: list[str] = []

    class Noting(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            said.append(record.getMessage())

    handler = Noting(logging.WARNING)
    host = logging.getLogger("mkdocs")
    host.addHandler(handler)
    try:
        yield said
    finally:
        host.removeHandler(handler)


def _look_more_often(server: LiveReloadServer) -> None:
    """Notice a change after a tenth of a second and not after half of one.

    The host offers no way to say so; if it changes within, the preview is only slower.
    """
    watched = list(getattr(server, "_watched_paths", ()))
    if not watched or server.observer.is_alive():
        return
    for path in watched:
        server.unwatch(path)
    server.observer = PollingObserver(timeout=SECONDS_BETWEEN_LOOKS)
    for path in watched:
        server.watch(path)
