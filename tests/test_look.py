"""The look: tokens are named once, and the colours of options can be told apart by everybody."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent
ASSETS = ROOT / "docs" / "assets"
TOKENS = ASSETS / "tokens.css"
COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl|oklch|lab)a?\(")
LENGTH = re.compile(r"(?<![\w.-])\d*\.?\d+(?:px|rem|pt|cm|mm)\b")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
AT_RULE = re.compile(r"@page[^{]*\{[^}]*\}|@media[^{]*\{")

PAPER = {"light": ("#fbfaf7", "#ffffff"), "dark": ("#14181d", "#1c2229")}
# Machado, Oliveira and Fernandes 2009, severity 1.0, on linear RGB.
VISIONS = {
    "usual": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}

Triple = tuple[float, float, float]


def stylesheets() -> list[Path]:
    return [path for path in sorted(ASSETS.glob("*.css")) if path != TOKENS]


def options() -> list[dict[str, str]]:
    text = (ROOT / "data" / "treatments.yml").read_text("utf-8")
    treatments: list[dict[str, str]] = yaml.load(text, Loader=yaml.BaseLoader)["treatments"]  # noqa: S506  (texts only)
    return treatments


def linear(colour: str) -> Triple:
    """sRGB, as #rrggbb, to linear light from 0 to 1."""
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return (_linear(red), _linear(green), _linear(blue))


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def luminance(colour: str) -> float:
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """WCAG 2.2 contrast ratio, from 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def seen(colour: str, vision: str) -> Triple:
    """CIE L*a*b* (D65) of a colour as somebody with this vision sees it."""
    light = linear(colour)
    red, green, blue = (
        min(1.0, max(0.0, sum(weight * part for weight, part in zip(row, light, strict=True))))
        for row in VISIONS[vision]
    )
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883
    fx, fy, fz = (
        part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in (x, y, z)
    )
    return (116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz))


@pytest.mark.parametrize("path", stylesheets(), ids=lambda path: path.name)
def test_no_stylesheet_but_the_tokens_holds_a_colour_or_a_length(path: Path) -> None:
    text = AT_RULE.sub("", COMMENT.sub("", path.read_text("utf-8")))
    assert COLOUR.findall(text) == []
    assert LENGTH.findall(text) == []


def test_every_token_that_is_used_is_named_in_the_tokens() -> None:
    named = set(re.findall(r"(--[\w-]+)\s*:", TOKENS.read_text("utf-8")))
    local = {
        name
        for path in stylesheets()
        for name in re.findall(r"(--[\w-]+)\s*:", COMMENT.sub("", path.read_text("utf-8")))
    }
    used = {
        name
        for path in stylesheets()
        for name in re.findall(r"var\((--[\w-]+)", path.read_text("utf-8"))
    }
    assert {name for name in used - named - local if not name.startswith("--md-")} == set()


@pytest.mark.parametrize("path", stylesheets(), ids=lambda path: path.name)
def test_no_rule_makes_a_browser_compute_all_styles_again_while_a_table_comes(path: Path) -> None:
    """A rule for anything at all below what is the last for now is asked again at every row."""
    text = COMMENT.sub("", path.read_text("utf-8"))
    assert re.findall(r":(?:last|nth-last|only)[\w-]*\s*[> ]\s*(?:\*|:)[^{},]*", text) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_colour_of_every_option_can_be_read_on_paper_and_card(scheme: str) -> None:
    key = "colour" if scheme == "light" else "colour_dark"
    for option in options():
        for paper in PAPER[scheme]:
            assert contrast(option[key], paper) >= 4.5, (option["id"], paper)


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("key", ["colour", "colour_dark"])
def test_no_two_options_look_alike_to_anybody(vision: str, key: str) -> None:
    for one, other in itertools.combinations(options(), 2):
        pairs = zip(seen(one[key], vision), seen(other[key], vision), strict=True)
        distance = sum((a - b) ** 2 for a, b in pairs) ** 0.5
        assert distance >= 15, (one["id"], other["id"], round(distance, 1))


def test_every_option_has_a_shape_of_its_own() -> None:
    shapes = [option["shape"] for option in options()]
    assert len(set(shapes)) == len(shapes)


# What only a script, the frame of a table or the editors' guide adds to a page; no look of its own.
FRAMES = {
    *("comparison__controls", "comparison__printed", "comparison__scroll", "comparison__without"),
    *("figures", "rules", "sheet__left-out", "sheet__short"),
}


@pytest.mark.parametrize("name", ["parts.css", "comparison.css", "figures.css"])
def test_every_part_that_has_a_style_is_shown_on_the_page_about_the_look(
    site: Path, name: str
) -> None:
    page = (site / "about" / "design" / "index.html").read_text("utf-8")
    shown = {each for found in re.findall(r'class="([^"]*)"', page) for each in found.split()}
    text = COMMENT.sub("", (ASSETS / name).read_text("utf-8"))
    selectors = [each for each in re.findall(r"([^{}]*)\{", text) if "@" not in each]
    styled = {each for found in selectors for each in re.findall(r"\.([a-z][\w-]*)", found)}
    ours = {each for each in styled if not each.startswith(("md-", "guide"))}
    assert ours - shown - FRAMES == set()
