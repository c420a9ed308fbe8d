"""The prose is easy to read, and the measure of that is right."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import pytest
from treatments import files, readability
from treatments.check import check

from tests.building import ROOT

if TYPE_CHECKING:
    from treatments.catalogue import Catalogue

NONE = readability.Names(None, 0)
KNOWN = {
    1: "skin face called used makes whole one bruise cream be the through",
    2: "people laser treated needed table little houses changes being something eyelid patient"
    " wrinkled looseness statement create region quiet",
    3: "area idea serious radio medicine hospital museum actual reaction moderate aftercare",
    4: "society usually operation situation regulator",
    5: "dermatologist individual",
}


@cache
def catalogue() -> Catalogue:
    found, _ = check(files.data(ROOT), files.evidence(ROOT), files.prose(ROOT))
    return found


@cache
def written() -> tuple[readability.Text, ...]:
    return tuple(readability.texts(catalogue(), files.prose(ROOT)))


def short(words: str) -> readability.Text:
    return readability.Text("/here/", readability.SHORT, words, "here")


@pytest.mark.parametrize(
    ("word", "number"), [(word, number) for number in KNOWN for word in KNOWN[number].split()]
)
def test_the_syllables_of_a_word_are_counted(word: str, number: int) -> None:
    assert readability.syllables(word) == number


def test_the_grade_is_that_of_flesch_and_kincaid() -> None:
    # 0.39 x 6 words a sentence + 11.8 x 1 syllable a word - 15.59
    assert readability.measure(["The cat sat on the mat."], NONE).grade == -1.4


def test_an_abbreviated_number_does_not_end_a_sentence() -> None:
    assert len(readability.sentences("It was 4.5 of 10. Then it was less.")) == 2


def test_no_summary_no_step_and_no_page_is_too_hard() -> None:
    names = readability.Names.of(catalogue())
    assert list(readability.too_hard(written(), names)) == []


def test_what_is_written_for_readers_is_measured_on_its_page() -> None:
    pages = readability.by_page(written())
    options = {f"/treatments/{each.id}/" for each in catalogue().data.treatments}
    assert options | {"/", "/compare/", "/safety/", "/prepare/", "/glossary/"} <= pages.keys()


def test_a_hard_summary_is_named() -> None:
    hard = short(
        "Dermatological radiofrequency administration necessitates considerable preparation."
    )
    easy = short("Heat warms the skin, and the skin grows firm.")
    found = list(readability.too_hard([easy, hard, short(f"{hard.words} {hard.words}")], NONE))
    assert [each.words for each in found if each.place == "here"] == [f"{hard.words} {hard.words}"]


def test_a_sentence_of_26_words_is_named() -> None:
    words = f"{' '.join(['a'] * 26)}."
    assert [each.why for each in readability.too_hard([short(words)], NONE)] == [
        "26 words in a sentence"
    ]


def test_a_name_is_set_aside_and_the_sentence_keeps_its_length() -> None:
    names = readability.Names(re.compile(r"\b(?:Radiofrequency)\b", re.IGNORECASE), 1)
    reading = readability.measure(["Ask how radiofrequency works."], names)
    assert reading.words == 4
    assert reading.grade < reading.with_names


def test_examples_tables_and_parts_of_a_page_are_not_prose() -> None:
    example = "```yaml\nnot: this\n```"
    page = f"# A heading\n\nYou can read this.\n\n{example}\n\n| nor | this |\n\n[[part]]\n"
    found = list(readability.texts(catalogue(), {"docs/about/index.md": page.encode()}))
    assert [each.words for each in found if each.place == "docs/about/index.md"] == [
        "You can read this."
    ]
