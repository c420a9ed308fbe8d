"""Check the shape of what was written, and say what is wrong with it in an editor's words."""

from __future__ import annotations

import re
import types
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import TypeAdapter, ValidationError

from treatments import model
from treatments.fields import Entry, Form
from treatments.problems import Problem, closest, field_anchor, nearest, with_rest
from treatments.reader import MAX_PROBLEMS, Written

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pydantic_core import ErrorDetails

Path = tuple[str | int, ...]
FORMS = {
    "^[a-z][a-z0-9]*(-[a-z0-9]+)*$": (
        "an id is small letters, digits and hyphens",
        "first-option",
    ),
    "^[a-z][a-z0-9]*([-_][a-z0-9]+)*$": (
        "an id is small letters, digits and hyphens",
        "one-choice",
    ),
    "^[a-z][a-z0-9]*(_[a-z0-9]+)*$": (
        "this name is small letters, digits and underscores",
        "blinded_rater",
    ),
    "^[A-Za-z0-9_]+$": ("the id of a source is letters, digits and underscores", "smith2014"),
    r"^[a-z]+-[0-9]+$": ("the id of a fact is letters, a hyphen and a number", "abc-012"),
    r"^https?://[\w.-]+(:[0-9]+)?([/?#][^\s<>\"\\]*)?$": (
        "an address begins with http:// or https:// and the name of a host",
        "https://example.org/page",
    ),
    "^#[0-9a-f]{6}$": ("a colour is # and six small hexadecimal digits", '"#0b7a75"'),
    r"^10\.\S+$": ("a DOI begins with 10.", "10.1000/182"),
    r"^[0-9]+$": ("a PMID is a number", "24990884"),
}
IDS = ("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", "^[A-Za-z0-9_]+$")  # of an option, of a source


def field(path: Path, annotation: object = model.Data) -> tuple[type[Entry] | None, str]:
    """Find the record type that a path ends in, and the last field named on the way."""
    owner: type[Entry] | None = None
    name = ""
    current: object = annotation
    for part in path:
        current = _bare(current, part)
        if isinstance(current, type) and issubclass(current, Entry):
            owner, name = current, str(part)
            found = fields(current).get(name)
            current = found.annotation if found else None
        elif get_origin(current) is tuple:
            current = get_args(current)[0]
        elif get_origin(current) is dict:
            current = get_args(current)[1]
    return owner, name


def record(path: Path) -> type[Entry] | None:
    """Find the type of the record that stands at a path."""
    owner, _ = field((*path, ""))
    return owner


def fields(entry: type[Entry]) -> Mapping[str, Any]:
    """Give the fields of a record type under the names that are written in the data."""
    return {info.alias or name: info for name, info in entry.model_fields.items()}


def written(entry: Entry) -> Mapping[str, Any]:
    """Give what was written in a record, under the names of the data and in the model's order."""
    own = vars(entry)
    names = _names(type(entry))
    present = entry.model_fields_set
    return {names[name]: own[name] for name in names if name in present}


@cache
def _names(entry: type[Entry]) -> Mapping[str, str]:
    """Give for each field's name in the code that in the data."""
    return {name: info.alias or name for name, info in entry.model_fields.items()}


def _bare(annotation: object, part: str | int) -> object:
    """Peel off what stands around a type: `Annotated`, `X | None`, the members of a union."""
    while True:
        origin = get_origin(annotation)
        if origin is Annotated:
            annotation = get_args(annotation)[0]
        elif origin in (Union, types.UnionType):
            annotation = _member(get_args(annotation), part)
        else:
            return annotation


def _member(members: Sequence[object], part: str | int) -> object:
    bare = [_bare(member, part) for member in members if member is not type(None)]
    if isinstance(part, int):
        return next((member for member in bare if get_origin(member) is tuple), bare[0])
    entries = [member for member in bare if isinstance(member, type) and issubclass(member, Entry)]
    return next((entry for entry in entries if part in fields(entry)), bare[0])


def check(
    value: object,
    kind: Any,  # noqa: ANN401  (a type, or several joined)
    file: str,
    path: Path,
    written: Written,
) -> tuple[Any, list[Problem]]:
    """Make a record, or say everything that is wrong with it.

    `path` is where the value stands in its file; `kind` is the type that it should have.
    """
    try:
        return _adapter(kind).validate_python(value), []
    except ValidationError as error:
        details = error.errors(include_url=False)
        seeming = _seeming(details[:MAX_PROBLEMS])
        told = [
            _problem(each, file, path, written)
            for each in details[:MAX_PROBLEMS]
            if each["type"] != "missing" or each["loc"] not in seeming
        ]
        if len(details) > MAX_PROBLEMS:
            told = with_rest(told, f"this record has {len(details):,} problems")
        return None, told


def _seeming(details: Sequence[ErrorDetails]) -> set[Path]:
    """Give the fields that only seem to be missing: their names are mistyped, or do not belong."""
    missing: dict[Path, list[str]] = {}
    for detail in details:
        if detail["type"] == "missing":
            missing.setdefault(detail["loc"][:-1], []).append(str(detail["loc"][-1]))
    found: set[Path] = set()
    for *around, name in (each["loc"] for each in details if each["type"] == "extra_forbidden"):
        lacking = missing.get(tuple(around), [])
        meant = closest(str(name), lacking)
        named = lacking if name in NO_ANSWER else [meant] if meant else []
        found |= {(*around, each) for each in named}
    return found


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:  # noqa: ANN401  (as above)
    return TypeAdapter(kind)


def _problem(detail: ErrorDetails, file: str, path: Path, written: Written) -> Problem:
    place = (*path, *_without_tags(detail["loc"]))
    code, message, hint = _in_words(detail, place)
    is_key = detail["type"] == "extra_forbidden" or detail["loc"][-1:] == ("[key]",)
    mark = written.key_at(file, place) if is_key else written.at(file, place)
    if detail["type"] == "missing":
        mark = written.key_at(file, place[:-1])
    owner, name = _field(detail, place)
    anchor = field_anchor(owner.__name__, name) if owner and name in fields(owner) else ""
    return Problem(mark, code, message, hint, field=anchor, correction=_correction(detail, place))


def _correction(detail: ErrorDetails, place: Path) -> tuple[str, str] | None:
    """Give what stands there and what surely was meant, if that can be told."""
    owner, name = _field(detail, place)
    written, meant = str(detail["input"]), None
    match detail["type"]:
        case "extra_forbidden" if owner:
            written, meant = name, nearest(name, fields(owner))
        case "literal_error" if owner and name in fields(owner):
            meant = nearest(written, map(str, _literals(fields(owner)[name].annotation)))
        case "wrong-form":
            meant = str(detail.get("ctx", {}).get("instead", ""))
    return (written, meant) if meant else None


ANSWERS: Mapping[str, type[Entry]] = {
    "<statements>": model.Statement,
    "<does_not_apply>": model.DoesNotApply,
    "<unknown>": model.Unknown,
}
NO_ANSWER = frozenset(["does_not_apply", "unknown"])
NOT_WRITTEN = frozenset([*ANSWERS, "[key]"])


def _field(detail: ErrorDetails, place: Path) -> tuple[type[Entry] | None, str]:
    """Find the record type and the field that a fault is about."""
    *_, around, name = ("", "", *(part for part in detail["loc"] if isinstance(part, str)))
    return (ANSWERS[around], name) if around in ANSWERS else field(place)


def _without_tags(loc: Path) -> Path:
    """Drop what pydantic puts into a path that was never written: the tags of a union, `[key]`."""
    return tuple(part for part in loc if part not in NOT_WRITTEN)


def _in_words(  # noqa: C901, PLR0911  (one for each kind of fault)
    detail: ErrorDetails, place: Path
) -> tuple[str, str, str]:
    """Say code, message and hint of one fault that pydantic found."""
    name = str(next((part for part in reversed(place) if isinstance(part, str)), "value"))
    context = detail.get("ctx", {})
    match detail["type"]:
        case "missing":
            return "missing-field", f"'{name}' is missing", _hint(place)
        case "extra_forbidden":
            owner, _ = _field(detail, place)
            return "unknown-field", f"'{name}' is not a field here", _known(owner, name)
        case "literal_error":
            return (
                "not-a-choice",
                f"'{detail['input']}' is not a choice for '{name}'",
                _choices(place, detail["input"]),
            )
        case "string_pattern_mismatch":
            words, example = FORMS[context["pattern"]]
            instead = meant(context["pattern"], str(detail["input"]))
            return (
                "wrong-form",
                f"{name}: {words}, and '{_short(detail['input'])}' is not",
                f"write `{instead}`" if instead else f"write it like `{example}`",
            )
        case "string_too_short":
            return "wrong-value", f"'{name}' is empty", "write a text, or leave the key out"
        case "greater_than_equal" | "less_than_equal" as bound:
            limit = context["ge"] if bound == "greater_than_equal" else context["le"]
            side = "least" if bound == "greater_than_equal" else "most"
            message = f"{name}: {detail['input']} is out of bounds"
            return "wrong-form", message, f"write {limit} at {side}"
        case "string_too_long":
            return (
                "too-long",
                f"{name} is longer than {context['max_length']} characters",
                "write it shorter",
            )
        case "string_type" | "not-text":
            return "not-text", f"{name}: a text is needed here", _one_text(place, name)
        case "tuple_type":
            return (
                "not-a-list",
                f"{name}: a list is needed here",
                "put a dash and a space before the first of its keys"
                if isinstance(detail["input"], dict)
                else "write each item on its own line after `- `, or in [brackets]",
            )
        case "dict_type" | "model_type" | "model_attributes_type":
            return (
                "not-a-group",
                f"{name}: keys with values are needed here",
                _keys(detail, place),
            )
        case "wrong-form":
            return "wrong-form", f"{name}: {context['message']}", str(context["hint"])
        case _:
            return "wrong-value", f"{name}: {detail['msg']}", _hint(place)


def _short(text: object) -> str:
    limit = 60
    words = str(text)
    return words if len(words) <= limit else f"{words[:limit]}…"


def meant(pattern: str, text: str) -> str:
    """Tell what has the right form and differs only in how it is written, or nothing."""
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    tried = (
        letters.casefold(),
        re.sub(r"[\s_-]+", "-", letters.casefold()),
        re.sub(r"[\s_-]+", "_", letters.casefold()),
        re.sub(r"[\s-]+", "_", letters),
        re.sub(r"^(?:https?://)?(?:dx\.)?(?:doi\.org/|doi:? *)", "", text, flags=re.IGNORECASE),
        re.sub(r"^PMID:? *", "", text),
        re.sub(r"^(www\.)", r"https://\1", text.strip("<>")).replace(" ", "%20"),
    )
    return next((each for each in tried if re.fullmatch(pattern, each)), "")


def _one_text(place: Path, name: str) -> str:
    """Say how one text is written in a field."""
    owner, _ = field(place)
    info = fields(owner).get(name) if owner else None
    forms = _forms((info.annotation, *info.metadata)) if info else []
    return f"write one text after `{name}:`" + (f", such as `{forms[0].example}`" if forms else "")


def _forms(annotation: object) -> list[Form]:
    if isinstance(annotation, Form):
        return [annotation]
    parts = annotation if isinstance(annotation, tuple) else get_args(annotation)
    return [form for part in parts for form in _forms(part)]


def _keys(detail: ErrorDetails, place: Path) -> str:
    """Say how keys and values are written where a text or a list stands."""
    if isinstance(detail["input"], list):
        return "take away the dash or the bracket before them"
    if isinstance(place[-1], int) and (entry := _entry(detail, place)):
        required = [name for name, info in fields(entry).items() if info.is_required()]
        names = required or list(fields(entry))[:2]
        return f"write it like {{{', '.join(f'{name}: …' for name in names)}}}"
    return _hint(place, "write `key: value` lines under it")


def _entry(detail: ErrorDetails, place: Path) -> type[Entry] | None:
    """Find the type of the record that should stand at a place."""
    tag = next((str(part) for part in reversed(detail["loc"]) if isinstance(part, str)), "")
    return ANSWERS.get(tag) or record(place)


def _hint(place: Path, otherwise: str = "") -> str:
    owner, name = field(place)
    info = fields(owner).get(name) if owner else None
    if info is None or not info.description:
        return otherwise or f"write `{name}:` and its value"
    example = f", for example `{flow(info.examples[0])}`" if info.examples else ""
    says = info.description.rstrip(".")
    if says[1:2].islower() or says[1:2] == " ":
        says = says[0].lower() + says[1:]
    return f"write it: {says}{example}"


def flow(example: object) -> str:
    """Write an example on one line, as it may stand in the data."""
    if isinstance(example, dict):
        return "{" + ", ".join(f"{key}: {flow(value)}" for key, value in example.items()) + "}"
    if isinstance(example, list):
        return "[" + ", ".join(flow(value) for value in example) + "]"
    return str(example)


def _known(owner: type[Entry] | None, name: str) -> str:
    if name in NO_ANSWER and owner is model.Statement:
        return f"`{name}` stands alone: take away the dash before it"
    known = list(fields(owner)) if owner else []
    meant = closest(name, known)
    if meant:
        return f"did you mean '{meant}'?"
    most = 30
    rest = ", …" if len(known) > most else ""
    return f"leave it out; the fields here are {', '.join(known[:most])}{rest}"


def _choices(place: Path, given: object) -> str:
    owner, name = field(place)
    annotation = fields(owner)[name].annotation if owner and name in fields(owner) else None
    choices = [str(choice) for choice in _literals(annotation)]
    meant = closest(str(given), choices)
    return f"did you mean '{meant}'?" if meant else f"write one of: {', '.join(choices)}"


def _literals(annotation: object) -> list[object]:
    if get_origin(annotation) is Literal:
        return list(get_args(annotation))
    return [choice for part in get_args(annotation) for choice in _literals(part)]
