"""Units, things that are counted, and what is drawn from them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from treatments import values
from treatments.fields import Entry
from treatments.problems import closest
from treatments.rules.answers import answers
from treatments.ruling import Fault, rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from treatments.catalogue import Catalogue, Path

MEASURES = frozenset({values.Amount, values.Count, values.Share, values.Reports})


def _unit_names(catalogue: Catalogue) -> dict[str, str]:
    return {
        name: unit.id
        for unit in catalogue.data.vocabulary.units
        for name in (unit.id, unit.one, unit.many)
    }


def _bases(catalogue: Catalogue) -> dict[str, str]:
    """Give for every name of a unit the smallest unit that it is reckoned in."""
    names = _unit_names(catalogue)
    equals = {
        each.id: names.get(each.equals.unit) if each.equals else None
        for each in catalogue.data.vocabulary.units
    }
    return {name: _smallest(unit, equals) for name, unit in names.items()}


def _smallest(unit: str, equals: Mapping[str, str | None]) -> str:
    for _ in equals:
        unit = equals.get(unit) or unit
    return unit


@rule("unlisted-unit")
def units_are_listed(catalogue: Catalogue) -> Iterator[Fault]:
    """An amount is in a unit of the list, and a count is of a thing of the list."""
    units = _unit_names(catalogue)
    things = {
        name
        for thing in catalogue.data.vocabulary.things
        for name in (thing.id, thing.one, thing.many)
    }
    for path, value in _measured(catalogue):
        if isinstance(value, values.Amount):
            if value.unit not in units:
                message = f"'{value.unit}' is not a unit of the list"
                yield Fault(path, message, _listed(value.unit, units))
        elif value.thing not in things:
            message = f"'{value.thing}' is not among the things that are counted"
            yield Fault(path, message, _listed(value.thing, things))


def _measured(catalogue: Catalogue) -> Iterator[tuple[Path, Any]]:
    """Go through every amount, and every count of things."""
    for path, entry in catalogue.every(Entry):
        for name, value in vars(entry).items():
            kind = type(value)
            if kind is values.Moment and value.amount:
                yield (*path, name), value.amount
            elif kind in MEASURES:
                yield (*path, name), value
            elif name == "levels" and value:
                yield from (((*path, name, level), share) for level, share in value.items())


def _listed(word: str, names: Mapping[str, str] | set[str]) -> str:
    meant = closest(word, names)
    return f"did you mean '{meant}'?" if meant else f"write one of: {', '.join(sorted(names))}"


@rule("wrong-unit")
def amounts_can_be_reckoned(catalogue: Catalogue) -> Iterator[Fault]:
    """An amount can be turned into the unit of its criterion."""
    bases = _bases(catalogue)
    for path, _, criterion, answer in answers(catalogue):
        if criterion is None or not criterion.unit or not isinstance(answer, tuple):
            continue
        wanted = bases.get(criterion.unit)
        for index, statement in enumerate(answer):
            unit = statement.amount and bases.get(statement.amount.unit)
            if unit and wanted and unit != wanted and not statement.aside:
                message = f"{statement.amount.unit} cannot be turned into {criterion.unit}"
                yield Fault((*path, index, "amount"), message, f"write it in {criterion.unit}")


@rule("no-unit")
def amount_rows_have_a_unit(catalogue: Catalogue) -> Iterator[Fault]:
    """A criterion of amounts has a unit, and one of coverage a facet."""
    for index, criterion in enumerate(catalogue.data.criteria):
        if criterion.kind == "amount" and not criterion.unit:
            yield Fault(
                ("criteria", index),
                f"'{criterion.id}' has no unit",
                "write `unit:` with an id of the units",
            )
        if criterion.kind == "coverage" and not criterion.facet:
            yield Fault(
                ("criteria", index),
                f"'{criterion.id}' has no facet",
                "write `facet:` with an id of the facets",
            )


@rule("wrong-figure")
def figures_are_drawn_from_numbers(catalogue: Catalogue) -> Iterator[Fault]:
    """A figure is drawn from a criterion of numbers, and each part of it from only one."""
    seen: dict[str, str] = {}
    for index, criterion in enumerate(catalogue.data.criteria):
        drawn = criterion.draws
        if drawn is None:
            continue
        path: Path = ("criteria", index, "draws")
        kinds = ("amount", "money", "findings") if drawn == "range" else ("amount",)
        if criterion.kind not in kinds:
            yield Fault(
                path,
                f"'{criterion.id}' is of the kind {criterion.kind} and cannot be drawn as {drawn}",
                f"leave `draws` out, or draw a criterion of the kind {' or '.join(kinds)}",
            )
        elif drawn != "range" and drawn in seen:
            yield Fault(
                path,
                f"'{seen[drawn]}' is drawn as {drawn} already",
                "leave `draws` out of one of the two",
            )
        seen.setdefault(drawn, criterion.id)
