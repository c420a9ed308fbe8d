"""The schema lets through what the check does, and knows the fields, the forms and the ids."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

import jsonschema  # type: ignore[import-untyped]  # it comes with check-jsonschema
import pytest
import yaml
from treatments import files, guide, schema
from treatments.check import examine

from tests import golden

if TYPE_CHECKING:
    from treatments.catalogue import Catalogue

SHIPPED = files.data(golden.ROOT)

# What YAML 1.2 tools read as numbers and truths; all else stays text, as for us.
CORE = re.compile(r"(?P<int>[-+]?[0-9]+)|(?P<float>[-+]?[0-9]+\.[0-9]+)|(?P<bool>true|false)")


class _CoreLoader(yaml.CBaseLoader):
    """Reads scalars as YAML 1.2 tools do."""


def _typed(loader: yaml.CBaseLoader, node: yaml.ScalarNode) -> object:
    value = str(loader.construct_scalar(node))
    found = CORE.fullmatch(value) if node.style is None else None
    match found and found.lastgroup:
        case "int":
            return int(value)
        case "float":
            return float(value)
        case "bool":
            return value == "true"
        case _:
            return value


_CoreLoader.add_constructor("tag:yaml.org,2002:str", _typed)


def catalogue_of(contents: dict[str, bytes]) -> Catalogue:
    data = {name: text for name, text in contents.items() if name.startswith("data/")}
    facts = {name: text for name, text in contents.items() if name.startswith("evidence/")}
    found, _ = examine(data, facts)
    assert found
    return found


@cache
def validator(*, shipped: bool) -> jsonschema.Draft7Validator:
    contents = SHIPPED | files.evidence(golden.ROOT) if shipped else dict(golden.base())
    made = schema.schema(catalogue_of(contents))
    jsonschema.Draft7Validator.check_schema(made)
    return jsonschema.Draft7Validator(made)


def faults(content: bytes, loader: Any, *, shipped: bool) -> list[str]:  # noqa: ANN401  (a class of PyYAML)
    found = yaml.load(content, Loader=loader)  # noqa: S506  (it makes texts and numbers only)
    return [error.message for error in validator(shipped=shipped).iter_errors(found)]


@pytest.mark.parametrize("loader", [yaml.CBaseLoader, _CoreLoader])
@pytest.mark.parametrize("name", sorted(SHIPPED))
def test_what_is_right_is_let_through_with_numbers_as_text_or_as_numbers(
    name: str,
    loader: Any,  # noqa: ANN401  (a class of PyYAML)
) -> None:
    assert faults(SHIPPED[name], loader, shipped=True) == []


MISTAKES = {
    "a field that there is not": ("data/glossary.yml", "name: Crumb", "nome: Crumb"),
    "an id that there is not": ("data/findings.yml", "of: toaster\n", "of: toster\n"),
    "a criterion that there is not": ("data/treatments.yml", "      smell: {", "      smel: {"),
    "a choice of another facet": ("data/findings.yml", "{bread: white}", "{kitchen: white}"),
    "a form that is wrong": ("data/findings.yml", "31 of 40 people", "31/40"),
    "a number where a text is needed": ("data/sources.yml", "10.1000/toast", "10"),
    "a day that never was": ("data/criteria.yml", "checked: 2026-11-22", "checked: 2026-02-30"),
    "nothing where something is needed": ("data/sources.yml", "title: On Toast", "also: []"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_not_let_through(mistake: str) -> None:
    file, old, new = MISTAKES[mistake]
    content = golden.base()[file]
    assert faults(content, _CoreLoader, shipped=False) == []
    assert content.count(old.encode()) >= 1
    assert faults(content.replace(old.encode(), new.encode(), 1), _CoreLoader, shipped=False)


def test_every_field_says_how_it_is_written_or_what_it_means() -> None:
    bare = [
        f"{record.name}: {field.name}"
        for record in guide.records()
        for field in record.fields
        if not (field.form or field.help)
    ]
    assert bare == []


def test_the_schema_is_told_apart_when_an_id_comes_or_goes() -> None:
    before = catalogue_of(dict(golden.base()))
    change = {"in": "data/glossary.yml", "replace": "id: crumb", "by": "id: crumbs"}
    after = catalogue_of(golden.changed([change]))
    assert schema.fingerprint(before) == schema.fingerprint(catalogue_of(dict(golden.base())))
    assert schema.fingerprint(before) != schema.fingerprint(after)


def test_without_a_catalogue_any_id_is_let_through() -> None:
    loose = jsonschema.Draft7Validator(schema.schema())
    assert loose.is_valid({"terms": [{"id": "a", "name": "A", "means": "B", "see": "anything"}]})
