"""One stylesheet from many: a page waits for one file, and for no rule that it can not use.

Only the theme's rules are dropped, since most of them are for parts that this site does not have.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Set as AbstractSet

# Text that must stay as it is, and comments; whichever begins first.
OPAQUE = re.compile(r"""("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|/\*.*?\*/""", re.DOTALL)
SPACE = re.compile(r"\s+")
NEEDLESS = re.compile(r"(?<=[{};,]) +| +(?=[{}])")
# Blocks that hold rules; the rest hold declarations, frames of a motion or margins of paper.
NESTED = ("@media", "@supports", "@layer", "@container")
NAME = r"-?[A-Za-z_][\w-]*"
NEEDED = re.compile(rf"[.#]({NAME})|\[{NAME}=['\"]?([\w-]+)['\"]?\]")
INSIDE = re.compile(r"\([^()]*\)")
ATTRIBUTE = re.compile(r'\s(?:class|id|dir|type|role|data-md-[\w-]+)=(?:"([^"]*)"|([^\s">]+))')
WORD = re.compile(r"[\w-]+")
PROPERTY = re.compile(r"(?<=[{;])(--[\w-]+):((?:\"[^\"]*\"|'[^']*'|[^;}\"'])*);?")


def joined(sheets: Iterable[str]) -> str:
    """Put stylesheets together in their order, without comments and needless space."""
    return "\n".join(_lean(sheet) for sheet in sheets)


def names(pages: Iterable[str], scripts: Iterable[str]) -> frozenset[str]:
    """Give every name by which a rule can find something: of the pages, and of what scripts add."""
    values = ("".join(value) for page in pages for value in ATTRIBUTE.findall(page))
    words = (word for value in values for word in value.split())
    return frozenset(words).union(*(WORD.findall(script) for script in scripts))


def pruned(sheet: str, used: AbstractSet[str], others: str = "") -> str:
    """Drop the rules that match nothing that is used, then the values that no rule asks for.

    `others` is what else may ask for a value of this sheet: other sheets, and scripts.
    """
    kept = "".join(_kept(_lean(sheet), used))
    asked = set(re.findall(r"--[\w-]+", re.sub(r"--[\w-]+(?=:)", "", kept) + others))
    return PROPERTY.sub(lambda found: found[0] if found[1] in asked else "", kept)


@lru_cache(maxsize=64)
def _lean(sheet: str) -> str:
    """Leave comments and needless space out; kept for the next build of a preview."""
    parts = OPAQUE.split(sheet)
    # Every second part is a text that is kept, or nothing where a comment was.
    shrunk = (
        part or "" if number % 2 else SPACE.sub(" ", part) for number, part in enumerate(parts)
    )
    return _outside_of_texts(NEEDLESS, "".join(shrunk)).strip()


def _outside_of_texts(pattern: re.Pattern[str], sheet: str) -> str:
    parts = OPAQUE.split(sheet)
    return "".join(
        part or "" if number % 2 else pattern.sub("", part) for number, part in enumerate(parts)
    )


def _kept(sheet: str, used: AbstractSet[str]) -> Iterator[str]:
    for prelude, body in _rules(sheet):
        if not body:
            yield prelude
        elif prelude.startswith(NESTED):
            inner = "".join(_kept(body[1:-1], used))
            yield f"{prelude}{{{inner}}}" if inner else ""
        elif prelude.startswith("@"):
            yield prelude + body
        else:
            selectors = [each for each in _selectors(prelude) if _can_match(each, used)]
            yield f"{','.join(selectors)}{body}" if selectors else ""


def _rules(sheet: str) -> Iterator[tuple[str, str]]:
    """Give each rule as what stands before its braces, and the braces with what is in them."""
    start, depth, opened = 0, 0, 0
    for at, mark in _marks(sheet):
        if mark == "{":
            opened = opened if depth else at
            depth += 1
        elif mark == "}":
            depth -= 1
            if depth == 0:
                yield sheet[start:opened].strip(), sheet[opened : at + 1]
                start = at + 1
        elif depth == 0:  # a statement, such as @charset
            yield sheet[start : at + 1].strip(), ""
            start = at + 1


def _marks(sheet: str) -> Iterator[tuple[int, str]]:
    for found in re.finditer(rf"{OPAQUE.pattern}|[{{}};]", sheet, re.DOTALL):
        if found[0] in "{};":
            yield found.start(), found[0]


def _selectors(prelude: str) -> list[str]:
    """Split a list of selectors at its own commas, not at those inside of `:is()`."""
    hidden = prelude
    while INSIDE.search(hidden):
        hidden = INSIDE.sub(lambda found: "_" * len(found[0]), hidden)
    commas = [at for at, mark in enumerate(hidden) if mark == ","]
    return [prelude[a + 1 : b] for a, b in zip([-1, *commas], [*commas, len(prelude)], strict=True)]


def _can_match(selector: str, used: AbstractSet[str]) -> bool:
    """Whether all that a selector asks for is there; what it puts in brackets may be a choice."""
    plain = selector
    while INSIDE.search(plain):
        plain = INSIDE.sub("", plain)
    return all((name or value) in used for name, value in NEEDED.findall(plain))
