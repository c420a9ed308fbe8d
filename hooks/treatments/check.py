"""From the texts of the data files to a checked catalogue, or every problem found in them."""

from __future__ import annotations

import dataclasses
from types import MappingProxyType
from typing import TYPE_CHECKING

from treatments import catalogue, evidence, prose, reader, rules
from treatments.problems import Invalid, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from treatments.catalogue import Catalogue


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
    return found, problems


def examine(
    data: Mapping[str, bytes],
    facts: Mapping[str, bytes],
    pages: Mapping[str, bytes] = MappingProxyType({}),
) -> tuple[Catalogue | None, list[Problem]]:
    """Give what can be read of the data, and every problem."""
    written = reader.read(data)
    known, unreadable = evidence.read(facts)
    found, misshapen = catalogue.gather(written, known, data)
    unread = {problem.mark for problem in written.problems}
    problems = [
        *written.problems,
        *unreadable,
        *(each for each in misshapen if each.mark not in unread and not _is_copied(each, written)),
    ]
    if found is None:
        return None, problems
    found = dataclasses.replace(
        found, cited_in_prose=frozenset(each.name for each in prose.citations(pages))
    )
    if "files" in found.has:
        problems += prose.problems(pages, found.ids("sources"), _people(found))
    broken = (each for each in rules.problems(found) if each.mark not in unread)
    return found, [*problems, *broken]


def _is_copied(problem: Problem, written: reader.Written) -> bool:
    """Tell whether the field that is missing may be among those that a record copies."""
    return problem.code == "missing-field" and problem.mark in written.spoiled


def _people(found: Catalogue) -> set[str]:
    """Give the words for people who are counted."""
    things = (each for each in found.data.vocabulary.things if each.people)
    return {name for each in things for name in (each.one, each.many)}
