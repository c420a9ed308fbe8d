"""Every answer has the day of its check and how long that holds; the clock is an input."""

from __future__ import annotations

import filecmp
import re
import subprocess
import sys
from datetime import date
from typing import TYPE_CHECKING

import pytest
from treatments import freshness
from treatments.build import build as made
from treatments.check import examine

from tests import golden
from tests.building import ROOT, SITE_URL, build

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from treatments.catalogue import Catalogue
    from treatments.pages import Printer
    from treatments.problems import Problem

CRITERIA = "data/criteria.yml"
TREATMENTS = "data/treatments.yml"
FINDINGS = "data/findings.yml"
AMOUNT = "amount: about 5 minutes, source: pan2021"
STUDY = "    design: drawn\n    people: 40\n"
PAN = "    name: Pan\n"
# An answer of the pan, checked after the rest of the site.
LATER = (TREATMENTS, AMOUNT, f"{AMOUNT}, checked: 2027-02-28")
TIME = "kind: amount, unit: minutes, "


def files(*changes: tuple[str, str, str]) -> tuple[dict[str, bytes], dict[str, bytes]]:
    found = golden.changed([{"in": name, "replace": old, "by": new} for name, old, new in changes])
    data = {name: text for name, text in found.items() if name.startswith("data/")}
    return data, {name: text for name, text in found.items() if name.startswith("evidence/")}


def catalogue(*changes: tuple[str, str, str]) -> Catalogue:
    found, problems = examine(*files(*changes))
    assert problems == []
    assert found
    return found


def printer(*changes: tuple[str, str, str]) -> Printer:
    return made(*files(*changes))


def answer(criterion: str, option: str, *changes: tuple[str, str, str]) -> tuple[str, str]:
    """The day of an answer's check and the day by which it must be checked again."""
    found = catalogue(*changes)
    check = freshness.Freshness(found).answer(found.criteria[criterion], option)
    return str(check.day), str(check.due)


def due(today: str, *changes: tuple[str, str, str]) -> Sequence[Problem]:
    return list(freshness.problems(catalogue(*changes), date.fromisoformat(today)))


def test_an_answer_was_checked_with_the_site_and_holds_as_long() -> None:
    assert answer("time", "pan") == ("2026-11-22", "2027-11-22")


def test_a_criterion_may_hold_for_a_time_of_its_own() -> None:
    sooner = (CRITERIA, TIME, f"{TIME}holds: 3, ")
    assert answer("time", "pan", sooner) == ("2026-11-22", "2027-02-22")
    assert answer("cost", "pan", sooner) == ("2026-11-22", "2027-11-22")


def test_a_treatment_and_a_statement_may_be_checked_later_than_the_site() -> None:
    treatment = (TREATMENTS, PAN, f"{PAN}    checked: 2027-01-31\n")
    assert answer("cost", "pan", treatment) == ("2027-01-31", "2028-01-31")
    assert answer("cost", "toaster", treatment) == ("2026-11-22", "2027-11-22")
    assert answer("time", "pan", LATER) == ("2027-02-28", "2028-02-28")


def test_an_answer_is_as_old_as_the_oldest_record_it_is_made_from() -> None:
    one = (FINDINGS, STUDY, f"{STUDY}    checked: 2027-03-01\n")
    both = ("data/findings.yml", "    people: 12\n", "    people: 12\n    checked: 2027-04-01\n")
    assert answer("liked", "toaster", one) == ("2026-11-22", "2027-11-22")
    assert answer("liked", "toaster", one, both) == ("2027-03-01", "2028-03-01")


def test_a_search_that_found_nothing_is_a_check() -> None:
    row = "not-for: {unknown: not_searched}\n      allowed: {unknown"
    searched = (TREATMENTS, row, row.replace("not_searched", "no_study, searched: 2027-01-05"))
    assert answer("not-for", "pan", searched, LATER) == ("2027-01-05", "2028-01-05")


def test_a_row_gathered_from_studies_and_clearances_is_as_old_as_the_site() -> None:
    searched = (TREATMENTS, "searched: 2026-11-20", "searched: 2027-01-05")
    assert answer("allowed", "pan", searched, LATER) == ("2026-11-22", "2027-11-22")


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        ("2026-08-31", 6, "2027-02-28"),
        ("2027-12-15", 1, "2028-01-15"),
        ("2027-02-28", 12, "2028-02-28"),
    ],
)
def test_months_are_added_as_a_calendar_has_them(day: str, months: int, then: str) -> None:
    assert str(freshness.later(date.fromisoformat(day), months)) == then


def test_nothing_is_overdue_on_the_due_day_and_everything_is_on_the_next() -> None:
    assert due("2027-11-22") == []
    [problem] = due("2027-11-23")
    assert (problem.code, problem.level) == ("overdue", "warning")
    assert str(problem.mark) == "data/criteria.yml:16:12"
    assert "21 answers were checked on 2026-11-22, which holds for 12 months" in problem.message
    assert problem.hint.startswith("check again, then write the new day here: Toaster: Liked;")


def test_an_overdue_answer_is_told_where_its_own_day_stands() -> None:
    problems = due("2028-03-01", LATER)
    assert [problem.mark.file for problem in problems] == [CRITERIA, TREATMENTS]
    assert "1 answer was checked on 2027-02-28" in problems[1].message


def test_a_check_cannot_have_been_made_on_a_day_that_is_still_to_come() -> None:
    [problem] = due("2027-02-27", LATER)
    assert (problem.code, problem.level) == ("checked-too-early", "warning")
    assert due("2027-02-28", LATER) == []


def test_a_reader_sees_when_the_page_was_checked_and_when_it_must_be_again() -> None:
    pages = {page.url: page.html for page in printer().pages()}
    foot = pages["treatments/pan/"].partition('class="foot"')[2]
    assert '<time datetime="2026-11-22">22 November 2026</time>' in foot
    assert '<time datetime="2027-11-22">22 November 2027</time>' in foot
    assert "Checked on" not in pages["treatments/pan/"]


def test_a_reader_sees_which_answer_was_checked_on_another_day_or_is_due_on_one() -> None:
    sooner = (CRITERIA, "kind: words, ", "kind: words, holds: 2, ")
    pages = {page.url: page.html for page in printer(LATER, sooner).pages()}
    pan = pages["treatments/pan/"]
    assert re.findall(r"Checked on [^<]*", pan) == [
        "Checked on 22 November 2026, to be checked again by 22 January 2027.",
        "Checked on 28 February 2027, to be checked again by 28 February 2028.",
    ]
    assert "Smell sooner: 22 January 2027" in pan.partition('class="foot"')[2]


def test_a_treatment_checked_later_says_so_at_its_foot_and_a_pair_says_the_older_day() -> None:
    pages = {
        page.url: page
        for page in printer((TREATMENTS, PAN, f"{PAN}    checked: 2027-01-31\n")).pages()
    }
    foot = pages["treatments/pan/"].html.partition('class="foot"')[2]
    assert 'datetime="2027-01-31"' in foot
    assert 'datetime="2028-01-31"' in foot
    assert str(pages["treatments/pan/"].checked) == "2027-01-31"
    assert str(pages["compare/toaster-vs-pan/"].checked) == "2026-11-22"


# --- the calendar -----------------------------------------------------------------------------


def events(text: str) -> list[dict[str, str]]:
    """Read a calendar as RFC 5545 says: unfold its lines, and split each at its colon."""
    assert text.endswith("END:VCALENDAR\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    lines = text.replace("\r\n ", "").split("\r\n")
    found: list[dict[str, str]] = []
    for line in lines:
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            found.append({})
        elif found:
            found[-1][name.partition(";")[0]] = value
    return found


def test_the_calendar_has_an_event_for_each_treatment_and_due_day() -> None:
    found = events(printer(LATER).reviews(SITE_URL))
    assert [event["UID"] for event in found] == [
        "toaster-20271122@example.org",
        "pan-20271122@example.org",
        "pan-20280228@example.org",
        "cold-20271122@example.org",
    ]
    del found[2]["END"]
    assert found[2] == {
        "UID": "pan-20280228@example.org",
        "DTSTAMP": "20270228T000000Z",
        "DTSTART": "20280228",
        "DTEND": "20280229",
        "SUMMARY": "Check again: Pan (1 answer)",
        "DESCRIPTION": "Time",
        "URL": "https://example.org/treatments/pan/",
        "TRANSP": "TRANSPARENT",
    }


def test_names_in_the_calendar_cannot_break_its_lines() -> None:
    words = "Pan; with, signs " + "über " * 12
    name = (TREATMENTS, PAN, f'    name: "{words.strip()}"\n')
    text = printer(name).reviews(SITE_URL)
    assert "Pan\\; with\\, signs über" in events(text)[1]["SUMMARY"]
    assert "DTSTAMP:20261122T000000Z" in text


def test_the_site_links_to_its_calendar(site: Path) -> None:
    assert len(events((site / "reviews.ics").read_bytes().decode())) >= 5
    for page, link in (("about", '"../reviews.ics"'), ("editing", '"../reviews.ics"')):
        assert link in (site / page / "index.html").read_text("utf-8")


# --- the clock --------------------------------------------------------------------------------


def check(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "hooks/command.py", "check", *arguments],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )


def test_the_check_warns_of_what_is_due_and_fails_only_when_asked_to() -> None:
    soon, late = "--today=2026-11-23", "--today=2099-01-01"
    assert "overdue" not in check(soon).stdout
    assert check(soon, "--due").returncode == 0
    warned = check(late)
    assert warned.returncode == 0
    assert "overdue" in warned.stdout
    failed = check(late, "--due")
    assert failed.returncode == 1
    assert re.search(r"\d+ errors?, ", failed.stdout)


def test_a_day_that_is_none_is_refused_in_words() -> None:
    done = check("--today=tomorrow")
    assert done.returncode == 2
    assert "'tomorrow' is not a day such as 2026-11-22" in done.stderr


def test_only_the_command_line_looks_at_the_clock() -> None:
    looking = [
        path.relative_to(ROOT).as_posix()
        for path in sorted((ROOT / "hooks").rglob("*.py"))
        if re.search(
            r"\btoday\(\)|\bnow\(|utcnow|import time\b|time\.time", path.read_text("utf-8")
        )
    ]
    assert looking == ["hooks/command.py", "hooks/serving.py"]  # a preview waits


def test_two_builds_of_one_input_are_the_same_bytes(site: Path, tmp_path: Path) -> None:
    again = tmp_path / "site"
    build("mkdocs", again)
    names = {path.relative_to(site) for path in site.rglob("*") if path.is_file()}
    assert names == {path.relative_to(again) for path in again.rglob("*") if path.is_file()}
    assert [
        name for name in names if not filecmp.cmp(site / name, again / name, shallow=False)
    ] == []


def test_the_map_of_the_site_tells_the_days_of_the_data_and_not_of_the_build(site: Path) -> None:
    days = re.findall(r"<lastmod>(.*?)</lastmod>", (site / "sitemap.xml").read_text("utf-8"))
    written = re.findall(r"\bchecked: (\S+?)[,}\n]", "".join(
        path.read_text("utf-8") + "\n" for path in (ROOT / "data").rglob("*.yml")
    ))  # fmt: skip
    assert days
    assert set(days) <= set(written)
