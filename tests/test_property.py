"""Whatever is written, it ends in a whole site or in problems with their places.

Data sets are made from the one that the golden cases change: still valid, or mangled.
"""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any, TypeAlias

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import golden
from tests.whole import outcome

if TYPE_CHECKING:
    from collections.abc import Iterator

Tree: TypeAlias = Any  # what YAML can hold
Path: TypeAlias = tuple[Any, ...]

# The same examples on every machine and on every day: what fails, fails again.
same = settings(
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

PAGE = b"""---
title: Toast
description: How to make it.
---

# Toast

Warm bread is liked. [@bread2020]

[[comparison]]

[[glossary]]
"""
BASE = {**golden.base(), "docs/index.md": PAGE}
TREES: dict[str, Tree] = {
    name: yaml.load(content, Loader=yaml.CBaseLoader)  # noqa: S506  (makes texts only)
    for name, content in BASE.items()
    if name.endswith(".yml")
}
WRITTEN = sorted(set(TREES) - {golden.WORDS})  # the words are many, and of one kind
ODD = (
    "", " ", "~", "null", "true", "no", "0", "-1", "1e9", "0x1F", "\uff11\uff12", "½", ".", "[]",
    "{}", "[[", "]]", "{{ 7 * 7 }}", "{% x %}", "${x}", "%s", "{0}", "{words}", "<script>",
    "</script>", "&lt;", "a: b", "a #b", "- a", "*a", "&a", "!a", "| a", "'", '"', "\\", "../../x",
    "con", "index", "compare", "toaster", "pan-vs-toaster", "2020-02-30", "9999-12-31",
    "0001-01-01", "0 of 0 people", "5 of 3 people", "100% of 0 people", "1 to 0 minutes",
    "9 minutes", "0.000000000001 seconds",
    "99999999999999999999 minutes", "javascript:alert(1)", "http://", "https://[", "https://a:b/",
    "a" * 10_000, "a" * 10_001, "\u202eabc", "\u200b", "\U0001f35e", "e\u0301", "İ", "ß",
)  # fmt: skip
JUNK = (b"\x00", b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xef\xbb\xbf", b"\r", b"\n", b"\t",
        b":", b": ", b"- ", b"[", b"]", b"{", b"}", b",", b"'", b'"', b"|", b">", b"&a ", b"*a",
        b"!!python/name:os ",
        b"%YAML 1.1\n", b"---\n", b"...\n", b"<<: ", b"? ", b"#", b" ", b"@", b"`",
        b"[[x]]", b"[@x]",
        b"\xe2\x80\xae", b"\xe2\x80\xa8", b"\\")  # fmt: skip


# --- valid records


LETTERS = "abc XYZ <>&\"'{}[]()*_#|`~$%@\\\\/=+-?! éßİשعね🍞"  # no digits: numbers rest on facts
SHAPES = ("disc", "diamond")
anything = st.text(LETTERS, min_size=1, max_size=30).filter(str.strip)
READ = ("note", "plain", "means", "asks", "ask", "because", "says", "do", "purpose", "title", "who")


@st.composite
def valid_records(draw: st.DrawFn) -> dict[str, bytes]:
    """Make a data set with more options, other figures and texts, reordered, in more files."""
    trees = copy.deepcopy(TREES)
    options = trees["data/treatments.yml"]["treatments"]
    facts = trees["evidence/facts.yml"]["facts"]
    findings = trees["data/findings.yml"]["studies"]

    def fact(value: str, unit: str) -> str:
        facts.append(
            {"id": f"more-{len(facts)}", "source": "pan2021", "value": value, "unit": unit}
        )
        return str(facts[-1]["id"])

    def amount() -> dict[str, str]:
        low, more = draw(st.integers(1, 10**6)), draw(st.integers(1, 10**6))
        unit = draw(st.sampled_from(("minutes", "seconds")))
        text = draw(st.sampled_from(("{0} to {1}", "about {0}", "at least {0}", "{0}.5"))).format(
            low, low + more
        )
        return {"amount": f"{text} {unit}", "source": "pan2021", "fact": fact(text, unit)}

    def result() -> dict[str, str]:
        of = draw(st.integers(1, 5000))
        text = f"{draw(st.integers(0, of))} of {of}"
        judge = draw(st.sampled_from(("eater", "taster")))
        return {
            "answers": "liked", "measure": "enjoyed", "judged_by": judge, "count": f"{text} people",
            "at": draw(st.sampled_from(("not_stated", "during", "straight_after"))),
            "fact": fact(text, "people"),
        }  # fmt: skip

    for number in range(draw(st.integers(0, len(SHAPES)))):
        name = f"more-{number}"
        new = copy.deepcopy(next(each for each in options if each["id"] == "cold"))
        del new["alternative"]
        new |= {
            "id": name, "name": f"{name} {draw(anything)}", "shape": SHAPES[number],
            "colour": f"#1{number}5f8b", "colour_dark": f"#9ccb{number}8",
        }  # fmt: skip
        new["answers"]["time"] = [amount() for _ in range(draw(st.integers(1, 3)))]
        del new["answers"]["liked"]
        new["answers"]["allowed"] = {"unknown": "not_searched"}
        findings.append(
            {
                "source": "pan2021", "of": name, "design": "drawn", "who": draw(anything),
                "people": f"{draw(st.integers(1, 10**6))}", "findings": [result()],
            }
        )  # fmt: skip
        findings[-1]["fact"] = fact(findings[-1]["people"], "people")
        options.append(new)
    for tree in trees.values():
        for path in [path for path in paths(tree) if path[-1] in READ]:
            if draw(st.booleans()) and isinstance(at(tree, path), str):
                at(tree, path[:-1])[path[-1]] = draw(anything)
    draw(st.randoms()).shuffle(options)
    draw(st.randoms()).shuffle(findings)
    found = {name: written(trees[name]) for name in WRITTEN}
    if draw(st.booleans()):
        half = draw(st.integers(0, len(options)))
        found["data/more.yml"] = written({"treatments": options[half:]})
        trees["data/treatments.yml"]["treatments"] = options[:half]
        found["data/treatments.yml"] = written(trees["data/treatments.yml"])
    return found


@settings(same, max_examples=60)
@given(valid_records())
def test_a_valid_data_set_always_builds(made: dict[str, bytes]) -> None:
    printer, problems = outcome(BASE | made)
    assert printer is not None, [str(each) for each in problems if each.level == "error"]
    assert all(page.html for page in printer.pages())


# --- mangled records


def paths(tree: Tree, above: Path = ()) -> Iterator[Path]:
    """Give the place of every value in a tree."""
    inner = (
        tree.items()
        if isinstance(tree, dict)
        else enumerate(tree)
        if isinstance(tree, list)
        else ()
    )
    for key, value in inner:
        yield (*above, key)
        yield from paths(value, (*above, key))


def at(tree: Tree, path: Path) -> Tree:
    for key in path:
        tree = tree[key]
    return tree


def renamed(group: dict[str, Tree], old: str, new: str) -> None:
    """Rename a key and leave it where it was."""
    pairs = [(new if key == old else key, value) for key, value in group.items()]
    group.clear()
    group.update(pairs)


odd_text = st.one_of(st.sampled_from(ODD), st.text(max_size=12))
odd_value = st.recursive(
    odd_text,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(odd_text, inner, max_size=3),
    max_leaves=5,
)


@st.composite
def mangled_records(draw: st.DrawFn) -> dict[str, bytes]:
    """Drop, double, swap, retype, rename and reword values in one to four places."""
    trees = copy.deepcopy(TREES)
    touched = set()
    for _ in range(draw(st.integers(1, 4))):
        name = draw(st.sampled_from(WRITTEN))
        places = list(paths(trees[name]))
        if not places:
            continue
        touched.add(name)
        *above, key = draw(st.sampled_from(places))
        around = at(trees[name], tuple(above))
        match draw(
            st.sampled_from(("drop", "double", "swap", "retype", "rename", "reword", "move"))
        ):
            case "drop":
                del around[key]
            case "double" if isinstance(around, list):
                around.insert(key, copy.deepcopy(around[key]))
            case "double" | "rename" if isinstance(around, dict):
                others = [place[-1] for place in places if isinstance(place[-1], str)]
                renamed(around, key, draw(st.sampled_from(others) | odd_text))
            case "swap":
                other = draw(
                    st.sampled_from(
                        sorted(around) if isinstance(around, dict) else range(len(around))
                    )
                )
                around[key], around[other] = around[other], around[key]
            case "retype":
                around[key] = draw(odd_value)
            case "move":
                source = trees[draw(st.sampled_from(WRITTEN))]
                if found := list(paths(source)):
                    around[key] = copy.deepcopy(at(source, draw(st.sampled_from(found))))
            case _:
                around[key] = draw(odd_text)
    return {name: written(trees[name]) for name in sorted(touched)}


def written(tree: Tree) -> bytes:
    text = yaml.dump(tree, Dumper=Plain, allow_unicode=True, sort_keys=False)
    return text.encode("utf-8", "surrogatepass")


class Plain(yaml.CSafeDumper):
    """Writes a value out wherever it stands."""

    def ignore_aliases(self, _: object) -> bool:
        return True


def test_the_records_as_they_are_written_here_have_no_problem() -> None:
    printer, problems = outcome(BASE | {name: written(TREES[name]) for name in WRITTEN})
    assert printer is not None
    assert not problems


@settings(same, max_examples=200)
@given(mangled_records())
def test_mangled_records_end_in_problems_or_in_a_whole_site(mangled: dict[str, bytes]) -> None:
    outcome(BASE | mangled)


# --- mangled texts


@st.composite
def mangled_texts(draw: st.DrawFn) -> dict[str, bytes]:
    """Flip bits, cut, insert, double and exchange in one to five places of one to two files."""
    contents = {}
    for name in draw(st.lists(st.sampled_from(sorted(BASE)), min_size=1, max_size=2, unique=True)):
        content = BASE[name]
        for _ in range(draw(st.integers(1, 5))):
            start = draw(st.integers(0, len(content)))
            end = min(len(content), start + draw(st.integers(0, 60)))
            match draw(st.sampled_from(("flip", "cut", "junk", "double", "move", "end"))):
                case "flip" if start < len(content):
                    flipped = content[start] ^ (1 << draw(st.integers(0, 7)))
                    content = content[:start] + bytes([flipped]) + content[start + 1 :]
                case "cut":
                    content = content[:start] + content[end:]
                case "double":
                    content = content[:end] + content[start:]
                case "move":
                    rest = content[:start] + content[end:]
                    to = draw(st.integers(0, len(rest)))
                    content = rest[:to] + content[start:end] + rest[to:]
                case "end":
                    content = content[:start]
                case _:
                    content = content[:start] + draw(st.sampled_from(JUNK)) + content[start:]
        contents[name] = content
    return contents


@settings(same, max_examples=200)
@given(mangled_texts())
def test_mangled_texts_end_in_problems_or_in_a_whole_site(mangled: dict[str, bytes]) -> None:
    outcome(BASE | mangled)


@settings(same, max_examples=100)
@given(st.sampled_from(sorted(BASE)), st.binary(max_size=200))
def test_any_bytes_in_the_place_of_a_file_end_in_problems(name: str, content: bytes) -> None:
    outcome(BASE | {name: content})
