"""Pages: what a text holds never becomes markup, every anchor is there, and every address lasts."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import TYPE_CHECKING

import pytest
from treatments import prose, search
from treatments.build import build
from treatments.pages import bare

from tests import golden, hostile, toast
from tests.documents import Document
from tests.hostile import MARKS, Tags
from tests.toast import CRITERIA, TREATMENTS, Record, crisp

if TYPE_CHECKING:
    from collections.abc import Iterator

    from treatments.pages import Page, Printer

GLOSSARY = "data/glossary.yml"
PARTS = sorted(prose.parts())


@pytest.fixture(scope="module")
def evil() -> Printer:
    """The pages of data in which every text has marks of all languages."""
    return build(hostile.files(), {})


@pytest.fixture(scope="module")
def plain() -> Printer:
    """The pages of the golden cases' data, as it is."""
    data = {name: text for name, text in golden.base().items() if name.startswith("data/")}
    return build(data, {})


def pages(printer: Printer) -> dict[str, Page]:
    return {page.url: page for page in printer.pages()}


# --- text is text


def test_no_text_becomes_markup_on_a_generated_page(evil: Printer) -> None:
    for page in evil.pages():
        found = Tags(page.html)
        assert found.evil == [], page.url
        assert MARKS in found.text, page.url
        assert "49" not in found.text, page.url


@pytest.mark.parametrize("part", PARTS)
def test_no_text_becomes_markup_or_a_citation_in_a_part_of_a_hub_page(
    evil: Printer, part: str
) -> None:
    html = evil.fill(f"<p>[[{part}]]</p>", "compare/")
    found = Tags(html)
    evils = [each for each in found.evil if "code" not in each]  # the page on the look shows code
    assert evils == []
    assert "49" not in re.sub(r"#\w+", "", found.text)
    texts = [*found.texts, *found.attributes]
    cut = [each for each in texts if "x-evil" in each and MARKS not in each]
    assert cut == []


def test_titles_and_descriptions_are_the_texts_themselves(evil: Printer) -> None:
    page = pages(evil)["treatments/pan/"]
    assert page.title == f"Pan {MARKS}"
    assert page.description == f"A hot pan browns one side, then the other. {MARKS}"


def test_the_contents_list_of_a_page_has_the_texts_themselves(evil: Printer) -> None:
    names = {heading.name for heading in pages(evil)["treatments/toaster/"].headings}
    assert {f"Toaster {MARKS}", f"Two slots {MARKS}", f"Taste {MARKS}", f"Liked {MARKS}"} <= names


def test_no_text_becomes_markup_in_a_search_result(evil: Printer) -> None:
    entries = list(search.entries(evil.site))
    assert len(entries) > 20
    for entry in entries:
        shown = entry.indexed()
        for name in ("title", "text"):
            assert "<" not in str(shown[name])
            assert unescape(str(shown[name])) == getattr(entry, name)
    assert any(entry.title == f"Two slots {MARKS}" for entry in entries)


def test_the_script_of_a_column_is_json_whatever_its_texts_hold(evil: Printer) -> None:
    for url, script in evil.columns().items():
        before, _, text = script().partition(" = ")
        assert before.startswith("(globalThis.comparisonColumns ??= {})[")
        column = json.loads(text.removesuffix(";\n"))
        assert Tags(column["head"]).evil == []
        assert f"{MARKS}" in Tags(column["head"]).text
        for row, html in column["cells"].items():
            assert Tags(html).evil == [], (url, row)
        assert set(column["cells"]) == {each.id for each in evil.site.data.criteria}


def test_the_words_that_a_page_hands_to_its_script_are_json(evil: Printer) -> None:
    html = evil.fill("<p>[[comparison]]</p>", "compare/")
    [handed] = re.findall(r'<script type="application/json"[^>]*>(.*?)</script>', html, re.DOTALL)
    assert json.loads(handed)["colon"] == ":"


def test_the_calendar_keeps_its_lines_whatever_its_texts_hold(evil: Printer) -> None:
    text = evil.reviews("https://example.org/").replace("\r\n ", "")
    names = {line.partition(":")[0].partition(";")[0] for line in text.split("\r\n")}
    plain = toast.printer().reviews("https://example.org/").replace("\r\n ", "")
    assert names == {line.partition(":")[0].partition(";")[0] for line in plain.split("\r\n")}


def test_the_stylesheet_holds_no_text(evil: Printer, plain: Printer) -> None:
    assert evil.stylesheet() == plain.stylesheet()


# --- anchors


def _h(html: str) -> Iterator[tuple[int, str]]:
    for level, name in re.findall(r'<h([1-6])\b[^>]*\bid="([^"]+)"', html):
        yield int(level), name


def test_the_contents_list_of_every_page_is_its_headings_in_their_order(plain: Printer) -> None:
    for page in plain.pages():
        found = list(_h(page.html))
        listed = [(heading.level, heading.id) for heading in page.headings]
        assert [each for each in found if each in listed] == listed, page.url
        assert all(heading.name for heading in page.headings)


def test_every_question_group_and_technique_is_in_the_contents_list(plain: Printer) -> None:
    page = pages(plain)["treatments/toaster/"]
    listed = {heading.id for heading in page.headings}
    assert {each.id for each in plain.site.data.criteria} <= listed
    assert {each.id for each in plain.site.data.groups} <= listed
    assert {"top", "how", "visit", "techniques", "two-slot", "questions", "sources"} <= listed
    assert not {"visit", "techniques"} & {
        each.id for each in pages(plain)["treatments/pan/"].headings
    }


def test_no_id_stands_twice_and_every_id_that_is_named_is_there(plain: Printer) -> None:
    for page in plain.pages():
        document = Document(page.html)
        assert len(document.ids) == len(set(document.ids)), page.url
        assert set(document.named) <= set(document.ids), page.url
        here = {link[1:] for link in document.links if link.startswith("#")}
        assert here <= set(document.ids), page.url


# --- addresses that have been


def test_a_treatment_that_was_renamed_leads_on_from_its_old_address(plain: Printer) -> None:
    page = pages(plain)["treatments/grill/"]
    assert page.title == "Moved: Toaster"
    assert '<a href="../toaster/">Toaster</a>' in page.html
    assert page.headings == ()


def test_a_pair_leads_on_from_every_address_that_its_two_had(plain: Printer) -> None:
    changes = [(TREATMENTS, "  - id: pan\n", "  - id: pan\n    formerly: [skillet, griddle]\n")]
    found = pages(toast.printer(changes=changes))
    old = {url for url, page in found.items() if page.title == "Moved: Toaster or Pan?"}
    assert old == {
        "compare/grill-vs-pan/",
        "compare/grill-vs-skillet/",
        "compare/grill-vs-griddle/",
        "compare/toaster-vs-skillet/",
        "compare/toaster-vs-griddle/",
    }
    assert 'href="../toaster-vs-pan/"' in found["compare/grill-vs-skillet/"].html
    assert "compare/grill-vs-cold/" in pages(plain)


def test_a_technique_keeps_the_anchor_that_it_had_and_its_pairs_the_address() -> None:
    changes = [(CRITERIA, "pairs: [[toaster, pan], [toaster, cold]]", "pairs: [[fan, pan]]")]
    found = pages(toast.printer(fan={"formerly": ["blower"]}, changes=changes))
    document = Document(found["treatments/oven/"].html)
    assert document.ids.index("blower") == document.ids.index("fan") - 1
    assert found["compare/blower-vs-pan/"].title.startswith("Moved: ")


ONCE = (CRITERIA, "{id: smell, group", "{id: smell, formerly: [odour], group")
GROUP = (CRITERIA, "{id: taste, name", "{id: taste, formerly: [flavour], name")


@pytest.mark.parametrize(("change", "old"), [(ONCE, "odour"), (GROUP, "flavour")])
def test_a_question_and_a_group_keep_the_anchors_that_they_had(
    change: tuple[str, str, str], old: str
) -> None:
    made = toast.printer(changes=[change])
    found = pages(made)
    for html in (
        found["treatments/pan/"].html,
        found["compare/toaster-vs-pan/"].html,
        made.fill("<p>[[comparison]]</p>", "compare/"),
    ):
        assert Document(html).ids.count(old) == 1


def test_a_question_keeps_its_anchor_among_what_nobody_knows() -> None:
    html = toast.printer(changes=[ONCE]).fill("<p>[[unknowns]]</p>", "unknowns/")
    assert Document(html).ids.count("odour") == 1


def test_a_term_keeps_the_anchor_that_it_had() -> None:
    change = (GLOSSARY, "  - id: crumb\n", "  - id: crumb\n    formerly: [inside]\n")
    html = toast.printer(changes=[change]).fill("<p>[[glossary]]</p>", "glossary/")
    assert {"crumb", "inside"} <= set(Document(html).ids)


# --- hand-written pages


def test_a_part_is_filled_where_its_name_stands_and_the_prose_stays(plain: Printer) -> None:
    html = plain.fill("<p>Before.</p>\n<p>[[pairs]]</p>\n<p>After.</p>", "compare/")
    before, after = html.index("Before."), html.index("After.")
    assert before < html.index("Toaster or Pan?") < after
    assert "[[" not in html


@pytest.mark.parametrize(
    "prose_",
    [
        "<p>Before.\n[[pairs]]\nAfter.</p>",
        "<p>Before.\n[[pairs]]</p><p>After.</p>",
        "<p>Before.</p><p>[[pairs]]\nAfter.</p>",
    ],
)
def test_a_part_that_stands_in_a_paragraph_ends_it(plain: Printer, prose_: str) -> None:
    html = plain.fill(prose_, "compare/")
    assert "<p>Before.</p>" in html
    assert "<p>After.</p>" in html
    assert html.index("Before.") < html.index("Toaster or Pan?") < html.index("After.")
    assert "<p></p>" not in html


def test_several_parts_can_stand_in_one_paragraph(plain: Printer) -> None:
    html = plain.fill("<p>[[pairs]]\n[[notices]]</p>", "compare/")
    assert "Toaster or Pan?" in html
    assert "Wires came loose." in html
    assert "[[" not in html


def test_a_part_in_the_middle_of_a_line_or_in_code_is_text(plain: Printer) -> None:
    for html in ("<p>Write [[pairs]] here.</p>", "<pre><code>[[pairs]]\n</code></pre>"):
        assert html in plain.fill(html, "compare/")


def test_a_citation_becomes_the_number_of_its_source_and_is_listed(plain: Printer) -> None:
    html = plain.fill("<p>Bread is warm.[@pan2021]</p>", "about/")
    assert '<a class="sources-ref__link" href="#source-2" aria-label="Source 2">2</a>' in html
    assert "source-2" in Document(html).ids
    assert "source-1" not in Document(html).ids


def test_a_part_or_a_source_that_is_not_there_stops_the_page(plain: Printer) -> None:
    for html in ("<p>[[nothing]]</p>", "<p>Bread.[@nobody]</p>"):
        with pytest.raises(LookupError):
            plain.fill(html, "about/")


def test_only_the_prose_of_a_hub_page_is_left_for_the_search() -> None:
    html = "<p>Before.[@pan2021]</p><p>[[pairs]]</p><p>Middle. [[notices]] After.</p>"
    assert bare(html) == "<p>Before.</p><p>Middle.  After.</p>"


# --- the file behind a page, its day, its foot


def test_a_page_names_the_file_that_it_comes_from(plain: Printer) -> None:
    found = pages(toast.printer())
    assert found["treatments/pan/"].data == TREATMENTS
    assert found["treatments/oven/"].data == toast.OVEN
    assert found["compare/toaster-vs-pan/"].data == TREATMENTS
    assert pages(plain)["treatments/grill/"].data == ""


def test_every_page_ends_with_when_who_and_how_to_report_a_mistake(plain: Printer) -> None:
    hub = plain.fill("<p>Bread.</p>", "about/")
    for html in (hub, *(page.html for page in plain.pages() if page.headings)):
        foot = html.partition('<footer class="foot"')[2]
        for said in ("22 November 2026", "22 November 2027", "The bakers of this test.", "Nobody.",
                     "Tell us what is wrong", "Ask your baker."):  # fmt: skip
            assert said in foot


def test_links_are_relative_to_the_page_that_they_stand_on(plain: Printer) -> None:
    found = pages(plain)
    assert 'href="../../compare/"' in found["treatments/pan/"].html
    assert 'href="../../treatments/pan/"' in found["compare/toaster-vs-pan/"].html
    for page in found.values():
        assert not [link for link in Document(page.html).links if link.startswith("/")]


def test_every_cell_of_a_table_says_something(plain: Printer) -> None:
    for html in (*(page.html for page in plain.pages()), plain.fill("<p>[[comparison]]</p>", "")):
        assert Document(html).empty == []


def test_a_table_has_one_row_of_heads_and_the_same_cells_in_every_row(plain: Printer) -> None:
    html = plain.fill("<p>[[comparison]]</p>", "compare/")
    assert html.count('scope="col"') == 4  # the questions, and three ways
    assert html.count("<td ") == 3 * len(plain.site.data.criteria)
    assert html.count('scope="row"') == len(plain.site.data.criteria)
    assert not re.search(r"\b(?:col|row)span=", html)


def test_certainty_is_said_beside_results_and_the_kind_of_record_beside_practice() -> None:
    made = toast.printer(crisp("fan", "one", "40% of 200 people"))
    html = pages(made)["treatments/oven/"].html
    _, _, answer = html.partition('id="crisp"')
    assert "Very low certainty" in answer.partition("</section>")[0]
    told: Record = {"burns": [{"words": "It can.", "source": "maker1"}]}
    html = pages(toast.printer(answers=told))["treatments/oven/"].html
    assert '<span class="tag tag--weak">maker</span>' in html
