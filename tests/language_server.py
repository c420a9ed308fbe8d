"""A client of the YAML language server that many editors run, as far as the tests need one."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).parent.parent
NODE = ROOT / ".venv" / "bin" / "node"
SERVER = ROOT / "tools/node/node_modules/yaml-language-server/bin/yaml-language-server"
PATIENCE = 30  # seconds
SETTINGS = {"validate": True, "completion": True, "hover": True, "schemaStore": {"enable": False}}


class LanguageServer:
    """Runs the server for as long as the `with` lasts."""

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            [NODE, SERVER, "--stdio"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._messages: Queue[dict[str, Any]] = Queue()
        self._count = 0
        self._opened = 0
        self._reader = Thread(target=self._read, daemon=True)
        self._reader.start()
        self._ask("initialize", processId=None, rootUri=None, capabilities=CAPABILITIES)
        self._tell("initialized")
        return self

    def __exit__(self, *_: object) -> None:
        self._ask("shutdown")
        self._tell("exit")
        self._process.wait(PATIENCE)
        self._reader.join()
        for stream in (self._process.stdin, self._process.stdout):
            if stream:
                stream.close()

    def faults(self, path: Path, text: str) -> list[tuple[int, str]]:
        """Give the lines that an editor would underline in a file, and what it would say there."""
        uri = self._open(path, text)
        while True:
            message = self._next()
            found = message.get("params", {})
            if message.get("method") == "textDocument/publishDiagnostics" and found["uri"] == uri:
                self._tell("textDocument/didClose", textDocument={"uri": uri})
                return [
                    (each["range"]["start"]["line"] + 1, each["message"])
                    for each in found["diagnostics"]
                ]

    def completions(self, path: Path, text: str, line: int, column: int) -> Sequence[str]:
        """Give what an editor would offer at a place, counted from 1."""
        uri = self._open(path, text)
        place = {"line": line - 1, "character": column - 1}
        found = self._ask("textDocument/completion", textDocument={"uri": uri}, position=place)
        self._tell("textDocument/didClose", textDocument={"uri": uri})
        return [each["label"] for each in found["items"]]

    def help(self, path: Path, text: str, line: int, column: int) -> str:
        """Give what an editor would show for the word at a place, counted from 1."""
        uri = self._open(path, text)
        place = {"line": line - 1, "character": column - 1}
        found = self._ask("textDocument/hover", textDocument={"uri": uri}, position=place)
        self._tell("textDocument/didClose", textDocument={"uri": uri})
        return str(found["contents"]["value"]) if found else ""

    def _open(self, path: Path, text: str) -> str:
        self._opened += 1  # a name that was used before may still have an answer under way
        uri = path.with_stem(f"{path.stem}-{self._opened}").as_uri()
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self._tell("textDocument/didOpen", textDocument=document)
        return uri

    def _ask(self, method: str, **params: object) -> Any:  # noqa: ANN401  (each has its own answer)
        self._count += 1
        number = self._count
        self._send({"id": number, "method": method, "params": params})
        while True:
            message = self._next()
            if message.get("id") == number and "method" not in message:
                assert "error" not in message, message
                return message["result"]

    def _tell(self, method: str, **params: object) -> None:
        self._send({"method": method, "params": params})

    def _next(self) -> dict[str, Any]:
        """Take the next message that is not a question about the settings."""
        while True:
            try:
                message = self._messages.get(timeout=PATIENCE)
            except Empty:
                raise AssertionError("the language server says nothing") from None
            if "id" not in message or "method" not in message:
                return message
            settings = [
                SETTINGS if item.get("section") == "yaml" else {}
                for item in message.get("params", {}).get("items", [])
            ]
            self._send({"id": message["id"], "result": settings or None})

    def _send(self, message: dict[str, Any]) -> None:
        content = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(content) + content)
        self._process.stdin.flush()

    def _read(self) -> None:
        stream = self._process.stdout
        assert stream
        while header := stream.readline():
            if header.lower().startswith(b"content-length:"):
                length = int(header.partition(b":")[2])
                while stream.readline().strip():
                    pass
                self._messages.put(json.loads(stream.read(length)))


CAPABILITIES = {
    "workspace": {"configuration": True},
    "textDocument": {"hover": {"contentFormat": ["plaintext"]}},
}
