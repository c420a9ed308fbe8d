"""What the records say for one reader: a note at an option for each thing that she can say.

Nothing here weighs, ranks or recommends. A note names the records that speak of her, or says that
none does; that no record mentions something is never taken for safety.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING

from treatments import model, values
from treatments.cells import Cells
from treatments.columns import Cell, Line, Option
from treatments.statements import FEW
from treatments.wording import capital

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from treatments.words import Words


@dataclass(frozen=True, slots=True)
class Notes:
    """The notes of an option on a criterion and a facet: by choice, and for all other choices.

    Unless they are told `always`, a choice that no option's records speak of is passed over.
    """

    spoken_of: Mapping[str, tuple[Line, ...]]
    otherwise: str
    always: bool = True


@dataclass(frozen=True, slots=True)
class Limit:
    """The most that one record says, in the unit of its row or in its currency."""

    most: Decimal
    unit: str
    line: Line


@dataclass(frozen=True, slots=True)
class Apart:
    """A cell of an option without the techniques that a reader rules out, and what they add.

    `about` and `lines` are what stands in the whole cell and not in this one.
    """

    criterion: model.Criterion
    cell: Cell
    about: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Situation:
    """Says what records hold for a reader."""

    cells: Cells

    @property
    def _data(self) -> model.Data:
        return self.cells.catalogue.data

    @property
    def _words(self) -> Words:
        return self.cells.wording.words

    # --- what can be asked ----------------------------------------------------------------------

    def facets(self, criterion: model.Criterion) -> tuple[str, ...]:
        """Give the facets that a criterion depends on."""
        own = (criterion.facet,) if criterion.facet else ()
        named = self._limiting if criterion.kind == "limits" else ()
        return tuple(dict.fromkeys((*own, *criterion.touched_by, *named)))

    @cached_property
    def _limiting(self) -> tuple[str, ...]:
        """The facets of all that limits name: a limit may never be left out for one reader."""
        statements = self.cells.catalogue.every(model.Statement)
        named = {choice for _, each in statements for choice in each.of}
        return tuple(
            facet.id
            for facet in self._data.facets
            if named & {choice.id for choice in facet.choices}
        )

    @property
    def touched(self) -> tuple[model.Criterion, ...]:
        """The criteria that depend on what a reader says of herself."""
        return tuple(each for each in self._data.criteria if self.facets(each) or each.most)

    @property
    def limited(self) -> tuple[model.Criterion, ...]:
        """The criteria to which a reader can set a limit."""
        return tuple(each for each in self._data.criteria if each.most)

    @cached_property
    def taken(self) -> tuple[model.Facet, ...]:
        """The facets of what techniques take, such as needles."""
        techniques = self.cells.catalogue.techniques.values()
        used = {use.takes for each in techniques for use in each.uses}
        return tuple(
            facet for facet in self._data.facets if used & {choice.id for choice in facet.choices}
        )

    @property
    def asked(self) -> tuple[model.Facet, ...]:
        """The facets that change something on the page."""
        named = {name for each in self._data.criteria for name in self.facets(each)}
        return tuple(each for each in self._data.facets if each.id in named or each in self.taken)

    # --- notes ----------------------------------------------------------------------------------

    def notes(self, option: Option) -> Iterator[tuple[model.Criterion, model.Facet, Notes]]:
        """Give the notes of an option, by criterion and facet."""
        makers = {
            "coverage": self._covered,
            "limits": self._limited,
            "clearances": self._cleared,
        }
        for criterion in self._data.criteria:
            for facet in self._data.facets:
                if facet.id in self.facets(criterion):
                    make = makers.get(criterion.kind, self._studied)
                    yield criterion, facet, make(criterion, facet, option)

    def _covered(self, criterion: model.Criterion, facet: model.Facet, option: Option) -> Notes:
        """Whom studies included, and whom regulators and single records name."""
        words, wording = self._words, self.cells.wording
        included, stating = self._included(facet, self.cells.covered.studies(option))
        found: dict[str, list[Line]] = defaultdict(list)
        for choice, sources in included.items():
            text = wording.counted(len(sources), words.note_studied)
            found[choice].append(Line("", text, tuple(sources)))
        named: dict[str, list[str]] = defaultdict(list)
        for _, _, clearance in self.cells.covered.permissions(option):
            for choice in (*clearance.for_.get(facet.id, ()), *clearance.only.get(facet.id, ())):
                named[choice].append(clearance.source)
        for choice, names in named.items():
            found[choice].append(Line("", words.note_cleared, tuple(dict.fromkeys(names))))
        for member, statement in self.cells.statements.statements(criterion, option):
            kind = self.cells.statements.said(member, statement).kind
            for choice in statement.among.get(facet.id, ()):
                text = words.note_stated.format(kind=kind)
                found[choice].append(Line(self._lead(member, option), text, (statement.source,)))
        otherwise = (
            wording.counted(stating, words.note_left_out) if stating else words.note_not_stated
        )
        return _notes(found, otherwise)

    def _studied(self, criterion: model.Criterion, facet: model.Facet, option: Option) -> Notes:
        """Whom the studies behind the answer included."""
        words, wording = self._words, self.cells.wording
        behind = [
            study
            for study in self.cells.covered.studies(option)
            if any(finding.answers == criterion.id for finding in study.findings)
        ]
        included, stating = self._included(facet, behind)
        found = {
            choice: [Line("", wording.counted(len(each), words.note_behind), tuple(each))]
            for choice, each in included.items()
        }
        otherwise = (
            wording.counted(stating, words.note_behind_left_out)
            if stating
            else words.note_behind_not_stated
        )
        return _notes(found, otherwise)

    def _limited(self, criterion: model.Criterion, facet: model.Facet, option: Option) -> Notes:
        """Who set a limit, and what kind of limit."""
        limits = {each.id: each.name for each in self._data.vocabulary.limits}
        own = {choice.id for choice in facet.choices}
        sources: dict[str, dict[tuple[str, str], dict[str, None]]] = defaultdict(dict)
        for member, statement in self.cells.statements.statements(criterion, option):
            for choice in (each for each in statement.of if each in own):
                line = (self._lead(member, option), limits[statement.limit or ""])
                sources[choice].setdefault(line, {})[statement.source] = None
        found = {
            choice: [Line(lead, text, tuple(names)) for (lead, text), names in lines.items()]
            for choice, lines in sources.items()
        }
        always = facet.id in (criterion.facet, *criterion.touched_by)
        return replace(_notes(found, self._words.note_no_record), always=always)

    def _cleared(self, criterion: model.Criterion, facet: model.Facet, option: Option) -> Notes:
        """Which devices are cleared for it, and which only for others."""
        del criterion
        words, wording = self._words, self.cells.wording
        found: dict[str, list[Line]] = defaultdict(list)
        devices: dict[str, dict[str, str]] = defaultdict(dict)
        for member, device, clearance in self.cells.covered.permissions(option):
            only = clearance.only.get(facet.id, ())
            for choice in dict.fromkeys((*clearance.for_.get(facet.id, ()), *only)):
                devices[choice][clearance.source] = device.name
            for other in facet.choices if only else ():
                if other.id not in only:
                    who = self.cells.statements.among({facet.id: only})
                    text = words.note_only_for.format(device=device.name, who=who)
                    line = Line(self._lead(member, option), text, (clearance.source,))
                    found[other.id].append(line)
        for choice, named in devices.items():
            names = wording.listed(named.values(), FEW)
            text = words.note_cleared_for.format(list=names)
            found[choice].insert(0, Line("", text, tuple(named)))
        return _notes(found, words.note_no_clearance)

    def _included(
        self, facet: model.Facet, studies: Sequence[model.Study]
    ) -> tuple[dict[str, dict[str, None]], int]:
        """Give the sources that included each choice, and how many say whom they included."""
        found: dict[str, dict[str, None]] = defaultdict(dict)
        for study in studies:
            for choice in study.among.get(facet.id, ()):
                found[choice][study.source] = None
        return found, len({name for sources in found.values() for name in sources})

    def _lead(self, member: Option, option: Option) -> str:
        return member.short if member != option else ""

    # --- what it takes, and limits --------------------------------------------------------------

    def takes(
        self, option: Option, choice: str
    ) -> tuple[tuple[tuple[Option, model.Use], ...], tuple[Option, ...]]:
        """Give the techniques that take something, and those not recorded as taking it."""
        does = tuple(
            (each, use)
            for each in self._techniques(option)
            for use in self.cells.catalogue.techniques[each.id].uses
            if use.takes == choice
        )
        named = {each for each, _ in does}
        return does, tuple(each for each in self._techniques(option) if each not in named)

    def _techniques(self, option: Option) -> list[Option]:
        return [each for each in self.cells.options.members(option) if each.is_technique]

    def ruled_out(self, option: Option) -> Iterator[tuple[Option, ...]]:
        """Give each group of techniques that a reader can rule out so that others are left."""
        techniques = self._techniques(option) if not option.is_technique else []
        takers = {
            frozenset(each for each, _ in self.takes(option, choice.id)[0])
            for facet in self.taken
            for choice in facet.choices
        } - {frozenset()}
        groups = {
            frozenset().union(*some)
            for number in range(1, len(takers) + 1)
            for some in combinations(takers, number)
        }
        ordered = (tuple(each for each in techniques if each in group) for group in groups)
        yield from sorted(
            (group for group in ordered if 0 < len(group) < len(techniques)),
            key=lambda group: [each.id for each in group],
        )

    def without(self, group: Sequence[Option]) -> Situation:
        """Give what the records say as if there were none of a group of techniques."""
        left_out = frozenset(each.id for each in group)
        return Situation(Cells(self.cells.catalogue, self.cells.wording, left_out))

    def apart(self, option: Option, group: Sequence[Option]) -> Iterator[Apart]:
        """Give the cells of an option that say something else without a group of techniques."""
        others = self.without(group).cells
        for criterion in self._data.criteria:
            whole = self.cells.cell(criterion, option.id)
            kept = others.cell(criterion, option.id)
            if whole.is_known and (_gist(whole), whole.about) != (_gist(kept), kept.about):
                if not kept.is_known:
                    kept = replace(kept, reason=self._words.not_known_of_others)
                told = {*_told(kept).values(), ("", kept.verdict)}
                new = tuple(line for line, what in _told(whole).items() if what not in told)
                about = whole.about if whole.about != kept.about else ""
                yield Apart(criterion, kept, about, new)

    def limits(self, criterion: model.Criterion, option: Option) -> Iterator[Limit]:
        """Give the most that each record says, to be held against a reader's limit."""
        wording = self.cells.wording
        for member, statement in self.cells.statements.statements(criterion, option):
            if statement.aside:
                continue
            said = self.cells.statements.said(member, statement)
            line = Line(
                self._lead(member, option), f"{capital(said.text)} ({said.kind})", said.sources
            )
            if statement.amount and criterion.unit:
                unit = next(
                    each for each in self._data.vocabulary.units if each.id == criterion.unit
                )
                amount = statement.amount
                one = wording.reckoned(values.Amount(amount.range, unit.id), Decimal(1))
                yield Limit(wording.reckoned(amount, amount.range.high) / one, unit.id, line)
            elif statement.price and statement.price.range.high is not None:
                yield Limit(statement.price.range.high, statement.price.currency, line)

    @property
    def currencies(self) -> tuple[str, ...]:
        """The currencies in which prices are known, the most used first."""
        counted: dict[str, int] = defaultdict(int)
        for _, each in self.cells.catalogue.every(model.Statement):
            if each.price:
                counted[each.price.currency] += 1
        return tuple(sorted(counted, key=lambda name: (-counted[name], name)))


def _gist(cell: Cell) -> tuple[Line, ...]:
    """Give all that stands in a cell as lines, the verdict first."""
    return (Line("", cell.verdict, cell.sources), *cell.lines)


def _told(cell: Cell) -> dict[Line, tuple[str, str]]:
    """Give for each line of a cell what it says, and of what."""
    first, *rest = _gist(cell)
    return {first: ("", first.text)} | {each: (each.lead or cell.about, each.text) for each in rest}


def _notes(found: Mapping[str, Sequence[Line]], otherwise: str) -> Notes:
    return Notes({choice: tuple(lines) for choice, lines in found.items()}, otherwise)
