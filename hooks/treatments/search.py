"""What a search can find: an entry for every option, technique, answer, question, pair, term, notice and sign."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from treatments.wording import capital

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from treatments import model
    from treatments.columns import Cell, Option
    from treatments.view import Pair, Site

# A word ends where the separator of the search in mkdocs.yml says so; a test holds the two together.
BETWEEN = re.compile(r"""[\s\-.,:;!?()\[\]"“”/…]+""")

# A question leads to the comparison before it leads to one option, and a name leads to what it names
# before it leads to the pairs that it is in.
QUESTION = 1.5
PAIR = 0.2


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


def entries(site: Site) -> Iterator[Entry]:
    """Give what a search finds on pages whose content comes from data; a page before its parts."""
    for treatment in site.data.treatments:
        yield from _treatment(site, site.options[treatment.id])
    for pair in site.pairs:
        yield _pair(site, pair)
    names = site.wording.listed(option.short for option in site.featured)
    side_by_side = site.wording.words.search_side_by_side.format(list=names)
    for criterion in site.data.criteria:
        text = _sentences(criterion.help or "", side_by_side)
        also = (*_searched(criterion), *_choices(site, criterion))
        yield _entry(f"compare/#{criterion.id}", criterion.asks, text, also, QUESTION)
    for term in site.data.terms:
        yield _entry(f"glossary/#{term.id}", term.name, term.means, (*term.forms, *term.searched_as))
    for notice in site.data.notices:
        title = site.wording.words.notice_label.format(
            names=site.names(notice), by=notice.by, date=site.wording.day(notice.date)
        )
        text = _sentences(notice.says, notice.do)
        yield _entry(f"safety/#notice-{notice.id}", title, text, notice.searched_as)
    for sign in site.data.signs:
        yield _entry(f"safety/#sign-{sign.id}", sign.words, sign.do)


def words(*texts: str) -> tuple[str, ...]:
    """Split texts into words as the search does, each once."""
    found = (word for text in texts for word in BETWEEN.split(text.casefold()) if word)
    return tuple(dict.fromkeys(found))


def _entry(url: str, title: str, text: str, also: Iterable[str] = (), boost: float = 1) -> Entry:
    titled = set(words(title))
    return Entry(url, title, text, " ".join(each for each in words(*also) if each not in titled), boost)


def _treatment(site: Site, option: Option) -> Iterator[Entry]:
    record = site.catalogue.treatments[option.id]
    known_as = (option.short, *record.searched_as)
    yield _entry(option.url, option.name, option.plain, known_as)
    for technique in record.techniques:
        title = f"{technique.name} ({option.short})"
        yield _entry(f"{option.url}#{technique.id}", title, technique.plain, _known_as(technique))
    if site.visit(option):
        title = f"{option.short}{site.wording.words.colon} {site.wording.words.visit_title}"
        yield _entry(f"{option.url}#visit", title, option.plain, (option.name,))
    for _, rows in site.answers(option):
        for row in rows:
            title = f"{option.short}{site.wording.words.colon} {row.criterion.asks}"
            also = (option.name, *_searched(row.criterion))
            yield _entry(f"{option.url}#{row.criterion.id}", title, _teaser(site, row.cells[0]), also)


def _pair(site: Site, pair: Pair) -> Entry:
    known_as = [
        name
        for option in (pair.first, pair.second)
        for record in (site.catalogue.treatments[option.id],)
        for name in (
            option.short,
            *record.searched_as,
            *(name for technique in record.techniques for name in _known_as(technique)),
        )
    ]
    also = (*site.wording.words.search_versus, *known_as)
    return _entry(pair.url, site.pair_title(pair), site.pair_description(pair), also, PAIR)


def _known_as(technique: model.Technique) -> Iterator[str]:
    """Give the names of a technique and of its devices."""
    yield from (technique.short or "", *technique.searched_as)
    for device in technique.devices:
        yield from (device.name, device.maker or "", *device.other_names)


def _searched(criterion: model.Criterion) -> tuple[str, ...]:
    return (criterion.name, *criterion.searched_as)


def _choices(site: Site, criterion: model.Criterion) -> Iterator[str]:
    """Name the choices that the answers to a criterion are made of."""
    named = {
        choice
        for record in (*site.catalogue.treatments.values(), *site.catalogue.techniques.values())
        for answer in _statements(record, criterion)
        for choice in answer.of
    }
    for facet in site.data.facets:
        for choice in facet.choices:
            if facet.id == criterion.facet or choice.id in named:
                yield from (choice.name, *choice.also)


def _statements(
    record: model.Treatment | model.Technique, criterion: model.Criterion
) -> tuple[model.Statement, ...]:
    answer = record.answers.get(criterion.id, ())
    return answer if isinstance(answer, tuple) else ()


def _teaser(site: Site, cell: Cell) -> str:
    said = site.wording.words
    if cell.state == "does_not_apply":
        return _sentences(said.does_not_apply, cell.reason)
    if cell.state == "unknown":
        return _sentences(said.not_known, cell.reason)
    lines = [f"{line.lead}{said.colon} {line.text}" if line.lead else line.text for line in cell.lines]
    first = [capital(line) for line in lines[:1] if cell.verdict.casefold() not in line.casefold()]
    return _sentences(cell.verdict, *first)


def _sentences(*texts: str) -> str:
    return " ".join(text if text.endswith((".", "!", "?")) else f"{text}." for text in texts if text)
