"""What refers to what, and the ids by which it is found."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, get_args

from treatments import model
from treatments.catalogue import Catalogue, Path
from treatments.fields import Entry, Refers
from treatments.problems import closest, nearest
from treatments.rules.answers import options
from treatments.ruling import Fault, rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

RESERVED = frozenset(
    [
        "index",
        "compare",
        "safety",
        "prepare",
        "unknowns",
        "glossary",
        "sources",
        "about",
        "editing",
        "data",
        "treatments",
        "assets",
        "search",
        "feed",
        "con",
        "prn",
        "aux",
        "nul",
        "com1",
        "lpt1",
        "404",
        "sitemap",
    ]
)

# Ids of several parts that a reference may name alike.
JOINED = {
    "addressed": ("treatments", "criteria", "terms"),
    "said": ("facets", "choices", "criteria"),
}


@cache
def _references(
    kind: type[Entry],
) -> Mapping[tuple[str, str], tuple[Refers, ...]]:
    """Find which fields of a record type hold ids of other records, by name and by written name."""
    found = {
        (name, info.alias or name): tuple(_refers((info.annotation, *info.metadata)))
        for name, info in kind.model_fields.items()
    }
    return {names: refers for names, refers in found.items() if refers}


def _refers(annotation: object) -> Iterator[Refers]:
    if isinstance(annotation, Refers):
        yield annotation
        return
    parts = (
        annotation
        if isinstance(annotation, tuple)
        else (*get_args(annotation), *getattr(annotation, "__metadata__", ()))
    )
    for part in parts:
        if not (isinstance(part, type) and issubclass(part, Entry)):
            yield from _refers(part)


Mention = tuple[Path, Refers, str, bool]


def mentions(catalogue: Catalogue) -> Sequence[Mention]:
    """Give every id by which a record names another: where, what kind, which, and if a key."""
    if "mentions" not in catalogue.kept:
        catalogue.kept["mentions"] = list(_found_mentions(catalogue))
    found: Sequence[Mention] = catalogue.kept["mentions"]
    return found


def _found_mentions(catalogue: Catalogue) -> Iterator[Mention]:
    top = [((), catalogue.data)]
    for path, entry in [*top, *catalogue.every(Entry)]:
        for (name, written), refers in _references(type(entry)).items():
            if value := vars(entry)[name]:
                yield from _named(value, refers, (*path, written))


def _named(
    value: object, refers: tuple[Refers, ...], path: Path
) -> Iterator[tuple[Path, Refers, str, bool]]:
    if isinstance(value, str):
        yield path, refers[-1], value, False
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _named(item, refers, (*path, index))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield (*path, key), refers[0], key, True
            if len(refers) > 1:
                yield from _named(item, refers[1:], (*path, key))


def known(catalogue: Catalogue, part: str) -> Mapping[str, Any] | frozenset[str]:
    """Give the ids that a reference to a part may name."""
    vocabulary = catalogue.data.vocabulary
    if part in type(vocabulary).model_fields:
        return frozenset(each.id for each in getattr(vocabulary, part))
    if part == "facts":
        return catalogue.facts
    if part == "choices":
        return catalogue.choices
    if part in JOINED:
        return frozenset().union(*(known(catalogue, each) for each in JOINED[part]))
    return catalogue.ids(part)


@rule("unlisted-id", needs="files")
def every_id_is_listed(catalogue: Catalogue) -> Iterator[Fault]:
    """An id that a record names is the id of a record that is there."""
    lists = {
        part: known(catalogue, part)
        for part in {refers.part for _, refers, _, _ in mentions(catalogue)}
    }
    for path, refers, name, is_key in mentions(catalogue):
        ids = lists[refers.part]
        if (
            name in ids
            or (refers.part == "facts" and not ids)
            or _is_draft(catalogue, refers, name)
        ):
            continue
        now = catalogue.former.get(refers.part, {}).get(name)
        sure = now if now in ids else nearest(name, ids)
        yield Fault(
            path,
            f"{refers.name} '{name}' is not listed under {_place(catalogue, refers.part)}",
            _instead(refers, name, sure, ids),
            is_key,
            (name, sure) if sure else None,
        )


def _instead(
    refers: Refers, name: str, sure: str | None, ids: Mapping[str, Any] | frozenset[str]
) -> str:
    """Say what to write in place of an id that is not listed."""
    several = [each.strip() for each in name.split(",")]
    if len(several) > 1 and ids and set(several) <= set(ids):
        return f"put them in brackets: [{', '.join(several)}]"
    # Of facts, a number says which one; another number is another fact.
    meant = sure or (None if refers.part == "facts" else closest(name, ids))
    return f"did you mean '{meant}'?" if meant else _choose_from(refers, ids)


def _is_draft(catalogue: Catalogue, refers: Refers, name: str) -> bool:
    parts = JOINED.get(refers.part, (refers.part,))
    return any(name in catalogue.drafts.get(part, ()) for part in parts)


@rule("draft-named")
def no_draft_is_named(catalogue: Catalogue) -> Iterator[Fault]:
    """What readers see does not name a draft."""
    for path, refers, name, is_key in mentions(catalogue) if catalogue.drafts else ():
        if _is_draft(catalogue, refers, name):
            hint = "make a draft of this too, leave it out, or take `draft: true` from the other"
            yield Fault(path, f"{refers.name} '{name}' is a draft, which nobody sees", hint, is_key)


def _place(catalogue: Catalogue, part: str) -> str:
    """Say where the records of a part stand."""
    if part == "choices":
        return "the choices of the facets"
    if part == "addressed":
        return "the treatments, techniques, criteria and terms"
    if part == "said":
        return "the facets, their choices and the criteria"
    return (
        f"{part} of the vocabulary"
        if part in type(catalogue.data.vocabulary).model_fields
        else part
    )


def _choose_from(refers: Refers, ids: Mapping[str, Any] | frozenset[str]) -> str:
    few = 20
    if 0 < len(ids) <= few:
        return f"write one of: {', '.join(sorted(ids))}"
    return f"add {refers.article} {refers.name} with this id, or name one that is there"


@rule("named-twice")
def lists_name_each_once(catalogue: Catalogue) -> Iterator[Fault]:
    """A list of ids names each once."""
    for path, entry in catalogue.every(Entry):
        for name, written in _references(type(entry)):
            if not (value := vars(entry)[name]):
                continue
            lists = value.items() if isinstance(value, dict) else [(None, value)]
            for key, names in lists:
                if not isinstance(names, tuple) or not all(isinstance(each, str) for each in names):
                    continue
                again = next(
                    (each for index, each in enumerate(names) if each in names[:index]), None
                )
                place = (*path, written) if key is None else (*path, written, key)
                if again and (path, written) != (("decision",), "featured"):
                    yield Fault(place, f"'{again}' stands there twice", "leave one of the two out")


@rule("choice-of-another-facet")
def choices_belong_to_their_facet(catalogue: Catalogue) -> Iterator[Fault]:
    """A choice is written under the facet that it belongs to."""
    facets = {facet.id: {choice.id for choice in facet.choices} for facet in catalogue.data.facets}
    owner: dict[str, str] = {}
    for facet, choices in facets.items():
        for choice in choices:
            owner.setdefault(choice, facet)  # a choice that stands twice is another rule's
    for path, entry in catalogue.every(Entry):
        for name in ("among", "for_", "only", "concern"):
            value = vars(entry).get(name)
            if not isinstance(value, dict):
                continue
            for facet, choices in value.items():
                for choice in choices:
                    if facet in facets and choice in owner and owner[choice] != facet:
                        message = f"'{choice}' is a choice of '{owner[choice]}', not of '{facet}'"
                        place = (*path, name.rstrip("_"), facet)
                        yield Fault(place, message, f"write it under `{owner[choice]}`")


@rule("repeated-choice")
def choices_differ(catalogue: Catalogue) -> Iterator[Fault]:
    """No two choices of the facets, and no two entries of a list, share an id."""
    lists: list[tuple[Path, list[str]]] = [
        (("vocabulary", name), [each.id for each in getattr(catalogue.data.vocabulary, name)])
        for name in type(catalogue.data.vocabulary).model_fields
        if name != "sales_talk"
    ]
    for path, ids in lists:
        for index, name in enumerate(ids):
            if name in ids[:index]:
                yield Fault(
                    (*path, index, "id"), f"the id '{name}' is there already", "give it another id"
                )
    seen: set[str] = set()
    for index, facet in enumerate(catalogue.data.facets):
        for position, choice in enumerate(facet.choices):
            if choice.id in seen:
                path = ("facets", index, "choices", position, "id")
                yield Fault(
                    path, f"the choice '{choice.id}' is there already", "give it another id"
                )
            seen.add(choice.id)


@rule("reserved-id")
def ids_leave_room(catalogue: Catalogue) -> Iterator[Fault]:
    """An id is not a name that the site or a file system needs for itself."""
    for path, entry in catalogue.every(model.Addressed):
        for place, name in (
            ((*path, "id"), entry.id),
            *(((*path, "formerly", n), old) for n, old in enumerate(entry.formerly)),
        ):
            if name in RESERVED:
                yield Fault(
                    place, f"the id '{name}' is taken by the site itself", "choose another id"
                )


@rule("two-in-one-id")
def ids_stay_apart_in_pairs(catalogue: Catalogue) -> Iterator[Fault]:
    """An option's id does not contain `-vs-`, which joins the two ids of a pair."""
    for path, entry in options(catalogue):
        if "-vs-" in entry.id:
            yield Fault((*path, "id"), f"the id '{entry.id}' reads like a pair", "leave out `-vs-`")
