"""The rules as a whole; what each of them says of a mistake is in `cases/`."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from treatments import prose, rules, ruling, search
from treatments.build import build
from treatments.problems import Invalid

from tests import golden

if TYPE_CHECKING:
    from collections.abc import Mapping

CRITERIA = "data/criteria.yml"
TREATMENTS = "data/treatments.yml"
FINDINGS = "data/findings.yml"
SOURCES = "data/sources.yml"
GLOSSARY = "data/glossary.yml"


def with_change(file: str, old: str, new: str) -> dict[str, bytes]:
    return golden.changed([{"in": file, "replace": old, "by": new}])


def codes(contents: Mapping[str, bytes]) -> list[str]:
    return [problem.code for problem in golden.problems(contents)]


def told_or_built(contents: Mapping[str, bytes]) -> str:
    """Make all that a site is made of, unless problems are told; no other error may come out."""
    data = {name: content for name, content in contents.items() if name.startswith("data/")}
    facts = {name: content for name, content in contents.items() if name.startswith("evidence/")}
    try:
        printer = build(data, facts)
    except Invalid:
        return "told"
    assert printer.pages()
    assert list(search.entries(printer.site))
    for name in prose.parts():
        assert f"[[{name}]]" not in printer.fill(f"<p>[[{name}]]</p>", "compare/")
    assert printer.stylesheet()
    return "built"


# --- the rules themselves


@pytest.mark.parametrize("rule", rules.RULES, ids=lambda rule: rule.code)
def test_a_rule_has_a_code_and_says_in_a_sentence_what_must_hold(rule: ruling.Rule) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.code)
    assert re.fullmatch(r"[A-Z`].*\.", " ".join(rule.says.split()))


def test_no_two_rules_have_the_same_code() -> None:
    counted = Counter(rule.code for rule in rules.RULES)
    assert [code for code, number in counted.items() if number > 1] == []


# --- one mistake does not look like many


def test_a_file_that_is_not_there_does_not_make_each_id_of_it_a_problem() -> None:
    contents = dict(golden.base())
    del contents[SOURCES]
    assert set(codes(contents)) == {"missing-part"}


@pytest.mark.parametrize("file", [CRITERIA, TREATMENTS, FINDINGS, SOURCES, GLOSSARY])
def test_a_file_that_is_not_yaml_gives_one_problem_and_the_others_are_still_checked(
    file: str,
) -> None:
    contents = dict(golden.base())
    contents[file] = b"nothing: [\n"
    other = GLOSSARY if file == SOURCES else SOURCES
    contents[other] = contents[other].replace(b"\n  - ", b"\n  - colour: red\n    ", 1)
    contents[other] = contents[other].replace(b"    id:", b"    id:", 1)
    assert sorted(codes(contents)) == ["unclosed-bracket", "unknown-field"]


def test_a_record_of_the_wrong_shape_does_not_make_its_references_or_its_sources_a_problem() -> (
    None
):
    assert codes(with_change(FINDINGS, "design: drawn\n    people: 40", "people: 40")) == [
        "missing-field"
    ]
    assert codes(with_change(TREATMENTS, "name: Left as it is", "nam: Left as it is")) == [
        "unknown-field"
    ]


def test_without_evidence_no_record_needs_a_fact_that_is_listed() -> None:
    contents = {name: text for name, text in golden.base().items() if name.startswith("data/")}
    assert codes(contents) == []


# --- whatever an editor does, it ends in words or in a site


def _lines() -> list[tuple[str, int]]:
    return [
        (name, number)
        for name, content in golden.base().items()
        if name != golden.WORDS
        for number, line in enumerate(content.decode().split("\n"))
        if line.strip()
    ]


def test_whatever_line_is_left_out_or_doubled_it_is_told_or_built() -> None:
    ends: Counter[str] = Counter()
    for name, number in _lines():
        lines = golden.base()[name].decode().split("\n")
        for new in (lines[:number] + lines[number + 1 :], lines[: number + 1] + lines[number:]):
            ends[told_or_built({**golden.base(), name: "\n".join(new).encode()})] += 1
    assert ends["told"] > 200
    assert ends["built"] > 10


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        # a former id
        (CRITERIA, "featured: [toaster, pan, cold]", "featured: [grill, pan, cold]"),
        (CRITERIA, "[toaster, cold]]", "[grill, cold]]"),
        (TREATMENTS, "names: two-slot", "names: grill"),
        (TREATMENTS, "technique: two-slot", "technique: grill"),
        (FINDINGS, "of: toaster\n", "of: grill\n"),
        (GLOSSARY, "for: toaster", "for: grill"),
        (GLOSSARY, "see: time", "see: grill"),
        # a technique where a treatment may stand
        (CRITERIA, "[toaster, cold]]", "[two-slot, cold]]"),
        (CRITERIA, "[toaster, cold]]", "[two-slot, toaster]]"),
        (CRITERIA, "featured: [toaster, pan, cold]", "featured: [two-slot, pan, cold]"),
        (TREATMENTS, "technique: two-slot", "technique: pan"),
        # units that never end
        (CRITERIA, "many: seconds}", "many: seconds, equals: 2 minutes}"),
        (CRITERIA, "many: seconds}", "many: seconds, equals: 2 seconds}"),
        (CRITERIA, "equals: 60 seconds", "equals: a few seconds"),
        (CRITERIA, "equals: 60 seconds", "equals: 0 seconds"),
        # words that take something else than they are given
        (golden.WORDS, "at_time: at {time}", "at_time: at {tim}"),
        (golden.WORDS, "at_time: at {time}", 'at_time: "at {"'),
        (golden.WORDS, "at_time: at {time}", 'at_time: "at {}"'),
        (golden.WORDS, "at_time: at {time}", 'at_time: "at {time.x}"'),
        (golden.WORDS, "at_time: at {time}", 'at_time: "at {time!x}"'),
        (golden.WORDS, "October, November, December]", "October, November]"),
        # lists without anything
        (CRITERIA, "brief: [liked, time]", "brief: []"),
        (CRITERIA, "card: [time]", "card: []"),
        (CRITERIA, "pairs: [[toaster, pan], [toaster, cold]]", "pairs: []"),
        (CRITERIA, "choices: [{id: no-socket, name: No socket}]", "choices: []"),
        (FINDINGS, "of: [toaster, pan]", "of: []"),
        (FINDINGS, "among: {bread: white}", "among: {}"),
        (TREATMENTS, "names: two-slot", "names: []"),
        # dates and numbers at their limits
        (CRITERIA, "checked: 2026-11-22", "checked: 2999-12-31"),
        (CRITERIA, "checked: 2026-11-22", "checked: 1000-01-01"),
        (CRITERIA, "holds: 12", "holds: 0"),
        (CRITERIA, "holds: 12", "holds: 999999999"),
        (FINDINGS, "count: 31 of 40 people", "share: 0% of 0 people"),
        (FINDINGS, "count: 31 of 40 people", "reports: a few people"),
        (FINDINGS, "score: 7.5 of 10", "score: 0 of 0"),
        (FINDINGS, "at: 10 minutes", "at: 0 minutes"),
        (FINDINGS, "people: 40\n", "people: 0\n"),
        (CRITERIA, "few_people: 100, very_few_people: 30", "few_people: 0, very_few_people: 0"),
        # records with next to nothing in them
        (TREATMENTS, "words: Cut the bread., source: bread2020, fact: toast-2, ", ""),
        (SOURCES, "author: [{family: Baker, given: A.}]", "author: [{}]"),
        (SOURCES, "title: On Toast", 'title: "   "'),
        # facts that are none
        ("evidence/facts.yml", "source: bread2020, value: 2 to 3", "source: [a, b], value: 2 to 3"),
        ("evidence/facts.yml", "source: bread2020, value: 2 to 3", "source: {a: b}, value: 2 to 3"),
        ("evidence/facts.yml", "id: toast-3", "id: [toast-3]"),
        ("evidence/facts.yml", "id: toast-3", "id: 3"),
        # ids that mean something elsewhere
        (CRITERIA, "{id: liked, group", "{id: __class__, group"),
        (TREATMENTS, "id: cold", "id: ../../cold"),
        (TREATMENTS, "formerly: [grill]", "formerly: [toaster]"),
        (TREATMENTS, "formerly: [grill]", "formerly: [Toaster]"),
    ],
)  # fmt: skip
def test_what_looks_right_and_is_not_is_told_or_built(file: str, old: str, new: str) -> None:
    assert told_or_built(with_change(file, old, new)) in {"told", "built"}


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (CRITERIA, "featured: [toaster, pan, cold]", "featured: [grill, pan, cold]"),
        (FINDINGS, "of: toaster\n", "of: grill\n"),
        (GLOSSARY, "for: toaster", "for: grill"),
    ],
)
def test_a_former_id_keeps_its_address_but_is_no_name_for_the_data(
    file: str, old: str, new: str
) -> None:
    (problem,) = [
        each for each in golden.problems(with_change(file, old, new)) if each.code == "unlisted-id"
    ]
    assert "toaster" in f"{problem.message} {problem.hint}"


TEXT = '<b>&amp;</b> {{ words }} {name} {% x %} "quoted" `code` *star* </script>'


@pytest.mark.parametrize(
    ("file", "old"),
    [
        (CRITERIA, "asks: How should you warm bread?"),
        (CRITERIA, "made_by: The bakers of this test."),
        (TREATMENTS, "plain: Bread from the bag."),
        (TREATMENTS, "name: Left as it is"),
        (TREATMENTS, "says: Wires came loose."),
        (FINDINGS, "who: people who had both"),
        (SOURCES, "title: On Toast"),
        (GLOSSARY, "means: The soft inside of bread."),
    ],
)
def test_a_text_that_looks_like_markup_or_code_is_shown_as_it_is(file: str, old: str) -> None:
    key = old.partition(":")[0]
    contents = with_change(file, old, f"{key}: '{TEXT}'")
    assert set(codes(contents)) <= {"long-sentence", "markup-in-text"}
    data = {name: content for name, content in contents.items() if name.startswith("data/")}
    facts = {name: content for name, content in contents.items() if name.startswith("evidence/")}
    printer = build(data, facts)
    parts = "".join(f"<p>[[{name}]]</p>\n" for name in prose.parts())
    html = [page.html for page in printer.pages()] + [printer.fill(parts, "compare/")]
    assert not any(raw in page for page in html for raw in ("<b>&", "&amp;</b>", "star* </script>"))
    assert any("{{ words }} {name} {% x %}" in page for page in html)
