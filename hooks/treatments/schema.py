"""The model as a JSON Schema, from which the tools of editors complete, explain and underline.

A tool reads one file at a time, and reads numbers and `true` where we read text. So the schema lets
through all that the model does and finds what can be seen in one value: fields, forms, choices and
ids.
"""

from __future__ import annotations

import hashlib
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from treatments import fields, model, shape, values, words
from treatments.fields import Refers
from treatments.rules import references

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from treatments.catalogue import Catalogue

Node = dict[str, Any]
DIALECT = "http://json-schema.org/draft-07/schema#"
FILE = ".schema/data.json"
# The codes of the mistakes that the schema finds too, while an editor types.
SEEN_WHILE_TYPING = frozenset(
    {
        "choice-of-another-facet",
        "missing-field",
        "not-a-choice",
        "not-a-group",
        "not-a-list",
        "not-text",
        "too-long",
        "unknown-field",
        "unlisted-id",
        "wrong-form",
    }
)
TEXT = ["string", "number", "boolean"]  # `2014` and `true` are texts to us
LETTER = r"[^\W\d_]"
ECMA_LETTER = r"[A-Za-z\u00C0-\uFFFF]"


def head(file: str) -> str:
    """Give the line at the head of a data file that names the schema."""
    return f"# yaml-language-server: $schema={'../' * file.count('/')}{FILE}"


def schema(catalogue: Catalogue | None = None) -> Node:
    """Make the schema of all data files; with a catalogue, an id must be one that is there."""
    return _Schema(catalogue).made


def fingerprint(catalogue: Catalogue) -> str:
    """Give a text that changes whenever the schema would: with the code, and with the ids."""
    state = hashlib.sha256()
    for module in (fields, model, references, values, words, sys.modules[__name__]):
        state.update(Path(str(module.__file__)).read_bytes())
    for part in sorted(_parts_that_are_named()):
        state.update("\0".join([part, *sorted(references.known(catalogue, part))]).encode())
    for facet in catalogue.data.facets:
        state.update("\0".join([facet.id, *(choice.id for choice in facet.choices)]).encode())
    return state.hexdigest()


def _parts_that_are_named() -> set[str]:
    return {
        mark.part
        for kind in vars(model).values()
        for mark in getattr(kind, "__metadata__", ())
        if isinstance(mark, Refers)
    }


def records() -> Mapping[str, Node]:
    """Give every type of record by its name, in the order of the model."""
    made = schema()
    return {"Data": made, **made["definitions"]}


class _Schema:
    """What pydantic says of the model, put into the words and the forms that editors see."""

    def __init__(self, catalogue: Catalogue | None) -> None:
        self._catalogue = catalogue
        raw = model.Data.model_json_schema(by_alias=True, ref_template="#/definitions/{model}")
        self._ids: dict[str, Node] = {}
        definitions = {name: self._node(node) for name, node in raw.pop("$defs").items()}
        data = self._node(raw)
        data.pop("required")  # the parts stand in several files
        self.made: Node = {"$schema": DIALECT, **data, "definitions": definitions | self._ids}

    def _node(self, node: Node, name: str = "") -> Node:
        titled = name.replace(
            "_", " "
        ).title()  # pydantic's own title of a field, which says nothing
        node = {
            key: value
            for key, value in node.items()
            if key != "default" and (key, value) != ("title", titled)
        }
        node = _without_null(node)
        if "x-refers" in node:
            return self._reference(node)
        if node.get("type") == "object":
            return self._object(node)
        if node.get("type") == "string":
            return _text(node)
        if "items" in node:
            node["items"] = self._node(node["items"])
        for several in ("anyOf", "oneOf"):
            if several in node:
                node["anyOf"] = [self._node(each) for each in node.pop(several)]
        return node

    def _object(self, node: Node) -> Node:
        if "properties" in node:
            node["properties"] = {
                name: self._node(each, name) for name, each in node["properties"].items()
            }
        part = node.pop("propertyNames", {}).get("x-refers")
        if isinstance(inner := node.get("additionalProperties"), dict):
            node["additionalProperties"] = inner = self._node(inner)
        if names := self._known(part):
            own = self._choices() if part == "facets" else {}
            node["properties"] = {name: own.get(name) or inner for name in sorted(names)}
            node["additionalProperties"] = False
        return node

    def _choices(self) -> Mapping[str, Node]:
        """Give the schema of what stands under each facet: one of its own choices, or several."""
        own = {
            facet.id: {"enum": [choice.id for choice in facet.choices]} for facet in self._facets
        }
        return {
            name: {"anyOf": [one, {"type": "array", "items": one}]} for name, one in own.items()
        }

    @property
    def _facets(self) -> Iterable[model.Facet]:
        return self._catalogue.data.facets if self._catalogue else ()

    def _reference(self, node: Node) -> Node:
        part = node["x-refers"]
        names = sorted(self._known(part))
        if not names:
            return _text({key: value for key, value in node.items() if key != "x-refers"})
        self._ids[f"ids-of-{part}"] = {"title": node["title"], "enum": names}
        return {
            "$ref": f"#/definitions/ids-of-{part}",
            **{key: node[key] for key in ("description",) if key in node},
        }

    def _known(self, part: str | None) -> Iterable[str]:
        return references.known(self._catalogue, part) if self._catalogue and part else ()


def _without_null(node: Node) -> Node:
    """Leave out that a field may be absent: it is then not written at all."""
    members = [each for each in node.get("anyOf", ()) if each != {"type": "null"}]
    if len(members) == 1:
        del node["anyOf"]
        return _without_null({**members[0], **node})
    return {**node, "anyOf": members} if members else node


def _text(node: Node) -> Node:
    """Say for a text what tools may see in its place, and its pattern as they read it."""
    if "enum" in node:
        return node
    pattern = node.get("pattern")
    if pattern is None:
        return {**node, "type": TEXT}
    is_of_a_form = not pattern.startswith("^")  # and that says itself what else tools may see
    types = "string" if is_of_a_form or not re.search(pattern, "1") else ["string", "integer"]
    return {**node, "type": types, "pattern": _ecma(pattern)}


def _ecma(pattern: str) -> str:
    """Turn a pattern of ours into one of ECMA 262, which has other letters and no names."""
    pattern = re.sub(r"\(\?P<\w+>", "(?:", pattern).replace('\\"', '"')
    pattern = pattern.replace(LETTER, ECMA_LETTER).replace(r"[\w-]", r"[\w\u00C0-\uFFFF-]")
    if pattern.startswith("^"):
        return pattern
    spaced = pattern.replace(" ", r"\s+")
    return rf"^\s*(?:{spaced})\s*$"


# The words for a pattern and an example of it, by the pattern as it stands in the schema.
FORMS = {_ecma(pattern): told for pattern, told in shape.FORMS.items()}
