"""What each page shows, worked out from the checked data; written and computed data stay apart."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from treatments import model
from treatments.cells import Cells
from treatments.columns import Cell, Figure, Option, Row, Said
from treatments.figures import Figures
from treatments.freshness import Check, Freshness, Review
from treatments.situation import Situation
from treatments.wording import Wording, capital, sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from treatments.catalogue import Catalogue
    from treatments.certainty import Certainty

Band = tuple[model.Group, tuple[Row, ...]]

# More treatments to tick are no choice; then those not featured have only their own pages.
MOST_OTHERS = 20

QUESTIONS = 9  # on one printed page
OWN_QUESTIONS = 4  # of these, those for the options themselves


@dataclass(frozen=True, slots=True)
class Table:
    """Options side by side: a column each, and the rows in their groups."""

    options: tuple[Option, ...]
    bands: tuple[Band, ...]

    @property
    def rows(self) -> tuple[Row, ...]:
        """All rows, whatever their group."""
        return tuple(row for _, rows in self.bands for row in rows)


@dataclass(frozen=True)
class Pair:
    """Two options that have a page together; what it shows is worked out when first asked for."""

    first: Option
    second: Option
    url: str
    site: Site = field(repr=False, compare=False)

    @cached_property
    def _rows(self) -> Sequence[Row]:
        return self.site.table((self.first, self.second)).rows

    @cached_property
    def differs(self) -> Table:
        """The rows in which they differ."""
        rows = [row for row in self._rows if row.differs]
        return self.site.banded((self.first, self.second), rows)

    @cached_property
    def alike(self) -> Table:
        """The rows in which they are alike."""
        rows = [row for row in self._rows if not row.differs]
        return self.site.banded((self.first, self.second), rows)

    @cached_property
    def head_to_head(self) -> tuple[Figure, ...]:
        """What was counted where somebody put the one against the other."""
        against = {
            (figure.sources, figure.against): figure
            for row in self._rows
            for cell in row.cells
            for figure in cell.figures
            if figure.against and self._is_between(figure)
        }
        return tuple(against.values())

    def _is_between(self, figure: Figure) -> bool:
        members = [
            {each.id for each in self.site.cells.options.members(option)}
            for option in (self.first, self.second)
        ]
        return any(
            study.source == figure.sources[0]
            and all(set(study.of) & each for each in members)
            and any(arm.of for finding in study.findings for arm in finding.arms)
            for study in self.site.cells.covered.studies(figure.option)
        )


@dataclass(frozen=True, slots=True)
class Reference:
    """A source as readers see it, with its number on the whole site."""

    id: str
    number: int
    title: str
    by: str
    shown_in: str
    kind: str
    is_weak: bool
    url: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Use:
    """Something that rests on a source: where it stands and what it is called."""

    url: str
    name: str


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a visit; `views` say what each source holds where they disagree."""

    text: str
    technique: str
    sources: tuple[str, ...]
    views: tuple[tuple[str, str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Site:
    """Everything that pages are made from."""

    catalogue: Catalogue
    wording: Wording

    @property
    def data(self) -> model.Data:
        """The written records."""
        return self.catalogue.data

    @cached_property
    def cells(self) -> Cells:
        """The maker of cells."""
        return Cells(self.catalogue, self.wording)

    @cached_property
    def figures(self) -> Figures:
        """The maker of figures."""
        return Figures(self.catalogue, self.wording, self.cells)

    @property
    def options(self) -> Mapping[str, Option]:
        """Every treatment and technique as a column."""
        return self.cells.columns

    @cached_property
    def featured(self) -> tuple[Option, ...]:
        """The options of the comparison, in their order."""
        return tuple(self.options[name] for name in self.data.decision.featured)

    # --- choosing ---------------------------------------------------------------------------------

    @cached_property
    def choosable(self) -> tuple[tuple[Option, tuple[Option, ...]], ...]:
        """The treatments to put side by side, with their techniques, in the order of all tables."""
        featured = dict.fromkeys(each.treatment for each in self.featured)
        others = [each.id for each in self.data.treatments if each.id not in featured]
        shown = [*featured, *(others if len(others) <= MOST_OTHERS else ())]
        return tuple((self.options[name], self.techniques(self.options[name])) for name in shown)

    @property
    def columns(self) -> tuple[Option, ...]:
        """Every option that can be a column of the comparison, in order."""
        return tuple(
            each for option, techniques in self.choosable for each in (option, *techniques)
        )

    def alike(self, cell: Cell, criterion: model.Criterion) -> int | None:
        """Number the answer that a cell shares with other columns; alike cells have one number."""
        return self._alike[criterion.id].get(self.cells.row(criterion, ()).gist(cell))

    @cached_property
    def _alike(self) -> Mapping[str, Mapping[object, int]]:
        found = {}
        for criterion in self.data.criteria:
            row = self.cells.row(criterion, [each.id for each in self.columns])
            counted = Counter(row.gist(cell) for cell in row.cells if cell.is_known)
            shared = [gist for gist, number in counted.items() if number > 1]
            found[criterion.id] = {gist: number for number, gist in enumerate(shared, 1)}
        return found

    @cached_property
    def situation(self) -> Situation:
        """What the records say for one reader."""
        return Situation(self.cells)

    # --- tables -----------------------------------------------------------------------------------

    def table(self, options: Sequence[Option], criteria: Iterable[str] | None = None) -> Table:
        """Line up options on some criteria, or on all of them."""
        chosen = set(criteria) if criteria is not None else set(self.catalogue.criteria)
        names = [option.id for option in options]
        return self.banded(
            options,
            [self.cells.row(each, names) for each in self.data.criteria if each.id in chosen],
        )

    def brief(self, options: Sequence[Option]) -> Table:
        """Line up options on the criteria of the shortest comparison."""
        return self.table(options, self.data.decision.brief)

    def harms(self) -> Table:
        """Line up the featured options on all harms that studies count."""
        return self.table(
            self.featured,
            [
                each.id
                for each in self.data.criteria
                if each.side == "harm" and each.kind == "findings"
            ],
        )

    def banded(self, options: Sequence[Option], rows: Sequence[Row]) -> Table:
        """Put rows under the groups that they belong to."""
        bands = [
            (group, tuple(row for row in rows if row.criterion.group == group.id))
            for group in self.data.groups
        ]
        return Table(tuple(options), tuple((group, found) for group, found in bands if found))

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """Each pair that the data marks."""
        return tuple(
            self._pair(self.options[first], self.options[second])
            for first, second in self.data.decision.pairs
        )

    def pair_title(self, pair: Pair) -> str:
        """Name a pair, as a question."""
        return self.wording.words.pair_title.format(first=pair.first.name, second=pair.second.name)

    def pair_description(self, pair: Pair) -> str:
        """Say what the page of a pair shows."""
        return self.wording.words.pair_description.format(
            first=pair.first.name, second=pair.second.name, decision=self.data.decision.about
        )

    def search_words(self) -> tuple[str, ...]:
        """Give words to try in the search: the options, and the rows that most people ask first."""
        rows = (self.catalogue.criteria[name].name for name in self.data.decision.brief)
        return (*(option.short for option in self.featured), *rows)

    def _pair(self, first: Option, second: Option) -> Pair:
        return Pair(first, second, f"compare/{first.id}-vs-{second.id}/", self)

    # --- a treatment ------------------------------------------------------------------------------

    def answers(self, option: Option) -> tuple[Band, ...]:
        """Give every criterion of one option, in the order of the comparison."""
        return self.table((option,)).bands

    def techniques(self, option: Option) -> tuple[Option, ...]:
        """Give the techniques of a treatment."""
        return tuple(each for each in self.cells.options.members(option) if each.is_technique)

    def record(self, option: Option) -> model.Treatment | model.Technique:
        """Give the written record of an option."""
        return (
            self.catalogue.techniques[option.id]
            if option.is_technique
            else self.catalogue.treatments[option.id]
        )

    def how(self, option: Option) -> tuple[Said, ...]:
        """Say how a treatment works, in the words of records."""
        return tuple(
            self.cells.statements.said(option, each)
            for each in self.catalogue.treatments[option.id].how
        )

    def own_answers(
        self, option: Option, criteria: Sequence[str]
    ) -> tuple[tuple[model.Criterion, Cell], ...]:
        """Give what is known of one technique by itself on some criteria."""
        cells = ((each, self.cells.cell(each, option.id)) for each in self.data.criteria)
        return tuple((each, cell) for each, cell in cells if cell.is_known and each.id in criteria)

    def own_answers_beyond(
        self, option: Option, criteria: Sequence[str]
    ) -> tuple[tuple[model.Criterion, Cell], ...]:
        """Give what is known of one technique by itself on all other criteria."""
        others = [each.id for each in self.data.criteria if each.id not in criteria]
        return self.own_answers(option, others)

    def unanswered(self, option: Option) -> tuple[str, ...]:
        """Name the criteria on which nothing is known of a technique by itself."""
        return tuple(
            each.name
            for each in self.data.criteria
            if not self.cells.cell(each, option.id).is_known
        )

    def visit(self, option: Option) -> tuple[tuple[str, tuple[Step, ...]], ...]:
        """Give the steps of a treatment by their phases."""
        steps: dict[str, list[Step]] = defaultdict(list)
        for step in self.catalogue.treatments[option.id].steps:
            technique = self.options[step.technique].short if step.technique else ""
            views = tuple(
                (self.reference(view.source).kind, view.words, (view.source,))
                for view in step.views
            )
            steps[step.phase].append(
                Step(
                    step.words or step.disagree or "",
                    technique,
                    (step.source,) if step.source else (),
                    views,
                )
            )
        return tuple(
            (phase.name, tuple(steps[phase.id]))
            for phase in self.data.vocabulary.phases
            if steps[phase.id]
        )

    def questions(self, option: Option) -> tuple[model.Question, ...]:
        """Give the questions to ask about an option: its own, then the most important of all."""
        return (*self._own_questions(option), *self._asked_of_all)

    def pairs_with(self, option: Option) -> tuple[Pair, ...]:
        """Give the pages of pairs that an option is in."""
        return tuple(pair for pair in self.pairs if option in (pair.first, pair.second))

    def option_names(self, names: Iterable[str]) -> str:
        """Name several options in a row."""
        return self.wording.listed(self.options[name].short for name in names)

    def cleared(self, option: Option, device: model.Device, clearance: model.Clearance) -> Said:
        """Say a clearance in full."""
        return self.cells.covered.cleared(option, device, clearance)

    def behind(self, cell: Cell) -> str:
        """Say how much stands behind a cell."""
        words, counted = self.wording.words, self.wording.counted
        parts = [counted(len(cell.figures), words.results_counted)] if cell.figures else []
        parts += [counted(len(cell.said), words.statements_counted)] if cell.said else []
        return words.behind.format(list=self.wording.listed(parts))

    def reasons(self, certainty: Certainty) -> str:
        """Say what a degree of certainty was worked out from."""
        return self.wording.listed(
            self.wording.words[f"reason_{reason}"] for reason in certainty.reasons
        )

    def rule_steps(self) -> tuple[str, ...]:
        """Say each step of the rule of certainty."""
        words, rule = self.wording.words, self.data.certainty
        return (
            words.rule_few_people.format(number=rule.few_people),
            words.rule_very_few_people.format(number=rule.very_few_people),
            words.rule_people_not_given,
            words.rule_judge_knew,
            words.rule_paid_by_seller,
            words.rule_doubt,
            words.rule_other_concern,
            words.rule_spread.format(number=rule.spread),
        )

    def kinds(self) -> tuple[tuple[model.RecordKind, int], ...]:
        """Give each kind of record that was read, and how many there are."""
        counted = Counter(source.kind for source in self.data.sources)
        return tuple(
            (kind, counted[kind.id]) for kind in self.data.vocabulary.kinds if counted[kind.id]
        )

    def letters(self) -> tuple[tuple[str, tuple[model.Term, ...]], ...]:
        """Give the terms of the glossary under their first letters."""
        found: dict[str, list[model.Term]] = defaultdict(list)
        for term in sorted(self.data.terms, key=lambda term: term.name.casefold()):
            found[term.name[0].upper()].append(term)
        return tuple((letter, tuple(terms)) for letter, terms in found.items())

    def see(self, term: model.Term) -> tuple[tuple[str, str], ...]:
        """Give the names and addresses to read on with."""
        return tuple(self._address(name) for name in term.see)

    def _address(self, name: str) -> tuple[str, str]:
        if name in self.options:
            return self.options[name].name, self.options[name].url
        if name in self.catalogue.criteria:
            return self.catalogue.criteria[name].name, f"compare/#{name}"
        return next(term.name for term in self.data.terms if term.id == name), f"glossary/#{name}"

    def asked(self, options: Sequence[Option]) -> tuple[model.Question, ...]:
        """Give the questions for one printed page: a few of the options' own, each in its turn.

        The others are the first of those for all. A script picks in the same way.
        """
        own: list[model.Question] = []
        for option in [*options] * OWN_QUESTIONS:
            own += [each for each in self._own_questions(option) if each not in own][:1]
        own = own[:OWN_QUESTIONS]
        general = [each for each in self.data.questions if not each.for_][: QUESTIONS - len(own)]
        return tuple(each for each in self.data.questions if each in own or each in general)

    @cached_property
    def _asked_of_all(self) -> tuple[model.Question, ...]:
        return self.asked(())

    def _own_questions(self, option: Option) -> tuple[model.Question, ...]:
        """Give the questions for an option, for a technique of it or for its treatment."""
        names = set(self.asked_of(option))
        return tuple(each for each in self.data.questions if names & set(each.for_))

    def asked_of(self, option: Option) -> tuple[str, ...]:
        """Name all that questions are for and that an option is, has or belongs to."""
        members = [each.id for each in self.cells.options.members(option)]
        named = {name for each in self.data.questions for name in each.for_}
        return tuple(each for each in dict.fromkeys([option.treatment, *members]) if each in named)

    @property
    def askable(self) -> tuple[model.Question, ...]:
        """The questions that may come to the sheet."""
        general = self.asked(())
        return tuple(
            each for each in self.data.questions if each in general or each.for_ or each.said
        )

    def specimens(self) -> tuple[tuple[str, Cell], ...]:
        """Give one cell of each state, to show how it looks."""
        cells = [cell for row in self.table(self.featured).rows for cell in row.cells]
        found = {cell.state: cell for cell in reversed(cells)}
        return tuple(
            (state, found[state])
            for state in ("known", "unknown", "does_not_apply")
            if state in found
        )

    def specimen_figure(self) -> tuple[Figure, ...]:
        """Give one result with people counted, to show how it looks."""
        figures = (
            figure
            for row in self.table(self.featured).rows
            for cell in row.cells
            for figure in cell.figures
            if figure.are_people
        )
        return tuple(figures)[:1]

    # --- notices and gaps -------------------------------------------------------------------------

    def notices(self, *options: Option) -> tuple[model.Notice, ...]:
        """Give the notices naming an option, a technique of it or its treatment, in order."""
        named = {
            member.id for option in options for member in self.cells.options.members(option)
        } | {option.treatment for option in options}
        return self._ordered(each for each in self.data.notices if named & set(each.names))

    @property
    def all_notices(self) -> tuple[model.Notice, ...]:
        """Give every notice, in order."""
        return self._ordered(self.data.notices)

    @staticmethod
    def _ordered(notices: Iterable[model.Notice]) -> tuple[model.Notice, ...]:
        """Put notices of harm before those of rules, and the newest first."""
        return tuple(sorted(notices, key=lambda each: (each.harm, each.date), reverse=True))

    def names(self, notice: model.Notice) -> str:
        """Name whom a notice is about."""
        return self.wording.listed(self.options[name].name for name in notice.names)

    def unknowns(self) -> tuple[tuple[model.Criterion, tuple[Cell, ...]], ...]:
        """Give each criterion on which nothing is known of a featured option, with those cells."""
        rows = (
            self.cells.row(criterion, [option.id for option in self.featured])
            for criterion in self.data.criteria
        )
        gaps = (
            (row.criterion, tuple(cell for cell in row.cells if cell.state == "unknown"))
            for row in rows
        )
        return tuple((criterion, cells) for criterion, cells in gaps if cells)

    # --- sources ----------------------------------------------------------------------------------

    @cached_property
    def references(self) -> tuple[Reference, ...]:
        """The bibliography, by author and title, each with its number; nameless records last."""
        ordered = sorted(
            self.data.sources,
            key=lambda source: (
                "title" in source.not_shown,
                (self._by(source) or source.title).casefold(),
            ),
        )
        return tuple(self._reference(source, number) for number, source in enumerate(ordered, 1))

    def reference(self, name: str) -> Reference:
        """Find a source by its id or by another id of the same record."""
        return self._by_id[name]

    @cached_property
    def _by_id(self) -> dict[str, Reference]:
        own = {each.id: each for each in self.references}
        return {
            name: own[source.id]
            for source in self.data.sources
            for name in (source.id, *source.also)
        }

    def _reference(self, source: model.Source, number: int) -> Reference:
        words = self.wording.words
        kind = next(each for each in self.data.vocabulary.kinds if each.id == source.kind)
        volume = (source.volume or "") + (f"({source.issue})" if source.issue else "")
        shown_in = " ".join(
            part
            for part in (
                source.container_title,
                volume + (f":{source.page}" if source.page else ""),
            )
            if part
        )
        issued = self.wording.day(source.issued) if source.issued else words.date_not_shown
        read = f"read_{source.read_as}"
        notes = (
            getattr(words, read) if source.read_as else "",
            source.paid_by_note or "",
            source.weak or "",
        )
        doi = f"https://doi.org/{source.DOI}" if source.DOI else ""
        return Reference(
            source.id,
            number,
            source.title,
            self._by(source) or words.author_not_shown,
            capital(sentence([shown_in, issued])),
            kind.name,
            kind.weak,
            doi or source.URL or "",
            tuple(note for note in notes if note),
        )

    def _by(self, source: model.Source) -> str:
        names = [
            each.literal
            or " ".join(part for part in (each.family, each.given, each.suffix) if part)
            for each in source.author
        ]
        few = 3
        if len(names) > few or source.et_al:
            return self.wording.words.and_others.format(first=", ".join(names[:few]))
        return ", ".join(names)

    @cached_property
    def uses(self) -> Mapping[str, tuple[Use, ...]]:
        """What rests on each source, by the id of the source."""
        found: dict[str, dict[Use, None]] = defaultdict(dict)
        for treatment in self.data.treatments:
            option = self.options[treatment.id]
            for _, rows in self.answers(option):
                for row in rows:
                    use = Use(
                        f"{option.url}#{row.criterion.id}", f"{option.short}: {row.criterion.name}"
                    )
                    for name in row.cells[0].all_sources:
                        found[self.reference(name).id][use] = None
        for notice in self.data.notices:
            found[self.reference(notice.source).id][Use("safety/#notices", notice.by)] = None
        return {name: tuple(uses) for name, uses in found.items()}

    # --- freshness --------------------------------------------------------------------------------

    @cached_property
    def fresh(self) -> Freshness:
        """What was checked when, and how long that holds."""
        return Freshness(self.catalogue)

    def check(self, *options: Option) -> Check:
        """Give the last check of options as a whole, the oldest; of the site if none are named."""
        checks = [self.fresh.whole(option.treatment) for option in options]
        return min(checks, key=lambda check: check.day, default=self.fresh.whole())

    def sooner(self, *options: Option) -> Review | None:
        """Give the answers due first, if sooner than the options; of all if none are named."""
        names = {option.treatment for option in options} or self._first_due.keys()
        due = [self._first_due[name] for name in names if name in self._first_due]
        day, _, first = min(due, default=(None, 0, None))
        return first if day and day < self.check(*options).due else None

    @cached_property
    def _first_due(self) -> Mapping[str, tuple[date, int, Review]]:
        """The review of each treatment that is due first, with its day and its place among all."""
        found: dict[str, tuple[date, int, Review]] = {}
        for place, review in enumerate(self.fresh.reviews):
            mine = (review.due, place, review)
            found[review.treatment.id] = min(found.get(review.treatment.id, mine), mine)
        return found

    def checked_apart(self, criterion: model.Criterion, option: Option) -> Check | None:
        """Give the check of an answer if its day, or when it is due, is not that of its option."""
        check, whole = self.fresh.answer(criterion, option.id), self.check(option)
        return check if (check.day, check.due) != (whole.day, whole.due) else None
