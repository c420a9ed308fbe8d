"""How sure a result is: worked out by a rule from its record, never typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from treatments import model
    from treatments.catalogue import Catalogue

LEVELS = ("very_low", "low", "moderate", "high")


@dataclass(frozen=True, slots=True)
class Certainty:
    """One of `LEVELS`, and the codes of what speaks against the result, in the rule's order."""

    level: str
    reasons: tuple[str, ...] = ()
    because: str = ""

    @property
    def step(self) -> int:
        """How many of the four steps are reached, from 1 to 4."""
        return LEVELS.index(self.level) + 1


def of(study: model.Study, finding: model.Finding, catalogue: Catalogue) -> Certainty | None:
    """Work out how sure one figure is; a harm that was only told of has no such word."""
    if finding.reports is not None:
        return None
    starts = {design.id: design.starts for design in catalogue.data.vocabulary.designs}[
        study.design
    ]
    steps = tuple(_steps(study, finding, catalogue))
    reached = max(0, LEVELS.index(starts) - sum(down for _, down in steps))
    because = ""
    if finding.lower and LEVELS.index(finding.lower.to) < reached:
        reached, because = LEVELS.index(finding.lower.to), finding.lower.because
    return Certainty(
        LEVELS[reached], (f"design_{starts}", *(reason for reason, _ in steps)), because
    )


def _steps(
    study: model.Study, finding: model.Finding, catalogue: Catalogue
) -> Iterable[tuple[str, int]]:
    rule = catalogue.data.certainty
    people = _people(study, finding, catalogue)
    if people is None:
        yield "people_not_given", 1
    elif people < rule.very_few_people:
        yield "very_few_people", 2
    elif people < rule.few_people:
        yield "few_people", 1
    judges = {judge.id: judge for judge in catalogue.data.vocabulary.judges}
    if finding.judged_by is None or judges[finding.judged_by].knew:
        yield "judge_knew", 1
    if study.paid_by == "seller":
        yield "paid_by_seller", 1
    if finding.doubt:
        yield "doubt", 1
    if is_of_other_concern(study, catalogue):
        yield "other_concern", 1


def _people(study: model.Study, finding: model.Finding, catalogue: Catalogue) -> int | None:
    counted = finding.count or finding.share
    people = {
        name
        for thing in catalogue.data.vocabulary.things
        if thing.people
        for name in (thing.id, thing.one, thing.many)
    }
    if counted and counted.of and counted.thing in people:
        return counted.of
    return study.people


def is_of_other_concern(study: model.Study, catalogue: Catalogue) -> bool:
    """Whether a study says whom it included, and none of them had the concern of the site."""
    wanted = catalogue.data.decision.concern
    return any(
        facet in study.among and not set(study.among[facet]) & set(choices)
        for facet, choices in wanted.items()
    )


def lowest(figures: Iterable[Certainty | None]) -> Certainty | None:
    """Take the least sure of several figures; those without a word say nothing."""
    known = [figure for figure in figures if figure]
    return min(known, key=lambda each: each.step, default=None)


def spread(certainty: Certainty | None) -> Certainty | None:
    """Step down once because the figures of one judge lie far apart."""
    if certainty is None:
        return None
    return Certainty(
        LEVELS[max(0, certainty.step - 2)], (*certainty.reasons, "spread"), certainty.because
    )
