"""Every criterion has an answer of its kind, or the reason why there is none."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from treatments import model
from treatments.problems import closest
from treatments.ruling import Fault, rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from treatments.catalogue import Catalogue, Path

VALUES = (
    "count",
    "share",
    "score",
    "change",
    "amount",
    "levels",
    "reports",
    "words",
    "verdict",
    "arms",
)
ANSWERS = ("amount", "price", "words", "limit")
FITS = {
    "amount": ("amount", "words"),
    "money": ("price", "words"),
    "words": ("words",),
    "limits": ("limit", "words"),
    "coverage": ("words",),
    "clearances": ("words",),
    "findings": ("words",),
}


def present(entry: object, names: tuple[str, ...]) -> list[str]:
    """Tell which of some fields a record has."""
    return [name for name in names if vars(entry)[name] not in (None, ())]


def options(catalogue: Catalogue) -> list[tuple[Path, model.Treatment | model.Technique]]:
    """Give every treatment and technique with its path."""
    return [*catalogue.every(model.Treatment), *catalogue.every(model.Technique)]


def answers(catalogue: Catalogue) -> Iterator[tuple[Path, str, model.Criterion | None, Any]]:
    """Go through every written answer: where, of which option, to which criterion, and what."""
    for path, entry in options(catalogue):
        for criterion, answer in entry.answers.items():
            yield (*path, "answers", criterion), entry.id, catalogue.criteria.get(criterion), answer


@rule("one-value")
def one_value_at_a_time(catalogue: Catalogue) -> Iterator[Fault]:
    """A statement and a finding say one thing each, in one form."""
    for path, statement in catalogue.every(model.Statement):
        given = present(statement, ANSWERS)
        if len(given) != 1:
            yield Fault(path, _how_many(given), f"write exactly one of: {', '.join(ANSWERS)}")
    for path, finding in catalogue.every(model.Measured):
        forms = VALUES if isinstance(finding, model.Finding) else VALUES[:-1]
        given = present(finding, forms)
        if len(given) != 1:
            yield Fault(path, _how_many(given), f"write exactly one of: {', '.join(forms)}")


def _how_many(given: list[str]) -> str:
    return f"{' and '.join(given)} stand together" if given else "no value is given"


@rule("wrong-kind")
def answers_fit_their_criterion(catalogue: Catalogue) -> Iterator[Fault]:
    """An answer has the form that its criterion asks for."""
    for path, _, criterion, answer in answers(catalogue):
        if criterion is not None and isinstance(answer, tuple):
            for index, statement in enumerate(answer):
                yield from _unfit(statement, criterion, (*path, index))
    for path, shared in catalogue.every(model.Shared):
        if shared.answers in catalogue.criteria:
            yield from _unfit(shared, catalogue.criteria[shared.answers], path)


def _unfit(statement: model.Statement, criterion: model.Criterion, path: Path) -> Iterator[Fault]:
    for given in present(statement, ANSWERS):
        if given not in FITS[criterion.kind]:
            fitting = FITS[criterion.kind]
            message = f"'{criterion.id}' is answered by {' or '.join(fitting)}, not by {given}"
            yield Fault((*path, given), message, f"write `{fitting[0]}:`")


@rule("empty-answer")
def answers_say_something(catalogue: Catalogue) -> Iterator[Fault]:
    """An answer that is a list has at least one statement."""
    for path, _, _, answer in answers(catalogue):
        if answer == ():
            yield Fault(
                path, "the list is empty", "write a statement, or `{unknown: not_searched}`"
            )


@rule("no-limit-of")
def limits_name_people(catalogue: Catalogue) -> Iterator[Fault]:
    """A limit names the choices that it rules out or warns of."""
    for path, statement in catalogue.every(model.Statement):
        if statement.limit and not statement.of:
            yield Fault(
                path, "the limit does not say for whom", "write `of:` with choices of the facets"
            )


@rule("no-per")
def prices_say_what_for(catalogue: Catalogue) -> Iterator[Fault]:
    """A price says what is paid for."""
    for path, statement in catalogue.every(model.Statement):
        if statement.price and not statement.per:
            yield Fault(
                (*path, "price"), "the price does not say what for", "write `per:` beside it"
            )


def filled(catalogue: Catalogue) -> dict[str, set[str]]:
    """Give the criteria that records fill for each treatment, without its written unknowns."""
    rows: dict[str, set[str]] = defaultdict(set)
    for _, option, criterion, answer in answers(catalogue):
        if criterion and isinstance(answer, tuple) and answer:
            rows[catalogue.treatment_of[option]].add(criterion.id)
    for option, name in _answered_elsewhere(catalogue):
        if option in catalogue.treatment_of:
            rows[catalogue.treatment_of[option]].add(name)
    for _, study in catalogue.every(model.Study):
        for option in study.of:
            _fill_coverage(catalogue, rows[catalogue.treatment_of.get(option, "")], study.among)
    for treatment in catalogue.data.treatments:
        for technique in treatment.techniques:
            _fill_clearances(catalogue, rows[treatment.id], technique)
    return rows


def _answered_elsewhere(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Give what shared statements and findings are about, each option with the criterion's id."""
    for statement in catalogue.data.shared:
        for option in statement.for_:
            yield option, statement.answers
    for _, study in catalogue.every(model.Study):
        for finding in study.findings:
            for option in finding.of or study.of:
                yield option, finding.answers


def _fill_clearances(catalogue: Catalogue, rows: set[str], technique: model.Technique) -> None:
    clearances = [each for device in technique.devices for each in device.clearances]
    for clearance in clearances:
        _fill_coverage(catalogue, rows, clearance.for_ | clearance.only)
    if clearances or technique.off_label:
        rows |= {each.id for each in catalogue.data.criteria if each.kind == "clearances"}


def _fill_coverage(catalogue: Catalogue, rows: set[str], facets: Mapping[str, object]) -> None:
    rows |= {
        each.id
        for each in catalogue.data.criteria
        if each.kind == "coverage" and each.facet in facets
    }


@rule("unanswered", needs="records")
def every_criterion_is_answered(catalogue: Catalogue) -> Iterator[Fault]:
    """Every treatment answers every criterion, if only by an `unknown` with its reason."""
    rows = filled(catalogue)
    for index, treatment in enumerate(catalogue.data.treatments):
        mistyped = {
            closest(name, catalogue.criteria)
            for name in treatment.answers
            if name not in catalogue.criteria
        }
        for criterion in catalogue.data.criteria:
            if criterion.id not in rows[treatment.id] | treatment.answers.keys() | mistyped:
                message = f"{treatment.id} does not answer '{criterion.id}'"
                hint = (
                    f"write `{criterion.id}: {{unknown: not_searched}}` "
                    "under its answers if no record says"
                )
                yield Fault(("treatments", index, "answers"), message, hint, is_key=True)


@rule("answered-twice", needs="records")
def unknown_means_unknown(catalogue: Catalogue) -> Iterator[Fault]:
    """What records answer for a treatment is not also written as unknown or as not applying."""
    rows = filled(catalogue)
    for path, option, criterion, answer in answers(catalogue):
        if (
            criterion
            and not isinstance(answer, tuple)
            and option in catalogue.treatments
            and criterion.id in rows[option]
        ):
            message = f"'{criterion.id}' of {option} is answered by other records too"
            yield Fault(
                path, message, "leave this line out, or look at those records again", is_key=True
            )
