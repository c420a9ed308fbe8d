"""Every figure of the site is that of its fact: whichever of the two is changed, it is told.

The changes are made in the texts of the shipped files, as an editor would make them, many at a
time but at most one to a value, and each has to be told at its own place.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from treatments import evidence, files, model, values
from treatments.check import examine
from treatments.fields import Entry

from tests.building import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from treatments.catalogue import Catalogue, Path
    from treatments.problems import Mark, Problem

DATA = files.data(ROOT)
EVIDENCE = files.evidence(ROOT)
PROSE = files.prose(ROOT)
CODE = "number-not-in-fact"
NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d+)?")  # not that of mm2

# The fields that hold a figure, and what reads each of them.
FIGURES: Mapping[str, Callable[[str], object]] = {
    "amount": values.amount,
    "price": values.money,
    "count": values.count,
    "share": values.share,
    "score": values.score,
    "change": values.change,
    "reports": values.reports,
    "at": values.moment,
    "people": str,
    "thick": values.amount,
    "starts": values.amount,
}
# The fields whose prose may hold figures.
PROSES = (
    "words",
    "verdict",
    "note",
    "where",
    "what",
    "ended",
    "doubt",
    "says",
    "do",
    "purpose",
    "means",
    "who",
    "ask",
    "because",
)
FEW = 40


@dataclass(frozen=True, slots=True)
class Figure:
    """A value with numbers: where it starts, what its field is, and what its facts carry."""

    mark: Mark
    field: str
    facts: tuple[str, ...]
    carried: frozenset[Decimal]


@cache
def shipped() -> Catalogue:
    catalogue, _ = examine(DATA, EVIDENCE, PROSE)
    assert catalogue
    return catalogue


def figures() -> Iterator[Figure]:
    """Find every figure of the shipped data that names a fact."""
    catalogue = shipped()
    for path, entry in catalogue.every(Entry):
        facts = getattr(entry, "fact", ())
        if isinstance(entry, model.Study):
            facts += entry.paid_fact + tuple(fact for each in entry.findings for fact in each.fact)
        if facts:
            yield from _figures(catalogue, path, entry, facts)
            for index, arm in enumerate(getattr(entry, "arms", ())):
                yield from _figures(catalogue, (*path, "arms", index), arm, facts)


def _figures(
    catalogue: Catalogue, path: Path, entry: Entry, facts: tuple[str, ...]
) -> Iterator[Figure]:
    carried = frozenset().union(*(catalogue.facts[name].numbers for name in facts))
    for field in (*FIGURES, *PROSES):
        value = getattr(entry, field, None)
        written = str(value) if isinstance(value, int | str) else ""
        if getattr(value, "numbers", ()) or NUMBER.search(written):
            yield Figure(catalogue.mark((*path, field)), field, facts, carried)


def changed(figure: Figure, line: str, which: int) -> str | None:
    """Change one number of a figure in its line, if its form can stay right."""
    start = figure.mark.column - 1
    end = _end(line, start)
    text = line[start:end]
    found = list(NUMBER.finditer(text))
    if figure.field == "score":
        found = found[:-1]  # the end of the scale belongs to the measure
    if not found:
        return None
    number = found[which % len(found)]
    for other in _others(number[0]):
        new = text[: number.start()] + other + text[number.end() :]
        if Decimal(other).normalize() not in figure.carried and _is_well_formed(figure.field, new):
            return line[:start] + new + line[end:]
    return None


def _end(line: str, start: int) -> int:
    """Find the end of a value in a line: at its quote, or at the comma or brace after it."""
    if line[start] in "\"'":
        return line.index(line[start], start + 1) + 1
    if "{" in line[:start]:
        ends = [line.find(sign, start) for sign in (",", "}")]
        return min(end for end in ends if end >= 0)
    return len(line)


def _others(number: str) -> Iterator[str]:
    whole, _, part = number.partition(".")
    for step in range(1, 60):
        for other in (int(whole) + step, int(whole) - step):
            if other >= 0:
                yield f"{other}.{part}" if part else str(other)


def _is_well_formed(field: str, text: str) -> bool:
    if field not in FIGURES:
        return True
    try:
        FIGURES[field](text.strip("\"'"))
    except values.Malformed:
        return False
    return True


def told(data: Mapping[str, bytes], facts: Mapping[str, bytes]) -> set[Mark]:
    """Give the places at which a number is told not to stand in its fact."""
    _, problems = examine(data, facts, PROSE)
    return {problem.mark for problem in problems if problem.code == CODE}


# --- the shipped data


def test_every_figure_of_the_shipped_data_equals_its_fact() -> None:
    _, problems = examine(DATA, EVIDENCE, PROSE)
    assert [str(problem) for problem in problems if problem.level == "error"] == []


def test_every_record_of_the_shipped_data_names_its_facts() -> None:
    assert len(list(figures())) > 300
    assert len({name for figure in figures() for name in figure.facts}) > 150


# --- a change in the data


@pytest.mark.parametrize("which", [0, 1, 2, 3])
def test_a_number_that_is_changed_in_the_data_is_told_at_its_place(which: int) -> None:
    lines = {name: content.decode().split("\n") for name, content in DATA.items()}
    tried: dict[Mark, str] = {}
    for figure in figures():
        line = lines[figure.mark.file][figure.mark.line - 1]
        others = [mark for mark in tried if mark.line == figure.mark.line]
        if any(mark.file == figure.mark.file for mark in others):
            continue  # one change to a line, so that the columns of the others hold
        if (new := changed(figure, line, which)) is not None:
            lines[figure.mark.file][figure.mark.line - 1] = new
            tried[figure.mark] = f"{line.strip()} -> {new.strip()}"
    assert len(tried) > 5 * FEW
    data = {name: "\n".join(each).encode() for name, each in lines.items()}
    silent = tried.keys() - told(data, EVIDENCE)
    assert {str(mark): tried[mark] for mark in silent} == {}


# --- a change in a fact


def _facts() -> dict[str, Any]:
    return {name: yaml.load(content, yaml.CSafeLoader) for name, content in EVIDENCE.items()}


def _without(number: Decimal, text: str) -> str:
    """Change every place where a fact states a number, in digits or in words."""

    def other(found: re.Match[str]) -> str:
        is_it = number in evidence.numbers(found[0])
        return f"{'7' * 9}" if is_it else found[0]

    return re.sub(r"\d[\d,]*(?:\.\d+)?|[A-Za-z]+", other, text)


def test_a_number_that_is_changed_in_a_fact_is_told_where_the_data_shows_it() -> None:
    """Forty facts, spread evenly over all that are shown, have one number changed."""
    shown = defaultdict(list)
    for figure in figures():
        if figure.field in FIGURES and len(figure.facts) == 1:
            shown[figure.facts[0]].append(figure)
    names = sorted(shown)
    sample = names[:: max(1, len(names) // FEW)]
    assert len(sample) >= FEW
    facts = _facts()
    found = {record["id"]: record for each in facts.values() for record in each["facts"]}
    expected: dict[Mark, str] = {}
    for name in sample:
        figure = shown[name][0]
        number = _first_number(figure)
        expected[figure.mark] = f"{name}: {number}"
        for key, text in found[name].items():
            if key not in ("id", "source", "seen_at") and text is not None:
                found[name][key] = _without(number, str(text))
    contents = {
        name: yaml.dump(each, Dumper=yaml.CSafeDumper).encode() for name, each in facts.items()
    }
    places = told(DATA, contents)
    assert {str(mark): expected[mark] for mark in expected.keys() - places} == {}
    others = {figure.mark for name in names if name not in sample for figure in shown[name]}
    assert places & others == set(), "and nowhere else"


def _first_number(figure: Figure) -> Decimal:
    line = DATA[figure.mark.file].decode().split("\n")[figure.mark.line - 1]
    start = figure.mark.column - 1
    found = NUMBER.search(line[start : _end(line, start)])
    assert found
    return Decimal(found[0]).normalize()


# --- how a fact's numbers are read


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("51 of 70 people", {51, 70}),
        ("1,500 to 2,000", {1500, 2000}),
        ("4.50", {4.5}),
        ("one of twelve", {1, 12}),
        ("phone", set()),
        ("K233104", {233104}),
        ("", set()),
    ],
)
def test_the_numbers_of_a_text_are_those_in_digits_and_small_ones_in_words(
    text: str, found: set[float]
) -> None:
    assert {float(number) for number in evidence.numbers(text)} == found


def test_a_number_does_not_mind_trailing_zeros() -> None:
    assert evidence.numbers("0.50 and 10") == evidence.numbers("0.5 and 10.0")


FACT = "facts: [{id: a-1, source: s, value: '5', population: 40 adults, note: 7 of them}]"


def test_a_fact_carries_the_numbers_of_what_was_read_and_not_of_the_compilers_notes() -> None:
    facts, problems = evidence.read({"evidence/facts.yml": FACT.encode()})
    assert problems == []
    assert facts["a-1"].numbers == {Decimal(5), Decimal(40)}


def problem_of(content: str) -> Problem:
    _, (problem,) = evidence.read({"evidence/facts.yml": content.encode()})
    return problem


@pytest.mark.parametrize(
    "content",
    [
        "",
        "facts",
        "facts: [",
        "fact: []",
        "facts: [1]",
        "facts: {a: 1}",
        "facts: [{id: a-1}]",
        "facts: [{source: s}]",
        "- facts",
        "facts: !!python/object/apply:os.system [exit]",
    ],
)
def test_facts_that_cannot_be_read_are_one_problem_in_their_file(content: str) -> None:
    problem = problem_of(content)
    assert (problem.code, problem.mark.file) == ("unreadable-facts", "evidence/facts.yml")
    assert "Traceback" not in str(problem)
