"""What studies counted: each finding as a figure, in full and in the words of the interface."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from treatments import certainty, model, values
from treatments.columns import Figure, Option
from treatments.wording import Wording, capital, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from treatments.catalogue import Catalogue
    from treatments.options import Options

HUNDRED = 100
FORMS = ("count", "share", "score", "change", "amount", "reports")

Found = tuple[model.Study, model.Finding, model.Measured]


def written(measured: model.Measured) -> values.Value | None:
    """Give the value of a finding or an arm, if it has a number."""
    return next((value for form in FORMS if (value := getattr(measured, form))), None)


@dataclass(frozen=True)
class Findings:
    """Says what studies counted."""

    catalogue: Catalogue
    wording: Wording
    options: Options

    def figures(self, criterion: model.Criterion, option: Option) -> Iterator[Figure]:
        """Give every figure of an option and of its techniques on one criterion.

        One that stands by itself and again as an arm of a comparison is given once, as the arm.
        """
        for member in self.options.members(option):
            found = self._found.get((criterion.id, member.id), ())
            once = {self._sameness(*each): each for each in sorted(found, key=self._is_compared)}
            for each in found:
                if once[self._sameness(*each)] is each:
                    yield self._figure(member, *each)

    @staticmethod
    def _is_compared(found: Found) -> bool:
        _, finding, _ = found
        return bool(finding.arms)

    @staticmethod
    def _sameness(study: model.Study, finding: model.Finding, measured: model.Measured) -> object:
        value = written(measured) or getattr(measured, "words", None) or id(measured)
        said = (finding.measure, finding.judged_by, finding.at, finding.where, finding.what)
        return (study.source, *said, value)

    @cached_property
    def _found(self) -> Mapping[tuple[str, str], list[Found]]:
        """Every finding by criterion and option; the arms of a comparison go each to its own."""
        found: dict[tuple[str, str], list[Found]] = defaultdict(list)
        for study in self.catalogue.data.studies:
            for finding in study.findings:
                arms: list[tuple[str, model.Measured]] = [
                    (arm.of, arm) for arm in finding.arms if arm.of
                ]
                for option, value in arms or [(name, finding) for name in finding.of or study.of]:
                    found[finding.answers, option].append((study, finding, value))
        return found

    @cached_property
    def _measures(self) -> Mapping[str, model.Measure]:
        return {measure.id: measure for measure in self.catalogue.data.measures}

    @cached_property
    def _judges(self) -> Mapping[str, model.Judge]:
        return {judge.id: judge for judge in self.catalogue.data.vocabulary.judges}

    @cached_property
    def _designs(self) -> Mapping[str, str]:
        return {design.id: design.name for design in self.catalogue.data.vocabulary.designs}

    def _figure(
        self, option: Option, study: model.Study, finding: model.Finding, measured: model.Measured
    ) -> Figure:
        wording, words = self.wording, self.wording.words
        measure = self._measures.get(finding.measure or "")
        judge = self._judges.get(finding.judged_by or "")
        value = written(measured)
        counts = isinstance(value, values.Count | values.Share)
        is_told = (
            (value is None and not measured.levels)
            or isinstance(value, values.Reports)
            or wording.is_told(getattr(value, "thing", ""))
        )
        result, full = self._result(finding, measured, measure)
        against = self._against(finding)
        if not all(map(written, finding.arms)):  # words beside another make sense only with it
            result = against
        return Figure(
            option=option,
            measure=measure,
            judge=finding.judged_by or "",
            judge_name=judge.name if judge else "",
            value=value,
            percent=value.percent if isinstance(value, values.Count | values.Share) else None,
            counted=value.of if isinstance(value, values.Count | values.Share) else study.people,
            size=(getattr(value, "of", None) if counts else None) or study.people or 0,
            are_people=counts and wording.is_people(getattr(value, "thing", "")),
            is_told=is_told,
            is_warning=self._kind(study).warns and value is None,
            by=self._kind(study).name,
            is_compared=bool(finding.arms) or len(study.of) > 1,
            is_reviewed=bool(study.reviewed),
            concern=self._concern(study),
            is_beyond=len({self.catalogue.treatment_of.get(name) for name in study.of}) > 1,
            time=self.time(finding.at),
            result=result,
            exact=wording.exact(value) if value else "",
            sentence=full,
            at=wording.moment(finding.at) if finding.at else "",
            where=finding.where or "",
            what=finding.what or "",
            who=sentence([study.who, self._people(study, value, is_told=is_told)]),
            design=self._designs[study.design],
            paid={"seller": words.paid_by_seller, "independent": words.paid_independent}.get(
                study.paid_by or "", words.paid_not_given
            ),
            against=against,
            notes=tuple(note for note in self._notes(study, finding) if note),
            certainty=certainty.of(study, finding, self.catalogue),
            sources=(study.source,),
            people=study.people,
        )

    def _kind(self, study: model.Study) -> model.RecordKind:
        return self._kinds[self.catalogue.sources[study.source].kind]

    @cached_property
    def _kinds(self) -> Mapping[str, model.RecordKind]:
        return {kind.id: kind for kind in self.catalogue.data.vocabulary.kinds}

    def _concern(self, study: model.Study) -> int:
        wanted = self.catalogue.data.decision.concern
        if certainty.is_of_other_concern(study, self.catalogue):
            return 2
        return 0 if wanted.keys() & study.among.keys() else 1

    def _notes(self, study: model.Study, finding: model.Finding) -> Iterator[str | None]:
        words = self.wording.words
        yield self._against(finding)
        yield finding.ended and words.ended.format(how=finding.ended)
        yield finding.doubt and words.doubt.format(doubt=finding.doubt)
        yield finding.note
        yield study.reviewed and words.reviewed.format(studies=study.reviewed)

    def _people(self, study: model.Study, value: values.Value | None, *, is_told: bool) -> str:
        """Say how many people a study had; of what was only told, nobody counted any."""
        words = self.wording.words
        if study.people:
            return self.wording.counted(study.people, words.people_counted)
        is_counted = getattr(value, "of", None) and not isinstance(value, values.Score)
        return "" if is_told or is_counted else words.people_not_given

    def time(self, moment: values.Moment | None) -> Decimal | None:
        """Reckon a moment in the smallest unit; None where it was not stated."""
        if moment is None or moment.word == "not_stated":
            return None
        if moment.amount is None:
            return Decimal(0)
        return self.wording.reckoned(moment.amount, moment.amount.range.low)

    # --- one result in words ----------------------------------------------------------------------

    def _result(
        self, finding: model.Finding, measured: model.Measured, measure: model.Measure | None
    ) -> tuple[str, str]:
        """Say a result shortly, and as a sentence with both sides where the other is known."""
        words, wording = self.wording.words, self.wording
        if measured.levels:
            return self._levels(measured.levels)
        value = written(measured)
        match value:
            case values.Count() | values.Share():
                short = self.of_hundred(value)
                return self._counted(finding, short, measure), capital(
                    self._both_sides(value, short, measure)
                )
            case values.Reports():
                number = wording.exact(value)
                told = words.reported_in.format(number=number)
                if finding.what:
                    return words.what_in.format(what=finding.what, number=number), capital(told)
                return told, capital(told)
            case None:
                text = getattr(measured, "words", None) or getattr(measured, "verdict", None) or ""
                return text, capital(text)
            case _:
                text = self.scored(value, measure)
                return text, capital(text)

    def _levels(self, levels: Mapping[str, values.Share]) -> tuple[str, str]:
        wording = self.wording
        short = (f"{level}: {wording.hundred(share.percent)}" for level, share in levels.items())
        exact = (f"{level}: {wording.exact(share)}" for level, share in levels.items())
        return "; ".join(short), "; ".join(exact)

    def _counted(self, finding: model.Finding, short: str, measure: model.Measure | None) -> str:
        """Say what was counted: what happened leads, where it is named; a control is set beside."""
        words = self.wording.words
        if finding.what:
            text = words.what_in.format(what=finding.what, number=short)
        else:
            text = f"{short} {measure.those or measure.name if measure else ''}".strip()
        control = next((arm for arm in finding.arms if not arm.of and written(arm)), None)
        value = written(control) if control else None
        if control is None or not isinstance(value, values.Count | values.Share):
            return text
        other, name = self.of_hundred(value), control.control or words.control
        return words.and_control.format(result=text, other=other, control=name)

    def _both_sides(
        self, value: values.Count | values.Share, short: str, measure: model.Measure | None
    ) -> str:
        words = self.wording.words
        those = f"{short} {measure.those or measure.name if measure else ''}".strip()
        # Of few people the plain count leads, so the others are counted and not put in a hundred.
        if isinstance(value, values.Count) and value.of < HUNDRED:
            others = self.wording.number(value.of - value.events)
        else:
            others = self.wording.others(value.percent)
        if measure is None or not measure.others or not others:
            return those
        return words.both_sides.format(those=those, others=others, did_not=measure.others)

    def scored(self, value: values.Value, measure: model.Measure | None, text: str = "") -> str:
        """Say a score, a change or an amount, or `text` in its place, and what it is of."""
        words, text = self.wording.words, text or self.wording.exact(value)
        if measure is None:
            return text
        if isinstance(value, values.Score) and measure.of:
            return words.on_scale.format(score=text, ends=measure.of)
        return f"{text} {words.on_what.format(what=measure.what or measure.name)}"

    def of_hundred(self, value: values.Count | values.Share) -> str:
        """Say the plain count under a hundred people, and people out of a hundred from there on."""
        wording = self.wording
        if isinstance(value, values.Count) and value.of < HUNDRED:
            return wording.exact(value)
        things = "" if wording.is_people(value.thing) else f" {wording.thing(value.thing)}"
        return wording.hundred(value.percent) + things

    def _against(self, finding: model.Finding) -> str:
        """Say the sides of a head-to-head study together."""
        if not finding.arms:
            return ""
        words = self.wording.words
        names = [self._side(arm) for arm in finding.arms]
        said = [self._of(arm) for arm in finding.arms]
        if len(set(said)) == 1:
            sides = [f"{self.wording.listed(names)}: {said[0]}"]
        else:
            sides = [f"{name}: {each}" for name, each in zip(names, said, strict=True)]
        measure = self._measures.get(finding.measure or "")
        if measure and any(map(written, finding.arms)):
            sides[-1] = f"{sides[-1]} {words.on_what.format(what=measure.what or measure.name)}"
        text = f"{'; '.join(sides)}."
        if finding.difference:
            difference = words[f"difference_{finding.difference}"]
            text = f"{text} {difference.format(first=names[0], second=names[-1])}"
        return text

    def _side(self, arm: model.Arm) -> str:
        if arm.of:
            return self.options.all[arm.of].short
        return arm.control or self.wording.words.control

    def _of(self, arm: model.Arm) -> str:
        value = written(arm)
        return self.wording.exact(value) if value else arm.words or arm.verdict or ""
