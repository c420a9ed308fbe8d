"""What a study found, and how."""

from __future__ import annotations

from typing import TYPE_CHECKING

from treatments import model
from treatments.rules.answers import VALUES, present
from treatments.ruling import Fault, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from treatments.catalogue import Catalogue, Path

WHOLE, ROUNDED = 100, 0.5  # percent; the most that rounding adds to one step
MEASURED = ("count", "share", "score", "change", "amount", "levels")


@rule("incomplete-finding")
def findings_say_who_judged_and_when(catalogue: Catalogue) -> Iterator[Fault]:
    """A counted result says what was measured, who judged and when, if only `not_stated`."""
    for path, finding in catalogue.every(model.Finding):
        counted = present(finding, (*MEASURED, "arms"))
        missing = [
            name for name in ("measure", "judged_by", "at") if getattr(finding, name) is None
        ]
        if counted and missing:
            yield Fault(
                path,
                f"{' and '.join(missing)} {'is' if len(missing) == 1 else 'are'} missing",
                "write `not_stated` for who judged or when, if the record does not say",
            )


@rule("levels-beyond-all")
def levels_are_parts_of_one_whole(catalogue: Catalogue) -> Iterator[Fault]:
    """The steps of a scale make 100% together at most, but for what rounding adds."""
    for path, finding in catalogue.every(model.Finding):
        levels = finding.levels or {}
        total = sum(share.percent.low or 0 for share in levels.values())
        if total > WHOLE + len(levels) * ROUNDED:
            message = f"the steps make {total}% together"
            hint = (
                "look the numbers up; what is counted twice, such as `good or better`, is left out"
            )
            yield Fault((*path, "levels"), message, hint)


@rule("no-findings")
def studies_find_something(catalogue: Catalogue) -> Iterator[Fault]:
    """A study has findings, unless its results were not read."""
    for path, study in catalogue.every(model.Study):
        if study.not_read and study.findings:
            yield Fault(
                (*path, "not_read"),
                "the results were not read, yet there are findings",
                "leave `not_read` out",
            )
        if not study.not_read and not study.findings:
            yield Fault(
                path,
                "the study has no findings",
                "write `not_read: true` if its results were not read",
            )


@rule("finding-of-another")
def findings_stay_within_their_study(catalogue: Catalogue) -> Iterator[Fault]:
    """A finding is of options that its study compares."""
    for path, study in catalogue.every(model.Study):
        for index, finding in enumerate(study.findings):
            named = [("of", name) for name in finding.of] + [
                ("arms", arm.of) for arm in finding.arms if arm.of
            ]
            for place, name in named:
                if name not in study.of:
                    message = f"'{name}' is not among the options of this study"
                    yield Fault(
                        (*path, "findings", index, place),
                        message,
                        f"write one of: {', '.join(study.of)}",
                    )


@rule("repeated-finding")
def findings_differ(catalogue: Catalogue) -> Iterator[Fault]:
    """No two findings of a source have the same row, measure, judge, time, place and option."""
    seen: dict[object, Path] = {}
    for path, study in catalogue.every(model.Study):
        for index, finding in enumerate(study.findings):
            key = (
                study.source,
                finding.answers,
                finding.measure,
                finding.judged_by,
                finding.at,
                finding.where,
                finding.what,
                finding.of or study.of,
                tuple(present(finding, VALUES)),
                finding.words,
                finding.verdict,
            )
            place = (*path, "findings", index)
            if key in seen:
                message = f"the same finding stands at {catalogue.mark(seen[key])}"
                yield Fault(
                    place, message, "leave one out, or say with `where` or `what` how they differ"
                )
            seen[key] = place
