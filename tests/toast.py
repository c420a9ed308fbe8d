"""Adds an oven to the data of the golden cases, so that a test writes only what it is about.

The oven has two techniques, `fan` and `stone`. Rows that a test writes nothing for are unknown.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from treatments.build import build

from tests import golden

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from treatments.columns import Cell, Figure
    from treatments.pages import Printer
    from treatments.view import Site

CRITERIA = "data/criteria.yml"
TREATMENTS = "data/treatments.yml"
OVEN = "data/oven.yml"

Record = dict[str, Any]
Change = tuple[str, str, str]

# What the lists of the golden cases lack, each behind an entry that they have.
WIDER = (
    ("things", "{id: slices, one: slice, many: slices}", """
    - {id: loaves, one: loaf, many: loaves}
    - {id: child, one: child, many: children, people: true}
    - {id: reports, one: report, many: reports, told: true}"""),
    ("judges", "{id: taster, name: tasters, view: Tasters who did not know, knew: false}", """
    - {id: baker, name: bakers, view: Bakers, knew: true}
    - {id: not_stated, name: judge not stated, view: Judge not stated, knew: true}"""),
    ("designs", "{id: drawn, name: drawn by lot, plain: A coin was tossed., starts: high}", """
    - {id: followed, name: followed, plain: People were followed., starts: low}
    - {id: asked, name: survey, plain: People were asked once., starts: very_low}"""),
    ("kinds", "{id: book, name: book}", """
    - {id: maker, name: maker, weak: true}"""),
    ("limits", "{id: warned, name: warned of by a book}", """
    - {id: left_out, name: left out of a study}"""),
    ("prices", "{id: slice, name: for one slice}", """
    - {id: loaf, name: for one loaf}"""),
)  # fmt: skip

ROWS: Record = {
    "facets": [
        {
            "id": "grain",
            "asks": "How coarse is it?",
            "name": "Grain",
            "ordered": "true",
            "choices": [
                {"id": f"grain-{place}", "name": f"Grain {short}", "short": short}
                for place, short in enumerate(("I", "II", "III", "IV"), 1)
            ],
        }
    ],
    "measures": [
        {"id": "crisper", "family": "crisp", "name": "crisper", "those": "found it crisper",
         "others": "did not"},
        {"id": "much-crisper", "family": "crisp", "name": "much crisper",
         "those": "found it much crisper"},
        {"id": "crust", "family": "crust", "name": "crust", "what": "crust",
         "of": "0 is soft, 10 is hard"},
        {"id": "soggy", "family": "soggy", "name": "soggy", "those": "found it soggy",
         "others": "did not", "lower": "better"},
        {"id": "burnt", "family": "burnt", "name": "burnt", "those": "burnt it",
         "others": "did not", "lower": "better"},
    ],
    "criteria": [
        {"id": "crisp", "group": "taste", "name": "Crisp", "asks": "Is it crisp?",
         "kind": "findings", "combine": "most_counted", "evidence": "outcome", "side": "benefit",
         "leads": ["crisp", "crust", "soggy"], "near": "10 minutes",
         "verdicts": {"high": "It makes it crisp", "moderate": "It probably makes it crisp",
                      "low": "It may make it crisp", "very_low": "We do not know if it is crisp"}},
        {"id": "burns", "group": "effort", "name": "Burns", "asks": "Can it burn?",
         "kind": "findings", "combine": "span", "evidence": "outcome", "side": "harm"},
        {"id": "beside", "group": "taste", "name": "Beside others", "asks": "Which is better?",
         "kind": "findings", "combine": "by_technique", "evidence": "outcome"},
        {"id": "grains", "group": "taste", "name": "Grains", "asks": "Which grains were tried?",
         "kind": "coverage", "facet": "grain", "evidence": "practice"},
    ],
}  # fmt: skip
BASE_ROWS = ("liked", "smell", "time", "cost", "breads", "not-for", "allowed")
NEW_ROWS = ("crisp", "burns", "beside", "grains")
COVERAGE = {"bread": "breads", "grain": "grains"}

# Where the answers of each way of the golden cases can be added to.
ANSWERS = {
    "toaster": "      not-for:\n        - {limit: warned",
    "pan": "      cost: {unknown: not_reported, source: pan2021}\n",
    "cold": "      breads: {unknown: not_searched}\n",
}
UNKNOWN = {"unknown": "not_searched"}


def finding(answers: str = "crisp", **more: object) -> Record:
    """A finding; if it is counted, those who ate found it crisper after 10 minutes."""
    counted = {"measure": "crisper", "judged_by": "eater", "at": "10 minutes"}
    is_told = {"reports", "words", "verdict"} & more.keys()
    return {"answers": answers} | ({} if is_told else counted) | more


def study(*findings: Record, of: object = "fan", source: str = "one", **more: object) -> Record:
    """A study of 200 people who were followed."""
    made: Record = {"design": "followed", "people": 200, "who": "people who ate"} | more
    written = {key: value for key, value in made.items() if value is not None}
    found = {"findings": list(findings)} if findings else {"not_read": "true"}
    return {"source": source, "of": of} | written | found


def crisp(of: str, source: str, share: str, **more: Any) -> Record:  # noqa: ANN401
    """A study with one finding, on whether it was crisp."""
    about = {key: more.pop(key) for key in ("design", "people", "paid_by", "among") if key in more}
    return study(finding(share=share, **more), of=of, source=source, **about)


def contents(
    *studies: Record,
    answers: Record | None = None,
    fan: Record | None = None,
    stone: Record | None = None,
    changes: Sequence[Change] = (),
    **more: Any,  # noqa: ANN401
) -> dict[str, bytes]:
    """The files with the oven in them; `more` are other parts of the data, such as notices."""
    techniques: list[Record] = [
        {"id": "fan", "name": "Oven with a fan", "short": "Fan", "plain": "Hot air."} | (fan or {}),
        {"id": "stone", "name": "Oven with a stone", "short": "Stone", "plain": "Hot stone."}
        | (stone or {}),
    ]
    found = golden.changed(
        [
            *({"in": CRITERIA, "replace": old, "by": old + new} for _, old, new in WIDER),
            *(
                {"in": TREATMENTS, "replace": place, "by": f"{_unknown(name, studies)}{place}"}
                for name, place in ANSWERS.items()
            ),
            *({"in": name, "replace": old, "by": new} for name, old, new in changes),
        ]
    )
    filled = set(_filled({"oven", "fan", "stone"}, studies, techniques, more)) | set(answers or {})
    filled |= {
        row
        for each in techniques
        for row, answer in each.get("answers", {}).items()
        if isinstance(answer, list)
    }
    oven: Record = {
        "id": "oven",
        "name": "Oven",
        "plain": "A hot box.",
        "shape": "disc",
        "colour": "#226622",
        "colour_dark": "#aaddaa",
        "how": [{"words": "It is hot.", "source": "bread2020"}],
        "techniques": techniques,
        "answers": {row: UNKNOWN for row in (*BASE_ROWS, *NEW_ROWS) if row not in filled}
        | (dict(answers) if answers else {}),
    }
    oven |= more.pop("oven", {})
    parts = {**ROWS, **more, "treatments": [oven], "studies": list(studies)}
    parts["sources"] = [
        {"id": name, "kind": "maker" if name.startswith("maker") else "book", "type": "book",
         "title": f"The book called {name}"}
        for name in sorted(set(_sources(parts)) - {"bread2020", "pan2021"})
    ]  # fmt: skip
    written = json.dumps(parts, ensure_ascii=False, indent=1)  # which is YAML too
    data = {name: text for name, text in found.items() if name.startswith("data/")}
    return data | {OVEN: written.encode()}


def printer(*studies: Record, **more: Any) -> Printer:  # noqa: ANN401
    """All pages with the oven among them; without facts, so that numbers are free."""
    return build(contents(*studies, **more), {})


def site(*studies: Record, **more: Any) -> Site:  # noqa: ANN401
    return printer(*studies, **more).site


def cell(row: str, option: str, *studies: Record, **more: Any) -> Cell:  # noqa: ANN401
    view = site(*studies, **more)
    return view.cells.cell(view.catalogue.criteria[row], option)


def figure(*studies: Record, row: str = "crisp", option: str = "oven") -> Figure:
    """The only figure behind a cell."""
    [only] = cell(row, option, *studies).figures
    return only


def lines(found: Cell) -> list[str]:
    """What a cell says, line by line; its verdict is the first."""
    return [
        found.verdict,
        *(f"{each.lead}: {each.text}".removeprefix(": ") for each in found.lines),
    ]


def _unknown(name: str, studies: Iterable[Record]) -> str:
    filled = set(_filled({name}, studies, (), {}))
    return "".join(
        f"      {row}: {{unknown: not_searched}}\n" for row in NEW_ROWS if row not in filled
    )


def _filled(
    names: set[str], studies: Iterable[Record], techniques: Iterable[Record], more: Record
) -> Iterator[str]:
    """The rows that records fill for some options."""
    for each in studies:
        yield from _counted(names, each)
    devices = (device for each in techniques for device in each.get("devices", ()))
    for clearance in (each for device in devices for each in device.get("clearances", ())):
        yield "allowed"
        yield from _covered({**clearance.get("for", {}), **clearance.get("only", {})})
    yield from ("allowed" for each in techniques if each.get("off_label"))
    for shared in more.get("shared", ()):
        if names & _several(shared["for"]):
            yield shared["answers"]


def _counted(names: set[str], study: Record) -> Iterator[str]:
    """The rows that a study fills."""
    if names & _several(study["of"]):
        yield from _covered(study.get("among", {}))
    for found in study.get("findings", ()):
        arms = {arm.get("of") for arm in found.get("arms", ())}
        if names & (arms or _several(found.get("of", study["of"]))):
            yield found["answers"]


def _covered(facets: Record) -> Iterator[str]:
    yield from (COVERAGE[facet] for facet in facets if facet in COVERAGE)


def _several(value: Any) -> set[str]:  # noqa: ANN401  # one id or several
    return {value} if isinstance(value, str) else set(value)


def _sources(value: object) -> Iterator[str]:
    """Every source that is named in what a test writes."""
    if isinstance(value, dict):
        for key, each in value.items():
            if key in ("source", "via"):
                yield str(each)
            else:
                yield from _sources(each)
    elif isinstance(value, list):
        for each in value:
            yield from _sources(each)
