"""What a search can find: options, techniques, answers, questions, pairs, terms, notices, signs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING

from treatments.wording import capital

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from treatments import model
    from treatments.columns import Cell, Option, Row
    from treatments.view import Pair, Site
    from treatments.words import Words

BETWEEN = r"""[\s\-.,:;!?()\[\]"“”/…]+"""

# What the search reads of an entry, and how much a word counts there.
FIELDS = {"title": 10, "also": 10, "text": 1}

# A question leads to the comparison before it leads to one option, a word to what it means, and a
# name to what it names before the pairs that it is in. A page counts for less than its parts,
# because the search itself counts it for more.
QUESTION = 1.5
NAME = 1.1
TERM = 1.3
SIGN = 1.5
ANSWER = 0.7
PAGE = 0.4
PAIR = 0.3


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that a search can find: where it is, what it is called, and what is shown of it.

    `also` holds the words that lead to it besides its title, each once; they are not shown.
    """

    url: str
    title: str
    text: str
    also: str = ""
    boost: float = 1

    def indexed(self) -> dict[str, object]:
        """Write it as the theme's search reads it, which puts texts into its results as HTML."""
        texts = {"title": self.title, "text": self.text, "also": self.also}
        fields = {name: escape(text, quote=False) for name, text in texts.items() if text}
        boost = {} if self.boost == 1 else {"boost": self.boost}
        return {"location": self.url, "text": "", **fields, **boost}


def entries(site: Site) -> Iterator[Entry]:
    """Give what a search finds on pages whose content comes from data; a page before its parts."""
    finder = Finder(site)
    for treatment in site.data.treatments:
        yield from finder.treatment(site.options[treatment.id])
    yield from (finder.pair(pair) for pair in site.pairs)
    yield from (finder.question(criterion) for criterion in site.data.criteria)
    yield from (finder.term(term) for term in site.data.terms)
    yield from (finder.notice(notice) for notice in site.data.notices)
    yield from (finder.sign(sign) for sign in site.data.signs)


def settings(skipped: Iterable[str]) -> dict[str, object]:
    """Say how the theme's search is to read what is typed and what is entered here.

    Each word that is typed finds those that begin with it, so small words would find nearly all;
    they count as what stands between words. Nothing else is left out or cut to its stem.
    """
    small = "|".join(f"[{word[0].upper()}{word[0]}]{re.escape(word[1:])}" for word in skipped)
    return {
        "separator": rf"{BETWEEN}|\b(?:{small})\b",
        "pipeline": [],
        "fields": {field: {"boost": boost} for field, boost in FIELDS.items()},
    }


def also(title: str, texts: Iterable[str], skipped: Iterable[str]) -> str:
    """Put the words of texts in a row, but for those that the search finds without them.

    A word finds those that begin with it, so none is needed beside a longer one, here or in the
    title.
    """
    titled = _split(title)
    rest = dict.fromkeys(word for text in texts for word in _split(text))
    ordered = sorted({*titled, *rest})  # where those that begin with a word follow it at once
    begun = {word for word, other in pairwise(ordered) if other.startswith(word)}
    needless = begun.union(titled, skipped)
    return " ".join(word for word in rest if word not in needless)


def _split(text: str) -> list[str]:
    return [word for word in re.split(BETWEEN, text.casefold()) if word]


@dataclass(frozen=True, slots=True)
class Finder:
    """Makes the entries of a site."""

    site: Site

    def treatment(self, option: Option) -> Iterator[Entry]:
        """Enter an option, its techniques, a visit, and its answers."""
        record = self.site.catalogue.treatments[option.id]
        names = (option.name, option.short)
        other_names = (*names, *record.searched_as)
        yield self._entry(option.url, option.name, option.plain, other_names, PAGE)
        for each in record.techniques:
            other_names = (*names, *_other_names(each))
            yield self._entry(f"{option.url}#{each.id}", each.name, each.plain, other_names, NAME)
        if self.site.visit(option):
            also = (*names, *self._words.search_visit)
            title = self._words.visit_title
            yield self._entry(f"{option.url}#visit", title, option.plain, also, ANSWER)
        for _, rows in self.site.answers(option):
            for row in rows:
                yield self._answer(option, row)

    def _answer(self, option: Option, row: Row) -> Entry:
        asked = row.criterion
        also = (option.name, option.short, asked.name, *asked.searched_as)
        url = f"{option.url}#{asked.id}"
        return self._entry(url, asked.asks, self._teaser(row.cells[0]), also, ANSWER)

    def _teaser(self, cell: Cell) -> str:
        if cell.state == "does_not_apply":
            return _sentences(self._words.does_not_apply, cell.reason)
        if cell.state == "unknown":
            return _sentences(self._words.not_known, cell.reason)
        colon = self._words.colon
        leads = [f"{line.lead}{colon} " if line.lead else "" for line in cell.lines]
        lines = [f"{lead}{line.text}" for lead, line in zip(leads, cell.lines, strict=True)]
        first = [line for line in lines[:1] if cell.verdict.casefold() not in line.casefold()]
        return _sentences(cell.verdict, *(capital(line) for line in first))

    def pair(self, pair: Pair) -> Entry:
        """Enter the page of a pair."""
        also = [*self._words.search_versus, pair.first.short, pair.second.short]
        for option in (pair.first, pair.second):
            for each in map(self.site.record, self.site.techniques(option)):
                devices = (device.name for device in getattr(each, "devices", ()))
                also += (each.short or each.name, *devices)
        title, text = self.site.pair_title(pair), self.site.pair_description(pair)
        return self._entry(pair.url, title, text, also, PAIR)

    def question(self, criterion: model.Criterion) -> Entry:
        """Enter a row of the comparison."""
        options = self.site.wording.listed(option.short for option in self.site.featured)
        choices = self._choices(criterion)
        text = _sentences(
            criterion.help or "",
            ", ".join(choice.name for choice in choices),
            self._words.search_side_by_side.format(list=options),
        )
        also = [criterion.name, *criterion.searched_as]
        also += (word for choice in choices for word in choice.also)
        return self._entry(f"compare/#{criterion.id}", criterion.asks, text, also, QUESTION)

    def _choices(self, criterion: model.Criterion) -> list[model.Choice]:
        """Give the choices that the answers to a criterion are made of."""
        catalogue = self.site.catalogue
        records: list[model.Treatment | model.Technique] = [
            *catalogue.treatments.values(),
            *catalogue.techniques.values(),
        ]
        answers = [record.answers.get(criterion.id) for record in records]
        said = [each for answer in answers if isinstance(answer, tuple) for each in answer]
        named = {choice for each in said for choice in each.of}
        return [
            choice
            for facet in self.site.data.facets
            for choice in facet.choices
            if facet.id == criterion.facet or choice.id in named
        ]

    def term(self, term: model.Term) -> Entry:
        """Enter a term of the glossary."""
        also = (*term.forms, *term.searched_as)
        return self._entry(f"glossary/#{term.id}", term.name, term.means, also, TERM)

    def notice(self, notice: model.Notice) -> Entry:
        """Enter a notice."""
        title = self._words.notice_label.format(
            names=self.site.names(notice), by=notice.by, date=self.site.wording.day(notice.date)
        )
        text = _sentences(notice.says, notice.do)
        return self._entry(f"safety/#notice-{notice.id}", title, text, notice.searched_as)

    def sign(self, sign: model.Sign) -> Entry:
        """Enter a sign on which to seek help."""
        return self._entry(f"safety/#sign-{sign.id}", sign.words, sign.do, (), SIGN)

    @property
    def _words(self) -> Words:
        return self.site.wording.words

    def _entry(
        self, url: str, title: str, text: str, texts: Iterable[str], boost: float = 1
    ) -> Entry:
        return Entry(url, title, text, also(title, texts, self._words.search_skipped), boost)


def _other_names(technique: model.Technique) -> Iterator[str]:
    """Give the other names of a technique, and those of its devices."""
    yield from (technique.short or "", *technique.searched_as)
    for device in technique.devices:
        yield from (device.name, device.maker or "", *device.other_names)


def _sentences(*texts: str) -> str:
    ends = (".", "!", "?")
    return " ".join(text if text.endswith(ends) else f"{text}." for text in texts if text)
