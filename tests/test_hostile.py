"""What somebody slips into the data is shown as the text that it is, or refused in words."""

from __future__ import annotations

import json
import re
from itertools import cycle
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from tests import golden
from tests.building import build, project
from tests.serving import serve
from tests.watching import Watch
from tests.whole import outcome, print_all
from tools.kinds import kinds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext

BASE = golden.base()
CRITERIA, FINDINGS, GLOSSARY, SOURCES, TREATMENTS, FACTS = (
    "data/criteria.yml",
    "data/findings.yml",
    "data/glossary.yml",
    "data/sources.yml",
    "data/treatments.yml",
    "evidence/facts.yml",
)

# Each sets a flag if anything runs it, or breaks the page if anything takes it for more than text.
ATTEMPTS = (
    "<script>ranHere('a')</script>",
    "<img src=x: onerror=ranHere('b')>",
    "\"><svg onload=ranHere('c')>",
    "' autofocus onfocus=ranHere('d') x='",
    "</script><script>ranHere('e')</script>",
    "</title></head><body onload=ranHere('f')>",
    "[a link](javascript:ranHere('g'))",
    "![](x: \"a\" onerror=ranHere('h'))",
    "{{ ranHere }} {% raw %} {# note #}",
    "{{ ''.__class__.__mro__ }}",
    "[[comparison]] [@bread_none]",
    "--><script>ranHere('i')</script><!--",
    "\\n\\t ranHere('j') \\\\",
    "`); ranHere('k'); (`${ranHere('l')}",
    "</style><style>body { display: none }",
    "]]></textarea></template><b>bold</b>",
    "<iframe srcdoc='<script>parent.ranHere()</script>'>",
    "<a href=javascript:ranHere('m')>ranHere</a>",
    "<math><mtext></p><style><img title='</style><img src=x: onerror=ranHere()>'>",
    "&lt;script&gt; &amp;amp; &quot;&nbsp;",
    "**bold** _slanted_ # heading | table |",
    "!!python/object/apply:os.system &a *a <<: %YAML",
    "\N{HEBREW LETTER ALEF}\N{HEBREW LETTER BET} \N{ARABIC LETTER BEH} \N{BREAD}",
)  # fmt: skip

# What is written for people to read, by the keys under which it stands.
READ = {
    "about", "advice", "also", "ask", "asks", "because", "by", "do", "does_not_apply", "made_by",
    "means", "mistakes", "name", "note", "others", "paid_by", "plain", "purpose", "says",
    "searched_as", "short", "those", "title", "what", "who", "family", "given", "place", "words",
}  # fmt: skip
NOT_READ = {("measures", "family"), ("vocabulary", "name"), ("pan", "words")}


def spiked(tree: Any, attempts: Iterator[str], above: tuple[str, ...] = ()) -> Any:  # noqa: ANN401
    """Put an attempt behind every text that people read."""
    if isinstance(tree, dict):
        return {key: spiked(value, attempts, (*above, key)) for key, value in tree.items()}
    if isinstance(tree, list):
        return [spiked(value, attempts, above) for value in tree]
    is_read = above[-1] in READ and (above[0], above[-1]) not in NOT_READ
    return f"{tree} {next(attempts)}" if is_read else tree


def hostile() -> dict[str, bytes]:
    """The base with an attempt in each text; the fields take turns, so that all meet many kinds."""
    attempts = cycle(ATTEMPTS)
    written = {}
    for name in (CRITERIA, FINDINGS, GLOSSARY, SOURCES, TREATMENTS):
        tree = yaml.load(BASE[name], Loader=yaml.CBaseLoader)  # noqa: S506  (makes texts only)
        written[name] = yaml.safe_dump(
            spiked(tree, attempts), allow_unicode=True, sort_keys=False, width=100_000
        ).encode()
    return {**BASE, **written}


def changed(name: str, old: str, new: str) -> dict[str, bytes]:
    assert BASE[name].count(old.encode()) == 1
    return {**BASE, name: BASE[name].replace(old.encode(), new.encode("utf-8", "surrogatepass"))}


def codes(contents: dict[str, bytes]) -> set[str]:
    return {problem.code for problem in outcome(contents)[1]}


# --- what is printed, without a browser


def test_hostile_texts_are_good_data() -> None:
    printer, problems = outcome(hostile())
    assert printer is not None, [str(each) for each in problems if each.level == "error"]


def test_no_attempt_is_markup_in_anything_that_is_printed() -> None:
    printer, _ = outcome(hostile())
    assert printer is not None
    for name, text in print_all(printer).items():
        inside = json.loads(text[text.index("] = ") + 4 : -2]) if name.endswith(".js") else text
        for html in texts(inside) if not isinstance(inside, str) else [inside]:
            tags = (
                re.findall(r"<(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>", html)
                if name not in {"search", "reviews.ics"}
                else []
            )
            bad = [
                tag
                for tag in tags
                if re.match(
                    r"<(script(?! type=\"application/json\")|img|iframe|math|style|body)\b", tag
                )
            ]
            assert bad == [], name
            assert "<script>ran" not in html or name == "reviews.ics", (
                name
            )  # a calendar has no markup
            assert "ranHere" not in "".join(re.sub(r'"[^"]*"', "", tag) for tag in tags), name


def texts(value: Any) -> list[str]:  # noqa: ANN401
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [value] if isinstance(value, str) else [text for each in inner for text in texts(each)]


# --- what is refused


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "file:///etc/passwd",
        "//example.org/",
        "ftp://example.org/",
        "http:example.org",
        "https://example.org/ onclick=x",
        'https://example.org/"onclick="x',
        "https://example.org/<b>",
        " https://example.org/",
        "https://",
        "https://[",
        "https://[::1",
        "https://example.org\\@evil.example/",
        "https://user:secret@example.org/",
        "https://exa\u200bmple.org/",
        "https://ex\u0430mple.org/",
    ],
)
def test_an_address_that_leads_elsewhere_than_it_seems_is_refused(address: str) -> None:
    written = json.dumps(address, ensure_ascii=False)
    assert codes(changed(SOURCES, "https://example.org/on-toast", written))


@pytest.mark.parametrize(
    "name",
    ["../../x", "..", ".", "/etc", "a/b", "a\\b", "con", "nul", "index", "a b", "A", "Pan", "pAn",
     "", "-", "a--b", "a.", "a%2e", "\u0430bc", "a\n", "x" * 61, "<b>", "{{ x }}", "a\x00",
     "pan", "404", "assets"],
)  # fmt: skip
def test_an_id_that_can_not_be_an_address_is_refused(name: str) -> None:
    assert codes(changed(TREATMENTS, "id: toaster", f"id: {json.dumps(name, ensure_ascii=False)}"))


@pytest.mark.parametrize("name", ["compare", "constructor", "prototype", "hasownproperty", "top"])
def test_an_id_that_programs_know_is_an_id_or_refused(name: str) -> None:
    content = {each: text.replace(b"toaster", name.encode()) for each, text in BASE.items()}
    outcome(content)


def test_two_ids_that_differ_by_case_alone_are_refused() -> None:
    more = (
        '  - {id: Bread2020, kind: book, type: book, title: Again, URL: "https://example.org/b"}\n'
    )
    contents = {**BASE, SOURCES: BASE[SOURCES] + more.encode()}
    facts = BASE[FACTS].replace(
        b"{id: toast-1, source: bread2020", b"{id: toast-1, source: Bread2020"
    )
    found = {
        problem.code
        for problem in outcome({**contents, FACTS: facts})[1]
        if "Bread2020" in problem.message and "bread2020" in f"{problem.message} {problem.hint}"
    }
    assert found


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("x\u202etxet", "invisible-character"),
        ("x\u200by", "invisible-character"),
        ("x\u2066y", "invisible-character"),
        ("x\U000e0041y", "invisible-character"),
        ("x\ufeffy", "invisible-character"),
        ("x\x1b[31my", "control-character"),
        ("x\x00y", "control-character"),
        ("x\ud800y", "not-utf-8"),
        ("Z" + "\u0301" * 50, "heap-of-marks"),
        ("T\u043easter", "misread-letters"),
        ("x" * 10_001, "text-too-long"),
        ("!!python/object/apply:os.system [id]", "tag"),
        ("*name", "alias"),
        ("&name text", "anchor"),
        ("[" * 31 + "]" * 31, "too-deep"),
        ("[" * 100_000, "too-deep"),
        ("{a: " * 100_000, "too-deep"),
        ("{<<: {a: b}}", "merge-key"),
    ],
)
def test_a_text_that_is_not_what_it_seems_is_refused_by_name(text: str, code: str) -> None:
    assert code in codes(changed(GLOSSARY, "The soft inside of bread.", text))


def test_a_text_of_ten_thousand_characters_is_shown() -> None:
    long = "x" * 10_000
    printer, _ = outcome(changed(GLOSSARY, "The soft inside of bread.", long))
    assert printer is not None
    assert long in printer.html("parts/glossary.html", "glossary/")


def bomb(depth: int) -> str:
    """Text that grows ninefold with each line."""
    lines = ["bomb:", "  - &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += (f"  - &a{each + 1} [{', '.join([f'*a{each}'] * 9)}]" for each in range(depth))
    return "\n".join([*lines, f"  - {{id: toast-99, source: bread2020, value: *a{depth}}}", ""])


@pytest.mark.parametrize("name", [GLOSSARY, FACTS])
def test_text_that_grows_as_it_is_read_is_refused(name: str) -> None:
    own = bomb(12).replace("bomb:", "facts:") if name == FACTS else bomb(12)
    assert codes({**BASE, name: own.encode()}) >= {"unreadable-facts" if name == FACTS else "alias"}


@pytest.mark.parametrize("opened", ["[", "{a: ", "- ", "? "])
def test_facts_a_hundred_thousand_levels_deep_are_refused(opened: str) -> None:
    facts = BASE[FACTS] + b"  - " + opened.encode() * 100_000
    assert "unreadable-facts" in codes({**BASE, FACTS: facts})


def test_facts_that_are_one_within_the_other_are_refused() -> None:
    own = b"facts:\n  - &a {id: toast-1, source: bread2020, value: *a}\n"
    assert "unreadable-facts" in codes({**BASE, FACTS: own})


MANY = 100_000


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        pytest.param(GLOSSARY, "crumbs]", "crumbs" + ", x" * MANY + "]", id="items"),
        pytest.param(TREATMENTS, "[grill]", "[grill" + ", Grill" * MANY + "]", id="wrong items"),
        pytest.param(
            GLOSSARY, "    see: time\n", "".join(f"    x{n}: y\n" for n in range(MANY)), id="keys"
        ),
        pytest.param(
            GLOSSARY, "terms:\n", "terms:\n" + "  - {id: crumb}\n" * MANY, id="entries"
        ),
        pytest.param(FACTS, "facts:\n", "facts:\n" + "  - {id: x-1}\n" * MANY, id="facts"),
        pytest.param(GLOSSARY, "terms:\n", "# note\n" * MANY + "terms:\n", id="notes"),
    ],
)  # fmt: skip
def test_a_hundred_thousand_entries_are_read_or_refused_in_time(
    name: str, old: str, new: str
) -> None:
    outcome(changed(name, old, new))


# --- in a real browser


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A whole site, built by the host, with an attempt in every text."""
    root = tmp_path_factory.mktemp("hostile")
    project(root, hostile())
    build("mkdocs", root / "site", root)
    return root / "site"


@pytest.fixture(scope="module")
def hostile_served(hostile_site: Path) -> Iterator[str]:
    with serve(hostile_site) as address:
        yield address


@pytest.fixture
def visited(browser: Browser, hostile_served: str) -> Iterator[BrowserContext]:
    """A context that notes every sign of something that ran, and fails for it."""
    ran: list[str] = []

    def note(what: str, leave: Callable[[], None]) -> None:
        ran.append(what)
        leave()

    watch = Watch(hostile_served)
    context = browser.new_context(base_url=hostile_served)
    watch.follow(context)
    context.expose_function("ranHere", lambda *what: ran.append(f"{what}"))
    context.on("dialog", lambda dialog: note(dialog.message, dialog.dismiss))
    yield context
    context.close()
    assert ran == []
    watch.assert_quiet()


# What no page of ours has, and every attempt would bring.
SLIPPED_IN = """
() => [...document.querySelectorAll(
    "iframe, math, body b, [onerror], [onload], [onfocus], [autofocus], [srcdoc]," +
    "a[href^='javascript:' i]")]
  .filter((each) => !each.closest(".md-typeset b"))
  .map((each) => each.outerHTML.slice(0, 200))
"""


def test_nothing_runs_on_any_kind_of_page(visited: BrowserContext, hostile_site: Path) -> None:
    page = visited.new_page()
    for address in kinds(hostile_site):
        page.goto(f"/{address}")
        page.evaluate(
            "document.querySelectorAll('details').forEach((each) => { each.open = true; })"
        )
        assert page.evaluate(SLIPPED_IN) == [], address
        assert page.evaluate("typeof ranHere") == "function"
        assert page.locator("footer").first.is_visible(), "nothing hides the page"


def test_an_attempt_is_shown_as_the_text_that_it_is(
    visited: BrowserContext, hostile_site: Path
) -> None:
    page = visited.new_page()
    shown = ""
    for address in kinds(hostile_site):
        page.goto(f"/{address}")
        shown += page.locator("body").text_content() or ""
    together = "".join(shown.split())
    assert [each for each in ATTEMPTS if "".join(each.split()) not in together] == []


def test_nothing_runs_in_the_search(
    visited: BrowserContext,
) -> None:
    page = visited.new_page()
    page.goto("/")
    page.keyboard.press("/")
    for typed in ("toaster", "ranHere", "script", "bread", "<img src=x: onerror=ranHere()>"):
        page.fill(".md-search__input", "")
        page.keyboard.type(typed)
        page.wait_for_timeout(400)
        assert page.evaluate(SLIPPED_IN) == [], typed
    page.fill(".md-search__input", "")
    page.keyboard.type("toaster")
    page.locator(".md-search-result__link").first.wait_for()
    assert "<" in (page.locator(".md-search-result").text_content() or "")


def test_nothing_runs_when_an_option_is_chosen_whose_column_comes_later(
    visited: BrowserContext, hostile_site: Path
) -> None:
    page = visited.new_page()
    names = [path.stem for path in sorted((hostile_site / "compare" / "columns").glob("*.js"))]
    page.goto("/compare/")
    for name in names:
        page.evaluate(
            "(src) => new Promise((done) => document.head.append("
            "Object.assign(document.createElement('script'), { src, onload: done })))",
            f"columns/{name}.js",
        )
    assert set(names) <= set(page.evaluate("Object.keys(comparisonColumns)"))
    page.goto(f"/compare/?options={','.join(names)}")
    page.wait_for_timeout(300)
    assert page.evaluate(SLIPPED_IN) == []
