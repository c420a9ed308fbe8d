"""All records of all files together, each findable by its id and by where it was written."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel

from treatments import model, shape
from treatments.fields import Entry
from treatments.problems import Mark, Problem, closest, nearest, with_rest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from treatments.evidence import Fact
    from treatments.reader import Written

Path = shape.Path
MAX_PROBLEMS = 1_000  # in the shape of records; nobody reads more before mending the first
Kind = TypeVar("Kind")
HOLDERS = (Entry, tuple, dict)  # of records
PARTS = {info.alias or name: info for name, info in model.Data.model_fields.items()}


@dataclass(frozen=True)
class Catalogue:
    """The checked data, the facts behind it, and where each record was written.

    `has` says what was read: every one of the `files`, and every one of the `records`. A record of
    the wrong shape is left out; `ids` still knows it. A draft is left out of both. `former` leads
    from an earlier id to the one of today.
    """

    data: model.Data
    facts: Mapping[str, Fact]
    has: frozenset[str]
    _written: Written = field(repr=False)
    _origins: Mapping[Path, tuple[str, Path]] = field(repr=False)
    _ids: Mapping[str, Mapping[str, Mark]] = field(repr=False)
    cited_in_prose: frozenset[str] = frozenset()
    drafts: Mapping[str, frozenset[str]] = field(default_factory=dict)
    former: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def mark(self, path: Path, *, key: bool = False) -> Mark:
        """Tell where the value at a path of the data was written, or its key."""
        for length in (4, 2, 1):
            if path[:length] in self._origins:
                file, start = self._origins[path[:length]]
                find = self._written.key_at if key else self._written.at
                return find(file, (*start, *path[length:]))
        return Mark("data", 1, 1)

    def names(self, path: Path) -> frozenset[str]:
        """Give what leads to a place: the ids of the records around it, and the keys."""
        found: set[str] = set()
        value: Any = self.data
        for part in path:
            if isinstance(part, str):
                found.add(part)
            if isinstance(value, Entry):
                value = shape.written(value).get(str(part))
            elif isinstance(value, tuple | dict):
                value = value[part]  # type: ignore[index]  # an index of a tuple, a key of a dict
            if isinstance(value, Entry):
                own = vars(value)
                found |= {
                    own[name]
                    for name in ("id", "source", "answers")
                    if isinstance(own.get(name), str)
                }
        return frozenset(found)

    def ids(self, part: str) -> Mapping[str, Mark]:
        """Give every id that was written in a part, and where, also of records of a wrong shape."""
        return self._ids.get(part, {})

    def every(self, kind: type[Kind]) -> Sequence[tuple[Path, Kind]]:
        """Give every record of a kind, wherever it stands, with its path."""
        if kind not in self._by_kind:
            self._by_kind[kind] = [each for each in self._records if isinstance(each[1], kind)]
        return self._by_kind[kind]

    @cached_property
    def _by_kind(self) -> dict[type, list[Any]]:
        return {}

    @cached_property
    def kept(self) -> dict[str, Any]:
        """What others worked out from it and need again, by a name of theirs."""
        return {}

    @cached_property
    def _records(self) -> list[tuple[Path, Entry]]:
        found: list[tuple[Path, Entry]] = []
        _collect(self.data, (), found)
        return found

    @cached_property
    def texts(self) -> Sequence[tuple[Path, Entry, str]]:
        """Every text that was written: where, in which record, and the text itself."""
        return [
            (place, entry, text)
            for path, entry in self._records
            for name, value in shape.written(entry).items()
            if isinstance(value, str | tuple)
            for place, text in _texts(value, (*path, name))
        ]

    @cached_property
    def techniques(self) -> Mapping[str, model.Technique]:
        """Every technique by its id."""
        return {
            each.id: each for treatment in self.data.treatments for each in treatment.techniques
        }

    @cached_property
    def treatments(self) -> Mapping[str, model.Treatment]:
        """Every treatment by its id."""
        return {each.id: each for each in self.data.treatments}

    @cached_property
    def treatment_of(self) -> Mapping[str, str]:
        """The id of the treatment that a treatment or a technique belongs to."""
        own = {each.id: each.id for each in self.data.treatments}
        return own | {
            each.id: treatment.id
            for treatment in self.data.treatments
            for each in treatment.techniques
        }

    @cached_property
    def criteria(self) -> Mapping[str, model.Criterion]:
        """Every criterion by its id."""
        return {each.id: each for each in self.data.criteria}

    @cached_property
    def sources(self) -> Mapping[str, model.Source]:
        """Every source by its id and by its other ids."""
        return {name: each for each in self.data.sources for name in (each.id, *each.also)}

    @cached_property
    def choices(self) -> Mapping[str, model.Choice]:
        """Every choice of every facet by its id."""
        return {each.id: each for facet in self.data.facets for each in facet.choices}


def _collect(value: object, path: Path, found: list[tuple[Path, Entry]]) -> None:
    """Note every record in the order of the data, outer before inner."""
    if isinstance(value, Entry):
        if path:
            found.append((path, value))
        inner: Iterable[tuple[str | int, Any]] = shape.written(value).items()
    elif isinstance(value, tuple):
        inner = enumerate(value)
    else:
        inner = value.items()  # type: ignore[attr-defined]  # what is left is a group of keys
    for name, each in inner:
        if isinstance(each, HOLDERS) and each:
            _collect(each, (*path, name), found)


def _texts(value: object, path: Path) -> Iterator[tuple[Path, str]]:
    """Go through the texts of a value: itself, or the items of a list."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            if isinstance(item, str):
                yield (*path, index), item


def gather(
    written: Written, facts: Mapping[str, Fact], files: Iterable[str]
) -> tuple[Catalogue | None, list[Problem]]:
    """Put the parts of all files together and check the shape of every record.

    No catalogue comes out where a part that everything rests on is missing or of the wrong shape.
    """
    gathering = _Gathering(written, frozenset(files))
    for file, values in written.values.items():
        for key, value in values.items():
            gathering.add(file, key, value)
    return gathering.catalogue(facts), gathering.problems


class _Gathering:
    """The parts as they come in, file by file."""

    def __init__(self, written: Written, files: frozenset[str]) -> None:
        self.written = written
        self.problems: list[Problem] = []
        self.lists: dict[str, list[Any]] = {}
        self.singles: dict[str, Any] = {}
        self.seen: dict[str, str] = {}
        self.origins: dict[Path, tuple[str, Path]] = {}
        self.ids: dict[str, dict[str, Mark]] = {}
        self.others: list[tuple[str, str, Mark]] = []
        self.drafts: dict[str, set[str]] = {}
        self.former: dict[str, dict[str, str]] = {}
        self.present: dict[str, set[object]] = {}
        self.mistyped: set[str | None] = set()  # parts whose name was meant by another word
        self.has = {"nothing"} | ({"files", "records"} if files <= written.values.keys() else set())

    def add(self, file: str, key: str, value: object) -> None:
        """Take one top key of one file."""
        if key not in PARTS:
            self.mistyped.add(closest(key, PARTS))
            self._fault(
                file, key, "unknown-field", f"'{key}' is not a part of the data", _parts(key)
            )
        elif _is_list(key):
            self._add_list(file, key, value)
        elif key in self.seen:
            message = f"'{key}' stands in {self.seen[key]} already"
            self._fault(file, key, "repeated-part", message, "keep it in one file")
        else:
            self.seen[key] = file
            self.origins[(key,)] = (file, (key,))
            checked, problems = shape.check(
                value, PARTS[key].annotation, file, (key,), self.written
            )
            self._note(problems)
            self.singles[key] = checked

    def _add_list(self, file: str, key: str, value: object) -> None:
        if not isinstance(value, list):
            hint = "write each record on its own line after `- `"
            self._fault(file, key, "not-a-list", f"'{key}' needs a list of records", hint)
            return
        entry = _item(key)
        target = self.lists.setdefault(key, [])
        self.origins.setdefault((key,), (file, (key,)))
        for index, item in enumerate(value):
            self._remember_ids(key, item, file, (key, index))
            if self._is_full:
                continue
            checked, problems = shape.check(item, entry, file, (key, index), self.written)
            self._note(problems)
            self._forgive(key, problems)
            if isinstance(checked, model.Treatment):
                checked = self._without_drafts(checked, len(target), file, (key, index))
            if isinstance(checked, model.Drafted) and checked.draft:
                self._set_aside(key, checked)
            elif checked is not None:
                self.origins[key, len(target)] = (file, (key, index))
                target.append(checked)

    def _without_drafts(
        self, treatment: model.Treatment, place: int, file: str, path: Path
    ) -> model.Treatment:
        """Leave the drafts among the techniques out, and remember where the others stand."""
        kept: list[model.Technique] = []
        for index, technique in enumerate(treatment.techniques):
            if technique.draft or treatment.draft:
                self._set_aside("treatments", technique)
            else:
                origin = ("treatments", place, "techniques", len(kept))
                self.origins[origin] = (file, (*path, "techniques", index))
                kept.append(technique)
        if len(kept) == len(treatment.techniques):
            return treatment
        return treatment.model_copy(update={"techniques": tuple(kept)})

    def _set_aside(self, part: str, draft: Any) -> None:  # noqa: ANN401  (several types of record)
        names = (draft.id, *getattr(draft, "formerly", ()))
        self.drafts.setdefault(part, set()).update(names)

    def _remember_ids(self, part: str, item: object, file: str, path: Path) -> None:
        if not isinstance(item, dict):
            return
        self._remember_id(part, item.get("id"), file, (*path, "id"))
        if isinstance(item.get("id"), str):
            self.present.setdefault(part, set()).add(item["id"])
        for name in ("also", "formerly"):
            others = item.get(name)
            for index, other in enumerate(others if isinstance(others, list) else (others,)):
                self._remember_other(part, other, file, (*path, name, index))
                if name == "formerly" and isinstance(other, str):
                    self.former.setdefault(part, {})[other] = str(item.get("id"))
        techniques = item.get("techniques") if part == "treatments" else None
        for index, technique in enumerate(techniques if isinstance(techniques, list) else ()):
            self._remember_ids("treatments", technique, file, (*path, "techniques", index))

    def _remember_id(self, part: str, name: object, file: str, path: Path) -> None:
        if not isinstance(name, str):
            return
        known = self.ids.setdefault(part, {})
        mark = self.written.at(file, path)
        first = known.setdefault(name, mark)
        if first is not mark:
            message = f"the id '{name}' stands at {first} already"
            self._note([Problem(mark, "repeated-id", message, "give one of the two another id")])

    def _remember_other(self, part: str, name: object, file: str, path: Path) -> None:
        """Take an earlier or a second id, which is looked at when every first one is known."""
        if isinstance(name, str):
            self.others.append((part, name, self.written.at(file, path)))

    def _check_others(self) -> None:
        for part, name, mark in self.others:
            known = self.ids.setdefault(part, {})
            first = known.setdefault(name, mark)
            if first is not mark:
                message = f"the id '{name}' stands at {first} already"
                hint = "leave it out here, or give the other another id"
                self._note([Problem(mark, "repeated-id", message, hint)])

    def _forgive(self, part: str, problems: list[Problem]) -> None:
        """Know an id of the wrong form by its right one too: those who name it are not at fault."""
        wrong = {each.mark for each in problems if each.code == "wrong-form"}
        known = self.ids.get(part, {})
        for name, mark in [*known.items()] if wrong else ():
            if mark in wrong:
                for form in shape.IDS:
                    known.setdefault(shape.meant(form, name) or name, mark)

    def _fault(self, file: str, key: str, code: str, message: str, hint: str) -> None:
        meant = nearest(key, PARTS) if key not in PARTS else None
        mark = self.written.key_at(file, (key,))
        correction = (key, meant) if meant else None
        self._note([Problem(mark, code, message, hint, correction=correction)])

    def _note(self, problems: list[Problem]) -> None:
        if problems:
            self.has.discard("records")
        if self._is_full:
            return
        self.problems += problems
        if len(self.problems) > MAX_PROBLEMS:
            many = f"there are more than {MAX_PROBLEMS:,} problems in the records"
            self.problems = with_rest(self.problems[:MAX_PROBLEMS], many)

    @property
    def _is_full(self) -> bool:
        return len(self.problems) > MAX_PROBLEMS

    def _left_out(self, part: str) -> set[str]:
        former = self.former.get(part, {}).keys() - self.present.get(part, set())
        return self.drafts.get(part, set()) | former

    def catalogue(self, facts: Mapping[str, Fact]) -> Catalogue | None:
        """Put together what came in, if all that the rest stands on is there."""
        self._check_others()
        absent: set[str] = set()
        for key, info in PARTS.items():
            if not info.is_required() or key in self.lists or key in self.singles:
                continue
            if "files" in self.has:  # else it may stand in a file that could not be read
                if key not in self.mistyped:
                    hint = f"add a file with the top key `{key}:`"
                    message = f"no file has the part '{key}'"
                    self._note([Problem(Mark("data", 1, 1), "missing-part", message, hint)])
                absent.add(key)
            if _is_list(key):
                self.lists[key] = []
        self.has -= {"files"} if absent else set()
        parts: dict[str, Any] = {
            key: tuple(items) for key, items in self.lists.items()
        } | self.singles
        if any(info.is_required() and parts.get(key) is None for key, info in PARTS.items()):
            return None
        data = model.Data.model_construct(**parts)
        ids = {
            part: {name: mark for name, mark in marks.items() if name not in self._left_out(part)}
            for part, marks in self.ids.items()
        }
        return Catalogue(
            data,
            facts,
            frozenset(self.has),
            self.written,
            self.origins,
            ids,
            former=self.former,
            drafts={part: frozenset(names) for part, names in self.drafts.items()},
        )


def _parts(key: str) -> str:
    meant = closest(key, PARTS)
    return f"did you mean '{meant}'?" if meant else f"the parts are {', '.join(PARTS)}"


def _is_list(key: str) -> bool:
    return not (isinstance(kind := PARTS[key].annotation, type) and issubclass(kind, BaseModel))


def _item(key: str) -> type[Entry]:
    entry = shape.record((key, 0))
    if entry is None:  # a part of the data that is neither a record nor a list of records
        raise TypeError(key)
    return entry
