"""What was surely meant is mended where it stands; what is not sure is left alone."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from treatments import fix, reader
from treatments.problems import nearest

from tests import golden

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FINDINGS = "data/findings.yml"
GLOSSARY = "data/glossary.yml"
SOURCES = "data/sources.yml"
TREATMENTS = "data/treatments.yml"
CRITERIA = "data/criteria.yml"


def mended(contents: Mapping[str, bytes]) -> tuple[dict[str, bytes], list[str]]:
    """Mend these files; give all of them, and what was changed."""
    parts = [
        {name: text for name, text in contents.items() if name.startswith(folder)}
        for folder in ("data/", "evidence/", "docs/")
    ]
    found, changes = fix.mend(*parts)
    return {**contents, **found}, [str(change) for change in changes]


def with_change(file: str, old: str, new: str) -> dict[str, bytes]:
    return golden.changed([{"in": file, "replace": old, "by": new}])


@pytest.mark.parametrize(
    ("file", "right", "wrong"),
    [
        (FINDINGS, "judged_by: eater", "judged_by: eatre"),
        (FINDINGS, "    of: toaster\n", "    of: toastre  # of all of them\n"),
        (FINDINGS, "    people: 40\n", "    poeple: 40\n"),
        (FINDINGS, "{bread: [white, rye]}", "{bread: [whit, rye]}"),
        (FINDINGS, "{bread: white}", "{braed: white}"),
        (TREATMENTS, "status: cleared", "status: claered"),
        (TREATMENTS, "status: cleared", 'status: "Cleared"'),
        (TREATMENTS, "alternative: true", "alternative: True"),
        (TREATMENTS, "date: 2019-05-31", "date: 2019/05/31"),
        (TREATMENTS, "date: 2019-05-31", "date: 31.5.2019"),
        (TREATMENTS, "date: 2019-05-31", "date: 5/31/2019"),
        (TREATMENTS, "date: 2020-03-01", "date: 2020-3-1"),
        (TREATMENTS, "of: no-socket", "of: no-sokcet"),
        (SOURCES, "sources:\n", "source:\n"),
    ],
)
def test_what_was_surely_meant_is_written(file: str, right: str, wrong: str) -> None:
    if golden.base()[file].count(right.encode()) != 1:
        pytest.fail(f"not once in {file}: {right}")
    after, changes = mended(with_change(file, right, wrong))
    note = b"  # of all of them" if "#" in wrong else b""
    quoted = b'"' if '"' in wrong else b""
    expected = golden.base()[file].replace(
        b"status: cleared", b"status: %bcleared%b" % (quoted, quoted)
    )
    expected = expected.replace(b"    of: toaster\n", b"    of: toaster" + note + b"\n")
    assert after[file] == expected
    assert len(changes) == 1


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (TREATMENTS, "date: 2019-05-31", "date: 3.5.2019"),  # of May, or of March
        (TREATMENTS, "date: 2019-05-31", "date: 31.5.19"),
        (TREATMENTS, "date: 2019-05-31", "date: 2019-02-30"),
        (TREATMENTS, "per: slice", "per: loaf"),  # near to nothing
        (FINDINGS, "    of: toaster\n", "    of: pant\n"),  # too short a word to be sure
        (FINDINGS, "fact: toast-8}\n      - {", "fact: toast-88}\n      - {"),  # toast-8? toast-18?
    ],
)
def test_what_could_be_meant_in_two_ways_is_left_alone(file: str, old: str, new: str) -> None:
    before = with_change(file, old, new)
    after, changes = mended(before)
    if "pant" in new:
        assert changes in ([], [f"{FINDINGS}:5:9: 'pant' is now 'pan'"])
    else:
        assert after == before
        assert changes == []


def test_white_space_is_put_in_order_and_comments_and_layout_stay() -> None:
    text = golden.base()[FINDINGS].decode()
    untidy = text.replace("people: 40\n", "people: 40   # at breakfast  \n").rstrip("\n")
    untidy = untidy.replace(
        "    who: people in one kitchen", "\N{NO-BREAK SPACE}   who: people in one kitchen"
    )
    after, changes = mended({**golden.base(), FINDINGS: untidy.encode()})
    assert after[FINDINGS].decode() == text.replace("people: 40\n", "people: 40   # at breakfast\n")
    assert [change.split(": ")[1] for change in changes] == [
        "the spaces at the end of the line are gone",
        "the space is now an ordinary one",
        "the last line now ends",
    ]


def test_tabs_become_spaces_where_one_width_makes_sense() -> None:
    tabbed = (
        b"terms:\n\t- id: crumb\n\t  name: Crumb\n\t  means: The soft inside of bread.\n\n"
        b"questions: []\n"
    )
    after, changes = mended({**golden.base(), GLOSSARY: tabbed})
    assert b"\t" not in after[GLOSSARY]
    assert golden.shown(golden.problems(after), "error") == golden.NONE
    assert len(changes) == 3


def test_a_tab_after_a_colon_becomes_a_space() -> None:
    before = with_change(GLOSSARY, "name: Crumb", "name:\tCrumb")
    after, _ = mended(before)
    assert golden.shown(golden.problems(after), "error") == golden.NONE


def test_spaces_that_belong_to_a_text_stay() -> None:
    text = b"terms:\n  - id: crumb\n    name: Crumb\n    means: |\n      soft  \n      inside\n"
    after, changes = mended({**golden.base(), GLOSSARY: text})
    assert after[GLOSSARY] == text
    assert changes == []


def test_a_field_that_would_stand_twice_is_left_alone() -> None:
    before = with_change(FINDINGS, "    people: 40\n", "    people: 40\n    poeple: 41\n")
    assert mended(before) == (before, [])


def test_a_file_that_cannot_be_read_does_not_keep_others_from_being_mended() -> None:
    before = with_change(FINDINGS, "    people: 40\n", "    poeple: 40\n")
    before[SOURCES] = b"\xff\xfe broken"
    after, changes = mended(before)
    assert after[SOURCES] == before[SOURCES]
    assert after[FINDINGS] == golden.base()[FINDINGS]
    assert len(changes) == 1


def wrong(file: str, contents: Mapping[str, bytes]) -> tuple[int, int]:
    """Count the faults of reading in a file, and all of its problems."""
    reading = reader.read({file: contents[file]}).problems
    return len(reading), sum(each.mark.file == file for each in golden.problems(contents))


ONE_OF_EACH_CODE = {case.code: case for case in golden.cases()}.values()


@pytest.mark.parametrize("case", ONE_OF_EACH_CODE, ids=lambda case: case.name)
def test_no_file_is_made_worse(case: golden.Case) -> None:
    before = golden.changed(case.changes)
    if sum(map(len, before.values())) > 1_000_000:
        return
    after, _ = mended(before)
    for file in before:
        was, now = (wrong(file, contents) for contents in (before, after))
        assert before[file] == after[file] or now <= was
    assert mended(after) == (after, [])


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_a_mangled_file_is_never_a_traceback_and_mending_ends(data: st.DataObject) -> None:
    text = golden.base()[FINDINGS]
    place = data.draw(st.integers(0, len(text)))
    put = data.draw(
        st.sampled_from(
            [b"\t", b" ", b"\n", b":", b"'", b"\xc2\xa0", b"{", b"\xff", b"True", b"- "]
        )
    )
    after, _ = mended({**golden.base(), FINDINGS: text[:place] + put + text[place:]})
    assert mended(after)[0] == after


@pytest.mark.parametrize(
    ("word", "known", "meant"),
    [
        ("laesr", ["laser", "surgery"], "laser"),
        ("Laser", ["laser"], "laser"),
        ("microneedlign", ["microneedling", "needling"], "microneedling"),
        ("laser-1", ["laser-2", "laser-3"], None),
        ("xyzzy", ["laser"], None),
        ("pan", ["pain"], None),
    ],
)
def test_only_a_slip_is_taken_for_a_word(word: str, known: list[str], meant: str | None) -> None:
    assert nearest(word, known) == meant


def test_a_number_is_never_taken_for_a_slip_of_another() -> None:
    assert nearest("toast-4", ["toast-3"]) is None
    assert nearest("toast-04", ["toast-4"]) == "toast-4"
    before = with_change(
        FINDINGS, "at: 10 minutes, fact: toast-8", "at: 10 minutes, fact: toast-99"
    )
    assert mended(before) == (before, [])


def test_what_is_mended_may_show_what_it_had_hidden() -> None:
    before = with_change(FINDINGS, "score: 7.5 of 10, at: during", "score: 8.5 of 10, at: During")
    after, changes = mended(before)
    assert after[FINDINGS] == before[FINDINGS].replace(b"During", b"during")
    assert len(changes) == 1


def test_the_command_writes_what_it_mended_and_says_so(tmp_path: Path) -> None:
    for name, content in with_change(FINDINGS, "judged_by: eater", "judged_by: eatre").items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    command = [sys.executable, "hooks/command.py", "check", "--fix", "--root", str(tmp_path)]
    done = subprocess.run(
        [*command, "--today", "2026-11-22"],
        capture_output=True,
        text=True,
        cwd=golden.ROOT,
        check=False,
    )
    assert done.stderr == f"mended: {FINDINGS}:11:55: 'eatre' is now 'eater'\n"
    assert done.returncode == 0, done.stdout
    assert (tmp_path / FINDINGS).read_bytes() == golden.base()[FINDINGS]
