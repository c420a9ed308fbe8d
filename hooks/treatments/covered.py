"""Whom and what it was tried on, and what regulators allow: by studies, clearances, statements."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from treatments.columns import Cell, Line, Option, Said
from treatments.statements import FEW, LINES, Statements, few, firsts, in_row
from treatments.wording import Wording, sentence, small

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from treatments import model
    from treatments.catalogue import Catalogue
    from treatments.options import Options


@dataclass(frozen=True)
class Covered:
    """Says whom and what was covered."""

    catalogue: Catalogue
    wording: Wording
    options: Options
    statements: Statements

    def coverage(
        self, criterion: model.Criterion, option: Option, said: tuple[Said, ...]
    ) -> Cell | None:
        facet = next(each for each in self.catalogue.data.facets if each.id == criterion.facet)
        studied, stating = self._studied(facet.id, option)
        cleared = self._cleared(facet.id, option)
        stated = {
            name
            for _, each in self.statements.statements(criterion, option)
            for name in each.among.get(facet.id, ())
        }
        if not studied and not cleared and not said:
            return None
        words, wording = self.wording.words, self.wording
        lines = []
        covered = {
            choice.id: len(studied.get(choice.id, ()))
            for choice in facet.choices
            if choice.id in studied or choice.id in cleared or choice.id in stated
        }
        if studied and facet.ordered:
            each_counted = [
                f"{choice.short or choice.name} {len(studied.get(choice.id, ()))}"
                for choice in facet.choices
            ]
            lines.append(
                Line(
                    words.studied_each,
                    ", ".join(each_counted),
                    few(
                        name
                        for choice in reversed(facet.choices)
                        for name in studied.get(choice.id, ())
                    ),
                )
            )
        if cleared:
            lines.append(
                Line(
                    words.cleared,
                    self._choices(facet, cleared),
                    few(name for names in cleared.values() for name in names),
                )
            )
        missing = [choice.id for choice in facet.choices if choice.id not in studied]
        if facet.ordered and studied and missing:
            left_out = self._choices(facet, dict.fromkeys(missing, ()))
            lines.append(Line("", wording.counted(stating, words.none_included, choices=left_out)))
        if unread := self._unread(facet.id, option):
            text = wording.counted(len(unread), words.results_not_read)
            lines.append(Line("", text, few(unread)))
        own = [each for each in said if each.option == option]
        verdict = (
            own[0].text
            if own and not covered
            else self._choices(facet, covered)
            if covered
            else said[0].text
        )
        if facet.ordered and covered:
            verdict = f"{facet.name}: {verdict}"
        # Of an ordered facet a verdict gives the ends alone, so what limits it stays in sight.
        lines = [replace(line, stays=facet.ordered) for line in lines]
        rest = [self.statements.line(each, option) for each in said if each.text != verdict]
        rest[:1] = [replace(line, stays=facet.ordered) for line in rest[:1]]
        sources = few(name for each in facet.choices for name in studied.get(each.id, ()))
        return Cell(
            option,
            "known",
            "",
            verdict,
            tuple([*lines, *rest][: max(LINES, len(lines))]),
            sources,
            said=said,
            covered=covered,
        )

    def _studied(self, facet: str, option: Option) -> tuple[dict[str, list[str]], int]:
        """Give the sources of the studies that included each choice, and how many say whom."""
        members = [member.id for member in self.options.members(option)]
        found: dict[str, list[str]] = defaultdict(list)
        stating = set()
        for study in self._studies_of_members(members):
            for choice in study.among.get(facet, ()):
                stating.add(study.source)
                if study.source not in found[choice]:
                    found[choice].append(study.source)
        return found, len(stating)

    def _unread(self, facet: str, option: Option) -> list[str]:
        """Give the sources of the studies that say whom they included, but were not read."""
        studies = self.studies(option)
        return [study.source for study in studies if study.not_read and study.among.get(facet)]

    def _studies_of_members(self, members: Sequence[str]) -> list[model.Study]:
        found = {id(study): study for name in members for study in self._studies.get(name, ())}
        return list(found.values())

    @cached_property
    def _studies(self) -> Mapping[str, list[model.Study]]:
        found: dict[str, list[model.Study]] = defaultdict(list)
        for study in self.catalogue.data.studies:
            for name in study.of:
                found[name].append(study)
        return found

    def studies(self, option: Option) -> list[model.Study]:
        """Give the studies of an option and of its techniques."""
        return self._studies_of_members([member.id for member in self.options.members(option)])

    def _choices(self, facet: model.Facet, names: Mapping[str, object]) -> str:
        """Name choices in the order of the facet; neighbours of an ordered facet become a range."""
        ordered = [choice for choice in facet.choices if choice.id in names]
        short = [choice.short or choice.name for choice in ordered]
        if facet.ordered and len(ordered) > 2:  # noqa: PLR2004  (a range needs something between its ends)
            places = [facet.choices.index(choice) for choice in ordered]
            if places == list(range(places[0], places[-1] + 1)):
                return self.wording.words.range.format(low=short[0], high=short[-1])
        return self.wording.listed(in_row(short), None if facet.ordered else FEW)

    def _only(self, name: str, choices: Sequence[str]) -> str:
        facet = next(each for each in self.catalogue.data.facets if each.id == name)
        return f"{small(facet.name)} {self._choices(facet, dict.fromkeys(choices))}"

    def _cleared(self, facet: str, option: Option) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for _, _, clearance in self.permissions(option):
            for choice in (*clearance.for_.get(facet, ()), *clearance.only.get(facet, ())):
                found[choice].append(clearance.source)
        return found

    def permissions(self, option: Option) -> list[tuple[Option, model.Device, model.Clearance]]:
        """Give what regulators have allowed, newest first."""
        found = [
            (member, device, clearance)
            for member in self.options.members(option)
            if member.is_technique
            for device in self.catalogue.techniques[member.id].devices
            for clearance in device.clearances
        ]
        return sorted(found, key=lambda each: each[2].date, reverse=True)

    def clearances(
        self, criterion: model.Criterion, option: Option, said: tuple[Said, ...]
    ) -> Cell | None:
        words = self.wording.words
        found = self.permissions(option)
        off_label = self._off_label(option)
        if not found and not off_label:
            return self.statements.words(criterion, option, said)
        ours = [each for each in found if self._is_ours(each[2].for_)]
        verdict = words.cleared_for_it if ours else words.cleared_for_other
        if not found:
            verdict = words.nothing_cleared
        # of each technique the first for our purpose, or else the newest
        shown = firsts(ours[::-1] or found, lambda each: each[0].id)
        lines = [self._cleared_line(self.cleared(*each), option) for each in shown]
        lines = [
            *lines[: LINES - 1],
            *(Line(words.off_label_lead, each.text, each.sources) for each in off_label),
        ]
        told = (*(self.cleared(*each) for each in found), *off_label, *said)
        verdict = verdict.format(concern=self.concern)
        return Cell(option, "known", "", verdict, tuple(lines[:LINES]), said=told)

    def _cleared_line(self, said: Said, option: Option) -> Line:
        lead = said.option.short if said.option != option else ""
        return Line(lead, sentence([said.text, *said.notes]), said.sources)

    def _off_label(self, option: Option) -> list[Said]:
        words, techniques = self.wording.words, self.catalogue.techniques
        return [
            Said(
                member, each.words, words.off_label, is_weak=False, notes=(), sources=(each.source,)
            )
            for member in self.options.members(option)
            if member.is_technique
            for each in techniques[member.id].off_label
        ]

    @cached_property
    def concern(self) -> str:
        """Name what the decision is about."""
        return self.wording.listed(
            self.statements.choice(name).lower()
            for names in self.catalogue.data.decision.concern.values()
            for name in names
        )

    def _is_ours(self, facets: Mapping[str, Sequence[str]]) -> bool:
        return any(
            set(facets.get(facet, ())) & set(choices)
            for facet, choices in self.catalogue.data.decision.concern.items()
        )

    def cleared(self, option: Option, device: model.Device, clearance: model.Clearance) -> Said:
        """Say a clearance in full."""
        words = self.wording.words
        status = words.status_cleared if clearance.status == "cleared" else words.status_approved
        day = self.wording.day(clearance.date)
        text = words.clearance.format(
            device=device.name, by=clearance.by, status=status, day=day, purpose=clearance.purpose
        )
        only = sentence([self._only(*each) for each in clearance.only.items()])
        notes = [words.only_for.format(who=only) if only else "", clearance.number or ""]
        return Said(
            option,
            text,
            words.regulator_kind,
            is_weak=False,
            notes=tuple(note for note in notes if note),
            sources=(clearance.source,),
        )
