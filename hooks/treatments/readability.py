"""How hard the written prose is to read, page by page: Flesch-Kincaid and SMOG, without a library.

The small counter of syllables below is our own: libraries for hyphenation count the places where
a line may break, which are fewer than the syllables, so that every grade would come out too low.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from math import sqrt
from typing import TYPE_CHECKING

from treatments import model
from treatments.fields import Entry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from treatments.catalogue import Catalogue

SHORT, LONG = "short", "long"
HIGHEST = {SHORT: 8.0, LONG: 9.0}  # the grade that no summary or step, and nothing else, goes above
MOST_WORDS = 25
FEW_WORDS = 8  # a text shorter than this has no grade of its own: one long word would decide it
MANY_SYLLABLES = 3  # what SMOG counts as a hard word
PLACEHOLDER = "it"  # stands where a name was set aside

SENTENCE = re.compile(r"(?<=[.?!])[\"”'\u2019)\]]*\s+")
WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*|\d+(?:[.,]\d+)*")
VOWELS = re.compile(r"[aeiouyäöüé]+")
NOT_PROSE = re.compile(
    r"""
    \A---\n.*?\n---\n                 # what stands before a page
    | ^[ ]*(?:```|~~~).*?(?:```|~~~)  # examples
    | <[^>]*>                         # markup
    | ^[ ]*(?:\||\#|!!!|\?\?\?)[^\n]*   # tables, headings, boxes
    | \[\[[^\]]*\]\] | \[@[^\]]*\]    # parts, citations
    | \{[^}]*\}                       # attributes
    | ^[ ]*(?:[-*]|\d+\.)[ ]          # the signs of a list
    """,
    re.VERBOSE | re.MULTILINE | re.DOTALL,
)
LINK = re.compile(r"!?\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])")
TICKED = re.compile(r"`[^`]*`")

# Vowels side by side that are two syllables, and an `e` at the end that is none.
APART = re.compile(
    r"""
    (?<![ctgx])i(?:a|ou) | (?<![tscglnx])ion | io(?!n|u) | i(?=et|um) | (?<=r)ie(?=nc) | ^scien
    | (?<=cr)ea(?=t[ei]) | (?<=id)ea | (?<=[rs])ea(?=s?$) | (?<=r)ea(?=ct) | (?<=d)eo
    | (?<![qg])ua(?!r) | uou | eu(?=m) | [aeouy]i(?=ngs?$)
    """,
    re.VERBOSE,
)
SILENT = re.compile(r"(?<=[aeiouyr]l)e(?=[sd]?$)|(?<=[^aeiouyl])e(?=[sd]?$)|(?<=ll)e(?=d$)")
SOUNDED = re.compile(r"(?:[td]ed|(?:[sxzcg]|ch|sh)es|[^aeiouyl]le[sd]?)$")
JOINED = re.compile(
    r"^(some|there|where|fore|life|care|eye|make|home|face|wide|time)(?=[^aeiouy].)"
    r"|(?<=[^aeiou]e)(?=(?:ness|less|ful|ly|ments?)$)"
)


@dataclass(frozen=True, slots=True)
class Text:
    """Something written for readers: the page it is on, how it is to read, where it was written."""

    page: str
    kind: str
    words: str
    place: str


@dataclass(frozen=True, slots=True)
class Reading:
    """How hard some texts are to read; `with_names` is the grade with no name set aside."""

    words: int
    sentences: int
    longest: str
    grade: float
    smog: float
    with_names: float

    @property
    def mean(self) -> float:
        """How many words a sentence has on average."""
        return self.words / self.sentences if self.sentences else 0.0


@cache
def syllables(word: str) -> int:
    """Count the syllables of an English word, as near as a few rules come."""
    plain = word.casefold().replace("\u2019", "'").removesuffix("'s")
    parts = [part for part in re.split(r"[-']", JOINED.sub(r"\1-", plain)) if part]
    return sum(_syllables_of_part(part) for part in parts) or 1


def _syllables_of_part(part: str) -> int:
    count = len(VOWELS.findall(part)) + len(APART.findall(part))
    if count > 1 and SILENT.search(part) and not SOUNDED.search(part):
        count -= 1
    return max(count, 1 if part.isalpha() and len(part) > 1 else 0)


def sentences(text: str) -> list[str]:
    """Part a text into its sentences; a colon or a semicolon does not end one."""
    return [each for each in SENTENCE.split(text.strip()) if WORD.search(each)]


def measure(texts: Iterable[str], names: Names) -> Reading:
    """Measure texts together."""
    every = [each for text in texts for each in sentences(text)]
    plain = [WORD.findall(names.set_aside(each)) for each in every]
    return Reading(
        words=sum(map(len, plain)),
        sentences=len(every),
        longest=max(every, key=lambda each: len(WORD.findall(each)), default=""),
        grade=_flesch_kincaid(plain),
        smog=_smog(plain),
        with_names=_flesch_kincaid([WORD.findall(each) for each in every]),
    )


def _flesch_kincaid(found: Sequence[Sequence[str]]) -> float:
    words = [word for each in found for word in each]
    if not words:
        return 0.0
    hard = sum(map(syllables, words)) / len(words)
    return round(0.39 * len(words) / len(found) + 11.8 * hard - 15.59, 1)


def _smog(found: Sequence[Sequence[str]]) -> float:
    if not found:
        return 0.0
    hard = sum(syllables(word) >= MANY_SYLLABLES for each in found for word in each)
    return round(1.043 * sqrt(hard * 30 / len(found)) + 3.1291, 1)


@dataclass(frozen=True, slots=True)
class Names:
    """The names that are set aside before measuring: a reader knows them, or must look them up."""

    pattern: re.Pattern[str] | None
    number: int

    @staticmethod
    def of(catalogue: Catalogue) -> Names:
        """Take the names of options, devices, makers and explained terms."""
        found: set[str] = set()
        for _, entry in catalogue.every(Entry):
            match entry:
                case model.Treatment() | model.Technique():
                    found |= {entry.name, entry.short or entry.name}
                case model.Device():
                    found |= {entry.name, entry.maker or entry.name, *entry.other_names}
                case model.Clearance():
                    found.add(entry.by)
                case model.Term():
                    found |= {entry.name, *entry.forms}
                case _:
                    pass
        ordered = sorted(found, key=lambda name: (-len(name), name))
        joined = "|".join(re.escape(name) for name in ordered)
        pattern = re.compile(rf"\b(?:{joined})\b", re.IGNORECASE) if found else None
        return Names(pattern, len(found))

    def set_aside(self, text: str) -> str:
        """Put a short word where a name stands, so that the sentence keeps its length."""
        return self.pattern.sub(PLACEHOLDER, text) if self.pattern else text


# --- what is written, by page ---------------------------------------------------------------------


def texts(catalogue: Catalogue, pages: Mapping[str, bytes]) -> Iterator[Text]:
    """Give everything that was written for readers, with the page on which it stands."""
    yield from _of_records(catalogue)
    for file, content in pages.items():
        page = file.removeprefix("docs/").removesuffix(".md").removesuffix("index").rstrip("/")
        for words in _paragraphs(content.decode("utf-8", errors="replace")):
            yield Text(f"/{page}/" if page else "/", LONG, words, file)


def _paragraphs(text: str) -> Iterator[str]:
    bare = NOT_PROSE.sub("", TICKED.sub(PLACEHOLDER, LINK.sub(r"\1", text)))
    for part in re.split(r"\n\s*\n|\n(?=\s*[A-Z])", bare.replace("*", "")):
        words = " ".join(part.split())
        if len(WORD.findall(words)) > 1:
            yield words


FIELDS: Mapping[type[Entry], tuple[tuple[str, str], ...]] = {
    model.Decision: (("plain", SHORT), ("advice", LONG), ("made_by", LONG), ("paid_by", LONG)),
    model.Treatment: (("plain", SHORT),),
    model.Technique: (("plain", SHORT),),
    model.Step: (("words", SHORT), ("disagree", SHORT)),
    model.View: (("words", SHORT),),
    model.Criterion: (("asks", LONG), ("help", LONG)),
    model.Statement: (("words", LONG), ("note", LONG), ("aside", LONG)),
    model.Unknown: (("note", LONG),),
    model.DoesNotApply: (("does_not_apply", LONG),),
    model.Clearance: (("purpose", LONG),),
    model.OffLabel: (("words", LONG),),
    model.Finding: (("words", LONG), ("verdict", LONG), ("note", LONG), ("doubt", LONG)),
    model.Notice: (("says", LONG), ("do", LONG)),
    model.Sign: (("words", LONG), ("do", LONG)),
    model.Report: (("words", LONG),),
    model.Term: (("means", LONG),),
    model.Question: (("ask", LONG), ("because", LONG)),
    model.Layer: (("plain", LONG),),
}
PAGES = {
    "decision": "/",
    "criteria": "/compare/",
    "shared": "/compare/",
    "notices": "/safety/",
    "signs": "/safety/",
    "reporting": "/safety/",
    "terms": "/glossary/",
    "questions": "/prepare/",
    "layers": "/treatments/",
}


def _of_records(catalogue: Catalogue) -> Iterator[Text]:
    for path, entry in catalogue.every(Entry):
        kind = next((each for each in FIELDS if isinstance(entry, each)), None)
        if kind is None:
            continue
        page = _page(catalogue, path)
        for name, hard in FIELDS[kind]:
            words = getattr(entry, name, None)
            if words:
                yield Text(page, hard, words, str(catalogue.mark((*path, name))))


def _page(catalogue: Catalogue, path: tuple[str | int, ...]) -> str:
    part, index = path[0], path[1] if len(path) > 1 else 0
    if part == "treatments" and isinstance(index, int):
        return f"/treatments/{catalogue.data.treatments[index].id}/"
    if part == "studies" and isinstance(index, int):
        option = catalogue.data.studies[index].of[0]
        return f"/treatments/{catalogue.treatment_of.get(option, option)}/"
    return PAGES.get(str(part), "/")


# --- what is too hard -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Hard:
    """A text that is harder than it may be, and why."""

    place: str
    why: str
    words: str


def by_page(found: Iterable[Text]) -> dict[str, list[Text]]:
    """Put the texts of each page together, the pages in the order of their addresses."""
    pages: dict[str, list[Text]] = defaultdict(list)
    for text in found:
        pages[text.page].append(text)
    return dict(sorted(pages.items()))


def too_hard(found: Iterable[Text], names: Names) -> Iterator[Hard]:
    """Give each summary, step, page and sentence that is harder to read than it may be."""
    every = list(found)
    for text in every:
        for sentence in sentences(text.words):
            length = len(WORD.findall(sentence))
            if length > MOST_WORDS:
                yield Hard(text.place, f"{length} words in a sentence", sentence)
        reading = measure([text.words], names)
        if _counts(reading) and reading.grade > HIGHEST[text.kind]:
            yield Hard(text.place, f"grade {reading.grade}", text.words)
    for page, texts_of_it in by_page(every).items():
        reading = measure((text.words for text in texts_of_it), names)
        if reading.grade > HIGHEST[LONG]:
            yield Hard(page, f"grade {reading.grade}", "the page as a whole")


def _counts(reading: Reading) -> bool:
    return reading.words >= FEW_WORDS


def _of_kind(every: Sequence[Text], kind: str, names: Names) -> str:
    texts_of_it = [text.words for text in every if text.kind == kind]
    graded = [one.grade for text in texts_of_it if _counts(one := measure([text], names))]
    called = {SHORT: "summaries and steps", LONG: "other texts"}[kind]
    return (
        f"{len(texts_of_it)} {called}: grade {measure(texts_of_it, names).grade} together;"
        f" of the {len(graded)} with {FEW_WORDS} words or more the hardest has"
        f" {max(graded, default=0.0)} (no more than {HIGHEST[kind]:g})"
    )


def _line(page: str, *columns: object) -> str:
    return f"{page:32}" + "".join(f"{column!s:>11}" for column in columns)


def report(found: Iterable[Text], names: Names) -> str:
    """Tell the grades of every page, and what is too hard."""
    every = list(found)
    heads = ("words", "a sentence", "longest", "grade", "SMOG", "with names")
    lines = [_line("page", *heads)]
    for page, here in by_page(every).items():
        one = measure((text.words for text in here), names)
        longest = len(WORD.findall(one.longest))
        grades = (one.grade, one.smog, one.with_names)
        lines.append(_line(page, one.words, f"{one.mean:.1f}", longest, *grades))
    lines += ["", *(_of_kind(every, kind, names) for kind in HIGHEST), ""]
    lines += [
        f"{names.number} names of options, devices, makers and explained terms are set aside;",
        "the last column is without that.",
        "Cells put together from numbers are not measured. Grades are Flesch-Kincaid's.",
        "",
    ]
    hard = list(too_hard(every, names))
    lines += [f"{each.place}: {each.why}: {each.words}" for each in hard]
    lines.append(f"{len(hard)} texts are too hard" if hard else "nothing is too hard")
    return "\n".join(lines)
