"""Each figure stands where its numbers say, says the same in words, and is left out without data.

The numbers are those of `drawn/`, few enough to be worked out by hand.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest
from treatments import files
from treatments.build import build

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from playwright.sync_api import Page

    from tests.conftest import OpenPage

ROOT = Path(__file__).parent.parent
DRAWN = Path(__file__).parent / "drawn"
FIGURE = re.compile(r'<figure class="figure.*?</figure>', re.DOTALL)
AUGER, SPADE = "treatments/auger/", "treatments/spade/"
PAIR, OTHER_PAIR = "compare/auger-vs-spade/", "compare/auger-vs-none/"


@dataclass(frozen=True, slots=True)
class Seen:
    """A figure as it is on a page."""

    root: Element

    @property
    def svg(self) -> Element:
        return next(each for each in self.root if each.tag == "svg")

    @property
    def id(self) -> str:
        return self.root.attrib["aria-labelledby"]

    @property
    def caption(self) -> str:
        return text_of(self.root[0])

    @property
    def described(self) -> str:
        """All that it shows, in words."""
        return text_of(self.svg[0])

    @property
    def note(self) -> str:
        return text_of(self.root[-1])

    @property
    def words(self) -> list[str]:
        return [text_of(each) for each in self.svg if each.tag == "text"]

    def shapes(self, option: str = "auger") -> list[tuple[float, float]]:
        """Where the marks of an option stand, percent across and em down; not that in its title."""
        found = [each for each in self.svg if each.attrib.get("data-option") == option]
        marks = [each for each in found if each.tag == "svg" and each.attrib["x"].endswith("%")]
        return [(number(each.attrib["x"]), number(each.attrib["y"])) for each in marks]

    def hollow(self) -> list[bool]:
        marks = [each for each in self.svg if each.tag == "svg" and each.attrib["x"].endswith("%")]
        return ["fig__shape--hollow" in each.attrib["class"] for each in marks]

    def lines(self, name: str) -> list[tuple[float, float, float, float]]:
        """Where the lines of a class run: from, and to."""
        found = [each for each in self.svg if each.tag == "line"]
        return [
            tuple(number(each.attrib[end]) for end in ("x1", "y1", "x2", "y2"))  # type: ignore[misc]
            for each in found
            if each.attrib["class"].split()[-1] == f"fig__{name}"
        ]


def text_of(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def number(size: str) -> float:
    return float(re.sub(r"%|em", "", size))


@cache
def pages(*changes: tuple[str, str]) -> dict[str, str]:
    """Build the pages of the data in `drawn/`, each old text in it changed to a new one."""
    data = dict(files.data(DRAWN))
    for old, new in changes:
        [name] = [name for name, content in data.items() if old.encode() in content]
        assert data[name].count(old.encode()) == 1, old
        data[name] = data[name].replace(old.encode(), new.encode())
    words = {name: content for name, content in files.data(ROOT).items() if "words" in name}
    return {page.url: page.html for page in build(data | words, files.evidence(DRAWN)).pages()}


def figures(url: str, *changes: tuple[str, str]) -> dict[str, Seen]:
    found = [Seen(ET.fromstring(each)) for each in FIGURE.findall(pages(*changes)[url])]  # noqa: S314  (our own)
    return {each.id: each for each in found}


# --- how deep it reaches --------------------------------------------------------------------------


def depths(url: str = AUGER) -> Seen:
    return next(each for name, each in figures(url).items() if name.startswith("fig-depth"))


def test_a_bar_ends_as_deep_as_its_record_says_on_the_scale_of_the_layers() -> None:
    drawing = depths()
    surface = max(drawing.lines("axis"), key=lambda line: line[2])[1]
    ends = [y - surface for _, y in drawing.shapes()]
    millimetre = ends[2] / 40
    assert ends == pytest.approx([30 * millimetre, 25 * millimetre, 40 * millimetre], abs=0.02)
    layers = [each for each in drawing.svg if each.tag == "rect"]
    tops = [number(each.attrib["y"]) - surface for each in layers]
    assert tops == pytest.approx([0, 10 * millimetre, (35 + 60) / 2 * millimetre], abs=0.02)


def test_every_record_has_a_bar_of_its_own_and_the_seller_a_hollow_mark() -> None:
    drawing = depths()
    assert len({x for x, _ in drawing.shapes()}) == 3
    assert drawing.hollow() == [False, True, False]
    assert "Hollow: a weak record, such as the word of somebody who sells it." in drawing.note


def test_an_end_that_a_record_leaves_open_is_dashed() -> None:
    drawing = depths()
    surface = max(drawing.lines("axis"), key=lambda line: line[2])[1]
    [(_, start, _, end)] = drawing.lines("range--open")
    assert (start, end) == (surface, drawing.shapes()[1][1])
    [(_, low, _, high)] = drawing.lines("range")
    assert (high - surface) == pytest.approx(2 * (low - surface), abs=0.02)
    assert "Dashed" in drawing.note


def test_the_caption_says_how_deep_and_into_which_layer() -> None:
    assert depths().caption == (
        "Auger reaches 15 to 40 millimetres deep. "
        "Where the layers above are thin, that is down to the rock."
    )
    [spade] = [each.caption for name, each in figures(SPADE).items() if "depth" in name]
    assert spade == "Spade reaches 20 millimetres deep, down to the loam."


def test_a_record_of_another_part_than_the_layers_is_told_and_not_drawn() -> None:
    drawing = depths()
    aside = "as it is about another part: Hand auger 55 millimetres (book, 3 people)."
    assert aside in drawing.note
    assert "55" not in drawing.described


def test_a_pair_stands_on_one_drawing_of_the_same_size_as_that_of_each() -> None:
    both = depths(PAIR)
    assert (len(both.shapes()), len(both.shapes("spade"))) == (3, 1)

    def size(drawing: Seen) -> float:
        return sum(number(each.attrib["height"]) for each in drawing.svg if each.tag == "rect")

    assert size(both) == pytest.approx(size(depths(SPADE)), abs=0.02)


def test_there_is_no_depth_without_layers_or_without_a_number_for_each_option() -> None:
    assert not any("depth" in name for name in figures(OTHER_PAIR))
    assert not any("depth" in name for name in figures("treatments/none/"))
    layers = re.search(r"layers:\n(  - .*\n)+", (DRAWN / "data" / "holes.yml").read_text("utf-8"))
    assert layers
    assert not any("depth" in name for name in figures(AUGER, (layers[0], "")))


# --- the weeks of a course ------------------------------------------------------------------------

COURSE = "fig-course-hand-auger"


def week(at: float, end: float = 30) -> float:
    return 2 + at * 96 / end


def test_a_course_runs_from_the_first_visit_to_the_last_known_result() -> None:
    course = figures(AUGER)[COURSE]
    places = sorted({x for x, _ in course.shapes()})
    assert places == pytest.approx([week(0), week(1), week(2), week(4), week(26)], abs=0.01)
    [(start, _, end, _)] = course.lines("range--open")
    assert (start, end) == pytest.approx((week(26), week(30)), abs=0.01)
    assert course.caption == (
        "Hand auger: 3 goes, 14 days apart. First result after 1 to 2 weeks. "
        "Known to last at least 26 weeks."
    )


@pytest.mark.parametrize(
    ("part", "instead"),
    [
        ("amount: 3 goes, people: 8 people", "words: Several., people: 8 people"),
        ("amount: 14 days", "words: Some time."),
        ("amount: 1 to 2 weeks", "words: Soon."),
        ("amount: at least 26 weeks", "words: Long."),
    ],
)
def test_there_is_no_course_where_a_part_is_not_known(part: str, instead: str) -> None:
    assert COURSE not in figures(AUGER, (part, instead))


def test_visits_and_the_time_between_them_are_never_put_together_from_two_records() -> None:
    another = (
        "amount: 14 days, source: book, fact: hole-5",
        "amount: 1 to 2 weeks, source: shop, fact: hole-6",
    )
    assert COURSE not in figures(AUGER, another)


def test_one_visit_needs_no_time_between() -> None:
    once = (
        "amount: 3 goes, people: 8 people, source: book, fact: hole-5",
        "amount: 1 go, source: shop, fact: hole-6",
    )
    course = figures(AUGER, once, ("amount: 14 days", "words: Some time."))[COURSE]
    assert course.shapes()[0][0] == week(0)
    assert course.words[:2] == ["1 go", "shop"]


# --- ranges on one scale --------------------------------------------------------------------------


def test_each_record_is_drawn_on_the_scale_in_the_unit_of_the_row() -> None:
    rest = figures(AUGER)["fig-rest"]
    places = [x for x, _ in rest.shapes()]
    assert places == pytest.approx([week(1, 8), week(2, 8), week(7, 8), week(3, 8)], abs=0.01)
    assert len({y for _, y in rest.shapes()}) == 3
    [(start, _, end, _)] = rest.lines("range--open")
    assert (start, end) == pytest.approx((week(7, 8), week(8, 8)), abs=0.01)
    assert rest.caption == "Rest: 1 to 3 days or more, over 2 techniques"


def test_whose_a_range_is_stands_with_it() -> None:
    words = figures(AUGER)["fig-rest"].words
    assert words[:2] == ["Hand auger 1 to 2 days or more", "2 records: book and shop"]
    assert words[2:4] == ["Motor auger 3 days", "book"]


def test_a_pair_is_drawn_on_one_scale() -> None:
    drawn = figures(PAIR)
    assert drawn["fig-rest"].caption == "Rest: Auger 1 to 3 days or more; Spade 5 days"
    assert [x for x, _ in drawn["fig-rest"].shapes("spade")] == pytest.approx(
        [week(5, 8)], abs=0.01
    )
    assert drawn["fig-sweat"].caption == "Sweat: Auger 4 to 8 of 10; Spade 8 of 10"
    assert [x for x, _ in drawn["fig-sweat"].shapes()] == pytest.approx(
        [week(4, 10), week(8, 10)], abs=0.01
    )
    [(start, _, end, _)] = drawn["fig-sweat"].lines("leader")
    assert (start, end) == pytest.approx((week(3, 10), week(5, 10)), abs=0.01)


def test_sums_share_a_scale_only_in_one_currency_and_place_and_for_one_thing() -> None:
    assert not any("cost" in name for name in (*figures(PAIR), *figures(AUGER)))
    same = [
        ("price: 7 GBP, per: day, place: Leeds", "price: 7 EUR, per: day, place: Vienna"),
    ]
    drawn = figures(PAIR, *same)["fig-cost-eur-for-one-day-vienna"]
    assert drawn.caption == "Cost, for one day, Vienna: Auger 10 to 20 EUR; Spade 7 EUR"
    assert "90" not in drawn.described


def test_sums_for_nobody_knows_what_are_not_drawn() -> None:
    vague = ("price: 7 GBP, per: day, place: Leeds", "price: 7 EUR, per: unclear, place: Vienna")
    assert not any("cost" in name for name in figures(PAIR, vague))


def test_there_is_no_range_of_one_record_or_of_one_option_of_a_pair() -> None:
    assert not any("rest" in name for name in (*figures(SPADE), *figures(OTHER_PAIR)))


# --- people out of a hundred ----------------------------------------------------------------------

PEOPLE = "fig-people-hurts"


def marked(drawing: Seen) -> list[bool]:
    people = [each for each in drawing.svg if "fig__person" in each.attrib.get("class", "")]
    return ["affected" in each.attrib["class"] for each in people]


def test_people_are_a_hundred_and_those_affected_come_first_rounded_half_up() -> None:
    drawing = figures(AUGER)[PEOPLE]
    assert marked(drawing) == [True] * 13 + [False] * 87
    assert drawing.caption == "Hand auger: about 13 of 100 had blisters; 87 did not."
    assert "As reported: 12.5% of 300 people." in drawing.note
    assert "Who judged: diggers." in drawing.note


@pytest.mark.parametrize("shape", ["triangle", "square", "disc", "ring", "diamond"])
def test_the_two_sides_are_unlike_in_shape(shape: str) -> None:
    free = [(f"shape: {shape}", "shape: square")] if shape in {"disc", "ring"} else []
    drawing = figures(AUGER, *free, ("shape: triangle", f"shape: {shape}"))[PEOPLE]
    people = [each for each in drawing.svg if "fig__person" in each.attrib.get("class", "")]
    affected = {each[0].tag for each in people[:13]}
    assert affected.isdisjoint({each.tag for each in people[13:]})


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("12.5% of 300 people", "12.5% of 99 people"),
        ("12.5% of 300 people", "12.5% of 300 holes"),
        ("12.5% of 300 people", "0.4% of 300 people"),
        ("12.5% of 300 people", "about 12.5% of 300 people"),
        ("those: had blisters, others: did not", "those: had blisters"),
    ],
    ids=["too few", "not people", "under one", "hedged", "one side"],
)
def test_there_is_no_picture_of_people_where_not_all_holds(old: str, new: str) -> None:
    assert PEOPLE not in figures(AUGER, (old, new))


def test_of_several_studies_none_is_picked_out_for_a_picture() -> None:
    assert "fig-people-works" not in figures(AUGER)


# --- who saw it -----------------------------------------------------------------------------------

JUDGES = "fig-judges-works"


def test_each_kind_of_judge_has_a_row_and_each_study_a_mark() -> None:
    drawing = figures(AUGER)[JUDGES]
    assert [x for x, _ in drawing.shapes()] == pytest.approx(
        [week(40, 100), week(60, 100), week(80, 100)], abs=0.01
    )
    own, experts = (
        drawing.words[0],
        next(each for each in drawing.words if each.startswith("Experts")),
    )
    assert own == "Those who dug 40 to 60 of 100"
    assert experts == "Experts 80 of 100"
    [(start, _, end, _)] = drawing.lines("leader")
    assert (start, end) == pytest.approx((week(70, 100), week(90, 100)), abs=0.01)
    assert (
        drawing.caption
        == "Hand auger, a good hole: those who dug 40 to 60 of 100; experts 80 of 100"
    )


def test_there_is_no_figure_of_one_judge_or_without_their_own_view() -> None:
    assert JUDGES not in figures(
        AUGER, ("measure: good, judged_by: expert", "measure: blisters, judged_by: expert")
    )
    assert JUDGES not in figures(AUGER, ("themselves: true, ", ""))


# --- every figure ---------------------------------------------------------------------------------


def every() -> Iterator[Seen]:
    for url in pages():
        yield from figures(url).values()


def test_every_figure_says_in_words_what_it_shows() -> None:
    told = {each.id: f"{each.caption} {each.described} {each.note}" for each in every()}
    assert {name.split("-")[1] for name in told} == {
        "depth",
        "course",
        "rest",
        "sweat",
        "people",
        "judges",
    }
    for each in every():
        shown = {
            found
            for words in each.words[: -len(each.svg)]
            for found in re.findall(r"\d[\d.]*", words)
        }
        assert all(found in told[each.id] for found in shown), each.id
    assert "Hand auger: 1 to 2 days (book); at least 1 week (shop)." in told["fig-rest"]
    assert "80% (could be 70 to 90) of 300 people" in told[JUDGES]
    assert "Goes: 3 goes, 14 days apart (book, 8 people)." in told[COURSE]


def test_every_figure_is_an_image_with_a_name_a_description_and_its_sources() -> None:
    for each in every():
        assert each.svg.attrib["role"] == "img"
        assert each.svg.attrib["aria-labelledby"] == each.root[0].attrib["id"]
        assert each.svg.attrib["aria-describedby"] == each.svg[0].attrib["id"]
        assert "sources-ref" in ET.tostring(each.root, "unicode")


def test_no_figure_is_styled_in_its_markup() -> None:
    for url, html in pages().items():
        assert not re.search(r"\bstyle=|<style|\bfill=|\bstroke=", "".join(FIGURE.findall(html))), (
            url
        )


# --- in a browser ---------------------------------------------------------------------------------

BOXES = """() => [...document.querySelectorAll('svg.fig')].map((svg) => {
  const box = (each) => {
    const {left, right, top, bottom} = each.getBoundingClientRect();
    return [left, top, right, bottom];
  };
  return {
    id: svg.getAttribute('aria-labelledby'), box: box(svg),
    words: [...svg.querySelectorAll(':scope > text')]
      .map((each) => [each.textContent.trim(), box(each)]),
    shapes: [...svg.querySelectorAll(':scope > svg')].map((each) => box(each.firstElementChild)),
  };
})"""


def drawn_pages(site: Path) -> list[str]:
    found = [page.parent.relative_to(site).as_posix() for page in site.rglob("index.html")
             if 'class="figure' in page.read_text("utf-8")]  # fmt: skip
    return sorted(found)


def touch(first: list[float], second: list[float], slack: float = 1.5) -> bool:
    (left, top, right, bottom), (left2, top2, right2, bottom2) = first, second
    across = min(right, right2) - max(left, left2)
    down = min(bottom, bottom2) - max(top, top2)
    return across > slack and down > slack


def look(page: Page, url: str) -> list[dict[str, Any]]:
    page.goto(f"/{url}/")
    found: list[dict[str, Any]] = page.evaluate(BOXES)
    assert found
    return found


@pytest.mark.parametrize("width", [320, 1280])
def test_words_touch_neither_words_nor_marks_nor_the_edge(
    site: Path, open_page: OpenPage, width: int
) -> None:
    page = open_page(viewport={"width": width, "height": 800})
    for url in drawn_pages(site):
        for drawing in look(page, url):
            left, _, right, _ = drawing["box"]
            words, place = drawing["words"], f"{url} {drawing['id']}"
            assert all(left - 1 <= box[0] and box[2] <= right + 1 for _, box in words), place
            # the box of a line of words is higher than its letters
            tight = [(text, [box[0], box[1] + 3, box[2], box[3] - 3]) for text, box in words]
            assert [
                pair for pair in combinations(tight, 2) if touch(pair[0][1], pair[1][1])
            ] == [], place
            assert [
                text for text, box in tight for shape in drawing["shapes"] if touch(box, shape)
            ] == [], place
        assert page.evaluate("document.documentElement.scrollWidth") <= width, url


def test_colours_are_those_of_the_reader_where_she_forces_them(open_page: OpenPage) -> None:
    page = open_page(viewport={"width": 390, "height": 800}, forced_colors="active")
    page.goto("/treatments/laser/")
    ink = page.evaluate("getComputedStyle(document.body).color")
    style = "(each) => [getComputedStyle(each).fill, getComputedStyle(each).stroke]"
    for mark in (".fig__shape", ".fig__range", ".fig__person--affected", ".fig__leader"):
        assert ink in page.locator(mark).first.evaluate(style), mark
    assert page.locator(".fig__layer").first.evaluate(style)[0] == "none"


def test_on_paper_a_figure_is_whole_and_black(open_page: OpenPage) -> None:
    page = open_page(viewport={"width": 800, "height": 800})
    page.goto("/treatments/ultrasound/")
    page.emulate_media(media="print")
    assert (
        page.locator(".fig__shape").first.evaluate("each => getComputedStyle(each).fill")
        == "rgb(0, 0, 0)"
    )
    for each in page.locator("figure.figure").all():
        assert each.evaluate("each => getComputedStyle(each).breakInside") == "avoid"
        assert each.evaluate("each => each.getBoundingClientRect().height") > 100
