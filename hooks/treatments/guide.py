"""What the editors' guide takes from the code: every field, every rule, and examples."""

from __future__ import annotations

import inspect
import itertools
import textwrap
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from treatments import problems, rules, schema, shape

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

EXAMPLES = Path(__file__).with_name("examples.yml")
SHOWN = 120  # characters of a wrong line
LEFT_OUT = {"Words"}  # its fields are texts, explained by where they stand


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a record, as an editor writes it."""

    name: str
    anchor: str
    is_required: bool
    form: str
    record: str
    help: str
    example: str


@dataclass(frozen=True, slots=True)
class Record:
    """A type of record and its fields."""

    name: str
    anchor: str
    says: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule by its code; a right and a wrong way to write, where a few lines can show it."""

    code: str
    kind: str
    anchor: str
    says: str
    is_warning: bool
    is_seen_while_typing: bool
    right: str = ""
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """Rules about one thing, and the mistakes that others made against them."""

    name: str
    rules: tuple[Rule, ...]
    mistakes: tuple[Mistake, ...] = ()


@dataclass(frozen=True, slots=True)
class Mistake:
    """A mistake: the rule that it breaks, the line that is wrong, and what the check says to it."""

    code: str
    reads: str
    wrong: str
    message: str
    hint: str

    @property
    def anchor(self) -> str:
        """The place of the rule."""
        return problems.rule_anchor(self.code)


def mistakes(cases: Mapping[str, bytes]) -> tuple[Mistake, ...]:
    """Read the mistakes of the golden cases, each in a folder named by its code."""
    found = (_mistake(name.split("/")[-2], content) for name, content in cases.items())
    return tuple(mistake for mistake in found if mistake)


def _mistake(code: str, content: bytes) -> Mistake | None:
    """Read one case, if it is about a problem with the code of its folder."""
    case = yaml.load(content, Loader=yaml.CSafeLoader)
    change = case["change"][-1] if isinstance(case["change"], list) else case["change"]
    told = "\n".join(str(case.get(level, "")) for level in ("problems", "warnings")).split("\n")
    says = f": {code}: "
    place = next((place for place, line in enumerate(told) if says in line), None)
    if place is None:
        return None
    hint = itertools.takewhile(lambda line: line.startswith("  "), told[place + 1 :])
    return Mistake(
        code=code,
        reads=case["reads"],
        wrong=_shortly(str(change.get("by", change.get("text", "")))),
        message=told[place].partition(says)[2].removesuffix(" (warning)"),
        hint=" ".join(line.strip() for line in hint),
    )


def _shortly(text: str) -> str:
    """Give the first line of a wrong text, as far as it fits."""
    lines = text.strip().splitlines() or [""]
    return visible(textwrap.shorten(lines[0], SHOWN, placeholder="…"))


@cache
def records() -> tuple[Record, ...]:
    """Give every type of record, outer before inner, in the order of the data."""
    nodes = schema.records()
    order = dict.fromkeys(_reached("Data", nodes))
    return tuple(_record(name, nodes[name]) for name in order if name not in LEFT_OUT)


def _reached(name: str, nodes: Mapping[str, Any], above: tuple[str, ...] = ()) -> Iterator[str]:
    if name in above:
        return
    yield name
    for other in _named(nodes[name]):
        yield from _reached(other, nodes, (*above, name))


def _named(node: object) -> Iterator[str]:
    """Find every type of record that a part of the schema names."""
    if isinstance(node, dict):
        if "$ref" in node:
            yield str(node["$ref"]).rpartition("/")[2]
        for key, inner in node.items():
            if key != "definitions":
                yield from _named(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from _named(inner)


def _record(name: str, node: Mapping[str, Any]) -> Record:
    required = node.get("required", ())
    fields = tuple(
        _field(name, key, inner, is_required=key in required)
        for key, inner in node["properties"].items()
    )
    return Record(_in_words(name), f"record-{name.lower()}", node.get("description", ""), fields)


def _field(record: str, name: str, node: Mapping[str, Any], *, is_required: bool) -> Field:
    inner = next(_named(node), "")
    examples = node.get("examples", ())
    return Field(
        name=name,
        anchor=problems.field_anchor(record, name),
        is_required=is_required,
        form=_form(node),
        record=f"record-{inner.lower()}" if inner and inner not in LEFT_OUT else "",
        help=node.get("description", ""),
        example=shape.flow(examples[0]) if examples else "",
    )


def _form(node: Mapping[str, Any]) -> str:  # noqa: PLR0911  (one line for each kind of node)
    """Say in words how a value is written."""
    if "$ref" in node:
        return _in_words(node["$ref"].rpartition("/")[2])
    if "title" in node:
        return str(node["title"])
    if "enum" in node:
        return " | ".join(node["enum"])
    if node.get("pattern") in schema.FORMS:
        return schema.FORMS[node["pattern"]][0]
    if node.get("type") == "array":
        return f"a list: {_form(node['items'])}"
    if members := node.get("anyOf"):
        if len(members) > 1 and members[1].get("items") == members[0]:
            return f"{_form(members[0])}, or a list"
        return ", or ".join(_form(each) for each in members)
    if isinstance(inner := node.get("additionalProperties"), dict):
        return f"keys, and under each {_form(inner)}"
    return "text"


def _in_words(name: str) -> str:
    """Turn `OffLabel` into `off label`."""
    return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name).strip()


@cache
def all_rules() -> tuple[Rule, ...]:
    """Give every code with its sentence: those of the rules, of reading and of the shape."""
    written = yaml.safe_load(EXAMPLES.read_text("utf-8"))
    examples = {each["code"]: each for each in written if "code" in each}
    kinds = _kinds(written)
    says = {each.code: each.says for each in rules.RULES}
    warnings = {each.code for each in rules.RULES if each.level == "warning"}
    return tuple(
        Rule(
            code=code,
            kind=kinds[code],
            anchor=problems.rule_anchor(code),
            says=says.get(code) or examples[code]["says"],
            is_warning=code in warnings,
            is_seen_while_typing=code in schema.SEEN_WHILE_TYPING,
            right=_shown(examples.get(code, {}).get("right", "")),
            wrong=_shown(examples.get(code, {}).get("wrong", "")),
        )
        for code in sorted(says.keys() | examples.keys())
    )


def _kinds(examples: list[dict[str, str]]) -> dict[str, str]:
    """Tell what the rule of each code is about: its module says so, or the list of examples."""
    kinds: dict[str, str] = {}
    kind = ""
    for each in examples:
        kind = each.get("kind", kind)
        if "code" in each:
            kinds[each["code"]] = kind
    modules = {each.code: inspect.getmodule(each.check) for each in rules.RULES}
    return kinds | {code: (found.__doc__ or "").strip() for code, found in modules.items() if found}


def kinds(made: Iterable[Mistake] = ()) -> tuple[Kind, ...]:
    """Give every rule and every mistake, by what they are about."""
    by_kind: dict[str, list[Rule]] = {}
    for each in sorted(all_rules(), key=lambda rule: rule.kind):
        by_kind.setdefault(each.kind.rstrip("."), []).append(each)
    found = list(made)
    return tuple(
        Kind(
            name,
            tuple(of_kind),
            tuple(each for each in found if each.code in {rule.code for rule in of_kind}),
        )
        for name, of_kind in by_kind.items()
    )


def _shown(text: str) -> str:
    """Print an example flush left."""
    return visible(textwrap.dedent(text).strip("\n"))


def visible(text: str) -> str:
    """Put a stand-in for what nobody sees."""
    return "".join(
        letter if letter.isprintable() or letter == "\n" else f"[U+{ord(letter):04X}]"
        for letter in text
    )
