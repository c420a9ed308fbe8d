"""From the texts of the data files to a checked catalogue, or every problem found in them."""

from __future__ import annotations

import dataclasses
from types import MappingProxyType
from typing import TYPE_CHECKING

from treatments import catalogue, evidence, files, prose, reader, rules
from treatments.problems import Invalid, Mark, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from treatments.catalogue import Catalogue

LOST = "\N{REPLACEMENT CHARACTER}"  # stands for a hidden character, which has its own problem


def check(
    data: Mapping[str, bytes],
    facts: Mapping[str, bytes],
    pages: Mapping[str, bytes] = MappingProxyType({}),
) -> tuple[Catalogue, list[Problem]]:
    """Give the catalogue and its warnings.

    `data`, `facts` and `pages` are the contents of files by name: the data, the evidence, the
    hand-written pages.

    Raises:
        Invalid: with every problem of every file, if there is an error among them.
    """
    found, problems = examine(data, facts, pages)
    if found is None or any(problem.level == "error" for problem in problems):
        raise Invalid(problems)
    return dataclasses.replace(found), problems  # a copy without what only the rules asked for


def examine(
    data: Mapping[str, bytes],
    facts: Mapping[str, bytes],
    pages: Mapping[str, bytes] = MappingProxyType({}),
) -> tuple[Catalogue | None, list[Problem]]:
    """Give what can be read of the data, and every problem."""
    named = {name: content for name, content in data.items() if name.endswith(files.ENDING)}
    written = reader.read(named)
    stated, unreadable = evidence.read(facts)
    # Where facts cannot be read, the others are no measure either.
    found, misshapen = catalogue.gather(written, {} if unreadable else stated, data)
    unread = written.spoiled | {problem.mark for problem in written.problems}
    problems = [
        *_misnamed(data.keys() - named.keys()),
        *written.problems,
        *unreadable,
        *(each for each in misshapen if not _follows(each, unread)),
    ]
    if found is None:
        return None, problems
    found = dataclasses.replace(
        found, cited_in_prose=frozenset(each.name for each in prose.citations(pages))
    )
    if "files" in found.has:
        known = prose.Known(found.ids("sources"), _people(found), _pages(found))
        problems += prose.problems(pages, known)
    broken = (each for each in rules.problems(found) if not _follows(each, unread))
    return found, [*problems, *broken]


def _misnamed(names: Iterable[str]) -> Iterator[Problem]:
    """Tell which data files have names that end otherwise, so that tools do not know them."""
    for name in sorted(names):
        message = "this file is not read, since its name does not end in `.yml`"
        hint = f"name it `{name.rpartition('.')[0]}{files.ENDING}`"
        yield Problem(Mark(name, 1, 1), "wrong-name", message, hint)


def _follows(problem: Problem, unread: frozenset[Mark]) -> bool:
    """Tell whether a problem is there only because something in its place could not be read."""
    return problem.mark in unread or LOST in problem.message


def _people(found: Catalogue) -> frozenset[str]:
    """Give the words for people who are counted."""
    things = (each for each in found.data.vocabulary.things if each.people)
    return frozenset(name for each in things for name in (each.one, each.many))


def _pages(found: Catalogue) -> frozenset[str]:
    """Give the pages that are made from the data, as pages written by hand link to them."""
    options = found.ids("treatments")
    pairs = (f"compare/{'-vs-'.join(pair)}" for pair in found.data.decision.pairs)
    names = (*(f"treatments/{name}" for name in options), *pairs)
    return frozenset(f"docs/{name}.md" for name in names)
