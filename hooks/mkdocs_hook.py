"""The door between MkDocs and the generator: it lets in pages and search entries, decides nothing.

Works under MkDocs 1.x and its fork ProperDocs alike.
"""

from __future__ import annotations

import gc
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
from treatments.reader import nothing_thrown_away

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any, TypeAlias

    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page as HostPage
    from mkdocs.structure.toc import TableOfContents
    from treatments.view import Site

    Contents: TypeAlias = tuple[Mapping[str, bytes], ...]

log = logging.getLogger("mkdocs.treatments")

STYLESHEET = "assets/site.css"
SEARCHED = "search/search_index.json"
HEADERLINK = '<a class="headerlink"'
MUTE = f'{HEADERLINK} aria-hidden="true" tabindex="-1"'
THEIR_STYLES = re.compile(r"assets/stylesheets/(main|palette)\.")


class _Build:
    """What one build works with; made anew each time."""

    printer: Printer
    env: Environment  # of the theme
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


@event_priority(100)  # before the theme looks up its words
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Check the data before anything is touched; stop with every problem if there is one."""
    read = partial(_contents_of, Path(config.config_file_path).parent)
    with nothing_thrown_away():
        fault = _fault(read())
    if fault and _Run.is_preview and _Run.preview.is_first:
        _Run.preview.wait(*config.dev_addr, read, _fault)
    elif fault:
        log.error(fault)
        _Run.preview.blame(fault)
        raise PluginError("there are problems in the data; the site was left as it was")
    if _Run.is_preview:
        config.site_dir = _Run.preview.folder(config.site_dir)
        _Run.preview.quicken(config.theme)
        catalogue = _Build.printer.site.catalogue
        writing.write_schema(Path(config.config_file_path).parent, catalogue)
    else:
        gc.freeze()  # what was read stays to the end, and need not be looked at again and again
    _Build.pages = {page.url: page for page in _Build.printer.pages()}
    _Build.searched_as = {}
    _Build.scripts = set()
    _Build.samples = {}
    _Build.sheets, config.extra_css = [*config.extra_css], [STYLESHEET]
    return config


def _contents_of(root: Path) -> Contents | Invalid:
    """Read the files, or tell which of them cannot be read."""
    parts = (data_files.data, data_files.evidence, data_files.prose, data_files.cases)
    try:
        return tuple(read(root) for read in parts)
    except Invalid as unreadable:
        return unreadable


def _fault(contents: Contents | Invalid) -> str:
    """Read the data, and say what is wrong with it in the words of the check."""
    if isinstance(contents, Invalid):
        return report.text(contents.problems, {}, colour=False)
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
    site = _Build.printer.site
    env.globals |= {"words": site.wording.words, "search_words": site.search_words()}
    _Build.env = env
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
        page.meta["hide"] = ["toc"] if view.is_wide else []
    if _Run.is_preview:
        page.meta["template"] = serving.TEMPLATE
    return markdown


@event_priority(-50)  # after the theme has read the prose for its search
def on_page_context(
    context: dict[str, object],
    page: HostPage,
    config: MkDocsConfig,  # noqa: ARG001
    nav: object,  # noqa: ARG001
) -> dict[str, object]:
    """Give a generated page its HTML, and put the parts and the sources into a hand-written one."""
    view = _Build.pages.get(page.url)
    fill: Callable[[], None]
    if view is not None:
        fill = partial(_fill_in, page, view)
        page.present_anchor_ids = serving.Anything()
    else:
        _Build.searched_as[page.url] = page.meta.get("searched_as", ())
        fill = partial(_fill_up, page, _Build.printer)
    if _Run.is_preview:
        _Run.preview.put_off(page.url, partial(_printed, _Build.env, context, page, fill))
    else:
        fill()
    return context


def _fill_in(page: HostPage, view: Page) -> None:
    page.content = view.prints()
    page.toc = _contents(view)
    page.present_anchor_ids = {heading.id for heading in view.headings}
    page.present_anchor_ids.update(re.findall(r'\bid="([^"]+)"', page.content))


def _fill_up(page: HostPage, printer: Printer) -> None:
    # The host's link at a heading is named by its sign alone; the contents list says it in words.
    content = (page.content or "").replace(HEADERLINK, MUTE)
    page.content = printer.fill(content, page.url)


def _printed(
    env: Environment, context: dict[str, object], page: HostPage, fill: Callable[[], None]
) -> str:
    """Print a page with all that the theme puts around it, as the host would have."""
    fill()
    page.active = True
    try:
        return env.get_template("main.html").render(context)
    finally:
        page.active = False


@event_priority(-100)  # last: what comes after could add a script that the policy does not know
def on_post_page(output: str, page: HostPage, config: MkDocsConfig) -> str:  # noqa: ARG001
    """Put its policy into a page."""
    is_generated = page.url in _Build.pages  # all of those in one folder are made in one way
    _Build.samples[page.url.partition("/")[0] if is_generated else page.url] = output
    if is_generated and not _Run.is_preview:
        page.content = ""  # is of no more use, and with a thousand pages it fills the memory
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
    fill = partial(_fill_index, index, _Build.printer.site, _Build.searched_as)
    if _Run.is_preview:
        _Run.preview.put_off_files({SEARCHED: lambda: fill().generate_search_index(None)})
        return
    fill()
    site = Path(config.site_dir)
    (site / "_headers").write_text(policy.headers(_Build.scripts), "utf-8")
    (site / STYLESHEET).write_text(_pruned_stylesheet(site), "utf-8")


def _fill_index(index: Any, site: Site, searched_as: Mapping[str, Sequence[str]]) -> Any:  # noqa: ANN401
    words = site.wording.words
    index.config.update(search.settings(words.search_skipped))
    for prose in index.entries:
        prose["text"] = bare(prose["text"])
        named = searched_as.get(prose["location"], ())
        prose["also"] = search.also(prose["title"], named, words.search_skipped)
    index.entries += [entry.indexed() for entry in search.entries(site)]
    return index


def _pruned_stylesheet(site: Path) -> str:
    scripts = [
        path.read_text("utf-8")
        for folder in ("assets", "assets/javascripts")  # below are those of the search's languages
        for path in sorted((site / folder).glob("*.js"))
    ]
    # The theme takes this mark away late, and the browser then computes every style of the page
    # once more; our own rules ask the browser itself whether there is a script.
    used = stylesheet.names(_Build.samples.values(), scripts) - {"no-js"}
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
