"""A real YAML language server, as editors run it, sees what the schema can say of a file."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from treatments import files, schema
from treatments.check import examine

from tests import golden
from tests.language_server import LanguageServer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

# What no pattern can tell, since it would compare two numbers: these `make check` alone finds.
BEYOND_A_SCHEMA = {
    "wrong-form/amount-backwards",
    "wrong-form/count-of-more-than-all",
    "wrong-form/interval-backwards",
    "wrong-form/interval-beside-its-value",
    "wrong-form/score-beyond-its-scale",
}


@pytest.fixture(scope="module")
def server() -> Iterator[LanguageServer]:
    with LanguageServer() as running:
        yield running


def project(folder: Path, data: Mapping[str, bytes], facts: Mapping[str, bytes]) -> Path:
    """Write the schema of a data set, as `make check` does, into an empty folder."""
    catalogue, _ = examine(data, facts)
    path = folder / schema.FILE
    path.parent.mkdir()
    path.write_text(json.dumps(schema.schema(catalogue)), "utf-8")
    return folder


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shipped")
    return project(folder, files.data(golden.ROOT), files.evidence(golden.ROOT))


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = {name: text for name, text in golden.base().items() if name.startswith("data/")}
    facts = {name: text for name, text in golden.base().items() if name.startswith("evidence/")}
    return project(tmp_path_factory.mktemp("base"), data, facts)


@pytest.mark.parametrize("name", sorted(files.data(golden.ROOT)))
def test_nothing_is_underlined_in_a_file_that_is_right(
    server: LanguageServer, shipped: Path, name: str
) -> None:
    text = files.data(golden.ROOT)[name].decode()
    assert text.startswith(schema.head(name) + "\n")
    assert server.faults(shipped / name, text) == []


CASES = [
    case
    for case in golden.cases()
    if case.code in schema.SEEN_WHILE_TYPING and case.name != "unlisted-id/citation"  # a page
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_mistake_is_underlined_on_the_line_that_we_name(
    server: LanguageServer, base: Path, case: golden.Case
) -> None:
    contents = golden.changed(case.changes)
    told = {
        (problem.mark.file, problem.mark.line)
        for problem in golden.told(case)
        if problem.code == case.code and problem.mark.file in contents
    }
    seen = set()
    for file in {file for file, _ in told if file.startswith("data/")}:
        text = contents[file].decode()
        first = "" if text.startswith("# yaml-language-server") else schema.head(file) + "\n"
        for line, _ in server.faults(base / file, first + text):
            seen.add((file, line - len(first.splitlines())))
    assert (case.name in BEYOND_A_SCHEMA) != (told <= seen), (told, seen)


def test_an_editor_is_offered_the_fields_and_the_ids_and_told_what_they_mean(
    server: LanguageServer, base: Path
) -> None:
    name = "data/findings.yml"
    text = schema.head(name) + "\nstudies:\n  - source: \n    of: toaster\n    d\n"
    assert {"bread2020", "pan2021"} <= set(server.completions(base / name, text, 3, 13))
    assert "design" in server.completions(base / name, text, 5, 6)
    assert "ids.of" not in server.help(base / name, text, 4, 6)
    assert "several when compared" in server.help(base / name, text, 4, 6)
