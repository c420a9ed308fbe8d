"""The facts that the data rests on: what was read, where, and the numbers that stand in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import yaml

from treatments.problems import Mark, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

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
    digits = (Decimal(found) for found in NUMBER.findall(THOUSANDS.sub("", text)))
    worded = (WORDED[word] for word in re.findall(r"[a-z]+", text.casefold()) if word in WORDED)
    return frozenset(number.normalize() for number in (*digits, *worded))


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
        told = (*faults, *sorted(again))[:MAX_PROBLEMS]
        places = _places(content) if told else {}
        for message, place in told:
            mark = Mark(name, *(place if isinstance(place, tuple) else places.get(place, (1, 1))))
            problems.append(
                Problem(
                    mark, "unreadable-facts", message, "mend it, or put the file back as it was"
                )
            )
    return facts, problems


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
    if (fault := _trap(content)) is not None:
        return facts, (fault,)
    try:
        written = yaml.load(content, Loader=yaml.CBaseLoader)  # noqa: S506  (texts only)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        last = content.rstrip().count(b"\n")  # a fault may lie behind the last line
        place = (mark.line + 1, mark.column + 1) if mark and mark.line <= last else (last + 1, 1)
        return facts, ((f"the facts cannot be read: {error.problem}", place),)
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
        elif name in facts:
            faults.append((f"the fact '{name}' stands there twice", str(name)))
        else:
            facts[str(name)] = _fact(values)
    return facts, tuple(faults)


def _trap(content: bytes) -> tuple[str, tuple[int, int]] | None:
    """Find what reading would choke on: text repeated without end, levels without end."""
    levels = 0
    try:
        for event in yaml.parse(content, Loader=yaml.CBaseLoader):
            levels += isinstance(event, yaml.CollectionStartEvent)
            levels -= isinstance(event, yaml.CollectionEndEvent)
            mark = event.start_mark
            place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
            if isinstance(event, yaml.AliasEvent):
                return "the facts cannot be read: a star points to text elsewhere", place
            if levels > MAX_LEVELS:
                return f"this is more than {MAX_LEVELS} levels deep", place
    except (yaml.YAMLError, ValueError):
        pass  # reading it tells what is wrong
    return None


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
