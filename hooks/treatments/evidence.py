"""The facts that the data rests on: what was read, where, and the numbers that stand in it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

import yaml

from treatments.problems import Mark, Problem

NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
THOUSANDS = re.compile(r"(?<=[0-9]),(?=[0-9]{3})")
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
CARRIERS = ("value", "unit", "population", "detail", "time", "design", "device", "judged_by")


@dataclass(frozen=True, slots=True)
class Fact:
    """Something read in a named record; `numbers` are all that stand in it, as digits or as words."""

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
    """Give the numbers that stand in a text, `1,500` and `one` among them, without regard to trailing zeros."""
    digits = (Decimal(found) for found in NUMBER.findall(THOUSANDS.sub("", text)))
    worded = (WORDED[word] for word in re.findall(r"[a-z]+", text.casefold()) if word in WORDED)
    return frozenset(number.normalize() for number in (*digits, *worded))


def read(files: Mapping[str, bytes]) -> tuple[dict[str, Fact], list[Problem]]:
    """Read the facts of every file; a file that cannot be read is a problem."""
    facts: dict[str, Fact] = {}
    problems: list[Problem] = []
    for name, content in files.items():
        found, fault = _facts(content)
        for again in facts.keys() & found.keys():
            fault = fault or f"the fact '{again}' stands in another file already"
        facts.update(found)
        if fault:
            message = f"the facts cannot be read: {fault}"
            hint = "put the file back as it was, or mend this fact"
            problems.append(Problem(Mark(name, 1, 1), "unreadable-facts", message, hint))
    return facts, problems


@lru_cache(maxsize=16)
def _facts(content: bytes) -> tuple[dict[str, Fact], str]:
    """Give the facts of a file, and why it cannot be read; in a preview, only if it changed since the last time."""
    facts: dict[str, Fact] = {}
    try:
        records = yaml.load(content, Loader=yaml.CBaseLoader)["facts"]  # texts only
        for record in records:
            fact = _fact(record)
            if fact.id in facts:
                return facts, f"the fact '{fact.id}' stands there twice"
            facts[fact.id] = fact
    except (yaml.YAMLError, KeyError, TypeError, ValueError) as error:
        return facts, f"{error.__class__.__name__} {error}".splitlines()[0]
    return facts, ""


def _fact(record: Mapping[str, Any]) -> Fact:
    for name in ("id", "source"):
        if not isinstance(record[name], str):
            raise TypeError(f"'{name}' of a fact is not a text")
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
