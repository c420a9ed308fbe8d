"""The facts that the data rests on: what was read, where, and the numbers that stand in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import yaml

from treatments import reader
from treatments.problems import Mark, Problem, with_rest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
THOUSANDS = re.compile(r"(?<=[0-9]),(?=[0-9]{3})")
ID = re.compile(r"\bid: *(?P<value>['\"]?(?P<id>[^\s'\",}]+))")
WORDED = {
    word: Decimal(number)
    for number, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
        ]
    )
}
MAX_LEVELS = 30
TWICE = "\0"  # no key can be named so; stands for one that was written twice
MAX_PROBLEMS = 100  # in one file; nobody reads more before mending the first
CARRIERS = ("value", "unit", "population", "detail", "time", "design", "device", "judged_by")


@dataclass(frozen=True, slots=True)
class Fact:
    """Something read in a named record; `numbers` are all that stand in it, as digits or words."""

    id: str
    source: str
    value: str
    unit: str
    detail: str
    seen_at: str
    numbers: frozenset[Decimal]
    text: str
    attribute: str = ""
    judged_by: str = ""


def numbers(text: str) -> frozenset[Decimal]:
    """Give the numbers in a text, also `1,500` and `one`, without regard to trailing zeros."""
    words = re.findall(r"[a-z]+", text.casefold())
    return in_digits(text).union(WORDED[word] for word in words if word in WORDED)


def in_digits(text: str) -> frozenset[Decimal]:
    """Give the numbers in a text that are not written as words."""
    found = NUMBER.findall(THOUSANDS.sub("", text))
    return frozenset(Decimal(each).normalize() for each in found)


def read(files: Mapping[str, bytes]) -> tuple[dict[str, Fact], list[Problem]]:
    """Read the facts of every file; what cannot be read of them is a problem."""
    facts: dict[str, Fact] = {}
    problems: list[Problem] = []
    for name, content in files.items():
        found, faults = _facts(content)
        again = [
            (f"the fact '{each}' stands in another file already", each)
            for each in facts.keys() & found.keys()
        ]
        facts.update(found)
        problems += _problems(name, content, [*faults, *sorted(again)])
    return facts, problems


def _problems(
    name: str, content: bytes, faults: Sequence[tuple[str, str | tuple[int, int]]]
) -> list[Problem]:
    """Say what is wrong with a file, each fault at its place or at that of its fact."""
    places = _places(content) if faults else {}
    hint = "mend it, or put the file back as it was"
    told = []
    for message, place in faults[:MAX_PROBLEMS]:
        mark = Mark(name, *(place if isinstance(place, tuple) else places.get(place, (1, 1))))
        told.append(Problem(mark, "unreadable-facts", message, hint))
    many = f"this file has {len(faults):,} problems"
    return with_rest(told, many) if len(faults) > MAX_PROBLEMS else told


def _places(content: bytes) -> dict[str, tuple[int, int]]:
    """Tell for each id where its last fact stands."""
    places = {}
    for number, line in enumerate(content.decode("utf-8", "replace").split("\n"), 1):
        for found in ID.finditer(line):
            places[found["id"]] = (number, found.start("value") + 1)
    return places


@lru_cache(maxsize=16)
def _facts(content: bytes) -> tuple[dict[str, Fact], tuple[tuple[str, str | tuple[int, int]], ...]]:
    """Give the facts of a file, and its faults with their places; kept for the next preview."""
    facts: dict[str, Fact] = {}
    faults: list[tuple[str, str | tuple[int, int]]] = []
    try:
        written = _written(content)
    except _Trap as trap:
        mark = trap.problem_mark
        place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        return facts, ((f"the facts cannot be read: {trap.problem}", place),)
    except yaml.MarkedYAMLError as error:
        return facts, (_explained(error, content.decode("utf-8", "replace").rstrip()),)
    except (yaml.YAMLError, ValueError):
        return facts, (("the facts cannot be read: this is not text in UTF-8", ""),)
    records = written.get("facts") if isinstance(written, dict) else None
    if not isinstance(records, list):
        return facts, (("there is no list of `facts`", ""),)
    for record in records:
        values = record if isinstance(record, dict) else {}
        name = values.get("id") if isinstance(values.get("id"), str) else ""
        lacking = [each for each in ("id", "source") if not isinstance(values.get(each), str)]
        if lacking:
            faults.append((f"a fact needs a text under {' and '.join(lacking)}", str(name)))
        elif TWICE in values:
            faults.append((f"'{values[TWICE]}' stands twice in the fact '{name}'", str(name)))
        elif name in facts:
            faults.append((f"the fact '{name}' stands there twice", str(name)))
        else:
            facts[str(name)] = _fact(values)
    return facts, tuple(faults)


def _written(content: bytes) -> object:
    """Build what a file says of dicts, lists and texts; stop where reading would never end."""
    documents: list[Any] = []
    opened = [documents]  # each a list of what it holds; of a mapping, keys and values in turn
    for event in yaml.parse(content, Loader=yaml.CBaseLoader):
        if isinstance(event, yaml.ScalarEvent):
            opened[-1].append(event.value)
        elif isinstance(event, yaml.CollectionStartEvent):
            opened.append([])
            if len(opened) > MAX_LEVELS + 1:
                raise _fault(f"this is more than {MAX_LEVELS} levels deep", event)
        elif isinstance(event, yaml.SequenceEndEvent):
            items = opened.pop()
            opened[-1].append(items)
        elif isinstance(event, yaml.MappingEndEvent):
            items = opened.pop()
            keys = [str(key) for key in items[::2]]
            made = dict(zip(keys, items[1::2], strict=True))
            if len(made) < len(keys):
                made[TWICE] = next(key for index, key in enumerate(keys) if key in keys[:index])
            opened[-1].append(made)
        elif isinstance(event, yaml.AliasEvent):
            raise _fault("a star points to text elsewhere", event)
        elif isinstance(event, yaml.DocumentStartEvent) and documents:
            raise _fault("a second document starts here", event)
    return documents[0] if documents else None


class _Trap(yaml.MarkedYAMLError):
    """Something that YAML allows and a file of facts does not."""


def _fault(words: str, event: Any) -> _Trap:  # noqa: ANN401  (one of libyaml's)
    return _Trap(problem=words, problem_mark=event.start_mark)


def _explained(error: yaml.MarkedYAMLError, text: str) -> tuple[str, tuple[int, int]]:
    """Say in plain words why a text is not YAML, and where."""
    bracket = max(text.rfind("["), text.rfind("{"), 0)
    index, _, message, hint = reader.explain(error, text, bracket)
    index = min(index, len(text) - 1)
    place = (text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index))
    return f"the facts cannot be read: {message}; {hint}", place


def _fact(record: Mapping[str, Any]) -> Fact:
    text = " ; ".join(str(record[key]) for key in CARRIERS if record.get(key) is not None)
    return Fact(
        id=record["id"],
        source=record["source"],
        value=str(record.get("value") or ""),
        unit=str(record.get("unit") or ""),
        detail=str(record.get("detail") or ""),
        seen_at=str(record.get("seen_at") or ""),
        numbers=numbers(text),
        text=text,
        attribute=str(record.get("attribute") or ""),
        judged_by=str(record.get("judged_by") or ""),
    )
