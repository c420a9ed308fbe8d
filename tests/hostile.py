"""Puts marks of every language that a page is written in behind each text of the golden cases."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import yaml

from tests import golden

if TYPE_CHECKING:
    from collections.abc import Sequence

MARKS = (
    "<x-evil>&amp; \"x' data-evil=1 </title></script>--> {{ 7*7 }} {% x %} {name} ${1} "
    "[[brief]] [@pan2021] [@nobody] *star* `code` # no"
)

# Fields whose text is free; others are ids, or have a form.
FREE = re.compile(
    "about|advice|also|asks?|because|by|control|do|does_not_apply|doubt|ended|family|forms|given"
    "|help|literal|made_by|maker|means|mistakes|name|note|number|other_names|others|paid_by"
    "|paid_by_note|place|plain|publisher|purpose|says|short|those|title|view|weak|what|who|where"
    "|words"
)


def files() -> dict[str, bytes]:
    """The data of the golden cases with `MARKS` at the end of every free text."""
    data = {name: text for name, text in golden.base().items() if name.startswith("data/")}
    return {
        name: text
        if name == golden.WORDS
        else _marked(
            yaml.load(text, yaml.CBaseLoader)  # noqa: S506  # texts only
        )
        for name, text in data.items()
    }


def _marked(value: object) -> bytes:
    return json.dumps(_with_marks(value), ensure_ascii=False, indent=1).encode()


def _with_marks(value: Any, key: str = "") -> Any:  # noqa: ANN401  # whatever YAML holds
    if isinstance(value, dict):
        return {name: _with_marks(each, name) for name, each in value.items()}
    if isinstance(value, list):
        return [_with_marks(each, key) for each in value]
    is_id = key == "family" and value.islower()  # of measures, and not of an author
    return f"{value} {MARKS}" if FREE.fullmatch(key) and not is_id else value


class Tags(HTMLParser):
    """What a browser takes for markup in a page, and what for text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.evil: list[str] = []
        self.texts: list[str] = []
        self.attributes: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        if tag in {"x-evil", "em", "code"} or "data-evil" in names:
            self.evil.append(f"{self.getpos()}: {tag} {names}")
        self.attributes += [value or "" for _, value in attrs]

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    @property
    def text(self) -> str:
        return "".join(self.texts)
