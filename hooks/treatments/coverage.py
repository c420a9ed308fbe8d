"""What is answered and how surely, what is not and why, and which facts nothing rests on yet."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml

from treatments.fields import Entry

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from treatments.catalogue import Catalogue
    from treatments.columns import Cell
    from treatments.view import Site

AIMS = {
    "criteria": 25,
    "techniques": 12,
    "facts used": 350,
    "sources": 120,
    "terms": 80,
    "questions": 25,
}  # what a comparison of this size is to hold at least
WIDTH = 20


@dataclass(frozen=True, slots=True)
class Gap:
    """A question that is not answered for an option, and why."""

    criterion: str
    option: str
    reason: str


def reasons(text: bytes) -> dict[str, str]:
    """Read why facts are not used, by the id of the fact."""
    return dict(yaml.load(text, Loader=yaml.CSafeLoader)["unused"])


def used(catalogue: Catalogue) -> frozenset[str]:
    """Give the facts that at least one record names."""
    return frozenset(
        fact
        for _, entry in catalogue.every(Entry)
        for name in ("fact", "paid_fact")
        for fact in vars(entry).get(name, ())
    )


def unaccounted(catalogue: Catalogue, why: Mapping[str, str]) -> Iterator[str]:
    """Tell of every fact that is neither used nor given a reason, and of every reason too many."""
    rested_on = used(catalogue)
    for fact in catalogue.facts:
        if fact not in rested_on and fact not in why:
            yield f"{fact}: no record rests on it, and no reason is given"
    for fact in why:
        if fact not in catalogue.facts:
            yield f"{fact}: a reason is given, but there is no such fact"
        elif fact in rested_on:
            yield f"{fact}: a reason is given, but a record rests on it"


def counts(catalogue: Catalogue) -> dict[str, int]:
    """Count what a comparison consists of, in the order of `AIMS`."""
    data = catalogue.data
    found = (data.criteria, catalogue.techniques, used(catalogue), data.sources)
    return dict(zip(AIMS, map(len, (*found, data.terms, data.questions)), strict=True))


def gaps(site: Site) -> list[Gap]:
    """Give every question that is not answered for a treatment, with the reason."""
    return [
        Gap(row.criterion.id, cell.option.id, cell.reason)
        for row in site.table(site.featured).rows
        for cell in row.cells
        if not cell.is_known
    ]


def report(site: Site, why: Mapping[str, str]) -> str:
    """Tell it all: a line for each criterion, then the gaps, the facts not used, and the counts."""
    catalogue = site.catalogue
    rested_on = used(catalogue)
    rows = site.table(site.featured).rows
    lines = ["".join(f"{name:{WIDTH}}" for name in ("", *(each.id for each in site.featured)))]
    lines += [
        "".join(f"{text:{WIDTH}}" for text in (row.criterion.id, *map(_state, row.cells)))
        for row in rows
    ]
    states = Counter(cell.state for row in rows for cell in row.cells)
    lines += ["", ", ".join(f"{number} {state}" for state, number in states.most_common()), ""]
    lines += [f"{gap.criterion} / {gap.option}: {gap.reason}" for gap in gaps(site)]
    lines += ["", f"{len(rested_on)} of {len(catalogue.facts)} facts are used; the others:"]
    lines += [f"{fact}: {why.get(fact, '?')}" for fact in catalogue.facts if fact not in rested_on]
    lines += ["", *_against_aims(catalogue), *unaccounted(catalogue, why)]
    return "\n".join(line.rstrip() for line in lines)


def _state(cell: Cell) -> str:
    """Say how a cell is answered: how sure, or from how many records, or why not."""
    if not cell.is_known:
        return {"unknown": "-", "does_not_apply": "(does not apply)"}[cell.state]
    if cell.certainty:
        return f"{cell.certainty.level} ({len(cell.figures)})"
    if cell.figures:
        return f"told of ({len(cell.figures)})"
    return f"said ({len(cell.said)})" if cell.said else f"covered ({len(cell.covered)})"


def _against_aims(catalogue: Catalogue) -> Iterator[str]:
    for name, number in counts(catalogue).items():
        enough = "enough" if number >= AIMS[name] else "too few"
        yield f"{name}: {number} (at least {AIMS[name]}: {enough})"
