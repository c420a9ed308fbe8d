"""One stylesheet from many: what a page needs stays as it was, the rest goes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from treatments import stylesheet

if TYPE_CHECKING:
    from pathlib import Path

PAGE = '<body dir="ltr"><p class="lead big" id="top" data-md-color-scheme="default"><a href="x">'
USED = stylesheet.names([PAGE], ['open("md-added", "state-2")'])


@pytest.mark.parametrize(
    "rule",
    [
        "p{margin:0}",
        ".lead{margin:0}",
        ".lead.big>a:hover,p::before{margin:0}",
        "#top{margin:0}",
        ".md-added{margin:0}",
        "[data-md-color-scheme=default]{margin:0}",
        '[dir="ltr"] p{margin:0}',
        "p:not(.gone){margin:0}",
        "p:is(.gone,.lead){margin:0}",
        '.lead:before{content:"} /* no comment */ {"}',
        "@media print{.lead{margin:0}}",
        "@keyframes gone{12.5%{top:0}}",
        "@page{margin:1cm}",
        '@charset "UTF-8";',
    ],
)
def test_a_rule_that_can_match_stays(rule: str) -> None:
    assert stylesheet.pruned(rule, USED) == rule


@pytest.mark.parametrize(
    "rule",
    [
        ".gone{margin:0}",
        ".lead .gone{margin:0}",
        ".lead.gone{margin:0}",
        "#gone{margin:0}",
        "[dir=rtl] .lead{margin:0}",
        "@media print{.gone{margin:0}}",
        "@media screen{@supports (top:0){.gone{margin:0}}}",
    ],
)
def test_a_rule_that_can_not_match_goes(rule: str) -> None:
    assert stylesheet.pruned(rule, USED) == ""


def test_of_several_selectors_those_stay_that_can_match() -> None:
    assert stylesheet.pruned(".gone,.lead,p:is(a,b){top:0}", USED) == ".lead,p:is(a,b){top:0}"


def test_a_value_that_nobody_asks_for_goes() -> None:
    sheet = ":root{--a:1;--icon:url('x;}');--b:2}p{top:var(--a)}"
    assert stylesheet.pruned(sheet, USED) == ":root{--a:1;}p{top:var(--a)}"
    assert stylesheet.pruned(sheet, USED, "a{top:var(--b)}") == ":root{--a:1;--b:2}p{top:var(--a)}"


def test_comments_and_needless_space_go_and_texts_stay() -> None:
    sheet = (
        '/* one */ a ,\n  b > c { top : 0 ;\n  content: "/* x */  y"; } /* \' */ d { --none: ; }'
    )
    assert stylesheet.joined([sheet, "e{}"]) == (
        'a ,b > c{top : 0 ;content: "/* x */  y";}d{--none: ;}\ne{}'
    )


def test_every_page_asks_for_one_stylesheet(site: Path) -> None:
    for path in site.rglob("*.html"):
        assert re.findall(r'rel="stylesheet" href="([^"]*)"', path.read_text("utf-8"))[0].endswith(
            "assets/site.css"
        )
    assert [path.name for path in site.rglob("*.css")] == ["site.css"]
    text = (site / "assets" / "site.css").read_text("utf-8")
    assert text.count("{") == text.count("}")
    assert ".md-header" in text
    assert ".comparison__table" in text
    assert ".md-consent" not in text
