"""From views to pages: HTML made by templates that escape every text."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import jinja2
from markupsafe import Markup

from treatments import certainty, guide
from treatments.columns import Option
from treatments.prose import CITATION, TEMPLATES
from treatments.view import Pair, Site

PART = re.compile(r"<p>\[\[([a-z-]+)\]\]</p>")
CITED = re.compile(r'href="#source-(\d+)"')


@dataclass(frozen=True, slots=True)
class Heading:
    """An entry of a page's contents list."""

    level: int
    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the site. `url` ends in a slash and is relative to the site's root; `data` is the file it comes from."""

    url: str
    title: str
    description: str
    html: str
    data: str
    headings: tuple[Heading, ...] = ()
    is_wide: bool = False


@dataclass(frozen=True)
class Printer:
    """Prints the views of a site; one for all of its pages."""

    site: Site
    environment: jinja2.Environment = field(init=False)

    def __post_init__(self) -> None:
        """Set up the templates: every text is escaped, and a name that is not there is an error."""
        environment = jinja2.Environment(
            loader=jinja2.FileSystemLoader(TEMPLATES),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        wording = self.site.wording
        environment.globals |= {
            "site": self.site,
            "words": wording.words,
            "wording": wording,
            "decision": self.site.data.decision,
            "levels": certainty.LEVELS,
            "guide": guide,
        }
        environment.filters["day"] = wording.day
        object.__setattr__(self, "environment", environment)

    def html(self, template: str, url: str, **context: object) -> str:
        """Print a template for the page at `url`."""
        link = _linker(url)
        return self.environment.get_template(template).render(
            url=url, link=link, cite=self._cite, **context
        )

    def _whole(self, html: str, url: str) -> str:
        """Add the list of the sources that a page cites, and its foot."""
        cited = sorted({int(number) for number in CITED.findall(html)})
        references = [self.site.references[number - 1] for number in cited]
        return (
            html + self.html("cited.html", url, references=references) + self.html("foot.html", url)
        )

    def _cite(self, names: Iterable[str]) -> Markup:
        """Turn ids of sources into raised numbers."""
        numbers = sorted({self.site.reference(name).number for name in names})
        if not numbers:
            return Markup()
        return Markup('<span class="sources-ref">{}</span>').format(
            Markup().join(self._number(number) for number in numbers)
        )

    def _number(self, number: int) -> Markup:
        label = self.site.wording.words.source_number.format(number=number)
        return Markup(
            '<a class="sources-ref__link" href="#source-{0}" aria-label="{1}">{0}</a>'
        ).format(number, label)

    # --- generated pages --------------------------------------------------------------------------------------------

    def pages(self) -> list[Page]:
        """Print every page that comes from data alone."""
        treatments = [
            self.treatment(self.site.options[each.id]) for each in self.site.data.treatments
        ]
        pairs = [self.pair(pair) for pair in self.site.pairs]
        return [*treatments, *pairs, *self._moved()]

    def treatment(self, option: Option) -> Page:
        """Print the page of one option."""
        words = self.site.wording.words
        bands = self.site.answers(option)
        techniques = self.site.techniques(option)
        html = self._whole(
            self.html(
                "treatment.html", option.url, option=option, bands=bands, techniques=techniques
            ),
            option.url,
        )
        headings = [Heading(1, "top", option.name), Heading(2, "how", words.how_it_works)]
        for group, rows in bands:
            headings.append(Heading(2, group.id, group.name))
            headings += [Heading(3, row.criterion.id, row.criterion.name) for row in rows]
        if self.site.visit(option):
            headings.append(Heading(2, "visit", words.visit_title))
        if techniques:
            headings.append(Heading(2, "techniques", words.techniques_title))
            headings += [Heading(3, each.id, each.name) for each in techniques]
        headings += [
            Heading(2, "questions", words.questions_title),
            Heading(2, "sources", words.sources_title),
        ]
        return Page(
            option.url,
            option.name,
            option.plain,
            html,
            self._origin(option.id),
            tuple(headings),
        )

    def _origin(self, name: str) -> str:
        mark = self.site.catalogue.ids("treatments").get(name)
        return mark.file if mark else ""

    def pair(self, pair: Pair) -> Page:
        """Print the page of a pair."""
        words = self.site.wording.words
        title = self.site.pair_title(pair)
        html = self._whole(self.html("pair.html", pair.url, pair=pair, title=title), pair.url)
        headings = (
            Heading(1, "top", title),
            Heading(2, "differs", words.differs_title),
            Heading(2, "alike", words.alike_title),
        )
        description = self.site.pair_description(pair)
        return Page(
            pair.url,
            title,
            description,
            html,
            self._origin(pair.first.treatment),
            headings,
            is_wide=True,
        )

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
        html = self.html("moved.html", url, target=target.url, title=title)
        return Page(url, words.moved_title.format(title=title), words.moved, html, "")

    # --- parts of hand-written pages --------------------------------------------------------------------------------

    def fill(self, html: str, url: str) -> str:
        """Put parts and citations into a hand-written page, and add its sources and its foot.

        Raises:
            LookupError: if a part or a source that the page names is not there.
        """
        filled = PART.sub(lambda found: self.html(f"parts/{found[1]}.html", url), html)
        return self._whole(CITATION.sub(lambda found: self._cite([found[1]]), filled), url)

    def stylesheet(self) -> str:
        """Print the colours of the options."""
        return self.environment.get_template("options.css").render()


def bare(html: str) -> str:
    """Take the parts and the citations out of a hand-written page: the search has entries of its own for them."""
    return CITATION.sub("", PART.sub("", html))


def _linker(url: str) -> Callable[[str], str]:
    """Make the function that gives the relative address of a page of the site, seen from the page at `url`."""

    def link(target: str) -> str:
        path, hash_, anchor = target.partition("#")
        if path == url:
            return f"#{anchor}" if hash_ else "./"
        relative = posixpath.relpath(f"/{path}", f"/{url}")
        return f"{relative}/{hash_}{anchor}"

    return link
