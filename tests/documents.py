"""Reads the pages of a built site, to see what each of them holds and where it leads."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

VOID = frozenset(
    (
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "track",
        "wbr",
    )
)
ADDRESSES = ("href", "src", "action", "poster", "data", "cite")
# Attributes that name other elements of the page by their ids.
NAMES = (
    "for",
    "list",
    "headers",
    "aria-labelledby",
    "aria-describedby",
    "aria-controls",
    "aria-owns",
)
CELLS = ("td", "th", "dt", "dd", "caption", "option", "summary")
CSS_ADDRESS = re.compile(r"url\(\s*['\"]?([^'\")]+)")


class Document(HTMLParser):
    """One page: its ids, its links, and what should not be in it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.named: list[str] = []  # ids that some attribute of the page names
        self.empty: list[str] = []  # cells without a word, after the line on which they start
        self.inline: list[str] = []  # styles and handlers written into attributes
        self.headings = 0
        self._open: list[tuple[str, int, list[str]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        self._attributes(tag, {name: value or "" for name, value in attrs})
        if tag not in VOID:
            self._open.append((tag, self.getpos()[0], []))

    def handle_startendtag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        self._attributes(tag, {name: value or "" for name, value in attrs})

    def handle_data(self, data: str) -> None:
        for _, _, texts in self._open:
            texts.append(data)

    def handle_endtag(self, tag: str) -> None:
        while self._open and any(tag == each for each, _, _ in self._open):
            name, line, texts = self._open.pop()
            if name in CELLS and not "".join(texts).strip():
                self.empty.append(f"{line}: {name}")
            if name == tag:
                return

    def _attributes(self, tag: str, attributes: Mapping[str, str]) -> None:
        self.headings += tag == "h1"
        self.ids += [attributes["id"]] if "id" in attributes else []
        self.links += [attributes[name] for name in ADDRESSES if name in attributes]
        for choice in attributes.get("srcset", "").split(","):
            self.links += choice.split()[:1]
        for name in NAMES:
            self.named += attributes.get(name, "").split()
        for name in attributes:
            if name == "style" or name.startswith("on"):
                self.inline.append(f"{self.getpos()[0]}: {tag} {name}")


@dataclass(frozen=True)
class Built:
    """A built site: its root, and its pages by their addresses from there, such as `compare/`."""

    root: Path
    documents: Mapping[str, Document]

    @classmethod
    def read(cls, root: Path) -> Built:
        """Read every page below a folder."""
        found = sorted(root.rglob("*.html"))
        return cls(
            root, {_address(root, path): Document(path.read_text("utf-8")) for path in found}
        )

    def broken(self, base: str) -> Iterator[str]:
        """Every link that leads nowhere; an address below `base` is one of the site."""
        for page, document in self.documents.items():
            for link in document.links:
                if reason := self._fault(urljoin(base, page), link, base):
                    yield f"{page}: {link}: {reason}"
        for path in sorted(self.root.rglob("*.css")):
            page = path.relative_to(self.root).as_posix()
            for link in CSS_ADDRESS.findall(path.read_text("utf-8")):
                if reason := self._fault(urljoin(base, page), link, base):
                    yield f"{page}: {link}: {reason}"

    def lost(self, base: str) -> Iterator[str]:
        """Every address that leads nowhere in the site map and in the index of the search."""
        for link in re.findall(
            r"<loc>([^<]*)</loc>", (self.root / "sitemap.xml").read_text("utf-8")
        ):
            if reason := self._fault(base, link, base):
                yield f"sitemap.xml: {link}: {reason}"
        index = json.loads((self.root / "search" / "search_index.json").read_text("utf-8"))
        for entry in index["docs"]:
            if reason := self._fault(base, entry["location"], base):
                yield f"search_index.json: {entry['location']}: {reason}"

    def _fault(self, page: str, link: str, base: str) -> str:
        address, _, anchor = urljoin(page, link).partition("#")
        if urlsplit(address).scheme in ("data", "mailto"):
            return ""
        if urlsplit(address).scheme not in ("http", "https") or not urlsplit(address).hostname:
            return "neither of this site nor http"
        if not address.startswith(base):
            return ""
        target = unquote(address.removeprefix(base).partition("?")[0])
        if target not in self.documents:
            is_file = (self.root / target).is_file() and not target.endswith("index.html")
            return "" if is_file else "no such page or file"
        anchors = {"", "top", *self.documents[target].ids}  # browsers know "#top" by themselves
        return "" if unquote(anchor) in anchors else "no such anchor"


def _address(root: Path, path: Path) -> str:
    return path.relative_to(root).as_posix().removesuffix("index.html")
