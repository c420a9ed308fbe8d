"""What a change of the data means is told as a reader meets it, not as it is written."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from treatments import difference, files

from tests import golden
from tests.building import ROOT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

CRITERIA = "data/criteria.yml"
FINDINGS = "data/findings.yml"
GLOSSARY = "data/glossary.yml"
SOURCES = "data/sources.yml"
TREATMENTS = "data/treatments.yml"
COUNT = "count: 31 of 40 people"

Files = tuple[dict[str, bytes], ...]
Replaced = tuple[str, str, str]


def contents(*changes: Replaced, pages: Mapping[str, str] | None = None) -> Files:
    found = golden.changed([{"in": name, "replace": old, "by": new} for name, old, new in changes])
    data = {name: text for name, text in found.items() if name.startswith("data/")}
    facts = {name: text for name, text in found.items() if name.startswith("evidence/")}
    return data, facts, {name: text.encode() for name, text in (pages or {}).items()}


def told(*changes: Replaced, before: Sequence[Replaced] = ()) -> list[str]:
    """The lines that tell of changes, each under its heading."""
    found = difference.between(contents(*before), contents(*before, *changes), "main")
    return [
        line
        for change in found
        for line in (f"{change.topic}: {change.text}", *(f"  {each}" for each in change.details))
    ]


def test_where_nothing_changes_it_says_so() -> None:
    assert told() == []
    assert difference.text([]) == difference.markdown([]) == "Nothing changes for a reader."


def test_the_way_it_is_written_is_no_change() -> None:
    assert told((FINDINGS, "    people: 40\n", "\n    # a note\n    people: '40'\n")) == []


def test_an_answer_that_was_not_known_is_told_with_its_number_and_how_it_was_reported() -> None:
    unknown = "      liked: {unknown: not_searched}\n"
    study = """  - source: bread2020
    of: cold
    design: drawn
    people: 290
    who: people in one kitchen
    fact: toast-8
    findings:
      - {answers: liked, measure: enjoyed, judged_by: eater, share: 2.7% of 757 slices,
         at: 10 minutes, fact: toast-8}
"""
    facts = ("evidence/facts.yml", "detail: the crunch", "detail: 290 and 2.7 and 757; the crunch")
    lines = told(
        (TREATMENTS, unknown, ""),
        (FINDINGS, "studies:\n", f"studies:\n{study}"),
        before=[facts],
    )
    assert lines[0] == (
        "Answers: Left as it is, liked: not known → "
        "2.7 of 100 slices (757 slices in 290 people, percent as reported)"
    )
    assert lines[1].startswith("  how sure: nothing → ")
    assert lines[2].startswith("  new result: 2.7 of 100 slices (757 slices in 290 people")
    assert len(lines) == 3


def test_a_changed_statement_is_told_for_the_technique_and_for_its_treatment() -> None:
    lines = told((TREATMENTS, "amount: about 5 minutes", "words: It takes a while."))
    assert lines == [
        "Answers: Pan, time: About 5 minutes; about 5 minutes (book) → It takes a while",
        "  record's word changed: about 5 minutes (book) → It takes a while (book)",
    ] or lines[0].startswith("Answers: Pan, time: About 5 minutes")
    both = told((TREATMENTS, "amount: 2 to 3 minutes", "words: It takes a moment."))
    assert [line.partition(" → ")[0].partition(",")[0] for line in both if line[0] != " "] == [
        "Answers: Toaster",
        "Answers: Two slots",
    ]


def test_a_result_that_counts_otherwise_is_told_from_and_to() -> None:
    lines = told((FINDINGS, COUNT, "count: 30 of 40 people"), before=[
        ("evidence/facts.yml", "detail: the crunch", "detail: 30; the crunch"),
    ])  # fmt: skip
    [line] = lines
    assert "Toaster, liked, result changed: 31 of 40 people enjoyed it" in line
    assert " → 30 of 40 people enjoyed it" in line


MET = [
    (
        TREATMENTS,
        "    name: Pan\n",
        "    name: Frying pan\n",
        "Frying pan, its name: Pan → Frying pan",
    ),
    (
        TREATMENTS,
        "Bread from the bag.",
        "As it comes.",
        "what it is: Bread from the bag. → As it comes.",
    ),
    (TREATMENTS, "name: Toastmaster", "name: Glow", "  device gone: Toastmaster"),
    (
        TREATMENTS,
        "Cut the bread.",
        "Cut bread.",
        "Two slots, Cut the bread. → Before, Two slots, Cut bread.",
    ),
    (
        CRITERIA,
        "Did people like it?",
        "Who did?",
        "Liked, the question: Did people like it? → Who did?",
    ),
    (CRITERIA, "Rye bread", "Dark bread", "Bread, choice changed: Rye bread → Dark bread"),
    (CRITERIA, "paid_by: Nobody.", "paid_by: Us.", "The site: paid for by: Nobody. → Us."),
    (CRITERIA, "few_people: 100,", "few_people: 90,", "worked out: step changed: Fewer than 100"),
    (CRITERIA, "2026-11-22", "2026-12-01", "last checked: 22 November 2026 → 1 December 2026"),
    (
        TREATMENTS,
        "Wires came",
        "Wires fell",
        "what is wrong: Wires came loose. → Wires fell loose.",
    ),
    (
        GLOSSARY,
        "The soft inside",
        "The inside",
        "what it means: The soft inside of bread. → The inside",
    ),
    (
        GLOSSARY,
        "Hot wires burn.",
        "It burns.",
        "How hot does it get?, why: Hot wires burn. → It burns.",
    ),
]


@pytest.mark.parametrize(("name", "old", "new", "expected"), MET, ids=[each[2] for each in MET])
def test_each_thing_that_readers_meet_is_compared(
    name: str, old: str, new: str, expected: str
) -> None:
    lines = told((name, old, new))
    assert any(expected in line for line in lines), lines


def test_what_is_new_and_what_has_gone_is_told() -> None:
    term = "  - {id: crust, name: Crust, means: The hard outside.}\n"
    new = (GLOSSARY, "terms:\n", f"terms:\n{term}")
    assert told(new) == ["Glossary: Crust: new", "  what it means: The hard outside."]
    notice = "notices:\n" + golden.base()[TREATMENTS].decode().partition("notices:\n")[2]
    assert told((TREATMENTS, notice, "")) == [
        "Safety notices: Kitchen Board, 1 March 2020: gone"
    ] or told((TREATMENTS, notice, ""))[0].endswith("cannot be read by this program.")


def test_a_new_id_that_names_the_old_one_is_the_same_thing() -> None:
    data = contents()[0]
    renamed = {
        name: text.replace(b"id: crumb\n", b"id: breadcrumb\n    formerly: [crumb]\n")
        for name, text in data.items()
    }
    assert renamed != data
    before, after = contents(), (renamed, *contents()[1:])
    assert difference.between(before, after, "main") == []


def test_a_page_written_by_hand_is_compared_by_its_paragraphs() -> None:
    before = contents(pages={"docs/a.md": "# A\n\nOne and\ntwo.\n\nThree."})
    after = contents(
        pages={"docs/a.md": "# A\n\nOne and two.\n\nFour altogether.", "docs/b.md": "# B"}
    )
    assert difference.text(difference.between(before, after, "main")).split("\n") == [
        "Pages written by hand",
        "  docs/a.md: changed",
        "    new paragraph: Four altogether.",
        "    paragraph gone: Three.",
        "  docs/b.md: new",
        "    paragraph: # B",
    ]


def test_a_word_of_the_interface_is_told_once_and_not_in_every_answer() -> None:
    word = ("data/words.yml", "\n  range: ", '\n  range: "{low} up to {high}" #')
    assert told(word) == ["Words of the interface: range: {low} to {high} → {low} up to {high}"]


def test_changes_come_in_the_order_of_the_site() -> None:
    topics = [
        line.partition(":")[0]
        for line in told(
            (GLOSSARY, "means: The soft inside of bread.", "means: The inside."),
            (TREATMENTS, "plain: Bread from the bag.", "plain: Bread as it comes."),
            (CRITERIA, "paid_by: Nobody.", "paid_by: The mill."),
        )
    ]
    assert topics == ["The site", "Options", "Glossary"]


def test_broken_data_on_either_side_is_said_in_words() -> None:
    broken = contents((CRITERIA, "  about: Ways to warm bread\n", ""))
    [before] = difference.between(broken, contents(), "v1")
    assert before.text == "The data at v1 cannot be read by this program."
    assert "'about' is missing" in before.details[0]
    [after] = difference.between(contents(), broken, "v1")
    assert after.text == "The data as it is now has mistakes; see make check."
    assert "data/criteria.yml" in after.details[0]


def test_data_from_before_the_program_learnt_a_word_can_be_compared() -> None:
    old = contents()
    words = old[0]["data/words.yml"].replace(b"\n  home: Home", b"")
    assert words != old[0]["data/words.yml"]
    assert difference.between((old[0] | {"data/words.yml": words}, *old[1:]), old, "v1") == []


def test_markdown_shows_the_data_and_obeys_none_of_it() -> None:
    hostile = "'[x](javascript:alert) <img src=x> `a` *b* @someone | # &amp;'"
    found = difference.between(
        contents(), contents((CRITERIA, "paid_by: Nobody.", f"paid_by: {hostile}")), "main"
    )
    text = difference.markdown(found)
    assert text.startswith("### The site\n\n- paid for by: Nobody. → ")
    assert r"\[x\]\(javascript:alert\) &lt;img src=x> \`a\` \*b\*" in text
    assert text.endswith(r"&#64;someone \| \# &amp;amp;")


# --- the command ------------------------------------------------------------------------------


def git(root: Path, *arguments: str) -> None:
    names = ("AUTHOR_NAME", "AUTHOR_EMAIL", "COMMITTER_NAME", "COMMITTER_EMAIL")
    author = {f"GIT_{name}": "x" for name in names}
    author |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    subprocess.run(
        ["git", *arguments], cwd=root, env={**os.environ, **author}, check=True, capture_output=True
    )


def diff(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(ROOT / "hooks/command.py"), "diff", "--root", str(root), *arguments],
        check=False,
        capture_output=True,
        text=True,
    )


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with one commit."""
    for part in contents(pages={"docs/index.md": "# Bread\n"}):
        for name, text in part.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text)
    git(tmp_path, "init", "--initial-branch=main")
    git(tmp_path, "add", "--all")
    git(tmp_path, "commit", "--message=one")
    return tmp_path


def save(repository: Path, name: str, old: str, new: str) -> None:
    path = repository / name
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")


def test_the_command_compares_with_a_revision(repository: Path) -> None:
    assert diff(repository).stdout == "Nothing changes for a reader.\n"
    save(repository, TREATMENTS, "plain: Bread from the bag.", "plain: Bread as it comes.")
    expected = "Left as it is, what it is: Bread from the bag. → Bread as it comes."
    assert diff(repository).stdout == f"Options\n  {expected}\n"
    git(repository, "commit", "--all", "--message=two")
    assert diff(repository).stdout == "Nothing changes for a reader.\n"
    markdown = diff(repository, "--base", "HEAD^1", "--format", "markdown")
    assert markdown.stdout == f"### Options\n\n- {expected}\n"
    assert markdown.returncode == 0


def test_the_command_says_in_words_that_there_is_no_such_revision(repository: Path) -> None:
    for name in ("nowhere", "--output=x"):
        done = diff(repository, f"--base={name}")
        assert done.returncode == 2
        assert f"The files at '{name}' could not be read" in done.stderr
        assert "Traceback" not in done.stderr


def test_the_pull_request_shows_the_difference_and_keeps_the_site() -> None:
    workflow = (ROOT / ".github/workflows/test.yml").read_text("utf-8")
    assert (
        'make --silent diff BASE=HEAD^1 FORMAT=markdown | tee -a "$GITHUB_STEP_SUMMARY"' in workflow
    )
    assert "path: site" in workflow
    assert "write" not in workflow


def test_the_files_of_a_revision_are_those_that_are_read_from_the_folder() -> None:
    sys.path.insert(0, str(ROOT / "hooks"))
    import revision  # noqa: PLC0415

    data, facts, pages = revision.contents(ROOT, "HEAD")
    assert data.keys() & files.data(ROOT).keys()
    assert facts.keys() & files.evidence(ROOT).keys()
    assert pages.keys() & files.prose(ROOT).keys()
