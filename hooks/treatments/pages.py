"""From views to pages: HTML made by templates that escape every text."""

from __future__ import annotations

import json
import posixpath
import re
from dataclasses import dataclass, field, replace
from functools import cache, cached_property, partial
from typing import TYPE_CHECKING, Any

import jinja2
from markupsafe import Markup

from treatments import certainty, freshness, guide
from treatments.columns import Line, Option
from treatments.prose import CITATION, PART, TEMPLATES
from treatments.statements import FEW

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from treatments import model
    from treatments.situation import Situation
    from treatments.view import Pair, Site
    from treatments.wording import Wording

PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.DOTALL)
NAMED = re.compile(r"<p>\[\[[a-z-]+\]\]</p>|\[\[[a-z-]+\]\]")
CITED = re.compile(r'href="#source-(\d+)"')
# And not printed; but a cell is printed whole.
CLOSED = re.compile(r"<details(?! class=\"cell__rest).*?</details>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Heading:
    """An entry of a page's contents list."""

    level: int
    id: str
    name: str


@dataclass(frozen=True)
class Page:
    """A page of the site.

    `url` ends in a slash and is relative to the site's root; `data` is the file it comes from.
    `prints` and `lists` are called when the HTML and the headings are first asked for: a preview
    shows only one of many pages.
    """

    url: str
    title: str
    description: str
    prints: Callable[[], str]
    data: str
    checked: date
    lists: Callable[[], Iterable[Heading]] = tuple
    is_wide: bool = False

    @cached_property
    def headings(self) -> tuple[Heading, ...]:
        """Its contents list."""
        return tuple(self.lists())

    @cached_property
    def html(self) -> str:
        """The HTML of its content."""
        return self.prints()


@dataclass(frozen=True)
class Printer:
    """Prints the views of a site; one for all of its pages."""

    site: Site
    cases: Mapping[str, bytes] = field(default_factory=dict)

    @cached_property
    def _mistakes(self) -> tuple[guide.Mistake, ...]:
        """What the golden cases show of the check."""
        return guide.mistakes(self.cases)

    @cached_property
    def _common(self) -> Mapping[str, object]:
        """What every template knows."""
        wording = self.site.wording
        return {
            "site": self.site,
            "words": wording.words,
            "wording": wording,
            "decision": self.site.data.decision,
            "levels": certainty.LEVELS,
            "guide": guide,
            "mistakes": lambda: self._mistakes,
            "cite": self._cite,
        }

    def html(self, template: str, url: str, **context: object) -> str:
        """Print a template for the page at `url`."""
        found = _environment().get_template(template)
        return found.render(self._common, url=url, link=_linker(url), **context)

    def _whole(self, html: str, url: str, *options: Option) -> str:
        """Add the sources that a page cites, and its foot; the page is about the `options`."""
        cited = sorted({int(number) for number in CITED.findall(html)})
        references = [self.site.references[number - 1] for number in cited]
        in_sight = {int(number) for number in CITED.findall(CLOSED.sub("", html))}
        sources = self.html("cited.html", url, references=references, in_sight=in_sight)
        return html + sources + self.html("foot.html", url, options=options)

    def _of_options(
        self, template: str, url: str, options: Iterable[Option], **context: object
    ) -> str:
        """Print a page that is about some options."""
        return self._whole(self.html(template, url, **context), url, *options)

    def _cite(self, names: Iterable[str]) -> Markup:
        """Turn ids of sources into raised numbers."""
        key = tuple(names)
        if key not in self._citations:
            numbers = sorted({self.site.reference(name).number for name in key})
            links = Markup().join(self._number(number) for number in numbers)
            cited = Markup('<span class="sources-ref">{}</span>').format(links)
            self._citations[key] = cited if links else Markup()
        return self._citations[key]

    @cached_property
    def _citations(self) -> dict[tuple[str, ...], Markup]:
        return {}

    def _number(self, number: int) -> Markup:
        label = self.site.wording.words.source_number.format(number=number)
        return Markup(
            '<a class="sources-ref__link" href="#source-{0}" aria-label="{1}">{0}</a>'
        ).format(number, label)

    # --- generated pages --------------------------------------------------------------------------

    def pages(self) -> list[Page]:
        """Print every page that comes from data alone."""
        treatments = [
            self.treatment(self.site.options[each.id]) for each in self.site.data.treatments
        ]
        pairs = [self.pair(pair) for pair in self.site.pairs]
        return [*treatments, *pairs, *self._moved()]

    def treatment(self, option: Option) -> Page:
        """Give the page of one option."""
        return Page(
            option.url,
            option.name,
            option.plain,
            partial(self._treatment, option),
            self._origin(option.id),
            self.site.check(option).day,
            partial(self._headings, option),
        )

    def _treatment(self, option: Option) -> str:
        return self._of_options(
            "treatment.html",
            option.url,
            (option,),
            option=option,
            bands=self.site.answers(option),
            techniques=self.site.techniques(option),
        )

    def _headings(self, option: Option) -> Iterable[Heading]:
        words = self.site.wording.words
        yield Heading(1, "top", option.name)
        yield Heading(2, "how", words.how_it_works)
        for group, rows in self.site.answers(option):
            yield Heading(2, group.id, group.name)
            yield from (Heading(3, row.criterion.id, row.criterion.name) for row in rows)
        if self.site.visit(option):
            yield Heading(2, "visit", words.visit_title)
        if techniques := self.site.techniques(option):
            yield Heading(2, "techniques", words.techniques_title)
            yield from (Heading(3, each.id, each.name) for each in techniques)
        yield Heading(2, "questions", words.questions_title)
        yield Heading(2, "sources", words.sources_title)

    def _origin(self, name: str) -> str:
        mark = self.site.catalogue.ids("treatments").get(name)
        return mark.file if mark else ""

    def pair(self, pair: Pair) -> Page:
        """Give the page of a pair."""
        title = self.site.pair_title(pair)
        options = (pair.first, pair.second)
        prints = partial(self._of_options, "pair.html", pair.url, options, pair=pair, title=title)
        return Page(
            pair.url,
            title,
            self.site.pair_description(pair),
            prints,
            self._origin(pair.first.treatment),
            self.site.check(*options).day,
            partial(self._headings_of_pair, pair, title),
            is_wide=True,
        )

    def _headings_of_pair(self, pair: Pair, title: str) -> Iterable[Heading]:
        words = self.site.wording.words
        yield Heading(1, "top", title)
        if pair.differs.rows:
            yield Heading(2, "differs", words.differs_title)
        if pair.alike.rows:
            yield Heading(2, "alike", words.alike_title)

    def _moved(self) -> Iterable[Page]:
        """Print a page that leads on for every address that has been."""
        for treatment in self.site.data.treatments:
            for old in treatment.formerly:
                yield self._leads_on(f"treatments/{old}/", self.site.options[treatment.id])
        for pair in self.site.pairs:
            for first in self._names(pair.first):
                for second in self._names(pair.second):
                    if (first, second) != (pair.first.id, pair.second.id):
                        yield self._leads_on(f"compare/{first}-vs-{second}/", pair)

    def _names(self, option: Option) -> tuple[str, ...]:
        return (option.id, *self.site.record(option).formerly)

    def _leads_on(self, url: str, target: Option | Pair) -> Page:
        words = self.site.wording.words
        title = (
            target.name
            if isinstance(target, Option)
            else words.pair_title.format(first=target.first.name, second=target.second.name)
        )
        prints = partial(self.html, "moved.html", url, target=target.url, title=title)
        name = words.moved_title.format(title=title)
        return Page(url, name, words.moved, prints, "", self.site.check().day)

    # --- parts of hand-written pages --------------------------------------------------------------

    def fill(self, html: str, url: str) -> str:
        """Put parts and citations into a hand-written page, and add its sources and its foot.

        Raises:
            LookupError: if a part or a source that the page names is not there.
        """
        # The citations first: what looks like one in a text of the data is text.
        cited = CITATION.sub(lambda found: self._cite([found[1]]), html)
        filled = _filled(cited, lambda name: self.html(f"parts/{name}.html", url))
        return self._whole(filled, url)

    def reviews(self, address: str) -> str:
        """Print the days for checking as a calendar, for the site at `address`."""
        return freshness.ics(self.site.fresh.reviews, self.site.wording, address)

    # --- columns ----------------------------------------------------------------------------------

    @cached_property
    def _parts(self) -> Any:  # noqa: ANN401  # macros are what the template makes of them
        """The parts of pages, to be printed one by one."""
        return _environment().get_template("macros.html").make_module(dict(self._common))

    def columns(self) -> dict[str, Callable[[], str]]:
        """Give what prints the script of each option: its column, and what it says to one reader.

        A script and not a file of data: a page that is opened from a folder may load nothing else.
        """
        return {
            f"compare/columns/{option.id}.js": partial(self._script, option)
            for option in self.site.columns
        }

    def _script(self, option: Option) -> str:
        text = json.dumps(self._column(option), ensure_ascii=False, separators=(",", ":"))
        return f"(globalThis.comparisonColumns ??= {{}})[{json.dumps(option.id)}] = {text};\n"

    def _column(self, option: Option) -> dict[str, object]:
        link = _linker("compare/")
        parts = self._parts
        cells = {
            each.id: parts.column_cell(
                self.site.cells.cell(each, option.id), each, self._cite, link
            )
            for each in self.site.data.criteria
        }
        notes = self._notes(option, link)
        cited = {int(number) for number in CITED.findall(f"{cells}{notes}".replace("\\", ""))}
        sources = {
            number: parts.source_short(self.site.references[number - 1], link)
            for number in sorted(cited)
        }
        head = parts.head(option, link)
        return {"head": head, "cells": cells, "sources": sources, **notes}

    def _notes(self, option: Option, link: Callable[[str], str]) -> dict[str, object]:
        """Give what is said to one reader: by choice, on what it takes, and each record's most."""
        situation = self.site.situation
        takes = {
            facet.id: {choice.id: self._takes(option, choice, link) for choice in facet.choices}
            for facet in situation.taken
        }
        said = self._said(situation, option)
        without = {}
        for group in situation.ruled_out(option):
            cells = {
                each.criterion.id: self._parts.apart(each, group, self._cite)
                for each in situation.apart(option, group)
            }
            others = self._said(situation.without(group), option)
            for each in self.site.data.criteria:
                if each.kind == "limits":  # of a caution she hears whatever she rules out
                    others["notes"].pop(each.id, None)
            fewer = {part: _unlike(found, said[part]) for part, found in others.items()}
            without[",".join(sorted(each.id for each in group))] = {"cells": cells, **fewer}
        return {"takes": takes, "apart": without, **said}

    def _said(self, situation: Situation, option: Option) -> dict[str, dict[str, object]]:
        """Give the notes of an option by criterion and facet, and each record's most."""
        notes: dict[str, dict[str, object]] = {}
        for criterion, facet, each in situation.notes(option):
            of = f"{option.short}, {criterion.name}"
            notes.setdefault(criterion.id, {})[facet.id] = {
                "otherwise": each.otherwise,
                "always": each.always,
                "choices": {
                    choice: self._note(choice, lines, of)
                    for choice, lines in each.spoken_of.items()
                },
            }
        limits: dict[str, object] = {
            criterion.id: [
                [float(each.most), each.unit, self._parts.line(each.line, self._cite)]
                for each in situation.limits(criterion, option)
            ]
            for criterion in situation.limited
        }
        return {"notes": {**notes}, "limits": limits}

    def _note(self, choice: str, lines: Sequence[Line], of: str) -> str:
        """Print what records say of a choice, with a few sources for each line in sight."""
        name = self.site.catalogue.choices[choice].name
        short = [replace(line, sources=line.sources[:FEW]) for line in lines]
        others = [source for line in lines for source in line.sources[FEW:]]
        html: str = self._parts.note(name, short, others, of, self._cite)
        return html

    def _takes(
        self, option: Option, choice: model.Choice, link: Callable[[str], str]
    ) -> dict[str, object]:
        """Say whether an option takes something, and which techniques of it do."""
        does, others = self.site.situation.takes(option, choice.id)
        html = self._parts.takes(does, others, self._cite, link)
        return {"html": html, "by": [each.id for each, _ in does]}

    def stylesheet(self) -> str:
        """Print the colours of the options."""
        return self.html("options.css", "assets/")


def _unlike(found: Mapping[str, object], whole: Mapping[str, object]) -> dict[str, object]:
    """Give what is found to be something else than in the whole."""
    return {name: each for name, each in found.items() if each != whole[name]}


@cache
def _environment() -> jinja2.Environment:
    """Set up the templates: every text is escaped, and a name that is not there is an error.

    Kept for the next build of a preview, so that each template is compiled once.
    """
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["day"] = _day
    return environment


@jinja2.pass_context
def _day(context: jinja2.runtime.Context, day: date) -> str:
    """Write a day as people do."""
    wording: Wording = context["wording"]
    return wording.day(day)


def bare(html: str) -> str:
    """Take parts and citations out of a hand-written page: the search has entries of its own."""
    return NAMED.sub("", CITATION.sub("", html))


def _filled(html: str, part: Callable[[str], str]) -> str:
    """Put parts in the place of their names; where one stands in a paragraph, it ends there."""

    def paragraph(found: re.Match[str]) -> str:
        pieces = PART.split(found[1])  # texts and names in turn
        if len(pieces) == 1:
            return found[0]
        printed = (
            part(each) if place % 2 else f"<p>{each.strip()}</p>" if each.strip() else ""
            for place, each in enumerate(pieces)
        )
        return "".join(printed)

    return PARAGRAPH.sub(paragraph, html)


def _linker(url: str) -> Callable[[str], str]:
    """Make what gives the relative address of a page of the site, seen from the page at `url`."""

    def link(target: str) -> str:
        path, hash_, anchor = target.partition("#")
        if path == url:
            return f"#{anchor}" if hash_ else "./"
        relative = posixpath.relpath(f"/{path}", f"/{url}")
        return f"{relative}/{hash_}{anchor}"

    return link
