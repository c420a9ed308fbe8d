"""What hand-written pages take from the data: parts, `[[name]]`, and citations, `[@source]`.

And what is wrong with a page, as far as its text shows it.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from treatments import reader
from treatments.problems import Mark, Problem, closest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

TEMPLATES = Path(__file__).parent / "templates"
CITATION = re.compile(r"\[@([A-Za-z0-9_]+)\]")
CODE = re.compile(
    rb"^```.*?^```|`[^`\n]+`|<code>.*?</code>|\A---\n.*?^---$", re.MULTILINE | re.DOTALL
)
PART = re.compile(r"^\[\[([a-z-]+)\]\]$", re.MULTILINE)
# What may have been meant as one of them.
LIKE_CITATION = re.compile(r"(\[ *@[^\]\n]*\]|\(@[A-Za-z0-9_]+\)|\[[A-Za-z0-9_]+\](?![(\[:{]))")
LIKE_PART = re.compile(r"(\[\[[^\[\]\n]*\]{0,3}|^\[[a-z-]+\] *$)", re.MULTILINE)
NAME = re.compile(r"[A-Za-z0-9_]+")
LINK = re.compile(r"\]\(([^)#\s]+\.md)(?:#[^)\s]*)?\)")
HEAD = re.compile(r"\A---\n(.*?)^---$", re.MULTILINE | re.DOTALL)
HEADED = ("title", "description")
HEADLESS = re.compile(rf"\A(?:{'|'.join(HEADED)}|searched_as|hide):")
NUMBER_WORDS = (
    "two three four five six seven eight nine ten twelve fifteen twenty thirty forty fifty sixty "
    "seventy eighty ninety"
).replace(" ", "|")
SLIPS = (
    (
        re.compile(r"(^(?:<{7}|>{7})(?= ))", re.MULTILINE),
        *reader.MERGE_MARK,
    ),
    (
        re.compile(
            r"(<(?:script|style|iframe|object|embed)\b|\sstyle=|\son[a-z]+=[\"']|javascript:)",
            re.IGNORECASE,
        ),
        "wrong-markup",
        "browsers that keep to this site's policy refuse this",
        "leave it out; the look stands in the stylesheets",
    ),
    (
        re.compile(r"(!\[[^\]]*\]\((?:https?:)?//|\ssrc=[\"'](?:https?:)?//)"),
        "wrong-markup",
        "this would load something from another site",
        "put the file into `docs/assets`, or make a link of it",
    ),
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A part or a source that a page names, and where."""

    name: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Known:
    """What a page may name: sources, the words for people, the pages made from the data."""

    sources: Mapping[str, object]
    people: frozenset[str] = frozenset()
    pages: frozenset[str] = frozenset()


def citations(pages: Mapping[str, bytes]) -> list[Mention]:
    """Give every citation of every page."""
    return list(_mentions(pages, CITATION))


def parts() -> frozenset[str]:
    """Give the names of the parts that there are."""
    return frozenset(path.stem for path in (TEMPLATES / "parts").glob("*.html"))


def problems(pages: Mapping[str, bytes], known: Known) -> Iterator[Problem]:
    """Give a problem for everything that is wrong with a page."""
    unreadable = {file: found for file, page in pages.items() if (found := _undecoded(file, page))}
    yield from unreadable.values()
    readable = {file: page for file, page in pages.items() if file not in unreadable}
    bare = {file: _without_code(page) for file, page in readable.items()}
    yield from _heads(readable)
    yield from _hidden(readable)
    yield from _citations(readable, bare, known.sources)
    yield from _parts(bare)
    yield from _links(bare, known.pages | pages.keys())
    for form, code, message, hint in SLIPS:
        for mention in _mentions(bare, form):
            yield Problem(mention.mark, code, message, hint)
    for mention in _mentions(bare, _typed(known.people)):
        message = f"'{mention.name}' is typed by hand"
        hint = "take the sentence from the data with a part, or say it without the number"
        yield Problem(mention.mark, "typed-number", message, hint)


def _undecoded(file: str, page: bytes) -> Problem | None:
    """Tell where a page is not UTF-8."""
    try:
        page.decode()
    except UnicodeDecodeError as error:
        before = page[: error.start].decode()
        mark = Mark(file, before.count("\n") + 1, len(before) - before.rfind("\n"))
        message = "this page was not saved as UTF-8"
        return Problem(mark, "not-utf-8", message, "save it again, with the encoding UTF-8")
    return None


def _heads(pages: Mapping[str, bytes]) -> Iterator[Problem]:
    """Look at what stands between two lines of three dashes at the top of a page."""
    for file, page in pages.items():
        text, mark = _text(page), Mark(file, 1, 1)
        if not text.startswith("---\n"):
            if HEADLESS.match(text):
                hint = "write `---` on a line of its own above it"
                yield Problem(mark, "page-head", "the head of the page has no first line", hint)
            continue
        if not (head := HEAD.match(text)):
            hint = "write `---` on a line of its own below the head"
            yield Problem(mark, "page-head", "the head of the page does not end", hint)
            continue
        found = reader.read({file: f"\n{head[1]}".encode()})
        yield from found.problems
        keys = found.values.get(file, {})
        for name in HEADED if keys else ():
            if not isinstance(keys.get(name), str):
                hint = f"write `{name}:` and a sentence after it"
                yield Problem(mark, "page-head", f"the head of the page has no {name}", hint)
        if not isinstance(keys.get("searched_as", []), list):
            where = found.at(file, ["searched_as"])
            hint = "write it in brackets: [one, two]"
            yield Problem(where, "not-a-list", "searched_as: a list is needed here", hint)


def _hidden(pages: Mapping[str, bytes]) -> Iterator[Problem]:
    """Find characters that nobody sees."""
    for mention in _mentions(pages, reader.HIDDEN):
        yield Problem(mention.mark, *reader.hidden(mention.name))


def _citations(
    pages: Mapping[str, bytes], bare: Mapping[str, bytes], sources: Mapping[str, object]
) -> Iterator[Problem]:
    for mention in citations(pages):
        if mention.name not in sources:
            meant = closest(mention.name, sources)
            hint = (
                f"did you mean '{meant}'?" if meant else "add the source, or cite one that is there"
            )
            message = f"source '{mention.name}' is not listed under sources"
            yield Problem(mention.mark, "unlisted-id", message, hint)
    for mention in _mentions(bare, LIKE_CITATION):
        named = [name for name in NAME.findall(mention.name) if name in sources]
        if CITATION.fullmatch(mention.name) or not (named or mention.name.startswith("[@")):
            continue
        example = "".join(f"[@{name}]" for name in named) or "[@smith2014]"
        message = f"'{mention.name}' is no citation"
        yield Problem(mention.mark, "wrong-citation", message, f"write it like {example}")


def _parts(pages: Mapping[str, bytes]) -> Iterator[Problem]:
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
    whole = {mention.mark for mention in _mentions(pages, PART)}
    for mention in _mentions(pages, LIKE_PART):
        name = mention.name.strip("[] ").casefold()
        if mention.mark in whole or not (mention.name.startswith("[[") or name in known):
            continue
        meant = closest(name, known) or "cards"
        message = f"'{mention.name.strip()}' is no part of a page"
        hint = f"write [[{meant}]] on a line of its own, with nothing before or after it"
        yield Problem(mention.mark, "wrong-part", message, hint)


def _links(pages: Mapping[str, bytes], there: frozenset[str]) -> Iterator[Problem]:
    """Find links to pages that are not there."""
    for mention in _mentions(pages, LINK):
        folder = posixpath.dirname(mention.mark.file)
        target = posixpath.normpath(posixpath.join(folder, mention.name))
        if "://" in mention.name or target in there:
            continue
        meant = closest(target, there)
        hint = (
            f"did you mean '{posixpath.relpath(meant, folder)}'?"
            if meant
            else "look up the name of the page"
        )
        yield Problem(mention.mark, "missing-page", f"there is no page '{mention.name}'", hint)


def _typed(people: Iterable[str]) -> re.Pattern[str]:
    """Find percentages, sums and counts of people in prose; `people` are the words for them."""
    words = "|".join(map(re.escape, sorted(people, key=len, reverse=True)))
    counted = rf"|\d+(?:[.,]\d+)* (?:{words})\b" if words else ""
    return re.compile(
        rf"(?<![\w.-])((?:\d+(?:[.,]\d+)*|{NUMBER_WORDS}) ?"
        r"(?:%|\N{FULLWIDTH PERCENT SIGN}|\N{PER MILLE SIGN}|per ?cent\b)"
        rf"|\d+ (?:of|in|out of) \d+|[$\N{{EURO SIGN}}\N{{POUND SIGN}}] ?\d+{counted})",
        re.IGNORECASE,
    )


def _without_code(page: bytes) -> bytes:
    """Blank out the examples in a page, and its metadata, so that all else stays where it is."""
    return CODE.sub(lambda found: re.sub(rb"[^\n]", b" ", found[0]), _text(page).encode())


def _text(page: bytes) -> str:
    """Give the text of a page, however its lines end."""
    return page.decode("utf-8-sig", errors="replace").replace("\r\n", "\n")


def _mentions(pages: Mapping[str, bytes], form: re.Pattern[str]) -> Iterator[Mention]:
    for file, content in pages.items():
        text = _text(content)
        for found in form.finditer(text):
            line = text.count("\n", 0, found.start()) + 1
            column = found.start() - text.rfind("\n", 0, found.start())
            yield Mention(found[1], Mark(file, line, column))
