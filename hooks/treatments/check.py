"""From the texts of the data files to a checked catalogue, or every problem found in them."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from treatments import catalogue, evidence, reader, rules
from treatments.catalogue import Catalogue
from treatments.problems import Invalid, Problem


def check(
    data: Mapping[str, bytes], facts: Mapping[str, bytes], cited_in_prose: frozenset[str] = frozenset()
) -> tuple[Catalogue, list[Problem]]:
    """Give the catalogue and its warnings.

    `data` and `facts` are the contents of files by name; `cited_in_prose` are the sources that hand-written pages cite.

    Raises:
        Invalid: with every problem of every file, if there is an error among them.
    """
    found, problems = examine(data, facts, cited_in_prose)
    if found is None or any(problem.level == "error" for problem in problems):
        raise Invalid(problems)
    return found, problems


def examine(
    data: Mapping[str, bytes], facts: Mapping[str, bytes], cited_in_prose: frozenset[str] = frozenset()
) -> tuple[Catalogue | None, list[Problem]]:
    """Give what can be read of the data, and every problem."""
    written = reader.read(data)
    known, unreadable = evidence.read(facts)
    found, misshapen = catalogue.gather(written, known, data)
    unread = {problem.mark for problem in written.problems}
    problems = [*written.problems, *unreadable, *(each for each in misshapen if each.mark not in unread)]
    if found is None:
        return None, problems
    found = dataclasses.replace(found, cited_in_prose=cited_in_prose)
    return found, [*problems, *rules.problems(found)]
