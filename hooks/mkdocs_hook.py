"""The door between MkDocs and the generator: pages go in, search entries go in, nothing is decided here.

Works under MkDocs 1.x and its fork ProperDocs alike.
"""

from __future__ import annotations

import logging
import re
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, InclusionLevel
from mkdocs.structure.toc import get_toc
from treatments import files as data_files
from treatments.build import build
from treatments.pages import Entry, Page, Printer
from treatments.problems import Invalid

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page as HostPage
    from mkdocs.structure.toc import TableOfContents

log = logging.getLogger("mkdocs.treatments")


class _Build:
    """What one build works with; made anew each time."""

    printer: Printer
    pages: dict[str, Page]


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Check the data before anything is touched; stop with every problem if there is one."""
    root = Path(config.config_file_path).parent
    try:
        _Build.printer = build(
            data_files.data(root), data_files.evidence(root), data_files.prose(root)
        )
    except Invalid as invalid:
        for problem in invalid.problems:
            log.error(str(problem))
        message = f"{len(invalid.problems)} problems in the data; the site was left as it was"
        raise PluginError(message) from None
    _Build.pages = {page.url: page for page in _Build.printer.pages()}
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add a page for every view, and the colours of the options."""
    for page in _Build.pages.values():
        name = page.url.rstrip("/") + ".md"
        file = File.generated(config, name, content="", inclusion=InclusionLevel.NOT_IN_NAV)
        file.edit_uri = f"../{page.data}" if page.data else None
        files.append(file)
    stylesheet = _Build.printer.stylesheet()
    files.append(File.generated(config, "assets/options.css", content=stylesheet))
    return files


def on_page_markdown(markdown: str, page: HostPage, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001
    """Give a generated page its title, its description and what the theme must hide."""
    view = _Build.pages.get(page.url)
    if view is not None:
        page.title = view.title
        page.meta.update(
            {
                "title": view.title,
                "description": view.description,
                "search": {"exclude": True},
            }
        )
        page.meta["hide"] = ["navigation", "toc"] if view.is_wide else ["navigation"]
    return markdown


def on_page_content(html: str, page: HostPage, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001
    """Hand over the HTML of a generated page."""
    view = _Build.pages.get(page.url)
    if view is None:
        return html
    page.toc = _contents(view)
    page.present_anchor_ids = {heading.id for heading in view.headings} | set(
        re.findall(r'\bid="([^"]+)"', view.html)
    )
    return view.html


@event_priority(-50)  # after the theme has read the prose for its search
def on_page_context(
    context: dict[str, object], page: HostPage, config: MkDocsConfig, nav: object
) -> dict[str, object]:
    """Put the parts and the sources into a hand-written page."""
    if page.url not in _Build.pages:
        page.content = _Build.printer.fill(page.content or "", page.url)
    return context


@event_priority(50)  # before the theme writes its index
def on_post_build(config: MkDocsConfig) -> None:
    """Give the search what it finds on pages that are made from data."""
    search = config.plugins.get("material/search") or config.plugins.get("search")
    entries = [
        *_Build.printer.entries(),
        *(entry for page in _Build.pages.values() for entry in page.search),
    ]
    index = search.search_index  # type: ignore[union-attr]  # not public; a test finds what is entered here
    index.entries += [_indexed(entry) for entry in entries]


def _indexed(entry: Entry) -> dict[str, object]:
    return {
        "location": entry.url,
        "title": entry.title,
        "text": entry.text,
        "tags": list(entry.tags),
    }


def _contents(page: Page) -> TableOfContents:
    """Nest the headings of a page, as MkDocs wants them for its contents list."""
    root: list[dict[str, object]] = []
    open_lists = {1: root}
    for heading in page.headings:
        children: list[dict[str, object]] = []
        token = {
            "level": heading.level,
            "id": heading.id,
            "name": heading.name,
            "html": heading.name,
            "data-toc-label": "",
            "children": children,
        }
        level = max(each for each in open_lists if each <= heading.level)
        open_lists[level].append(token)
        open_lists = {each: tokens for each, tokens in open_lists.items() if each <= level}
        open_lists[heading.level + 1] = children
    return get_toc(root)  # type: ignore[arg-type]
