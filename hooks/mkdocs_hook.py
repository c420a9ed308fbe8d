"""The door between MkDocs and the generator: it lets in pages and search entries, decides nothing.

Works under MkDocs 1.x and its fork ProperDocs alike.
"""

from __future__ import annotations

import logging
import re
from collections import ChainMap
from functools import partial
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import serving
import writing
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, InclusionLevel
from mkdocs.structure.toc import get_toc
from treatments import files as data_files
from treatments import policy, report, search, stylesheet
from treatments.build import build
from treatments.pages import Page, Printer, bare
from treatments.problems import Invalid

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page as HostPage
    from mkdocs.structure.toc import TableOfContents

log = logging.getLogger("mkdocs.treatments")

STYLESHEET = "assets/site.css"
THEIR_STYLES = re.compile(r"assets/stylesheets/(main|palette)\.")


class _Build:
    """What one build works with; made anew each time."""

    printer: Printer
    pages: dict[str, Page]
    searched_as: dict[str, Sequence[str]]  # words that lead to a hand-written page besides its own
    scripts: set[str]  # hashes of the inline scripts on all pages
    samples: dict[str, str]  # the HTML of one page of each kind
    sheets: list[str]  # the names of our stylesheets, in their order
    theirs: str  # the theme's stylesheets
    ours: str


class _Run:
    """What holds for as long as the command runs."""

    # The preview reloads itself by an inline script that no policy of ours could allow.
    is_preview = False
    preview = serving.Preview()


def on_startup(command: str, dirty: bool) -> None:  # noqa: ARG001, FBT001  # as the host calls it
    """Note whether this is a build or a preview."""
    _Run.is_preview = command == "serve"


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: object) -> LiveReloadServer:  # noqa: ARG001
    """Let the preview say on its pages what is wrong."""
    _Run.preview.attend(server)
    return server


def on_shutdown() -> None:
    """Remove what the preview left behind."""
    _Run.preview.close()


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Check the data before anything is touched; stop with every problem if there is one."""
    read = partial(_contents_of, Path(config.config_file_path).parent)
    fault = _fault(read())
    if fault and _Run.is_preview and _Run.preview.is_first:
        _Run.preview.wait(*config.dev_addr, read, _fault)
    elif fault:
        log.error(fault)
        _Run.preview.blame(fault)
        raise PluginError("there are problems in the data; the site was left as it was")
    if _Run.is_preview:
        config.site_dir = _Run.preview.folder(config.site_dir)
        catalogue = _Build.printer.site.catalogue
        writing.write_schema(Path(config.config_file_path).parent, catalogue)
    _Build.pages = {page.url: page for page in _Build.printer.pages()}
    _Build.searched_as = {}
    _Build.scripts = set()
    _Build.samples = {}
    _Build.sheets, config.extra_css = [*config.extra_css], [STYLESHEET]
    return config


def _contents_of(root: Path) -> tuple[Mapping[str, bytes], ...]:
    parts = (data_files.data, data_files.evidence, data_files.prose, data_files.cases)
    return tuple(read(root) for read in parts)


def _fault(contents: tuple[Mapping[str, bytes], ...]) -> str:
    """Read the data, and say what is wrong with it in the words of the check."""
    try:
        _Build.printer = build(*contents)
    except Invalid as invalid:
        return report.text(invalid.problems, ChainMap(*map(dict, contents)), colour=False)
    return ""


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add a page for every view, a column for every option, and the colours of the options."""
    for page in _Build.pages.values():
        name = page.url.rstrip("/") + ".md"
        file = File.generated(config, name, content="", inclusion=InclusionLevel.NOT_IN_NAV)
        file.edit_uri = f"../{page.data}" if page.data else None
        files.append(file)
    files.append(File.generated(config, "assets/options.css", content=_Build.printer.stylesheet()))
    columns = _Build.printer.columns()
    if _Run.is_preview:
        _Run.preview.put_off_files(columns)
    else:
        for url, script in columns.items():
            files.append(File.generated(config, url, content=script()))
    files.append(
        File.generated(config, "reviews.ics", content=_Build.printer.reviews(config.site_url or ""))
    )
    _join_stylesheets(files, config)
    return files


def _join_stylesheets(files: Files, config: MkDocsConfig) -> None:
    """Put one stylesheet in the place of the theme's and ours."""
    theirs = [file for file in files if THEIR_STYLES.match(file.src_uri)]
    ours = [file for name in _Build.sheets if (file := files.get_file_from_path(name))]
    for file in (*theirs, *ours):
        files.remove(file)
    # Those that are no sheets are maps of them.
    theirs = [file for file in theirs if file.src_uri.endswith(".css")]
    _Build.theirs = stylesheet.joined(file.content_string for file in theirs)
    _Build.ours = stylesheet.joined(file.content_string for file in ours)
    files.append(File.generated(config, STYLESHEET, content=_Build.theirs + _Build.ours))


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:  # noqa: ARG001
    """Lend the theme's templates the words of the interface and what is worth a search."""
    if _Run.is_preview:
        env.bytecode_cache = _Run.preview.compiled
    site = _Build.printer.site
    env.globals |= {"words": site.wording.words, "search_words": site.search_words()}
    return env


def on_page_markdown(markdown: str, page: HostPage, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001
    """Give a generated page its title, its description and what the theme must hide."""
    view = _Build.pages.get(page.url)
    # The site map tells when a page was checked: the day of a build would differ at each build.
    page.update_date = f"{view.checked if view else _Build.printer.site.check().day}"
    if view is not None:
        # The theme puts both into the head of the page as they are.
        page.title = escape(view.title)
        page.meta.update(
            {
                "title": page.title,
                "description": escape(view.description),
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
    if _Run.is_preview:
        page.present_anchor_ids = serving.Anything()
        return _Run.preview.put_off(page.url, lambda: view.html)
    page.present_anchor_ids = {heading.id for heading in view.headings} | set(
        re.findall(r'\bid="([^"]+)"', view.html)
    )
    return view.html


@event_priority(-50)  # after the theme has read the prose for its search
def on_page_context(
    context: dict[str, object],
    page: HostPage,
    config: MkDocsConfig,  # noqa: ARG001
    nav: object,  # noqa: ARG001
) -> dict[str, object]:
    """Put the parts and the sources into a hand-written page."""
    if page.url not in _Build.pages:
        _Build.searched_as[page.url] = page.meta.get("searched_as", ())
        fill = partial(_Build.printer.fill, page.content or "", page.url)
        page.content = _Run.preview.put_off(page.url, fill) if _Run.is_preview else fill()
    return context


@event_priority(-100)  # last: what comes after could add a script that the policy does not know
def on_post_page(output: str, page: HostPage, config: MkDocsConfig) -> str:  # noqa: ARG001
    """Put its policy into a page."""
    is_generated = page.url in _Build.pages  # all of those in one folder are made in one way
    _Build.samples[page.url.partition("/")[0] if is_generated else page.url] = output
    return _protected(output)


@event_priority(-100)
def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:  # noqa: ARG001
    """Put its policy into a page that the theme makes by itself, such as the one for 404."""
    return _protected(output_content) if template_name.endswith(".html") else output_content


def _protected(html: str) -> str:
    if _Run.is_preview:
        return html
    _Build.scripts |= policy.hashes(html)
    return policy.protect(html)


@event_priority(50)  # before the theme writes its index
def on_post_build(config: MkDocsConfig) -> None:
    """Give the search what it finds on pages that are made from data."""
    plugin = config.plugins.get("material/search") or config.plugins.get("search")
    index = plugin.search_index  # type: ignore[union-attr]  # not public; a test finds what is entered here
    words = _Build.printer.site.wording.words
    index.config.update(search.settings(words.search_skipped))
    for prose in index.entries:
        prose["text"] = bare(prose["text"])
        searched_as = _Build.searched_as.get(prose["location"], ())
        prose["also"] = search.also(prose["title"], searched_as, words.search_skipped)
    index.entries += [entry.indexed() for entry in search.entries(_Build.printer.site)]
    if not _Run.is_preview:
        site = Path(config.site_dir)
        (site / "_headers").write_text(policy.headers(_Build.scripts), "utf-8")
        (site / STYLESHEET).write_text(_pruned_stylesheet(site), "utf-8")


def _pruned_stylesheet(site: Path) -> str:
    scripts = [
        path.read_text("utf-8")
        for folder in ("assets", "assets/javascripts")  # below are those of the search's languages
        for path in sorted((site / folder).glob("*.js"))
    ]
    used = stylesheet.names(_Build.samples.values(), scripts)
    return stylesheet.pruned(_Build.theirs, used, "".join([_Build.ours, *scripts])) + _Build.ours


def _contents(page: Page) -> TableOfContents:
    """Nest the headings of a page, as MkDocs wants them for its contents list."""
    root: list[dict[str, object]] = []
    open_lists = {1: root}
    for heading in page.headings:
        children: list[dict[str, object]] = []
        token = {
            "level": heading.level,
            "id": heading.id,
            "name": escape(heading.name),  # as HTML
            "html": escape(heading.name),
            "data-toc-label": "",
            "children": children,
        }
        level = max(each for each in open_lists if each <= heading.level)
        open_lists[level].append(token)
        open_lists = {each: tokens for each, tokens in open_lists.items() if each <= level}
        open_lists[heading.level + 1] = children
    return get_toc(root)  # type: ignore[arg-type]
