"""What is answered is told truly, and every fact is used or its absence explained."""

from __future__ import annotations

from functools import cache

from treatments import coverage, files
from treatments.check import check
from treatments.view import Site
from treatments.wording import Wording

from tests.building import ROOT


@cache
def site() -> Site:
    found, _ = check(files.data(ROOT), files.evidence(ROOT), files.prose(ROOT))
    return Site(found, Wording(found.data.words, found.data.vocabulary))


@cache
def why() -> dict[str, str]:
    return coverage.reasons(files.unused(ROOT))


def test_every_fact_is_used_or_has_a_reason() -> None:
    assert list(coverage.unaccounted(site().catalogue, why())) == []


def test_a_fact_without_a_reason_is_named() -> None:
    fact, *_ = why()
    others = {name: reason for name, reason in why().items() if name != fact}
    assert list(coverage.unaccounted(site().catalogue, others)) == [
        f"{fact}: no record rests on it, and no reason is given"
    ]


def test_a_reason_for_a_fact_that_is_used_is_named() -> None:
    fact = min(coverage.used(site().catalogue))
    assert list(coverage.unaccounted(site().catalogue, {**why(), fact: "not needed"})) == [
        f"{fact}: a reason is given, but a record rests on it"
    ]


def test_a_reason_for_a_fact_that_is_not_there_is_named() -> None:
    assert list(coverage.unaccounted(site().catalogue, {**why(), "la-9999": "gone"})) == [
        "la-9999: a reason is given, but there is no such fact"
    ]


def test_there_is_as_much_as_the_comparison_set_out_to_hold() -> None:
    counts = coverage.counts(site().catalogue)
    assert {name: counts[name] for name in counts if counts[name] < coverage.AIMS[name]} == {}


def test_every_gap_says_why() -> None:
    assert [gap for gap in coverage.gaps(site()) if not gap.reason] == []


def test_the_report_has_a_line_for_every_criterion_and_every_gap() -> None:
    lines = coverage.report(site(), why()).splitlines()
    rows = {line.split()[0] for line in lines if line and not line.startswith(" ")}
    assert {each.id for each in site().data.criteria} <= rows
    for gap in coverage.gaps(site()):
        assert f"{gap.criterion} / {gap.option}: {gap.reason}" in lines
