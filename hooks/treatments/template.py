"""A new record to fill in, made from the model: each field with its help, and ids there are."""

from __future__ import annotations

import json
import textwrap
from typing import TYPE_CHECKING, Any

from treatments import schema, shape
from treatments.rules.coherence import TO_WRITE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from treatments.catalogue import Catalogue

# What can be new, the type of its record, and where it goes.
KINDS = {
    "treatment": ("Treatment", "treatments"),
    "technique": ("Technique", "techniques"),
    "criterion": ("Criterion", "criteria"),
    "study": ("Study", "studies"),
    "source": ("Source", "sources"),
    "notice": ("Notice", "notices"),
    "term": ("Term", "terms"),
    "question": ("Question", "questions"),
}
WIDTH = 100
# Not needed by their type, yet a record without them does not hold.
WANTED = {"draft", "fact", "words", "answers", "family"}
FIRST = {"id", "draft"}


def template(kind: str, catalogue: Catalogue) -> str:
    """Write a record of a kind: what is needed, and as notes what may be added."""
    name, part = KINDS[kind]
    printer = _Printer(kind, catalogue)
    head = (
        f"A new {kind}: put it under `{part}:`. "
        "Lines after # are notes; take the # away to use one."
    )
    lines = list(printer.record(name, "    "))
    first = next(index for index, line in enumerate(lines) if not line.lstrip().startswith("#"))
    lines[first] = lines[first].replace("    ", "  - ", 1)
    return "\n".join([f"# {head}", "", *_with_first_field_first(lines, first)]) + "\n"


def _with_first_field_first(lines: list[str], first: int) -> list[str]:
    """Let the item begin with its dash, so that the notes above it stand outside of it."""
    return [*(line.replace("    #", "  #", 1) for line in lines[:first]), *lines[first:]]


class _Printer:
    """Prints records by the schema of the data as they are."""

    def __init__(self, kind: str, catalogue: Catalogue) -> None:
        made = schema.schema(catalogue)
        self._kind = kind
        self._types: dict[str, Any] = made["definitions"]
        facts = (
            each for each in catalogue.facts.values() if each.source in catalogue.ids("sources")
        )
        fact = next(facts, None)
        self._known = {"fact": fact.id, "source": fact.source} if fact else {}

    def record(self, name: str, indent: str) -> Iterator[str]:
        """Print the fields of a record."""
        node = self._types[name]
        fields = sorted(node["properties"].items(), key=lambda each: each[0] not in FIRST)
        for field, inner in fields:
            is_needed = field in node.get("required", ()) or field in WANTED
            if help_text := inner.get("description"):
                yield from textwrap.wrap(
                    help_text, WIDTH, initial_indent=f"{indent}# ", subsequent_indent=f"{indent}# "
                )
            lines = list(self._field(field, inner, indent))
            yield from (
                lines if is_needed else (f"{indent}# {line.removeprefix(indent)}" for line in lines)
            )

    def _field(self, name: str, node: dict[str, Any], indent: str) -> Iterator[str]:
        if name == "answers" and "properties" in node:
            is_whole = self._kind == "treatment"  # a technique answers what differs
            yield f"{indent}answers:{'' if is_whole else ' {}'}"
            for criterion in node["properties"] if is_whole else ():
                yield f"{indent}  {criterion}: {{unknown: not_searched}}"
            return
        yield f"{indent}{name}: {self._value(name, node)}"

    def _value(self, name: str, node: dict[str, Any]) -> str:  # noqa: PLR0911  (one for each kind of node)
        if name == "id":
            return f"new_{self._kind}" if self._kind == "source" else f"new-{self._kind}"
        if name == "draft":
            return "true"
        if "$ref" in node:
            return self._referred(node["$ref"].rpartition("/")[2], name)
        if "enum" in node:
            return str(node["enum"][0])
        if node.get("type") == "array":
            return f"[{self._value(name, node['items'])}]"
        if "properties" in node:
            key, inner = next(iter(node["properties"].items()))
            return f"{{{key}: {self._value(key, inner)}}}"
        if node.get("pattern") in schema.FORMS:
            return schema.FORMS[node["pattern"]][1]
        if examples := node.get("examples"):
            return _quoted(shape.flow(examples[0]))
        if members := node.get("anyOf"):
            return self._value(name, members[0])
        return TO_WRITE

    def _referred(self, definition: str, name: str) -> str:
        if definition.startswith("ids-of-"):
            return self._known.get(name) or str(self._types[definition]["enum"][0])
        node = self._types[definition]
        fields = {
            field: self._value(field, inner)
            for field, inner in node["properties"].items()
            if field in node.get("required", ()) or field in WANTED - {"answers"}
        }
        return "{" + ", ".join(f"{field}: {value}" for field, value in fields.items()) + "}"


def _quoted(text: str) -> str:
    """Put a text in quotes that would be read as something else without them."""
    return (
        json.dumps(text, ensure_ascii=False)
        if text.startswith("#") or (": " in text and text[0] not in "{[")
        else text
    )
