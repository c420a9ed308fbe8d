"""Serves a built site as a good host would: gzipped, and with the site's own page for 404."""

from __future__ import annotations

import gzip
import threading
from contextlib import contextmanager
from functools import cache, partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

COMPRESSED = {".html", ".css", ".js", ".json", ".svg", ".xml", ".csv", ".ics", ".txt", ".map"}


@contextmanager
def serve(site: Path, handler: type[Handler] | None = None) -> Iterator[str]:
    """Serve the folder on a free port of this machine alone; yields its address."""
    answering = partial(handler or Handler, directory=str(site))
    with ThreadingHTTPServer(("127.0.0.1", 0), answering) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()


class Handler(SimpleHTTPRequestHandler):
    """One request for one file."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def log_message(self, *_: object) -> None:
        """Say nothing; the tests look for themselves."""

    def _answer(self, *, with_body: bool) -> None:
        address = self.path.partition("?")[0]
        path = Path(self.translate_path(address))
        if path.is_dir() and not address.endswith("/"):
            self.send_response(HTTPStatus.MOVED_PERMANENTLY)
            self.send_header("Location", f"{address}/")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        status = HTTPStatus.OK
        if path.is_dir():
            path /= "index.html"
        # `x.html/` would otherwise be taken for `x.html`.
        if not path.is_file() or (address.endswith("/") and path.name != "index.html"):
            status, path = HTTPStatus.NOT_FOUND, Path(self.directory) / "404.html"
        accepts = "gzip" in self.headers.get("Accept-Encoding", "")
        is_compressed = accepts and path.suffix in COMPRESSED
        body = compressed(path) if is_compressed else path.read_bytes()
        self.send_response(status)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Vary", "Accept-Encoding")
        if is_compressed:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        if with_body:
            self.wfile.write(body)


@cache
def compressed(path: Path) -> bytes:
    return gzip.compress(path.read_bytes(), mtime=0)
