"""What hand-written pages take from the data: parts, `[[name]]`, and citations, `[@source]`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from treatments.problems import Mark, Problem, closest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

TEMPLATES = Path(__file__).parent / "templates"
CITATION = re.compile(r"\[@([A-Za-z0-9_]+)\]")
CODE = re.compile(
    rb"^```.*?^```|`[^`\n]+`|<code>.*?</code>|\A---\n.*?^---$", re.MULTILINE | re.DOTALL
)
PART = re.compile(r"^\[\[([a-z-]+)\]\]$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Mention:
    """A part or a source that a page names, and where."""

    name: str
    mark: Mark


def citations(pages: Mapping[str, bytes]) -> list[Mention]:
    """Give every citation of every page."""
    return list(_mentions(pages, CITATION))


def parts() -> frozenset[str]:
    """Give the names of the parts that there are."""
    return frozenset(path.stem for path in (TEMPLATES / "parts").glob("*.html"))


def problems(
    pages: Mapping[str, bytes], sources: Mapping[str, object], people: Iterable[str] = ()
) -> Iterator[Problem]:
    """Give a problem for each unlisted source cited, part that there is not, number typed."""
    for mention in citations(pages):
        if mention.name not in sources:
            meant = closest(mention.name, sources)
            hint = (
                f"did you mean '{meant}'?" if meant else "add the source, or cite one that is there"
            )
            yield Problem(
                mention.mark,
                "unlisted-id",
                f"source '{mention.name}' is not listed under sources",
                hint,
            )
    known = parts()
    for mention in _mentions(pages, PART):
        if mention.name not in known:
            meant = closest(mention.name, known)
            hint = (
                f"did you mean '[[{meant}]]'?"
                if meant
                else f"the parts are {', '.join(sorted(known))}"
            )
            yield Problem(mention.mark, "unlisted-part", f"there is no part '{mention.name}'", hint)

    for mention in _mentions(
        {file: _without_code(page) for file, page in pages.items()}, _typed(people)
    ):
        message = f"'{mention.name}' is typed by hand"
        hint = "take the sentence from the data with a part, or say it without the number"
        yield Problem(mention.mark, "typed-number", message, hint)


def _typed(people: Iterable[str]) -> re.Pattern[str]:
    """Find percentages and counts of people in prose; `people` are the words for them."""
    words = "|".join(map(re.escape, sorted(people, key=len, reverse=True)))
    counted = rf"|\d+(?:[.,]\d+)* (?:{words})\b" if words else ""
    return re.compile(
        rf"(?<![\w.-])(\d+(?:[.,]\d+)* ?(?:%|percent\b)|\d+ of \d+{counted})", re.IGNORECASE
    )


def _without_code(page: bytes) -> bytes:
    """Blank out the examples in a page, and its metadata, so that all else stays where it is."""
    return CODE.sub(lambda found: re.sub(rb"[^\n]", b" ", found[0]), page)


def _mentions(pages: Mapping[str, bytes], form: re.Pattern[str]) -> Iterator[Mention]:
    for file, content in pages.items():
        text = content.decode("utf-8", errors="replace")
        for found in form.finditer(text):
            line = text.count("\n", 0, found.start()) + 1
            column = found.start() - text.rfind("\n", 0, found.start())
            yield Mention(found[1], Mark(file, line, column))
