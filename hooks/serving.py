"""The preview: a site renewed on every save, which says on its own pages what is wrong.

The host shows nothing at all while a mistake is left: it ends at the start, and later lets every
request hang. Here the last good site stays, with what is wrong over the foot of each page, and the
page renews itself when that is mended.
"""

from __future__ import annotations

import logging
import mimetypes
import os
import re
import shutil
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, partial
from html import escape
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar
from wsgiref.simple_server import WSGIRequestHandler, make_server

from jinja2 import BytecodeCache, FileSystemLoader
from treatments.reader import nothing_thrown_away
from watchdog.observers.polling import PollingObserver

if TYPE_CHECKING:
    from collections.abc import Iterator
    from wsgiref.types import StartResponse, WSGIEnvironment

    from jinja2 import Environment
    from jinja2.bccache import Bucket
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.theme import Theme

T = TypeVar("T")
Maker: TypeAlias = Callable[[], str]

log = logging.getLogger("mkdocs.treatments")

SECONDS_BETWEEN_LOOKS = 0.05
HTML = "text/html; charset=utf-8"
PUT_OFF = re.compile(rb"<!-- put off: (.*?) -->\s*")
TEMPLATE = "put-off.html"  # of a page that is printed when somebody asks for it; see `overrides/`
HELP = re.compile(r"(?<=help: )/(\S+)")
SHEET = """
<style>
.preview-fault {
  position: fixed; inset: auto 0 0; z-index: 1000; max-height: 70vh; overflow: auto;
  box-sizing: border-box; padding: 12px 16px; border-top: 4px solid #b3261e;
  background: Canvas; color: CanvasText; color-scheme: light dark;
  font: 16px/1.5 system-ui, sans-serif;
}
.preview-fault summary { cursor: pointer; font-weight: 700; }
.preview-fault p { margin: 8px 0; }
.preview-fault pre {
  margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; font: 14px/1.5 ui-monospace, monospace;
}
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
<html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width">{sheet}
<script>
setInterval(async () => {{
  try {{
    const answer = await fetch(location.href, {{ cache: "no-store" }});
    if (answer.headers.get("preview-waits") !== {number!r}) location.reload();
  }} catch {{}}
}}, 300);
</script></head><body>{fault}</body></html>
"""


@dataclass
class _PutOff:
    """What a build left to be made when somebody asks for it, by its address."""

    files: dict[str, Maker] = field(default_factory=dict)
    pages: dict[str, Maker] = field(default_factory=dict)


class Preview:
    """What is shown while the site is edited."""

    def __init__(self) -> None:
        self.fault = ""
        """What is wrong, in the words of the check; empty if nothing is."""
        self._shown = _PutOff()
        self._coming = _PutOff()  # of the build that is under way
        self._compiled = _Compiled()
        self._printing = threading.Lock()  # a page marks its place in what all pages share
        self._server: LiveReloadServer | None = None
        self._build: Callable[[], None] = lambda: None
        self._folders: list[str] = []
        self._next = ""
        self._blamed = ""

    # --- before the first build ---------------------------------------------------------------

    @property
    def is_first(self) -> bool:
        """Whether there is no site yet that could be shown."""
        return self._server is None

    def wait(self, host: str, port: int, read: Callable[[], T], look: Callable[[T], str]) -> None:
        """Show what is wrong at the address of the preview, until `look` finds nothing more.

        It looks again when what can be read is no longer what it was.
        """
        contents = read()
        fault, number = look(contents), 0
        if not fault:  # mended in the meantime
            return

        def answer(_: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
            headers = [("Cache-Control", "no-store"), ("Preview-Waits", str(number))]
            body = _waiting(fault, str(number))
            return _send(start_response, "503 Service Unavailable", HTML, body, headers)

        with make_server(host, port, answer, handler_class=_Silent) as server:
            thread = threading.Thread(target=server.serve_forever, args=[0.05], daemon=True)
            thread.start()
            log.info(fault)  # an error, but one more in the log would end a strict build
            log.info("There is no site yet; http://%s:%s/ says why until it is mended", host, port)
            try:
                while True:
                    time.sleep(SECONDS_BETWEEN_LOOKS)
                    if (now := read()) == contents:
                        continue
                    contents, found = now, look(now)
                    log.info(found or "Mended")
                    if not found:  # the last fault is shown until the server has ended
                        break
                    fault, number = found, number + 1
            finally:
                server.shutdown()
                thread.join()

    # --- from build to build ------------------------------------------------------------------

    def quicken(self, theme: Theme) -> None:
        """Spare the host what it would do for each build anew, and to no end.

        It compiles the theme's templates, and lists the drawings that no page uses.
        """
        make = theme.get_env

        def get_env() -> Environment:
            env = make()
            env.bytecode_cache = self._compiled
            env.loader = _Listing(theme.dirs)
            return env

        theme.get_env = get_env  # type: ignore[method-assign]

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
        self._shown = self._coming
        server.builder = self.rebuild
        server.error_handler = self._error_page
        server.set_app(partial(self._answer, server))
        _look_more_often(server)

    def blame(self, fault: str) -> None:
        """Note what is wrong, in better words than those of the host."""
        self._blamed = fault

    def rebuild(self) -> None:
        """Build the site; if that fails keep the last one, and what is wrong."""
        self._blamed, self._coming = "", _PutOff()
        with _said() as said, nothing_thrown_away():
            try:
                self._build()
            except (Exception, SystemExit) as error:  # whatever it is, the preview goes on
                reason = f"{type(error).__name__}: {error}"
                self.fault = self._blamed or "\n".join(said) or reason
                log.debug("The build failed", exc_info=True)
                log.info("The last good site stays; its pages say what is wrong")
                return
        self.fault, self._shown = "", self._coming
        if self._server is not None:
            self._server.root = self._next

    def close(self) -> None:
        """Remove what the host does not know of."""
        for folder in self._folders[1:]:
            shutil.rmtree(folder, ignore_errors=True)

    # --- what the browser gets ----------------------------------------------------------------

    def _answer(
        self, server: LiveReloadServer, environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Answer a request; what is wrong stands over the foot of every page."""
        path = environ["PATH_INFO"]
        make = self._shown.files.get(path.removeprefix(server.mount_path))
        if make is not None:
            kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
            return _send(start_response, "200 OK", kind, make().encode())
        if path.startswith("/livereload/"):
            return server.serve_request(environ, start_response)
        head: list[Any] = []

        def note(status: str, headers: list[tuple[str, str]]) -> None:
            kind = dict(headers).get("Content-Type", "")
            head[:] = status, kind, *(each for each in headers if each[0] == "Location")

        body = b"".join(server.serve_request(environ, note))
        status, kind, *others = head
        if kind.startswith("text/html"):
            body = PUT_OFF.sub(self._printed, body)
        if self.fault and kind.startswith("text/html"):  # known only now: it waits for a build
            body = _with_fault(body, self.fault, server.mount_path)
        return _send(start_response, status, kind, body, others)

    def put_off_files(self, files: Mapping[str, Maker]) -> None:
        """Take files that are to be made when somebody asks for them, by their addresses."""
        self._coming.files |= {url: cache(make) for url, make in files.items()}

    def put_off(self, url: str, make: Maker) -> None:
        """Take a page that is to be printed when somebody asks for it.

        Most pages are never looked at between two saves.
        """
        self._coming.pages[url] = cache(make)

    def _printed(self, found: re.Match[bytes]) -> bytes:
        """Give a page up to its end; what the host adds stands there."""
        url = found[1].decode()
        try:
            with self._printing:
                return self._shown.pages[url]().rpartition("</body>")[0].encode()
        except Exception as error:  # a fault of a template, not of the data
            log.exception("The page %s cannot be printed", url)
            return f"<pre>{escape(f'{type(error).__name__}: {error}')}</pre>".encode()

    def _error_page(self, code: int) -> bytes | None:
        page = Path(self._server.root if self._server else "", f"{code}.html")
        return page.read_bytes() if code == HTTPStatus.NOT_FOUND and page.is_file() else None


class Anything(set[str]):
    """Holds whatever is looked for in it: the anchors of a page that is not printed yet."""

    def __contains__(self, _: object) -> bool:
        """Say yes."""
        return True


class _Listing(FileSystemLoader):
    """Lists what the host takes of a theme: nothing whose name begins with a dot."""

    def list_templates(self) -> list[str]:
        """Give the names of the files."""
        return sorted({name for folder in self.searchpath for name in _names(folder)})


def _names(folder: str, before: str = "") -> Iterator[str]:
    for each in os.scandir(folder):
        if each.name.startswith("."):
            continue
        name = before + each.name
        if each.is_dir():
            yield from _names(each.path, f"{name}/")
        else:
            yield name


class _Compiled(BytecodeCache):
    """Keeps compiled templates for as long as the command runs."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[str, bytes]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template, if its text is still the same."""
        checksum, code = self._kept.get(bucket.key, ("", b""))
        if checksum == bucket.checksum:
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template, if it was not kept as it is."""
        self._kept[bucket.key] = bucket.checksum, bucket.bytecode_to_string()


class _Silent(WSGIRequestHandler):
    """Answers without a line on the terminal for each request."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def _send(
    start_response: StartResponse,
    status: str,
    kind: str,
    body: bytes,
    others: Iterable[tuple[str, str]] = (),
) -> list[bytes]:
    start_response(status, [("Content-Type", kind), ("Content-Length", str(len(body))), *others])
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
    """Notice a change ten times as soon as the host does.

    The host offers no way to say so; if it changes within, the preview is only slower.
    """
    server.build_delay = SECONDS_BETWEEN_LOOKS  # in which nothing more may be saved
    watched = list(getattr(server, "_watched_paths", ()))
    if not watched or server.observer.is_alive():
        return
    for path in watched:
        server.unwatch(path)
    server.observer = PollingObserver(timeout=SECONDS_BETWEEN_LOOKS)
    for path in watched:
        server.watch(path)
