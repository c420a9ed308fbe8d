"""Read YAML into plain values, and remember where each of them was written.

Every scalar stays the text that was typed; the model decides what it means. Whatever YAML tools
read in different ways, or hide from the person who edits, is a problem instead of a feature.
"""

from __future__ import annotations

import bisect
import codecs
import gc
import itertools
import re
import sys
import unicodedata
from array import array
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, Literal, NoReturn, TypeAlias

import yaml

from treatments.problems import Mark, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

MAX_BYTES: Final = 32_000_000  # 1,000 treatments are 6 MB; more can be split over several files
MAX_EVENTS: Final = 2_000_000  # 1,000 treatments are 500,000; `[a,a,a` could pack 16 million in
MAX_LEVELS: Final = 30
MAX_LENGTH: Final = 10_000
MAX_SHOWN: Final = 40  # characters of a value in a message
MAX_PROBLEMS: Final = 100  # in one file; nobody reads more before mending the first

# Where a value stands, and the places within it. There are hundreds of thousands of places, so
# the index of the key and that of the value share one number: the key is in the high bits. A list
# has no keys, so an item's own index stands for both.
Place: TypeAlias = "int | tuple[int, Places]"
Places: TypeAlias = "dict[str, Place] | list[Place]"
HIGH: Final = 32
LOW: Final = (1 << HIGH) - 1


def _place(key: int, value: int, within: Places | None) -> Place:
    both = key << HIGH | value
    return both if within is None else (both, within)


def _index(place: Place) -> int:
    return place[0] if isinstance(place, tuple) else place


@dataclass(frozen=True)
class Written:
    """What the files say, in dicts, lists and text, and where they say it.

    A file that could not be read to its end is not among the values. Where a single value is
    at fault, the file is there and the value is what remains of it: the text, or `""`. `spoiled`
    tells where those records and values begin of which a part could not be taken.
    """

    values: Mapping[str, Any]
    problems: tuple[Problem, ...]
    _positions: Mapping[str, _Positions] = field(repr=False)
    spoiled: frozenset[Mark] = frozenset()

    def at(self, file: str, path: Sequence[object] = ()) -> Mark:
        """Tell where a value was written, or the nearest value around it that was.

        Parts of the path that were not written are skipped: pydantic puts the names of the
        members of a union among them.
        """
        return self._find(file, path)[1]

    def key_at(self, file: str, path: Sequence[object]) -> Mark:
        """Tell where the key of a value was written; an item of a list has none but itself."""
        return self._find(file, path)[0]

    def _find(self, file: str, path: Sequence[object]) -> tuple[Mark, Mark]:
        positions = self._positions.get(file)
        if positions is None:
            return Mark(file, 1, 1), Mark(file, 1, 1)
        place = positions.root
        for part in path:
            within = place[1] if isinstance(place, tuple) else []
            if isinstance(within, dict):
                place = within.get(part, place) if isinstance(part, str) else place
            elif isinstance(part, int) and 0 <= part < len(within):
                place = within[part]
        both = _index(place)
        return positions.mark(both >> HIGH), positions.mark(both & LOW)


def read(files: Mapping[str, bytes]) -> Written:
    """Read every file, whatever is wrong with the others."""
    with nothing_thrown_away():
        readings = [_reading(name, content) for name, content in files.items()]
    return Written(
        values={reading.name: reading.value for reading in readings if reading.value is not None},
        problems=tuple(
            problem
            for reading in readings
            for problem in dict.fromkeys(sorted(reading.problems, key=lambda problem: problem.mark))
        ),
        _positions={reading.name: reading.positions for reading in readings},
        spoiled=frozenset(
            reading.positions.mark(index) for reading in readings for index in reading.spoiled
        ),
    )


@lru_cache(maxsize=64)
def _reading(name: str, content: bytes) -> _Reading:
    """Read a file; in a preview, only those that changed since the last time."""
    return _Reading(name, content)


@contextmanager
def nothing_thrown_away() -> Iterator[None]:
    """Let the collector of garbage rest: it walks a growing tree again and again for little."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


class _Positions:
    """The places of one file, kept as indexes into its text and counted in lines when asked."""

    __slots__ = ("_end", "_lines", "file", "root")

    def __init__(self, file: str, text: str) -> None:
        lengths = (len(line) + 1 for line in text.split("\n"))
        self.file = file
        self.root: Place = 0
        self._lines = array("L", itertools.accumulate(lengths, initial=0))
        self._end = len(text.rstrip())

    def mark(self, index: int) -> Mark:
        """Turn an index into a line and a column; beyond the last text is at its end."""
        index = min(index, self._end)
        line = bisect.bisect_right(self._lines, index)
        return Mark(self.file, line, index - self._lines[line - 1] + 1)


class _Stop(Exception):
    """Reading on would not help."""


@dataclass(slots=True)
class _Mapping:
    """A mapping that is being read; `key` waits for its value."""

    index: int
    in_braces: bool
    value: dict[str, Any] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    key: str | None = None
    key_index: int = 0
    drop: bool = False
    is_repeated: bool = False

    def add(self, index: int, value: Any, within: Places | None) -> None:  # noqa: ANN401
        """Take the value of the waiting key."""
        if not self.drop and self.key is not None:
            self.value[self.key] = value
            self.places[self.key] = _place(self.key_index, index, within)
        self.key = None
        self.drop = False


@dataclass(slots=True)
class _List:
    """A list that is being read."""

    index: int = 0
    value: list[Any] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)

    def add(self, index: int, value: Any, within: Places | None) -> None:  # noqa: ANN401
        """Take the next item."""
        self.value.append(value)
        self.places.append(_place(index, index, within))


class _Reading:
    """One file, read from its first event to its last or to its first fault of syntax."""

    def __init__(self, name: str, content: bytes) -> None:
        self.name = name
        self.value: dict[str, Any] | None = None
        self.problems: list[Problem] = []
        self.positions = _Positions(name, "")
        self._documents = _List()
        # where the last quote of several lines opened, and on which line it closed
        self._long_quote: tuple[int, int] | None = None
        self._is_ended = False
        self.spoiled: set[int] = set()  # where records and values begin that lack a part
        self._stack: list[_Mapping | _List] = [self._documents]
        try:
            text = self._decode(content.removeprefix(codecs.BOM_UTF8))
            self.positions = _Positions(name, text)
            text = self._without_hidden(text)
            self._walk(text)
            self._close(text)
        except _Stop:
            pass

    def _report(self, index: int, code: str, message: str, hint: str) -> None:
        self.problems.append(Problem(self.positions.mark(index), code, message, hint))
        if len(self.problems) == MAX_PROBLEMS:
            self._stop(
                index,
                "too-many-problems",
                f"there are {MAX_PROBLEMS} problems above, so the rest of this file was not read",
                "mend these first",
            )

    def _stop(self, index: int, code: str, message: str, hint: str) -> NoReturn:
        self.problems.append(Problem(self.positions.mark(index), code, message, hint))
        raise _Stop

    # -- from bytes to text

    def _decode(self, content: bytes) -> str:
        if len(content) > MAX_BYTES:
            self._stop(
                0,
                "file-too-big",
                f"this file has {len(content):,} bytes; {MAX_BYTES:,} are the most",
                "split it into several files",
            )
        if content.startswith(_PACKED):
            self._stop(
                0,
                "not-utf-8",
                "this is not plain text, but the file of an office program or an archive",
                "copy the text out of it into a file of plain text",
            )
        if _is_utf16(content):
            self._stop(
                0,
                "not-utf-8",
                "this file was saved as UTF-16, not as UTF-8",
                "save it again, with the encoding UTF-8",
            )
        try:
            return content.decode()
        except UnicodeDecodeError as error:
            before = content[: error.start].decode()
            self.positions = _Positions(self.name, before + "?")
            byte = content[error.start : error.start + 1]
            self._stop(
                len(before),
                "not-utf-8",
                f"the byte {byte.hex().upper()} here is not UTF-8; "
                f"in an old Windows encoding it is '{_shown(byte.decode('cp1252', 'replace'))}'",
                "save the file again, with the encoding UTF-8",
            )

    def _without_hidden(self, text: str) -> str:
        """Report characters that nobody sees, and put a stand-in of the same width for each."""
        rare = set(text.encode().translate(None, delete=_COMMON).decode())
        if not HIDDEN.search("".join(rare)) and text.count("\r") == text.count("\r\n"):
            return text
        if "\r" in text and "\n" not in text:
            self._stop(
                text.index("\r"),
                "control-character",
                "the lines of this file end in an old way, with U+000D alone",
                "save it again, with the line ends of Unix (LF)",
            )
        for found in HIDDEN.finditer(text):
            self._report(found.start(), *hidden(found[0]))
        return HIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)

    # -- from text to values

    def _walk(self, text: str) -> None:
        take = {
            yaml.ScalarEvent: self._scalar,
            yaml.AliasEvent: self._alias,
            yaml.MappingStartEvent: self._mapping,
            yaml.SequenceStartEvent: self._list,
            yaml.MappingEndEvent: self._end,
            yaml.SequenceEndEvent: self._end,
            yaml.DocumentStartEvent: self._document,
            yaml.DocumentEndEvent: self._document_end,
        }
        events: Iterator[Any] = yaml.parse(text, Loader=yaml.CSafeLoader)
        try:
            for count, event in enumerate(events):
                if (handle := take.get(type(event))) is not None:
                    handle(event)
                if count == MAX_EVENTS:
                    self._stop(
                        event.start_mark.index,
                        "too-many-values",
                        f"this file holds more than {MAX_EVENTS:,} keys, values and brackets",
                        "split it into several files",
                    )
        except yaml.MarkedYAMLError as error:
            if self._is_ended:
                raise _Stop from None  # what follows the end has its problem already
            index, code, message, hint = explain(error, text, self._stack[-1].index)
            if self._long_quote is not None and self._ends_at(error):
                line = self.positions.mark(self._long_quote[0]).line
                hint = f"{hint}; or close the quote that opens on line {line}"
            self._forget_empty(self.positions.mark(index).line)
            self._stop(index, code, message, hint)

    def _ends_at(self, error: yaml.MarkedYAMLError) -> bool:
        """Tell whether the last quote of several lines ends on the line of a fault."""
        mark, quote = error.problem_mark, self._long_quote
        return bool(mark and quote and mark.line == quote[1])

    def _forget_empty(self, line: int) -> None:
        """Leave out that the last key has no value, if what follows could not be read."""
        if self.problems:
            last = self.problems[-1]
            if last.code == "empty-value" and last.mark.line >= line - 1:
                self.problems.pop()

    def _document(self, event: Any) -> None:  # noqa: ANN401
        index = event.start_mark.index
        if self._documents.value:
            self._report(
                index,
                "several-documents",
                "a line of three dashes starts a second document here",
                "remove the line, or put what follows into a file of its own",
            )
            raise _Stop
        if event.version or event.tags:
            self._report(
                index,
                "directive",
                "a line that starts with % is an instruction to YAML tools",
                "remove the line",
            )

    def _document_end(self, event: Any) -> None:  # noqa: ANN401
        if event.explicit:
            self._is_ended = True
            self._report(
                event.start_mark.index,
                "several-documents",
                "a line of three dots ends the file for YAML tools",
                "remove the line",
            )

    def _mapping(self, event: Any) -> None:  # noqa: ANN401
        self._open(event, _Mapping(event.start_mark.index, event.flow_style))

    def _list(self, event: Any) -> None:  # noqa: ANN401
        self._open(event, _List(event.start_mark.index))

    def _open(self, event: Any, opened: _Mapping | _List) -> None:  # noqa: ANN401
        index = event.start_mark.index
        self._properties(event)
        top = self._stack[-1]
        if isinstance(top, _Mapping) and top.key is None:
            self._report(
                index,
                "key-not-text",
                "a key has to be text; this one is a list or a group of keys",
                "write a name and a colon; put text that starts with [ or { in quotes",
            )
            top.key, top.drop = "", True
        else:
            top.add(index, opened.value, opened.places)
        self._stack.append(opened)
        if len(self._stack) > MAX_LEVELS + 1:
            self._stop(
                index,
                "too-deep",
                f"this is more than {MAX_LEVELS} levels deep",
                "look for a bracket that should not be here, or write it in fewer levels",
            )

    def _end(self, _event: Any) -> None:  # noqa: ANN401
        self._stack.pop()

    def _alias(self, event: Any) -> None:  # noqa: ANN401
        index = event.start_mark.index
        self._report(
            index,
            "alias",
            f"*{_shown(event.anchor)} stands for text from another place",
            "write the text itself; put it in quotes if it starts with a star",
        )
        top = self._stack[-1]
        if isinstance(top, _Mapping) and top.key is None:
            top.key, top.drop = "", True
        else:
            top.add(index, "", None)

    def _properties(self, event: Any) -> None:  # noqa: ANN401
        index = event.start_mark.index
        if event.anchor is not None:
            self._report(
                index,
                "anchor",
                f"&{_shown(event.anchor)} gives this value a name for YAML tools",
                "remove it; put the text in quotes if it starts with &",
            )
        if event.tag is not None:
            self._report(
                index,
                "tag",
                "text that starts with ! is an instruction to YAML tools",
                "remove it, or put the text in quotes if it starts with !",
            )

    def _scalar(self, event: Any) -> None:  # noqa: ANN401
        index = event.start_mark.index
        value = event.value
        style = event.style
        is_named = event.anchor is not None or event.tag is not None
        if is_named:
            self._properties(event)
        if style in ('"', "'") and event.end_mark.line > event.start_mark.line:
            self._long_quote = index, event.end_mark.line
        if len(value) > MAX_LENGTH:
            self._report(
                index,
                "text-too-long",
                f"this text has {len(value):,} characters; {MAX_LENGTH:,} are the most",
                "shorten it; if it should be short, look for a quote that is not closed",
            )
        top = self._stack[-1]
        if isinstance(top, _Mapping) and top.key is None:
            self._key(top, index, value, is_plain=not style)
            return
        if not style:
            if not value:
                index = index if is_named else self._report_empty(top, index)
            elif _AMBIGUOUS.fullmatch(value):
                self._report_ambiguous(index, value)
        elif style == '"' and not value.isprintable():
            self._escapes(index, value)
        top.add(index, value, None)

    def _key(self, mapping: _Mapping, index: int, key: str, *, is_plain: bool) -> None:
        mapping.key = sys.intern(key)
        mapping.key_index = index
        if key in mapping.value:
            if mapping.is_repeated:  # two keys again: an item of a list begins without its dash
                raise _Stop
            first = self.positions.mark(_index(mapping.places[key]) >> HIGH)
            self._report(
                index,
                "repeated-key",
                f"'{_shown(key)}' is here for the second time; the first is on line {first.line}",
                "keep one of the two"
                if mapping.in_braces
                else "keep one of the two; if a new item of a list starts here, put a dash and "
                "a space before its first line",
            )
            mapping.drop = mapping.is_repeated = True
        elif not key:
            self._report(
                index,
                "empty-key",
                "there is no name before the colon",
                "write a name for the value",
            )
            mapping.drop = True
        elif key == "<<" and is_plain:
            self._report(
                index,
                "merge-key",
                "<< copies keys from another place",
                "write the keys themselves",
            )
            self._spoil(mapping)
            mapping.drop = True
        elif is_plain and _AMBIGUOUS.fullmatch(key):
            self._report_ambiguous(index, key)
        elif not key.isprintable():
            self._escapes(index, key)
            if found := _ODD_SPACE.search(key):
                self._report(index + (found.start() if is_plain else 0), *_ODD_SPACE_WORDS)
                self._spoil(mapping)
                mapping.drop = True

    def _spoil(self, mapping: _Mapping) -> None:
        """Note that a mapping lacks a key: where it begins, and where its own key does."""
        self.spoiled.add(mapping.index)
        around = self._stack[-2]
        if isinstance(around, _Mapping):
            self.spoiled.add(around.key_index)

    def _escapes(self, index: int, value: str) -> None:
        r"""Report hidden characters that were written as escapes, such as `"\u202E"`."""
        for character in dict.fromkeys(HIDDEN.findall(value)):
            if character != "\N{REPLACEMENT CHARACTER}":
                self._report(index, *hidden(character))

    def _report_empty(self, top: _Mapping | _List, index: int) -> int:
        if top is self._documents or (isinstance(top, _Mapping) and top.drop):
            return index  # has its own problem
        if isinstance(top, _List):
            self._report(
                index,
                "empty-value",
                "this item of the list is empty",
                "write the item, or remove the dash",
            )
            return index
        key = _shown(top.key or "")
        if top.in_braces:
            self._report(
                top.key_index,
                "key-without-value",
                f"'{key}' has no value inside the braces",
                _for_braces(key, top, has_colon=index > top.key_index + len(top.key or "")),
            )
            if top.places:
                *_, before = top.places.values()
                self.spoiled.add(_index(before) & LOW)
            self._spoil(top)
            top.drop = True
        else:
            self._report(
                top.key_index,
                "empty-value",
                f"'{key}' has no value",
                "give it a value, or leave the key out; put text that starts with # in quotes",
            )
        return top.key_index

    def _report_ambiguous(self, index: int, value: str) -> None:
        if value.casefold() in {"true", "false"}:
            self._report(
                index,
                "true-or-false",
                f"'{value}' is read in different ways by different tools",
                f"write {value.casefold()} in small letters; in quotes if it is text",
            )
        elif value.casefold() in {"null", "~"}:
            self._report(
                index,
                "empty-value",
                f"'{value}' means that there is no value",
                "leave the key out, or give it a value; in quotes if it is text",
            )
        else:
            self._report(
                index,
                "ambiguous-number",
                f"'{_shown(value)}' is read as different numbers by different tools",
                "write it in plain digits, such as 7 or 0.5; "
                f"if it is text, put it in quotes: '{_shown(value)}'",
            )

    def _close(self, text: str) -> None:
        """Take the one document of the file as its value, if it is a mapping."""
        if not text.strip():
            self._stop(0, "empty-file", "this file is empty", _TOP_LEVEL)
        documents = self._documents
        if not documents.value or (documents.value == [""] and not self.problems):
            self._stop(0, "empty-file", "this file holds nothing but comments", _TOP_LEVEL)
        document = documents.value[0]
        if isinstance(document, dict):
            self.value = document
            self.positions.root = documents.places[0]
        else:
            kind = "a list" if isinstance(document, list) else "only text"
            self._stop(
                _index(documents.places[0]) & LOW,
                "not-a-mapping",
                f"this file has to start with a name and a colon; this is {kind}",
                _TOP_LEVEL,
            )


def _for_braces(key: str, mapping: _Mapping, *, has_colon: bool) -> str:
    """Say what may be meant by a key in braces that has no value."""
    before = next(reversed(mapping.value.values()), "")
    if has_colon:
        return "give it a value, or leave the key out"
    if ":" in key:
        return "put a space after the colon"
    if re.search(r"[=\N{FULLWIDTH COLON}]", key):
        return "write a colon and a space after the name, such as `at: during`"
    if key[:1].isdigit() and isinstance(before, str) and before[-1:].isdigit():
        return "a number has no comma: write 2.5 or 1500"
    return (
        f"if '{key}' belongs to the text before the comma, put that whole text in quotes: "
        '{words: "sore, red"}; put several items in brackets: [one, two]'
    )


# -- characters

_COMMON: Final = b"\t\n\r" + bytes(range(0x20, 0x7F))
_CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef"
    + "".join(
        f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
    )
    + r"]|\r(?!\n)"
)
HIDDEN = re.compile(
    "("
    + _CONTROL.pattern
    + r"|[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    r"\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\ufffd"
    r"\U0001d173-\U0001d17a\U000e0000-\U000e0fff])"
)


def hidden(character: str) -> tuple[str, str, str]:
    """Say code, message and hint of a character that nobody sees."""
    name = f"U+{ord(character):04X} {unicodedata.name(character, '')}".rstrip()
    if character == "\N{REPLACEMENT CHARACTER}":
        return (
            "lost-character",
            f"{name} stands where a character was lost in copying",
            "type the character that was meant",
        )
    if _CONTROL.match(character):
        return (
            "control-character",
            f"there is a control character, {name}, which text can not hold",
            "delete it: it may show as a blank or not at all",
        )
    return (
        "invisible-character",
        f"there is an invisible character, {name}",
        "delete it, or delete the words around it and type them again",
    )


_ODD_SPACE = re.compile(r"[^\S \t\r\n]")  # such as the no-break space that word processors make
_STRUCTURAL_ODD_SPACE = re.compile(rf"(?:^|[-:,\[{{]) *{_ODD_SPACE.pattern}", re.MULTILINE)
_ODD_SPACE_WORDS: Final = (
    "odd-space",
    "there is a space here that is not the ordinary one, perhaps pasted from elsewhere",
    "delete it and type a space",
)


# How files begin that are zipped (also those of Word), PDF, or of an old Word.
_PACKED: Final = (b"PK\x03\x04", b"%PDF-", b"\xd0\xcf\x11\xe0", b"\x1f\x8b")


def _is_utf16(content: bytes) -> bool:
    """Tell by its mark at the start, or by every other byte being zero as in English text."""
    return content.startswith((b"\xff\xfe", b"\xfe\xff")) or (
        len(content) % 2 == 0 and content.count(0) * 4 > len(content)
    )


def _shown(text: str) -> str:
    """Make text fit to stand in a message."""
    if len(text) > MAX_SHOWN:
        text = text[:MAX_SHOWN] + "\N{HORIZONTAL ELLIPSIS}"
    return "".join(character if character.isprintable() else " " for character in text)


# -- plain scalars that YAML 1.1, YAML 1.2 and JSON tools read differently

_AMBIGUOUS = re.compile(
    r"""
    ~ | null | Null | NULL | True | TRUE | False | FALSE
    | (?! -?(?:0|[1-9][0-9]*)(?:\.[0-9]+)? \Z )  # such as 93, 0.5 or -2: read the same by all
      (?:
        [-+]? (?: [0-9][0-9_]* \.?[0-9_]* | \.[0-9][0-9_]* ) (?:[eE][-+]?[0-9]+)?
        | [-+]? (?: 0[xX][0-9a-fA-F_]+ | 0[oO][0-7_]+ | 0[bB][01_]+ )
        | [-+]? \.(?:inf|Inf|INF)
        | \.(?:nan|NaN|NAN)
      )
    """,
    re.VERBOSE,
)

# -- faults of syntax, in plain words

_TOP_LEVEL: Final = "start with a key of this kind of file, such as `treatments:`"


@dataclass(frozen=True, slots=True)
class _Fault:
    """What libyaml says, and what we say instead.

    `sign` is searched in a line that `explain` puts together, such as
    "while parsing a block mapping | did not find expected key | before ' | at x | after a colon |".
    `at` is the place that helps: where libyaml stopped, where what it was reading began, the first
    character of the line, where the list or the braces around it opened, or the word before.
    """

    sign: str
    code: str
    message: str
    hint: str
    at: Literal["stop", "begin", "line", "open", "word"] = "stop"


_QUOTE_HINT = "put the whole text in quotes"
_FAULTS: Final = (
    _Fault(
        r"quoted scalar \| found unexpected (end of stream|document indicator)",
        "unclosed-quote",
        "the quote that opens here is never closed",
        "add the closing quote; inside '…' write an apostrophe twice: 'it''s'",
        at="begin",
    ),
    _Fault(
        r"quoted scalar \|",
        "backslash",
        'inside "…" a backslash starts a special character, and this one does not exist',
        "write the backslash twice, or use '…' instead",
    ),
    _Fault(
        r"tab character|start any token .* at \t",
        "tab",
        "there is a tab where YAML wants spaces",
        "replace the tab with spaces, two for each level",
    ),
    _Fault(
        r"(start any token|mapping keys are not allowed) .* at (?P<character>\S)",
        "reserved-character",
        "text can not start with {character}",
        _QUOTE_HINT,
    ),
    _Fault(
        r"directive|incompatible YAML document",
        "directive",
        "a line that starts with % is an instruction to YAML tools",
        "remove the line; put text that starts with % in quotes",
    ),
    _Fault(
        r"while scanning an alias",
        "alias",
        "text can not start with a star",
        _QUOTE_HINT,
        at="begin",
    ),
    _Fault(
        r"while scanning an anchor",
        "anchor",
        "text can not start with &",
        _QUOTE_HINT,
        at="begin",
    ),
    _Fault(
        r"(scanning|parsing) a tag|undefined tag handle",
        "tag",
        "text can not start with !",
        _QUOTE_HINT,
        at="begin",
    ),
    _Fault(
        r"block scalar",
        "block-text",
        "after | or > nothing but a line break can follow",
        "start the text on the next line, two spaces further in; "
        "put text that starts with | or > in quotes",
        at="begin",
    ),
    _Fault(
        r"simple key",
        "missing-colon",
        "this line is neither a key with a colon nor part of the text above",
        "write `key: value` with a space after the colon; start a list item with a dash and a "
        "space; indent text that goes on from the line above",
        at="begin",
    ),
    _Fault(
        r"flow (mapping|sequence) \| .* expected ',' .* at : .* same line .* word (?P<word>\S+)",
        "colon-in-text",
        "there is a second colon before the next comma",
        "put a comma before '{word}' if it is a key; put the text in quotes if the colon belongs "
        "to it",
        at="word",
    ),
    _Fault(
        r"mapping values are not allowed .* after a colon|expected ',' .* at : .* same line",
        "colon-in-text",
        "there is a second colon in this line",
        "put the text in quotes if the colon belongs to it; if not, start a new line, "
        "or add a comma inside brackets",
    ),
    _Fault(
        r"mapping values are not allowed",
        "indentation",
        "this line reads as more of the text above it, but it has a colon of its own",
        "give it the same number of spaces as its neighbours; or finish the line above, "
        "with a colon and a space after its key; or put all of it in quotes if it is one text",
        at="line",
    ),
    _Fault(
        r"block sequence entries are not allowed|node content .* at -",
        "dash-in-line",
        "a dash can not start text, and a list can not start on the line of its key",
        "put the text in quotes; or start the list on the next line, indented; "
        "or close the bracket that is still open",
    ),
    _Fault(
        r"expected (key|<document start>) \| before [\"']|expected ',' .* before [\"'].* same line",
        "text-after-quote",
        "text goes on after the closing quote",
        "put all of it inside the quotes; inside '…' write an apostrophe twice: 'it''s'",
    ),
    _Fault(
        r"expected (key|<document start>) \| before [\]}] \| at [^\]},]",
        "text-after-bracket",
        "text goes on after the closing bracket",
        "put all of it in quotes if it is one text; else start a new line",
    ),
    _Fault(
        r"did not find expected ',' or '(?P<bracket>.)' .* at (?P<character>[\]}])",
        "stray-bracket",
        "a {bracket} is needed before this {character}",
        "write {bracket} in its place, or before it",
    ),
    _Fault(
        r"did not find expected ',' or '(?P<bracket>.)'",
        "unclosed-bracket",
        "the bracket that opens here is not closed, or a comma is missing after it",
        "add the closing {bracket} or the comma; put text that starts with a bracket in quotes",
        at="begin",
    ),
    _Fault(
        r"expected '-' indicator .* at (?P<character>[\]}])",
        "stray-bracket",
        "there is a {character} too many",
        "remove it, or put the text in quotes if it belongs to it",
    ),
    _Fault(
        r"expected '-' indicator",
        "missing-dash",
        "this line stands where the next item of a list should start",
        "start it with a dash and a space, or correct its indentation",
    ),
    _Fault(
        r"flow node .* at end",
        "unclosed-bracket",
        "the bracket that opens here is not closed",
        "add the closing bracket; put text that starts with a bracket in quotes",
        at="open",
    ),
    _Fault(
        r"node content .* at \.",
        "several-documents",
        "a line of three dots ends the file for YAML tools",
        "remove the line",
    ),
    _Fault(
        r"at (?P<character>[\]},])",
        "stray-bracket",
        "there is a {character} too many",
        "remove it, or put the text in quotes if it belongs to it",
    ),
    _Fault(
        r"at :",
        "empty-key",
        "there is no name before the colon",
        "write a name for the value",
    ),
    _Fault(
        r"expected (key|<document start>|node content) \| before line",
        "indentation",
        "this line starts further left or right than the lines it belongs to",
        "give it the same number of spaces as its neighbours",
    ),
    _Fault(
        "",
        "syntax",
        "this is not YAML",
        "look for a missing quote, bracket, colon or space here and in the line above",
    ),
)


MERGE_MARK: Final = (
    "merge-mark",
    "git puts this line where two changes meet",
    "choose which of the lines below and above stay, and delete the lines of <, = and >",
)
# What is seen better in the line itself than in what libyaml says of it. `at` is what is marked.
_SLIPS: Final = tuple(
    (re.compile(sign, re.MULTILINE), code, message, hint)
    for sign, code, message, hint in (
        (
            r"^(?P<at><{7}|={7}|>{7}|\|{7})(?= |$)",
            *MERGE_MARK,
        ),
        (
            r"^ *(?P<at>[\N{BULLET}\N{MIDDLE DOT}\N{EN DASH}\N{EM DASH}*+])(?= )",
            "missing-dash",
            "an item of a list starts with a plain dash",
            "write a dash and a space in place of this character",
        ),
        (
            r"^ *(?P<at>-)(?=[A-Za-z{])",
            "missing-space",
            "there is no space after the dash",
            "put a space after it",
        ),
        (
            r"^[ -]*[A-Za-z_][\w-]*(?P<at>:)(?=[^\s/:])",
            "missing-space",
            "there is no space after the colon",
            "put a space after it",
        ),
        (
            r"^ *(?P<at><!--)",
            "wrong-note",
            "a note to editors is not written like this here",
            "start it with # and a space, on each of its lines",
        ),
    )
)


def explain(error: yaml.MarkedYAMLError, text: str, opened: int) -> tuple[int, str, str, str]:
    """Turn a fault that libyaml found into an index, a code, a message and a hint."""
    stop = error.problem_mark.index if error.problem_mark else 0
    begin = error.context_mark.index if error.context_mark else stop
    line = text.rfind("\n", 0, stop) + 1
    above = text.rfind("\n", 0, max(line - 1, 0)) + 1
    if odd := _STRUCTURAL_ODD_SPACE.search(text, above, stop):
        return odd.end() - 1, *_ODD_SPACE_WORDS
    end = text.find("\n", line) % (len(text) + 1)
    for sign, code, message, hint in _SLIPS:
        if slip := sign.search(text, line, end) or sign.search(text, above, line):
            return slip.start("at"), code, message, hint
    before = text[line:stop].strip(" ")
    at = text[stop : stop + 1].strip("\r\n")
    word = re.search(r"[\w-]*$", before)
    last = word[0] if word else ""
    seen = (
        f"{error.context} | {error.problem} | before {before[-1:] or 'line'} | at {at or 'end'} | "
        f"{'after a colon' if re.search(r':( |$)', before) else ''} | "
        f"{'same line' if begin >= line else ''} | word {last}"
    )
    fault, found = next(
        (fault, found) for fault in _FAULTS if (found := re.search(fault.sign, seen))
    )
    first = text.index(before or at, line)
    if fault.code == "indentation" and (other := _misplaced(text, line)) is not None:
        return other, fault.code, *_MISPLACED
    places = {"stop": stop, "begin": begin, "line": first, "open": opened, "word": stop - len(last)}
    named = found.groupdict()
    return places[fault.at], fault.code, fault.message.format(**named), fault.hint.format(**named)


_MISPLACED: Final = (
    "this line starts further left or right than the lines it belongs to",
    "give it the same number of spaces as its neighbours",
)


def _misplaced(text: str, line: int) -> int | None:
    """Find the line that is out of place, if it is an earlier one than where libyaml stopped.

    It is the line above if that is further left than both its neighbours, or the first of all if it
    is indented and this one is not.
    """
    filled = re.finditer(r"^(?P<spaces> *)(?P<dashes>(?:- +)*)[^\s#]", text[:line], re.MULTILINE)
    earlier = [(found.end() - 1, len(found["spaces"]), len(found["dashes"])) for found in filled]
    width = len(text[line:]) - len(text[line:].lstrip(" "))
    if width == 0 and earlier and earlier[0][1]:
        return earlier[0][0]
    indents = [spaces + dashes for _, spaces, dashes in earlier[-2:]]
    if len(indents) > 1 and indents[1] < width == indents[0]:
        return earlier[-1][0]
    return None
